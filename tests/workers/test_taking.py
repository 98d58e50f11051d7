"""From spool to store: bytes first, and nothing is lost or counted twice at any stop between."""

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.document import SetAside, SetAsideCode
from schemas.states import State
from store import claims
from store.documents import card, copies
from tests.workers.intake import SETTLE_S, Intake, intake, paper, sha256
from workers.faults import plant

TICKET_POINTS = (
    "before_take",
    "after_ticket",
    "after_rename",
    "before_hash",
    "after_hash",
    "after_archive",
    "after_admit",
    "after_clear",
    "after_ring",
)


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Intake]:
    with intake(tmp_path) as made:
        yield made
    plant(None)


def set_aside(station: Intake) -> None:
    """Have the one waiting document claimed and set aside."""
    claim = claims.claim_next(station.store, worker="w", lease_s=60)
    assert claim is not None
    said = SetAside(code=SetAsideCode.DAMAGED, text="hỏng", text_en="broken")
    claims.set_aside(station.store, claim, said, by="w")


def test_an_original_lies_whole_and_read_only_under_its_day_and_hash(station: Intake) -> None:
    station.put("st/b/Bản đồ.PDF", paper(1))
    station.settle()

    (one,) = station.cards()

    assert one.blob_key is not None
    path = station.blobs.local_path(one.blob_key)
    assert path is not None
    assert path.read_bytes() == paper(1)
    assert stat.S_IMODE(path.stat().st_mode) & 0o222 == 0
    assert one.blob_key.endswith(f"/{sha256(paper(1))[:2]}/{sha256(paper(1))}.pdf")
    assert (one.file, one.station, one.batch) == ("Bản đồ.PDF", "st", "b")
    assert (one.sha256, one.size_bytes) == (sha256(paper(1)), len(paper(1)))
    assert station.rings == [1]


def test_the_same_content_again_is_a_duplicate_linked_to_the_first(station: Intake) -> None:
    station.put("st1/scan.pdf", paper(1))
    station.settle()
    station.put("st2/other.pdf", paper(1))
    station.put("st3/third.pdf", paper(1))
    station.settle()

    (one,) = station.cards()

    assert station.status()[:2] == (3, 1)
    assert station.status().duplicates == 2
    assert [copy.station for copy in copies(station.store, one.document_id)] == [
        "st1",
        "st2",
        "st3",
    ]
    assert len(list(station.blobs.keys())) == 1
    assert station.spooled() == []


def test_one_content_under_two_endings_at_once_is_one_original(station: Intake) -> None:
    station.put("st1/scan.pdf", paper(1))
    station.put("st2/scan.bin", paper(1))
    station.settle()

    assert station.status().duplicates == 1
    assert len(list(station.blobs.keys())) == 1


def test_a_duplicate_brings_back_bytes_that_the_archive_lost(station: Intake) -> None:
    station.put("scan.pdf", paper(1))
    station.settle()
    (one,) = station.cards()
    path = station.blobs.local_path(one.blob_key or "")
    assert path is not None
    path.unlink()
    station.put("again.pdf", paper(1))
    station.settle()

    assert path.read_bytes() == paper(1)


def test_what_was_set_aside_and_is_dropped_again_is_read_again(station: Intake) -> None:
    station.put("scan.pdf", paper(1))
    station.settle()
    set_aside(station)
    rings = len(station.rings)
    station.put("scan.pdf", paper(1))
    station.settle()

    (one,) = station.cards()

    assert one.state is State.WAITING
    assert station.status().duplicates == 1
    assert len(station.rings) == rings + 1


def test_what_is_done_and_is_dropped_again_is_only_linked(station: Intake) -> None:
    station.put("scan.pdf", paper(1))
    station.settle()
    rings = len(station.rings)
    claim = claims.claim_next(station.store, worker="w", lease_s=60)
    assert claim is not None
    station.put("scan.pdf", paper(1))
    station.settle()

    assert card(station.store, claim.document_id).state is State.WORKING
    assert len(station.rings) == rings


@pytest.mark.parametrize("fault", ["error", "full"])
@pytest.mark.parametrize("point", TICKET_POINTS)
def test_an_error_at_any_point_costs_time_and_nothing_else(
    station: Intake, point: str, fault: str
) -> None:
    for number in range(3):
        station.put(f"st/{number}.pdf", paper(number))
    plant(f"{point}:{fault}")
    station.settle()
    station.look(1.0, SETTLE_S, SETTLE_S)

    assert station.status().waiting == station.status().seen == 3
    assert {one.sha256 for one in station.cards()} == {sha256(paper(n)) for n in range(3)}
    assert station.spooled() == []


def test_a_file_that_grows_in_the_spool_is_not_admitted_half(
    station: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = station.put("scan.pdf", paper(1))
    with path.open("r+b") as writer:  # keeps its hold on the file, whatever we rename
        station.put("scan.pdf.done", b"")  # a station that is mistaken
        writes = iter([paper(2, 500), paper(3, 700)])

        def write_more(*_: object) -> None:
            more = next(writes, None)
            if more:
                writer.seek(0)
                writer.write(more)
                writer.flush()

        monkeypatch.setattr("workers.taking.fault", write_more)
        station.look()
    monkeypatch.undo()
    early = station.status()
    station.look(1.0, SETTLE_S)

    assert early.seen == 0
    assert [one.sha256 for one in station.cards()] == [sha256(paper(3, 700))]


def test_what_is_written_after_the_admission_is_another_arrival(
    station: Intake, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = station.put("scan.pdf", paper(1))
    with path.open("r+b") as writer:
        station.put("scan.pdf.done", b"")

        def write_more(point: str) -> None:
            if point == "after_admit":
                writer.write(paper(2, 500))
                writer.flush()

        monkeypatch.setattr("workers.taking.fault", write_more)
        station.look()
    monkeypatch.undo()
    station.look(1.0, SETTLE_S)

    assert {one.sha256 for one in station.cards()} == {sha256(paper(1)), sha256(paper(2, 500))}
    assert station.status().seen == 2


def test_a_file_changed_between_admission_and_restart_is_another_arrival(
    station: Intake,
) -> None:
    station.put("scan.pdf", paper(1))
    plant("after_admit:error")
    station.settle()
    (left,) = station.spooled()
    left.write_bytes(paper(2))
    station.look(1.0, SETTLE_S, 1.0, SETTLE_S)

    assert {one.sha256 for one in station.cards()} == {sha256(paper(1)), sha256(paper(2))}
    assert station.status().seen == 2
    assert station.spooled() == []
