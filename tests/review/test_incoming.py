"""Uploads become documents that somebody waits for; nothing of their names or size harms."""

import io
from pathlib import Path

import pytest
from PIL import Image

from review.desk import Desk
from schemas.settings import Settings
from schemas.states import Priority, State
from store.documents import card
from store.users import Role
from tests.review.conftest import AsRole

PDF = b"%PDF-1.7\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF"


def picture(size: tuple[int, int] = (300, 200), kind: str = "JPEG") -> bytes:
    file = io.BytesIO()
    Image.new("RGB", size, "white").save(file, kind)
    return file.getvalue()


def sent(as_role: AsRole, *files: tuple[str, bytes], to: str = "/upload") -> tuple[int, str]:
    browser = as_role(Role.OPERATOR)
    answer = browser.post(
        f"{to}?csrf={browser.csrf}", files=[("files", one) for one in files], data={"batch": "b"}
    )
    return answer.status_code, answer.text


def test_an_upload_waits_to_be_read_before_everything_else(as_role: AsRole, desk: Desk) -> None:
    code, _ = sent(as_role, ("giấy.pdf", PDF))

    told = card(desk.store, 1)
    assert code == 200
    assert (told.state, told.priority) == (State.WAITING, Priority.SOMEONE_WAITS)
    assert (told.file, told.station, told.batch) == ("giấy.pdf", "web", "b")
    assert told.blob_key is not None
    assert desk.originals.read(told.blob_key) == PDF


def test_the_same_content_again_is_a_duplicate(as_role: AsRole, desk: Desk) -> None:
    sent(as_role, ("a.pdf", PDF))

    _, text = sent(as_role, ("b.pdf", PDF))

    assert "đã có" in text


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\scan\\a.pdf", "a.pdf"),
        ("<img src=x onerror=alert(1)>.pdf", "img src=x onerror=alert(1) .pdf"),
        ("...", "upload"),
    ],
)
def test_a_name_leads_nowhere(as_role: AsRole, desk: Desk, name: str, kept: str) -> None:
    _, text = sent(as_role, (name, PDF))

    assert card(desk.store, 1).file == kept
    assert "<img" not in text


@pytest.mark.parametrize("content", [b"MZ\x90\x00", b"<html>", b"PK\x03\x04", b"#!/bin/sh"])
def test_what_is_no_paper_is_not_taken(as_role: AsRole, desk: Desk, content: bytes) -> None:
    _, text = sent(as_role, ("a.pdf", content))

    assert "không nhận" in text
    assert not list(desk.originals.keys())


def test_photographs_become_one_document(as_role: AsRole, desk: Desk) -> None:
    first, second = picture(), picture((400, 300), "PNG")

    code, _ = sent(as_role, ("1.jpg", first), ("2.png", second), to="/upload/photo")

    told = card(desk.store, 1)
    assert code == 200
    assert told.blob_key is not None
    pdf = desk.originals.read(told.blob_key)
    assert pdf.startswith(b"%PDF")
    assert pdf.count(b"/Type /Page ") == 2
    assert first[-200:] in pdf  # the camera's own bytes


def test_a_photograph_that_is_none_is_refused(as_role: AsRole, desk: Desk) -> None:
    code, _ = sent(as_role, ("1.jpg", b"\xff\xd8\xff broken"), to="/upload/photo")

    assert code == 422
    assert not list(desk.originals.keys())


class TestSmall:
    @pytest.fixture
    def settings(self) -> Settings:
        return Settings(upload_mb=1, page_megapixels=0.5)

    def test_a_larger_upload_is_refused(self, as_role: AsRole, tmp_path: Path) -> None:
        code, _ = sent(as_role, ("a.pdf", PDF + bytes(2**21)))

        assert code == 413

    def test_a_picture_of_too_many_pixels_is_not_decoded(self, as_role: AsRole) -> None:
        code, _ = sent(as_role, ("1.png", picture((1000, 900), "PNG")), to="/upload/photo")

        assert code == 422


def test_without_the_forms_word_nothing_is_taken(as_role: AsRole, desk: Desk) -> None:
    browser = as_role(Role.OPERATOR)

    answer = browser.post("/upload", files=[("files", ("a.pdf", PDF))])

    assert answer.status_code == 403
    assert not list(desk.originals.keys())
