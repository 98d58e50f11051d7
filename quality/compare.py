"""Whether a value read says the same as the truth."""

from decimal import Decimal, InvalidOperation

from schemas.text import same_text

_NUMBER_ENDINGS = ("area_m2",)


def same_value(path: str, one: str | None, other: str | None) -> bool:
    """Say whether two values of the field at ``path`` are equal.

    Areas are compared as numbers. All else is compared letter by letter in NFC, blanks and
    the placement of tone marks (hòa, hoà) aside; capitals count, but for the first letter: a
    value printed in the middle of a line begins small (``sử dụng riêng``).
    """
    if one is None or other is None:
        return one is other
    if path.endswith(_NUMBER_ENDINGS):
        try:
            return Decimal(one) == Decimal(other)
        except InvalidOperation:
            return one == other
    return same_text(_begun_large(one), _begun_large(other))


def _begun_large(text: str) -> str:
    return text[:1].upper() + text[1:]
