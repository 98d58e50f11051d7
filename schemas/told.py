"""What a person says a paper is, where the machine had it wrong; the reader goes by that."""

from schemas.document import Edition, Kind
from schemas.reading import Frozen


class Told(Frozen):
    """The paper in a file, as a person named it.

    Attributes:
        edition: of a certificate; None when the person cannot tell it either.
    """

    kind: Kind
    edition: Edition | None = None

    @property
    def is_certificate(self) -> bool:
        return self.kind is Kind.LAND_CERTIFICATE
