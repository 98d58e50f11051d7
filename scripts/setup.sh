#!/bin/sh
# Makes this machine ready: system packages, uv, the locked Python environment in .venv.
# Run again it only compares a checksum. Everything it makes lies in .venv/ and .setup/.
set -eu
cd "$(dirname "$0")/.."

# What reading needs, then what the tests and the drawn samples need. libgl1 and libglib2.0-0
# are for OpenCV, whose wheel expects them even where nothing is ever shown on a screen.
READING="tesseract-ocr tesseract-ocr-vie tesseract-ocr-osd poppler-utils libgl1 libglib2.0-0"
TESTING="redis-server postgresql chromium fontconfig fonts-liberation2 fonts-croscore fonts-freefont-ttf
  fonts-noto-core fonts-linuxlibertine fonts-texgyre fonts-sil-charis fonts-sil-gentium"
PACKAGES=$(echo $READING $TESTING)
LOCK=requirements/dev.txt
STAMP=.setup/done

say() { # Vietnamese, English
    if [ "${SODO_LANG:-vi}" = en ]; then echo "$2"; else echo "$1"; fi
}

stop() {
    say "LỖI: $1" "ERROR: $2" >&2
    exit 1
}

fingerprint() {
    cat scripts/setup.sh pyproject.toml requirements/*.txt | cksum
    pwd -P
}

can_read() { # the commands and languages without which nothing can be read
    command -v tesseract >/dev/null && command -v pdftoppm >/dev/null || return 1
    languages=$(tesseract --list-langs 2>/dev/null) || return 1
    for language in vie osd; do
        echo "$languages" | grep -qx "$language" || return 1
    done
}

if [ -x .venv/bin/sodo ] && [ -f "$STAMP" ] && [ "$(cat "$STAMP")" = "$(fingerprint)" ] &&
    command -v tesseract >/dev/null && command -v pdftoppm >/dev/null; then
    exit 0
fi

python_is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    for candidate in python3.11 python3 python3.12 python3.13; do
        if python_is_new_enough "$candidate"; then
            "$candidate" -c 'import sys; print(sys.executable)'
            return
        fi
    done
    stop "cần Python 3.11 trở lên (apt-get install python3)." \
        "Python 3.11 or newer is needed (apt-get install python3)."
}

missing_packages() {
    command -v dpkg-query >/dev/null || return 0
    for package in "$@"; do
        dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' ||
            printf '%s ' "$package"
    done
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif [ -t 0 ]; then
        sudo "$@" # may ask for the password
    else
        sudo -n "$@"
    fi
}

apt() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@"
}

may_install() {
    command -v apt-get >/dev/null || return 1
    [ "$(id -u)" = 0 ] && return 0
    command -v sudo >/dev/null || return 1
    [ -t 0 ] || sudo -n true 2>/dev/null
}

install_packages() {
    missing=$(missing_packages "$@")
    [ -z "$missing" ] && return 0
    if may_install; then
        say "Cài gói hệ thống: $missing" "Installing system packages: $missing"
        apt update >/dev/null || true # offline machines may still have the packages at hand
        # shellcheck disable=SC2086
        apt install -y --no-install-recommends $missing >.setup/apt.log 2>&1 && return 0
        tail -n 15 .setup/apt.log >&2
        say "apt không cài được; xem .setup/apt.log." "apt failed; see .setup/apt.log." >&2
    fi
    return 1
}

ask_for_packages() {
    stop "thiếu gói hệ thống và không có quyền cài. Hãy nhờ người quản trị chạy:
  apt-get install $*
(hệ khác Debian/Ubuntu: tesseract 5 với ngôn ngữ vie và osd, poppler-utils, redis)" \
        "system packages are missing and cannot be installed from here. Ask an administrator to run:
  apt-get install $*
(elsewhere than on Debian/Ubuntu: tesseract 5 with languages vie and osd, poppler-utils, redis)"
}

find_uv() { # prints the path of a uv that runs, fetching one into .setup/uv when there is none
    for candidate in uv .setup/uv/bin/uv "$HOME/.local/bin/uv"; do
        if "$candidate" pip --help >/dev/null 2>&1; then
            echo "$candidate"
            return
        fi
    done
    rm -rf .setup/uv
    # pip may be missing, and so may ensurepip: Debian ships both apart from Python.
    if "$PYTHON" -m pip --version >/dev/null 2>&1; then
        "$PYTHON" -m pip install -q --target .setup/uv --require-hashes \
            -r requirements/uv.txt >&2 || return 1
    else
        "$PYTHON" -c 'import ensurepip' >/dev/null 2>&1 ||
            install_packages python3-venv >&2 || return 1
        "$PYTHON" -m venv .setup/uv >&2 || return 1
        .setup/uv/bin/python -m pip install -q --require-hashes -r requirements/uv.txt >&2 ||
            return 1
    fi
    echo .setup/uv/bin/uv
}

mkdir -p .setup
rm -f "$STAMP"
PYTHON=$(find_python)

# shellcheck disable=SC2086
if ! install_packages $PACKAGES; then
    # shellcheck disable=SC2086
    can_read || ask_for_packages $(missing_packages $PACKAGES)
    say "Đọc được giấy, nhưng thiếu gói cho kiểm thử và vẽ mẫu: $(missing_packages $PACKAGES)" \
        "Papers can be read, but tests and drawn samples lack: $(missing_packages $PACKAGES)" >&2
fi
# shellcheck disable=SC2086
can_read || ask_for_packages $PACKAGES

UV=$(find_uv) || stop "không cài được uv; hãy cài python3-venv hoặc uv rồi chạy lại." \
    "uv could not be installed; install python3-venv or uv and run this again."

# uv does not read pip's settings; a mirror that pip was told of serves uv as well.
[ -z "${PIP_INDEX_URL:-}" ] || export UV_DEFAULT_INDEX="${UV_DEFAULT_INDEX:-$PIP_INDEX_URL}"
export UV_HTTP_TIMEOUT="${UV_HTTP_TIMEOUT:-120}" UV_PYTHON_DOWNLOADS=never
# Offices put certificates of their own between themselves and the world; the system knows them.
[ ! -f /etc/ssl/certs/ca-certificates.crt ] || export UV_SYSTEM_CERTS="${UV_SYSTEM_CERTS:-true}"
# A copy of the tree, or one on another disk than uv's cache, must not warn about links.
export UV_LINK_MODE="${UV_LINK_MODE:-copy}"

python_is_new_enough .venv/bin/python || "$UV" venv -q --clear --python "$PYTHON" .venv
say "Cài môi trường Python vào .venv (khoảng một phút)…" \
    "Installing the Python environment into .venv (about a minute)…"
"$UV" pip sync -q --require-hashes --python .venv/bin/python "$LOCK" &&
    "$UV" pip install -q --python .venv/bin/python --no-deps --no-build-isolation -e . ||
    stop "không cài được thư viện Python; kiểm tra mạng rồi chạy lại." \
        "the Python packages could not be installed; check the network and run this again."

.venv/bin/sodo --help >/dev/null
fingerprint >"$STAMP"
say "Xong." "Done."
