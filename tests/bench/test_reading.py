from collections.abc import Sequence
from pathlib import Path

import pytest

from bench import reading
from bench.__main__ import main
from bench.reading import QUICK_KINDS, QUICK_SHARES, drawn_pages, reported
from bench.reading_count import compared
from bench.reading_errors import Slips, print_errors, write_sheets
from bench.reading_pages import FAMILIES, TrueLine, TruePage, drawn_sheet
from bench.reading_run import LineRead, PageRead, ruled_of, shown
from bench.reading_tables import sides, targets
from ocr.engines.engine import LINE_READER, TESSERACT
from ocr.engines.tesseract import Tesseract
from ocr.page import Page


def page_read(
    reader: str, condition: str, *pairs: tuple[str, str], family: str = "", group: str = "levels"
) -> PageRead:
    lines = tuple(LineRead(true, read, compared(true, read), None) for true, read in pairs)
    page = TruePage(group, condition, family, 1, timed=True)
    return PageRead(page, reader, lines, 0, 1.0 if reader == LINE_READER else 4.0)


def found(results: Sequence[PageRead]) -> dict[str, float | None]:
    return {target.name: target.found for target in targets(sides(results))}


def test_our_errors_are_compared_with_tesseracts_on_the_same_pages() -> None:
    results = [
        page_read(TESSERACT, "clean", ("sử dụng đất", "sử dung dát")),
        page_read(LINE_READER, "clean", ("sử dụng đất", "sử dụng dất")),
    ]

    assert found(results)["clean print, against Tesseract"] == pytest.approx(1 / 3)
    assert found(results)["seconds a page, against Tesseract"] == pytest.approx(1 / 4)


def test_families_that_training_knows_do_not_count_as_unseen() -> None:
    results = [
        page_read(LINE_READER, "clean", ("ở", "ơ"), family="Tinos"),
        page_read(LINE_READER, "clean", ("ở", "ở"), family="Charis SIL"),
    ]

    assert found(results)["clean, families not trained on"] == 0


def test_a_letter_with_more_errors_than_tesseracts_is_noticed() -> None:
    results = [
        page_read(TESSERACT, "letter 1", ("một hai", "một hai"), group="letters"),
        page_read(LINE_READER, "letter 1", ("một hai", "một hái"), group="letters"),
        page_read(TESSERACT, "letter 2", ("một hai", "mot hai"), group="letters"),
        page_read(LINE_READER, "letter 2", ("một hai", "một hai"), group="letters"),
    ]

    assert found(results)["letters with more errors than Tesseract's"] == 1
    assert found(results)["letters on average, against Tesseract"] == 1


def test_without_our_reader_nothing_is_said_to_be_met() -> None:
    measured = reported([page_read(TESSERACT, "clean", ("ở", "ở"))], [1], "A machine")

    wanted = measured.tables[0]
    assert {row[-1] for row in wanted.rows} == {"–"}
    assert any("only Tesseract" in note for note in measured.notes)


def test_pages_meet_every_pair_of_family_and_kind_of_page(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    drawn = []

    def noted(seed: int, family: str, kind: str) -> tuple[str, str]:
        drawn.append((family, kind))
        return family, kind

    monkeypatch.setattr(reading, "drawn_sheet", noted)
    monkeypatch.setattr(
        reading,
        "damaged_page",
        lambda sheet, group, name, number, _: TruePage(group, name, sheet[0], number),
    )

    pages = list(drawn_pages(range(1, 9), {"clean": 3, "worn": 1}, ("blur",)))

    assert len(set(drawn[::2])) == 3 * len(FAMILIES)  # every other sheet shows through
    assert [
        sum(page.condition == name for page in pages) for name in ("clean", "worn", "blur")
    ] == [
        24,
        8,
        4,
    ]


@pytest.fixture(scope="module")
def small_page() -> TruePage:
    """A corner of a drawn sheet: three lines, quickly read."""
    sheet = drawn_sheet(5, "Liberation Serif", "figures")
    lines = sheet.lines[:9]
    height = max(line.box.bottom for line in lines if line.box) + 60
    scan = Page.scanned(sheet.image[:height].copy(), 300)
    return TruePage("levels", "clean", sheet.family, 1, scan, lines)


def test_a_clean_page_is_read_and_its_errors_found(
    small_page: TruePage, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = small_page._replace(
        lines=(*small_page.lines, TrueLine("Không có dòng này ở đâu cả", None))
    )
    (one,) = shown([wrong], {TESSERACT: Tesseract()})
    result = one.read[TESSERACT]
    slips = Slips(TESSERACT, pictures=True)
    slips.add(one)
    print_errors([result], slips.worst, 3)
    write_sheets(slips.worst, tmp_path / "sheets")

    read = [line.errors for line in result.lines]
    assert sum(count.edits for count in read[:-1]) < 0.1 * sum(c.characters for c in read[:-1])
    assert read[-1].lost == 1
    assert result.seconds > 0
    assert "Không có dòng này" in capsys.readouterr().out
    assert (tmp_path / "sheets" / "worst-1.png").is_file()


def test_a_face_is_shown_level_and_at_reading_resolution(small_page: TruePage) -> None:
    page = small_page._replace(scan=small_page.scan.scaled(2 / 3).turned(1.5))

    face = ruled_of(page)

    assert face.dpi == 300
    assert face.pixels.ndim == 2


def test_the_command_says_how_far_goals_are_met(
    small_page: TruePage,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(reading, "drawn_pages", lambda *_: iter([small_page]))
    monkeypatch.setattr(reading, "is_present", lambda: False)

    status = main(["reading", "--quick", "--json", str(tmp_path / "figures.json")])

    assert status == 0
    assert "clean print, against Tesseract" in capsys.readouterr().out
    assert (tmp_path / "figures.json").is_file()


def test_quick_shows_what_goals_are_set_for() -> None:
    assert set(QUICK_SHARES) == {"clean", "worn"}
    assert QUICK_KINDS
