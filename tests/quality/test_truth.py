"""Truth is understood however people wrote it down."""

import json
from pathlib import Path

import pytest

from quality.truth import read, read_folder
from schemas.errors import SettingsError

SERIAL = {"certificate.serial": "CP 673047"}


@pytest.mark.parametrize(
    "content",
    [
        {"level": "worn", "records": [{"kind": "land_certificate", "fields": SERIAL}]},
        {
            "level": "worn",
            "damage": ["fade"],
            "records": [
                {
                    "kind": "land_certificate",
                    "edition": None,
                    "pages": [1],
                    "fields": [{"path": "certificate.serial", "value": "CP 673047", "box": None}],
                }
            ],
        },
        SERIAL,
    ],
)
def test_every_form_of_truth_gives_the_same_fields(
    tmp_path: Path, content: dict[str, object]
) -> None:
    path = tmp_path / "scan.json"
    path.write_text(json.dumps(content), "utf-8")

    truth = read(path)

    assert truth.name == "scan"
    assert truth.records[0].fields == SERIAL
    assert truth.level == ("worn" if "records" in content else "")


@pytest.mark.parametrize("content", ["", "[]", '{"records": 3}', '{"certificate.serial": {}}'])
def test_what_is_no_truth_is_refused_with_its_name(tmp_path: Path, content: str) -> None:
    path = tmp_path / "scan.json"
    path.write_text(content, "utf-8")

    with pytest.raises(SettingsError, match=r"scan\.json"):
        read(path)


def test_refusing_never_repeats_a_value(tmp_path: Path) -> None:
    path = tmp_path / "scan.json"
    path.write_text('{"holders[0].full_name": ["Trần Thị Bịa"]}', "utf-8")

    with pytest.raises(SettingsError) as refused:
        read(path)

    assert "Bịa" not in str(refused.value)


def test_a_folder_without_truth_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        read_folder(tmp_path)
