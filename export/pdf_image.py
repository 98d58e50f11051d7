"""Image files as PDF images: their own bytes where PDF can hold them, else without loss."""

import io
import struct
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pillow_heif
from PIL import Image

from export.affine import Affine
from schemas.set_aside_reasons import refusal

pillow_heif.register_heif_opener()
# The reader has checked the size of the pages before anything comes here.
Image.MAX_IMAGE_PIXELS = None

# What Pillow's readers let through when the bytes make no sense.
_BROKEN_FILE = (OSError, SyntaxError, ValueError, TypeError, LookupError, EOFError, struct.error)
_ORIENTATION = 0x0112
_PREVIEW = 254  # TIFF tag NewSubfileType; bit 0: a smaller copy of another image, bit 2: a mask
_JPEG_QUALITY = 95
_SPACES = {"1": "/DeviceGray", "L": "/DeviceGray", "RGB": "/DeviceRGB", "CMYK": "/DeviceCMYK"}
_PNG_COLOURS = {0: 1, 2: 3, 3: 1}  # colour type -> numbers a pixel
_REVERSED_BITS = bytes(int(f"{value:08b}"[::-1], 2) for value in range(256))


class PdfImage(NamedTuple):
    """An image ready to be put into a PDF.

    Attributes:
        width: in pixels, as stored.
        height: in pixels, as stored.
        entries: of the image's dictionary, all but ``/Length``.
        data: of its stream.
        orientation: EXIF's: 1 upright, 2-8 turned or mirrored.
        dpi: across and down as the file says, or None.
    """

    width: int
    height: int
    entries: str
    data: bytes
    orientation: int
    dpi: tuple[float, float] | None

    @property
    def lies_down(self) -> bool:
        """Whether width and height change places when it is shown."""
        return self.orientation >= 5

    def placed(self, width_pt: float, height_pt: float) -> Affine:
        """Return the map of PDF's unit square onto the page as shown, orientation applied."""
        w, h = width_pt, height_pt
        return {
            1: Affine(w, 0, 0, h, 0, 0),
            2: Affine(-w, 0, 0, h, w, 0),
            3: Affine(-w, 0, 0, -h, w, h),
            4: Affine(w, 0, 0, -h, 0, h),
            5: Affine(0, -h, -w, 0, w, h),
            6: Affine(0, -h, w, 0, 0, h),
            7: Affine(0, h, w, 0, 0, 0),
            8: Affine(0, h, -w, 0, w, 0),
        }[self.orientation]


def pdf_images(source: Path) -> Iterator[PdfImage]:
    """Yield the pages of an image file, one at a time: all of a TIFF, the first of the others.

    The stored bytes are taken over from JPEG and JPEG 2000, from PNG without transparency or
    interlacing, and from TIFF pages that are one strip of fax (G4) or JPEG. Everything else is
    packed again without loss, except pictures that PDF has no way to hold and that were
    lossy before: HEIC, AVIF and lossy WebP become JPEG of quality 95 without subsampling.

    Raises:
        Damaged: the file cannot be decoded.
    """
    try:
        # By an open file: given a path, Pillow maps it, and garbles a TIFF lying on its side.
        with source.open("rb") as file, Image.open(file) as image:
            if image.format != "TIFF":
                yield _first(image, source)
                return
            frames = range(getattr(image, "n_frames", 1))
            pages = [frame for frame in frames if _is_page(image, frame)] or list(frames)
            for frame in pages:
                image.seek(frame)
                yield _tiff_page(image, source)
    except _BROKEN_FILE as error:
        raise refusal("image_broken") from error


def _first(image: Image.Image, source: Path) -> PdfImage:
    keep = _KEEPERS.get(image.format or "")
    kept = keep(image, source) if keep else None
    return _described(image, image.size, kept) if kept else _repacked(image, source)


def _is_page(image: Image.Image, frame: int) -> bool:
    image.seek(frame)
    return not int(image.tag_v2.get(_PREVIEW, 0)) & 0b101  # type: ignore[attr-defined]


def _tiff_page(image: Image.Image, source: Path) -> PdfImage:
    kept = _stored_fax(image, source) or _stored_tiff_jpeg(image, source)
    if kept is None:
        return _repacked(image, source)
    tags = image.tag_v2  # type: ignore[attr-defined]
    return _described(image, (int(tags[256]), int(tags[257])), kept)


