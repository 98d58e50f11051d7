"""Which font files training lines are drawn in, how often each, and which are kept for testing."""

import subprocess
import unicodedata
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Literal, NamedTuple

import cv2
import numpy as np
from fontTools.ttLib import TTCollection, TTFont
from PIL import ImageFont

from drawing.typefaces import FONT_FOLDER as SAMPLE_HANDS
from schemas.errors import SettingsError

Kind = Literal["print", "typewriter", "hand"]
Split = Literal["train", "held_out"]

# What fetch_fonts.sh leaves.
FETCHED = Path(__file__).parent / "fonts"
VOWELS, TONES = "aăâeêioôơuưy", ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
MARKED = "".join(unicodedata.normalize("NFC", a + tone) for a, tone in product(VOWELS, TONES))
ASCII = "".join(map(chr, range(33, 127)))
# A face that lacks one of these is not used at all.
NEEDED = frozenset(MARKED + MARKED.upper() + "đĐ" + ASCII) - set("\\^_`{|}~<>@#$&*+=")
# Styles that no office prints in, by the beginning of a word of their name.
ODD_STYLES = (
    *("Thin", "Hairline", "ExtraLight", "Extra Light", "UltraLight", "ExtraCond"),
    *("Black", "Heavy", "ExtraBold", "Extra Bold", "Extrabold", "Extended", "Expanded"),
)

# By what a style's name holds; a web font's weight stands there as a number.
STYLE_SHARES = {
    **dict.fromkeys(("Bold", "bold", "Demi", "600", "700"), 0.45),
    **dict.fromkeys(("Italic", "italic", "Oblique", "Slanted"), 0.3),
    **dict.fromkeys(("Light", "300"), 0.4),
    **dict.fromkeys(("Condensed", "Cond"), 0.7),
}


class LineFace(NamedTuple):
    """A font file that lines are drawn in.

    ``number`` is the face's inside a collection; ``weight`` how often it is drawn, against others
    of its kind.
    """

    file: str
    number: int
    family: str
    kind: Kind
    weight: float


