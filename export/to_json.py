"""Record files: a document as JSON, and back."""

from pydantic import ValidationError

from schemas.document import Document
from schemas.errors import Damaged


def document_json(document: Document) -> bytes:
    """Return the record file of ``document``: UTF-8, two blanks of indent, a final line end."""
    return document.model_dump_json(indent=2).encode() + b"\n"


def document_of_json(data: bytes) -> Document:
    """Return the document that a record file holds.

    Raises:
        Damaged: ``data`` is not a record file of this version. The message names the
            place of the first fault and never repeats a value, which may be personal.
    """
    try:
        return Document.model_validate_json(data, strict=True)
    except ValidationError as error:
        fault = error.errors(include_url=False, include_context=False, include_input=False)[0]
        place = ".".join(str(part) for part in fault["loc"]) or "(file)"
        raise Damaged(f"not a record file of this version: {place}: {fault['type']}") from None
