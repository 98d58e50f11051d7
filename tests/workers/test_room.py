"""Taking stops before a disk is full, and does not flutter."""

import os
from pathlib import Path

import pytest

from workers.room import Room, free_bytes


@pytest.mark.parametrize(
    ("course", "lacking"),
    [
        ([100, 99, 100, 124, 125, 100, 99], ["", "drop", "drop", "drop", "", "", "drop"]),
        ([0], ["drop"]),
    ],
)
def test_taking_goes_on_only_at_a_quarter_more(course: list[int], lacking: list[str]) -> None:
    free = iter(course)
    room = Room(100, lambda: {"data": 1000, "drop": next(free)})

    assert [room.lacking() for _ in course] == lacking


def test_free_room_is_what_we_may_write(tmp_path: Path) -> None:
    about = os.statvfs(tmp_path)

    assert 0 <= free_bytes(tmp_path) <= about.f_blocks * about.f_frsize
