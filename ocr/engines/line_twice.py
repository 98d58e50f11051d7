"""Lines that were found twice: letters and raised signs of a line chained into a second one."""

from collections.abc import Sequence

from ocr.engines.line_seen import Seen

# Baselines of two lines of print are farther apart than so many x-heights.
LEAST_LEADING = 1.25
# A line lies within another when no more of it than this stands out at either end, in x-heights.
LEEWAY = 1.0
# The line around it must be read about as well; else it is a seal or a picture around print.
ABOUT_AS_SURE = 0.8


def told_once(seen: Sequence[Seen]) -> list[Seen]:
    """Return the lines without those that lie within a longer one, on its height.

    What they say stands in the longer line already.
    """
    return [line for line in seen if not any(_says_again(line, other) for other in seen)]


def _says_again(line: Seen, other: Seen) -> bool:
    one, around = line.line, other.line
    unit = around.x_height
    if other is line or one.right - one.left >= around.right - around.left:
        return False
    if one.left < around.left - LEEWAY * unit or one.right > around.right + LEEWAY * unit:
        return False
    middle = (one.left + one.right) / 2
    near = abs(one.base_at(middle) - around.base_at(middle)) < LEAST_LEADING * unit
    return near and other.typical >= ABOUT_AS_SURE * line.typical
