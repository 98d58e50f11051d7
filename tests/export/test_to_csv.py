import csv

import pytest

from export.to_csv import HEADER, flags_csv
from schemas.document import Document
from tests.export.examples import document, flagged, record


def lines(*documents: Document, language: str = "vi") -> list[list[str]]:
    text = b"".join(flags_csv(documents, language=language)).decode("utf-8-sig")
    return list(csv.reader(text.splitlines()))


def test_there_is_one_line_for_each_flagged_field() -> None:
    found = lines(document(record()))

    assert found[0] == list(HEADER)
    assert [line[:5] for line in found[1:]] == [
        ["scan-001.pdf", "3", "certificate.registry_no", "CH 03730", "0.900"]
    ]


def test_fields_of_a_second_record_say_so() -> None:
    found = lines(document(record(), record()))

    assert [line[2] for line in found[1:]] == [
        "certificate.registry_no",
        "records[1].certificate.registry_no",
    ]


@pytest.mark.parametrize(("language", "word"), [("vi", "đối chiếu"), ("en", "compare")])
def test_reasons_come_in_the_language_asked_for(language: str, word: str) -> None:
    assert word in lines(document(record()), language=language)[1][5]


def test_excel_is_told_the_encoding() -> None:
    assert next(flags_csv([])).startswith(b"\xef\xbb\xbf")


def test_nothing_in_it_can_run_as_a_formula() -> None:
    risky = record(flagged("certificate.registry_no", '=HYPERLINK("x";"y")'))

    line = lines(document(risky, file="@lệnh.pdf"))[1]

    assert line[0] == "'@lệnh.pdf"
    assert line[3] == '\'=HYPERLINK("x";"y")'


def test_a_value_over_several_lines_stays_in_its_line() -> None:
    assert len(lines(document(record(flagged("certificate.registry_no", "CH\n03730"))))) == 2
