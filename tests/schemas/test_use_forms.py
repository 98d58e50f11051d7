"""Use by oneself, in common, or both."""

import pytest

from schemas.use_forms import BOTH, COMMON, PRIVATE, as_use_form, use_areas


@pytest.mark.parametrize(
    ("printed", "form"),
    [
        ("Sử dụng riêng", PRIVATE),
        ("Sử dụng chung", COMMON),
        ("riêng 100 m2, chung Không m2", PRIVATE),
        ("d) Hình thức sử dụng: riêng 120,5 m2, chung không m2", PRIVATE),
        ("riêng: 100 m2; chung: -/-", PRIVATE),
        ("riêng: -/- m2; chung: 50 m2", COMMON),
        ("riêng Không m2, chung 50 m2", COMMON),
        ("riêng 100 m2, chung 20 m2", BOTH),
        ("+ Sử dụng riêng: 100,5 m2 + Sử dụng chung: 20 m2", BOTH),
        ("Sử dụng riêng: 93,0 m²; Sử dụng chung: 0 m²", PRIVATE),
        ("riêng 503,2m², chung: -/-m² c) Diện tích: 503,2m² (bằng chữ: năm trăm)", PRIVATE),
    ],
)
def test_a_part_of_zero_does_not_count(printed: str, form: str) -> None:
    parsed = as_use_form(printed)

    assert parsed.value == form
    assert parsed.known


def test_lost_marks_are_told() -> None:
    parsed = as_use_form("Su dung rieng")

    assert parsed.value == PRIVATE
    assert parsed.corrected


@pytest.mark.parametrize(
    ("read", "form"),
    [
        ("riêng 58,1 m2, chung -/- n2", PRIVATE),
        ("Sử dụng riêng: 88 m2 + Sử dụng chung: <hông m2", PRIVATE),
        ("riêng 58 m2, chung ll m2", BOTH),
    ],
)
def test_a_part_that_is_no_area_is_doubted(read: str, form: str) -> None:
    parsed = as_use_form(read)

    assert parsed.value == form
    assert parsed.corrected


@pytest.mark.parametrize("printed", ["", "xyz", "Sử dụng chung 0 m2"])
def test_no_use_at_all_has_no_value(printed: str) -> None:
    assert as_use_form(printed).value is None


def test_both_areas_come_with_their_words() -> None:
    areas = use_areas("riêng 1.100,5 m2, chung Không m2")

    assert areas.private is not None
    assert areas.common is not None
    assert (areas.private.value, areas.common.value) == ("1100.5", "0")


def test_a_use_that_is_not_named_has_no_area() -> None:
    assert use_areas("Sử dụng chung: 12 m2").private is None
