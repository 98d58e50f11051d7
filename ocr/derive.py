"""Values that follow from other values: sex and role from titles, the commune from the address."""

import re
from collections.abc import Mapping

from ocr.drafts import Draft
from ocr.expected import is_a
from ocr.holders import UNCLAIMED
from ocr.parse import TOTAL_AREA
from schemas.addresses import as_address, is_called_commune
from schemas.certificate import decimal
from schemas.identity_numbers import id_kind_of
from schemas.names import is_community, is_organisation, title_of
from schemas.parsing import Parsed
from schemas.paths import pattern_of
from schemas.problems import problem

ALONE, COUPLE, HOUSEHOLD, SHARED = "Cá nhân", "Vợ chồng", "Hộ gia đình", "Đồng sử dụng"
GENDER_OF = {"ong": "Nam", "ba": "Nữ"}
COMMUNITY, ORGANISATION = "Cộng đồng dân cư", "Tổ chức"


def derived(drafts: Mapping[str, Draft]) -> dict[str, Draft]:
    """Return the drafts with those that follow from them, and without titles and totals."""
    result = dict(drafts)
    result.update(_holders(drafts))
    result.update(_summed_up(drafts))
    issued = drafts.get("certificate.issue_date")
    for path, draft in drafts.items():
        if is_a(path, "holders[].id_number") and draft.value:
            kind = id_kind_of(draft.value)
            result[path.replace("id_number", "id_kind")] = _follows(
                path.replace("id_number", "id_kind"), kind, draft
            )
        if is_a(path, "parcels[].address") and draft.raw:
            address = as_address(draft.value or draft.raw, issued=issued.value if issued else None)
            target = path.replace("address", "commune_code")
            code = address.commune_code._replace(known=draft.parsed.known)
            result[target] = _follows(target, code.value, draft)._replace(
                parsed=code, second_best=draft.second_best or not is_called_commune(address)
            )
    return {
        path: draft
        for path, draft in result.items()
        if not path.endswith(".title") and path not in (TOTAL_AREA, UNCLAIMED)
    }


def _summed_up(drafts: Mapping[str, Draft]) -> dict[str, Draft]:
    """Return the parcels' areas with what the printed total says of them.

    When they add up to it they bear each other out; else one of them, or the total, is wrong.
    """
    total = decimal(drafts[TOTAL_AREA].value) if TOTAL_AREA in drafts else None
    areas = {path: draft for path, draft in drafts.items() if is_a(path, "parcels[].area_m2")}
    numbers = [decimal(draft.value) for draft in areas.values()]
    if total is None or len(areas) < 2:
        return {}
    if all(number is not None for number in numbers) and sum(filter(None, numbers)) == total:
        return {p: draft._replace(support=(*draft.support, "total")) for p, draft in areas.items()}
    # A row lost or joined with another shifts all below it: no field of the table is safe.
    doubt = problem("parcels_total_differs", total=drafts[TOTAL_AREA].value)
    return {
        path: draft._replace(doubts=(*draft.doubts, doubt), blocked=True)
        for path, draft in drafts.items()
        if path.startswith("parcels[")
    }


def _follows(path: str, value: str | None, *from_: Draft) -> Draft:
    """Return a derived draft that is as sure as what it follows from."""
    first = from_[0]
    return first._replace(
        path=path,
        parsed=Parsed(value, known=first.parsed.known, corrected=first.parsed.corrected),
        raw=None,
    )


def _holders(drafts: Mapping[str, Draft]) -> dict[str, Draft]:
    """Return sex, role and legal form of each holder, from how the paper introduces them."""
    found: dict[str, Draft] = {}
    # One whose name was not read is a holder too: of a couple no half stands alone.
    told = ("holders[].full_name", "holders[].title")
    count = len({path.split(".")[0] for path in drafts if pattern_of(path) in told})
    titles = [drafts.get(f"holders[{i}].title") for i in range(count)]
    form = _legal_form(titles, drafts)
    # Words that belong to no holder read so far may name another one.
    doubts = (problem("holders_unclaimed"),) if UNCLAIMED in drafts else ()
    for number, title in enumerate(titles):
        base = f"holders[{number}]"
        name = drafts.get(f"{base}.full_name")
        if form is not None and (title or name):
            follows = _follows(f"{base}.legal_form", form, *_some(title, name))
            found[follows.path] = follows._replace(doubts=doubts, blocked=bool(doubts))
        if title is None:
            continue
        gender, teller = _gender(title.value or ""), title
        # The form's own "Vợ (Chồng):" leaves it to what is written behind it: "Bà" and the name.
        written = title_of((name.raw if name else None) or "")
        if gender is None and name is not None and written is not None:
            gender, teller = written.gender, name
        if gender is not None:
            found[f"{base}.gender"] = _follows(f"{base}.gender", gender, teller)
        role = _role(form, gender, number, title.value or "")
        if role is not None:
            follows = _follows(f"{base}.role", role, teller)
            found[follows.path] = follows._replace(doubts=doubts, blocked=bool(doubts))
    return found


def _gender(title: str) -> str | None:
    """Return the sex a title tells, None for one that fits both, as ``Ông (Bà)`` does."""
    told = {GENDER_OF[word] for word in re.findall(r"\b(?:ong|ba)\b", title)}
    return told.pop() if len(told) == 1 else None


def _some(*drafts: Draft | None) -> tuple[Draft, ...]:
    return tuple(draft for draft in drafts if draft is not None)


def _legal_form(titles: list[Draft | None], drafts: Mapping[str, Draft]) -> str | None:
    """Return Form No. 1's word for who holds the certificate; None when that is left open."""
    words = [(title.value or "") if title else "" for title in titles]
    if not words:
        return None
    # A damaged "Hộ" must never make a household's land one person's.
    if re.match(r"h\w\b", words[0]):
        return HOUSEHOLD
    if titles[0] is None:
        first = drafts.get("holders[0].full_name")
        name = (first.raw if first else None) or ""
        if is_community(name):
            return COMMUNITY
        return ORGANISATION if is_organisation(name) else None
    if len(words) == 1:
        return ALONE
    if any("cung su dung" in word for word in words[1:]):
        return SHARED
    if len(words) == 2 and re.search(r"\b(?:vo|chong)\b", words[1]):
        return COUPLE
    return None


def _role(form: str | None, gender: str | None, number: int, title: str) -> str | None:
    """Return Form No. 1's word for what a holder is to the others; None when it is left open."""
    spouse = {"Nam": "Chồng", "Nữ": "Vợ"}.get(gender or "")
    if form in (ALONE, SHARED):
        return ALONE
    if form == HOUSEHOLD:
        if number == 0:
            return "Chủ hộ"
        return spouse if re.search(r"\b(?:vo|chong)\b", title) else "Thành viên"
    return spouse if form == COUPLE else None
