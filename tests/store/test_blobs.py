import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from moto.server import ThreadedMotoServer

from schemas.errors import SettingsError
from store.blobs import Blobs, original_key, page_key
from store.errors import NoSuchThing, StoreAway

DATA = b"%PDF-1.7 a page of a book"
SHA256 = sha256(DATA).hexdigest()
KEY = f"2026/11/22/{SHA256[:2]}/{SHA256}.pdf"


@pytest.fixture(scope="module")
def s3() -> Iterator[str]:
    """The address of a server that speaks S3, with an empty bucket."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture(params=["folder", "s3"])
def blobs(request: pytest.FixtureRequest, tmp_path: Path) -> Blobs:
    if request.param == "folder":
        return Blobs(str(tmp_path / "archive"))
    return in_bucket(request.getfixturevalue("s3"), f"bucket-{os.urandom(4).hex()}")


def in_bucket(endpoint: str, bucket: str) -> Blobs:
    options = {"endpoint_url": endpoint, "key": "invented", "secret": "invented"}
    made = Blobs(f"s3://{bucket}/archive", **options)
    made._files.mkdir(bucket)  # the bucket is the administrator's to make
    return made


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "scan.pdf"
    path.write_bytes(DATA)
    return path


@pytest.mark.parametrize(
    ("suffix", "ending"),
    [(".pdf", ".pdf"), (".JPG", ".jpg"), ("", ""), (".p/f", ""), (".văn", ""), (".toolongone", "")],
)
def test_an_original_is_named_by_day_and_content(suffix: str, ending: str) -> None:
    assert original_key("20261122", SHA256, suffix) == KEY.removesuffix(".pdf") + ending


def test_what_is_drawn_while_reading_is_named_by_content_and_claim() -> None:
    assert page_key("abcd", "t1", "page-1.webp") == "ab/abcd/t1/page-1.webp"


def test_what_was_put_comes_back(blobs: Blobs, source: Path, tmp_path: Path) -> None:
    blobs.put(source, KEY)

    assert blobs.read(KEY) == DATA
    assert blobs.size(KEY) == len(DATA)
    assert list(blobs.keys()) == [KEY]
    blobs.fetch(KEY, tmp_path / "copy", sha256=SHA256)
    assert (tmp_path / "copy").read_bytes() == DATA
    assert source.read_bytes() == DATA


def test_putting_twice_is_putting_once(blobs: Blobs, source: Path) -> None:
    blobs.put(source, KEY)
    blobs.put(source, KEY)
    blobs.put_bytes(DATA, KEY)

    assert list(blobs.keys()) == [KEY]


def test_bytes_cut_short_by_a_dying_disk_are_put_anew(blobs: Blobs, source: Path) -> None:
    blobs.put_bytes(DATA[:5], KEY)

    blobs.put(source, KEY)

    assert blobs.read(KEY) == DATA


def test_an_empty_file_is_kept_too(blobs: Blobs) -> None:
    blobs.put_bytes(b"", "empty")

    assert blobs.read("empty") == b""
    assert blobs.size("empty") == 0


def test_what_is_not_there_is_not_there(blobs: Blobs, tmp_path: Path) -> None:
    assert blobs.size(KEY) is None
    assert list(blobs.keys("2026")) == []
    with pytest.raises(NoSuchThing):
        blobs.read(KEY)
    with pytest.raises(NoSuchThing):
        blobs.fetch(KEY, tmp_path / "copy")


def test_other_bytes_than_once_were_are_not_given_out(blobs: Blobs, tmp_path: Path) -> None:
    blobs.put_bytes(b"tampered with", KEY)

    with pytest.raises(NoSuchThing):
        blobs.fetch(KEY, tmp_path / "copy", sha256=SHA256)

    assert not (tmp_path / "copy").exists()


def test_keys_below_a_folder_are_listed_in_order(blobs: Blobs) -> None:
    for key in ("ab/2", "ab/1", "abc/3"):
        blobs.put_bytes(b"x", key)

    assert list(blobs.keys("ab")) == ["ab/1", "ab/2"]


def test_what_is_not_needed_can_go(blobs: Blobs) -> None:
    blobs.put_bytes(b"x", "ab/1")

    blobs.remove("ab/1")
    blobs.remove("ab/1")

    assert list(blobs.keys()) == []


@pytest.mark.parametrize("key", ["", "../x", "a/../../x", "/etc/passwd", "a//b", "."])
def test_no_key_leads_out_of_the_store(tmp_path: Path, key: str) -> None:
    with pytest.raises(ValueError, match="no key"):
        Blobs(str(tmp_path)).put_bytes(b"x", key)


def test_originals_in_a_folder_are_read_only_and_whole(tmp_path: Path, source: Path) -> None:
    blobs = Blobs(str(tmp_path / "archive"))

    blobs.put(source, KEY)

    path = blobs.local_path(KEY)
    assert path == tmp_path / "archive" / KEY
    assert path.stat().st_mode & 0o777 == 0o444
    assert [found.name for found in path.parent.iterdir()] == [path.name]


def test_a_file_and_the_folders_made_for_it_are_on_the_disk_when_it_has_been_put(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    synced: list[Path] = []

    def fsync(descriptor: int) -> None:
        synced.append(Path(f"/proc/self/fd/{descriptor}").readlink().relative_to(tmp_path))

    monkeypatch.setattr(os, "fsync", fsync)
    blobs = Blobs(str(tmp_path / "archive"))

    blobs.put_bytes(b"x", "2026/ab/1")
    first = {path for path in synced if not path.name.startswith(".")}
    synced.clear()
    blobs.put_bytes(b"y", "2026/ab/2")
    (part, *second) = synced

    above = {Path(), Path("archive"), Path("archive/2026")}
    assert first >= above | {Path("archive/2026/ab")}
    assert part.parent == Path("archive/2026/ab")
    assert second == [Path("archive/2026/ab")]


def test_a_folder_that_was_swept_away_is_made_to_last_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    blobs = Blobs(str(tmp_path))
    blobs.put_bytes(b"x", "ab/1")
    blobs.remove("ab/1")
    (tmp_path / "ab").rmdir()
    synced: set[Path] = set()
    monkeypatch.setattr(os, "fsync", lambda at: synced.add(Path(f"/proc/self/fd/{at}").readlink()))

    blobs.put_bytes(b"x", "ab/1")

    assert {tmp_path, tmp_path / "ab"} <= synced


def test_an_unfinished_file_is_no_key(tmp_path: Path) -> None:
    blobs = Blobs(str(tmp_path))
    (tmp_path / ".sodo-part-1").write_bytes(b"half")

    assert list(blobs.keys()) == []


def test_a_folder_knows_its_room_even_before_it_is_there(tmp_path: Path) -> None:
    assert (Blobs(str(tmp_path / "not" / "yet")).free_bytes() or 0) > 0


def test_a_store_elsewhere_has_no_path_here(s3: str) -> None:
    blobs = in_bucket(s3, "elsewhere")

    assert blobs.local_path(KEY) is None
    assert blobs.free_bytes() is None


def test_a_folder_that_cannot_be_written_is_away(tmp_path: Path) -> None:
    (tmp_path / "archive").write_bytes(b"a file where the folder should be")

    with pytest.raises(StoreAway):
        Blobs(str(tmp_path / "archive")).put_bytes(b"x", "ab/1")


def test_a_kind_of_store_that_nobody_knows_is_refused() -> None:
    with pytest.raises(SettingsError):
        Blobs("nosuch://bucket/x")


def test_a_forked_process_may_use_the_same_store(blobs: Blobs) -> None:
    blobs.put_bytes(b"x", "ab/1")

    child = os.fork()
    if not child:
        blobs.put_bytes(b"y", "ab/2")
        os._exit(0 if blobs.read("ab/1") == b"x" else 1)

    assert os.waitpid(child, 0)[1] == 0
    assert blobs.read("ab/2") == b"y"
