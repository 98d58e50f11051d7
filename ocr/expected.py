"""What a certificate should carry: gaps are listed for a person, absences by design are not."""

from collections.abc import Collection, Iterable

from ocr.layouts import BY_FAMILY
from schemas.document import Edition
from schemas.fields import FIELDS, field_of
from schemas.paths import pattern_of, steps
from schemas.problems import problem
from schemas.reading import Reading, Source, Status

# Every certificate must yield these; a second holder or parcel is known only once it is seen.
ALWAYS = (
    "certificate.serial",
    "certificate.registry_no",
    "certificate.issue_date",
    "certificate.issuer",
    "holders[0].full_name",
    "parcels[0].parcel_no",
    "parcels[0].map_sheet_no",
    "parcels[0].address",
    "parcels[0].area_m2",
    "parcels[0].purposes[0].name",
    "parcels[0].purposes[0].form",
    "parcels[0].purposes[0].term",
    "parcels[0].purposes[0].origin",
)
# Each person, parcel and purpose that was seen must have these beside it.
BESIDE: dict[str, tuple[str, ...]] = {
    "holders[].full_name": ("holders[].legal_form",),
    "holders[].gender": ("holders[].id_number",),
    "parcels[].parcel_no": (
        "parcels[].map_sheet_no",
        "parcels[].area_m2",
        "parcels[].purposes[0].name",
        "parcels[].purposes[0].term",
    ),
}
# What is told of one of several persons, parcels, purposes or changes is told of each.
OF_EACH: dict[str, str] = {
    "holders[].birth_date": "holders[].gender",
    "holders[].address": "holders[].gender",
    "parcels[].address": "parcels[].parcel_no",
    "parcels[].purposes[].origin": "parcels[].purposes[].name",
    "changes[].date": "changes[].text",
}
# Organisations and communities have no role in themselves.
PERSONS = ("Cá nhân", "Vợ chồng", "Hộ gia đình", "Đồng sử dụng")
ORDER = {pattern: place for place, pattern in enumerate(FIELDS)}


def is_a(path: str, pattern: str) -> bool:
    """Tell whether ``path`` is one of the fields ``pattern`` stands for."""
    return pattern_of(path) == pattern


def is_printed(path: str, edition: Edition | None) -> bool:
    """Tell whether this edition prints the field; unknown editions print everything."""
    spec = field_of(path)
    return spec is None or edition is None or edition not in spec.not_printed_on


def is_due(path: str, edition: Edition | None, family: str) -> bool:
    """Tell whether a paper of this edition, printed on the form ``family``, must show the field.

    Of one edition several forms were in use; what one of them has no place for is not missing.
    """
    spec, form = field_of(path), BY_FAMILY.get(family)
    if not is_printed(path, edition):
        return False
    optional = spec is not None and edition in spec.optional_on
    return not (optional and form is not None and pattern_of(path) in form.without)


def gaps(edition: Edition | None, readings: Iterable[Reading], family: str = "") -> list[Reading]:
    """Return a reading for each field that should be there and is not.

    Fields that the edition or its form, ``family``, does not print are listed as such, so that
    nobody looks for them.
    """
    values = {reading.path: reading.value for reading in readings}
    present = set(values)
    wanted = list(ALWAYS)
    for path in sorted(present):
        for partner in BESIDE.get(pattern_of(path), ()):
            wanted.append(path.partition(".")[0] + "." + partner.partition(".")[2])
    wanted += [
        path.replace("legal_form", "role")
        for path in sorted(present)
        if is_a(path, "holders[].legal_form") and values[path] in PERSONS
    ]
    of_each = {path for path in _of_each(present) if is_printed(path, edition)}
    found = [
        _gap(path, due=path in of_each or is_due(path, edition, family))
        for path in dict.fromkeys((*wanted, *sorted(of_each)))
        if path not in present
    ]
    holders = sorted({path.split(".")[0] for path in present if path.startswith("holders[")})
    for holder in holders:
        for field in ("birth_date", "address"):
            path = f"{holder}.{field}"
            if path not in present and not is_printed(path, edition):
                found.append(_gap(path, due=False))
    return found


def _of_each(present: Collection[str]) -> set[str]:
    """Return the paths that those of ``present`` make one expect of their like.

    A change is dated on every form, whether another one's day was read or not.
    """
    seen = {pattern_of(path) for path in present}
    return {
        f"{path.rpartition('.')[0]}.{pattern.rpartition('.')[2]}"
        for pattern, beside in OF_EACH.items()
        if pattern in seen or pattern == "changes[].date"
        for path in present
        if is_a(path, beside)
    }


def _gap(path: str, *, due: bool) -> Reading:
    return Reading(
        path=path,
        value=None,
        confidence=0.0 if due else 1.0,
        status=Status.FLAGGED if due else Status.NOT_PRINTED,
        source=Source.OCR if due else Source.DERIVED,
        problems=(problem("not_found"),) if due else (),
    )


def in_form_order(readings: Iterable[Reading]) -> list[Reading]:
    """Return the readings in the order of the form: certificate, holders, parcels, assets."""

    def key(reading: Reading) -> tuple[int, tuple[int, ...], int]:
        place = ORDER.get(pattern_of(reading.path), len(ORDER))
        numbers = tuple(
            step.number for step in steps(reading.path) or () if step.number is not None
        )
        top = reading.path.split("[")[0].split(".")[0]
        tops = ("certificate", "holders", "parcels", "assets", "changes")
        return tops.index(top) if top in tops else len(tops), numbers, place

    return sorted(readings, key=key)
