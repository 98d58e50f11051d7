"""Names of people and organisations as papers print them, told from the words around them."""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from schemas.outcomes import clean, corrected, doubtful, unreadable, with_problem
from schemas.parsing import Parsed
from schemas.problems import problem
from schemas.syllables import is_syllable
from schemas.text import count_digits, fold, same_text, squeeze, tone_key

# Printed before a name, in plain letters, with what it says: (words, gender, is a household).
_TITLES: tuple[tuple[str, str | None, bool], ...] = (
    ("ho gia dinh ong", "Nam", True),
    ("ho gia dinh ba", "Nữ", True),
    ("ho gia dinh", None, True),
    ("ho ong ba", None, True),
    ("ho ong", "Nam", True),
    ("ho ba", "Nữ", True),
    ("va vo la ba", "Nữ", False),
    ("va chong la ong", "Nam", False),
    ("cung vo la ba", "Nữ", False),
    ("cung chong la ong", "Nam", False),
    ("va vo la", "Nữ", False),
    ("va chong la", "Nam", False),
    ("va vo", "Nữ", False),
    ("va chong", "Nam", False),
    ("vo la ba", "Nữ", False),
    ("chong la ong", "Nam", False),
    ("vo la", "Nữ", False),
    ("chong la", "Nam", False),
    ("vo chong ong ba", None, False),
    ("vo chong ong", "Nam", False),
    ("vo chong ba", "Nữ", False),
    ("ong va ba", None, False),
    ("ong ba", None, False),
    ("cung ba", "Nữ", False),
    ("cung ong", "Nam", False),
    ("va ba", "Nữ", False),
    ("va ong", "Nam", False),
    ("ong", "Nam", False),
    ("ba", "Nữ", False),
    ("chu ho", None, True),
    ("ho va ten", None, False),
    ("ho ten", None, False),
    ("ten", None, False),
    ("vo chong", None, False),
    ("vo", "Nữ", False),
    ("chong", "Nam", False),
)
# These titles are also family names or parts of one; without a colon they go only as spelt here.
_ALSO_NAMES = {
    "ba": "bà", "ong": "ông", "ong ba": "ông bà", "vo": "vợ", "ten": "tên", "chong": "chồng",
}  # fmt: skip
_HOUSEHOLD = re.compile(r"^\W*(?:chủ\s+)?hộ\b", re.IGNORECASE)

# Whatever follows a name on its line begins with one of these.
_AFTER_NAME = re.compile(
    r"[\s,;.(\-–]*(?:\b(?:cmnd|cmtnd|cccd|can cuoc|so cmnd|so cccd|so giay to|dia chi|thuong tru"
    r"|ho khau|quoc tich|nguoi dai dien|da chet|dan toc|sinh (?:nam|ngay))\b"
    # "Sinh" and "Năm" are given names too, so a number or a colon must follow.
    r"|\b(?:nam sinh|ngay sinh|sinh|sn|dai dien)\s*(?::|\d|(?:la|cho)\b|\.)"
    r"|\d|[:;]).*$"
)
_SECOND_PERSON = re.compile(
    r"[\s,;(]+(?:va|cung)\s+(?:vo|chong|ba|ong)\b.*$|[\s,;(]+(?:vo|chong)\s*(?:la\b|:).*$"
    r"|[\s,;(]+(?:ong|ba)\s*:.*$"
)
_EDGES = ' .,;:()[]{}…_|*-–—~"“”'
# Apostrophes stand in names of the Central Highlands: H'Hen, K'Brếp.
_LETTERS = re.compile(r"[^\W\d_]+(?:['’.\-][^\W\d_]+)*")
_MOST_WORDS = 7
_MIDDLE_NAMES = {"thi": "Thị", "van": "Văn"}
# Misread forms of these two that are no usual middle names of their own.
_MISREAD_MIDDLE = frozenset(
    ("thi", "thí", "thì", "thỉ", "thĩ", "van", "vàn", "ván", "vản", "vãn", "vằn", "vẳn", "vặn")
)


