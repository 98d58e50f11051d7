"""The work page without scripts: forms are posted, rules answer, nothing is lost."""

import re
from collections.abc import Sequence

import pytest
from fastapi import FastAPI

from review.desk import Desk
from schemas.problems import problem
from schemas.reading import Reading, Source, Status
from schemas.settings import Settings
from store.leases import hold
from store.readings import correct, fields
from store.tasks import FieldId, Policy
from store.users import Role
from tests.review.conftest import AsRole, Browser
from tests.review.filed import differing, file_document, flagged, sure

NAME, PARCEL, AREA = "holders[0].full_name", "parcels[0].parcel_no", "parcels[0].area_m2"


@pytest.fixture
def settings() -> Settings:
    return Settings(sample_share=0.0)


@pytest.fixture
def clerk(as_role: AsRole) -> Browser:
    return as_role(Role.OPERATOR)


def certificate() -> Sequence[Reading]:
    return (
        sure("certificate.serial", "CP 673047"),
        flagged(NAME, "Trần Văn Bình", differing("Trần Văn Bính"), row=1),
        flagged(PARCEL, "471", differing("411"), row=2),
        sure("parcels[0].area_words", "Một trăm hai mươi mét vuông"),
        flagged(AREA, "720", problem("area_words_differ", digits="720", words="…"), row=3),
    )


def form(document: int, path: str, version: int = 1, **more: str) -> dict[str, str]:
    return {"document": str(document), "record": "0", "path": path, "version": str(version), **more}


def post(clerk: Browser, to: str = "/work/answer", **said: str) -> tuple[int, str]:
    answer = clerk.post(to, data={**said, "csrf": clerk.csrf})
    return answer.status_code, answer.text


def current(desk: Desk, document: int, path: str) -> Reading:
    return next(f.current.reading for f in fields(desk.store, document) if f.path == path)


def test_the_page_shows_crop_value_reason_and_choices(clerk: Browser, desk: Desk) -> None:
    document = file_document(desk, certificate())

    shown = clerk.get(f"/work/task?document={document}&record=0&path={NAME}").text

    assert f"/documents/{document}/pages/1/crop?part=" in shown
    assert ">Trần Văn Bình</textarea>" in shown
    assert 'value="Trần Văn Bính" data-number="2"' in shown
    assert "Hai lần đọc không khớp nhau" in shown
    assert "<mark" in shown


def test_what_was_typed_for_one_of_a_household_is_offered_for_the_other(
    clerk: Browser, desk: Desk
) -> None:
    mine, theirs = "holders[0].address", "holders[1].address"
    misread, right = "Tổ 32, kiu 4A, phường Bắc Sơn", "Tổ 32, khu 4A, phường Bắc Sơn"
    far = "Xóm Khe Sim, xã Yên Than"
    document = file_document(desk, [flagged(mine, misread), flagged(theirs, misread)])
    page = f"/work/task?document={document}&record=0&path={theirs}"

    post(clerk, **form(document, mine, value=far))
    before = clerk.get(page).text
    post(clerk, **form(document, mine, version=2, value=right))
    after = clerk.get(page).text

    assert "data-number" not in before
    assert f'value="{right}" data-number="2"' in after
    assert '<span class="whose">Người thứ 1</span>' in after


def test_a_commune_is_chosen_by_its_name(clerk: Browser, desk: Desk) -> None:
    code = "parcels[0].commune_code"
    split = problem("commune_split", names="06862 Xã Tiên Yên / 06874 Xã Điền Xá")
    document = file_document(desk, [flagged(code, None, split, differing("xã Yên Than"))])

    shown = clerk.get(f"/work/task?document={document}&record=0&path={code}").text

    assert re.findall(r'data-number.*?"whose">(.*?)<', shown, re.DOTALL) == [
        "Xã Tiên Yên",
        "Xã Điền Xá",
    ]


def test_a_confirmed_value_is_the_persons_and_keeps_its_place(clerk: Browser, desk: Desk) -> None:
    document = file_document(desk, certificate())
    before = current(desk, document, NAME)

    status, _ = post(clerk, **form(document, NAME, value="Trần Văn Bính"))

    after = current(desk, document, NAME)
    assert status == 303
    assert (after.value, after.status, after.source) == (
        "Trần Văn Bính",
        Status.ACCEPTED,
        Source.PERSON,
    )
    assert after.box == before.box


