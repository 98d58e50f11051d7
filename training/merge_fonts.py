"""Merges the parts of a web font, one per script, into one font file per style."""

import argparse
import re
from pathlib import Path

from fontTools.merge import Merger, Options
from fontTools.ttLib import TTFont

PARTS = ("latin", "latin-ext", "vietnamese")
# Single glyphs stand for all Vietnamese letters, so no shaping rules are needed.
LEFT_OUT = ["GSUB", "GPOS", "GDEF", "STAT", "DSIG", "MATH", "BASE", "kern", "hdmx", "VDMX", "LTSH"]
HINTS = ("fpgm", "prep", "cvt ", "gasp")


def styles_of(package: Path) -> dict[str, list[Path]]:
    """Return style, such as ``400-normal``, -> its parts, Latin first.

    ``package`` is an unpacked `@fontsource` package; a style without Vietnamese is left out.
    """
    styles = {}
    for last in sorted((package / "files").glob("*-vietnamese-*.woff2")):
        found = re.fullmatch(r"(.+)-vietnamese-(\d+-\w+)\.woff2", last.name)
        if found:
            name, style = found.groups()
            parts = [last.with_name(f"{name}-{part}-{style}.woff2") for part in PARTS]
            styles[style] = [part for part in parts if part.exists()]
    return styles


def plain(part: Path) -> TTFont:
    """Return a part without hints, ready to be merged."""
    font = TTFont(part)
    font.flavor = None
    for table in HINTS:
        if table in font:
            del font[table]
    for name in font["glyf"].keys() if "glyf" in font else ():
        font["glyf"][name].removeHinting()
    return font


def merged(parts: list[Path], scratch: Path) -> TTFont:
    """Return one font with the glyphs of all parts; of a letter in two parts the first counts.

    ``scratch`` is an existing folder for the parts unpacked.
    """
    unpacked = []
    for number, part in enumerate(parts):
        unpacked.append(scratch / f"{number}.ttf")
        plain(part).save(unpacked[-1])
    return Merger(Options(drop_tables=LEFT_OUT)).merge([str(path) for path in unpacked])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("package", type=Path, help="folder with files/*.woff2")
    parser.add_argument("name", help="what the merged files are to be called")
    parser.add_argument("out", type=Path)
    parser.add_argument("--styles", default="", help="only these, separated by commas")
    given = parser.parse_args()
    wanted = [style for style in given.styles.split(",") if style]
    styles = styles_of(given.package)
    for style in wanted or styles:
        if style not in styles:
            raise SystemExit(f"{given.name}: no Vietnamese in style {style}")
        merged(styles[style], given.package).save(given.out / f"{given.name}-{style}.ttf")


if __name__ == "__main__":
    main()
