"""A PDF written object by object, so that no more than one page is ever held."""

from typing import BinaryIO


class PdfWriter:
    """Writes a new PDF to an open file; objects are on their way as soon as they are added."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._offsets: list[int] = []
        self._position = 0
        # The signs above 127 tell transfer programs that this is not text.
        self._write(b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")

    def reserve(self) -> int:
        """Return the number of an object that will be ``put`` later."""
        self._offsets.append(0)
        return len(self._offsets)

    def add(self, entries: str, stream: bytes | None = None) -> int:
        """Write an object made of dictionary ``entries`` and perhaps a stream; return its number.

        ``/Length`` is added here; ``/Filter`` must say how ``stream`` is packed.
        """
        number = self.reserve()
        self.put(number, entries, stream)
        return number

    def put(self, number: int, entries: str, stream: bytes | None = None) -> None:
        """Write the object that ``number`` was reserved for."""
        self._offsets[number - 1] = self._position
        if stream is None:
            self._write(f"{number} 0 obj\n<< {entries} >>\nendobj\n".encode())
            return
        length = f"/Length {len(stream)}"
        self._write(f"{number} 0 obj\n<< {entries} {length} >>\nstream\n".encode())
        self._write(stream)
        self._write(b"\nendstream\nendobj\n")

    def finish(self, root: int) -> None:
        """Write the table of objects and the trailer; ``root`` is the catalogue."""
        start, size = self._position, len(self._offsets) + 1
        rows = "".join(f"{offset:010d} 00000 n \n" for offset in self._offsets)
        trailer = f"trailer\n<< /Size {size} /Root {root} 0 R >>\nstartxref\n{start}\n%%EOF\n"
        self._write(f"xref\n0 {size}\n0000000000 65535 f \n{rows}{trailer}".encode())

    def _write(self, data: bytes) -> None:
        self._file.write(data)
        self._position += len(data)
