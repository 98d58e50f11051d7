#!/bin/sh
# Writes requirements/*.txt anew from the bounds in pyproject.toml, with the hash of every file.
# "./scripts/lock.sh --upgrade" moves to the newest versions within the bounds.
set -eu
cd "$(dirname "$0")/.."

lock() { # output, then arguments for uv
    output=$1
    shift
    uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --custom-compile-command ./scripts/lock.sh "$@" -o "requirements/$output"
}

lock base.txt pyproject.toml "$@"
lock dev.txt pyproject.toml --extra dev -c requirements/base.txt "$@"
lock training.txt pyproject.toml --extra training -c requirements/base.txt "$@"
echo 'uv>=0.13.9,<0.14' | lock uv.txt - "$@"
