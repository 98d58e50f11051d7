"""``sodo process``: a folder of scans becomes Form No. 1."""

import argparse
from pathlib import Path
from time import monotonic

from cli.by_name import ByName
from cli.messages import Say
from cli.progress import view
from cli.tables import exports
from schemas.document import SetAside
from schemas.settings import Language, Loaded
from workers.folder_run import RunResult
from workers.folder_run import run as run_over
from workers.results import SET_ASIDE

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
            exports=exports(arguments.form, arguments.template, settings.lang),
            workers=arguments.workers,
            timeout_s=arguments.timeout_s,
            memory_bytes=settings.memory_mb * _MIB,
            again=arguments.again,
            on_event=progress,
        )
    _tell(result, arguments.out, monotonic() - started, settings.lang, say)
    return result.exit_status


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
