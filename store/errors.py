"""What the store says no to.

SodoError
├── StoreError
│   ├── StaleClaim        the token is not the document's any more: drop what you have
│   ├── NotAllowed        the table of states has no such way from here
│   ├── VersionConflict   somebody changed the field meanwhile: .version is the one there now
│   ├── FieldHeld         somebody else works on the field: .person, .until
│   ├── LeaseLost         the field was taken over: what was typed is shown again
│   └── NoSuchThing       no document, batch or original of that name
├── TransientError
│   └── StoreAway         database or shared store cannot be reached, or is full: try again
└── SettingsError         the address is wrong, or a newer release made this store
"""

from datetime import datetime

from schemas.errors import SodoError, TransientError


class StoreError(SodoError):
    """The store cannot do what was asked; nothing was changed."""


class StaleClaim(StoreError):
    """The document is not claimed with this token any more; whatever was read of it is dropped."""


class NotAllowed(StoreError):
    """The document's state does not allow this act."""


class VersionConflict(StoreError):
    """The field is not as the person saw it; ``version`` is the one there now."""

    def __init__(self, version: int) -> None:
        super().__init__(f"the field has version {version} now")
        self.version = version


class NoSuchThing(StoreError):
    """There is no document, batch or original of that name."""


class StoreAway(TransientError):
    """The database or the shared store cannot be reached or cannot write; try again later."""


class FieldHeld(StoreError):
    """Somebody else works on the field, until then."""

    def __init__(self, person: str, until: datetime) -> None:
        super().__init__(f"{person} works on it")
        self.person, self.until = person, until


class LeaseLost(StoreError):
    """The field was lent to somebody else meanwhile; the answer is not stored."""
