"""The pages say what is so: settings, dependencies, links, and nothing of anyone's machine."""

import re
import sys
import tomllib
from pathlib import Path

import pytest
from pydantic import BaseModel

from schemas.document import PageNote, SetAsideCode, SourceFile
from schemas.fields import FIELDS
from schemas.problems import SENTENCES
from schemas.reading import Reading
from schemas.settings import Settings, variable

ROOT = Path(__file__).parent.parent
# Packages that run in an office; the others draw, train and measure.
READING = ("schemas", "ocr", "store", "export", "workers", "review", "quality", "cli")
NOT_OURS = {"out", "sodo-data", "LICENSE"}
TEXT_ENDINGS = {".py", ".md", ".toml", ".sh", ".txt", ".json", ".yml", ".cfg", "", ".in"}
RECORDS_PAGE = (ROOT / "docs" / "records.md").read_text("utf-8")
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
# Distribution -> the name it is imported by, where they differ.
IMPORTED_AS = {
    "argon2-cffi": "argon2",
    "fonttools": "fontTools",
    "opencv-python": "cv2",
    "pillow": "PIL",
    "pillow-heif": "pillow_heif",
    "pyyaml": "yaml",
    "python-multipart": "multipart",
    "zxing-cpp": "zxingcpp",
}
# Loaded by name by a library that we do import: database drivers, file systems, form parsers.
LOADED_BY_NAME = {"psycopg", "python-multipart", "s3fs"}
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
    section = RECORDS_PAGE.partition("\n## Fields\n")[2].partition("\n## ")[0]

    explained = re.findall(r"^\| `([a-z][\w.\[\]]+)` \|", section, re.MULTILINE)

    assert sorted(explained) == sorted(FIELDS)


@pytest.mark.parametrize("code", SetAsideCode)
def test_every_reason_for_setting_aside_is_explained(code: SetAsideCode) -> None:
    assert f"`{code}`" in RECORDS_PAGE


@pytest.mark.parametrize(
    ("model", "place"), [(SourceFile, "source."), (PageNote, "pages[]."), (Reading, "fields[].")]
)
def test_every_key_of_a_record_file_is_explained(model: type[BaseModel], place: str) -> None:
    explained = re.findall(rf"`{re.escape(place)}(\w+)`", RECORDS_PAGE)

    assert sorted(explained) == sorted(model.model_fields)


def test_every_problem_is_listed_with_its_sentence_and_no_other() -> None:
    section = RECORDS_PAGE.partition("\n## Problems\n")[2]

    listed = dict(re.findall(r"^\| `(\w+)` \| (.*) \|$", section, re.MULTILINE))

    assert listed == {code: english for code, (_, english) in SENTENCES.items()}


@pytest.mark.parametrize("name", DEPENDENCIES + DEVELOPER_DEPENDENCIES)
def test_every_dependency_has_its_licence_and_reason_written_down(name: str) -> None:
    page = (ROOT / "docs" / "dependencies.md").read_text("utf-8")

    rows = [line for line in page.splitlines() if line.startswith(f"| {name} |")]

    assert len(rows) == 1
    assert all(cell.strip() for cell in rows[0].strip("|").split("|"))


@pytest.mark.parametrize("name", sorted(set(DEPENDENCIES) - LOADED_BY_NAME))
def test_every_dependency_is_used(name: str) -> None:
    module = IMPORTED_AS.get(name, name)
    importing = re.compile(rf"^\s*(import|from) {module}\b", re.MULTILINE)
    packages = (*READING, "drawing")

    users = [
        path
        for package in packages
        for path in (ROOT / package).rglob("*.py")
        if importing.search(path.read_text("utf-8"))
    ]

    assert users


@pytest.mark.parametrize("package", READING)
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


@pytest.mark.parametrize("page", PAGES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_of_ours_that_a_page_names_are_there(page: Path) -> None:
    named = re.findall(r"`((?:\w+/)+[\w.*-]*)`", page.read_text("utf-8"))
    ours = [name for name in named if (ROOT / name.partition("/")[0]).is_dir()]

    lost = [name for name in ours if not any(ROOT.glob(name.rstrip("/")))]

    # The one name that a recipe leaves to be filled in.
    assert [name for name in lost if name != "export/to_x.py"] == []


def test_the_life_of_a_document_names_real_functions() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    life = page.partition("\n## Life of a document\n")[2]
    text = "\n".join(path.read_text("utf-8") for path in our_files() if path.suffix == ".py")

    named = re.findall(r"`(?:\w+\.)*([A-Za-z_]\w+)`", life)
    lost = [
        name
        for name in named
        if not re.search(rf"^\s*(?:def|class) {name}\b|^{name}\b.* = ", text, re.MULTILINE)
    ]

    assert len(named) > 20
    assert not lost


def test_nothing_names_a_place_on_somebodys_machine() -> None:
    homes = re.compile(
        "|".join(
            ("/wo" + r"rk/(main|shared|\.library)", "/ro" + "ot/", "/ho" + "me/", "file:/" + "/")
        )
    )

    named = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in our_files()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if homes.search(line)
    ]

    assert not named
