import json

import pytest

from export.to_json import document_json, document_of_json
from schemas.document import Document, SetAside, SetAsideCode, SourceFile
from schemas.errors import Damaged
from tests.export.examples import document, flagged, record


def test_a_document_comes_back_as_it_went() -> None:
    before = document(record(), record(flagged("certificate.serial", None, "not_found")))

    assert document_of_json(document_json(before)) == before


def test_a_set_aside_comes_back_as_it_went() -> None:
    before = Document(
        source=SourceFile(file="hong.pdf", sha256="0" * 64, pages=0),
        set_aside=SetAside(code=SetAsideCode.DAMAGED, text="Tệp hỏng", text_en="Damaged"),
    )

    assert document_of_json(document_json(before)) == before


def test_the_record_file_has_the_promised_shape() -> None:
    told = json.loads(document_json(document(record())))

    assert list(told) == ["schema_version", "source", "pages", "records", "set_aside"]
    assert told["schema_version"] == "1"
    assert set(told["source"]) == {"file", "sha256", "pages"}
    assert set(told["pages"][0]) == {"page", "kind", "turned_deg", "skew_deg", "dpi", "quality"}
    assert told["records"][0]["kind"] == "land_certificate"
    assert told["records"][0]["edition"] == "2014"
    field = told["records"][0]["fields"][0]
    assert set(field) == {
        "path",
        "value",
        "raw",
        "confidence",
        "status",
        "page",
        "box",
        "source",
        "problems",
    }
    assert field["box"] == [10, 20, 110, 40]
    assert (field["status"], field["source"]) == ("accepted", "ocr")


def test_vietnamese_is_written_as_it_reads() -> None:
    assert "NGUYỄN VĂN THỬ".encode() in document_json(document(record()))


@pytest.mark.parametrize("data", [b"", b"{}", b"[1]", b'{"schema_version": "9"}'])
def test_another_file_is_refused(data: bytes) -> None:
    with pytest.raises(Damaged):
        document_of_json(data)


def test_a_refusal_repeats_no_value() -> None:
    data = document_json(document(record())).replace(b'"page": 1,', b'"page": "bi mat",')

    with pytest.raises(Damaged) as refused:
        document_of_json(data)

    assert "bi mat" not in str(refused.value)
