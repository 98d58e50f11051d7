"""What an operator sees while files are read."""

import io

import pytest
from rich.console import Console

from cli.messages import speaker
from cli.progress import Bar, Lines, View
from schemas.progress import Progress
from schemas.set_aside_reasons import set_aside
from schemas.settings import Language
from workers.folder_run import Advanced, Began, Ended, Event, Planned

EVENTS: tuple[Event, ...] = (
    Planned(2, 1),
    Began("a"),
    Advanced("a", Progress(1, 2)),
    Ended("a", None, 2, 5),
    Began("b"),
    Ended("b", set_aside("archive"), 0, 0),
)


def show(view: View) -> None:
    with view:
        for event in EVENTS:
            view(event)


def test_a_log_gets_one_line_for_each_finished_file(capsys: pytest.CaptureFixture[str]) -> None:
    show(Lines(speaker(Language.EN), Language.EN))

    first, second = capsys.readouterr().err.splitlines()
    assert first == "[1/2] a: 2 pages, 5 flags"
    assert second.startswith("[2/2] b: set aside. This is an archive")


@pytest.mark.parametrize(
    ("language", "counts", "reason"),
    [
        (Language.VI, "2/2 tệp · 2 trang · 5 cờ", "b: Đây là tệp nén"),
        (Language.EN, "2/2 files · 2 pages · 5 flags", "b: This is an archive"),
    ],
)
def test_a_terminal_gets_counts_and_what_was_set_aside(
    language: Language, counts: str, reason: str
) -> None:
    screen = io.StringIO()

    show(Bar(speaker(language), language, Console(file=screen, force_terminal=True, width=120)))

    assert counts in screen.getvalue()
    assert reason in screen.getvalue()


def test_pages_of_a_file_still_being_read_count_too() -> None:
    screen = io.StringIO()
    say = speaker(Language.EN)

    with Bar(say, Language.EN, Console(file=screen, force_terminal=True, width=120)) as bar:
        for event in (Planned(1, 0), Began("a"), Advanced("a", Progress(150, 200))):
            bar(event)

    assert "0/1 files · 150 pages" in screen.getvalue()
