"""Wrong papers named, files taken apart and put together: read again, nothing lost."""

import hashlib
import io
import json
import subprocess
import sys
from pathlib import Path

import pymupdf
import pytest
from PIL import Image

from cli.station_reader import read as read_scan
from export.page_selection import write_pages
from export.pages_apart import write_pages_apart
from quality.compare import same_value
from review.desk import Desk
from schemas.chosen import Chosen
from schemas.document import Document, Edition, Kind, PageNote, Record, SourceFile
from schemas.errors import Damaged
from schemas.reading import Status
from schemas.settings import Settings
from schemas.states import Priority, State
from schemas.told import Told
from store.audit import entries
from store.blobs import original_key
from store.claims import claim
from store.counts import status, verify
from store.documents import admit, card
from store.finishing import Reader, finish
from store.readings import correct
from store.rearranging import Leaf, origin_of
from store.shapes import Arrival
from store.users import Role
from tests.review.conftest import AsRole
from tests.review.filed import flagged, sure
from tests.store.papers import typed
from workers.read_task import ReadTask

COLOURS = ["red", "green", "blue"]


def pictures(number: int) -> list[Image.Image]:
    return [Image.new("RGB", (300, 400 + 10 * n), COLOURS[n]) for n in range(number)]


def file_of(kind: str, pages: int) -> bytes:
    first, *others = pictures(pages)
    written = io.BytesIO()
    if kind == "JPEG":
        first.save(written, kind, dpi=(150, 150))
    else:
        first.save(written, kind, save_all=True, append_images=others, resolution=150)
    return written.getvalue()


def filed(desk: Desk, pages: int = 3, kind: str = "PDF", name: str = "scan-001.pdf") -> int:
    """Take in and read a file of coloured pages; the first one is a certificate."""
    data = file_of(kind, pages)
    sha256 = hashlib.sha256(data).hexdigest()
    key = original_key("20261122", sha256, f".{kind.lower()}")
    desk.originals.put_bytes(data, key)
    new = Arrival(sha256[:9], name, "tram-1", "lo-1", sha256, len(data), key)
    (admitted,) = admit(desk.store, [new])
    lent = claim(desk.store, admitted.document_id, worker="w", lease_s=90)
    assert lent is not None
    values = (flagged("certificate.serial", "CP 673047"), sure("holders[0].full_name", "An"))
    records = (
        Record(kind=Kind.LAND_CERTIFICATE, edition=Edition.E2014, pages=(1,), fields=values),
        Record(kind=Kind.OTHER, pages=tuple(range(2, pages + 1)) or (1,)),
    )
    notes = [PageNote(page=n + 1, kind="other", dpi=150, quality=1) for n in range(pages)]
    source = SourceFile(file=name, sha256=sha256, pages=pages)
    read = Document(source=source, pages=tuple(notes), records=records)
    finish(desk.store, lent, read, Reader("0.3.1", "ab12", {}), by="w")
    return admitted.document_id


def post(as_role: AsRole, path: str, data: dict[str, object]) -> str:
    chief = as_role(Role.SUPERVISOR)
    answer = chief.post(path, data={"csrf": chief.csrf, **data})
    assert answer.status_code == 303
    return str(answer.headers["location"])


def colours_of(desk: Desk, document: int) -> list[tuple[int, int, int]]:
    key = card(desk.store, document).blob_key
    assert key is not None
    with pymupdf.open(stream=desk.originals.read(key), filetype="pdf") as opened:  # type: ignore[no-untyped-call]
        drawn = [page.get_pixmap() for page in opened]
    return [pixels.pixel(5, 5) for pixels in drawn]


def is_like(colour: tuple[int, ...], name: str) -> bool:
    wanted = Image.new("RGB", (1, 1), name).getpixel((0, 0))
    assert isinstance(wanted, tuple)
    return all(abs(one - other) < 12 for one, other in zip(colour, wanted, strict=True))


