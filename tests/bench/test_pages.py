from pathlib import Path

import pytest

from bench.pages import replaced, update
from bench.tables import Measured, Table
from schemas.errors import SettingsError

PAGE = "# Page\n\n<!-- bench speed -->\nold\n<!-- end of bench speed -->\n\nafter\n"


def test_only_what_stands_between_the_marks_is_replaced() -> None:
    text = replaced(PAGE, "speed", "new\n")

    assert text == PAGE.replace("old", "new")


def test_a_part_without_marks_is_added_at_the_end_once() -> None:
    once = replaced(PAGE, "memory", "first\n")
    twice = replaced(once, "memory", "second\n")

    assert once.startswith(PAGE)
    assert twice == once.replace("first", "second")


def test_a_mark_without_its_end_stops_before_anything_is_written(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("<!-- bench speed -->\nold\n", encoding="utf-8")
    part = Measured("speed", "Made.", (), (), {})

    with pytest.raises(SettingsError, match="end of bench speed"):
        update(page, [part])

    assert page.read_text("utf-8") == "<!-- bench speed -->\nold\n"


def test_a_table_becomes_markdown_with_numbers_to_the_right(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Page\n", encoding="utf-8")
    table = Table("Rates", ("program", "seconds"), (("one|two", "3.0"),))

    update(page, [Measured("speed", "Made.", (table,), ("Note.",), {})])

    assert page.read_text("utf-8") == (
        "# Page\n\n### Measured: speed\n\n<!-- bench speed -->\nMade.\n\n**Rates**\n\n"
        "| program | seconds |\n| --- | ---: |\n| one/two | 3.0 |\n\nNote.\n"
        "<!-- end of bench speed -->\n"
    )
