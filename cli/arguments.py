"""What each command may be told; light to import, so that ``--help`` answers at once."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import NoReturn

from cli.messages import Say
from schemas.settings import Settings

EXIT_WRONG = 2


@dataclass(frozen=True)
class Command:
    """A sub-command: its name is also that of its sentence, ``module`` does the work.

    The module is imported only when the command runs, because reading pulls in libraries that
    take a second to load; it has ``run(arguments, loaded, say) -> int``, the exit status.
    """

    name: str
    module: str
    add: Callable[["Parser", Settings, Say], None]


class Parser(argparse.ArgumentParser):
    """argparse in the operator's language, with exit status 2 for a wrong command."""

    def __init__(self, *, say: Say, prog: str, description: str, epilog: str) -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            add_help=False,
            formatter_class=partial(argparse.HelpFormatter, max_help_position=28, width=79),
        )
        self._say = say
        self.inputs = self.add_argument_group(say("arguments"))
        self.choices = self.add_argument_group(say("options"))
        self.choices.add_argument("-h", "--help", action="help", help=say("help"))

    def format_help(self) -> str:
        """Return the help with its first word in the operator's language."""
        return super().format_help().replace("usage: ", self._say("usage"), 1)

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command and leave with status 2."""
        self.exit(EXIT_WRONG, self._say("wrong_arguments", error=message, command=self.prog) + "\n")


def build(commands: tuple[Command, ...], settings: Settings, say: Say) -> Parser:
    """Return the parser of ``sodo`` with one sub-parser per command."""
    top = Parser(say=say, prog="sodo", description=say("about"), epilog=say("about_end"))
    top.choices.add_argument(
        "--version", action="version", version=f"sodo {version('sodo')}", help=say("version")
    )
    chosen = top.add_subparsers(
        dest="command", metavar="COMMAND", required=True, title=say("commands")
    )
    for command in commands:
        parser = chosen.add_parser(
            command.name,
            help=say(command.name),
            say=say,
            prog=f"sodo {command.name}",
            description=say(f"{command.name}_long"),
            epilog=say("sets_code") if command.name == "process" else "",
        )
        command.add(parser, settings, say)
    return top


def _process(parser: Parser, settings: Settings, say: Say) -> None:
    parser.inputs.add_argument("paths", metavar="PATH", type=Path, nargs="+", help=say("paths"))
    options = parser.choices
    options.add_argument("--out", metavar="DIR", type=Path, required=True, help=say("out"))
    options.add_argument("--again", action="store_true", help=say("again"))
    options.add_argument(
        "--workers", metavar="N", type=_positive, default=settings.workers, help=say("workers")
    )
    options.add_argument(
        "--timeout-s",
        metavar="S",
        type=_seconds,
        default=settings.timeout_s,
        help=say("timeout", default=settings.timeout_s),
    )
    options.add_argument("--template", metavar="XLSX", type=Path, help=say("template"))
    options.add_argument(
        "--form", choices=("pl3_01", "pl3_01_57"), default="pl3_01", help=say("form")
    )


def _evaluate(parser: Parser, _settings: Settings, say: Say) -> None:
    parser.inputs.add_argument("out", metavar="OUT", type=Path, help=say("evaluate_out"))
    parser.inputs.add_argument("truth", metavar="TRUTH", type=Path, help=say("evaluate_truth"))
    parser.choices.add_argument("--json", metavar="FILE", type=Path, help=say("json"))
    parser.choices.add_argument("--present", action="store_true", help=say("present"))
    parser.choices.add_argument("--brief", action="store_true", help=say("brief"))
    parser.choices.add_argument("--show", action="store_true", help=say("show"))


def _doctor(parser: Parser, _settings: Settings, say: Say) -> None:
    parser.choices.add_argument(
        "--out", metavar="DIR", type=Path, default=Path("out"), help=say("doctor_out")
    )


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text!r} ≠ 1, 2, 3, …")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < float("inf"):
        raise argparse.ArgumentTypeError(f"{text!r} ≠ 0.5, 1, 60, …")
    return seconds


COMMANDS: tuple[Command, ...] = (
    Command("process", "cli.process", _process),
    Command("evaluate", "cli.evaluate", _evaluate),
    Command("doctor", "cli.doctor", _doctor),
)
