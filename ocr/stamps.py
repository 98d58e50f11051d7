"""Words of rubber stamps, told from the words that a clerk wrote in the same place."""

from collections.abc import Sequence
from statistics import median

from rapidfuzz import fuzz

from ocr.passage import compact
from ocr.rows import Row
from schemas.words import Word

# What offices press on certificates; a stamp without a place here is known by how it stands.
PHRASES = tuple(
    compact(phrase)
    for phrase in (
        "ĐÃ ĐĂNG KÝ", "ĐÃ ĐĂNG KÝ BIẾN ĐỘNG", "ĐÃ ĐĂNG KÝ THẾ CHẤP", "ĐÃ XÓA ĐĂNG KÝ",
        "ĐÃ XÓA ĐĂNG KÝ THẾ CHẤP", "ĐÃ XÓA THẾ CHẤP", "ĐÃ GIẢI CHẤP", "ĐÃ CHỈNH LÝ",
        "ĐÃ CHỈNH LÝ BIẾN ĐỘNG", "ĐÃ THU LỆ PHÍ", "ĐÃ NỘP LỆ PHÍ", "ĐÃ THU TIỀN", "ĐÃ NỘP THUẾ",
        "ĐÃ KIỂM TRA", "ĐÃ VÀO SỔ", "ĐÃ LƯU TRỮ", "ĐÃ SỐ HÓA", "ĐÃ QUÉT", "ĐÃ THU HỒI",
        "SAO Y BẢN CHÍNH", "BẢN SAO", "BẢN CHÍNH", "BẢN LƯU", "CHỨNG THỰC BẢN SAO",
        "ĐÚNG VỚI BẢN CHÍNH", "HẾT HIỆU LỰC", "KHÔNG CÒN GIÁ TRỊ", "CÔNG VĂN ĐẾN",
    )
)  # fmt: skip
# Lines of a stamp in small letters, below one in capitals.
SMALL_PRINT = tuple(compact(phrase) for phrase in ("Số chứng thực:", "Quyển số:", "Ngày:"))
LIKE, LIKE_PART = 76.0, 86.0  # of 100: a phrase read badly; a part of one read
LEAST_PART = 0.45  # of the phrase's letters
FEWEST_LETTERS = 5
# Of a row's height: how far a stamp stands below the text, and right of where the text begins.
SET_OFF, INDENTED = 0.4, 1.5


def without_stamps(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows of a column without the words that a stamp left among them.

    A stamp is set in capitals. It is known by its words, wherever they stand in a row, by some
    of them in a row of their own; or by standing free below text in small letters, not where
    the column's lines begin. Where all is written in capitals only its words tell.
    """
    text_rows = [row for row in rows if not _is_capital(row.words)]
    left = median([row.box.left for row in text_rows]) if text_rows else 0
    found: list[Row] = []
    stamped = False  # the row above belongs to a stamp
    for row in rows:
        height = row.box.bottom - row.box.top
        free = bool(found) and row.box.top - found[-1].box.bottom > SET_OFF * height
        aside = row.box.left > left + INDENTED * height
        words = _without_phrase(row.words)
        if (stamped and compact(row.text).startswith(SMALL_PRINT)) or (
            text_rows
            and words
            and _is_capital(words)
            and ((free and aside) or _says_phrase(row.words, in_part=True))
        ):
            words = ()
        stamped = not words
        if words:
            found.append(Row(tuple(words)))
    return tuple(found)


def without_phrases(rows: Sequence[Row]) -> tuple[Row, ...]:
    """Return the rows of a value in small letters without the words of stamps, set in capitals."""
    if not any(sign.islower() for row in rows for sign in row.text):
        return tuple(rows)
    left = (_without_phrase(row.words) for row in rows)
    return tuple(Row(words) for words in left if words)


def _without_phrase(words: Sequence[Word]) -> tuple[Word, ...]:
    """Return the words without the longest run of them that says what a stamp says."""
    capital = [_is_capital((word,)) for word in words]
    runs = [
        (begin, end)
        for begin in range(len(words))
        for end in range(begin + 1, len(words) + 1)
        if all(capital[begin:end]) and _says_phrase(words[begin:end])
    ]
    if not runs:
        return tuple(words)
    begin, end = max(runs, key=lambda run: run[1] - run[0])
    return (*words[:begin], *words[end:])


def _says_phrase(words: Sequence[Word], *, in_part: bool = False) -> bool:
    said = compact("".join(word.text for word in words))
    if len(said) < FEWEST_LETTERS:
        return False
    return any(
        fuzz.ratio(said, phrase) >= LIKE
        or (
            in_part
            and LEAST_PART * len(phrase) <= len(said) <= len(phrase)
            and fuzz.partial_ratio(said, phrase) >= LIKE_PART
        )
        for phrase in PHRASES
    )


def _is_capital(words: Sequence[Word]) -> bool:
    """Tell whether the words are set in capitals, one misread letter in each aside; no numbers."""
    for word in words:
        letters = [sign for sign in word.text if sign.isalpha()]
        small = sum(sign.islower() for sign in letters)
        if any(sign.isdigit() for sign in word.text) or small > len(letters) // 3:
            return False
    return any(sign.isalpha() for word in words for sign in word.text)
