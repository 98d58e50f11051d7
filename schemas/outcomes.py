"""The ways in which reading a value can end, so that every parser says them alike."""

from schemas.parsing import Parsed
from schemas.problems import problem
from schemas.reading import Problem
from schemas.text import squeeze


def unreadable(raw: str) -> Parsed:
    """Something stands there but it is no such value; an empty text is simply not found."""
    text = squeeze(raw)
    return refused("unreadable", raw=text) if text else refused("not_found")


def refused(code: str, /, **facts: object) -> Parsed:
    """No value, for a reason of its own."""
    return Parsed(None, (problem(code, **facts),))


def clean(value: str, *, known: bool = False) -> Parsed:
    """The value stands there as it is."""
    return Parsed(value, known=known)


def doubtful(value: str, code: str, /, **facts: object) -> Parsed:
    """The value is the best guess; the problem says what else it may be."""
    return Parsed(value, (problem(code, **facts),))


def corrected(value: str, raw: str, *, known: bool = False) -> Parsed:
    """A word list or look-alike table changed the text; the clerk is told both forms."""
    return Parsed(value, (told(value, raw),), corrected=True, known=known)


def told(value: str, raw: str) -> Problem:
    """The problem that goes with every correction."""
    return problem("corrected", raw=squeeze(raw), value=value)


def with_problem(parsed: Parsed, code: str, /, **facts: object) -> Parsed:
    """The same value with one more doubt; no list vouches for a doubtful whole."""
    return parsed._replace(problems=(*parsed.problems, problem(code, **facts)), known=False)