def test_nothing_on_a_blind_page_tells_the_machines_value(clerk: Browser, desk: Desk) -> None:
    document = file_document(desk, certificate())
    where = f"document={document}&record=0&path={PARCEL}"

    page = clerk.get(f"/work/task?{where}").text
    ahead = clerk.get("/work/ahead").text
    whole = clerk.get(f"/documents/{document}").text
    past = clerk.get(f"/documents/{document}/history?{where}").text

    for shown in (page, ahead, whole, past):
        text = re.sub(r"[0-9a-f]{10,}", "", shown)  # tokens and hashes hold any digits
        assert "471" not in text
        assert "411" not in text


def test_blind_agreement_closes_the_field(clerk: Browser, desk: Desk) -> None:
    document = file_document(desk, certificate())

    status, _ = post(clerk, **form(document, PARCEL, value="471"))

    assert status == 303
    assert current(desk, document, PARCEL).source is Source.PERSON


def test_blind_disagreement_shows_both_and_asks_again(clerk: Browser, desk: Desk) -> None:
    document = file_document(desk, certificate())

    status, text = post(clerk, **form(document, PARCEL, value="417"))

    assert status == 422
    assert 'value="417" data-number="1"' in text
    assert 'value="471" data-number="2"' in text
    assert current(desk, document, PARCEL).source is Source.OCR
    third, _ = post(clerk, **form(document, PARCEL, value="477", first="417"))
    assert third == 422  # a third value is asked about once more
    mine, _ = post(clerk, **form(document, PARCEL, value="477", first="477"))
    assert mine == 303
    assert current(desk, document, PARCEL).value == "477"


def told(clerk: Browser, desk: Desk) -> None:
    """Have the page of ``clerk`` work with another desk."""
    assert isinstance(clerk.app, FastAPI)
    clerk.app.state.desk = desk


def test_fields_that_two_must_type_show_nobody_the_other_value(
    clerk: Browser, desk: Desk, settings: Settings
) -> None:
    both = settings.model_copy(update={"double_keyed": "parcels[].parcel_no"})
    told(clerk, desk._replace(settings=both))
    document = file_document(desk, certificate())

    status, text = post(clerk, **form(document, PARCEL, value="417"))

    assert status == 303
    assert "471" not in text
    assert current(desk, document, PARCEL).source is Source.OCR  # the second one decides


def test_what_two_must_type_is_hidden_from_the_first_one_too(
    clerk: Browser, desk: Desk, settings: Settings
) -> None:
    both = settings.model_copy(update={"double_keyed": "holders[].full_name", "typed_blind": ""})
    told(clerk, desk._replace(settings=both))
    document = file_document(desk, certificate())
    named = f"document={document}&record=0&path={NAME}"

    shown = [clerk.get(path).text for path in (f"/work/task?{named}", "/work", "/work/ahead")]
    status, doubted = post(clerk, **form(document, NAME, value="Bình 12", first="Bình"))

    assert 'data-blind="1"' in shown[0]
    assert status == 422
    assert "Trần Văn B" not in "".join([*shown, doubted])


def test_a_doubted_value_is_kept_only_with_a_reason(clerk: Browser, desk: Desk) -> None:
    document = file_document(desk, certificate())

    status, text = post(clerk, **form(document, AREA, value="720"))
    assert status == 422
    assert "không khớp với bằng chữ" in text
    assert 'name="reason"' in text

    kept, _ = post(clerk, **form(document, AREA, value="720", reason="giấy in sai"))
    assert kept == 303
    told = current(desk, document, AREA)
    assert told.status is Status.ACCEPTED
    assert [doubt.code for doubt in told.problems] == ["person_overruled"]
    assert "giấy in sai" in told.problems[0].text


def test_what_is_no_area_cannot_be_kept_at_all(clerk: Browser, desk: Desk) -> None:
    document = file_document(desk, certificate())

    status, text = post(clerk, **form(document, AREA, value="rộng", reason="giấy in sai"))

    assert status == 422
    assert 'name="reason"' not in text