class Title(NamedTuple):
    """What stands before a name.

    Attributes:
        length: characters of the text it takes, blanks and colon included.
        gender: ``Nam``, ``Nữ``, or None when it does not tell.
        household: the paper was issued to a household.
    """

    length: int
    gender: str | None
    household: bool


# So many names at the head of the list carry nearly everybody.
_COMMON = 60


@cache
def family_names() -> dict[str, tuple[str, ...]]:
    """Return the known family names by their plain letters."""
    lists = tomllib.loads(Path(__file__).with_name("families.toml").read_text("utf-8"))
    names: dict[str, list[str]] = {}
    for name in " ".join(lists.values()).split():
        forms = names.setdefault(fold(name), [])
        if name not in forms:
            forms.append(name)
    return {plain: tuple(forms) for plain, forms in names.items()}


@cache
def _common_families() -> frozenset[str]:
    lists = tomllib.loads(Path(__file__).with_name("families.toml").read_text("utf-8"))
    return frozenset(lists["kinh"].split()[:_COMMON])


def title_of(raw: str) -> Title | None:
    """Return the title before a name (``Ông``, ``Hộ bà``, ``và vợ là bà``), or None."""
    text = squeeze(raw)
    plain = fold(text)
    for words, gender, household in _TITLES:
        pattern = r"^\W*" + r"\W+".join(words.split()) + r"\b\W*?(\s*:|\s|\.|\)|$)\W*"
        match = re.match(pattern, plain)
        if match is None:
            continue
        printed = text[: match.end()]
        spelt = _ALSO_NAMES.get(words)
        bare = " ".join(re.findall(r"[^\W\d_]+", printed)).lower()
        if spelt and ":" not in printed and not same_text(bare, spelt):
            continue
        # "Hồ" is a family name where "Hộ" is a title.
        if words.startswith("ho") and not words.endswith("ten") and not _HOUSEHOLD.match(text):
            continue
        return Title(match.end(), gender, household)
    if _HOUSEHOLD.match(text):
        end = re.match(r"^\W*(?:chủ\s+)?hộ\b\W*", text, re.IGNORECASE)
        return Title(end.end() if end else 0, None, True)
    return None


def as_gender(raw: str) -> Parsed:
    """Return ``Nam`` or ``Nữ``, from the word itself or from ``Ông`` and ``Bà``."""
    text = squeeze(raw).rpartition(":")[2].strip(_EDGES) or squeeze(raw).strip(_EDGES)
    for word in ("Nam", "Nữ"):
        if same_text(text, word, ignore_case=True):
            return clean(word, known=True)
    title = title_of(text + " ")
    if title and title.gender:
        return clean(title.gender)
    if fold(text).split()[-1:] == ["nu"]:
        return corrected("Nữ", raw)
    return unreadable(raw)


def as_person_name(raw: str) -> Parsed:
    """Return a person's name as printed, without title and whatever follows it.

    Known when the family name is in the list and every word is a Vietnamese syllable. Marks
    lost on a family name or on Thị and Văn are mended with ``corrected``. Syllables that
    cannot be, odd signs and families outside the list each carry a problem.
    """
    text = squeeze(raw)
    title = title_of(text)
    text = text[title.length :] if title else text
    first = _SECOND_PERSON.sub("", fold(text))
    several = len(first) < len(text)
    text = text[: len(first)]
    text = text[: len(_AFTER_NAME.sub("", fold(text)))].strip(_EDGES)
    if not _LETTERS.search(text):
        return unreadable(raw)
    parsed = _judged_name(text, raw)
    return with_problem(parsed, "name_several", raw=squeeze(raw)) if several else parsed


