"""The start of ``sodo``: settings, language, the command's module, the exit status."""

import os
import sys
from collections.abc import Mapping, Sequence
from importlib import import_module
from pathlib import Path

from cli.arguments import COMMANDS, EXIT_WRONG, build
from cli.messages import speaker
from schemas.errors import OutputError, SettingsError, TransientError
from schemas.settings import Language, load

EXIT_INTERRUPTED = 130


def run() -> None:
    """The console script."""
    sys.exit(main(sys.argv[1:], os.environ, Path.cwd()))


def main(words: Sequence[str], environ: Mapping[str, str], folder: Path) -> int:
    """Run one command and return its exit status.

    2 when it or its settings are wrong, or what it needs (database, shared store) is away.
    """
    say = speaker(Language.VI)
    try:
        loaded = load(environ, folder)
        say = speaker(loaded.settings.lang)
        arguments = build(COMMANDS, loaded.settings, say).parse_args(words)
        module = next(command.module for command in COMMANDS if command.name == arguments.command)
        return int(import_module(module).run(arguments, loaded, say))
    except SettingsError as error:
        print(say("wrong_settings", error=error), file=sys.stderr)
    except TransientError as error:
        print(say("away", error=error), file=sys.stderr)
    except OutputError as error:
        print(say("output_failed", error=error), file=sys.stderr)
    except KeyboardInterrupt:  # where no command catches the signal itself
        print(say("interrupted"), file=sys.stderr)
        return EXIT_INTERRUPTED
    return EXIT_WRONG
