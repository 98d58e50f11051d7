import pytest

from bench.reading_count import Count, bare, compared, confusions, total, where_wrong


@pytest.mark.parametrize(
    ("true", "read", "edits", "bare_edits"),
    [
        ("sử dụng", "sử dụng", 0, 0),
        ("sử dụng", "sử dung", 1, 0),  # a dot lost: a letter wrong, its shape right
        ("Đất ở", "Dat o", 3, 0),
        ("Đất ở", "đất ở", 1, 1),  # capitals count without marks, too
        ("93 m²", "93 m2", 1, 1),  # a raised two is no mark on a two
        ("hai ba", "haiba", 1, 1),
        ("một", "", 3, 3),
    ],
)
def test_errors_are_counted_with_and_without_marks(
    true: str, read: str, edits: int, bare_edits: int
) -> None:
    count = compared(true, read)

    assert (count.edits, count.bare_edits, count.characters) == (edits, bare_edits, len(true))


@pytest.mark.parametrize(
    ("true", "read", "digits", "edits"),
    [
        ("CCCD số: 038067", "CCCD sổ: 038067", 6, 0),  # letters are not the digits' affair
        ("038067", "O38067", 6, 1),  # a letter in a digit's place is a digit lost
        ("Thửa 12", "Thửa 1Z2", 2, 0),
        ("Thửa l2", "Thửa 12", 1, 1),
        ("93 m²", "93 m2", 2, 1),
    ],
)
def test_errors_among_digits_are_counted_alone(
    true: str, read: str, digits: int, edits: int
) -> None:
    count = compared(true, read)

    assert (count.digits, count.digit_edits) == (digits, edits)


def test_a_line_of_which_nothing_was_read_is_lost() -> None:
    counts = [compared("một hai", ""), compared("ba", "bà")]

    sum_of_both = total(counts)

    assert (sum_of_both.lines, sum_of_both.lost) == (2, 1)
    assert sum_of_both.rate == pytest.approx(8 / 9)


def test_no_characters_have_no_rate() -> None:
    assert (Count().rate, Count().bare_rate, Count().digit_rate) == (None, None, None)
    assert total([]) == Count()


def test_a_text_keeps_its_length_when_it_loses_its_marks() -> None:
    text = "Ủy ban nhân dân HUYỆN ĐÔNG TRIỀU, 5 m²"

    assert bare(text) == "Uy ban nhan dan HUYEN DONG TRIEU, 5 m²"
    assert len(bare(text)) == len(text)


def test_confusions_say_what_was_printed_and_what_was_read() -> None:
    found = confusions([("số 10", "sổ 1O"), ("cổ xưa", "cồ xưa."), ("lost line", "")])

    assert dict(found) == {("ố", "ổ"): 1, ("0", "O"): 1, ("ổ", "ồ"): 1, ("", "."): 1}


@pytest.mark.parametrize(
    ("true", "read", "where"),
    [
        ("Thửa đất số: 12", "", (15, 0, 0)),
        ("Thửa đất số: 12", "ửa đất số: 12", (0, 2, 0)),  # its beginning was not cut out
        ("Thửa đất số: 12", "Thửa đất số: 12 |", (0, 2, 0)),
        ("Thửa đất số: 12", "Thửa đắt số: 12", (0, 0, 1)),
    ],
)
def test_errors_are_told_apart_by_where_they_are(
    true: str, read: str, where: tuple[int, int, int]
) -> None:
    assert where_wrong([(true, read)]) == where
