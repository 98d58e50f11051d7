"""What each command may be told; light to import, so that ``--help`` answers at once."""

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
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


class _Help(argparse.HelpFormatter):
    """argparse's layout, but that commands stand at the margin like options do."""

    def _format_action(self, action: argparse.Action) -> str:
        if isinstance(action, argparse._SubParsersAction):
            return "".join(self._format_action(one) for one in action._get_subactions())
        return super()._format_action(action)


class Parser(argparse.ArgumentParser):
    """argparse in the operator's language, with exit status 2 for a wrong command."""

    def __init__(self, *, say: Say, prog: str, description: str, epilog: str) -> None:
        super().__init__(
            prog=prog,
            description=description,
            epilog=epilog,
            add_help=False,
            formatter_class=partial(_Help, max_help_position=28, width=79),
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
    _forms(parser, say)


def _forms(parser: Parser, say: Say) -> None:
    parser.choices.add_argument("--template", metavar="XLSX", type=Path, help=say("template"))
    parser.choices.add_argument(
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


def _data(parser: Parser, settings: Settings, say: Say) -> None:
    parser.choices.add_argument(
        "--data",
        metavar="DIR",
        type=Path,
        default=settings.data_dir,
        help=say("data", default=settings.data_dir),
    )


def _up(parser: Parser, settings: Settings, say: Say) -> None:
    _data(parser, settings, say)
    parser.choices.add_argument(
        "--workers", metavar="N", type=_positive, default=settings.workers, help=say("up_workers")
    )
    _address(parser, say)


def _watchdog(parser: Parser, settings: Settings, say: Say) -> None:
    _data(parser, settings, say)
    parser.choices.add_argument(
        "--metrics-host", metavar="HOST", default="127.0.0.1", help=say("metrics_host")
    )
    parser.choices.add_argument(
        "--metrics-port",
        metavar="PORT",
        type=int,
        default=settings.metrics_port,
        help=say("metrics_port", default=settings.metrics_port),
    )


def _status(parser: Parser, settings: Settings, say: Say) -> None:
    _data(parser, settings, say)
    parser.choices.add_argument("--json", action="store_true", help=say("status_json"))


def _retry(parser: Parser, settings: Settings, say: Say) -> None:
    parser.inputs.add_argument(
        "documents", metavar="DOC", type=_positive, nargs="*", help=say("retry_documents")
    )
    _data(parser, settings, say)
    parser.choices.add_argument("--code", metavar="CODE", help=say("retry_code"))
    parser.choices.add_argument("--all", action="store_true", help=say("retry_all"))


def _reprocess(parser: Parser, settings: Settings, say: Say) -> None:
    actions = ("start", "list", "pause", "resume", "cancel", "diff")
    parser.usage = "sodo reprocess [ACTION [NAME]] [--edition 2009 …]"
    parser.inputs.add_argument(
        "action",
        metavar="ACTION",
        nargs="?",
        choices=actions,
        default="start",
        help=say("reprocess_action"),
    )
    parser.inputs.add_argument("name", metavar="NAME", nargs="?", help=say("reprocess_name"))
    _data(parser, settings, say)
    add = parser.choices.add_argument
    add("--edition", metavar="YEAR", help=say("reprocess_edition"))
    add("--flagged", metavar="FIELD", help=say("reprocess_flagged"))
    add("--older", metavar="VERSION", help=say("reprocess_older"))
    add("--station", metavar="NAME", help=say("reprocess_station"))
    add("--batch", metavar="NAME", help=say("reprocess_batch"))
    add("--from", dest="since", metavar="DAY", type=_day, help=say("reprocess_from"))
    add("--until", metavar="DAY", type=_day, help=say("reprocess_until"))
    add("--below", metavar="P", type=_share, help=say("reprocess_below"))
    states = ("done", "set_aside")
    add("--state", metavar="S", choices=states, default="done", help=say("reprocess_state"))
    add("--dry-run", action="store_true", help=say("reprocess_dry_run"))


def _export(parser: Parser, settings: Settings, say: Say) -> None:
    _data(parser, settings, say)
    options = parser.choices
    options.add_argument("--out", metavar="DIR", type=Path, help=say("export_out"))
    options.add_argument("--station", metavar="NAME", help=say("export_station"))
    options.add_argument("--batch", metavar="NAME", help=say("export_batch"))
    _forms(parser, say)


def _review(parser: Parser, settings: Settings, say: Say) -> None:
    _data(parser, settings, say)
    _address(parser, say)
    parser.choices.add_argument(
        "--create-admin", action="store_true", help=say("review_create_admin")
    )


def _address(parser: Parser, say: Say) -> None:
    add = parser.choices.add_argument
    add("--host", metavar="HOST", default="127.0.0.1", help=say("review_host"))
    add("--port", metavar="PORT", type=_positive, default=8080, help=say("review_port"))


def _audit(parser: Parser, settings: Settings, say: Say) -> None:
    parser.inputs.add_argument("action", choices=("verify",), help=say("audit_action"))
    _data(parser, settings, say)
    parser.choices.add_argument("--head", metavar="SEAL", help=say("audit_head"))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(f"{text!r} ≠ 2026-11-22") from error


def _share(text: str) -> float:
    try:
        share = float(text)
    except ValueError:
        share = -1.0
    if not 0 <= share <= 1:
        raise argparse.ArgumentTypeError(f"{text!r} ≠ 0…1")
    return share


COMMANDS: tuple[Command, ...] = (
    Command("process", "cli.process", _process),
    Command("up", "cli.up", _up),
    Command("watch", "cli.watch", _data),
    Command("work", "cli.work", _data),
    Command("watchdog", "cli.watchdog", _watchdog),
    Command("review", "cli.review", _review),
    Command("audit", "cli.audit", _audit),
    Command("status", "cli.status", _status),
    Command("retry", "cli.retry", _retry),
    Command("reprocess", "cli.reprocess", _reprocess),
    Command("export", "cli.export_station", _export),
    Command("evaluate", "cli.evaluate", _evaluate),
    Command("doctor", "cli.doctor", _doctor),
)
