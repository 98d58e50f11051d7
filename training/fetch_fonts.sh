#!/bin/sh
# Brings the fonts that training lines are drawn in: Debian packages, and web fonts merged into
# training/fonts/. Run again it fetches only what is missing.
set -eu
cd "$(dirname "$0")/.."

PYTHON="${PYTHON:-.venv/bin/python}"
FONTS=training/fonts
DEBIAN="fontconfig fonts-b612 fonts-cantarell fonts-cmu fonts-croscore fonts-crosextra-carlito
  fonts-dejavu-core fonts-dejavu-extra fonts-ebgaramond fonts-ebgaramond-extra fonts-freefont-ttf
  fonts-inter fonts-jetbrains-mono fonts-junicode fonts-lato fonts-league-mono fonts-liberation2
  fonts-linuxlibertine fonts-lmodern fonts-noto-core fonts-noto-extra fonts-noto-mono
  fonts-open-sans fonts-roboto-slab fonts-roboto-unhinted fonts-sil-andika fonts-sil-charis
  fonts-sil-doulos fonts-sil-gentium fonts-sil-gentium-basic fonts-texgyre fonts-vollkorn"

missing=$(for package in $DEBIAN; do
    dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || echo "$package"
done)
if [ -n "$missing" ]; then
    as_root=""
    [ "$(id -u)" = 0 ] || as_root="sudo"
    # shellcheck disable=SC2086
    $as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 \
        install -y --no-install-recommends $missing
fi

mkdir -p "$FONTS"
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
grep -v '^#' training/fonts.txt | while read -r name version styles; do
    stamp="$FONTS/$name.done"
    [ "$(cat "$stamp" 2>/dev/null)" = "$version $styles" ] && continue
    echo "$name $version"
    rm -rf "$scratch/package"
    archive=$(npm pack --silent --pack-destination "$scratch" "@fontsource/$name@$version" </dev/null)
    tar -xzf "$scratch/$archive" -C "$scratch"
    "$PYTHON" -m training.merge_fonts --styles "$styles" "$scratch/package" "$name" "$FONTS"
    cp "$scratch/package/LICENSE" "$FONTS/$name.OFL.txt"
    echo "$version $styles" >"$stamp"
done
