"""Vietnamese addresses: the text as printed, the units it names, and the commune of today."""

import re
from functools import cache, lru_cache
from typing import NamedTuple

from schemas.address_chains import NARROW, Chain, chains
from schemas.address_correction import corrected_text
from schemas.address_segments import odd_name, odd_word_before_number, parts, without_label
from schemas.parsing import Parsed
from schemas.places import REFORM, Gazetteer, Place, gazetteer
from schemas.problems import problem
from schemas.text import fold, squeeze

# A name with wrong letters is corrected only when the next candidate is this much worse.
CLEAR_LEAD = 0.9


class ParsedAddress(NamedTuple):
    """What an address says.

    Attributes:
        text: the address as printed; names of units corrected against the lists where only
            one fits. ``known`` when commune, district and province (today: commune and
            province) were found and belong to each other; it says nothing about ``detail``.
        detail: what stands before the units: house, street, hamlet, group.
        commune, district, province: the units as the lists have them; ``old`` when they are
            of the structure that ended in July 2025.
        commune_kind: what the paper calls the commune (``Xã``), which the list may have as
            something else since; the list's word where the paper has none.
        commune_code: today's commune, or None with the problem ``commune_unknown``,
            ``commune_split`` (its land went to several) or ``commune_ambiguous``.
    """

    text: Parsed
    detail: str = ""
    commune: Place | None = None
    district: Place | None = None
    province: Place | None = None
    old: bool = False
    commune_kind: str | None = None
    commune_code: Parsed = Parsed(None)


@cache
def _dashed_names() -> frozenset[str]:
    places = gazetteer()
    tables = (
        places.provinces,
        places.communes,
        places.old_provinces,
        places.old_districts,
        places.old_communes,
    )
    names = {place.key for table in tables for place in table.values() if "-" in place.name}
    return frozenset(names | {p.key for p in places.earlier_provinces if "-" in p.name})


# One certificate repeats its few addresses in many fields and checks.
@lru_cache(maxsize=256)
def as_address(raw: str, *, issued: str | None = None) -> ParsedAddress:
    """Return the address in ``raw``.

    ``issued`` is the ISO date of the paper, or its year: until June 2025 an address has
    three levels, from July on two. A damaged name of a unit is corrected only where the chain
    leaves one candidate well ahead of the next; the correction is never silent.
    """
    text = _with_dashes_alike(without_label(squeeze(raw).replace(" ,", ",")))
    if not text:
        return ParsedAddress(_nothing(raw), commune_code=_nothing(raw))
    places = gazetteer()
    old = before_reform(issued)
    found = chains(parts(text, _dashed_names()), places, old)
    if not found:
        return ParsedAddress(Parsed(text), text, commune_code=_no_code("commune_unknown"))
    best = found[0]
    rivals = [c for c in found[1:] if _differ(c, best, places)]
    lead = rivals[0].cost - best.cost if rivals else CLEAR_LEAD
    wrong_letters = sum(hit.letters for hit in best.hits)
    if lead < (CLEAR_LEAD if wrong_letters else NARROW):
        return _undecided(text, best, rivals[0])
    decided = _decided(text, best, found, places, old)
    odd, strange = odd_word_before_number(text), odd_name(decided.detail)
    if odd is not None:
        doubt = problem("address_word", word=odd)
    elif strange is not None:
        doubt = problem("address_name", word=strange)
    else:
        return decided
    problems = (*decided.text.problems, doubt)
    return decided._replace(text=decided.text._replace(problems=problems, known=False))


def _with_dashes_alike(text: str) -> str:
    """Return the text with hyphens for dashes where it has both: a pen makes one for the other."""
    return text.replace("\u2013", "-") if " - " in text else text


def before_reform(issued: str | None) -> bool | None:
    """Say whether a paper of this ISO date still named districts; None when it is not told."""
    if not issued or (issued != REFORM and REFORM.startswith(issued)):
        return None
    return issued < REFORM


def _nothing(raw: str) -> Parsed:
    code = "unreadable" if squeeze(raw) else "not_found"
    return Parsed(None, (problem(code, raw=squeeze(raw)),))


def _no_code(code: str, **facts: str) -> Parsed:
    return Parsed(None, (problem(code, **facts),))


def _today(chain: Chain) -> tuple[str, ...]:
    """Return the codes of today's communes that the chain may lie in."""
    if chain.commune is None:
        return chain.district.place.now if chain.district and chain.district.place.code else ()
    return chain.commune.place.now if chain.old else (chain.commune.place.code,)


def _differ(one: Chain, other: Chain, places: Gazetteer) -> bool:
    """Say whether two chains are different answers and not one answer found twice."""
    if one.commune is None or other.commune is None:
        return one.commune is not other.commune or one.district != other.district
    return _today(one) != _today(other)


def _undecided(text: str, best: Chain, rival: Chain) -> ParsedAddress:
    names = " / ".join(
        hit.place.full_name for hit in (best.commune, rival.commune) if hit is not None
    )
    code = "commune_ambiguous" if names else "commune_unknown"
    shared = best.province and rival.province and best.province.place == rival.province.place
    return ParsedAddress(
        Parsed(text),
        text,
        province=best.province.place if best.province and shared else None,
        old=best.old,
        commune_code=_no_code(code, names=names) if names else _no_code(code),
    )


