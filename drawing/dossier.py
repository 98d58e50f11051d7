"""One invented certificate, ready to be scanned, together with what it says."""

from collections.abc import Iterable, Mapping
from random import Random
from typing import NamedTuple, Protocol

from drawing.face import DrawnFace
from drawing.facts import Facts, invent_facts
from drawing.farm_book import FarmBook
from drawing.pink_book import PinkBook
from drawing.red_book import RedBook
from drawing.single_sheet import SingleSheet
from drawing.typesetting import Canvas
from schemas.document import Edition

__all__ = ["DrawnDossier", "DrawnFace", "draw_dossier"]


class DrawnDossier(NamedTuple):
    """One certificate, ready to be scanned.

    Attributes:
        name: file stem in the usual way of stations, ``AB 123456-GCN``.
        edition: printed form.
        seed: what it was drawn from.
        faces: in the paper's own order.
        truth: contract field path -> value as the contract writes it; None: this paper
            does not print it. Fields that cannot be known from the paper alone (the
            commune of today of a split commune, a code nobody listed) are left out.
    """

    name: str
    edition: Edition
    seed: int
    faces: tuple[DrawnFace, ...]
    truth: dict[str, str | None]


class Book(Protocol):
    """A paper of one edition, about to be printed."""

    def faces(self) -> tuple[list[DrawnFace], list[Canvas]]:
        """Return the faces, and the canvases that know what was printed."""


class _Printer(Protocol):
    def __call__(self, facts: Facts, rng: Random, dpi: int) -> Book: ...


def _first_edition(facts: Facts, rng: Random, dpi: int) -> Book:
    """The form with lines came into use beside the one with a table."""
    if len(facts.parcels) == 1 and rng.random() < 0.75:
        return RedBook(facts, rng, dpi)
    return FarmBook(facts, rng, dpi)


BOOKS: Mapping[Edition, _Printer] = {
    Edition.E1993: _first_edition,
    Edition.E2004: RedBook,
    Edition.E2009: PinkBook,
    Edition.E2014: PinkBook,
    Edition.E2024: SingleSheet,
}

# Fields every certificate could carry; a paper that does not print one has None there.
CERTIFICATE_FIELDS = ("serial", "registry_no", "issue_date", "issuer", "barcode")
HOLDER_FIELDS = (
    "full_name", "birth_date", "id_number", "id_kind", "gender", "address", "role", "legal_form",
)  # fmt: skip
PARCEL_FIELDS = ("parcel_no", "map_sheet_no", "address", "commune_code", "area_m2", "area_words")
PURPOSE_FIELDS = ("name", "code", "area_m2", "origin", "form", "term")
ASSET_FIELDS = (
    "kind", "built_area_m2", "floor_area_m2", "ownership_form", "ownership_term", "grade",
)  # fmt: skip


def draw_dossier(seed: int, edition: Edition | None = None, *, dpi: int = 300) -> DrawnDossier:
    """Draw the certificate of ``seed``; without ``edition`` the seed chooses one too.

    The same arguments give the same pixels: nothing else is looked at.
    """
    chosen = edition or Random(f"{seed} edition").choice(tuple(Edition))
    facts = invent_facts(Random(f"{seed} facts {chosen}"), chosen)
    book = BOOKS[chosen](facts, Random(f"{seed} looks {chosen}"), dpi)
    faces, canvases = book.faces()
    truth = _whole_truth(facts, canvases)
    return DrawnDossier(f"{facts.serial}-GCN", chosen, seed, tuple(faces), truth)


def _whole_truth(facts: Facts, canvases: Iterable[Canvas]) -> dict[str, str | None]:
    truth: dict[str, str | None] = {}
    unknown: set[str] = set()
    for canvas in canvases:
        truth.update(canvas.truth)
        unknown |= canvas.unknown
    whole: dict[str, str | None] = {}
    for path in _expected(facts):
        address = path.replace("commune_code", "address")
        if path.endswith("commune_code") and address not in truth:
            continue  # nobody can tell it from this paper
        if path in truth:
            whole[path] = truth[path]
        elif path not in unknown:
            whole[path] = None
    # Changes are listed by what found room in the table.
    whole.update({path: value for path, value in truth.items() if path.startswith("changes")})
    return whole


def _expected(facts: Facts) -> Iterable[str]:
    for name in CERTIFICATE_FIELDS:
        yield f"certificate.{name}"
    for index in range(len(facts.party.people) or 1):
        for name in HOLDER_FIELDS:
            yield f"holders[{index}].{name}"
    for index, parcel in enumerate(facts.parcels):
        for name in PARCEL_FIELDS:
            yield f"parcels[{index}].{name}"
        for number in range(len(parcel.purposes)):
            for name in PURPOSE_FIELDS:
                yield f"parcels[{index}].purposes[{number}].{name}"
    for index in range(len(facts.houses)):
        for name in ASSET_FIELDS:
            yield f"assets[{index}].{name}"
