"""What is never opened is told once, whoever looks and however often."""

from pathlib import Path

from tests.workers.intake import PATIENCE_S, SETTLE_S, as_nobody, intake, paper
from workers.drop_folder import UNREADABLE


def test_a_link_is_refused_once_and_left_where_it_is(tmp_path: Path) -> None:
    with intake(tmp_path) as station:
        station.put("st/scan.pdf", paper(1))
        (station.drop / "st" / "link.pdf").symlink_to("scan.pdf")
        station.settle()
        station.look(60.0, 60.0)
        found = station.status()
        (refused,) = (card for card in station.cards() if card.set_aside)

    with intake(tmp_path) as again:
        again.settle()
        after_restart = again.status()

    assert (found.seen, found.set_aside) == (2, 1)
    assert refused.set_aside is not None
    assert (refused.file, refused.station) == ("link.pdf", "st")
    assert refused.set_aside.code == "not_a_document"
    assert (tmp_path / "drop" / "st" / "link.pdf").is_symlink()
    assert after_restart == found


def test_a_link_that_is_gone_at_once_was_none_of_our_business(tmp_path: Path) -> None:
    with intake(tmp_path) as station:
        link = station.drop / "link"
        link.symlink_to("nowhere")
        station.look()
        link.unlink()
        station.look(SETTLE_S)

        assert station.status().seen == 0


def test_another_link_of_the_same_name_is_another_thing(tmp_path: Path) -> None:
    with intake(tmp_path) as station:
        link = station.drop / "link"
        for target in ("one", "two"):
            link.symlink_to(target)
            station.settle()
            link.unlink()

        assert station.status().set_aside == 2


def test_an_unreadable_file_is_told_after_our_patience_and_taken_when_it_can_be(
    open_folder: Path,
) -> None:
    with as_nobody(), intake(open_folder) as station:
        path = station.put("scan.pdf", paper(1))
        path.chmod(0)
        station.settle()
        waiting = station.status()
        station.look(PATIENCE_S, 1.0)
        told = station.status()
        path.chmod(0o600)
        station.settle()

        assert waiting.seen == 0
        assert (told.seen, told.set_aside) == (1, 1)
        assert (station.status().waiting, station.status().set_aside) == (1, 1)


def test_a_folder_that_is_closed_to_us_is_told_after_our_patience(open_folder: Path) -> None:
    with as_nobody(), intake(open_folder) as station:
        station.put("st/scan.pdf", paper(1))
        (station.drop / "st").chmod(0)
        station.settle()
        waiting = station.status()
        station.look(PATIENCE_S, 1.0, 1.0)

        assert waiting.seen == 0
        assert (station.status().seen, station.status().set_aside) == (1, 1)
        (station.drop / "st").chmod(0o700)


def test_a_folder_that_does_not_let_go_of_its_files_stops_nobody_else(open_folder: Path) -> None:
    with as_nobody(), intake(open_folder) as station:
        station.put("bad/scan.pdf", paper(1))
        station.put("good/scan.pdf", paper(2))
        (station.drop / "bad").chmod(0o555)
        station.settle()

        assert station.status().waiting == 1
        assert station.says()["state"] == "running"

        station.look(PATIENCE_S, 1.0)

        assert station.status().set_aside == 1
        (station.drop / "bad").chmod(0o700)


def test_what_became_unreadable_in_the_spool_is_told_and_kept(open_folder: Path) -> None:
    with as_nobody(), intake(open_folder) as station:
        path = station.put("st/scan.pdf", paper(1))
        station.put("st/scan.pdf.done", b"")  # so that it is taken unlooked at
        path.chmod(0)
        station.put("st/batch.done", b"")
        station.look(0.0, 0.0, SETTLE_S, PATIENCE_S)

        assert (station.status().seen, station.status().set_aside) == (1, 1)
        assert station.spooled() == []
        assert [p.name for p in (station.drop / UNREADABLE).rglob("*.pdf")] == ["scan.pdf"]
