"""Whole journeys in a real browser against the real server; no network is needed."""

import pytest
from playwright.sync_api import Page, expect

from review.desk import Desk
from schemas.reading import Source, Status
from schemas.settings import Settings
from store.readings import fields
from tests.review.conftest import Enter
from tests.review.filed import differing, file_document, flagged, sure

pytestmark = pytest.mark.slow

NAME = "holders[0].full_name"
GIVEN = ("An", "Bình", "Chi", "Dung", "Giang", "Hoa", "Khang", "Lan", "Minh", "Nga")


@pytest.fixture
def settings() -> Settings:
    return Settings(sample_share=0.0)


def names(desk: Desk, number: int) -> list[int]:
    return [
        file_document(desk, [flagged(NAME, f"Trần Văn {given}", differing(f"Lê Văn {given}"))])
        for given in GIVEN[:number]
    ]


def value_of(desk: Desk, document: int) -> str | None:
    return fields(desk.store, document)[0].current.reading.value


def waits_for(page: Page, left: int) -> None:
    expect(page.locator("#left")).to_have_text(str(left))


def test_ten_fields_are_corrected_without_a_mouse(enter: Enter, desk: Desk) -> None:
    documents = names(desk, 10)
    page = enter("operator")
    waits_for(page, 10)

    for done in range(10):
        expect(page.locator("#value")).to_have_value(f"Trần Văn {GIVEN[done]}")
        page.wait_for_timeout(100)
        if done % 2:
            page.keyboard.press("2")
        page.keyboard.press("Enter")
        if done < 9:
            waits_for(page, 9 - done)

    expect(page.locator("h1")).to_have_text("Không còn ô nào cần xem")
    said = [value_of(desk, document) for document in documents]
    assert said == [f"{'Lê' if n % 2 else 'Trần'} Văn {given}" for n, given in enumerate(GIVEN)]
    assert all(fields(desk.store, n)[0].current.person == "operator" for n in documents)


def test_no_key_does_anything_while_an_input_method_composes(enter: Enter, desk: Desk) -> None:
    documents = names(desk, 2)
    page = enter("operator")
    page.focus("#value")
    page.evaluate(
        """() => {
          const input = document.getElementById("value");
          const press = (key, code, extra = {}) => input.dispatchEvent(new KeyboardEvent("keydown",
            { key, code, bubbles: true, cancelable: true, ...extra }));
          input.dispatchEvent(new CompositionEvent("compositionstart", { bubbles: true }));
          for (const key of ["Enter", "Tab", "Escape", "F2", "F4"]) press(key, key);
          press("1", "Digit1", { altKey: true });
          input.dispatchEvent(new CompositionEvent("compositionend", { bubbles: true }));
          press("Enter", "Enter", { keyCode: 229, which: 229 });
          press("Enter", "Enter", { isComposing: true });
        }"""
    )
    page.wait_for_timeout(400)

    waits_for(page, 2)
    expect(page.locator("#value")).to_have_value("Trần Văn An")
    assert {fields(desk.store, n)[0].version for n in documents} == {1}


def test_digits_type_in_the_input_and_choose_outside_it(enter: Enter, desk: Desk) -> None:
    names(desk, 1)
    page = enter("operator")

    page.keyboard.press("2")
    expect(page.locator("#value")).to_have_value("Lê Văn An")
    page.focus("#value")
    page.keyboard.press("End")
    page.keyboard.type("1")
    expect(page.locator("#value")).to_have_value("Lê Văn An1")
    page.keyboard.press("Alt+1")
    expect(page.locator("#value")).to_have_value("Trần Văn An")


