"""What this machine lacks to read papers, each fault with the command that mends it."""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

from schemas.settings import Loaded

_MB = 1_000_000
# Below the first nothing useful can be written; below the second a batch of scans may not fit.
FULL_MB, TIGHT_MB = 200, 2_000
LANGUAGES_NEEDED = ("vie", "osd")
LANGUAGES_USEFUL = ("eng",)  # codes read without Vietnamese words
OLDEST_TESSERACT = 4
# One face of several Debian packages; the drawn samples need the variety, reading needs none.
SAMPLE_FONTS = {
    "Liberation Serif": "fonts-liberation2",
    "Tinos": "fonts-croscore",
    "FreeSerif": "fonts-freefont-ttf",
    "Noto Serif": "fonts-noto-core",
    "Linux Libertine O": "fonts-linuxlibertine",
    "TeX Gyre Termes": "fonts-texgyre",
    "Charis SIL": "fonts-sil-charis",
    "Gentium": "fonts-sil-gentium",
}
# Libraries with parts outside Python, which may be installed and still fail to load.
NATIVE_MODULES = ("cv2", "numpy", "PIL.Image", "pillow_heif", "pymupdf", "rapidfuzz", "zxingcpp")
_ANSWER_S = 30.0


class State(StrEnum):
    FINE = "fine"
    LIMITED = "limited"  # reading works, something else does not
    BROKEN = "broken"  # nothing can be read before this is mended


@dataclass(frozen=True)
class Finding:
    """One thing looked at. ``text`` is Vietnamese and English; ``mend`` is a command or ""."""

    subject: str
    state: State
    text: tuple[str, str]
    mend: str = ""


@dataclass(frozen=True)
class Place:
    """What is examined: the settings in force and the folder that results go to."""

    loaded: Loaded
    out: Path


def examine(place: Place) -> Iterator[Finding]:
    """Yield what every check of ``CHECKS`` found, in their order."""
    for check in CHECKS:
        yield from check(place)


def python_packages(_place: Place) -> Iterator[Finding]:
    """Every library is installed, and those with native parts load."""
    missing = [name for name in _requirements() if not _installed(name)]
    if missing:
        names = ", ".join(missing)
        yield _broken("python", f"thiếu thư viện: {names}", f"missing: {names}", "make setup")
        return
    flavours = [name for name in ("opencv-python", "opencv-python-headless") if _installed(name)]
    if len(flavours) > 1:
        remove = "uv pip uninstall opencv-python-headless && make setup"
        yield _broken("python", "có hai bản OpenCV", "two flavours of OpenCV", remove)
    failed = _modules_that_fail()
    if failed:
        mend = "apt-get install libgl1 libglib2.0-0 && make setup"
        yield _broken("python", f"không nạp được: {failed}", f"cannot load: {failed}", mend)
    else:
        version = ".".join(map(str, sys.version_info[:3]))
        yield _fine("python", f"{version}, đủ thư viện", f"{version}, every library loads")


def tesseract(_place: Place) -> Iterator[Finding]:
    """The recogniser is there, is not ancient and has its languages."""
    first_line = _answer("tesseract", "--version").partition("\n")[0]
    found = re.search(r"(\d+)\.\d[\w.]*", first_line)
    if not found:
        mend = "apt-get install tesseract-ocr tesseract-ocr-vie tesseract-ocr-osd"
        yield _broken("tesseract", "chưa cài", "not installed", mend)
        return
    if int(found[1]) < OLDEST_TESSERACT:
        mend = "apt-get install tesseract-ocr"
        yield _broken("tesseract", f"{found[0]} quá cũ", f"{found[0]} is too old", mend)
        return
    yield _fine("tesseract", found[0], found[0])
    installed = set(_answer("tesseract", "--list-langs").split())
    for language in LANGUAGES_NEEDED + LANGUAGES_USEFUL:
        if language not in installed:
            finding = _broken if language in LANGUAGES_NEEDED else _limited
            yield finding(
                "tesseract",
                f"thiếu ngôn ngữ {language}",
                f"language {language} is missing",
                f"apt-get install tesseract-ocr-{language}",
            )


def poppler(_place: Place) -> Iterator[Finding]:
    """The second opinion on damaged PDFs."""
    # pdftoppm prints its version on the error stream.
    found = re.search(r"version ([\d.]+)", _answer("pdftoppm", "-v"))
    if found:
        yield _fine("poppler", found[1], found[1])
    else:
        mend = "apt-get install poppler-utils"
        yield _broken("poppler", "chưa cài", "not installed", mend)


