"""Which strings are Vietnamese syllables, by the rules of spelling and not by a word list."""

from functools import cache

from schemas.text import TONES, nfc

# Tones by number, see ``schemas.text.TONES``.
_ALL_TONES = (0, 1, 2, 3, 4, 5)
# A syllable closed by c, ch, p or t can only be sắc or nặng.
_STOPPED_TONES = (2, 5)

_ONSETS = (
    "", "b", "c", "ch", "d", "đ", "g", "gh", "gi", "h", "k", "kh", "l", "m", "n", "ng", "ngh",
    "nh", "p", "ph", "qu", "r", "s", "t", "th", "tr", "v", "x",
)  # fmt: skip

# Rimes without tone. Those of the first table begin with e, ê, i or y and so ask for k, gh, ngh.
_FRONT_RIMES = (
    "e", "ec", "em", "en", "eng", "eo", "ep", "et", "ê", "êch", "êm", "ên", "ênh", "êp", "êt",
    "êu", "i", "ia", "ich", "im", "in", "inh", "ip", "it", "iu", "iêc", "iêm", "iên", "iêng",
    "iêp", "iêt", "iêu", "y", "yêm", "yên", "yêng", "yêt", "yêu",
)  # fmt: skip
_BACK_RIMES = (
    "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "ă", "ăc",
    "ăm", "ăn", "ăng", "ăp", "ăt", "âc", "âm", "ân", "âng", "âp", "ât", "âu", "ây", "o", "oa",
    "oac", "oach", "oai", "oam", "oan", "oang", "oanh", "oao", "oap", "oat", "oay", "oăc", "oăm",
    "oăn", "oăng", "oăt", "oe", "oen", "oeo", "oet", "oc", "oi", "om", "on", "ong", "ooc", "oong",
    "op", "ot", "ô", "ôc", "ôi", "ôm", "ôn", "ông", "ôp", "ôt", "ơ", "ơi", "ơm", "ơn", "ơp", "ơt",
    "u", "ua", "uc", "ui", "um", "un", "ung", "up", "ut", "uân", "uâng", "uât", "uây", "uê",
    "uêch", "uên", "uênh", "uôc", "uôi", "uôm", "uôn", "uông", "uôt", "uơ", "uya", "uych", "uyên",
    "uyêt", "uynh", "uyn", "uyt", "uyu", "uy", "ư", "ưa", "ưc", "ưi", "ưm", "ưn", "ưng", "ưt",
    "ưu", "ươc", "ươi", "ươm", "ươn", "ương", "ươp", "ươt", "ươu",
)  # fmt: skip
# After qu the u is part of the onset, so these are written without it.
_AFTER_QU = (
    "a", "ac", "ach", "ai", "am", "an", "ang", "anh", "ao", "ap", "at", "au", "ay", "ăc", "ăm",
    "ăn", "ăng", "ăp", "ăt", "âc", "âm", "ân", "âng", "ât", "âu", "ây", "e", "en", "eng", "eo",
    "et", "ê", "êch", "ên", "ênh", "êt", "i", "it", "in", "ich", "ip", "y", "ych", "ynh", "yên",
    "yêt", "yt", "ơ", "ơi", "ơn", "ôc", "ôt",
)  # fmt: skip
# After gi the i is part of the onset, so rimes in i are written with one i only.
_AFTER_GI = ("", "n", "m", "p", "êc", "êm", "ên", "êng", "êt", "êu")

_WANT_FRONT = {"k", "gh", "ngh"}
_WANT_BACK = {"c", "g", "ng"}
# The glide in these is written "qu" after the sound of c, so "coa" and "cuê" do not exist.
_GLIDES = ("oa", "oă", "oe", "uâ", "uê", "uơ", "uy")
_VOWELS = set("aăâeêioôơuưy")
# Syllables that break the rules and still stand in names and addresses.
_EXCEPTIONS = {"đắk", "đăk", "lắk", "lăk", "kông", "kạn", "ka", "kơ"}


def is_syllable(text: str) -> bool:
    """Say whether the text is one well-formed Vietnamese syllable, in any case of letters.

    Both customs of placing the tone mark are accepted (``hòa``, ``hoà``); marks on a
    consonant, on the wrong vowel of a pair, or twice are not.
    """
    syllable = nfc(text).lower()
    return syllable in _EXCEPTIONS or syllable in _all_forms()


@cache
def _all_forms() -> frozenset[str]:
    return frozenset(
        form
        for onset, rime in _bodies()
        for tone in (_STOPPED_TONES if _stopped(rime) else _ALL_TONES)
        for form in placed(onset, rime, tone)
    )


def _bodies() -> list[tuple[str, str]]:
    bodies: list[tuple[str, str]] = []
    for onset in _ONSETS:
        if onset == "qu":
            bodies += [(onset, rime) for rime in _AFTER_QU]
            continue
        if onset == "gi":
            # "giêng" and "gì" end in rimes that begin with the onset's own i.
            bodies += [("g", "i" + rest) for rest in _AFTER_GI]
            bodies += [(onset, rime) for rime in _BACK_RIMES]
            bodies += [(onset, rime) for rime in ("e", "eo")]
            continue
        if onset not in _WANT_BACK:
            # Rimes in "yê" open a syllable only; "iê" only follows a consonant.
            bodies += [
                (onset, rime)
                for rime in _FRONT_RIMES
                if not (rime.startswith("yê") and onset)
                and not (rime.startswith("iê") and not onset)
            ]
        if onset not in _WANT_FRONT:
            bodies += [
                (onset, rime)
                for rime in _BACK_RIMES
                if not (onset == "c" and rime.startswith(_GLIDES))
            ]
    return bodies


def _stopped(rime: str) -> bool:
    return rime.endswith(("c", "ch", "p", "t"))


def placed(onset: str, rime: str, tone: int) -> tuple[str, ...]:
    """Return onset and rime with the tone mark where custom puts it.

    Two forms when the customs differ (``hòa`` and ``hoà``), the traditional one first.
    """
    vowels = [place for place, letter in enumerate(rime) if letter in _VOWELS]
    if tone == 0 or not vowels:
        return (onset + rime,)
    spots = _spots(rime, vowels)
    forms = [onset + rime[: spot + 1] + TONES[tone] + rime[spot + 1 :] for spot in spots]
    return tuple(dict.fromkeys(nfc(form) for form in forms))


def _spots(rime: str, vowels: list[int]) -> tuple[int, ...]:
    marked = [place for place in vowels if rime[place] in "ăâêôơư"]
    if marked:
        return (marked[-1],)  # "ươ" carries it on the ơ
    first = vowels[0]
    if len(vowels) == 1:
        return (first,)
    closed = vowels[-1] != len(rime) - 1
    if len(vowels) == 3 or closed:
        return (vowels[1],)
    if rime in {"oa", "oe", "uy"}:
        return (first, vowels[1])
    return (first,)


def strange_syllables(text: str) -> tuple[str, ...]:
    """Return the words of a text that are no Vietnamese syllables, as they stand there."""
    return tuple(word for word in text.split() if not is_syllable(word.strip(".,;:()-–\"'")))
