"""How much of a file is too much."""

from dataclasses import dataclass

from schemas.set_aside_reasons import refusal


@dataclass(frozen=True)
class Limits:
    """Bounds for one document; beyond them it is refused as too large.

    Attributes:
        max_pixels: pixels of a page or of an image on it, known from headers before decoding.
        max_pages: pages of a document.
        max_bytes: size of the file.
        render_dpi: resolution at which PDF pages are drawn that are not one scanned image.
        page_timeout_s: for the second PDF program, per page.
        work_pixels: larger pages are shrunk to this before anything is read; None for never.
    """

    max_pixels: int = 250_000_000
    max_pages: int = 2_000
    max_bytes: int = 4 * 2**30
    render_dpi: int = 300
    page_timeout_s: int = 45
    work_pixels: int | None = None


# A strip narrower than this, or this much longer than wide, is no sheet of paper. The second
# also keeps a page within what recognisers take: 32,767 pixels a side at 300 dpi.
_NARROWEST_PX = 16
_MOST_ELONGATED = 40


def check_shape(width: int, height: int, page: int) -> None:
    """Pass when a page of ``width`` x ``height`` pixels can be the scan of a sheet of paper.

    Raises:
        NotADocument: it is a speck or a sliver.
    """
    short, long = sorted((width, height))
    if short < _NARROWEST_PX or long > short * _MOST_ELONGATED:
        raise refusal("not_a_sheet", page=page, width=width, height=height)


def check_pixels(width: int, height: int, page: int, limits: Limits) -> None:
    """Pass when a ``width`` x ``height`` raster is within bounds and has any pixels.

    Raises:
        TooLarge: more pixels than allowed.
        Damaged: a side is zero or negative.
    """
    if width <= 0 or height <= 0:
        raise refusal("page_broken", page=page)
    if width * height > limits.max_pixels:
        raise refusal(
            "too_many_pixels",
            page=page,
            megapixels=width * height // 1_000_000,
            limit=limits.max_pixels // 1_000_000,
        )