def test_a_long_value_is_seen_whole_and_not_praised_before_anybody_typed(
    enter: Enter, desk: Desk
) -> None:
    long = "Nhận chuyển nhượng đất được Công nhận QSDĐ như giao đất không thu tiền sử dụng đất"
    origin = "parcels[0].purposes[0].origin"
    file_document(desk, [flagged(origin, long, differing(f"{long} ở")), sure(NAME, "Trần An")])
    page = enter("operator")
    expect(page.locator("#value")).to_have_value(long)
    page.wait_for_timeout(500)

    assert page.evaluate("value.scrollWidth <= value.clientWidth && value.scrollHeight < 120")
    assert page.evaluate("value.scrollHeight <= value.clientHeight")
    expect(page.locator("#verdict")).to_be_empty()
    page.keyboard.press("2")
    expect(page.locator("#verdict")).to_contain_text("Hợp lệ")
    page.locator("#value").press("Enter")

    expect(page.locator("h1")).to_have_text("Không còn ô nào cần xem")
    assert value_of(desk, 1) == f"{long} ở"


def test_the_character_in_doubt_is_selected_and_typed_over(enter: Enter, desk: Desk) -> None:
    address = "holders[0].address"
    read = "Tổ 32, kiu 4A, phường Bắc Sơn, thị xã Uông Bi, tỉnh Quảng Ninh"
    other = "Tổ 32, khu 4A, phường Bắc Sơn, thị xã Uông Bí, tỉnh Quảng Ninh"
    document = file_document(desk, [flagged(address, read, differing(other))])
    page = enter("operator")

    page.keyboard.press("F3")
    page.keyboard.type("h")
    page.keyboard.press("F3")
    page.keyboard.insert_text("í")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("Không còn ô nào cần xem")
    assert value_of(desk, document) == other


def test_the_next_field_of_a_record_knows_what_has_just_been_typed(
    enter: Enter, desk: Desk
) -> None:
    misread, right = "Tổ 32, kiu 4A, phường Bắc Sơn", "Tổ 32, khu 4A, phường Bắc Sơn"
    file_document(desk, [flagged(f"holders[{n}].address", misread, row=n) for n in range(2)])
    page = enter("operator")
    page.wait_for_load_state("networkidle")  # the second one is at hand already

    page.fill("#value", right)
    page.keyboard.press("Enter")
    waits_for(page, 1)
    page.keyboard.press("2")
    expect(page.locator("#value")).to_have_value(right)
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("Không còn ô nào cần xem")
    assert [one.current.reading.value for one in fields(desk.store, 1)] == [right, right]


def test_a_number_typed_beside_its_readings_loses_no_digit(enter: Enter, desk: Desk) -> None:
    year = "holders[0].birth_date"
    file_document(desk, [flagged(year, "1963", differing("1908")), sure(NAME, "Trần Văn An")])
    page = enter("operator")
    expect(page.locator(".choices button")).to_have_count(2)

    page.locator("h1").click()
    page.evaluate("document.activeElement.blur()")
    page.keyboard.type("1968")
    expect(page.locator("#value")).to_have_value("1968")
    page.keyboard.press("Alt+2")
    expect(page.locator("#value")).to_have_value("1908")


def test_a_blind_disagreement_shows_both_and_asks_again(enter: Enter, desk: Desk) -> None:
    document = file_document(
        desk, [flagged("parcels[0].parcel_no", "471", differing("411")), sure(NAME, "Trần Văn An")]
    )
    page = enter("operator")
    expect(page.locator("#value")).to_have_value("")
    assert "471" not in page.content()

    page.keyboard.type("417")
    page.keyboard.press("Enter")
    expect(page.locator(".choices button")).to_have_count(2)
    page.wait_for_timeout(500)
    page.keyboard.press("2")
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("Không còn ô nào cần xem")
    assert value_of(desk, document) == "471"


