"""``sodo doctor``: what this machine lacks, and the settings in force."""

import argparse

from cli.arguments import EXIT_WRONG
from cli.messages import Say
from schemas.settings import Language, Loaded, variable
from workers.doctor import Place, State, examine

_SIGNS = {State.FINE: "✓", State.LIMITED: "!", State.BROKEN: "✗"}


def run(arguments: argparse.Namespace, loaded: Loaded, say: Say) -> int:
    """Print every finding and setting; 2 when something must be mended before reading."""
    column = 0 if loaded.settings.lang is Language.VI else 1
    broken = 0
    for finding in examine(Place(loaded, arguments.out)):
        print(f"{_SIGNS[finding.state]} {finding.subject:<10} {finding.text[column]}")
        if finding.mend:
            print(f"  {'':<10} {say('mend', command=finding.mend)}")
        broken += finding.state is State.BROKEN
    print(f"\n{say('settings_in_force')}:")
    for name, value in loaded.settings.model_dump(mode="json").items():
        print(
            f"  {variable(name):<22} {'–' if value is None else value!s:<10} {loaded.origins[name]}"
        )
    print()
    print(say("not_healthy", n=broken) if broken else say("healthy"))
    return EXIT_WRONG if broken else 0
