"""Every module can be taken in at a glance."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = (
    "schemas",
    "ocr",
    "store",
    "export",
    "quality",
    "drawing",
    "training",
    "workers",
    "review",
    "cli",
    "bench",
)
MODULES = sorted(path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
MOST_LINES = 400


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_a_module_has_a_sign_on_its_door_and_is_not_crowded(path: Path) -> None:
    text = path.read_text("utf-8")

    sign = ast.get_docstring(ast.parse(text))

    assert sign
    assert text.count("\n") <= MOST_LINES


@pytest.mark.parametrize("path", MODULES, ids=name_of)
def test_no_defect_is_swallowed(path: Path) -> None:
    tree = ast.parse(path.read_text("utf-8"))

    broad = [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.ExceptHandler)
        and (
            node.type is None
            or (isinstance(node.type, ast.Name) and node.type.id in ("Exception", "BaseException"))
        )
        and not any(isinstance(inner, ast.Raise) for inner in ast.walk(node))
    ]

    assert not broad
