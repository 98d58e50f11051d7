"""The edition follows from the printed form, the serial and the date together."""

import pytest

from ocr.editions import FORMS, edition_of
from ocr.layouts import LAYOUTS
from schemas.document import Edition


@pytest.mark.parametrize(
    ("family", "serial", "issued", "edition"),
    [
        ("red1993", None, None, Edition.E1993),
        ("red1993", "BC 123456", "2012-01-01", Edition.E1993),  # the form decides
        ("sheet2024", None, None, Edition.E2024),
        ("pink", "BC 123456", "2012-05-01", Edition.E2009),
        ("pink", "CP 673047", "2017-07-07", Edition.E2014),
        ("pink", "CP 673047", None, Edition.E2014),  # serial alone
        ("pink", None, "2012-05-01", Edition.E2009),  # date alone
        ("pink", "BX 123456", "2016-05-01", Edition.E2014),  # letters of both: the date tells
        ("pink", "BX 123456", None, None),  # and without it nothing does
        ("pink", "xx", "2012-05-01", Edition.E2009),  # a misread serial
        ("pink", None, None, None),
        ("red2004", "AB 123456", "2006-05-01", Edition.E2004),
        ("red2004", "D 0123456", None, None),
        ("", "CP 673047", "2017-07-07", None),
    ],
)
def test_form_serial_and_date_tell_the_edition(
    family: str, serial: str | None, issued: str | None, edition: Edition | None
) -> None:
    assert edition_of(family, serial, issued) is edition


def test_old_blanks_used_up_under_the_newer_rules_are_of_the_newer_edition() -> None:
    # Serial and date both allow either edition in these weeks.
    assert edition_of("pink", "BC 123456", "2014-07-20") in (Edition.E2009, Edition.E2014)
    assert edition_of("pink", "BX 123456", "2014-07-20") is Edition.E2014


def test_every_form_is_of_some_edition_and_every_edition_has_a_form() -> None:
    assert set(FORMS) == {layout.family for layout in LAYOUTS}
    assert {edition for forms in FORMS.values() for edition in forms} == set(Edition)