@pytest.mark.parametrize("kind", ["PDF", "TIFF"])
def test_pages_are_given_to_new_documents_which_wait_to_be_read(
    as_role: AsRole, desk: Desk, kind: str
) -> None:
    old = filed(desk, kind=kind)

    to = post(as_role, f"/documents/{old}/split", {"part": ["2", "1", "2"]})

    assert to == f"/documents/{old}?said=arranged"
    first, second = old + 1, old + 2
    assert origin_of(desk.store, first) == (Leaf(old, 2),)
    assert origin_of(desk.store, second) == (Leaf(old, 1), Leaf(old, 3))
    new = [card(desk.store, number) for number in (first, second)]
    assert [(one.state, one.priority, one.station, one.batch) for one in new] == [
        (State.WAITING, Priority.SOMEONE_WAITS, "tram-1", "lo-1")
    ] * 2
    assert [one.file for one in new] == ["scan-001 (2).pdf", "scan-001 (1, 3).pdf"]
    shown = [colours_of(desk, number) for number in (first, second)]
    assert [len(pages) for pages in shown] == [1, 2]
    assert is_like(shown[0][0], "green")
    assert is_like(shown[1][0], "red")
    assert is_like(shown[1][1], "blue")
    assert status(desk.store).is_conserved
    assert verify(desk.store) == ()


def test_the_new_bytes_have_the_name_of_their_hash(as_role: AsRole, desk: Desk) -> None:
    old = filed(desk)

    post(as_role, f"/documents/{old}/split", {"part": ["1", "2", "2"]})

    for number in (old + 1, old + 2):
        its_card = card(desk.store, number)
        assert its_card.blob_key is not None
        data = desk.originals.read(its_card.blob_key)
        assert hashlib.sha256(data).hexdigest() == its_card.sha256
        assert its_card.sha256 in its_card.blob_key


@pytest.mark.parametrize("before", ["false", "true"])
def test_two_documents_are_put_together(as_role: AsRole, desk: Desk, before: str) -> None:
    one, other = filed(desk, 2), filed(desk, 1, "JPEG", "other.jpg")

    post(as_role, f"/documents/{one}/merge", {"other": str(other), "before": before})

    leaves = [Leaf(one, 1), Leaf(one, 2)]
    leaves.insert(0 if before == "true" else 2, Leaf(other, 1))
    assert origin_of(desk.store, other + 1) == tuple(leaves)
    assert len(colours_of(desk, other + 1)) == 3
    assert verify(desk.store) == ()


def test_the_trail_tells_of_every_document_concerned(as_role: AsRole, desk: Desk) -> None:
    old = filed(desk, 2)

    post(as_role, f"/documents/{old}/split", {"part": ["1", "2"]})

    for number in (old, old + 1, old + 2):
        (entry,) = entries(desk.store, what="rearrange", document_id=number)
        assert entry.who == "supervisor"
        assert entry.facts == {"from": [old], "into": [old + 1, old + 2]}


def test_the_old_document_says_where_its_pages_are_and_what_was_typed(
    as_role: AsRole, desk: Desk
) -> None:
    old = filed(desk, 2)
    new = typed("certificate.serial", "CP 673041")
    correct(desk.store, old, 0, new, seen_version=1, person="operator")
    post(as_role, f"/documents/{old}/split", {"part": ["1", "2"]})

    text = as_role(Role.OPERATOR).get(f"/documents/{old}").text

    assert f'href="/documents/{old + 1}"' in text
    assert "CP 673041" in text
    assert "Đọc lại bằng máy" not in text
    made = as_role(Role.OPERATOR).get(f"/documents/{old + 1}").text
    assert f'href="/documents/{old}"' in made


