"""Where each kind of paper prints what: one table per printed form."""

from collections.abc import Mapping

from ocr.layouts.layout import Label, Layout, Sign, Span
from ocr.layouts.pink import PINK
from ocr.layouts.red import RED_1993, RED_2004
from ocr.layouts.sheet2024 import SHEET_2024

LAYOUTS: tuple[Layout, ...] = (PINK, SHEET_2024, RED_2004, RED_1993)

BY_FAMILY: Mapping[str, Layout] = {layout.family: layout for layout in LAYOUTS}

__all__ = ["BY_FAMILY", "LAYOUTS", "Label", "Layout", "Sign", "Span"]
