"""Writes what words stand beside each other on these papers: ``ocr/data/wording.txt``."""

import argparse
import re
import tomllib
from collections.abc import Iterator, Sequence
from itertools import pairwise
from pathlib import Path

from ocr.layouts import LAYOUTS
from ocr.layouts.tables import CHANGES_COLUMNS
from ocr.wording import DATA, NUMBER, spoken
from schemas import land_use, origins
from schemas.issuers import BODIES
from schemas.places import gazetteer
from training.texts_language import listed

# Where in sentences.txt names stand, which nobody is to learn; and what else is filled in.
_NAMES = re.compile(r"\{(?:person|place)\}")
_NUMBERS = re.compile(r"\{\w+\}|\d\S*")
# Below this line of sentences.txt stands what no office writes.
_PROSE = "Sáng sớm"
HEAD = "# Words that stand beside each other on land papers; written by python -m training.wording"


def phrases() -> Iterator[str]:
    """Yield what the papers say: phrases without names of people, ``#`` for every number."""
    sentences = listed("sentences.txt", by_line=True)
    papers = next(i for i, text in enumerate(sentences) if text.startswith(_PROSE))
    for text in (*sentences[:papers], *listed("labels.txt", by_line=True)):
        yield from (_NUMBERS.sub(NUMBER, part) for part in _NAMES.split(text))
    yield from listed("wording.txt", by_line=True)
    yield from (text for layout in LAYOUTS for label in layout.labels for text in label.printed)
    yield from (text for texts in CHANGES_COLUMNS.values() for text in texts)
    yield from BODIES
    for uses in tomllib.loads(Path(land_use.__file__).with_suffix(".toml").read_text())[
        "list"
    ].values():
        yield from uses.values()
    said = tomllib.loads(Path(origins.__file__).with_suffix(".toml").read_text())
    for short in said["short_forms"]:
        yield from (text.format(q=short) for text in (*said["source"], *said["transfer"]))
    known = gazetteer()
    for place in (
        *known.provinces.values(),
        *known.old_provinces.values(),
        *known.old_districts.values(),
    ):
        yield place.in_a_sentence


def pairs() -> list[str]:
    """Return every pair of words that follow each other in a phrase, sorted."""
    found = set()
    for phrase in phrases():
        for part in re.split(r"[,;.()\"“”+]|\s[-–]\s", phrase):
            words = [spoken(word) for word in part.split()]
            found |= {f"{one} {other}" for one, other in pairwise(words) if one and other}
    return sorted(found)


def main(arguments: Sequence[str] | None = None) -> None:
    """Write the list of pairs into the reader's data."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=DATA)
    out: Path = parser.parse_args(arguments).out
    found = pairs()
    out.write_text("\n".join([HEAD, *found]) + "\n", encoding="utf-8")
    print(f"{len(found)} pairs of words in {out}")


if __name__ == "__main__":
    main()
