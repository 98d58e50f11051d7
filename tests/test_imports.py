"""Imports point one way: schemas <- ocr, store, export <- workers, review <- cli."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

# package -> what it may import of ours besides itself.
MAY_IMPORT = {
    "schemas": set(),
    "ocr": {"schemas"},
    "store": {"schemas"},
    "export": {"schemas"},
    "quality": {"schemas"},
    "drawing": {"schemas"},
    "workers": {"schemas", "ocr", "store", "export"},
    "review": {"schemas", "store", "export"},
    "training": {"schemas", "ocr", "drawing", "quality"},
    "cli": {"schemas", "ocr", "store", "export", "quality", "workers", "review"},
    # Measures the whole from outside, so it may use all that it measures.
    "bench": {
        *("schemas", "ocr", "store", "export", "quality", "workers", "review", "cli"),
        *("drawing", "training"),
    },
}
# Libraries that only the named modules know, so that they can be replaced there.
KNOWN_ONLY_TO = {
    "pymupdf": {
        *("ocr/load_pdf.py", "export/to_pdf.py", "export/page_selection.py"),
        "bench/reading_scans.py",
    },
    "pytesseract": {"ocr/engines/tesseract.py"},
    "pdf2image": {"ocr/load_pdf_poppler.py", "export/to_pdf.py"},
    "openpyxl": {"export/"},
    "layoutparser": {"ocr/tables.py"},
    "zxingcpp": {"ocr/codes.py"},
    "rich": {"cli/", "bench/"},
    "sqlalchemy": {"store/"},
    "fsspec": {"store/blobs.py"},
    "redis": {"workers/bell.py", "workers/private_redis.py", "workers/work_loop.py", "bench/"},
    "rq": {"workers/bell.py", "workers/work_loop.py", "bench/"},
}
MODULES = sorted(path for package in MAY_IMPORT for path in (ROOT / package).rglob("*.py"))


def imported(path: Path) -> Iterator[str]:
    """Yield the top-level name of everything a module imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are absolute"
            yield (node.module or "").partition(".")[0]


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_every_package_has_its_place_among_the_layers() -> None:
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}

    assert packages <= MAY_IMPORT.keys()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_imports_only_from_the_layers_below(path: Path) -> None:
    package = path.relative_to(ROOT).parts[0]

    ours = {name for name in imported(path) if name in MAY_IMPORT} - {package}

    assert ours <= MAY_IMPORT[package]


@pytest.mark.parametrize("library", KNOWN_ONLY_TO)
def test_a_library_is_known_to_few(library: str) -> None:
    users = {name_of(path) for path in MODULES if library in imported(path)}

    strangers = {
        user
        for user in users
        if not any(user.startswith(allowed) for allowed in KNOWN_ONLY_TO[library])
    }

    assert users, f"{library} is not used any more"
    assert not strangers


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_imports_stand_at_the_top(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))

    late = [
        node.lineno
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]

    assert not late


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_only_the_entry_point_reads_the_environment(path: Path) -> None:
    if name_of(path) == "cli/main.py":
        pytest.skip("hands it to schemas.settings")
    tree = ast.parse(path.read_text("utf-8"))

    read = [
        node.lineno
        for node in ast.walk(tree)
        if (isinstance(node, ast.Attribute) and node.attr == "getenv")
        or (
            isinstance(node, ast.Attribute)
            and node.attr == "get"
            and isinstance(node.value, ast.Attribute)
            and node.value.attr == "environ"
        )
        or (
            isinstance(node, ast.Subscript)
            and isinstance(node.ctx, ast.Load)
            and isinstance(node.value, ast.Attribute)
            and node.value.attr == "environ"
        )
    ]

    assert not read
