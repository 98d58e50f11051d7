import pytest

from bench.postgresql import FORGETFUL, running, server_programs
from bench.review_campaign import fill, waiting
from bench.review_client import _fields
from bench.review_database import copied
from bench.review_edits import Step, in_spreadsheet, keys_in_a_cell, over_doubts, word_by_word
from bench.review_keys import Answered, on_page, telex_keys
from bench.review_load import times
from bench.review_page import compared
from store.counts import status, verify
from store.leases import lent
from store.records import document
from store.session import open_store
from store.tasks import EVERYWHERE, Order
from store.worklist import next_tasks, remaining


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        ("471", 3),
        ("an", 2),
        ("An", 3),  # Shift
        ("đất", 6),  # ddaats
        ("ương", 6),
        ("Nguyễn", 9),
    ],
)
def test_a_letter_with_marks_takes_a_key_more_for_each(text: str, keys: int) -> None:
    assert telex_keys(text) == keys


def answered(how: str, value: str, *, document: int = 1, page: int = 1, keys: int = 1) -> Answered:
    return Answered(how, keys, 50.0, value, document, page)


def test_on_the_page_only_pressed_keys_and_the_wait_cost() -> None:
    cost = on_page(answered("as read", "Nguyễn Văn An"))

    assert cost.keys == 1
    assert cost.seconds == pytest.approx(0.2 + 0.05)


def test_in_a_spreadsheet_the_scan_must_be_opened_once_for_all_its_fields() -> None:
    first = answered("as read", "471")
    same, other = answered("as read", "12"), answered("as read", "12", document=2)

    again, anew = in_spreadsheet(same, first), in_spreadsheet(other, first)

    assert anew.keys - again.keys == 6


def test_in_a_spreadsheet_a_wrong_value_is_typed_whole() -> None:
    right, wrong = answered("as read", "Nguyễn"), answered("choice", "Nguyễn")

    more = in_spreadsheet(wrong, right).keys - in_spreadsheet(right, right).keys

    assert more == telex_keys("Nguyễn") + 1


@pytest.mark.parametrize(
    ("wanted", "pieces"),
    [
        ("Tổ 32, khu 4A, Uông Bi", ("h",)),
        ("Tổ 32, khu 4A, Uông Bí", ("h", "í")),
        ("Tổ 32, kiu 4A, Uông Bí", ("i", "í")),
        ("Tổ 33, khu 4A, Uông Bí", None),  # something that nobody doubted
    ],
)
def test_what_is_in_doubt_is_typed_over(wanted: str, pieces: tuple[str, ...] | None) -> None:
    assert over_doubts("Tổ 32, kiu 4A, Uông Bi", wanted, [(8, 9), (21, 22)]) == pieces


def test_a_text_is_put_right_word_by_word_from_its_end() -> None:
    steps = word_by_word("H. 00467 CẤP ĐÃ THU", "H. 0046 CẤP")

    assert steps == (Step(0, 2, ""), Step(1, 1, "0046 "))


@pytest.mark.parametrize(
    ("read", "wanted", "keys"),
    [
        ("", "471", 3),
        ("411", "471", 3),  # anew is quicker than F2
        # F2, two words leapt over, one selected and typed.
        ("một hai bốn bốn năm", "một hai ba bốn năm", 1 + 2 * 2 + 3 + 3),
        ("thửa số bảy ĐÃ THU", "thửa số bảy", 1 + 2 * 3 + 1),
    ],
)
def test_a_cell_is_put_right_with_the_fewest_keys(read: str, wanted: str, keys: int) -> None:
    assert keys_in_a_cell(read, wanted) == keys


def test_ways_of_answering_are_compared_one_by_one_and_together() -> None:
    table, figures = compared([answered("as read", "An"), answered("blind", "471", keys=4)])

    assert [row[0] for row in table.rows] == ["right as read", "typed unseen", "all"]
    assert figures["keys"] == 2.5


def test_the_95th_percentile_is_a_time_that_was_measured() -> None:
    found = times([float(n) for n in range(1, 101)])

    assert (found.median, found.p95, found.number) == (51.0, 95.0, 100)


def test_fields_and_their_pictures_are_found_in_a_page() -> None:
    html = """<div class="work" id="work" data-key="1/0/a@3"
      data-address="/work/task?document=1&amp;record=0&amp;path=holders%5B0%5D.full_name">
      <section><image href="/p/crop?part=1&amp;clean=0"/><input name="version" value="3">
      </section><section><image href="/p"/></section>
    </div>"""

    (field,) = _fields(html)

    assert field.named == {"document": "1", "record": "0", "path": "holders[0].full_name"}
    assert (field.version, field.pictures) == ("3", ("/p/crop?part=1&clean=0", "/p"))


@pytest.mark.slow
def test_an_invented_campaign_is_a_store_like_any_other() -> None:
    if server_programs() is None:
        pytest.skip("no PostgreSQL server is installed")
    with running(FORGETFUL) as server:
        url = server.new_database()

        fill(url, 200, seed=1)

        with open_store(url) as store:
            assert verify(store) == ()
            assert status(store).done == status(store).seen == 200
            assert status(store).is_conserved
            assert remaining(store, EVERYWHERE) == waiting(store) > 200
            (task,) = next_tasks(store, person="lan", limit=1, order=Order.GAIN)
            assert task.path == "parcels[0].purposes[0].term"
            assert len(document(store, task.document_id).records[0].fields) == 12


@pytest.mark.slow
def test_a_campaign_is_filled_once_and_copied_for_every_run() -> None:
    if server_programs() is None:
        pytest.skip("no PostgreSQL server is installed")
    filled: list[str] = []

    def once(url: str) -> None:
        filled.append(url)
        fill(url, 5, seed=1)

    with running(FORGETFUL) as server:
        with open_store(copied(f"{server.url}/postgres", "campaign", once)) as store:
            before = waiting(store)
            next_tasks(store, person="lan", limit=3)
        with open_store(copied(f"{server.url}/postgres", "campaign", once)) as store:
            assert waiting(store) == before
            assert lent(store) == ()

    assert len(filled) == 1
