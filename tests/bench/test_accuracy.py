from bench.accuracy import GROUPINGS, grouped
from bench.corpus import DrawnFile, DrawnRecord
from quality.evaluate import Outcome, Verdict
from schemas.document import Kind

GROUPS = dict(GROUPINGS)
PLACES = {"certificate.serial": 1, "parcels[0].parcel_no": 2}
FILE = DrawnFile("a", "office", "pdf", (), (("tilt", "blur"), ()), (DrawnRecord(PLACES, "pen"),))


def verdict(
    path: str, outcome: Outcome, *, record: int | None = 0, level: str = "office"
) -> Verdict:
    return Verdict(
        file="a", record=record, kind=Kind.LAND_CERTIFICATE, edition="1993", level=level,
        path=path, outcome=outcome, value=None, truth=None,
    )  # fmt: skip


def names(title: str, *verdicts: Verdict) -> list[str]:
    return [row[0] for row in grouped(title, GROUPS[title], verdicts, {"a": FILE}).rows]


def test_a_field_counts_under_every_damage_of_its_own_page() -> None:
    on_first = verdict("certificate.serial", Outcome.RIGHT)
    on_second = verdict("parcels[0].parcel_no", Outcome.RIGHT)

    assert names("Damage on the page", on_first) == ["blur", "tilt"]
    assert names("Damage on the page", on_second) == ["(no damage)"]


def test_a_value_printed_nowhere_counts_under_no_damage() -> None:
    derived = verdict("parcels[0].commune_code", Outcome.RIGHT)

    assert names("Damage on the page", derived) == []


def test_levels_stand_from_none_to_worst_and_only_worst_has_a_range_of_its_own() -> None:
    worst = verdict("certificate.serial", Outcome.RIGHT, level="worst")
    clean = verdict("certificate.serial", Outcome.RIGHT, level="clean")

    assert names("Level of damage", worst, clean) == ["clean", "worst"]
    assert names("Range", worst, clean) == ["worst", "clean to worn", "everything"]


def test_papers_filled_in_by_pen_are_told_from_printed_ones() -> None:
    assert names("Filled in", verdict("certificate.serial", Outcome.RIGHT)) == [
        "by pen",
        "by pen, 1993",
    ]


def test_a_row_counts_invented_fields_as_silent_errors_and_flags_by_paper() -> None:
    verdicts = (
        verdict("certificate.serial", Outcome.RIGHT),
        verdict("certificate.issuer", Outcome.FLAGGED_WRONG),
        verdict("parcels[0].parcel_no", Outcome.MISSING),
        verdict("holders[1].full_name", Outcome.INVENTED, record=None),
    )

    (row,) = grouped("Edition", GROUPS["Edition"], verdicts, {"a": FILE}).rows

    assert row == ("1993", "1", "3", "33.3 %", "66.7 %", "1", "50.0 % (9.5–90.5)", "1.0", "1")
