"""How large the paper was, when the file is silent about it or says nonsense."""

from math import isfinite

A4_LONG_IN = 11.69
A3_LONG_IN = 16.54

# Papers we read lie between an identity card (85.6 mm) and an A2 sheet.
_SMALLEST_LONG_IN = 3.2
_LARGEST_LONG_IN = 24.0
_LOWEST_DPI, _HIGHEST_DPI = 50, 1250


def believable(width: int, height: int, dpi: float | None) -> bool:
    """Tell whether ``dpi`` makes a page of ``width`` x ``height`` pixels a paper of our kinds."""
    if dpi is None or not isfinite(dpi) or not _LOWEST_DPI <= dpi <= _HIGHEST_DPI:
        return False
    return _SMALLEST_LONG_IN <= max(width, height) / dpi <= _LARGEST_LONG_IN


def paper_dpi(width: int, height: int, stated: float | None) -> int:
    """Return the resolution of a page on paper: the stated one if believable, else a guess.

    The guess takes an upright page for A4 and one lying on its side for an open A3 booklet,
    which is wrong by a factor of 1.4 at worst, good enough to scale text by.
    """
    if stated is not None and believable(width, height, stated):
        return round(stated)
    long_side_in = A3_LONG_IN if width > height * 1.2 else A4_LONG_IN
    guess = max(width, height) / long_side_in
    return round(min(max(guess, _LOWEST_DPI), _HIGHEST_DPI))
