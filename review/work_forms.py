"""What the work page is asked: which fields, and what was typed into one."""

from typing import Final

from pydantic import BaseModel

from review.answers import Act
from schemas.text import squeeze
from store.tasks import FieldId, Order, Scope

LONGEST: Final = 2000
LEASE_S: Final = 300.0


class Wanted(BaseModel):
    """What the person wants to work on, from the page's address."""

    order: Order = Order.BLOCKING
    pattern: str = ""
    station: str = ""
    batch: str = ""
    commune: str = ""
    said: str = ""

    @property
    def scope(self) -> Scope:
        return Scope(
            station=self.station or None,
            batch=self.batch or None,
            commune_code=self.commune or None,
            pattern=self.pattern or None,
        )


class Typed(BaseModel):
    """The form of a field, as posted.

    Attributes:
        first: what was typed before the machine's value was shown, empty until then.
        pick: the choice whose button was pressed, without scripts.
        following: the address of the next field, where it is of the same record: the answer may
            change what is to be said of it.
    """

    document: int
    record: int
    path: str
    version: int
    value: str = ""
    pick: str | None = None
    act: Act = Act.CONFIRM
    first: str = ""
    reason: str = ""
    other_reason: str = ""
    seconds: str = ""
    following: str = ""

    @property
    def field(self) -> FieldId:
        return FieldId(self.document, self.record, self.path)

    @property
    def text(self) -> str:
        return squeeze((self.value if self.pick is None else self.pick)[:LONGEST])


class Ahead(Wanted):
    """What to prefetch: ``have`` and ``past`` are fields the browser holds already."""

    have: list[str] = []
    past: list[str] = []
