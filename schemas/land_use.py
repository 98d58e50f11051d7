"""Land-use purposes: printed names, the codes of each period, and several on one line."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from schemas.areas import as_area
from schemas.lexicon import closest
from schemas.outcomes import clean, corrected, doubtful, told, unreadable, with_problem
from schemas.parsing import Parsed
from schemas.text import DIGIT_FOR_LETTER, edit_distance, fold, lower_inside, same_text, squeeze

_DATA = Path(__file__).with_name("land_use.toml")
_EDGES = " .,;:…_|-–—+*"
_LONGEST_SHORT = 3
# Shorter names are marks such as "T" or "Ao": one wrong letter makes another of them.
_SHORTEST_MENDED = 6
_MOST_WRONG = 0.25
# A second name this near, in plain letters, may have been meant as well.
_CLEAR_MARGIN = 2.0


class PurposeParsed(NamedTuple):
    """One purpose of a line: its name, and its code and area where they are printed or follow."""

    name: Parsed
    code: Parsed | None = None
    area: Parsed | None = None


class _Tables(NamedTuple):
    codes: dict[str, tuple[str, ...]]  # name in plain letters -> codes, newest list first
    names: dict[str, tuple[str, ...]]  # code -> names, newest list first
    by_list: dict[str, dict[str, str]]  # list -> code -> name
    all_names: tuple[str, ...]


@cache
def _tables() -> _Tables:
    data = tomllib.loads(_DATA.read_text("utf-8"))
    codes: dict[str, list[str]] = {}
    names: dict[str, list[str]] = {}
    every: list[str] = []
    pairs = [(name, code) for table in data["list"].values() for code, name in table.items()]
    for name, code in [*pairs, *data["other"].items()]:
        every.append(name)
        if code:
            names.setdefault(code, []).append(name)
            codes.setdefault(fold(name), []).append(code)
    return _Tables(
        {name: tuple(dict.fromkeys(found)) for name, found in codes.items()},
        {code: tuple(dict.fromkeys(found)) for code, found in names.items()},
        data["list"],
        tuple(dict.fromkeys(every)),
    )


def codes_of(name: str, edition: str | None = None) -> tuple[str, ...]:
    """Return the codes a name may have, in one edition or (newest first) in all.

    Certificates of edition 2004 and 2009 follow the list of 2003.
    """
    codes = _tables().codes.get(fold(squeeze(name)), ())
    if edition is None:
        return codes
    table = _tables().by_list.get({"2004": "2003", "2009": "2003"}.get(edition, edition), {})
    return tuple(code for code in codes if code in table)


def names_of(code: str) -> tuple[str, ...]:
    """Return the printed names of a code over the periods, the newest first; none if unknown."""
    return _tables().names.get(code, ())


def is_code(text: str) -> bool:
    """Say whether the text is a land-use code of any period."""
    return text in _tables().names


def as_purpose(raw: str) -> Parsed:
    """Return a purpose's name as printed; a printed code alone stays as it is.

    Known when the closed list of all periods has it. Damaged names are mended when one name
    of the list is clearly the nearest; two near ones carry ``purpose_ambiguous``, and a name
    of no list stays as read with ``purpose_unknown``.
    """
    name, _, _ = _parts(raw)
    return _as_name(name, raw)


def as_purpose_code(raw: str) -> Parsed:
    """Return a land-use code (``ONT``, ``2L``); known when a list of any period has it."""
    text = squeeze(raw).strip(_EDGES + "()[]{}").replace(" ", "")
    if not text:
        return unreadable(raw)
    if is_code(text.upper()):
        return clean(text.upper(), known=True)
    # Codes are letters, so digits that look like letters are turned, and Đ lost its stroke.
    near = [code for code in _tables().names if _may_be(code, text.upper())]
    if len(near) == 1:
        return corrected(near[0], text)
    return (
        unreadable(raw)
        if len(text) > 4 or not near
        else doubtful(near[0], "purpose_ambiguous", raw=text, one=near[0], other=near[1])
    )


def _may_be(code: str, text: str) -> bool:
    if len(code) != len(text) or len(code) < 3:
        return False
    return _shape(code) == _shape(text)


def _shape(code: str) -> str:
    return "".join(DIGIT_FOR_LETTER.get(sign, sign) for sign in fold(code).upper())


def as_purposes(raw: str) -> tuple[PurposeParsed, ...]:
    """Return each purpose of a line with its code and area, in reading order.

    Purposes are separated by ``;``, by their areas, by a line break, or by a comma or ``và``
    where the list has no name that goes on beyond it (``Đất thương mại, dịch vụ``).
    """
    found: list[PurposeParsed] = []
    for piece in _pieces(raw):
        name, code, area = _parts(piece)
        if name or code:
            found.append(_one(name, code, area, piece))
        elif area and found and found[-1].area is None:
            found[-1] = found[-1]._replace(area=as_area(area))
    return tuple(found)


def _one(name: str, code: str, area: str, piece: str) -> PurposeParsed:
    parsed_area = as_area(area) if area else None
    parsed_name = _as_name(name or code, piece)
    printed_code = as_purpose_code(code) if code else None
    if printed_code is None or printed_code.value is None:
        # Marks of the oldest papers are not put where a paper prints a name.
        derived = [code for code in codes_of(parsed_name.value or "") if len(code) == 3]
        value = parsed_name.value or ""
        if is_code(value):
            return PurposeParsed(parsed_name, clean(value, known=True), parsed_area)
        if printed_code is not None or len(derived) != 1:
            return PurposeParsed(parsed_name, printed_code, parsed_area)
        code_of_name = parsed_name._replace(value=derived[0])
        return PurposeParsed(parsed_name, code_of_name, parsed_area)
    names = names_of(printed_code.value)
    if parsed_name.value and not parsed_name.known and not is_code(parsed_name.value):
        # The printed code tells which name was damaged, but never without a word.
        match = closest(parsed_name.value, names, 0.45)
        if match is not None:
            parsed_name = corrected(_cased(match.choice, parsed_name.value), name, known=True)
    elif parsed_name.value and parsed_name.known and not is_code(parsed_name.value):
        folded = {fold(entry) for entry in names}
        if codes_of(parsed_name.value) and fold(parsed_name.value) not in folded:
            printed_code = with_problem(
                printed_code,
                "purpose_code_differs",
                mark=printed_code.value,
                value=parsed_name.value,
            )
    return PurposeParsed(parsed_name, printed_code, parsed_area)


_LABEL = re.compile(
    r"^\W*(?:[a-zđ\d]\s*[).]\s*)?(?:m[uụ]c [dđ]ich su dung(?: dat)?|loai dat|mdsd)\s*[:.;]*\s*"
)
_CODE = re.compile(r"[(\[{]\s*([A-ZĐ\d]{1,4})\s*[)\]}]")
_AREA = re.compile(
    r"[:;,.\-–\s(]*(?<![^\W_])((?:\d{1,3} (?=\d{3}(?!\d)))?(?:[\dOlI][\dOlI.,]*(?: ?[.,] ?\d+)?)"
    r"\s*(?:m\s*[2²?^ˆ*'°\"”]{0,2}|mét vuông)(?![^\W\d_]))\W*$"
    r"|:\s*([\dOlI][\dOlI.,]*(?: ?[.,] ?\d+)?)\s*$",
    re.IGNORECASE,
)


def _parts(piece: str) -> tuple[str, str, str]:
    """Return name, code in brackets and area of one purpose, as printed; empty where missing."""
    text = squeeze(piece)
    label = _LABEL.match(fold(text))
    text = text[label.end() :] if label else text
    text = re.sub(r"^\W*và\s+", "", text)
    area = _AREA.search(text)
    printed_area = (area[1] or area[2] or "").strip() if area else ""
    text = text[: area.start()] if area else text
    code = _CODE.search(text)
    printed_code = code[1] if code else ""
    text = _CODE.sub(" ", text)
    return squeeze(text).strip(_EDGES + "()[]{}"), printed_code, printed_area


# An area closes a purpose even without a separator behind it.
_AFTER_AREA = re.compile(
    r"(?<=[\d\s])(m\s?(?:2|²)|m[?^ˆ*]+2?)\s*[;,.]?\s*(?=(?:và\s+)?[^\W\d_]{1,})", re.IGNORECASE
)


def _pieces(raw: str) -> list[str]:
    text = raw.replace("\r", "\n")
    label = _LABEL.match(fold(squeeze(text)))
    text = text if not label else squeeze(text.replace("\n", "; "))[label.end() :]
    text = _AFTER_AREA.sub(r"\1;", text)
    rough = [
        piece for piece in re.split(r"[;\n]|(?<=\S)\s\+\s", text) if squeeze(piece).strip(_EDGES)
    ]
    return [part for piece in rough for part in _at_commas(piece)]


_AND = re.compile(r"\s*,\s+(?:và\s+)?|\s+và\s+", re.IGNORECASE)


def _at_commas(piece: str) -> list[str]:
    """Cut at commas and ``và`` unless the whole is nearer to one name of the list."""
    bare = _parts(piece)[0]
    cuts = [part for part in _AND.split(squeeze(piece)) if part.strip(_EDGES)]
    if len(cuts) == 1:
        return cuts
    whole = closest(bare, _tables().all_names, _MOST_WRONG)
    names = [_parts(part)[0] for part in cuts]
    scores = [1.0 if is_code(name) else _score(name) for name in names]
    if min(scores) > 0 and (whole is None or min(scores) >= whole.score):
        return cuts
    return [squeeze(piece)]


def _score(name: str) -> float:
    match = closest(name, _tables().all_names, _MOST_WRONG)
    return match.score if match else 0.0


def _as_name(name: str, raw: str) -> Parsed:
    if not name or not re.search(r"[^\W\d_]", name):
        return unreadable(raw)
    if is_code(name):
        return clean(name, known=True)
    names = _tables().all_names
    match = closest(name, names, _MOST_WRONG)
    if match is not None and match.exact:
        # Readers see capitals where there are none ("Lúa"), and "AO" for "Ao".
        short = len(name) <= _LONGEST_SHORT
        return clean(match.choice if short else lower_inside(name), known=True)
    if match is None or len(fold(name)) < _SHORTEST_MENDED:
        as_code = as_purpose_code(name) if len(name) <= 4 else None
        if as_code and as_code.value:
            return as_code
        return doubtful(name, "purpose_unknown", value=name)
    value = _cased(match.choice, name)
    if match.margin < _CLEAR_MARGIN and not _only_marks(match.choice, name):
        other = next(
            (entry for entry in _nearest(name, names) if not same_text(entry, match.choice)), ""
        )
        parsed = doubtful(value, "purpose_ambiguous", raw=name, one=match.choice, other=other)
        return parsed._replace(problems=(*parsed.problems, told(value, name)), corrected=True)
    return corrected(value, name, known=True)


def _only_marks(choice: str, name: str) -> bool:
    return fold(choice) == fold(name)


def _nearest(name: str, names: tuple[str, ...]) -> list[str]:
    return sorted(names, key=lambda entry: edit_distance(fold(entry), fold(name)))[:3]


def _cased(choice: str, printed: str) -> str:
    """Return the list's spelling with the printed text's case of the first letter."""
    if printed.isupper() and len(printed) > 3:
        return choice.upper()
    first = choice[:1].lower() if printed[:1].islower() else choice[:1].upper()
    return first + choice[1:]
