"""What drawing hands over: one face of a paper with the places of its values."""

from typing import NamedTuple

from PIL import Image

from schemas.reading import Box


class DrawnFace(NamedTuple):
    """One face of a paper, clean and upright.

    Attributes:
        kind: ``certificate.face1`` to ``certificate.face4``.
        image: RGB at ``dpi``.
        dpi: pixels per inch of ``image``.
        places: contract field path -> hull of the printed value, pixels of ``image``.
    """

    kind: str
    image: Image.Image
    dpi: int
    places: dict[str, Box]
