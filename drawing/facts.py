"""Invents what one certificate says; how it is printed is decided elsewhere."""

from datetime import date
from random import Random
from typing import NamedTuple

from drawing.changes import Change, invent_changes, invent_notes
from drawing.land import House, Parcel, invent_house, invent_parcel, sheet_number
from drawing.offices import Office, barcode, issue_date, office, registry_number, serial
from drawing.people import Person, invent_person
from drawing.places import AddressHabit, Place, address, address_habit, some_place
from drawing.words import Dialect, dialect
from schemas.document import Edition


class Organisation(NamedTuple):
    """A holder that is no person. ``register`` is the number of its licence, or empty."""

    name: str
    register: str


class Party(NamedTuple):
    """Who holds the certificate.

    Attributes:
        kind: ``one``, ``couple``, ``household``, ``sharers``, ``organisation``, ``community``.
        people: one, or two for a couple and for sharers; empty for the last two.
        address: of all of them.
    """

    kind: str
    people: tuple[Person, ...]
    address: str
    organisation: Organisation | None = None


class Facts(NamedTuple):
    """What one certificate says."""

    edition: Edition
    place: Place
    serial: str
    registry_no: str
    issued: date
    office: Office
    barcode: str | None
    party: Party
    parcels: tuple[Parcel, ...]
    houses: tuple[House, ...]
    notes: tuple[str, ...]
    changes: tuple[Change, ...]
    speech: Dialect
    habit: AddressHabit


PARTIES = {
    Edition.E1993: ("household",) * 7 + ("one", "couple", "one"),
    Edition.E2004: ("household",) * 4 + ("couple",) * 3 + ("one",) * 2 + ("organisation",),
    Edition.E2009: ("couple",) * 4 + ("one",) * 3 + ("household",) * 2
    + ("organisation", "sharers"),
    Edition.E2014: ("couple",) * 9 + ("one",) * 6 + ("household",) * 2
    + ("organisation", "sharers", "community"),
    Edition.E2024: ("one",) * 5 + ("couple",) * 4 + ("organisation", "sharers"),
}  # fmt: skip
COMPANIES = (
    "Công ty TNHH {0}", "Công ty Cổ phần {0}", "Công ty TNHH một thành viên {0}",
    "Công ty cổ phần đầu tư và xây dựng {0}", "Hợp tác xã nông nghiệp {0}",
    "Doanh nghiệp tư nhân {0}", "Công ty TNHH thương mại và dịch vụ {0}",
)  # fmt: skip
COMPANY_NAMES = (
    "Hoàng Long Phát", "Biển Xanh", "Đại Dương Mới", "Minh Quang", "Bình Minh Hạ", "Thành Đạt",
    "Sao Vàng Đông Bắc", "An Phú Hưng", "Việt Tiến Sơn", "Hải Sơn",
)  # fmt: skip
OFFICES_AS_HOLDERS = ("Ủy ban nhân dân {0}", "Trường Tiểu học {1}", "Trạm Y tế {0}")


def invent_facts(rng: Random, edition: Edition) -> Facts:
    """Return what a certificate of ``edition`` says; the same ``rng`` state, the same facts."""
    issued = issue_date(rng, edition)
    place = some_place(rng, issued)
    habit = address_habit(rng)
    party = _party(rng, edition, issued, place, habit)
    company = party.organisation is not None
    body = office(rng, edition, issued, place, company=company)
    parcels = _parcels(rng, edition, issued, place, habit, party)
    at_home = any(purpose.name and _is_home(purpose.name) for purpose in parcels[0].purposes)
    house_share = 0.0 if edition is Edition.E1993 or len(parcels) > 1 else 0.3
    houses = (invent_house(rng),) if at_home and rng.random() < house_share else ()
    pink = edition in (Edition.E2009, Edition.E2014)
    return Facts(
        edition,
        place,
        serial(rng, edition, issued),
        registry_number(rng, edition, issued, body.level),
        issued,
        body,
        barcode(rng, place, issued, body.level) if pink and rng.random() < 0.8 else None,
        party,
        parcels,
        houses,
        invent_notes(rng, edition, issued, place, parcels),
        invent_changes(rng, issued, place, party.people, parcels),
        dialect(rng),
        habit,
    )


def _is_home(name: str) -> bool:
    return name.startswith("Đất ở")


def _party(rng: Random, edition: Edition, issued: date, place: Place, habit: AddressHabit) -> Party:
    kind = rng.choice(PARTIES[edition])
    home = (
        address(rng, place, habit)
        if rng.random() < 0.8
        else (address(rng, some_place(rng, issued), habit))
    )
    if kind == "organisation":
        if rng.random() < 0.7:
            name = rng.choice(COMPANIES).format(rng.choice(COMPANY_NAMES))
            return Party(kind, (), home, Organisation(name, f"5{rng.randrange(10**9):09d}"))
        name = rng.choice(OFFICES_AS_HOLDERS).format(
            f"{place.commune[0].lower()}{place.commune[1:]}", place.commune.split(" ", 1)[1]
        )
        return Party(kind, (), home, Organisation(name, ""))
    if kind == "community":
        hamlet = f"Cộng đồng dân cư thôn {rng.randint(1, 9)}"
        return Party(kind, (), home, Organisation(hamlet, ""))
    if kind == "couple":
        age = rng.randint(24, 70)
        husband = invent_person(rng, issued, place.province, male=True, age=age)
        wife_age = max(20, age + rng.randint(-7, 3))
        wife = invent_person(rng, issued, place.province, male=False, age=wife_age)
        return Party(kind, (husband, wife) if rng.random() < 0.85 else (wife, husband), home)
    people = tuple(
        invent_person(
            rng, issued, place.province, male=None if kind != "household" else rng.random() < 0.8
        )
        for _ in range(2 if kind == "sharers" else 1)
    )
    return Party(kind, people, home)


# Which uses a single parcel joins, with repetition as weight.
MIXES = (
    *(("home",),) * 9, *(("home", "garden"),) * 5, *(("home", "field"),) * 2, ("garden",),
    ("field",), ("field",), ("water",), ("forest",), ("home", "garden", "water"),
    ("home", "garden", "field"),
)  # fmt: skip
FARM = ("field", "field", "field", "field", "garden", "water", "home", "forest")


def _parcels(
    rng: Random, edition: Edition, issued: date, place: Place, habit: AddressHabit, party: Party
) -> tuple[Parcel, ...]:
    site = address(rng, place, habit, house=False)

    def parcel(groups: tuple[str, ...]) -> Parcel:
        return invent_parcel(rng, edition, issued, site, urban=place.urban, groups=groups)

    if party.kind == "organisation":
        return (parcel(("business",) if edition is not Edition.E1993 else ("home",)),)
    many = {Edition.E1993: 0.72, Edition.E2004: 0.12, Edition.E2024: 0.0}.get(edition, 0.1)
    if rng.random() >= many:
        return (parcel(rng.choice(MIXES)),)
    count = rng.randint(2, 8 if edition is Edition.E1993 else 5)
    fields = [parcel((rng.choice(FARM),)) for _ in range(count)]
    if edition is Edition.E1993 and rng.random() < 0.4:
        fields[0] = parcel(("home", "garden"))
    # One family's fields lie on few sheets.
    sheets = [sheet_number(rng) for _ in range(rng.randint(1, 3))]
    return tuple(field._replace(sheet=rng.choice(sheets)) for field in fields)
