"""When each edition of the certificate was issued, and which serials it bore."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from schemas.document import Edition


class Era(NamedTuple):
    """The facts of one edition.

    Attributes:
        first, last: first and last day on which the rules had it issued.
        late_days: how much later offices went on using up old blanks.
        letters: pattern of the serial's letters.
        digits: number of the serial's digits.
    """

    edition: Edition
    first: date
    last: date
    late_days: int
    letters: str
    digits: int

    def issued_on(self, day: date) -> bool:
        """Say whether a certificate of this edition may bear this date."""
        return self.first <= day and day - timedelta(days=self.late_days) <= self.last


# The form of 1989 is the oldest in use. From 2025 the number of digits, not the letters,
# tells the edition: AA with six digits is of 2004.
ERAS: tuple[Era, ...] = (
    Era(Edition.E1993, date(1989, 7, 14), date(2004, 6, 30), 184, r"[A-ZĐ]", 6),
    Era(Edition.E2004, date(2004, 7, 1), date(2009, 12, 9), 90, r"A[A-ZĐ]", 6),
    Era(Edition.E2009, date(2009, 12, 10), date(2014, 6, 30), 65, r"B[A-ZĐ]", 6),
    Era(Edition.E2014, date(2014, 7, 1), date(2024, 12, 31), 0, r"[BCDĐ][A-ZĐ]", 6),
    Era(Edition.E2024, date(2024, 8, 1), date.max, 0, r"[A-ZĐ]{2}", 8),
)
ERA_OF: dict[Edition, Era] = {era.edition: era for era in ERAS}

_SERIAL = re.compile(r"([A-ZĐ]{1,2}) (\d{8}|\d{6})")


def editions_of_serial(serial: str) -> tuple[Edition, ...]:
    """Return the editions that bore serials like this one, none for no serial at all."""
    match = _SERIAL.fullmatch(serial)
    if match is None:
        return ()
    letters, digits = match.groups()
    return tuple(
        era.edition
        for era in ERAS
        if len(digits) == era.digits and re.fullmatch(era.letters, letters)
    )


def editions_of_date(day: date) -> tuple[Edition, ...]:
    """Return the editions that may bear this date."""
    return tuple(era.edition for era in ERAS if era.issued_on(day))


def day_of(value: str | None) -> date | None:
    """Return the day an ISO date names, or None when it is no full date."""
    try:
        return date.fromisoformat(value) if value and len(value) == 10 else None
    except ValueError:
        return None
