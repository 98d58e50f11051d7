"""The set-aside folder shows what the store says, and follows it."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from schemas.document import SetAside, SetAsideCode
from schemas.states import State
from store import claims
from store.documents import send_again
from tests.workers.intake import SETTLE_S, Intake, intake, paper
from workers.faults import plant
from workers.set_aside_folder import mend, mirror

SAID = SetAside(code=SetAsideCode.DAMAGED, text="Tệp hỏng.", text_en="The file is broken.")


@pytest.fixture
def station(tmp_path: Path) -> Iterator[Intake]:
    with intake(tmp_path) as made:
        yield made
    plant(None)


def set_aside_all(station: Intake) -> None:
    while claim := claims.claim_next(station.store, worker="w", lease_s=60):
        claims.set_aside(station.store, claim, SAID, by="w")


def show(station: Intake) -> int:
    return mirror(station.store, station.blobs, station.place.set_aside)


def shown(station: Intake) -> set[str]:
    folder = station.place.set_aside
    return {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}


def test_what_is_set_aside_is_shown_with_its_reason_under_station_and_batch(
    station: Intake,
) -> None:
    station.put("ha-long/lô 1/scan.pdf", paper(1))
    station.settle()
    set_aside_all(station)

    assert show(station) == 1
    assert show(station) == 0

    path = station.place.set_aside / "ha-long" / "lô 1" / "scan.pdf"
    assert path.read_bytes() == paper(1)
    words = path.with_name("scan.pdf.reason.txt").read_text("utf-8")
    assert SAID.text in words
    assert SAID.text_en in words
    data = json.loads(path.with_name("scan.pdf.reason.json").read_bytes())
    assert (data["set_aside"]["code"], data["station"]) == ("damaged", "ha-long")


def test_a_refused_link_is_shown_by_its_reason_alone(station: Intake) -> None:
    (station.drop / "link.pdf").symlink_to("/dev/null")
    station.settle()
    show(station)

    assert shown(station) == {"link.pdf.reason.txt", "link.pdf.reason.json"}


def test_files_of_one_name_are_all_shown(station: Intake) -> None:
    for number in range(3):
        station.put("st/scan.pdf", paper(number))
        station.settle()
    set_aside_all(station)
    show(station)

    copies = [name for name in shown(station) if name.endswith(".pdf")]
    assert {station.place.set_aside.joinpath(name).read_bytes() for name in copies} == {
        paper(number) for number in range(3)
    }


def test_what_is_sent_again_leaves_the_folder_with_all_its_traces(station: Intake) -> None:
    station.put("st/b/scan.pdf", paper(1))
    station.settle()
    set_aside_all(station)
    show(station)
    (one,) = station.cards()
    send_again(station.store, one.document_id, by="person")
    show(station)

    assert list(station.place.set_aside.iterdir()) == []


def test_moving_a_file_back_into_the_drop_folder_has_it_read_again(station: Intake) -> None:
    station.put("st/scan.pdf", paper(1))
    station.settle()
    set_aside_all(station)
    show(station)
    for path in list((station.place.set_aside / "st").iterdir()):  # reasons and all
        shutil.move(path, station.drop / "st" / path.name)
    station.settle()
    show(station)

    (one,) = station.cards()
    assert one.state is State.WAITING
    assert shown(station) == set()
    assert station.status().seen == 2

    set_aside_all(station)
    show(station)

    assert "st/scan.pdf" in shown(station)


@pytest.mark.parametrize("point", ["before_show", "after_show"])
def test_an_interrupted_showing_is_finished_under_the_same_name(
    station: Intake, point: str
) -> None:
    station.put("scan.pdf", paper(1))
    station.settle()
    set_aside_all(station)
    plant(f"{point}:error")
    with pytest.raises(OSError, match="error"):
        show(station)
    show(station)

    assert shown(station) == {"scan.pdf", "scan.pdf.reason.txt", "scan.pdf.reason.json"}


def test_what_somebody_took_out_is_shown_again(station: Intake) -> None:
    for number in range(3):
        station.put(f"{number}.pdf", paper(number))
    station.settle()
    set_aside_all(station)
    show(station)
    (station.place.set_aside / "1.pdf").unlink()

    assert mend(station.store, station.place.set_aside) == 1
    show(station)
    assert "1.pdf" in shown(station)
    assert mend(station.store, station.place.set_aside) == 0


def test_names_cannot_lead_out_of_the_folder_or_hide_in_it(station: Intake) -> None:
    station.put("..a/b/:*?.pdf", paper(1))
    station.put("st/" + "ả" * 80 + ".pdf", paper(2))
    station.look(0.0, SETTLE_S)
    set_aside_all(station)
    show(station)

    names = {name for name in shown(station) if name.endswith(".pdf")}
    assert len(names) == 1  # the other lies in a hidden folder, which is no station
    assert all(len(Path(name).name.encode()) <= 200 for name in names)


def test_odd_names_from_elsewhere_become_harmless(station: Intake) -> None:
    station.put("st/a:b\\c?.pdf", paper(1))
    station.put("st/  .. .pdf", paper(2))
    station.settle()
    set_aside_all(station)
    show(station)

    names = sorted(Path(name).name for name in shown(station) if name.endswith(".pdf"))
    assert len(names) == 2
    assert not any(sign in name for name in names for sign in ':\\?"')
    assert not any(name.startswith(".") for name in names)