def _repacked(image: Image.Image, source: Path) -> PdfImage:
    image.load()  # which turns a TIFF upright, and other images not
    return _described(image, image.size, _packed(image, source))


class _Stored(NamedTuple):
    """The part of a PDF image that depends on how its pixels are stored."""

    entries: str
    data: bytes


def _described(image: Image.Image, size: tuple[int, int], stored: _Stored) -> PdfImage:
    turned = int(image.getexif().get(_ORIENTATION, 1))
    dpi = image.info.get("dpi")
    return PdfImage(
        *size,
        f"/Type /XObject /Subtype /Image /Width {size[0]} /Height {size[1]} {stored.entries}",
        stored.data,
        turned if 1 <= turned <= 8 else 1,
        (float(dpi[0]), float(dpi[1])) if dpi and all(dpi) else None,
    )


def _kept_jpeg(image: Image.Image, source: Path) -> _Stored | None:
    if image.mode not in _SPACES:
        return None
    # Adobe stores CMYK upside down and says so by its marker.
    upside_down = image.mode == "CMYK" and "adobe" in image.info
    decode = " /Decode [1 0 1 0 1 0 1 0]" if upside_down else ""
    colour = f"/ColorSpace {_SPACES[image.mode]} /BitsPerComponent 8{decode}"
    return _Stored(f"{colour} /Filter /DCTDecode", source.read_bytes())


def _kept_jpeg_2000(image: Image.Image, source: Path) -> _Stored | None:
    if image.mode not in ("L", "RGB"):
        return None
    colour = f"/ColorSpace {_SPACES[image.mode]} /BitsPerComponent 8"
    return _Stored(f"{colour} /Filter /JPXDecode", source.read_bytes())


def _kept_png(_image: Image.Image, source: Path) -> _Stored | None:
    """Return the packed rows of a PNG: PDF's Flate filter with predictor 15 is the same thing."""
    header, palette, rows = b"", b"", []
    for kind, data in _png_chunks(source):
        if kind == b"IHDR":
            header = data
        elif kind == b"PLTE":
            palette = data
        elif kind == b"IDAT":
            rows.append(data)
        elif kind in (b"tRNS", b"acTL"):
            return None
    if len(header) != 13:
        return None
    width, _height, depth, colour, _, _, interlaced = struct.unpack(">IIBBBBB", header)
    if interlaced or colour not in _PNG_COLOURS or (colour == 3) != bool(palette):
        return None
    space = ("/DeviceGray", "", "/DeviceRGB")[colour] if colour != 3 else _indexed(palette)
    parameters = f"/Predictor 15 /Colors {_PNG_COLOURS[colour]} /BitsPerComponent {depth}"
    return _Stored(
        f"/ColorSpace {space} /BitsPerComponent {depth} /Filter /FlateDecode"
        f" /DecodeParms << {parameters} /Columns {width} >>",
        b"".join(rows),
    )


def _png_chunks(source: Path) -> Iterator[tuple[bytes, bytes]]:
    with source.open("rb") as file:
        file.seek(8)
        while len(head := file.read(8)) == 8:
            (length,) = struct.unpack(">I", head[:4])
            yield head[4:], file.read(length)
            file.seek(4, io.SEEK_CUR)  # checksum


def _indexed(palette: bytes) -> str:
    return f"[/Indexed /DeviceRGB {len(palette) // 3 - 1} <{palette.hex()}>]"


_KEEPERS: dict[str, Callable[[Image.Image, Path], _Stored | None]] = {
    "JPEG": _kept_jpeg,
    "MPO": _kept_jpeg,
    "JPEG2000": _kept_jpeg_2000,
    "PNG": _kept_png,
}


def _only_strip(image: Image.Image, source: Path, compression: int) -> bytes | None:
    """Return the bytes of a TIFF page that is one strip of ``compression``, else None."""
    tags = image.tag_v2  # type: ignore[attr-defined]
    offsets, lengths = tags.get(273, ()), tags.get(279, ())
    if tags.get(259) != compression or len(offsets) != 1 or len(lengths) != 1:
        return None
    with source.open("rb") as file:
        file.seek(offsets[0])
        return file.read(lengths[0])


