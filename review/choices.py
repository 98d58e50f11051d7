"""What can be chosen in the select boxes of work and exports."""

from typing import Final, NamedTuple

from fastapi import Request

from review.desk import Desk, desk_of
from review.remembering import Remembered
from schemas.places import gazetteer
from store.choices import batch_names, commune_codes

FRESH_S: Final = 15.0


class Choices(NamedTuple):
    """Batches by name; communes as (code, name)."""

    batches: tuple[str, ...]
    communes: tuple[tuple[str, str], ...]


def choices_at(request: Request) -> Choices:
    """Return what can be chosen at this program's desk; some seconds old perhaps."""
    remembered: Remembered[Choices] = request.app.state.choices
    return remembered.of(lambda: _choices(desk_of(request)))


def _choices(desk: Desk) -> Choices:
    communes = [(code, commune_name(code)) for code in commune_codes(desk.store)]
    return Choices(batch_names(desk.store), tuple(sorted(communes, key=lambda one: one[1])))


def commune_name(code: str) -> str:
    """Return ``Xã Sóc Sơn (00001)``; the code alone where nobody knows it."""
    places = gazetteer()
    place = places.communes.get(code) or places.old_communes.get(code)
    return f"{place.full_name} ({code})" if place else code
