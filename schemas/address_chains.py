"""Finds which commune, district, province the parts of an address name, mistakes allowed."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain as chained
from typing import NamedTuple

from schemas.address_segments import Part
from schemas.places import (
    COMMUNE_TYPES,
    DISTRICT_TYPES,
    PROVINCE_TYPES,
    Gazetteer,
    Place,
    key_of,
)
from schemas.text import edit_distance, same_text

# What each departure from the list costs. One wrong letter costs 1; two chains that lie
# closer together than NARROW cannot be told apart.
MARKS_DIFFER = 0.3
FORMER_NAME = 0.4
KIND_DAMAGED = 0.1
KIND_MISSING = 0.3
KIND_DIFFERS = 0.5  # a xã that became a phường, a huyện that became a thị xã
LEVEL_MISSING = 0.8
COMMUNE_MISSING = 3.0
PART_IGNORED = 1.0
WRONG_ERA = 2.0
# "Hà Tu, Hạ Long, Quảng Ninh": three names that fit into each other outweigh two, and a bare
# name is rather an old district than one of today's communes.
UNIT_EXPLAINED = -0.5
# A part that says it is a unit, and that the chain has no place for.
UNIT_UNUSED = 1.5
BARE_TODAY = 0.5
NARROW = 0.25


class Hit(NamedTuple):
    """A part of the address taken for a unit.

    ``letters`` counts wrong letters. ``whole`` is True when kind and name were recognised
    together because the word for the kind is damaged. ``by_former_name`` is True when the
    paper prints the name of a unit that was merged into ``place`` later, which must be left
    as printed.
    """

    place: Place
    part: Part
    cost: float
    letters: int
    whole: bool = False
    by_former_name: bool = False


class Chain(NamedTuple):
    """Units that belong to each other, and how well they fit the print (0: exactly)."""

    commune: Hit | None
    district: Hit | None
    province: Hit | None
    old: bool
    cost: float
    unused: int = 0  # parts before the chain that say they are units as well

    @property
    def hits(self) -> tuple[Hit, ...]:
        """The units found, the smallest first."""
        return tuple(hit for hit in (self.commune, self.district, self.province) if hit)


def _letters_allowed(key: str) -> int:
    if len(key) < 5:
        return 0
    return 1 if len(key) < 10 else 2


def _hit(part: Part, key: str, place: Place) -> Hit | None:
    kind_cost = KIND_MISSING
    if part.kind is not None:
        kind_cost = (0.0 if part.kind == place.kind else KIND_DIFFERS) + (
            0.0 if part.kind_exact else KIND_DAMAGED
        )
    if key == place.key:
        same = same_text(part.name, place.name, ignore_case=True)
        return Hit(place, part, kind_cost + (0.0 if same else MARKS_DIFFER), 0)
    if key in place.former:
        return Hit(place, part, FORMER_NAME + min(kind_cost, KIND_MISSING), 0, by_former_name=True)
    if part.kind is None:
        # A kind that could not be recognised as one: "phuờmg Hồng Hà".
        whole = key_of(place.full_name)
        letters = edit_distance(key, whole) if abs(len(key) - len(whole)) < 3 else 9
        if letters <= 2:
            return Hit(place, part, KIND_DAMAGED + MARKS_DIFFER + letters, letters, whole=True)
    allowed = _letters_allowed(place.key)
    if abs(len(key) - len(place.key)) > allowed:
        return None
    letters = edit_distance(key, place.key)
    return Hit(place, part, kind_cost + letters, letters) if letters <= allowed else None


def hits(
    readings: Sequence[Part], places: Iterable[Place], kinds: Sequence[str]
) -> tuple[Hit, ...]:
    """Return the units among ``places`` that a part may name; ``kinds`` it may say it is."""
    possible = tuple(
        (part, key_of(part.name)) for part in readings if part.kind is None or part.kind in kinds
    )
    if not possible:
        return ()
    best: dict[Place, Hit] = {}
    for place in places:
        for part, key in possible:
            hit = _hit(part, key, place)
            if hit and (place not in best or hit.cost < best[place].cost):
                best[place] = hit
    return tuple(best.values())


def _old_district_codes(district: Place) -> tuple[str, ...]:
    return (district.code,) if district.code else district.now


def _old_province_codes(province: Place) -> tuple[str, ...]:
    return (province.code,) if province.code else province.now


def _districts(province_codes: Iterable[str], places: Gazetteer) -> Iterator[Place]:
    for code in province_codes:
        yield from places.old_districts_in[code]


def _under_districts(
    parts: Sequence[Sequence[Part]],
    districts: Iterable[Place],
    province: Hit | None,
    cost: float,
    places: Gazetteer,
) -> Iterator[Chain]:
    """Yield the old chains whose district is named by the last of ``parts``."""
    for district in hits(parts[-1], districts, DISTRICT_TYPES):
        codes = _old_district_codes(district.place)
        communes = chained.from_iterable(places.old_communes_in.get(code, ()) for code in codes)
        found = hits(parts[-2], communes, COMMUNE_TYPES) if len(parts) > 1 else ()
        for commune in found:
            cost_of_names = district.cost + commune.cost + UNIT_EXPLAINED
            yield Chain(commune, district, province, True, cost + cost_of_names)
        # On some islands the district was all there was.
        missing = 0.0 if district.place.code and district.place.now else COMMUNE_MISSING
        yield Chain(None, district, province, True, cost + district.cost + missing)


def _old_chains(parts: Sequence[Sequence[Part]], places: Gazetteer) -> Iterator[Chain]:
    provinces = (*places.old_provinces.values(), *places.earlier_provinces)
    for province in hits(parts[-1], provinces, PROVINCE_TYPES):
        yield Chain(None, None, province, True, province.cost + COMMUNE_MISSING + LEVEL_MISSING)
        codes = _old_province_codes(province.place)
        rest = parts[:-1]
        if not rest:
            continue
        yield from _under_districts(
            rest, _districts(codes, places), province, province.cost, places
        )
        for code in codes:
            for commune in hits(rest[-1], places.old_communes_of_province[code], COMMUNE_TYPES):
                # Without a district only the very name will do: "xã Quảng Yên" may be what
                # was left of "thị xã Quảng Yên".
                if commune.letters or commune.part.kind not in (None, commune.place.kind):
                    continue
                cost = province.cost + LEVEL_MISSING + commune.cost
                yield Chain(commune, None, province, True, cost)


def _new_chains(parts: Sequence[Sequence[Part]], places: Gazetteer) -> Iterator[Chain]:
    for province in hits(parts[-1], places.provinces.values(), PROVINCE_TYPES):
        communes = places.communes_in[province.place.code]
        for commune in hits(parts[-2], communes, COMMUNE_TYPES) if len(parts) > 1 else ():
            # Today's kinds are today's: only an old unit may have been something else once.
            if commune.part.kind not in (None, commune.place.kind):
                continue
            bare = BARE_TODAY if commune.part.kind is None else 0.0
            yield Chain(commune, None, province, False, province.cost + commune.cost + bare)


def chains(
    parts: Sequence[Sequence[Part]], places: Gazetteer, old: bool | None
) -> tuple[Chain, ...]:
    """Return every chain of units that the parts may name, the best first.

    ``old`` says whether the address was printed while there were districts; None leaves
    both structures open.
    """
    found: list[Chain] = []
    # The last part may be something that is no longer the address.
    for ignored in range(min(2, len(parts))):
        kept = parts[: len(parts) - ignored]
        both = (*_old_chains(kept, places), *_new_chains(kept, places))
        found += (c._replace(cost=c.cost + ignored * PART_IGNORED) for c in both)
    if not any(chain.commune for chain in found):
        everywhere = chained.from_iterable(places.old_districts_in.values())
        found += _under_districts(parts, everywhere, None, LEVEL_MISSING, places)
    if old is not None:
        found = [c if c.old == old else c._replace(cost=c.cost + WRONG_ERA) for c in found]
    counted = (_with_unused(chain, parts) for chain in found)
    return tuple(sorted(counted, key=lambda chain: chain.cost))


def _with_unused(chain: Chain, parts: Sequence[Sequence[Part]]) -> Chain:
    first = min(hit.part.start for hit in chain.hits)
    unused = sum(
        any(part.kind is not None and part.kind_exact for part in readings)
        for readings in parts
        if readings[0].start < first
    )
    return chain._replace(unused=unused, cost=chain.cost + unused * UNIT_UNUSED)