def _judged_name(text: str, raw: str) -> Parsed:
    words = text.split()
    odd = [word for word in words if not _LETTERS.fullmatch(word)]
    if odd:
        return doubtful(text, "name_signs", value=text)
    mended = _mended_words(words)
    value = " ".join(mended)
    parsed = corrected(value, text) if mended != words else clean(value)
    if len(words) == 1:
        return with_problem(parsed, "name_too_short", value=value)
    if len(words) > _MOST_WORDS:
        return with_problem(parsed, "name_several", raw=squeeze(raw))
    problems = [
        problem("name_syllable", word=word)
        for word in mended
        if not is_syllable(word) and not _is_family(word) and not re.search(r"['’]", word)
    ]
    problems += [problem("name_case", word=word) for word in _small_among_capitals(mended)]
    family_known = _is_family(mended[0])
    if not family_known:
        problems.append(problem("name_family_unknown", word=mended[0]))
    known = not problems and _vouched_family(mended[0]) and all(map(_usual, mended[1:]))
    return parsed._replace(problems=(*parsed.problems, *problems), known=known)


def _is_family(word: str) -> bool:
    return any(
        same_text(word, name, ignore_case=True) for name in family_names().get(fold(word), ())
    )


def _small_among_capitals(words: list[str]) -> list[str]:
    """Return the words that begin small where others begin large: their first letter is lost."""
    large = any(word[:1].isupper() for word in words)
    return [word for word in words if large and word[:1].islower()]


@cache
def _usual_words() -> frozenset[str]:
    text = Path(__file__).with_name("name_words.toml").read_text("utf-8")
    words = " ".join(tomllib.loads(text).values()).split()
    return frozenset(tone_key(word.lower()) for word in words)


def _usual(word: str) -> bool:
    return tone_key(word.lower()) in _usual_words() or _is_family(word)


def _vouched_family(word: str) -> bool:
    """Say whether the family is no rare name that one lost mark makes of a common one.

    ``Lường`` may be ``Lương`` misread; ``Lương`` is hardly ever ``Lường`` misread.
    """
    common = [name for name in family_names().get(fold(word), ()) if name in _common_families()]
    return not common or any(same_text(word, name, ignore_case=True) for name in common)


def _mended_words(words: list[str]) -> list[str]:
    """Return the words with one case, the family name's marks and those of Thị and Văn mended."""
    mended = list(words)
    if _capitals_with_slips(words):
        mended = [word.upper() for word in words]
    families = family_names().get(fold(mended[0]), ())
    likely = families if len(families) == 1 else [f for f in families if f in _common_families()]
    if likely and not _is_family(mended[0]):
        mended[0] = _cased_like(likely[0], mended[0])
    if len(mended) > 2:
        middle = mended[1]
        right = _MIDDLE_NAMES.get(fold(middle))
        if right and middle.lower() in _MISREAD_MIDDLE:
            mended[1] = _cased_like(right, middle)
    return mended


def _capitals_with_slips(words: list[str]) -> bool:
    letters = [letter for word in words for letter in word if letter.isalpha()]
    small = sum(letter.islower() for letter in letters)
    return 0 < small <= 2 and len(letters) >= 6 * small


def _cased_like(right: str, printed: str) -> str:
    return right.upper() if printed.isupper() and len(printed) > 1 else right


def split_holders(raw: str) -> tuple[str, ...]:
    """Return the part of a line about each person, the second with its ``và vợ là bà``.

    ``Ông Lê Văn An và vợ là bà Vũ Thị Lan`` has two; a line about one person is one part.
    """
    text = squeeze(raw)
    title = title_of(text)
    start = title.length if title else 0
    second = _SECOND_PERSON.search(fold(text), start)
    if second is None or not _LETTERS.search(text[start : second.start()]):
        return (text,) if text else ()
    return (text[: second.start()], *split_holders(text[second.start() :].lstrip(" ,;(")))


def gender_hint(name: str) -> str | None:
    """Return the gender that the second word of a name suggests: Thị ``Nữ``, Văn ``Nam``."""
    words = squeeze(name).lower().split()
    if len(words) < 3:
        return None
    return {"thị": "Nữ", "văn": "Nam"}.get(words[1])


