"""Which edition a certificate is: from its printed form, its date and its serial."""

from schemas.document import Edition
from schemas.editions import day_of, editions_of_date, editions_of_serial

# Forms that several editions share.
FORMS: dict[str, tuple[Edition, ...]] = {
    "red1993": (Edition.E1993,),
    "red2004": (Edition.E2004, Edition.E1993),
    "pink": (Edition.E2009, Edition.E2014),
    "sheet2024": (Edition.E2024,),
}


def edition_of(family: str, serial: str | None, issued: str | None) -> Edition | None:
    """Return the edition, or None when form, date and serial leave several or none.

    The form decides; where several editions share it, those that both serial and date allow
    remain. One of the two may be missing or misread: then the other decides alone.
    """
    forms = FORMS.get(family, ())
    if len(forms) == 1:
        return forms[0]
    by_serial = [e for e in forms if e in editions_of_serial(serial or "")]
    day = day_of(issued)
    by_date = [e for e in forms if e in editions_of_date(day)] if day else []
    both = [e for e in by_serial if e in by_date]
    for left in (both, by_date, by_serial):
        if len(left) == 1:
            return left[0]
    if both and day:
        # Old blanks were used up for some weeks into the next edition: the newer rules win.
        return both[-1] if family == "pink" else both[0]
    return None
