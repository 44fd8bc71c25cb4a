"""The needs of a lead: out of a survey's answer, and how well a solution fits them."""

import re
from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from salesmap.core.folding import fold
from salesmap.core.i18n import N_
from salesmap.domain.records import Need

COVERED, WORKAROUND = N_("covered"), N_("workaround")
OPEN, UNCOVERED = N_("unanswered"), N_("uncovered")
NEED_STATES = (UNCOVERED, OPEN, WORKAROUND, COVERED)
"""What nothing answers first; `unanswered` is what nobody has looked at yet."""

SURVEY_FIELD = "must_have"
"""The answer of a form whose lines are needs."""

_WORTH = {
    COVERED: Fraction(1),
    WORKAROUND: Fraction(1, 2),
    OPEN: Fraction(0),
    UNCOVERED: Fraction(0),
}
_BETWEEN = re.compile(r"[\n;；。！？!?]+|\.(?=\s+[A-Z])|\.$", re.MULTILINE)
_BULLET = re.compile(r"^\s*(?:[-*•·–—]|\d{1,2}[.)、]|[(（]\d{1,2}[)）])\s*")


class Answered(NamedTuple):
    """A need's weight and state."""

    weight: int
    state: str


def needs_in(answer: str) -> list[str]:
    """Return the needs that an answer names: a line or a sentence each, once."""
    found: dict[str, str] = {}
    for part in _BETWEEN.split(answer):
        text = " ".join(_BULLET.sub("", part).split()).strip(" ,，、")
        if text:
            found.setdefault(fold(text), text)
    return list(found.values())


def need_state(need: Need) -> str:
    """Return the state of a need."""
    if need.product_code is not None:
        return COVERED
    if need.workaround is not None:
        return WORKAROUND
    return UNCOVERED if need.refused_at else OPEN


def fit(needs: Iterable[Answered]) -> Fraction | None:
    """Return weights covered ÷ all weights, a workaround counting half; None without needs."""
    known = list(needs)
    whole = sum(need.weight for need in known)
    if not whole:
        return None
    covered = sum((_WORTH[need.state] * need.weight for need in known), Fraction(0))
    return Fraction(covered, whole)