def test_a_doubt_met_in_haste_still_offers_its_reasons(enter: Enter, desk: Desk) -> None:
    document = file_document(desk, [flagged(NAME, "Trần Văn An", differing("Trần Văn Ấn"))])
    page = enter("operator")

    page.locator("#value").fill("Trần 12")
    page.keyboard.press("Enter")  # sooner than what is typed is judged
    expect(page.locator("#work")).to_have_attribute("data-state", "doubted")
    page.wait_for_timeout(600)
    expect(page.locator("[name=reason]")).to_have_count(3)
    expect(page.locator("#verdict")).to_contain_text("được hiểu là Trần")
    page.locator("#value").fill("Trần 123")
    page.keyboard.press("Escape")
    expect(page.locator("[name=reason]")).to_have_count(3)
    page.keyboard.press("Enter")

    expect(page.locator("h1")).to_have_text("Không còn ô nào cần xem")
    assert value_of(desk, document) == "Trần"


def test_two_browsers_get_different_fields_and_the_late_one_stores_nothing(
    enter: Enter, desk: Desk
) -> None:
    names(desk, 1)
    first = enter("operator")
    second = enter("supervisor")
    expect(second.locator("h1")).to_have_text("Không còn ô nào cần xem")
    with desk.store.writing() as connection:  # the lease of the first one runs out
        connection.exec_driver_sql("DELETE FROM leases")
    second.goto("/work")
    second.wait_for_timeout(150)

    second.keyboard.press("2")
    second.keyboard.press("Enter")
    expect(second.locator("h1")).to_have_text("Không còn ô nào cần xem")
    first.keyboard.press("Enter")

    expect(first.locator(".answer .note")).to_contain_text("vừa được người khác sửa")
    expect(first.locator("#value")).to_have_value("Trần Văn An")
    assert value_of(desk, 1) == "Lê Văn An"


def test_typed_text_survives_a_reload_and_goes_at_log_out(enter: Enter, desk: Desk) -> None:
    names(desk, 1)
    page = enter("operator")
    page.fill("#value", "Trần Văn Dở dang")
    page.reload()
    expect(page.locator("#value")).to_have_value("Trần Văn Dở dang")

    page.click("text=Đăng xuất")
    page.wait_for_url("**/logged-out")
    page.wait_for_function("Object.keys(localStorage).length === 0")


def test_a_lost_connection_loses_nothing(enter: Enter, desk: Desk) -> None:
    documents = names(desk, 1)
    page = enter("operator")
    page.fill("#value", "Trần Văn Bình")
    page.context.set_offline(True)
    page.press("#value", "Enter")
    expect(page.locator("#toasts")).to_contain_text("Mất kết nối")

    page.context.set_offline(False)

    expect(page.locator("h1")).to_have_text("Không còn ô nào cần xem", timeout=15000)
    assert value_of(desk, documents[0]) == "Trần Văn Bình"


def test_escape_brings_the_last_field_back_to_be_answered_again(enter: Enter, desk: Desk) -> None:
    documents = names(desk, 3)
    page = enter("operator")
    waits_for(page, 3)
    page.keyboard.press("F2")
    waits_for(page, 2)
    told = fields(desk.store, documents[0])[0].current.reading
    assert (told.value, told.status, told.source) == (None, Status.FLAGGED, Source.PERSON)

    page.keyboard.press("Escape")
    waits_for(page, 3)
    page.fill("#value", "Trần Văn Bình")
    page.press("#value", "Enter")
    waits_for(page, 2)

    assert value_of(desk, documents[0]) == "Trần Văn Bình"


def test_tab_walks_without_answering(enter: Enter, desk: Desk) -> None:
    documents = names(desk, 3)
    page = enter("operator")
    expect(page.locator("#value")).to_have_value("Trần Văn An")
    page.keyboard.press("Tab")
    expect(page.locator("#value")).to_have_value("Trần Văn Bình")
    page.keyboard.press("Shift+Tab")
    expect(page.locator("#value")).to_have_value("Trần Văn An")

    assert {fields(desk.store, n)[0].version for n in documents} == {1}


def test_nothing_breaks_the_policy_for_content(enter: Enter, desk: Desk) -> None:
    names(desk, 2)
    page = enter("operator")
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))

    for path in ("/work", "/documents", "/documents/1", "/groups?pattern=holders[].full_name"):
        page.goto(path)
        page.wait_for_load_state("networkidle")

    assert said == []
