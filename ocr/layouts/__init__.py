"""Where each kind of paper prints what: one table per printed form."""

from ocr.layouts.layout import Label, Layout, Sign, Span
from ocr.layouts.pink import PINK
from ocr.layouts.red import RED_1993, RED_2004
from ocr.layouts.sheet2024 import SHEET_2024

LAYOUTS: tuple[Layout, ...] = (PINK, SHEET_2024, RED_2004, RED_1993)

__all__ = ["LAYOUTS", "Label", "Layout", "Sign", "Span"]
