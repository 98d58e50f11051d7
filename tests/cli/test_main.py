"""The command as an operator meets it."""

import subprocess
import sys
from pathlib import Path

import pytest

from cli.arguments import COMMANDS
from cli.main import main
from cli.messages import SENTENCES, speaker
from schemas.settings import Language

NAMES = ["", *(command.name for command in COMMANDS)]


def help_of(name: str, language: str, capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as left:
        main([*name.split(), "--help"], {"SODO_LANG": language}, Path("/"))
    assert left.value.code == 0
    return capsys.readouterr().out


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("name", NAMES)
def test_help_fits_one_screen(name: str, language: str, capsys: pytest.CaptureFixture[str]) -> None:
    lines = help_of(name, language, capsys).splitlines()

    assert len(lines) <= 24
    assert max(map(len, lines)) <= 80


def test_help_speaks_vietnamese_unless_told_otherwise(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--help"], {}, Path("/"))

    assert capsys.readouterr().out.startswith("Cách dùng: sodo")
    assert help_of("", "en", capsys).startswith("Usage: sodo")


@pytest.mark.parametrize("name", SENTENCES)
def test_every_sentence_has_both_languages_and_the_same_facts(name: str) -> None:
    vietnamese, english = SENTENCES[name]

    assert vietnamese
    assert english
    assert facts(vietnamese) == facts(english)


def facts(sentence: str) -> set[str]:
    return {part.split("}")[0].split(":")[0] for part in sentence.split("{")[1:]}


def test_a_sentence_is_said_with_its_facts() -> None:
    assert speaker(Language.EN)("mend", command="make setup") == "mend: make setup"


@pytest.mark.parametrize(
    "words",
    [
        [],
        ["no-such-command"],
        ["process"],
        ["process", "scans"],
        ["process", "scans", "--out", "out", "--workers", "0"],
        ["process", "scans", "--out", "out", "--timeout-s", "soon"],
    ],
)
def test_a_wrong_command_ends_with_status_two(words: list[str]) -> None:
    with pytest.raises(SystemExit) as left:
        main(words, {}, Path("/"))

    assert left.value.code == 2


def test_a_wrong_setting_ends_with_status_two_and_names_it(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["doctor"], {"SODO_WORKERS": "many"}, tmp_path) == 2

    assert "SODO_WORKERS" in capsys.readouterr().err


def test_help_loads_no_library_that_reads_pages() -> None:
    program = (
        "import sys; from cli.arguments import COMMANDS, build; from cli.main import main\n"
        "heavy = {'cv2', 'numpy', 'pymupdf', 'openpyxl', 'PIL', 'rich'} & set(sys.modules)\n"
        "sys.exit(f'loaded: {heavy}' if heavy else 0)"
    )

    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True)

    assert done.returncode == 0, done.stderr