# Families as fontconfig names them -> weight, shared by the family's files. Certificates are
# mostly set in a Times, the sheets from 2009 on also in an Arial.
PRINTS = {
    "Liberation Serif": 10,
    "Tinos": 10,
    "FreeSerif": 6,
    "Linux Libertine O": 3,
    "Noto Serif": 3,
    "Gentium": 1.5,
    "Gentium Basic": 1.5,
    "Gentium Book Basic": 1,
    "Doulos SIL": 2,
    "DejaVu Serif": 2,
    "Noto Serif Display": 1.5,
    "EB Garamond": 1,
    "Vollkorn": 0.7,
    "Junicode Two Beta": 1,
    "CMU Serif": 1.5,
    "CMU Concrete": 0.5,
    "CMU Classical Serif": 0.3,
    "Latin Modern Roman": 1.5,
    "TeX Gyre Pagella": 1.5,
    "TeX Gyre Bonum": 1.5,
    "TeX Gyre Schola": 2,
    "Roboto Slab": 0.5,
    "Liberation Sans": 5,
    "Arimo": 5,
    "FreeSans": 2,
    "TeX Gyre Heros": 3,
    "TeX Gyre Heros Cn": 1.5,
    "TeX Gyre Adventor": 0.7,
    "Noto Sans": 3,
    "Noto Sans Display": 1,
    "Open Sans": 1.5,
    "Open Sans Condensed": 0.5,
    "Roboto": 2,
    "Roboto Condensed": 1,
    "Carlito": 2.5,
    "Andika": 1,
    "Lato": 1,
    "Inter": 0.7,
    "Cantarell": 0.7,
    "Linux Biolinum O": 0.7,
    "CMU Bright": 0.4,
    "CMU Sans Serif": 0.5,
    "Latin Modern Sans": 0.6,
    "crimson-pro": 1,
    "lora": 0.7,
    "merriweather": 0.7,
    "old-standard-tt": 2,
    "source-serif-4": 1,
    "ibm-plex-serif": 1,
    "ibm-plex-sans": 0.7,
    "taviraj": 0.5,
    "trirong": 0.7,
    "archivo-narrow": 1,
    "be-vietnam-pro": 0.7,
    "sarabun": 0.7,
}
TYPEWRITERS = {
    "FreeMono": 5,
    "Liberation Mono": 4,
    "TeX Gyre Cursor": 5,
    "CMU Typewriter Text": 3,
    "Latin Modern Mono": 2,
    "Latin Modern Mono Light": 2,
    "Noto Sans Mono": 1,
    "Noto Mono": 1,
    "JetBrains Mono": 0.5,
    "League Mono": 0.5,
    "ibm-plex-mono": 2,
    "roboto-mono": 1,
    "space-mono": 0.5,
    "xanh-mono": 2,
}
HANDS = {
    "charmonman": 0.5,
    "comforter": 0.5,
    "corinthia": 1,
    "ephesis": 1,
    "estonia": 0.7,
    "explora": 0.4,
    "fuzzy-bubbles": 1.5,
    "grandstander": 1,
    "great-vibes": 0.7,
    "gwendolyn": 1,
    "hurricane": 0.5,
    "inspiration": 0.7,
    "kings": 0.3,
    "kodchasan": 1,
    "kolker-brush": 0.5,
    "lemonada": 0.7,
    "licorice": 0.6,
    "luxurious-script": 0.4,
    "mansalva": 2,
    "meow-script": 0.7,
    "moon-dance": 0.6,
    "my-soul": 0.6,
    "oooh-baby": 1.2,
    "pacifico": 0.7,
    "playpen-sans": 2,
    "sassy-frass": 0.6,
    "sedgwick-ave": 2,
    "send-flowers": 0.6,
    "splash": 0.3,
    "square-peg": 1,
    "updock": 0.6,
    "vujahday-script": 0.5,
    "water-brush": 0.5,
    "whisper": 0.6,
    "yomogi": 1,
    "alex-brush": 0.5,
    "allison": 1,
    "allura": 0.5,
    "bad-script": 1.5,
    "bilbo": 1,
    "bonheur-royale": 0.6,
    "gluten": 1,
    "italianno": 0.7,
    "mynerve": 2,
    "playball": 0.7,
    "qwitcher-grypen": 0.7,
    "shantell-sans": 2,
    "style-script": 1,
    "twinkle-star": 0.7,
    "TeX Gyre Chorus": 0.7,
    # Sample papers are filled in with these.
    "PatrickHand": 0.5,
    "Pangolin": 0.5,
    "Sriracha": 0.5,
    "Itim": 0.4,
}
# Hands whose capitals are made to stand in a row; a clerk's flourished ones stand alone.
CAPITALS = frozenset(
    {
        *("fuzzy-bubbles", "grandstander", "kodchasan", "lemonada", "mansalva", "playpen-sans"),
        *("sedgwick-ave", "square-peg", "yomogi", "oooh-baby", "moon-dance", "TeX Gyre Chorus"),
        *("PatrickHand", "Pangolin", "Sriracha", "Itim", "charm", "Charm", "mali", "Mali"),
        *("dancing-script", "FlowingHand", "mynerve", "shantell-sans", "bad-script", "gluten"),
    }
)
# Whole families that training never sees, so that a test tells what new print will meet. Relatives
# in other folders (all sizes and styles of a family, its web font) are held out with them.
HELD_OUT: dict[str, Kind] = {
    "Charis SIL": "print",
    "TeX Gyre Termes": "print",
    "DejaVu Sans": "print",
    "Cousine": "typewriter",
    "the-nautigal": "hand",
    "island-moments": "hand",
    "birthstone": "hand",
    "grechen-fuemen": "hand",
    "dancing-script": "hand",
    "FlowingHand": "hand",
    "charm": "hand",
    "Charm": "hand",
    "mali": "hand",
    "Mali": "hand",
}
TRAINED: dict[Kind, dict[str, float]] = {
    "print": dict(PRINTS),
    "typewriter": dict(TYPEWRITERS),
    "hand": dict(HANDS),
}


