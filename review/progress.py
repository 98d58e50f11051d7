"""The progress page: how far the campaign is, what waits, what a record costs, drawn."""

from collections import Counter
from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup

from review import naming
from review.charts import Bar, Cell, Series, bars, gauge, heat_map, lines
from review.desk import AtDesk, Desk
from review.remembering import Remembered
from review.rendering import page
from review.security import ByPerson
from schemas.document import Edition
from schemas.settings import Language
from store.claims import oldest_waiting
from store.counts import REPLACED, all_counts, status_of
from store.days import by_day
from store.leases import lent
from store.needs import Need, needs
from store.worklist import waiting_by_pattern

router = APIRouter()
_DAYS: Final = 30
_WEEK: Final = 7
_MOST_KINDS: Final = 12
FRESH_S: Final = 30.0


@router.get("/progress")
def progress(request: Request, desk: AtDesk, person: ByPerson) -> HTMLResponse:
    today = datetime.now(UTC).date()
    counts = all_counts(desk.store)
    told = by_day(desk.store, since=date(2000, 1, 1))
    waiting = waiting_by_pattern(desk.store)
    oldest = oldest_waiting(desk.store)
    # What others replace is read once more, as those.
    done = status_of(counts).done - counts.get(REPLACED, 0)
    goal, until = desk.settings.campaign_goal, desk.settings.campaign_until
    return page(
        request,
        "progress.html",
        status=status_of(counts),
        done=done,
        waiting=sum(waiting.values()),
        queue_age=None if oldest is None else datetime.now(UTC) - oldest,
        working=len({one.person for one in lent(desk.store)}),
        goal=goal,
        until=until,
        pace=_pace(done, goal, until, today, told),
        gauge=gauge(
            _say(person.lang, "Tiến độ", "Progress"),
            done,
            goal,
            _expected(goal, until, today, told),
        )
        if goal
        else None,
        by_day=_days_chart(told, today, person.lang),
        by_kind=bars(
            _say(person.lang, "Ô chờ người xem theo loại", "Waiting fields by kind"),
            [
                Bar(naming.label(pattern, person.lang), number, f"{number}")
                for pattern, number in list(waiting.items())[:_MOST_KINDS]
            ],
        )
        if waiting
        else None,
        minutes=_minutes(told, today),
        by_edition=_heat(_needs(request, desk), person.lang),
        minutes_by_day=_minutes_chart(told, today, person.lang),
        recent=told.get(today, {}),
    )


def _days_chart(told: dict[date, dict[str, int]], today: date, lang: Language) -> Markup:
    days = [today - timedelta(days=back) for back in reversed(range(_DAYS))]
    kinds = (
        ("reads", "read", _say(lang, "tệp đã đọc", "files read")),
        ("answers", "answer", _say(lang, "ô đã xem", "fields answered")),
        ("changed", "changed", _say(lang, "ô đã sửa", "fields changed")),
    )
    series = [
        Series(name, kind, [told.get(day, {}).get(key, 0) for day in days])
        for key, kind, name in kinds
    ]
    title = _say(lang, "Theo ngày", "Day by day")
    return lines(title, [f"{day:%d/%m}" for day in days], series)


def _needs(request: Request, desk: Desk) -> tuple[Need, ...]:
    remembered: Remembered[tuple[Need, ...]] = request.app.state.needs
    return remembered.of(lambda: needs(desk.store))


def _heat(found: Sequence[Need], lang: Language) -> Markup | None:
    """Draw which share of the printed fields went to people: kinds down, editions across."""
    by_pattern: Counter[str] = Counter()
    for one in found:
        by_pattern[one.pattern] += one.asked
    wanted = [pattern for pattern, asked in by_pattern.most_common(_MOST_KINDS) if asked]
    if not wanted:
        return None
    editions = [edition for edition in (*Edition, None) if edition in {o.edition for o in found}]
    by_place = {(one.pattern, one.edition): one for one in found}

    def cell(pattern: str, edition: str | None) -> Cell | None:
        one = by_place.get((pattern, edition))
        return (
            None if one is None else Cell(one.asked / one.all, f"{100 * one.asked / one.all:.0f}")
        )

    return heat_map(
        _say(lang, "Ô phải hỏi người theo loại và mẫu giấy", "Fields that need a person"),
        [str(edition or _say(lang, "không rõ", "unknown")) for edition in editions],
        [(naming.label(one, lang), [cell(one, edition) for edition in editions]) for one in wanted],
    )


def _minutes_chart(told: dict[date, dict[str, int]], today: date, lang: Language) -> Markup | None:
    """Draw minutes of people's time per document read, each day over the week before it."""
    days, minutes = [], []
    for back in reversed(range(_DAYS)):
        day = today - timedelta(days=back)
        week = [told.get(day - timedelta(days=n), {}) for n in range(_WEEK)]
        reads = sum(one.get("reads", 0) for one in week)
        if reads:
            days.append(f"{day:%d/%m}")
            minutes.append(sum(one.get("seconds", 0) for one in week) / 60 / reads)
    if len(days) < 2 or not any(minutes):
        return None
    name = _say(lang, "phút mỗi hồ sơ", "minutes each")
    title = _say(lang, "Phút người xem mỗi hồ sơ", "Minutes of a person's time per document")
    return lines(title, days, [Series(name, "read", minutes)], is_fine=True)


def _expected(
    goal: int, until: date | None, today: date, told: dict[date, dict[str, int]]
) -> float | None:
    """Return how many should be done by now if every day brought the same."""
    if until is None or not told:
        return None
    began = min(told)
    whole = max(1, (until - began).days)
    return goal * min(1.0, max(0, (today - began).days) / whole)


def _pace(
    done: int, goal: int, until: date | None, today: date, told: dict[date, dict[str, int]]
) -> tuple[float, float | None]:
    """Return documents a day over the last week, and what is needed to arrive in time."""
    week = [told.get(today - timedelta(days=back), {}).get("reads", 0) for back in range(1, 8)]
    lived = min(7, max(1, (today - min(told)).days)) if told else 1
    needed = None
    if goal and until is not None and until > today:
        needed = max(0, goal - done) / (until - today).days
    return sum(week) / lived, needed


def _minutes(told: dict[date, dict[str, int]], today: date) -> float | None:
    """Return minutes of people's time per document read, over the last days."""
    recent = [told.get(today - timedelta(days=back), {}) for back in range(_DAYS)]
    reads = list(accumulate(day.get("reads", 0) for day in recent))[-1]
    seconds = sum(day.get("seconds", 0) for day in recent)
    return seconds / 60 / reads if reads and seconds else None


def _say(lang: Language, vi: str, en: str) -> str:
    return vi if lang is Language.VI else en
