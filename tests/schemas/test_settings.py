"""Settings: where they come from, which wins, what is refused."""

from pathlib import Path

import pytest

from schemas.errors import SettingsError
from schemas.settings import Language, load


def test_defaults_hold_where_nothing_is_set(tmp_path: Path) -> None:
    loaded = load({}, tmp_path)

    assert loaded.settings.lang is Language.VI
    assert set(loaded.origins.values()) == {"default"}


def test_the_environment_wins_over_the_file_and_the_file_over_the_default(tmp_path: Path) -> None:
    (tmp_path / "sodo.toml").write_text('workers = 3\nlang = "en"\n', "utf-8")

    loaded = load({"SODO_WORKERS": "2"}, tmp_path)

    assert (loaded.settings.workers, loaded.settings.lang) == (2, Language.EN)
    assert loaded.origins["workers"] == "SODO_WORKERS"
    assert loaded.origins["lang"] == "sodo.toml"
    assert loaded.origins["timeout_s"] == "default"


def test_an_empty_variable_is_as_good_as_none(tmp_path: Path) -> None:
    assert load({"SODO_WORKERS": ""}, tmp_path).origins["workers"] == "default"


@pytest.mark.parametrize(
    ("environ", "file", "named"),
    [
        ({"SODO_WORKERS": "-1"}, "", "SODO_WORKERS"),
        ({"SODO_LANG": "fr"}, "", "SODO_LANG"),
        ({"SODO_TIMEOUT_S": "0"}, "", "SODO_TIMEOUT_S"),
        ({}, "workres = 2", "workres"),
        ({}, "workers =", "sodo.toml"),
        ({}, 'memory_mb = "plenty"', "memory_mb"),
    ],
)
def test_what_makes_no_sense_is_refused_by_name(
    tmp_path: Path, environ: dict[str, str], file: str, named: str
) -> None:
    (tmp_path / "sodo.toml").write_text(file, "utf-8")

    with pytest.raises(SettingsError, match=named):
        load(environ, tmp_path)


def test_a_variable_that_is_no_setting_is_told_and_stops_nothing(tmp_path: Path) -> None:
    assert load({"SODO_WROKERS": "2", "HOME": "/"}, tmp_path).unknown == ("SODO_WROKERS",)
