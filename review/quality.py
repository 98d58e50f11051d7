"""The quality page: how many silent errors samples show, and how often people slip."""

from typing import Final

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from review import naming
from review.charts import Span, intervals
from review.desk import AtDesk
from review.rendering import page
from review.security import ByPerson
from schemas.settings import Language
from store.sampling import Rate, all_floors, silent_errors, slips

router = APIRouter()
_MOST_KINDS: Final = 15


@router.get("/quality")
def quality(request: Request, desk: AtDesk, person: ByPerson) -> HTMLResponse:
    everything, *kinds = silent_errors(desk.store)
    people = slips(desk.store)
    bound = desk.settings.silent_error_bound
    lang = person.lang
    return page(
        request,
        "quality.html",
        bound=bound,
        everything=everything,
        shown=_shown(everything, lang),
        by_kind=intervals(
            _say(lang, "Sai lọt theo loại ô", "Silent errors by kind of field"),
            [_span(naming.label(one.name, lang), one, lang) for one in kinds[:_MOST_KINDS]],
            bound,
        ),
        has_kinds=bool(kinds),
        by_person=intervals(
            _say(lang, "Gõ sai theo người", "Slips by person"),
            [_span(one.name, one, lang) for one in people],
        ),
        has_people=bool(people),
        floors=[(naming.label(floor.pattern, lang), floor) for floor in all_floors(desk.store)],
    )


def _span(label: str, rate: Rate, lang: Language) -> Span:
    share, low, high = rate.interval
    return Span(label, share, low, high, _shown(rate, lang))


def _shown(rate: Rate, lang: Language) -> str:
    if rate.interval.share is None:
        return _say(lang, "chưa có mẫu", "no samples yet")
    of = _say(lang, "trên", "of")
    low, high = (f"{100 * edge:.1f}" for edge in rate.interval[1:])
    text = f"{rate.wrong} {of} {rate.asked} ({low}–{high} %)"
    return text.replace(".", ",") if lang is Language.VI else text


def _say(lang: Language, vi: str, en: str) -> str:
    return vi if lang is Language.VI else en
