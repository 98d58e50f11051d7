"""The one line of a crop that holds one line: whatever else peeps in is its neighbours'."""

from collections.abc import Iterable

import numpy as np

from ocr.lines import TextLine
from ocr.page import Pixels

# How far from the middle of the crop, of its height, the line may run.
MIDWAY = 0.25
# The band that all letters of a line touch, in x-heights above the baseline.
BAND_TOP, BAND_BOTTOM = 1.2, -0.1
# Ink is darker than paper by this share of the crop's contrast.
INK_SHARE = 0.35
PAPER_PERCENT, INK_PERCENT = 80, 1


def line_alone(crop: Pixels, found: Iterable[TextLine]) -> TextLine | None:
    """Return the line along the middle of a grey crop, from its first ink to its last, or None.

    ``found`` are the lines seen in the crop. Half letters of the lines above and below confuse
    the search, which leaves out letters at the ends and parts the line at gaps: the longest
    midway part gives the height, the ink the ends.
    """
    height = crop.shape[0]
    midway = [line for line in found if abs(_middle(line) - height / 2) <= MIDWAY * height]
    if not midway:
        return None
    line = max(midway, key=lambda part: part.right - part.left)
    base = _level(line)
    top, bottom = base - BAND_TOP * line.x_height, base - BAND_BOTTOM * line.x_height
    band = crop[max(0, round(top)) : max(1, round(bottom))]
    paper, ink = np.percentile(crop, (PAPER_PERCENT, INK_PERCENT))
    columns = np.flatnonzero((band < paper - INK_SHARE * (paper - ink)).any(axis=0))
    if not columns.size:
        return line
    left = min(line.left, float(columns[0]))
    right = max(line.right, float(columns[-1]) + 1)
    (_, first), *_, (_, last) = line.baseline
    inner = [point for point in line.baseline if left < point[0] < right]
    return line._replace(baseline=((left, first), *inner, (right, last)), left=left, right=right)


def _middle(line: TextLine) -> float:
    return _level(line) - line.x_height / 2


def _level(line: TextLine) -> float:
    return sum(y for _, y in line.baseline) / len(line.baseline)
