"""Installed for good, the programs find everything they find in a checkout."""

import subprocess
import sys
import tomllib
from pathlib import Path
from zipfile import ZipFile

import pytest

ROOT = Path(__file__).parent.parent


@pytest.mark.slow
def test_what_is_installed_has_every_file_of_its_packages(tmp_path: Path) -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["setuptools"]
    packages = [name.removesuffix("*") for name in told["packages"]["find"]["include"]]
    source = tmp_path / "source"  # so that the builder leaves nothing in the checkout
    listed = ["git", "ls-files", "-z", "--", "pyproject.toml", "README.md", "LICENSE", *packages]
    files = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    names = [name for name in files.split("\0") if name and (ROOT / name).is_file()]
    for name in names:
        (source / name).parent.mkdir(parents=True, exist_ok=True)
        (source / name).write_bytes((ROOT / name).read_bytes())

    build = f"from setuptools import build_meta; build_meta.build_wheel({str(tmp_path)!r})"
    subprocess.run([sys.executable, "-c", build], cwd=source, check=True, capture_output=True)

    (wheel,) = tmp_path.glob("*.whl")
    needed = {name for name in names if "/" in name and not name.endswith(".md")}
    assert {"ocr/data/line_reader.onnx", "review/templates/base.html"} <= needed
    assert needed <= set(ZipFile(wheel).namelist())
