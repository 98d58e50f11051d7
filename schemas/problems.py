"""The words for every doubt: one sentence a clerk can act on, in Vietnamese and English."""

from schemas.reading import Problem
from schemas.sentences_cross_checks import CROSS_CHECK_SENTENCES

# code -> (Vietnamese, English); {names} are filled in by ``problem``.
SENTENCES: dict[str, tuple[str, str]] = {
    "not_found": (
        "Không tìm thấy trên giấy; xem bản quét và nhập tay.",
        "Not found on the paper; look at the scan and type it.",
    ),
    "unreadable": (
        "Có chữ nhưng không đọc được: “{raw}”.",
        "Something stands there but cannot be read: “{raw}”.",
    ),
    "corrected": (
        "Máy đọc “{raw}”, đã sửa thành “{value}” theo danh mục; hãy đối chiếu.",
        "Read as “{raw}”, corrected to “{value}” from a word list; please compare.",
    ),
    "area_ambiguous": (
        "“{raw}” có thể là {one} hoặc {other} m²; so với số viết bằng chữ.",
        "“{raw}” may be {one} or {other} m²; compare with the words.",
    ),
    "area_several": (
        "Có nhiều số diện tích trong “{raw}”; hãy chọn số đúng.",
        "Several areas stand in “{raw}”; choose the right one.",
    ),
    "area_unclear": (
        "Không hiểu được dấu chấm, phẩy trong “{raw}”; hãy nhập diện tích.",
        "The separators in “{raw}” make no area; type it.",
    ),
    "words_ambiguous": (
        "Số viết bằng chữ “{raw}” có thể là: {amounts}.",
        "The words “{raw}” may mean: {amounts}.",
    ),
    "date_incomplete": (
        "Ngày chưa đủ ngày, tháng, năm: “{raw}”; không tự điền phần thiếu.",
        "The date lacks its day, month or year: “{raw}”; the missing part is never made up.",
    ),
    "date_impossible": (
        "Không có ngày “{raw}” trong lịch.",
        "There is no day “{raw}” in the calendar.",
    ),
    "date_several": (
        "Có nhiều ngày trong “{raw}”; hãy chọn ngày đúng.",
        "Several dates stand in “{raw}”; choose the right one.",
    ),
    "date_month_first": (
        "“{raw}” chỉ hợp lệ khi tháng đứng trước ngày; hãy đối chiếu.",
        "“{raw}” is a date only with the month first; please compare.",
    ),
    "year_unlikely": (
        "Năm {value} ngoài khoảng thường gặp; hãy đối chiếu.",
        "The year {value} is outside the usual range; please compare.",
    ),
    "serial_letters": (
        "Chữ đầu số phát hành “{value}” không thuộc các loạt đã in; hãy đối chiếu.",
        "The letters of serial “{value}” are of no printed series; please compare.",
    ),
    "serial_shape": (
        "Số phát hành phải gồm 1-2 chữ và 6 chữ số (8 chữ số từ năm 2025): “{raw}”.",
        "A serial has 1 or 2 letters and 6 digits (8 from 2025): “{raw}”.",
    ),
    "registry_no_label": (
        "“{raw}” chỉ là phần nhãn hoặc tiền tố của số vào sổ; thiếu số.",
        "“{raw}” is only the label or prefix of the registry number; the digits are missing.",
    ),
    "registry_no_shape": (
        "Số vào sổ “{value}” không theo mẫu quen thuộc; hãy đối chiếu.",
        "The registry number “{value}” follows no usual pattern; please compare.",
    ),
    "id_length": (
        "Số giấy tờ phải có 12 chữ số (CCCD) hoặc 9 chữ số (CMND): “{raw}”.",
        "An identity number has 12 digits (CCCD) or 9 (CMND): “{raw}”.",
    ),
    "organisation_number_length": (
        "Mã số tổ chức phải có 10 chữ số, chi nhánh thêm 3: “{raw}”.",
        "An organisation number has 10 digits, a branch 3 more: “{raw}”.",
    ),
    "id_label": (
        "Nhãn ghi CCCD nhưng số {value} chỉ có 9 chữ số; có thể mất chữ số.",
        "The label says CCCD but {value} has 9 digits only; some may be lost.",
    ),
    "id_province": (
        "Ba số đầu {start} của số CCCD không phải mã tỉnh nào.",
        "The first three digits {start} of the CCCD are no province code.",
    ),
    "id_century": (
        "Số thứ tư {digit} của số CCCD không hợp thế kỷ và giới tính nào.",
        "The fourth digit {digit} of the CCCD fits no century and sex.",
    ),
    "id_repeated": (
        "Số giấy tờ {value} gồm một chữ số lặp lại; hãy đối chiếu.",
        "The identity number {value} repeats one digit; please compare.",
    ),
    "barcode_length": (
        "Mã vạch phải có 13 hoặc 15 chữ số: “{raw}”.",
        "The barcode number has 13 or 15 digits: “{raw}”.",
    ),
    "barcode_year": (
        "Hai số năm {year} trong mã vạch không hợp thời kỳ in mã vạch (2009-2024).",
        "The year digits {year} in the barcode are outside its period (2009-2024).",
    ),
    "number_unusual": (
        "Số thửa hoặc số tờ “{value}” viết khác thường; hãy đối chiếu.",
        "The parcel or sheet number “{value}” is written unusually; please compare.",
    ),
    "name_syllable": (
        "“{word}” không phải âm tiết tiếng Việt; hãy đối chiếu tên.",
        "“{word}” is no Vietnamese syllable; compare the name.",
    ),
    "name_family_unknown": (
        "Họ “{word}” không có trong danh sách họ; hãy đối chiếu.",
        "The family name “{word}” is not in the list; please compare.",
    ),
    "name_case": (
        "“{word}” viết thường giữa các chữ viết hoa; có thể mất chữ đầu.",
        "“{word}” begins small among capitals; its first letter may be lost.",
    ),
    "name_too_short": (
        "Tên chỉ có một từ “{value}”; có thể bị cắt mất.",
        "The name has one word only, “{value}”; a part may be cut off.",
    ),
    "name_signs": (
        "Tên có ký tự lạ: “{value}”.",
        "The name holds odd signs: “{value}”.",
    ),
    "name_several": (
        "Có thể có nhiều người trong “{raw}”; hãy tách tên.",
        "There may be several people in “{raw}”; separate them.",
    ),
    "purpose_unknown": (
        "Mục đích sử dụng “{value}” không có trong danh mục; hãy đối chiếu.",
        "The land-use purpose “{value}” is in no list; please compare.",
    ),
    "purpose_ambiguous": (
        "“{raw}” có thể là “{one}” hoặc “{other}”.",
        "“{raw}” may be “{one}” or “{other}”.",
    ),
    "purpose_code_differs": (
        "Mã {mark} không khớp với tên “{value}”.",
        "The code {mark} does not go with the name “{value}”.",
    ),
    "origin_unknown": (
        "Nguồn gốc “{value}” không theo mẫu câu quen thuộc; hãy đối chiếu.",
        "The origin “{value}” follows no usual sentence; please compare.",
    ),
    "origin_ambiguous": (
        "“{raw}” có thể là “{one}” hoặc “{other}”.",
        "“{raw}” may be “{one}” or “{other}”.",
    ),
    "term_unknown": (
        "Thời hạn “{value}” không theo mẫu quen thuộc; hãy đối chiếu.",
        "The term “{value}” follows no usual pattern; please compare.",
    ),
    "readings_differ": (
        "Hai lần đọc không khớp nhau; lần kia đọc: {others}.",
        "Two readings of this spot differ; the other one says: {others}.",
    ),
    "parcels_total_differs": (
        "Diện tích các thửa cộng lại không bằng tổng ghi trên giấy ({total} m²).",
        "The parcels' areas do not add up to the printed total ({total} m²).",
    ),
    "unknown_paper": (
        "Không nhận ra đây là loại giấy gì; hãy xem bản quét và phân loại.",
        "Not recognised as any known paper; look at the scan and sort it.",
    ),
    "holders_unclaimed": (
        "Trong phần chủ sử dụng còn chữ chưa đọc được; có thể còn người khác cùng đứng tên.",
        "The holders' section has words that were not understood; another holder may be named.",
    ),
    "odd_signs": (
        "“{value}” có ký hiệu lạ giữa các chữ; hãy đối chiếu với bản quét.",
        "“{value}” has odd signs between its letters; compare with the scan.",
    ),
    "term_not_round": (
        "Thời hạn “{value}” khác các mốc thường gặp (2013, 2043, 2063; 20, 50 năm); hãy đối chiếu.",
        "The term “{value}” is none of the usual ones (2013, 2043, 2063; 20, 50 years); compare.",
    ),
    "low_confidence": (
        "Nét chữ không rõ; hãy đối chiếu với bản quét.",
        "The print is unclear; compare with the scan.",
    ),
    "form_not_printed": (
        "Giấy này không in mục này; lấy từ CCCD hoặc hồ sơ khác.",
        "This paper does not print it; take it from the identity card or another file.",
    ),
    "form_more_purposes": (
        "Còn nữa: giấy ghi {count} mục đích sử dụng, biểu mẫu chỉ có ba. Các mục đích sau: {rest}.",
        "More follow: the paper lists {count} purposes, the form has three. The others: {rest}.",
    ),
    "form_more_assets": (
        "Còn nữa: giấy ghi {count} tài sản, biểu mẫu chỉ ghi một. Các tài sản sau: {rest}.",
        "More follow: the paper lists {count} assets, the form holds one. The others: {rest}.",
    ),
    "form_asset_parcel": (
        "Giấy có nhiều thửa; hãy xác định tài sản này nằm trên thửa nào.",
        "The certificate has several parcels; find out which one this asset stands on.",
    ),
    "form_changes": (
        "Giấy có ghi thay đổi sau khi cấp: {text}. Hãy xác định người sử dụng hiện tại.",
        "Changes after issue are written on it: {text}. Find out who the current user is.",
    ),
    "form_old_id": (
        "Đây là số CMND 9 số; cột này cần số định danh 12 số.",
        "This is an old number of 9 digits; the column needs the one of 12 digits.",
    ),
    "form_address_as_printed": (
        "Chưa đổi được sang địa chỉ hai cấp; đang ghi địa chỉ như trên giấy.",
        "Not yet turned into the two-level address; written as on the paper.",
    ),
    "address_word": (
        "“{word}” không phải cách viết thường gặp trước số trong địa chỉ (Thôn, Xóm, Tổ, Khu…).",
        "“{word}” is not how a hamlet, group or street is called before a number.",
    ),
    "purpose_lost": (
        "Thời hạn, nguồn gốc hoặc hình thức nói đến “{name}” mà mục đích sử dụng không có;"
        " có thể sót một mục đích.",
        "Term, origin or form speak of “{name}”, which is none of the purposes; one may be lost.",
    ),
    "issuer_without_place": (
        "Thiếu tên địa phương của cơ quan cấp (huyện, thành phố…); có thể chưa đọc hết.",
        "The body's place (district, city…) is missing; it may not have been read.",
    ),
    "list_breaks_off": (
        "Danh sách kết thúc bằng dấu chấm phẩy; có thể còn phần sau chưa đọc được.",
        "The list ends in a semicolon; what comes behind it may not have been read.",
    ),
    "address_name": (
        "“{word}” không giống tên thôn, xóm hoặc đường phố; có thể mất chữ, hãy đối chiếu.",
        "“{word}” does not look like the name of a hamlet or street; a letter may be lost.",
    ),
    "address_unclear": (
        "Tên đơn vị hành chính đọc không rõ, có thể là: {names}.",
        "The names of the units are unclear; they may be: {names}.",
    ),
    "commune_unknown": (
        "Không tìm thấy xã, phường này trong danh mục; hãy kiểm tra địa chỉ và chọn mã xã.",
        "This commune is not in the lists; check the address and choose the commune code.",
    ),
    "commune_split": (
        "Xã, phường cũ đã tách về nhiều đơn vị mới ({names}); hãy chọn theo vị trí thửa đất.",
        "The old commune went to several new ones ({names}); choose by where the parcel lies.",
    ),
    "commune_ambiguous": (
        "Địa chỉ có thể thuộc nhiều xã, phường ({names}); hãy chọn.",
        "The address may mean several communes ({names}); choose one.",
    ),
    "commune_code_unknown": (
        "Mã xã {number} không có trong danh mục hiện nay.",
        "Commune code {number} is not in today's list.",
    ),
    "not_positive": (
        "Phải lớn hơn không.",
        "Must be greater than zero.",
    ),
    "area_very_large": (
        "Diện tích {value} m² lớn bất thường; có thể mất dấu phẩy.",
        "{value} m² is unusually large; a decimal comma may be lost.",
    ),
    "not_in_list": (
        "“{value}” không có trong danh sách cho phép: {allowed}.",
        "“{value}” is not one of: {allowed}.",
    ),
    "too_long": (
        "Dài bất thường ({length} ký tự); có thể lẫn chữ của mục khác.",
        "Unusually long ({length} characters); text of another field may be mixed in.",
    ),
    "printed_label": (
        "“{value}” là nhãn in sẵn, không phải giá trị.",
        "“{value}” is a printed label, not a value.",
    ),
    "date_in_future": (
        "Năm {year} không thể có trên giấy này.",
        "The year {year} cannot stand on this paper.",
    ),
    "person_illegible": (
        "Người kiểm tra đã xem: chữ trên giấy không đọc được.",
        "A person has looked: the print cannot be read.",
    ),
    "person_absent": (
        "Người kiểm tra đã xem: giấy không ghi mục này.",
        "A person has looked: the paper does not state it.",
    ),
    "person_new_scan": (
        "Người kiểm tra yêu cầu quét lại trang này.",
        "A person asks for this page to be scanned again.",
    ),
    "person_overruled": (
        "Người kiểm tra giữ giá trị dù có cảnh báo; lý do: {reason}.",
        "A person keeps the value in spite of the doubt; the reason: {reason}.",
    ),
    "acceptance_tightened": (
        "Mẫu kiểm tra cho thấy loại ô này hay sai ở mức tin cậy này; cần người xem.",
        "Samples showed that values of this kind and sureness are wrong too often; look at it.",
    ),
    **CROSS_CHECK_SENTENCES,
}


def problem(code: str, **facts: object) -> Problem:
    """Return the problem ``code`` with ``facts`` filled into both sentences.

    Raises:
        KeyError: the code is not in ``SENTENCES``, or a fact is missing.
    """
    vietnamese, english = SENTENCES[code]
    return Problem(code=code, text=vietnamese.format(**facts), text_en=english.format(**facts))
