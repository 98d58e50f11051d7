"""The pages say what is so: settings, dependencies, links, and nothing of anyone's machine."""

import re
import sys
import tomllib
from pathlib import Path

import pytest

from schemas.document import SetAsideCode
from schemas.fields import FIELDS
from schemas.settings import Settings, variable

ROOT = Path(__file__).parent.parent
NOT_OURS = {"out", "sodo-data", "LICENSE"}
TEXT_ENDINGS = {".py", ".md", ".toml", ".sh", ".txt", ".json", ".yml", ".cfg", "", ".in"}
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
# Distribution -> the name it is imported by, where they differ.
IMPORTED_AS = {
    "fonttools": "fontTools",
    "opencv-python": "cv2",
    "pillow": "PIL",
    "pillow-heif": "pillow_heif",
    "zxing-cpp": "zxingcpp",
}
DEPENDENCIES = [re.split(r"[^\w-]", line)[0] for line in PYPROJECT["project"]["dependencies"]]
DEVELOPER_DEPENDENCIES = [
    re.split(r"[^\w-]", line)[0] for line in PYPROJECT["project"]["optional-dependencies"]["dev"]
]


def our_files() -> list[Path]:
    return [path for path in sorted(ROOT.rglob("*")) if path.is_file() and is_ours(path)]


def is_ours(path: Path) -> bool:
    folders = path.relative_to(ROOT).parts
    made_by_tools = any(
        name.endswith(".egg-info") or (name.startswith(".") and name != ".ci")
        for name in folders[:-1]
    )
    return path.suffix in TEXT_ENDINGS and not made_by_tools and not NOT_OURS & set(folders)


PAGES = [path for path in our_files() if path.suffix == ".md"]


@pytest.mark.parametrize("name", Settings.model_fields)
def test_every_setting_is_explained_with_its_default(name: str) -> None:
    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    (row,) = [line for line in page.splitlines() if line.startswith(f"| `{variable(name)}` ")]
    default = Settings.model_fields[name].default

    shown = row.split("|")[2].strip().strip("`")

    assert shown == (
        "–" if default is None else f"{default:g}" if isinstance(default, float) else str(default)
    )
    assert Settings.model_fields[name].description


def test_no_setting_is_explained_that_does_not_exist() -> None:
    page = (ROOT / "docs" / "settings.md").read_text("utf-8")

    explained = re.findall(r"^\| `(SODO_\w+)`", page, re.MULTILINE)

    assert explained == [variable(name) for name in Settings.model_fields]


def test_every_field_is_explained_and_no_other() -> None:
    page = (ROOT / "docs" / "results.md").read_text("utf-8").partition("\n## Fields\n")[2]

    explained = re.findall(r"^\| `([a-z][\w.\[\]]+)` \|", page, re.MULTILINE)

    assert sorted(explained) == sorted(FIELDS)


@pytest.mark.parametrize("code", SetAsideCode)
def test_every_reason_for_setting_aside_is_explained(code: SetAsideCode) -> None:
    assert f"`{code}`" in (ROOT / "docs" / "results.md").read_text("utf-8")


@pytest.mark.parametrize("name", DEPENDENCIES + DEVELOPER_DEPENDENCIES)
def test_every_dependency_has_its_licence_and_reason_written_down(name: str) -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8")

    rows = [line for line in page.splitlines() if line.startswith(f"| {name} |")]

    assert len(rows) == 1
    assert all(cell.strip() for cell in rows[0].strip("|").split("|"))


@pytest.mark.parametrize("name", DEPENDENCIES)
def test_every_dependency_is_used(name: str) -> None:
    module = IMPORTED_AS.get(name, name)
    importing = re.compile(rf"^\s*(import|from) {module}\b", re.MULTILINE)
    packages = ("schemas", "ocr", "export", "workers", "quality", "cli", "drawing")

    users = [
        path
        for package in packages
        for path in (ROOT / package).rglob("*.py")
        if importing.search(path.read_text("utf-8"))
    ]

    assert users


@pytest.mark.parametrize("package", ["schemas", "ocr", "export", "workers", "quality", "cli"])
def test_every_library_used_to_read_is_a_dependency(package: str) -> None:
    ours = {path.name for path in ROOT.iterdir() if path.is_dir()}
    declared = {IMPORTED_AS.get(name, name) for name in DEPENDENCIES}
    imported = {
        name
        for path in (ROOT / package).rglob("*.py")
        for name in re.findall(r"^\s*(?:import|from) (\w+)", path.read_text("utf-8"), re.MULTILINE)
    }

    assert imported - set(sys.stdlib_module_names) - ours <= declared


def test_every_dependency_is_bounded_and_locked_with_hashes() -> None:
    lock = (ROOT / "requirements" / "dev.txt").read_text("utf-8")

    for requirement in PYPROJECT["project"]["dependencies"]:
        assert ">=" in requirement
        assert "<" in requirement
    for name in DEPENDENCIES + DEVELOPER_DEPENDENCIES:
        assert re.search(rf"^{name}==\S+ (;.* )?\\\n    --hash=sha256:", lock, re.MULTILINE), name


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page: Path) -> None:
    targets = re.findall(r"\]\((?!https?:|#|mailto:)([^)#\s]+)", page.read_text("utf-8"))

    lost = [target for target in targets if not (page.parent / target).exists()]

    assert not lost


def test_nothing_names_a_place_on_somebodys_machine() -> None:
    homes = re.compile("|".join(("/wo" + "rk/", "/ro" + "ot/", "/ho" + "me/", "file:/" + "/")))

    named = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in our_files()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if homes.search(line)
    ]

    assert not named