def sample_fonts(_place: Place) -> Iterator[Finding]:
    """Typefaces for drawing samples; reading does without."""
    families = _answer("fc-list", ":", "family")
    missing = [package for face, package in SAMPLE_FONTS.items() if face not in families]
    if missing:
        mend = f"apt-get install fontconfig {' '.join(missing)}"
        yield _limited("fonts", "thiếu phông để vẽ mẫu", "fonts for drawing samples lack", mend)
    else:
        yield _fine("fonts", "đủ để vẽ mẫu", "all that drawn samples need")


def out_folder(place: Place) -> Iterator[Finding]:
    """Results can be written, and there is room for them and for temporary files."""
    folder = _existing(place.out)
    if not os.access(folder, os.W_OK | os.X_OK):
        mend = f"chmod u+rwx {folder}"
        yield _broken("out", f"không ghi được vào {folder}", f"cannot write to {folder}", mend)
    else:
        yield from _room("out", folder)
    yield from _room("tmp", Path(tempfile.gettempdir()))


def _room(subject: str, folder: Path) -> Iterator[Finding]:
    free_mb = shutil.disk_usage(folder).free // _MB
    texts = (f"{folder}: còn trống {free_mb:,} MB", f"{folder}: {free_mb:,} MB free")
    if free_mb < FULL_MB:
        yield _broken(subject, *texts, f"du -xhd1 {folder} | sort -h")
    elif free_mb < TIGHT_MB:
        yield _limited(subject, *texts, f"du -xhd1 {folder} | sort -h")
    else:
        yield _fine(subject, *texts)


def station(place: Place) -> Iterator[Finding]:
    """What ``sodo up`` starts besides ourselves; reading a folder needs none of it."""
    if place.loaded.settings.redis_url is None and shutil.which("redis-server") is None:
        text = ("thiếu redis-server: sodo up không chạy", "no redis-server: sodo up cannot run")
        yield _limited("station", *text, "apt-get install redis-server")
    elif shutil.which("setpriv") is None:
        text = (
            "thiếu setpriv: sodo up bị tắt ngang thì các bộ phận còn chạy",
            "no setpriv: when sodo up is killed, its parts go on",
        )
        yield _limited("station", *text, "apt-get install util-linux")
    else:
        yield _fine("station", "đủ chương trình cho sodo up", "has what sodo up starts")


def memory(place: Place) -> Iterator[Finding]:
    """Each file read at the same time has a gigabyte."""
    total_mb = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") // _MB
    at_once = place.loaded.settings.workers or os.cpu_count() or 1
    texts = (
        f"{total_mb:,} MB cho {at_once} tệp cùng lúc",
        f"{total_mb:,} MB for {at_once} files at the same time",
    )
    fewer = max(1, total_mb // 1_000)
    if fewer < at_once:
        yield _limited("memory", *texts, f"export SODO_WORKERS={fewer}")
    else:
        yield _fine("memory", *texts)


def slips_of_the_pen(place: Place) -> Iterator[Finding]:
    """Variables that look like settings and are none."""
    for name in place.loaded.unknown:
        text = (f"{name}: không có cấu hình này", f"{name}: no such setting")
        yield _limited("settings", *text, f"unset {name}")


CHECKS: tuple[Callable[[Place], Iterator[Finding]], ...] = (
    python_packages,
    tesseract,
    poppler,
    sample_fonts,
    out_folder,
    memory,
    station,
    slips_of_the_pen,
)


def _requirements() -> list[str]:
    # The part of each requirement before its bounds; extras are for developers.
    listed = [line for line in distribution("sodo").requires or () if "extra ==" not in line]
    return [re.split(r"[^\w.-]", line, maxsplit=1)[0] for line in listed]


def _installed(name: str) -> bool:
    try:
        distribution(name)
    except PackageNotFoundError:
        return False
    return True


def _modules_that_fail() -> str:
    """Import the native modules in a process of their own; return those that fail, with reason."""
    program = (
        "import importlib, sys\n"
        "for name in sys.argv[1:]:\n"
        "    try: importlib.import_module(name)\n"
        "    except (ImportError, OSError) as error: print(name, error)\n"
    )
    return ", ".join(_answer(sys.executable, "-c", program, *NATIVE_MODULES).splitlines())


def _answer(*command: str) -> str:
    """Return what a command says on both streams; "" when it is missing or does not answer."""
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_ANSWER_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout.decode("utf-8", "replace")


def _existing(folder: Path) -> Path:
    """Return the folder, or the nearest one above that exists."""
    folder = folder.absolute()
    return next(path for path in (folder, *folder.parents) if path.is_dir())


def _fine(subject: str, vi: str, en: str) -> Finding:
    return Finding(subject, State.FINE, (vi, en))


def _limited(subject: str, vi: str, en: str, mend: str) -> Finding:
    return Finding(subject, State.LIMITED, (vi, en), mend)


def _broken(subject: str, vi: str, en: str, mend: str) -> Finding:
    return Finding(subject, State.BROKEN, (vi, en), mend)