@pytest.mark.parametrize(
    ("act", "status", "code"),
    [
        ("illegible", Status.FLAGGED, "person_illegible"),
        ("absent", Status.NOT_PRINTED, "person_absent"),
        ("new_scan", Status.FLAGGED, "person_new_scan"),
    ],
)
def test_other_answers_say_so_and_are_not_asked_again(
    clerk: Browser, desk: Desk, act: str, status: Status, code: str
) -> None:
    document = file_document(desk, [flagged(NAME, "Trần Văn Bình")])

    post(clerk, **form(document, NAME, act=act))

    told = current(desk, document, NAME)
    assert (told.status, [doubt.code for doubt in told.problems]) == (status, [code])
    assert 'data-state="none"' in clerk.get("/work").text


def test_a_field_passed_on_goes_to_somebody_else(
    clerk: Browser, as_role: AsRole, desk: Desk
) -> None:
    document = file_document(desk, [flagged(NAME, "Trần Văn Bình")])

    post(clerk, **form(document, NAME, act="pass_on"))

    assert 'data-state="none"' in clerk.get("/work").text
    assert "Trần Văn Bình" in as_role(Role.SUPERVISOR).get("/work").text


def test_two_people_never_get_the_same_field(clerk: Browser, as_role: AsRole, desk: Desk) -> None:
    file_document(desk, [flagged(NAME, "Trần Văn Bình")])

    first, second = clerk.get("/work").text, as_role(Role.SUPERVISOR).get("/work").text

    assert "Trần Văn Bình" in first
    assert 'data-state="none"' in second


def test_a_field_that_others_hold_says_who(clerk: Browser, desk: Desk) -> None:
    document = file_document(desk, certificate())
    field = FieldId(document, 0, NAME)
    hold(desk.store, field, person="supervisor", lease_s=60, policy=Policy())

    shown = clerk.get(f"/work/task?document={document}&record=0&path={NAME}")
    status, _ = post(clerk, **form(document, NAME, value="X"))

    assert shown.status_code == status == 409
    assert "supervisor" in shown.text
    assert current(desk, document, NAME).source is Source.OCR


def test_a_field_changed_meanwhile_is_shown_anew_with_what_was_typed(
    clerk: Browser, desk: Desk
) -> None:
    document = file_document(desk, certificate())
    other = Reading(
        path=NAME, value="Lê Thị Hoa", confidence=1, status=Status.ACCEPTED, source=Source.PERSON
    )
    correct(desk.store, document, 0, other, seen_version=1, person="supervisor")

    status, text = post(clerk, **form(document, NAME, value="Trần Văn Bính"))

    assert status == 409
    assert ">Trần Văn Bính</textarea>" in text
    assert current(desk, document, NAME).value == "Lê Thị Hoa"


def test_an_answer_sent_twice_is_stored_once(clerk: Browser, desk: Desk) -> None:
    document = file_document(desk, certificate())

    answers = [post(clerk, **form(document, NAME, value="Trần Văn Bính"))[0] for _ in range(2)]

    assert answers == [303, 303]
    version = next(f.version for f in fields(desk.store, document) if f.path == NAME)
    assert version == 2


def test_rules_answer_while_typing_but_a_blind_typist_hears_of_form_only(
    clerk: Browser, desk: Desk
) -> None:
    document = file_document(desk, certificate())

    _, name = post(clerk, "/work/check", **form(document, NAME, value="Xyzq Bình"))
    _, blind = post(clerk, "/work/check", **form(document, AREA, value="720"))
    _, shape = post(clerk, "/work/check", **form(document, AREA, value="rộng"))

    assert "không phải âm tiết tiếng Việt" in name
    assert "không khớp" not in blind
    assert "note" in shape


def test_what_stands_on_paper_is_never_markup(clerk: Browser, desk: Desk) -> None:
    evil = '<script>alert(1)</script>"onload="x'
    document = file_document(desk, [flagged(NAME, evil, differing(evil + "2"))], file=f"{evil}.pdf")

    pages = [
        clerk.get(f"/work/task?document={document}&record=0&path={NAME}").text,
        clerk.get(f"/documents/{document}").text,
        clerk.get("/documents").text,
        clerk.get("/groups?pattern=holders[].full_name").text,
    ]

    for text in pages:
        assert "<script>alert" not in text
        assert '"onload=' not in text
