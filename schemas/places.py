"""Provinces, districts and communes of Vietnam, before and after the reform of July 2025."""

import gzip
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import NamedTuple

from pydantic import BaseModel, ConfigDict

from schemas.text import fold

DATA = Path(__file__).parent

# The first day without districts.
REFORM = "2025-07-01"

PROVINCE_TYPES = ("Tỉnh", "Thành phố")
DISTRICT_TYPES = ("Thành phố", "Thị xã", "Huyện", "Quận")
COMMUNE_TYPES = ("Phường", "Thị trấn", "Xã", "Đặc khu")
# Longest first, so that "Thị xã" is not taken for a name.
ALL_TYPES = tuple(sorted({*PROVINCE_TYPES, *DISTRICT_TYPES, *COMMUNE_TYPES}, key=lambda t: -len(t)))


class Place(NamedTuple):
    """One administrative unit.

    Attributes:
        code: official code as text: 2 digits for a province, 3 for a district, 5 for a
            commune; empty for a name that is no more, which has ``now`` instead.
        kind: such as ``Phường``.
        name: without the kind: ``Hồng Hà``; ``1`` for ``Phường 1``.
        key: the name's letters and digits alone, without marks: ``hongha``.
        parent: code of the district or province it belongs to; empty for a province.
        now: codes of what it became: today's commune or communes (the one that took most of
            it first) for a commune before the reform, today's province for a province,
            districts of the last list for an earlier district.
        former: keys of names that were merged into it before the reform.
        first, last: years between which a new paper could name it; None when not known.
    """

    code: str
    kind: str
    name: str
    key: str
    parent: str
    now: tuple[str, ...] = ()
    former: tuple[str, ...] = ()
    first: int | None = None
    last: int | None = None

    @property
    def full_name(self) -> str:
        """The name as official papers begin a line with it: ``Phường Hồng Hà``."""
        return f"{self.kind} {self.name}"

    @property
    def in_a_sentence(self) -> str:
        """The name as an address prints it: ``phường Hồng Hà``."""
        return f"{self.kind[0].lower()}{self.kind[1:]} {self.name}"


def key_of(name: str) -> str:
    """Return the letters and digits of ``name`` without marks, case and blanks."""
    return "".join(letter for letter in fold(name) if letter.isalnum())


@dataclass(frozen=True)
class Gazetteer:
    """All units by code. "Old" is the structure that ended in July 2025."""

    provinces: dict[str, Place]
    communes: dict[str, Place]
    old_provinces: dict[str, Place]
    old_districts: dict[str, Place]
    old_communes: dict[str, Place]
    earlier_provinces: tuple[Place, ...]  # gone before the reform; ``now``: old provinces
    earlier_districts: tuple[Place, ...]  # likewise; some only say since when a name is used

    @cached_property
    def communes_in(self) -> dict[str, tuple[Place, ...]]:
        """Today's communes by code of their province."""
        return _by_parent(self.communes.values())

    @cached_property
    def old_districts_in(self) -> dict[str, tuple[Place, ...]]:
        """Districts by code of their old province, those with an earlier name included."""
        return _by_parent((*self.old_districts.values(), *self.earlier_districts))

    @cached_property
    def old_communes_in(self) -> dict[str, tuple[Place, ...]]:
        """Old communes by code of their district."""
        return _by_parent(self.old_communes.values())

    @cached_property
    def old_communes_of_province(self) -> dict[str, tuple[Place, ...]]:
        """Old communes by code of their old province."""
        return {
            code: tuple(
                commune
                for district in self.old_districts.values()
                if district.parent == code
                for commune in self.old_communes_in.get(district.code, ())
            )
            for code in self.old_provinces
        }

    def successors(self, old_code: str) -> tuple[Place, ...]:
        """Return today's communes that took land of the old commune ``old_code``.

        The one that took most of it comes first; more than one means that the name alone
        does not tell where a parcel lies. Empty when the code is not known.
        """
        old = self.old_communes.get(old_code)
        return tuple(self.communes[code] for code in old.now) if old else ()


def _by_parent(places: Iterable[Place]) -> dict[str, tuple[Place, ...]]:
    found: dict[str, list[Place]] = {}
    for place in places:
        found.setdefault(place.parent, []).append(place)
    return {code: tuple(members) for code, members in found.items()}


def _kind_and_name(full_name: str) -> tuple[str, str]:
    kind = next(kind for kind in ALL_TYPES if full_name.startswith(kind + " "))
    return kind, full_name[len(kind) + 1 :]


def _place(code: str, parent: str, full_name: str, now: str = "", former: str = "") -> Place:
    kind, name = _kind_and_name(full_name)
    return Place(
        code=code,
        kind=kind,
        name=name,
        key=key_of(name),
        parent=parent,
        now=tuple(now.split(",")) if now else (),
        former=tuple(former.split("|")) if former else (),
    )


class _Earlier(BaseModel):
    """An entry of ``older_places.toml``."""

    model_config = ConfigDict(extra="forbid")

    name: str
    now: tuple[str, ...]
    first: int | None = None
    last: int | None = None

    def place(self, parent: str) -> Place:
        kind, name = _kind_and_name(self.name)
        return Place(
            "", kind, name, key_of(name), parent, self.now, first=self.first, last=self.last
        )


@cache
def gazetteer() -> Gazetteer:
    """Return all units, read once from the data files beside this module."""
    tables: dict[str, dict[str, Place]] = {
        "province": {},
        "commune": {},
        "old_province": {},
        "old_district": {},
        "old_commune": {},
    }
    with gzip.open(DATA / "places.tsv.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            table, *columns = line.rstrip("\n").split("\t")
            tables[table][columns[0]] = _place(*columns)
    older = tomllib.loads((DATA / "older_places.toml").read_text("utf-8"))
    districts = tables["old_district"]
    earlier = [_Earlier.model_validate(entry) for entry in older["district"]]
    return Gazetteer(
        provinces=tables["province"],
        communes=tables["commune"],
        old_provinces=tables["old_province"],
        old_districts=districts,
        old_communes=tables["old_commune"],
        earlier_provinces=tuple(
            _Earlier.model_validate(entry).place("") for entry in older["province"]
        ),
        earlier_districts=tuple(entry.place(districts[entry.now[0]].parent) for entry in earlier),
    )
