import json
import subprocess
import sys
from importlib import import_module

import pytest

from bench.timed import GROUPS, OPENING, TIMED, order
from ocr.faces import STEPS

IN_A_PROCESS_OF_ITS_OWN = """
import json
import numpy as np
from bench.clock import StepClock
from bench.timed import put_on
from ocr.faces import applied, faces_of
from ocr.page import Page

clock = StepClock()
steps = put_on(clock)
spread = Page.scanned(np.full((1200, 1700, 3), 255, np.uint8), 100)
for face in faces_of(spread, steps):
    applied(face, (*steps.light, *steps.ink))
print(json.dumps(sorted(clock.taken())))
"""


@pytest.mark.parametrize(("module", "name"), [*(row[1:] for row in TIMED), OPENING])
def test_what_is_timed_is_called_by_that_name_in_that_module(module: str, name: str) -> None:
    assert callable(getattr(import_module(module), name))


def test_every_clean_up_step_is_put_on_the_clock() -> None:
    said = subprocess.run(
        [sys.executable, "-c", IN_A_PROCESS_OF_ITS_OWN], capture_output=True, check=True
    )

    timed = {name.partition(": ")[2] for name in json.loads(said.stdout)}

    assert set(STEPS.names) <= timed


def test_steps_are_listed_in_the_order_of_work() -> None:
    groups = [name.partition(":")[0] for name in order()]

    listed = [group for group in dict.fromkeys(groups) if group in GROUPS]

    assert listed == list(GROUPS)
    assert groups[0] == "load"
