"""The words for contradictions between the fields of one certificate."""

# code -> (Vietnamese, English); {names} are filled in by ``schemas.problems.problem``.
CROSS_CHECK_SENTENCES: dict[str, tuple[str, str]] = {
    "area_words_differ": (
        "Diện tích bằng số ({digits} m²) không khớp với bằng chữ (“{words}”).",
        "The area in digits ({digits} m²) is not the area in words (“{words}”).",
    ),
    "purposes_sum_differs": (
        "Tổng diện tích các mục đích ({total} m²) không khớp với diện tích thửa ({area} m²).",
        "The areas of the purposes add up to {total} m², the parcel has {area} m².",
    ),
    "use_sum_differs": (
        "Diện tích riêng cộng chung ({total} m²) không khớp với diện tích thửa ({area} m²).",
        "Private and common use add up to {total} m², the parcel has {area} m².",
    ),
    "purpose_place_differ": (
        "“{name}” nhưng thửa đất ở {kind}; hãy kiểm tra loại đất và địa chỉ.",
        "“{name}”, but the parcel lies in a {kind}; check purpose and address.",
    ),
    "term_unusual": (
        "Thời hạn “{term}” ít gặp với “{name}”; hãy đối chiếu.",
        "The term “{term}” is unusual for “{name}”; please compare.",
    ),
    "term_before_issue": (
        "Thời hạn “{term}” đã hết trước ngày cấp giấy; kiểm tra cả hai.",
        "The term “{term}” had ended before the certificate was issued; check both.",
    ),
    "purpose_code_unlike_name": (
        "Mã {code_read} không phải của “{name}” (đúng ra là {expected}).",
        "{code_read} is not the code of “{name}”, which is {expected}.",
    ),
    "rent_for_ever": (
        "Đất thuê nhưng thời hạn ghi lâu dài; hãy đối chiếu nguồn gốc và thời hạn.",
        "Rented land without an end; compare origin and term.",
    ),
    "same_parcel_twice": (
        "Thửa {parcel}, tờ {sheet} xuất hiện hai lần; hãy kiểm tra số thửa.",
        "Parcel {parcel} of sheet {sheet} appears twice; check the parcel numbers.",
    ),
    "outline_differs": (
        "Diện tích tính từ bảng tọa độ là {outline} m², trên giấy ghi {area} m².",
        "The table of coordinates encloses {outline} m², the paper states {area} m².",
    ),
    "coordinates_swapped": (
        "Bảng tọa độ có vẻ đổi chỗ X và Y; không dùng để kiểm tra diện tích được.",
        "X and Y look swapped in the table of coordinates; it cannot vouch for the area.",
    ),
    "id_sex_differs": (
        "Số định danh là của {coded}, trên giấy ghi {printed}; kiểm tra số và giới tính.",
        "The number belongs to sex {coded}, the paper says {printed}; check number and sex.",
    ),
    "id_birth_differs": (
        "Số định danh cho năm sinh {coded}, trên giấy ghi {printed}; kiểm tra số và năm sinh.",
        "The number gives birth year {coded}, the paper {printed}; check both.",
    ),
    "id_kind_differs": (
        "Ghi là {printed} nhưng số có độ dài của {coded}.",
        "Called {printed}, but the number has the length of a {coded}.",
    ),
    "id_too_new": (
        "Số 12 chữ số trên giấy cấp năm {year}, khi chưa có số này; hãy đối chiếu.",
        "A 12-digit number on a certificate of {year}, before there were any; please compare.",
    ),
    "same_id_twice": (
        "Hai người có cùng một số giấy tờ; ít nhất một số sai.",
        "Two holders have the same identity number; at least one is wrong.",
    ),
    "same_name_twice": (
        "Hai người có cùng họ tên; hãy kiểm tra.",
        "Two holders have the same name; please check.",
    ),
    "role_sex_differs": (
        "Vai trò {role} không khớp với giới tính {gender}.",
        "The role {role} does not go with the sex {gender}.",
    ),
    "name_sex_differs": (
        "Tên đệm Thị nhưng giới tính ghi Nam; hãy kiểm tra.",
        "The middle name Thị, but the sex is Nam; please check.",
    ),
    "couple_incomplete": (
        "Ghi vợ chồng nhưng đọc được {count} người hoặc không đủ một chồng, một vợ.",
        "A couple, but {count} holders were read, or not one husband and one wife.",
    ),
    "role_form_differ": (
        "Vai trò {role} không hợp với pháp nhân {form}.",
        "The role {role} does not go with the legal form {form}.",
    ),
    "organisation_born": (
        "Tổ chức mà có năm sinh hoặc giới tính; hãy kiểm tra pháp nhân.",
        "An organisation with a birth date or a sex; check the legal form.",
    ),
    "born_after_issue": (
        "Ngày sinh sau ngày cấp giấy; một trong hai sai.",
        "Born after the certificate was issued; one of the two is wrong.",
    ),
    "holder_too_old": (
        "Khi cấp giấy người này {age} tuổi; hãy kiểm tra năm sinh và ngày cấp.",
        "This holder was {age} years old at issue; check birth year and date of issue.",
    ),
    "serial_era_differs": (
        "Số phát hành {serial} không thuộc mẫu giấy {edition}.",
        "No certificate of the {edition} form bears a serial like {serial}.",
    ),
    "date_era_differs": (
        "Ngày cấp {date} nằm ngoài thời gian dùng mẫu giấy {edition}.",
        "The form of {edition} was not in use on {date}.",
    ),
    "serial_date_differ": (
        "Số phát hành {serial} không có vào ngày cấp {date}; kiểm tra cả hai.",
        "Serials like {serial} were not in use on {date}; check both.",
    ),
    "serial_file_differs": (
        "Số phát hành đọc được là {serial}, tên tệp ghi {named}.",
        "The serial was read as {serial}, the file is named {named}.",
    ),
    "registry_issuer_differ": (
        "Đầu số vào sổ {prefix} không hợp với cơ quan cấp giấy.",
        "The registry prefix {prefix} does not go with the issuing body.",
    ),
    "issuer_date_differ": (
        "Cơ quan này không cấp giấy vào ngày {date}; kiểm tra cơ quan và ngày cấp.",
        "This body did not issue certificates on {date}; check issuer and date.",
    ),
    "barcode_year_differs": (
        "Mã vạch cho năm {coded}, ngày cấp ghi năm {printed}.",
        "The barcode gives the year {coded}, the date of issue {printed}.",
    ),
    "barcode_commune_differs": (
        "Mã vạch thuộc {name}, khác với địa chỉ thửa đất.",
        "The barcode belongs to {name}, not to the parcel's address.",
    ),
    "date_too_early": (
        "Ngày cấp trước năm {first}, khi chưa có loại giấy này.",
        "Issued before {first}, when there were no such certificates.",
    ),
    "date_of_change": (
        "Ngày cấp trùng với ngày của một biến động; có thể đã lấy nhầm ngày.",
        "The date of issue equals the date of a change; it may be the wrong date.",
    ),
    "change_before_issue": (
        "Biến động trước ngày cấp giấy; kiểm tra cả hai ngày.",
        "A change before the certificate was issued; check both dates.",
    ),
    "date_after_scan": (
        "Ngày cấp sau ngày quét {scanned}.",
        "Issued after the day it was scanned, {scanned}.",
    ),
    "serial_replaced": (
        "Số phát hành này là của giấy cũ đã được thay thế; tìm số của giấy hiện tại.",
        "This serial is that of the replaced certificate; find the present one.",
    ),
    "changed_after_issue": (
        "Có biến động sau khi cấp giấy; thông tin ở các trang đầu có thể đã cũ.",
        "There was a change after issue; what the first pages say may be out of date.",
    ),
    "commune_code_differs": (
        "Mã xã {number} không khớp với địa chỉ (đúng ra là {expected}).",
        "Commune code {number} does not fit the address, which leads to {expected}.",
    ),
    "unit_not_then": (
        "{unit} không phải là tên gọi vào năm {year}; kiểm tra địa chỉ và ngày cấp.",
        "{unit} was not the name in {year}; check address and date of issue.",
    ),
    "address_not_then": (
        "Địa chỉ theo cấp hành chính không đúng với năm cấp {year}.",
        "The address has not the administrative levels of {year}.",
    ),
    "issuer_place_differs": (
        "Cơ quan cấp giấy không phải của huyện, thị xã, thành phố có thửa đất.",
        "The issuing body is not that of the district where the parcel lies.",
    ),
    "not_on_this_paper": (
        "Mẫu giấy {edition} không in mục này; có thể đọc nhầm chỗ.",
        "The {edition} form does not print this; something else may have been read.",
    ),
}
