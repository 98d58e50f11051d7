"""Two values of one field: the same or not."""

import pytest

from quality.compare import same_value


@pytest.mark.parametrize(
    ("path", "one", "other"),
    [
        ("parcels[0].area_m2", "120.50", "120.5"),
        ("parcels[0].purposes[1].area_m2", "100", "100.0"),
        ("parcels[0].address", "xã Hòa Bình", "xã Hoà Bình"),
        ("holders[0].full_name", "Lê Thị Hoa\u0300", "Lê Thị Hoà"),
        ("holders[0].full_name", "Lê  Thị Hoa", "Lê Thị Hoa"),
        ("certificate.barcode", None, None),
    ],
)
def test_values_that_say_the_same_are_equal(path: str, one: str | None, other: str | None) -> None:
    assert same_value(path, one, other)


@pytest.mark.parametrize(
    ("path", "one", "other"),
    [
        ("parcels[0].area_m2", "120.5", "1205"),
        ("parcels[0].area_m2", "120,5", "120.5"),  # not the contract's way to write it
        ("parcels[0].parcel_no", "07", "7"),  # a code, not a number
        ("holders[0].full_name", "Lê Thị Hoa", "Lê Thị Hòa"),
        ("holders[0].full_name", "LÊ THỊ HOA", "Lê Thị Hoa"),
        ("certificate.issue_date", "2017-07-07", "2017-07-01"),
        ("certificate.barcode", "123", None),
    ],
)
def test_values_that_say_something_else_differ(
    path: str, one: str | None, other: str | None
) -> None:
    assert not same_value(path, one, other)