def _decided(
    text: str, best: Chain, found: tuple[Chain, ...], places: Gazetteer, old: bool | None
) -> ParsedAddress:
    start = min((hit.part.start for hit in best.hits), default=len(text))
    commune, district = _list_units(best, places)
    return ParsedAddress(
        _text(text, best, found),
        text[:start].rstrip(" ,;.-\u2013'"),
        commune,
        district,
        best.province.place if best.province else None,
        best.old,
        (best.commune.part.kind or best.commune.place.kind) if best.commune else None,
        _code(best, found, places, old),
    )


def _text(text: str, best: Chain, found: tuple[Chain, ...]) -> Parsed:
    names = _names(best)
    rival = next((c for c in found if len(c.hits) == len(best.hits) and _names(c) != names), None)
    wrong_letters = sum(hit.letters for hit in best.hits)
    needed = CLEAR_LEAD if wrong_letters else NARROW
    if rival is not None and rival.cost - best.cost < needed:
        both = " / ".join(", ".join(names) for names in (names, _names(rival)))
        return Parsed(text, (problem("address_unclear", names=both),))
    value = corrected_text(text, best.hits)
    # Blanks are a matter of writing; only letters and signs make a correction.
    changed = value.replace(" ", "") != text.replace(" ", "")
    problems = (problem("corrected", raw=text, value=value),) if changed else ()
    complete = best.commune is not None and best.province is not None
    complete = complete and (best.district is not None or not best.old)
    by_name = best.unused == 0 and not any(hit.by_former_name for hit in best.hits)
    return Parsed(value, problems, corrected=changed, known=complete and by_name)


def _names(chain: Chain) -> tuple[str, ...]:
    """Return what the text would say of the units; a kind that is not printed does not count."""
    return tuple(
        hit.place.full_name if hit.whole or hit.part.kind else hit.place.name for hit in chain.hits
    )


def _list_units(chain: Chain, places: Gazetteer) -> tuple[Place | None, Place | None]:
    """Return commune and district as printed, the district filled in where it was left out."""
    commune = chain.commune.place if chain.commune else None
    district = chain.district.place if chain.district else None
    if district is None and commune is not None and chain.old:
        district = places.old_districts[commune.parent]
    return commune, district


def _code(best: Chain, found: tuple[Chain, ...], places: Gazetteer, old: bool | None) -> Parsed:
    codes = _today(best)
    if not codes or best.unused:
        return _no_code("commune_unknown")
    if len(codes) > 1:
        names = " / ".join(f"{code} {places.communes[code].full_name}" for code in codes)
        return _no_code("commune_split", names=names)
    namesake = _old_namesake(best, found, places)
    if not best.old and namesake and old is None:
        names = f"{codes[0]} {places.communes[codes[0]].full_name} / {namesake} (trước 7/2025)"
        return Parsed(codes[0], (problem("commune_ambiguous", names=names),))
    exact = all(hit.letters == 0 and not hit.by_former_name for hit in best.hits)
    complete = best.province is not None and (best.district is not None or not best.old)
    return Parsed(codes[0], known=exact and complete)


def _old_namesake(best: Chain, found: tuple[Chain, ...], places: Gazetteer) -> str | None:
    """Return an old commune that bears the name of a new one and lay elsewhere, if any."""
    if best.old or best.commune is None:
        return None
    for chain in found:
        hit = chain.commune
        if (
            hit is not None
            and chain.old
            and all(other.letters == 0 for other in chain.hits)
            and hit.place.key == best.commune.place.key
            and hit.place.kind == best.commune.place.kind
            and hit.place.now != (best.commune.place.code,)
        ):
            district = places.old_districts[hit.place.parent]
            return f"{hit.place.full_name}, {district.in_a_sentence}"
    return None


def two_level(address: ParsedAddress) -> str | None:
    """Return the address with today's commune and province, as Form No. 1 wants it.

    None when today's commune is not certain; the printed address then needs a person.
    """
    code = address.commune_code.value
    if code is None or address.commune_code.problems:
        return None
    places = gazetteer()
    commune = places.communes[code]
    province = places.provinces[commune.parent]
    detail = address.detail
    ending = f"{commune.in_a_sentence}, {province.in_a_sentence}"
    return f"{detail}, {ending}" if detail else f"{commune.full_name}, {province.in_a_sentence}"


_KINDS = r"(?<![^\W\d_])(?:xa|phuong|thi\s*tran|dac\s*khu|x|p|f|tt)\s*[.:]?\s*"


def is_called_commune(address: ParsedAddress) -> bool:
    """Tell whether the text calls its commune one: ``xã Tân Dân``, ``P. Hà Tu``.

    Every printed address does; the end of a torn one, ``Hạ Long, tỉnh Quảng Ninh``, names a
    district that may have a namesake among the communes.
    """
    if address.commune is None or address.text.value is None:
        return False
    name = r"\s+".join(re.escape(word) for word in fold(address.commune.name).split())
    return re.search(_KINDS + name, fold(address.text.value)) is not None


def as_address_text(raw: str) -> Parsed:
    """Return the address as printed, names of units corrected against the lists."""
    return as_address(raw).text


def as_commune_code(raw: str) -> Parsed:
    """Return the 5-digit code of one of today's communes."""
    text = squeeze(raw)
    if not text:
        return _nothing(raw)
    if text in gazetteer().communes:
        return Parsed(text, known=True)
    return Parsed(None, (problem("commune_code_unknown", number=text),))