@pytest.mark.parametrize(
    ("path", "data", "said"),
    [
        ("split", {"part": ["1", "1", "1"]}, "one"),
        ("split", {"part": ["1", "2"]}, "busy"),  # a page would be lost
        ("split", {"part": ["1", "2", "1", "2"]}, "busy"),  # there are only three
        ("merge", {"other": "1"}, "same"),
        ("merge", {"other": "99"}, "none"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(
    as_role: AsRole, desk: Desk, path: str, data: dict[str, object], said: str
) -> None:
    old = filed(desk)

    to = post(as_role, f"/documents/{old}/{path}", data)

    assert to == f"/documents/{old}/arrange?said={said}"
    assert as_role(Role.SUPERVISOR).get(to).status_code == 200
    assert status(desk.store).seen == 1


def test_a_form_sent_twice_splits_once(as_role: AsRole, desk: Desk) -> None:
    old = filed(desk, 2)
    post(as_role, f"/documents/{old}/split", {"part": ["1", "2"]})

    again = post(as_role, f"/documents/{old}/split", {"part": ["1", "2"]})

    assert again.endswith("said=busy")
    assert status(desk.store).seen == 3


@pytest.mark.parametrize(
    ("paper", "told"),
    [
        ("land_certificate:2004", Told(kind=Kind.LAND_CERTIFICATE, edition=Edition.E2004)),
        ("land_certificate", Told(kind=Kind.LAND_CERTIFICATE)),
        ("identity_card", Told(kind=Kind.IDENTITY_CARD)),
        ("", None),
    ],
)
def test_a_paper_is_named_and_read_again(
    as_role: AsRole, desk: Desk, paper: str, told: Told | None
) -> None:
    old = filed(desk)

    post(as_role, f"/documents/{old}/told", {"paper": paper})

    assert card(desk.store, old).told == told
    assert card(desk.store, old).state is State.WAITING
    assert entries(desk.store, what="tell", document_id=old)
    lent = claim(desk.store, old, worker="w", lease_s=90)
    assert lent is not None
    assert lent.told == told


@pytest.mark.parametrize("paper", ["passport", "land_certificate:2015", "other:2014"])
def test_papers_that_do_not_exist_are_refused(as_role: AsRole, desk: Desk, paper: str) -> None:
    old = filed(desk)
    chief = as_role(Role.SUPERVISOR)

    answer = chief.post(f"/documents/{old}/told", data={"csrf": chief.csrf, "paper": paper})

    assert answer.status_code == 422
    assert card(desk.store, old).state is State.DONE


def test_a_scan_that_cannot_be_taken_apart_is_refused_whole(tmp_path: Path) -> None:
    broken, short = tmp_path / "broken.pdf", tmp_path / "short.pdf"
    broken.write_bytes(b"%PDF-1.7 and nothing more")
    short.write_bytes(file_of("PDF", 1))

    for source in (broken, short):
        with pytest.raises(Damaged):
            write_pages([Chosen(source, 1, 2)], tmp_path / "out.pdf", "mark")


@pytest.mark.parametrize(
    ("timeout_s", "memory_bytes"), [(60.0, 30 * 2**20), (0.01, 0)], ids=["memory", "time"]
)
def test_scans_are_taken_apart_in_a_process_of_bounded_time_and_memory(
    tmp_path: Path, timeout_s: float, memory_bytes: int
) -> None:
    source, target = tmp_path / "scan.tif", tmp_path / "out.pdf"
    Image.new("RGB", (4000, 4000)).save(source)  # 48 MB, which no bound of 30 leaves room for
    chosen = [Chosen(source, 1, 1)]

    with pytest.raises(Damaged):
        write_pages_apart(chosen, target, "m", timeout_s=timeout_s, memory_bytes=memory_bytes)
    write_pages_apart(chosen, target, "m", timeout_s=60.0, memory_bytes=2**32)

    assert target.read_bytes().startswith(b"%PDF-")


def test_the_review_page_itself_opens_no_pdf() -> None:
    program = "import sys, review.app; print('pymupdf' in sys.modules, 'cv2' in sys.modules)"

    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert said.stdout.split() == ["False", "False"]


def test_a_picture_keeps_the_size_at_which_it_was_scanned(tmp_path: Path) -> None:
    source = tmp_path / "scan.jpg"
    source.write_bytes(file_of("JPEG", 1))

    write_pages([Chosen(source, 1, 1)], tmp_path / "out.pdf", "mark")

    with pymupdf.open(tmp_path / "out.pdf") as opened:  # type: ignore[no-untyped-call]
        assert tuple(opened[0].rect) == pytest.approx((0, 0, 144, 192))
        ((xref, *_),) = opened[0].get_images()
        assert opened.extract_image(xref)["image"] == source.read_bytes()


@pytest.mark.slow
def test_a_page_cut_out_of_a_real_scan_is_read_as_it_was(tmp_path: Path) -> None:
    scan = Path(__file__).parents[2] / "samples" / "scans" / "20-2024-clean-pdf_signed.pdf"
    target, drawn = tmp_path / "cut.pdf", tmp_path / "drawn"
    drawn.mkdir()
    write_pages([Chosen(scan, 1, 2)], target, "mark")

    told = Told(kind=Kind.LAND_CERTIFICATE, edition=Edition.E2024)
    reading = read_scan(Settings(), ReadTask(target, drawn, told=told), lambda _: None)

    (record,) = reading.document.records
    assert (record.edition, record.pages) == (Edition.E2024, (1,))
    truth = json.loads((scan.parents[1] / "truth" / f"{scan.stem}.json").read_text("utf-8"))
    wanted = truth["records"][0]["fields"]
    accepted = [one for one in record.fields if one.status is Status.ACCEPTED and one.value]
    assert len(accepted) >= 10
    assert all(same_value(one.path, one.value, wanted.get(one.path)) for one in accepted)
    assert reading.settings["told"] == told.model_dump(mode="json")
