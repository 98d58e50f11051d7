#!/bin/sh
# Reads the sample papers into a folder, says where everything is and how right it is.
set -eu
cd "$(dirname "$0")/.."
out=${1:-out}

say() { # Vietnamese, English
    if [ "${SODO_LANG:-vi}" = en ]; then echo "$2"; else echo "$1"; fi
}

status=0
.venv/bin/sodo process samples/scans --out "$out" || status=$?
# 1 means that a file was set aside; the rest was read and is worth showing.
[ "$status" -le 1 ] || exit "$status"

echo
.venv/bin/sodo evaluate "$out" samples/truth --brief || [ $? -eq 1 ]
echo
say "Biểu mẫu số 01:        $out/form1.xlsx
Các chỗ cần xem lại:   $out/flags.csv
PDF tìm kiếm được:     $out/searchable/
Từng hồ sơ (JSON):     $out/records/" \
    "Form No. 1:            $out/form1.xlsx
What is doubtful:      $out/flags.csv
Searchable PDFs:       $out/searchable/
One record per file:   $out/records/"
exit "$status"
