"""Every reason has words for the clerk in both languages and the error that fits its code."""

import unicodedata
from string import Formatter

import pytest

from schemas.document import SetAsideCode
from schemas.errors import Damaged, EncryptedPdf, InputError, TooLarge
from schemas.set_aside_reasons import REASONS, refusal, set_aside


def facts_of(sentence: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@pytest.mark.parametrize("reason", REASONS)
def test_both_languages_state_the_same_facts_in_composed_letters(reason: str) -> None:
    _, vietnamese, english = REASONS[reason]

    assert facts_of(vietnamese) == facts_of(english)
    assert vietnamese != english
    assert unicodedata.is_normalized("NFC", vietnamese)


def test_every_code_has_a_reason() -> None:
    assert {reason.code for reason in REASONS.values()} == set(SetAsideCode)


@pytest.mark.parametrize(
    ("reason", "facts", "kind"),
    [
        ("pdf_password", {}, EncryptedPdf),
        ("page_broken", {"page": 3}, Damaged),
        ("too_many_pages", {"pages": 9, "limit": 3}, TooLarge),
    ],
)
def test_a_refusal_is_the_error_of_its_code(
    reason: str, facts: dict[str, object], kind: type[InputError]
) -> None:
    error = refusal(reason, **facts)

    assert type(error) is kind
    assert error.set_aside == set_aside(reason, **facts)


def test_facts_stand_in_the_sentence() -> None:
    said = set_aside("page_broken", page=3)

    assert said.text.startswith("Trang 3 ")
    assert said.text_en.startswith("Page 3 ")


def test_a_missing_fact_is_a_defect() -> None:
    with pytest.raises(KeyError):
        set_aside("page_broken")
