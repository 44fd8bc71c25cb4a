"""Contradictions of the rules of a map: what can never hold, and rules that undo each other."""

import re
from collections.abc import Iterator, Sequence

from salesmap.core.errors import UsageError
from salesmap.core.i18n import _
from salesmap.core.money import parse_money
from salesmap.domain.map.automation.rules import WhenRule
from salesmap.domain.vocabulary import FILTER

Part = tuple[str, str, str]
"""A filter in its parts: field, operator, value."""

_STATUS_AFTER = {"won": "won", "lost": "lost"}


def parts(filters: Sequence[str]) -> list[Part]:
    """Return the filters in their parts; what is none is left out."""
    matches = (re.fullmatch(FILTER, text) for text in filters)
    return [(m[1].strip().casefold(), m[2], m[3].strip().casefold()) for m in matches if m]


def impossible(rule: WhenRule) -> str | None:
    """Return why the filters of a rule can never hold together, None if they can."""
    found = parts(rule.when)
    status = _STATUS_AFTER.get(rule.on)
    for field, operator, value in found:
        if (
            field == "status"
            and status
            and (operator == "=") != (value == status)
            and value != "all"
        ):
            return _("{event} leads have the status {status}").format(event=rule.on, status=status)
    for field in dict.fromkeys(field for field, _operator, _value in found):
        if _excludes([(operator, value) for name, operator, value in found if name == field]):
            return _("no lead passes all filters on {field}").format(field=field)
    return None


def _excludes(tests: Sequence[tuple[str, str]]) -> bool:
    """Return whether tests of one field exclude each other; any of several `=` holds."""
    equal = {value for operator, value in tests if operator == "="}
    unequal = {value for operator, value in tests if operator == "!="}
    if equal and not equal - unequal:
        return True
    lower, upper = _bounds(tests, ">"), _bounds(tests, "<")
    if not (lower and upper):
        return False
    (least, strictly_above), (most, strictly_below) = max(lower), min(upper)
    return least > most or (least == most and (strictly_above or strictly_below))


def _bounds(tests: Sequence[tuple[str, str]], side: str) -> list[tuple[float, bool]]:
    """Return the bounds of one side with whether they are excluded themselves."""
    return [
        (number, operator == side)
        for operator, value in tests
        if operator.startswith(side) and (number := _number(value)) is not None
    ]


def _number(text: str) -> float | None:
    try:
        return parse_money(text)[0]
    except UsageError:
        return None


def opposing(rules: Sequence[WhenRule]) -> Iterator[tuple[int, int, str]]:
    """Yield the rules that give the same lead to different owners on one event.

    They do where the filters of one are among those of the other. Each comes as the numbers of
    both rules and the event.
    """
    for second, rule in enumerate(rules):
        for first, other in enumerate(rules[:second]):
            owners = {action.owner for action in (*rule.then, *other.then) if action.owner}
            both = all(any(action.owner for action in each.then) for each in (rule, other))
            when, others = set(parts(rule.when)), set(parts(other.when))
            if (
                both
                and len(owners) > 1
                and rule.on == other.on
                and (when <= others or others <= when)
            ):
                yield first, second, rule.on
