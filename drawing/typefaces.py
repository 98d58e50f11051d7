"""Finds the typefaces that papers are set in."""

import subprocess
from functools import cache
from pathlib import Path
from typing import NamedTuple

from PIL import ImageFont

from schemas.errors import SettingsError

FONT_FOLDER = Path(__file__).parent / "fonts"

# Family as fontconfig knows it -> the Debian package that brings it. Every one of them has
# all Vietnamese letters as single glyphs in all four styles.
PACKAGES = {
    "Liberation Serif": "fonts-liberation2",
    "Liberation Sans": "fonts-liberation2",
    "Liberation Mono": "fonts-liberation2",
    "Tinos": "fonts-croscore",
    "Arimo": "fonts-croscore",
    "Cousine": "fonts-croscore",
    "FreeSerif": "fonts-freefont-ttf",
    "FreeSans": "fonts-freefont-ttf",
    "FreeMono": "fonts-freefont-ttf",
    "Noto Serif": "fonts-noto-core",
    "DejaVu Serif": "fonts-dejavu-core",
    "DejaVu Sans": "fonts-dejavu-core",
}
# Handwriting comes with the package: file in drawing/fonts/ -> size against a printed face.
HANDS = {
    "PatrickHand.ttf": 1.18,
    "Mali.ttf": 0.98,
    "FlowingHand.ttf": 1.22,
    "Pangolin.ttf": 1.05,
    "Sriracha.ttf": 1.1,
    "Charm.ttf": 1.25,
    "Itim.ttf": 1.12,
}
SERIFS = (
    *("Liberation Serif",) * 3,  # certificates are mostly set in a Times
    *("Tinos",) * 2,
    "FreeSerif",
    "Noto Serif",
    "DejaVu Serif",
)
SANS = ("Liberation Sans", "Arimo", "FreeSans", "DejaVu Sans")
TYPEWRITERS = ("FreeMono", "Liberation Mono", "Cousine")


class Face(NamedTuple):
    """A typeface in one style: ``family`` is a family of PACKAGES or a file of HANDS."""

    family: str
    bold: bool = False
    italic: bool = False


@cache
def font_file(face: Face) -> Path:
    """Return the file of ``face``.

    Raises:
        SettingsError: this machine lacks the face; the message names the package.
    """
    if face.family in HANDS:
        return FONT_FOLDER / face.family
    weight, slant = ("bold" if face.bold else "regular"), ("italic" if face.italic else "roman")
    pattern = f"{face.family}:weight={weight}:slant={slant}:fontformat=TrueType"
    try:
        answer = subprocess.run(
            ["fc-match", "-f", "%{family}|%{file}", pattern],
            capture_output=True,
            text=True,
            check=True,
            timeout=20,
        ).stdout
    except (FileNotFoundError, subprocess.CalledProcessError) as error:
        raise SettingsError("cannot ask for fonts: apt-get install fontconfig") from error
    families, _, file = answer.partition("|")
    if face.family not in families.split(","):
        raise SettingsError(
            f"font “{face.family}” is missing: apt-get install {PACKAGES[face.family]}"
        )
    return Path(file)


@cache
def font(face: Face, size_px: int) -> ImageFont.FreeTypeFont:
    """Return ``face`` at ``size_px`` pixels per em; hands are scaled to match print."""
    scaled = max(4, round(size_px * HANDS.get(face.family, 1.0)))
    # The basic layout engine: letters are single glyphs, and it is the same everywhere.
    return ImageFont.truetype(str(font_file(face)), scaled, layout_engine=ImageFont.Layout.BASIC)
