"""What is pressed, signed or stuck on a paper: emblem, seals, stamps, signatures, codes."""

import math
from functools import lru_cache
from random import Random

import numpy as np
import segno
from barcode import Code128
from PIL import Image, ImageDraw, ImageFilter

from drawing.typefaces import Face, font

Ink = tuple[int, int, int]
SEAL_REDS: tuple[Ink, ...] = ((214, 30, 44), (196, 22, 48), (226, 52, 60), (205, 40, 70))
PEN_BLUES: tuple[Ink, ...] = ((24, 40, 150), (30, 30, 120), (20, 60, 170), (20, 20, 40))


def _star(
    centre: tuple[float, float], radius: float, turn: float = 0.0
) -> list[tuple[float, float]]:
    corners = []
    for step in range(10):
        reach = radius if step % 2 == 0 else radius * 0.4
        angle = -math.pi / 2 + step * math.pi / 5 + turn
        corners.append((centre[0] + reach * math.cos(angle), centre[1] + reach * math.sin(angle)))
    return corners


@lru_cache(maxsize=8)
def emblem(size_px: int, field: Ink, gold: Ink) -> Image.Image:
    """Return a star in a wreath over a cogwheel, RGBA, ``size_px`` square."""
    big = size_px * 2
    image = Image.new("RGBA", (big, big))
    pen = ImageDraw.Draw(image)
    middle, rim = (big / 2, big / 2), big * 0.40
    pen.ellipse(
        (middle[0] - rim, middle[1] - rim, middle[0] + rim, middle[1] + rim),
        fill=(*field, 255), outline=(*gold, 255), width=max(2, big // 60),
    )  # fmt: skip
    pen.polygon(_star((big / 2, big * 0.42), big * 0.15), fill=(*gold, 255))
    for side in (-1, 1):
        for step in range(11):
            angle = math.pi / 2 + side * (0.25 + step * 0.2)
            x, y = middle[0] + rim * math.cos(angle), middle[1] + rim * math.sin(angle)
            ear = big * 0.045
            pen.ellipse((x - ear, y - ear * 0.7, x + ear, y + ear * 0.7), fill=(*gold, 255))
    hub, low = big * 0.1, big * 0.72
    pen.ellipse(
        (big / 2 - hub, low - hub, big / 2 + hub, low + hub),
        outline=(*gold, 255),
        width=max(2, big // 50),
    )
    for step in range(10):
        angle = step * math.pi / 5
        x, y = big / 2 + hub * 1.1 * math.cos(angle), low + hub * 1.1 * math.sin(angle)
        pen.ellipse((x - big / 70, y - big / 70, x + big / 70, y + big / 70), fill=(*gold, 255))
    pen.rectangle(
        (big * 0.28, big * 0.83, big * 0.72, big * 0.91),
        fill=(*field, 255),
        outline=(*gold, 255),
        width=max(1, big // 120),
    )
    return image.resize((size_px, size_px), Image.Resampling.LANCZOS)


def seal(text: str, dpi: int, rng: Random, diameter_mm: float = 36.0) -> Image.Image:
    """Return a round red seal with ``text`` along its rim, RGBA, unevenly inked."""
    size = round((diameter_mm + 6) * dpi / 25.4)
    radius = diameter_mm * dpi / 25.4 / 2
    mask = Image.new("L", (size, size))
    pen = ImageDraw.Draw(mask)
    middle = size / 2
    for share, width in ((1.0, 0.035), (0.63, 0.014)):
        reach = radius * share
        pen.ellipse(
            (middle - reach, middle - reach, middle + reach, middle + reach),
            outline=255,
            width=max(1, round(radius * width)),
        )
    pen.polygon(_star((middle, middle), radius * 0.34), fill=255)
    letter = font(Face("Liberation Sans", bold=True), max(8, round(radius * 0.2)))
    ring = radius * 0.8
    for index, character in enumerate(text):
        angle = index / len(text) * 360 + 200
        if character == "★":
            x = middle + ring * math.sin(math.radians(angle))
            y = middle - ring * math.cos(math.radians(angle))
            pen.polygon(_star((x, y), radius * 0.08), fill=255)
            continue
        half = int(letter.size)
        glyph = Image.new("L", (half * 2, half * 2))
        ImageDraw.Draw(glyph).text((half, half), character, font=letter, fill=255, anchor="mm")
        glyph = glyph.rotate(-angle, Image.Resampling.BILINEAR)
        x = middle + ring * math.sin(math.radians(angle)) - half
        y = middle - ring * math.cos(math.radians(angle)) - half
        mask.paste(255, (round(x), round(y)), glyph)
    mask = mask.rotate(rng.uniform(-35, 35), Image.Resampling.BILINEAR)
    return _inked(mask, rng.choice(SEAL_REDS), rng, rng.uniform(0.62, 0.92))


def stamp(lines: tuple[str, ...], dpi: int, rng: Random, colour: Ink | None = None) -> Image.Image:
    """Return a framed rubber stamp with a line of text for each of ``lines``, RGBA."""
    letter = font(Face("Liberation Sans", bold=True), round(9 * dpi / 72))
    width = round(max(letter.getlength(line) for line in lines)) + letter.size
    step = round(letter.size * 1.25)
    height = step * len(lines) + letter.size // 2
    margin = letter.size
    mask = Image.new("L", (int(width + 2 * margin), int(height + 2 * margin)))
    pen = ImageDraw.Draw(mask)
    pen.rectangle(
        (margin, margin, margin + width, margin + height), outline=255, width=max(2, dpi // 100)
    )
    for row, line in enumerate(lines):
        pen.text(
            (mask.width / 2, margin + step * (row + 0.65)), line, font=letter, fill=255, anchor="mm"
        )
    mask = mask.rotate(rng.uniform(-7, 7), Image.Resampling.BILINEAR)
    return _inked(mask, colour or rng.choice(SEAL_REDS), rng, rng.uniform(0.6, 0.9))


def signature(dpi: int, rng: Random, width_mm: float = 34.0) -> Image.Image:
    """Return a scrawl of a few loops in blue ink, RGBA."""
    width = round(width_mm * dpi / 25.4)
    height = round(width * rng.uniform(0.45, 0.7))
    mask = Image.new("L", (width, height))
    pen = ImageDraw.Draw(mask)
    thick = max(2, round(0.45 * dpi / 25.4))
    for _ in range(rng.randint(2, 3)):
        phase, speed = rng.uniform(0, 6.3), rng.uniform(2.5, 5.5)
        high, drift = rng.uniform(0.14, 0.34), rng.uniform(-0.2, 0.2)
        loop, start, end = rng.uniform(0.04, 0.12), rng.uniform(0.04, 0.3), rng.uniform(0.6, 0.95)
        points = []
        for step in range(90):
            t = step / 89
            x = start + (end - start) * t + loop * math.cos(t * speed * 6.3 + phase)
            y = 0.5 + drift * (t - 0.5) + high * math.sin(t * speed * 6.3 + phase) * (1 - 0.6 * t)
            points.append((x * width, y * height))
        pen.line(points, fill=235, width=thick, joint="curve")
    return _inked(mask, rng.choice(PEN_BLUES), rng, 0.95, uneven=0.1)


def qr(text: str, size_px: int) -> Image.Image:
    """Return a QR code, dark on clear, RGBA."""
    modules = np.array([list(row) for row in segno.make(text, error="m").matrix], np.uint8)
    code = Image.fromarray((modules * 255).astype(np.uint8))
    mask = code.resize((size_px, size_px), Image.Resampling.NEAREST)
    image = Image.new("RGBA", mask.size, (20, 20, 20, 0))
    image.putalpha(mask)
    return image


def code128(digits: str, width_px: int, height_px: int) -> Image.Image:
    """Return a Code 128 of ``digits`` without its text, dark on clear, RGBA.

    Bars are whole multiples of one module width, so it may come out a little narrower.
    """
    bars = Code128(digits).build()[0]
    module = max(1, width_px // len(bars))
    row = np.array([255 if bar == "1" else 0 for bar in bars], np.uint8).repeat(module)
    mask = Image.fromarray(np.tile(row, (height_px, 1)))
    image = Image.new("RGBA", mask.size, (20, 20, 20, 0))
    image.putalpha(mask)
    return image


def _inked(
    mask: Image.Image, colour: Ink, rng: Random, strength: float, uneven: float = 0.45
) -> Image.Image:
    """Colour a mask, with blotches where the rubber took less ink."""
    noise = np.random.default_rng(rng.randrange(2**32))
    coarse = noise.random((9, 9)).astype(np.float32)
    field = Image.fromarray((coarse * 255).astype(np.uint8)).resize(
        mask.size, Image.Resampling.BICUBIC
    )
    specks = noise.random((mask.height, mask.width), dtype=np.float32) > 0.1 * uneven
    pressed = 1 - uneven * (1 - np.asarray(field, np.float32) / 255)
    soft = mask.filter(ImageFilter.GaussianBlur(0.8))
    alpha = np.asarray(soft, np.float32) * pressed * strength * specks
    image = Image.new("RGBA", mask.size, (*colour, 0))
    image.putalpha(Image.fromarray(alpha.astype(np.uint8)))
    return image
