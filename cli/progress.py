"""How far a run has come: a bar in a terminal, plain lines elsewhere."""

import sys
from contextlib import AbstractContextManager
from types import TracebackType
from typing import Self

from rich import progress as rich_progress
from rich.console import Console

from cli.messages import Say
from schemas.document import SetAside
from schemas.progress import Progress
from schemas.settings import Language
from workers.folder_run import Advanced, Began, Ended, Event, Planned


class View(AbstractContextManager["View"]):
    """Told every event of a run; counts files, pages and flags."""

    def __init__(self, say: Say, language: Language) -> None:
        self._say = say
        self._language = language
        self._files = self._done = self._pages = self._flags = 0

    def __call__(self, event: Event) -> None:
        """Take one event in and show it."""
        if isinstance(event, Planned):
            self._files = event.files
        if isinstance(event, Ended):
            self._done += 1
            self._pages += event.pages
            self._flags += event.flags
        self._show(event)

    def _show(self, event: Event) -> None:
        raise NotImplementedError

    def _reason(self, said: SetAside) -> str:
        return said.text if self._language is Language.VI else said.text_en

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Nothing to tidy up."""


class Lines(View):
    """One line per finished file, for logs."""

    def _show(self, event: Event) -> None:
        if not isinstance(event, Ended):
            return
        facts = {"done": self._done, "total": self._files, "file": event.name}
        if event.set_aside:
            line = self._say("plain_set_aside", reason=self._reason(event.set_aside), **facts)
        else:
            line = self._say("plain_progress", pages=event.pages, flags=event.flags, **facts)
        print(line, file=sys.stderr, flush=True)


class Bar(View):
    """A bar with files, pages, flags and the time left; files set aside scroll above it."""

    def __init__(self, say: Say, language: Language, console: Console) -> None:
        super().__init__(say, language)
        # Name -> its pages done and in all, so that one long file moves the bar too.
        self._under_way: dict[str, Progress] = {}
        self._bar = rich_progress.Progress(
            rich_progress.TextColumn(say("reading")),
            rich_progress.BarColumn(bar_width=None),
            rich_progress.TextColumn("{task.fields[counts]}"),
            rich_progress.TextColumn(say("left_unit")),
            rich_progress.TimeRemainingColumn(),
            console=console,
            speed_estimate_period=600,  # seconds; a file may take one of its own
            expand=True,
        )
        self._task = self._bar.add_task("", total=None, counts="")

    def __enter__(self) -> Self:
        """Take the terminal's last line."""
        self._bar.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """Give the line back."""
        self._bar.stop()

    def _show(self, event: Event) -> None:
        if isinstance(event, Began):
            self._under_way[event.name] = Progress(0, 0)
        if isinstance(event, Advanced):
            self._under_way[event.name] = event.progress
        if isinstance(event, Ended):
            self._under_way.pop(event.name, None)
            if event.set_aside:
                line = f"{event.name}: {self._reason(event.set_aside)}"
                self._bar.console.print(line, style="yellow", markup=False, highlight=False)
        pages = self._pages + sum(one.done for one in self._under_way.values())
        counts = (
            f"{self._done}/{self._files} {self._say('files_unit')} · "
            f"{pages} {self._say('pages_unit')} · {self._flags} {self._say('flags_unit')}"
        )
        shares = (one.done / one.pages for one in self._under_way.values() if one.pages)
        self._bar.update(
            self._task,
            total=self._files or None,
            completed=self._done + sum(shares),
            counts=counts,
        )


def view(say: Say, language: Language) -> View:
    """Return what suits the error stream: a bar in a terminal, lines otherwise."""
    console = Console(stderr=True)
    return Bar(say, language, console) if console.is_terminal else Lines(say, language)
