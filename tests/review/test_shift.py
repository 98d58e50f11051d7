"""A working day: papers really read, the server as a process of its own, people in browsers."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Browser, Page, Route, expect

from bench.review_operator import Operator
from bench.review_station import read_station
from review.judging import same_value
from review.task_view import query_of
from schemas.reading import Source
from store.answering import keyed
from store.audit import verify
from store.readings import Field, Trace, fields, past
from store.tasks import FieldId
from tests.review.shift import READ, SAMPLES, Shift, shift, until

pytestmark = pytest.mark.slow

TWICE = "parcels[].parcel_no"
LONG_MS = 60_000  # patience on a loaded machine, not a limit of ours
Enter = Callable[[str], Operator]


@pytest.fixture(scope="module")
def work(tmp_path_factory: pytest.TempPathFactory, chromium: Browser) -> Iterator[Shift]:
    """The office of the day; its papers were read by the real reader."""
    if shutil.which("tesseract") is None:
        pytest.skip("no Tesseract is installed")
    data = tmp_path_factory.mktemp("office") / "data"
    read_station(data, [SAMPLES / "scans" / name for name in READ], batch="lo-1")
    with shift(data, chromium, SODO_DOUBLE_KEYED=TWICE) as opened:
        yield opened


@pytest.fixture
def enter(work: Shift) -> Iterator[Enter]:
    """Logs somebody in, in a browser of their own."""
    yield work.enter
    work.go_home()


def field_of(file: str, path: str) -> FieldId:
    return FieldId(1 + [name.partition("-")[0] for name in READ].index(file), 0, path)


def field_now(work: Shift, field: FieldId) -> Field:
    own = fields(work.store, field.document_id)
    return next(one for one in own if (one.record, one.path) == (field.record, field.path))


def typed(work: Shift, field: FieldId) -> list[Trace]:
    """Return what people have said of the field, the oldest first."""
    return [trace for trace in past(work.store, *field) if trace.person is not None]


def kept_text(page: Page) -> str:
    """Return what is in the input and what the browser keeps beside."""
    said: str = page.evaluate(
        "(document.getElementById('value')?.value ?? '') + JSON.stringify({...localStorage})"
    )
    return said


def test_a_shift_of_fifty_fields_needs_no_mouse_and_the_form_says_what_the_papers_say(
    work: Shift, enter: Enter
) -> None:
    lan = enter("lan")
    expect(lan.page.locator("html")).to_have_attribute("lang", "vi")
    illegible = lan.here
    lan.leave("F2")
    undone = lan.here
    lan.answer()
    lan.leave("Escape")
    assert lan.here == undone

    for _ in range(50):
        assert lan.answer() is not None

    given = {field for field, _ in lan.answered}
    assert len(given) == 50
    twice = {field for field in given if field.path.endswith("parcel_no")}
    for field in given - twice:
        now = field_now(work, field).current
        assert now.person == "lan"
        assert same_value(field.path, now.reading.value, work.truth.get(field)), field.path
    assert all(keyed(work.store, field, 1)[0].person == "lan" for field in twice)
    assert len(typed(work, undone)) == 2
    assert field_now(work, illegible).current.reading.value is None
    expect(lan.page.locator("#done")).to_have_text("52")
    form = exported(enter("tuan").page, work.data / "form1.xlsx")
    assert form_lacks(form, work, given) == []


def exported(page: Page, form: Path) -> Path:
    """Have Form No. 1 made, as a supervisor does, and return the file."""
    page.goto("/exports")
    page.check("[name=incomplete]")
    page.click("main form[action='/exports'] button:has-text('Xuất')")
    link = page.locator("a[href$='form1.xlsx']").first
    expect(link).to_be_visible(timeout=LONG_MS)
    with page.expect_download() as coming:
        link.click()
    coming.value.save_as(form)
    return form


def form_lacks(form: Path, work: Shift, given: set[FieldId]) -> list[str]:
    """Return the names, sheets, uses and terms that a person has typed and the form lacks."""
    sheet = load_workbook(form).active
    assert sheet is not None
    cells = " ".join(
        str(cell) for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None
    )
    told = [
        work.truth.get(field) or ""
        for field in given
        if field.path.endswith(
            (".full_name", ".purposes[0].name", ".purposes[0].term", ".map_sheet_no")
        )
    ]
    assert len([value for value in told if value]) >= 6
    return [value for value in told if value not in cells]


def test_two_people_type_a_number_unseen_and_a_third_decides(work: Shift, enter: Enter) -> None:
    field = field_of("18", "parcels[0].parcel_no")
    machine = field_now(work, field).current.reading.value or "?"

    for name, text, told in (
        ("lan", "717", "Nhập độc lập"),
        ("minh", "771", "Nhập lần hai"),
        ("hoa", "717", "Hai người nhập khác nhau"),
    ):
        operator = enter(name)
        operator.open(field)
        expect(operator.page.locator(".task__name")).to_contain_text(told)
        assert operator.page.locator("#value").input_value() == ""
        assert machine not in operator.page.locator("#answer").inner_text()
        assert typed(work, field) == []
        operator.type(text)
        operator.leave("Enter")

    assert [(one.person, one.reading.value) for one in typed(work, field)] == [("hoa", "717")]


def test_keys_that_an_input_method_takes_are_no_shortcuts(work: Shift, enter: Enter) -> None:
    field = field_of("16", "certificate.issuer")
    lan = enter("lan")
    lan.open(field)
    lan.page.focus("#value")
    lan.page.keyboard.press("Control+a")
    keys = lan.page.context.new_cdp_session(lan.page)

    def taken(key: str) -> None:
        # What a page hears of a key that the input method has taken for itself.
        told = {"type": "rawKeyDown", "windowsVirtualKeyCode": 229, "key": key, "code": key}
        keys.send("Input.dispatchKeyEvent", told)

    for key, composed in (("d", "d"), ("d", "đ"), ("a", "đa"), ("a", "đâ"), ("s", "đấ")):
        taken(key)
        told = {"text": composed, "selectionStart": len(composed), "selectionEnd": len(composed)}
        keys.send("Input.imeSetComposition", told)
    for key in ("Enter", "Tab", "Escape", "F2", "F4", "F9", "1"):
        taken(key)
    expect(lan.page.locator("#value")).to_have_value("đấ")
    assert lan.here == field

    keys.send("Input.insertText", {"text": "đất"})  # the word is done: keys are keys again
    expect(lan.page.locator("#value")).to_have_value("đất")
    assert typed(work, field) == []
    lan.page.keyboard.press("Escape")
    expect(lan.page.locator("#value")).to_have_value("UBND HUYỆN BÌNH LIÊU")


def test_of_two_browsers_that_answer_at_once_one_wins_and_the_other_keeps_its_text(
    work: Shift, enter: Enter
) -> None:
    field = field_of("15", "parcels[0].address")
    people = {name: enter(name) for name in ("lan", "minh")}
    for name, operator in people.items():
        with work.store.writing() as connection:  # as if the other had been away for too long
            connection.exec_driver_sql("DELETE FROM leases")
        operator.open(field)
        operator.page.fill("#value", f"Tổ 61, khu 11, phường Phương Đông, {name}")

    at = people["lan"].page.evaluate("Date.now() + 1500")
    for operator in people.values():
        operator.page.evaluate(
            "(at) => void setTimeout(() => document.getElementById('answer').requestSubmit(),"
            " at - Date.now())",
            at,
        )
    until(lambda: typed(work, field))
    (won,) = typed(work, field)
    lost = people["minh" if won.person == "lan" else "lan"].page

    told = (
        lost.locator(".answer .note, #toasts .note")
        .filter(has_text="người khác")
        .or_(lost.locator("#toasts .note").filter(has_text=won.person or "?"))
    )
    expect(told.first).to_be_visible(timeout=LONG_MS)
    assert (won.reading.value or "").endswith(won.person or "?")
    assert f"Phương Đông, {'minh' if won.person == 'lan' else 'lan'}" in kept_text(lost)
    assert len(typed(work, field)) == 1


def test_a_supervisor_takes_a_field_over_and_the_loser_is_told(work: Shift, enter: Enter) -> None:
    field = field_of("18", "certificate.issuer")
    lan, tuan = enter("lan"), enter("tuan")
    lan.open(field)
    lan.page.fill("#value", "Lan gõ dở")

    tuan.page.goto(f"/work/task?{query_of(field)}")
    expect(tuan.page.locator("main")).to_contain_text("lan")
    tuan.page.click("button:has-text('Nhận ô này')")
    assert tuan.here == field
    lan.page.press("#value", "Enter")
    expect(lan.page.locator("#toasts")).to_contain_text("tuan", timeout=LONG_MS)
    assert "Lan gõ dở" in kept_text(lan.page) + lan.page.locator("#toasts").inner_text()
    assert typed(work, field) == []
    tuan.answer()

    assert [one.person for one in typed(work, field)] == ["tuan"]


@pytest.mark.parametrize("stored", [False, True], ids=["before it is stored", "after it"])
def test_a_server_that_dies_while_saving_stores_the_answer_once_and_loses_no_text(
    work: Shift, enter: Enter, *, stored: bool
) -> None:
    field = field_of("16", "holders[0].full_name" if stored else "certificate.registry_no")
    text = "Hoàng Văn Thử" if stored else "CH 06595"
    lan = enter("lan")
    lan.open(field)
    before = len(typed(work, field))
    lan.page.fill("#value", text)

    (die_after_storing if stored else die_before_storing)(work, lan.page, field, before)
    expect(lan.page.locator("#toasts")).to_contain_text("Mất kết nối", timeout=LONG_MS)
    assert lan.page.locator("#value").input_value() == text
    assert text in kept_text(lan.page)
    assert len(typed(work, field)) == before + stored
    lan.page.unroute_all(behavior="ignoreErrors")
    work.open()

    gone = lan.page.locator(f'#work[data-path="{field.path}"][data-document="{field.document_id}"]')
    expect(gone).to_have_count(0, timeout=LONG_MS)
    assert [one.reading.value for one in typed(work, field)][before:] == [text]
    assert field_now(work, field).current.reading.source is Source.PERSON
    assert verify(work.store).broken_at is None


def die_before_storing(work: Shift, page: Page, _field: FieldId, _before: int) -> None:
    """Kill the server while it waits to write the answer: somebody else has the database."""
    with work.store.writing(), page.expect_request("**/work/answer"):
        page.press("#value", "Enter")
        page.wait_for_timeout(300)
        work.kill()


def die_after_storing(work: Shift, page: Page, field: FieldId, before: int) -> None:
    """Kill the server when the answer is stored and before the browser has heard of it."""

    def swallow(route: Route) -> None:
        route.fetch()
        work.kill()
        route.abort()

    page.route("**/work/answer", swallow, times=1)
    page.press("#value", "Enter")
    until(lambda: len(typed(work, field)) > before)
