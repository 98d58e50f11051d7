"""``sodo process``: a folder of scans becomes Form No. 1."""

import argparse
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

from cli.by_name import ByName
from cli.messages import Say
from cli.progress import view
from export.to_csv import flags_csv
from export.to_json import document_json
from export.to_template import fill_template
from export.to_xlsx import write_form1
from schemas.document import Document, SetAside
from schemas.form1 import Form1Row, rows
from schemas.settings import Language, Loaded
from workers.folder_run import RunResult
from workers.folder_run import run as run_over
from workers.results import SET_ASIDE, Exports

_MIB = 2**20
# Exit statuses above this are signals: the person stopped the run.
_SIGNALLED = 128
# More than this nobody reads on a screen; the folder holds them all.
_SHOWN_SET_ASIDE = 10


def run(arguments: argparse.Namespace, loaded: Loaded, say: Say) -> int:
    """Read everything and tell how it went."""
    settings = loaded.settings
    started = monotonic()
    with view(say, settings.lang) as progress:
        result = run_over(
            arguments.paths,
            arguments.out,
            read=ByName("cli.reader", "read_file", settings),
            exports=_exports(arguments.form, arguments.template, settings.lang),
            workers=arguments.workers,
            timeout_s=arguments.timeout_s,
            memory_bytes=settings.memory_mb * _MIB,
            again=arguments.again,
            on_event=progress,
        )
    _tell(result, arguments.out, monotonic() - started, settings.lang, say)
    return result.exit_status


def _exports(form: str, template: Path | None, language: Language) -> Exports:
    """Return how results become bytes.

    Raises:
        SettingsError: the template cannot be filled.
    """
    write: Callable[..., int] = partial(_filled, template) if template else write_form1
    # Written once with nothing in it: a template that does not fit must not show after hours.
    _form1(write, form, language, ())
    tables: dict[str, Callable[[Sequence[Document]], bytes]] = {
        "form1.xlsx": partial(_form1, write, form, language),
        "flags.csv": lambda documents: b"".join(flags_csv(documents, language=language)),
    }
    return Exports(document_json, tables)


def _filled(
    template: Path, listed: Iterable[Form1Row], out: Path, *, variant: str, language: str
) -> int:
    return fill_template(listed, template, out, variant=variant, language=language)


def _form1(
    write: Callable[..., int], form: str, language: Language, documents: Sequence[Document]
) -> bytes:
    with TemporaryDirectory(prefix="sodo-") as folder:
        workbook = Path(folder, "form1.xlsx")
        write(_rows(documents), workbook, variant=form, language=language)
        return workbook.read_bytes()


def _rows(documents: Sequence[Document]) -> Iterator[Form1Row]:
    for document in documents:
        for record in document.records:
            yield from rows(record, document.source.file)


def _tell(result: RunResult, out: Path, seconds: float, language: Language, say: Say) -> None:
    print(
        say(
            "finished",
            seconds=seconds,
            done=len(result.done),
            skipped=len(set(result.skipped) - result.set_aside.keys()),
            set_aside=len(result.set_aside),
        )
    )
    if result.set_aside:
        print(say("set_aside_list"))
    for name, said in list(result.set_aside.items())[:_SHOWN_SET_ASIDE]:
        print(f"  {name}: {_reason(said, language)}")
    unshown = len(result.set_aside) - _SHOWN_SET_ASIDE
    if unshown > 0:
        print("  " + say("and_more", n=unshown, folder=out / SET_ASIDE))
    if result.exit_status > _SIGNALLED:
        print(say("interrupted"))


def _reason(said: SetAside, language: Language) -> str:
    return said.text if language is Language.VI else said.text_en
