"""Origins are sentences of a small grammar; "có" and "không" are never guessed."""

import pytest

from schemas.origins import as_origin, as_origins, origin_codes


@pytest.mark.parametrize(
    ("printed", "codes"),
    [
        ("Công nhận QSDĐ như giao đất có thu tiền sử dụng đất", ("CNQ-CTT",)),
        ("Công nhận quyền sử dụng đất như giao đất không thu tiền sử dụng đất", ("CNQ-KTT",)),
        ("Nhà nước giao đất có thu tiền sử dụng đất", ("DG-CTT",)),
        ("Nhà nước giao đất không thu tiền sử dụng đất", ("DG-KTT",)),
        ("Nhà nước cho thuê đất trả tiền hàng năm", ("DT-THN",)),
        ("Nhà nước cho thuê đất trả tiền hằng năm", ("DT-THN",)),
        ("Nhà nước cho thuê đất trả tiền một lần cho cả thời gian thuê", ("DT-TML",)),
        ("Nhận tặng cho quyền sử dụng đất", ("NCQ-10",)),
        (
            "Nhận chuyển nhượng đất được Công nhận QSDĐ như giao đất có thu tiền sử dụng đất",
            ("NCQ-8", "CNQ-CTT"),
        ),
        (
            "Nhận thừa kế đất được Nhà nước giao đất không thu tiền sử dụng đất",
            ("NCQ-9", "DG-KTT"),
        ),
        ("NHÀ NƯỚC GIAO ĐẤT CÓ THU TIỀN SỬ DỤNG ĐẤT", ("DG-CTT",)),
    ],
)
def test_a_sentence_of_the_grammar_stays_as_printed(printed: str, codes: tuple[str, ...]) -> None:
    parsed = as_origin(printed)

    assert parsed.value == printed
    assert parsed.known
    assert not parsed.problems
    assert origin_codes(printed) == codes


def test_the_label_is_left_out() -> None:
    parsed = as_origin("g) Nguồn gốc sử dụng: Nhà nước giao đất có thu tiền sử dụng đất.")

    assert parsed.value == "Nhà nước giao đất có thu tiền sử dụng đất"


@pytest.mark.parametrize(
    ("printed", "sentence"),
    [
        (
            "Nhân chuyễn nhượng dất được công nhan QSDĐ nhu giao dat có thu tiền sử dụng đất",
            "Nhận chuyển nhượng đất được công nhận QSDĐ như giao đất có thu tiền sử dụng đất",
        ),
        (
            "Công nhận QSDD như giao đất kh0ng thu tiền sử dụng đất",
            "Công nhận QSDĐ như giao đất không thu tiền sử dụng đất",
        ),
        (
            "Nhà nước giao đất c thu tiền sử dụng đất",
            "Nhà nước giao đất có thu tiền sử dụng đất",
        ),
    ],
)
def test_a_damaged_sentence_is_mended_and_told(printed: str, sentence: str) -> None:
    parsed = as_origin(printed)

    assert parsed.value == sentence
    assert [problem.code for problem in parsed.problems] == ["corrected"]


@pytest.mark.parametrize(
    "printed",
    [
        "Công nhận QSDĐ như giao đất thu tiền sử dụng đất",
        "Nhà nước giao đất ông thu tiền sử dụng đất",
        "Nhà nước giao đất kh thu tiền sử dụng đất",
    ],
)
def test_a_lost_word_that_decides_who_paid_is_told(printed: str) -> None:
    parsed = as_origin(printed)

    assert "origin_ambiguous" in [problem.code for problem in parsed.problems]
    assert not parsed.known


@pytest.mark.parametrize(
    ("printed", "code"),
    [("Mua lại của người khác", "origin_unknown"), ("", "not_found"), ("-/-", "unreadable")],
)
def test_other_texts_are_told(printed: str, code: str) -> None:
    assert [problem.code for problem in as_origin(printed).problems] == [code]


@pytest.mark.parametrize("between", [";", ","])  # a semicolon may have lost its dot
def test_each_purpose_has_its_origin(between: str) -> None:
    first, second = as_origins(
        f"Đất ở: Công nhận QSDĐ như giao đất có thu tiền sử dụng đất{between} "
        "Đất trồng cây lâu năm: Nhà nước giao đất không thu tiền sử dụng đất 120 m2"
    )

    assert first.purpose is not None
    assert second.purpose is not None
    assert (first.purpose.value, first.codes) == ("Đất ở", ("CNQ-CTT",))
    assert second.sentence.value == "Nhà nước giao đất không thu tiền sử dụng đất"