def faces(split: Split) -> tuple[LineFace, ...]:
    """Return the faces of one side, the same ones in the same order on every machine.

    Raises:
        SettingsError: a family is missing; the message says what brings it.
    """
    found = faces_here(split)
    missing = sorted(_wanted(split).keys() - {face.family for face in found})
    if missing:
        raise SettingsError(f"fonts are missing, run training/fetch_fonts.sh: {', '.join(missing)}")
    return found


def _wanted(split: Split) -> dict[str, tuple[Kind, float]]:
    """Return family -> kind and weight; a held-out family counts as much as any other."""
    if split == "held_out":
        return {family: (kind, 1.0) for family, kind in HELD_OUT.items()}
    return {family: (kind, w) for kind, rows in TRAINED.items() for family, w in rows.items()}


@cache
def faces_here(split: Split) -> tuple[LineFace, ...]:
    """Return those faces of one side that this machine has."""
    wanted = _wanted(split)
    found: dict[str, list[tuple[str, int, float]]] = {}
    for family, file, index, share in sorted(_installed()):
        if family in wanted and is_vietnamese(file, index):
            found.setdefault(family, []).append((file, index, share))
    return tuple(
        LineFace(file, index, family, kind, weight * share / sum(row[2] for row in found[family]))
        for family, (kind, weight) in wanted.items()
        for file, index, share in found.get(family, ())
    )


def _installed() -> Iterator[tuple[str, str, int, float]]:
    """Yield family, file, index and share in its family of every font in a usual style."""
    listed = subprocess.run(
        ["fc-list", "-f", "%{family[0]}|%{style[0]}|%{index}|%{file}\n"],
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    ).stdout
    for line in listed.splitlines():
        family, style, index, file = line.split("|", 3)
        usual = not any(style.startswith(odd) or f" {odd}" in style for odd in ODD_STYLES)
        # An index above 65535 names an instance of a variable font.
        if usual and int(index) < 2**16 and file.endswith((".ttf", ".otf", ".ttc")):
            yield _family(family), file, int(index), _share(style)
    for folder in (FETCHED, SAMPLE_HANDS):
        for path in folder.glob("*.ttf"):
            parts = path.stem.rsplit("-", 2)
            share = _share(" ".join(parts[1:]))
            yield parts[0] if len(parts) == 3 else path.stem, str(path), 0, share


def _share(style: str) -> float:
    """Return how often a family's style is used: text is mostly upright and of usual weight."""
    share = 1.0
    for word, factor in STYLE_SHARES.items():
        share *= factor if word in style else 1.0
    return share


def _family(name: str) -> str:
    """Return the family that a name with its weight in it belongs to."""
    for ending in (" Light", " Medium", " SemiBold", " Semibold"):
        name = name.removesuffix(ending) if name != f"Latin Modern Mono{ending}" else name
    return name


@cache
def letters_of(file: str, index: int) -> frozenset[str]:
    """Return the characters that a face has."""
    if file.endswith(".ttc"):
        return frozenset(map(chr, TTCollection(file, lazy=True).fonts[index].getBestCmap()))
    return frozenset(map(chr, TTFont(file, lazy=True).getBestCmap()))


def is_vietnamese(file: str, index: int) -> bool:
    """Tell whether a face has every letter and sign that lines cannot do without."""
    return letters_of(file, index) >= NEEDED


@cache
def stroke_width(file: str, index: int) -> float:
    """Return the mean thickness of small letters' strokes, in ems: twice area by outline."""
    mask = ImageFont.truetype(file, 100, index=index).getmask("nhomaeu", mode="L")
    ink = np.asarray(mask, np.uint8).reshape(mask.size[::-1]) > 127
    outlines, _ = cv2.findContours(ink.astype(np.uint8), cv2.RETR_CCOMP, cv2.CHAIN_APPROX_NONE)
    return 2 * float(ink.sum()) / sum(cv2.arcLength(line, True) for line in outlines) / 100


@cache
def x_height(file: str, index: int) -> float:
    """Return the height of a small x, in ems."""
    return -ImageFont.truetype(file, 200, index=index).getbbox("x", anchor="ls")[1] / 200
