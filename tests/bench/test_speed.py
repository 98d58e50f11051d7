from bench.peers import Timing
from bench.speed import memory_rows, rate_row, step_rows
from bench.timed import LOAD, RECOGNISE

OURS = Timing("sodo process --workers 2", 30.0, {"tesseract": 60_000_000, "reader": 400_000_000}, 0)
PEER = Timing("ocrmypdf --jobs 2", 120.0, {}, 0)


def test_a_program_is_compared_with_the_peer_only_if_that_ran() -> None:
    assert rate_row(OURS, 60, (OURS, PEER)) == (OURS.name, "30.0", "120.0", "4.00")
    assert rate_row(OURS, 60, (OURS,))[-1] == "–"


def test_the_largest_process_of_a_program_stands_first() -> None:
    names = [row[0] for row in memory_rows((OURS,))]

    assert names == [OURS.name, "– reader", "– tesseract"]


def test_shares_of_the_steps_add_up_to_the_whole() -> None:
    rows = step_rows({RECOGNISE: 6.0, LOAD: 2.0}, pages=4)

    assert rows == (
        (LOAD, "0.500", "25.0 %"), (RECOGNISE, "1.500", "75.0 %"), ("all", "2.000", "100.0 %"),
    )  # fmt: skip
