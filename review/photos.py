"""Photographs of one certificate put together as one PDF, each as it was taken."""

from collections.abc import Sequence
from pathlib import Path

from export.pdf_image import PdfImage, pdf_images
from export.pdf_writer import PdfWriter

# So that an A4 page photographed whole comes out at about its size.
_POINTS_PER_PIXEL = 72 / 300


def as_pdf(photos: Sequence[Path], target: Path) -> None:
    """Write the photographs to a new PDF, a page each, in their order.

    Raises:
        Damaged: one of them is no picture.
    """
    with target.open("xb") as file:
        writer = PdfWriter(file)
        catalogue, tree = writer.reserve(), writer.reserve()
        pages = [_page(writer, tree, image) for photo in photos for image in pdf_images(photo)]
        kids = " ".join(f"{number} 0 R" for number in pages)
        writer.put(tree, f"/Type /Pages /Kids [{kids}] /Count {len(pages)}")
        writer.put(catalogue, f"/Type /Catalog /Pages {tree} 0 R")
        writer.finish(catalogue)


def _page(writer: PdfWriter, tree: int, image: PdfImage) -> int:
    size = (image.width, image.height)
    width, height = (side * _POINTS_PER_PIXEL for side in (size[::-1] if image.lies_down else size))
    picture = writer.add(f"/Type /XObject /Subtype /Image {image.entries}", image.data)
    place = " ".join(f"{number:.4f}" for number in image.placed(width, height))
    content = writer.add("", f"q {place} cm /P Do Q".encode())
    return writer.add(
        f"/Type /Page /Parent {tree} 0 R /MediaBox [0 0 {width:.2f} {height:.2f}] "
        f"/Resources << /XObject << /P {picture} 0 R >> >> /Contents {content} 0 R"
    )