# --- organisations -------------------------------------------------------------------------

_ORGANISATION = re.compile(
    r"^\W*(?:cong ty|tong cong ty|tap doan|doanh nghiep|dntn|hop tac xa|htx|xi nghiep"
    r"|nha may|ngan hang"
    r"|uy ban|ubnd|hoi dong|truong (?:mam non|tieu hoc|thcs|thpt|trung hoc|dai hoc|cao dang"
    r"|pho thong)"
    r"|trung tam|benh vien|chi cuc|chi nhanh|van phong|kho bac|buu dien"
    r"|ban (?:quan ly|chi huy|dai dien|dan van|to chuc)|bo chi huy|bo tu lenh|cong an"
    r"|toa an|vien kiem sat"
    r"|nha tho|giao xu|giao ho|hoi thanh|thanh that|tu vien|thien vien|nha van hoa"
    r"|cong dong|khu pho|dang uy|huyen uy|tinh uy|thanh uy|thi uy"
    r"|hoi (?:nong dan|phu nu|cuu chien binh)"
    r"|lien doan|doan thanh nien|mat tran|lam truong|nong truong|co so|to hop tac)"
)
# These are family names without their marks: Đinh, Trâm, Phong, Chùa.
_MARKED_ORGANISATION = re.compile(
    r"^\W*(?:sở|phòng|cục|viện|trạm|quỹ|thôn|bản|chùa|đình|đền|miếu|dòng họ|khu phố|tổ dân phố)\s",
    re.IGNORECASE,
)
_COMMUNITY = re.compile(
    r"^\W*(?:cộng đồng|dòng họ|thôn|khu phố|bản|tổ dân phố|chùa|đình|đền|miếu)\s", re.IGNORECASE
)
_ORGANISATION_LABEL = re.compile(r"^\W*(?:ten )?(?:to chuc|don vi|co quan)\s*:\s*")
_AFTER_ORGANISATION = re.compile(
    r"[\s,;.(]*\b(?:dia chi|tru so|giay (?:chung nhan|phep)|gcn|ma so|mst"
    r"|quyet dinh thanh lap|qd thanh lap"
    r"|dai dien|nguoi dai dien|do ong|do ba)\b.*$"
)


def is_organisation(raw: str) -> bool:
    """Say whether a holder line names an organisation or a community and not a person."""
    text = _after_label(raw)
    if _MARKED_ORGANISATION.match(text):
        # "Phòng Văn Tèo" is a person: nobody else has Văn or Thị for a second word.
        return gender_hint(text) is None
    return bool(_ORGANISATION.match(fold(text)))


def is_community(raw: str) -> bool:
    """Say whether a holder line names a community: residents, a lineage, a pagoda."""
    return is_organisation(raw) and bool(_COMMUNITY.match(_after_label(raw)))


def _after_label(raw: str) -> str:
    text = squeeze(raw)
    label = _ORGANISATION_LABEL.match(fold(text))
    return text[label.end() :] if label else text


def as_organisation_name(raw: str) -> Parsed:
    """Return an organisation's name as printed; known when its kind is, and nothing is odd."""
    text = _after_label(raw)
    text = text[: len(_AFTER_ORGANISATION.sub("", fold(text)))].strip(" .,;:…_|-–—")
    if not _LETTERS.search(text):
        return unreadable(raw)
    words = re.findall(r"[^\W\d_]+", text)
    # Company names mix in foreign words and abbreviations: capitals without vowels and such.
    strange = [word for word in words if not is_syllable(word) and not word.isupper()]
    kind = is_organisation(text)
    return clean(text, known=kind and not strange and not count_digits(text))


def as_holder_name(raw: str) -> Parsed:
    """Return the name of a holder, be it a person, a household's head or an organisation."""
    return as_organisation_name(raw) if is_organisation(raw) else as_person_name(raw)
