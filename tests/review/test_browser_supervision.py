"""What supervisors do with the mouse: take over, name, split, tick, export; in a real browser."""

import re

import pytest
from playwright.sync_api import expect

from review.desk import Desk
from schemas.document import Edition, Kind
from schemas.settings import Settings
from schemas.told import Told
from store.claims import claim
from store.counts import status
from store.documents import card
from store.exported import exports
from store.leases import lent
from store.readings import fields
from tests.review.conftest import Enter
from tests.review.filed import differing, file_document, flagged
from tests.review.test_arranging import filed
from tests.review.test_outgoing import whole
from tests.store.papers import read

pytestmark = pytest.mark.slow

NAME = "holders[0].full_name"


@pytest.fixture
def settings() -> Settings:
    return Settings(sample_share=0.0)


def test_a_field_is_taken_over_and_the_loser_keeps_the_typed_text(enter: Enter, desk: Desk) -> None:
    document = file_document(desk, [flagged(NAME, "Trần Văn An", differing("Lê Văn An"))])
    loser, taker = enter("operator"), enter("supervisor")
    loser.fill("#value", "Trần Văn Ân")

    taker.goto(f"/documents/{document}")
    taker.click("text=sửa")
    expect(taker.locator("h1")).to_have_text("Ô này đang có người xem")
    taker.click("text=Nhận ô này")
    expect(taker.locator("#value")).to_have_value("Trần Văn An")
    assert [one.person for one in lent(desk.store)] == ["supervisor"]

    loser.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(loser.locator("#taken")).to_contain_text("supervisor đã nhận ô này")
    expect(loser.locator("#value")).to_have_value("Trần Văn Ân")

    loser.press("#value", "Enter")
    expect(loser.locator("#toasts")).to_contain_text("Bạn đã nhập: Trần Văn Ân")
    assert fields(desk.store, document)[0].version == 1


def test_work_is_narrowed_by_select_boxes(enter: Enter, desk: Desk) -> None:
    values = ("00004", "Trần Văn An"), ("00008", "Trần Văn Bình")
    for commune, name in values:
        file_document(desk, [flagged(NAME, name), flagged("parcels[0].commune_code", commune)])
    page = enter("operator")

    page.select_option("[name=commune]", "00008")
    page.select_option("[name=pattern]", "holders[].full_name")
    page.click("text=Lọc")

    expect(page.locator("#value")).to_have_value("Trần Văn Bình")
    expect(page.locator("#left")).to_have_text("1")
    page.wait_for_timeout(150)
    page.keyboard.press("Enter")
    expect(page.locator("h1")).to_have_text("Không còn ô nào cần xem")
    page.click("text=Bỏ lọc")
    expect(page.locator("#left")).to_have_text("3")


def test_a_file_of_two_papers_is_split_by_its_pages(enter: Enter, desk: Desk) -> None:
    old = filed(desk, 3)
    page = enter("supervisor")

    page.goto(f"/documents/{old}")
    page.click("summary >> text=Sai loại giấy")
    page.click("text=Tách hoặc ghép hồ sơ…")
    boxes = page.locator("[name=part]")
    assert boxes.evaluate_all("boxes => boxes.map(box => box.value)") == ["1", "2", "2"]
    boxes.nth(1).select_option("1")
    page.click("text=Tách và đọc lại")

    expect(page.locator("h2").first).to_have_text("Các trang nay ở hồ sơ khác")
    page.click(f"text=Hồ sơ {old + 2}")
    expect(page.locator("h1")).to_have_text("scan-001 (3).pdf")
    now = status(desk.store)
    assert (now.seen, now.done, now.waiting) == (3, 1, 2)


def test_a_paper_of_another_edition_is_named(enter: Enter, desk: Desk) -> None:
    old = filed(desk, 1)
    page = enter("supervisor")

    page.goto(f"/documents/{old}")
    page.click("summary >> text=Sai loại giấy")
    page.select_option("[name=paper]", label="Giấy chứng nhận 2004")
    page.click("text=Ghi và đọc lại")

    expect(page.locator(".note").last).to_contain_text("Giấy chứng nhận 2004")
    lent_out = claim(desk.store, old, worker="w", lease_s=90)
    assert lent_out is not None
    assert lent_out.told == Told(kind=Kind.LAND_CERTIFICATE, edition=Edition.E2004)


def test_ticked_documents_are_exported(enter: Enter, desk: Desk) -> None:
    numbers = [read(desk.store, whole(f"CP 11111{n}")) for n in range(3)]
    page = enter("supervisor")
    page.goto("/documents")
    expect(page.locator("#export-ticked")).to_be_disabled()

    page.click("#tick-all")
    page.uncheck(f"[name=documents][value='{numbers[1]}']")
    page.click("#export-ticked")

    expect(page.locator("text=form1.xlsx")).to_be_visible(timeout=20000)
    (made,) = exports(desk.store)
    assert (made.records, made.wanted) == (2, {"documents": [numbers[0], numbers[2]]})


@pytest.mark.parametrize("language", ["vi", "en"])
def test_every_page_fits_a_small_screen_and_breaks_no_policy(
    enter: Enter, desk: Desk, language: str
) -> None:
    number = filed(desk, 2)
    file_document(desk, [flagged(NAME, "Trần Văn An")])
    page = enter("administrator")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    if language == "en":
        page.click("text=English")

    for path in (
        *("/work", "/groups?pattern=holders[].full_name", "/documents", "/upload", "/upload/photo"),
        *(f"/documents/{number}", f"/documents/{number}/arrange", "/documents?show=alike"),
        *("/exports", "/progress", "/quality", "/users", "/audit", "/audit?who=&what=&document="),
        *("/account", "/documents?q=tran"),
    ):
        answer = page.goto(path)
        assert answer is not None
        assert answer.status == 200, path
        assert page.evaluate("document.documentElement.scrollWidth") <= 1366, path
        if language == "en":
            told = page.inner_text("body").replace("Tiếng Việt", "")
            own = re.sub(r"(Trần Văn An|Xã \S+|Phường \S+)", "", told)
            assert not re.search("[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]", own), (
                path
            )

    assert said == []


def test_the_document_says_what_became_of_it(enter: Enter, desk: Desk) -> None:
    number = filed(desk, 1)
    page = enter("operator")

    page.goto(f"/documents/{number}")
    page.click("summary >> text=Quá trình xử lý")

    expect(page.locator("details[open]")).to_contain_text("đọc xong")
    expect(page.locator("text=Đọc lại bằng máy")).to_have_count(0)
    assert card(desk.store, number).told is None
