"""A font without shapes: every sign of the basic plane, invisible and equally wide."""

import io
from collections.abc import Callable
from functools import cache

from fontTools.fontBuilder import FontBuilder
from fontTools.ttLib.tables._g_l_y_f import Glyph

FONT_NAME = "SodoText"  # in the resources of a page
# In units of the font size.
GLYPH_WIDTH = 0.5
# Narrow, so that the blank after a word of one wide letter does not reach into the next word.
BLANK_WIDTH = 0.1
ASCENT, DESCENT = 0.8, 0.2

_UNITS = 1000
_BASE_FONT = "SodoGlyphless"
# Adds an object to a PDF, packing its stream if it has one, and returns its number:
# (dictionary entries, stream or None).
AddObject = Callable[[str, bytes | None], int]


def add_font(add: AddObject) -> int:
    """Add the font and what it needs by ``add``; return the number of the font object.

    Codes are two bytes, the UTF-16 unit of the sign itself, and the map back to text says
    just that, so what is copied is exactly what was written.
    """
    program = font_program()
    file = add(f"/Length1 {len(program)}", program)
    glyphs = add("", b"\x00\x01" * 0x10000)
    to_text = add("", _to_unicode())
    box = f"[0 {-DESCENT * _UNITS:.0f} {GLYPH_WIDTH * _UNITS:.0f} {ASCENT * _UNITS:.0f}]"
    descriptor = add(
        f"/Type /FontDescriptor /FontName /{_BASE_FONT} /Flags 5 /FontBBox {box}"
        f" /Ascent {ASCENT * _UNITS:.0f} /Descent {-DESCENT * _UNITS:.0f}"
        f" /CapHeight {ASCENT * _UNITS:.0f} /ItalicAngle 0 /StemV 80 /FontFile2 {file} 0 R",
        None,
    )
    descendant = add(
        f"/Type /Font /Subtype /CIDFontType2 /BaseFont /{_BASE_FONT}"
        " /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >>"
        f" /FontDescriptor {descriptor} 0 R /DW {GLYPH_WIDTH * _UNITS:.0f}"
        f" /W [{ord(' ')} [{BLANK_WIDTH * _UNITS:.0f}]]"
        f" /CIDToGIDMap {glyphs} 0 R",
        None,
    )
    return add(
        f"/Type /Font /Subtype /Type0 /BaseFont /{_BASE_FONT} /Encoding /Identity-H"
        f" /DescendantFonts [{descendant} 0 R] /ToUnicode {to_text} 0 R",
        None,
    )


@cache
def font_program() -> bytes:
    """Return a TrueType font of two empty glyphs."""
    builder = FontBuilder(_UNITS, isTTF=True)
    builder.setupGlyphOrder([".notdef", "blank"])
    builder.setupCharacterMap({0x20: "blank"})
    builder.setupGlyf({".notdef": Glyph(), "blank": Glyph()})
    width = int(GLYPH_WIDTH * _UNITS)
    builder.setupHorizontalMetrics({".notdef": (width, 0), "blank": (width, 0)})
    ascent, descent = int(ASCENT * _UNITS), -int(DESCENT * _UNITS)
    builder.setupHorizontalHeader(ascent=ascent, descent=descent)
    builder.setupNameTable({"familyName": _BASE_FONT, "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=ascent, sTypoDescender=descent)
    builder.setupPost()
    builder.font["head"].created = builder.font["head"].modified = 0  # the same file every time
    builder.font.recalcTimestamp = False
    file = io.BytesIO()
    builder.save(file)
    return file.getvalue()


def _to_unicode() -> bytes:
    # A range may not cross a change of the high byte, and a block holds at most 100 of them.
    rows = [f"<{high:02x}00> <{high:02x}ff> <{high:02x}00>" for high in range(0x100)]
    blocks = (rows[start : start + 100] for start in range(0, len(rows), 100))
    ranges = "\n".join(
        f"{len(block)} beginbfrange\n" + "\n".join(block) + "\nendbfrange" for block in blocks
    )
    return (
        "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
        "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n"
        "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
        "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n"
        f"{ranges}\nendcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"
    ).encode("ascii")