def _stored_fax(image: Image.Image, source: Path) -> _Stored | None:
    strip = _only_strip(image, source, 4)
    tags = image.tag_v2  # type: ignore[attr-defined]
    if strip is None or tags.get(262) not in (0, 1):
        return None
    if tags.get(266, 1) == 2:
        strip = strip.translate(_REVERSED_BITS)
    return _fax((tags[256], tags[257]), strip, black_is_1=tags[262] == 1)


def _fax(size: tuple[int, int], data: bytes, *, black_is_1: bool) -> _Stored:
    how = f"/K -1 /Columns {size[0]} /Rows {size[1]}"
    inverted = " /BlackIs1 true" if black_is_1 else ""
    return _Stored(
        "/ColorSpace /DeviceGray /BitsPerComponent 1 /Filter /CCITTFaxDecode"
        f" /DecodeParms << {how}{inverted} >>",
        data,
    )


def _stored_tiff_jpeg(image: Image.Image, source: Path) -> _Stored | None:
    strip = _only_strip(image, source, 7)
    tags = image.tag_v2  # type: ignore[attr-defined]
    # Photometric 1: grey, 2: RGB, 6: YCbCr; what others mean is not worth guessing.
    if strip is None or tags.get(262) not in (1, 2, 6) or image.mode not in ("L", "RGB"):
        return None
    tables = bytes(tags.get(347, b""))
    # The shared tables are a JPEG file of their own: drop its end and the strip's start.
    data = tables[:-2] + strip[2:] if len(tables) > 4 else strip
    transform = int(tags[262] == 6)
    return _Stored(
        f"/ColorSpace {_SPACES[image.mode]} /BitsPerComponent 8 /Filter /DCTDecode"
        f" /DecodeParms << /ColorTransform {transform} >>",
        data,
    )


def _packed(image: Image.Image, source: Path) -> _Stored:
    if image.mode == "1":
        return _packed_fax(image)
    if image.format in ("HEIF", "AVIF") or _is_lossy_webp(image, source):
        return _packed_jpeg(image)
    shown = _plain(image)
    return _Stored(
        f"/ColorSpace {_SPACES[shown.mode]} /BitsPerComponent 8 /Filter /FlateDecode",
        zlib.compress(shown.tobytes(), 6),
    )


def _packed_fax(image: Image.Image) -> _Stored:
    """Return a page of black and white as fax G4, which loses nothing and is small."""
    file = io.BytesIO()
    image.save(file, "TIFF", compression="group4", tiffinfo={278: image.height})
    with Image.open(file) as again:
        tags = again.tag_v2  # type: ignore[attr-defined]
        (offset,), (length,) = tags[273], tags[279]
        data = file.getvalue()[offset : offset + length]
        return _fax(image.size, data, black_is_1=tags[262] == 1)


def _is_lossy_webp(image: Image.Image, source: Path) -> bool:
    if image.format != "WEBP":
        return False
    with source.open("rb") as file:
        return b"VP8L" not in file.read(64)


def _packed_jpeg(image: Image.Image) -> _Stored:
    file = io.BytesIO()
    shown = _plain(image)
    shown.save(file, "JPEG", quality=_JPEG_QUALITY, subsampling=0)
    colour = f"/ColorSpace {_SPACES[shown.mode]} /BitsPerComponent 8"
    return _Stored(f"{colour} /Filter /DCTDecode", file.getvalue())


def _plain(image: Image.Image) -> Image.Image:
    """Return the image as grey or RGB of 8 bits, transparent parts white."""
    if image.mode == "L":
        return image
    if image.mode.startswith(("I", "F")):
        return _cut_to_eight_bits(image)
    if "A" in image.mode or "a" in image.mode or "transparency" in image.info:
        layer = image.convert("RGBA")
        paper = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(paper, layer).convert("RGB")
    return image.convert("RGB")


def _cut_to_eight_bits(image: Image.Image) -> Image.Image:
    """Return deep grey by the smallest power of two that holds its brightest pixel."""
    values = np.nan_to_num(np.asarray(image, dtype=np.float32), posinf=0.0, neginf=0.0)
    brightest = max(float(values.max(initial=0.0)), 255.0)
    top = 2.0 ** np.ceil(np.log2(brightest + 1)) - 1
    return Image.fromarray(np.clip(values * (255.0 / top) + 0.5, 0, 255).astype(np.uint8))
