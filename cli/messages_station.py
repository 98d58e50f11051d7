"""What the commands of the station say, in Vietnamese and English."""

from typing import Final

STATION: Final[dict[str, tuple[str, str]]] = {
    "data": (
        "thư mục dữ liệu của trạm (mặc định: {default})",
        "data folder of the station (default: {default})",
    ),
    "no_station": (
        "{folder}: ở đây chưa có trạm nào. --data đã đúng chưa?",
        "{folder}: there is no station here yet. Is --data right?",
    ),
    # sodo up
    "up": ("chạy cả trạm trên máy này", "run the whole station on this machine"),
    "up_long": (
        "Trông thư mục drop/, đọc mọi tệp đặt vào đó, ghi nhớ kết quả. Ctrl-C: đọc nốt tệp đang "
        "đọc rồi dừng; chạy lại lệnh này là làm tiếp.",
        "Watches drop/, reads every file put there, keeps the results. Ctrl-C finishes what is "
        "being read and stops; the same command goes on.",
    ),
    "up_workers": (
        "số tệp đọc cùng lúc (mặc định: số lõi)",
        "files read at the same time (default: one per core)",
    ),
    "up_folder": ("Thư mục", "Folder"),
    "up_queue": ("Tệp", "Files"),
    "up_speed": ("Tốc độ", "Speed"),
    "up_parts": ("Bộ phận", "Parts"),
    "up_review": ("Trang xem lại", "Review page"),
    "up_watcher": ("Nhận tệp", "Intake"),
    "up_counts": (
        "đã nhận {seen} = chờ {waiting} + đang đọc {working} + xong {done} + "
        "để riêng {set_aside} + trùng {duplicates}",
        "{seen} seen = {waiting} waiting + {working} working + {done} done + "
        "{set_aside} set aside + {duplicates} duplicates",
    ),
    "up_flags": ("Chỗ cần xem lại", "Fields to look at"),
    "up_rates": (
        "{documents:.0f} tệp/phút, {pages:.0f} trang/phút",
        "{documents:.0f} files a minute, {pages:.0f} pages a minute",
    ),
    "up_no_rates": ("chưa rõ", "not known yet"),
    "up_away": ("không liên lạc được cơ sở dữ liệu", "the database is away"),
    "up_not_conserved": (
        "SỐ TỆP KHÔNG KHỚP: hãy báo người phụ trách",
        "THE NUMBERS DO NOT ADD UP: tell the person in charge",
    ),
    "up_draining": (
        "Đang dừng: đọc nốt tệp đang đọc…",
        "Stopping: finishing what is being read…",
    ),
    "up_stopped": ("Đã dừng. Chạy lại lệnh này để làm tiếp.", "Stopped. Run it again to go on."),
    "up_intake_running": ("đang nhận", "running"),
    "up_intake_stopped": ("TẠM DỪNG: {why}", "STOPPED: {why}"),
    "part_runs": ("{name} chạy", "{name} runs"),
    "part_down": (
        "{name} NGỪNG (mã {status}), chạy lại sau {seconds:.0f} giây",
        "{name} IS DOWN (status {status}), again in {seconds:.0f} s",
    ),
    # sodo watch
    "watch": ("nhận tệp đặt vào thư mục drop/", "take files that are put into drop/"),
    "watch_long": (
        "Chờ tệp trong drop/ được chép xong rồi mới lấy, cất bản gốc vào archive/, ghi vào danh "
        "sách chờ đọc. Thư mục con là tên trạm và tên lô. Hết chỗ trên đĩa hay mất ổ chung thì "
        "tạm dừng, có lại thì tự chạy tiếp.",
        "Takes files from drop/ once they are complete, keeps the originals in archive/ and lists "
        "them to be read. Sub-folders name station and batch. Pauses by itself while a disk is "
        "full or a share is away.",
    ),
    # sodo work, sodo watchdog
    "work": ("đọc giấy cho trạm, một tiến trình", "read papers for a station, one process"),
    "work_long": (
        "Đọc những tệp đang chờ, tệp gấp trước. Chạy bao nhiêu tiến trình trên bao nhiêu máy cũng "
        "được, chung một cơ sở dữ liệu và một Redis. SIGTERM: đọc nốt rồi dừng.",
        "Reads what waits, the most urgent first. Run as many as you like on as many machines, "
        "sharing one database and one Redis. SIGTERM: finishes its document and stops.",
    ),
    "watchdog": (
        "trả lại việc dở dang, giữ số liệu đúng",
        "put back what was left behind, keep the numbers true",
    ),
    "watchdog_long": (
        "Trả lại tệp của tiến trình đã chết, gọi người đọc, chia việc đọc lại, kiểm số. Mỗi máy có "
        "người đọc nên chạy một; chạy thừa không sao. Phục vụ /metrics và /healthz.",
        "Puts back what dead processes held, rings for workers, feeds batches, checks the sum. "
        "Run one on each machine that has workers; more do no harm. Serves /metrics, /healthz.",
    ),
    "metrics_host": (
        "địa chỉ của /metrics và /healthz (mặc định: 127.0.0.1)",
        "address of /metrics and /healthz (default: 127.0.0.1)",
    ),
    "metrics_port": (
        "cổng của /metrics và /healthz, 0: không có (mặc định: {default})",
        "port of /metrics and /healthz, 0 for none (default: {default})",
    ),
    # sodo status
    "status": ("tệp nào đang ở đâu", "what is where"),
    "status_long": (
        "Cho biết bao nhiêu tệp đang chờ, đang đọc, đã xong, để riêng, bộ phận nào còn chạy.",
        "Says how many files wait, are read, are done or set aside, and which parts are alive.",
    ),
    "status_json": ("in thành một đối tượng JSON", "print one JSON object"),
    "status_oldest": (
        "Chờ lâu nhất: {minutes:.0f} phút",
        "Waiting longest: {minutes:.0f} minutes",
    ),
    "status_redis_away": ("Redis: không trả lời", "Redis: does not answer"),
    "status_alive": ("{name}: {age:.0f} giây trước", "{name}: {age:.0f} s ago"),
    # sodo retry
    "retry": ("đọc lại tệp đã để riêng", "read again what was set aside"),
    "retry_long": (
        "Gửi tệp đã để riêng đi đọc lại, theo số, theo mã lý do hoặc tất cả. Không có tham số thì "
        "chỉ liệt kê.",
        "Sends files that were set aside to be read again: by number, by code or all. Without "
        "arguments it lists them.",
    ),
    "retry_documents": ("số của tệp", "numbers of documents"),
    "retry_code": ("những tệp có mã lý do này", "those set aside with this code"),
    "retry_all": ("tất cả", "all of them"),
    "retry_sent": ("Đã gửi đọc lại {n} tệp.", "{n} documents sent."),
    "retry_refused": ("{document}: không gửi được: {error}", "{document}: not sent: {error}"),
    # sodo reprocess
    "reprocess": ("đọc lại cả lô theo điều kiện", "read a batch again, chosen by filters"),
    "reprocess_long": (
        "start: lập lô; list: các lô; pause, resume, cancel, diff NAME: dừng, tiếp, huỷ, xem khác "
        "gì. Giá trị do người nhập không bao giờ bị ghi đè.",
        "start: makes a batch; list: all batches; pause, resume, cancel, diff NAME. Values that "
        "people typed are never overwritten.",
    ),
    "reprocess_action": ("việc cần làm (mặc định: start)", "what to do (default: start)"),
    "reprocess_name": ("tên lô (mặc định: ngày giờ)", "name of the batch (default: date, time)"),
    "reprocess_edition": ("mẫu giấy, như 2009", "edition, such as 2009"),
    "reprocess_flagged": (
        "trường bị cờ, như holders[].full_name",
        "a flagged field, such as holders[].full_name",
    ),
    "reprocess_older": ("bản đọc cũ hơn bản này", "read by a version older than this"),
    "reprocess_station": ("của trạm này", "from this station"),
    "reprocess_batch": ("của thư mục lô này", "from this folder of a batch"),
    "reprocess_from": ("nhận từ ngày này", "taken in on this day or later"),
    "reprocess_until": ("nhận đến hết ngày này", "taken in on this day or earlier"),
    "reprocess_below": ("độ tin thấp nhất dưới mức này", "least confidence below this"),
    "reprocess_state": ("done (mặc định) hoặc set_aside", "done (default) or set_aside"),
    "reprocess_dry_run": ("chỉ đếm", "only count"),
    "reprocess_counted": ("{n} tệp", "{n} documents"),
    "reprocess_made": ("Lô “{name}”: {n} tệp sẽ được đọc lại.", "Batch “{name}”: {n} documents."),
    "reprocess_line": (
        "{name}: {state}, {read}/{planned} đã đọc lại, {failed} hỏng, {withdrawn} rút",
        "{name}: {state}, {read}/{planned} read again, {failed} failed, {withdrawn} withdrawn",
    ),
    "reprocess_nothing": ("Chưa có lô nào.", "There are no batches."),
    "reprocess_same": ("Không có gì khác.", "Nothing changed."),
    "reprocess_needs_name": ("thiếu tên lô", "the name of the batch is missing"),
    # What a batch changed, by store.differences.What.
    "now_right": ("nay đúng như người nhập", "now what a person had typed"),
    "now_wrong": ("nay khác người nhập", "no longer what a person had typed"),
    "now_accepted": ("nay nhận thẳng", "now accepted"),
    "now_flagged": ("nay bị cờ", "now flagged"),
    "changed": ("giá trị khác", "another value"),
    "appeared": ("mới có", "appeared"),
    "gone": ("không còn", "gone"),
    # sodo export
    "export": ("xuất Biểu mẫu số 01 từ trạm", "write Form No. 1 of what a station has read"),
    "export_long": (
        "Ghi records/, form1.xlsx và flags.csv của mọi tệp đã đọc, kể cả chỗ người đã sửa.",
        "Writes records/, form1.xlsx and flags.csv of all that was read, corrections included.",
    ),
    "export_out": (
        "thư mục kết quả (mặc định: exports/ trong thư mục dữ liệu)",
        "output folder (default: exports/ in the data folder)",
    ),
    "export_station": ("chỉ của trạm này", "only from this station"),
    "export_batch": ("chỉ của thư mục lô này", "only from this folder of a batch"),
    "exported": ("Đã xuất {n} tệp vào {folder}", "{n} documents written to {folder}"),
}
