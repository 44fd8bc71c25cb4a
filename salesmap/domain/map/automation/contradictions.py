"""Contradictions of the rules of a map: what can never hold, and rules that undo each other."""

import re
from collections.abc import Iterator, Sequence
from datetime import date

from salesmap.core.errors import UsageError
from salesmap.core.i18n import _
from salesmap.core.money import parse_money
from salesmap.domain.map.automation.rules import WhenRule
from salesmap.domain.map.model import SalesMap
from salesmap.domain.vocabulary import FILTER

Part = tuple[str, str, str]
"""A filter in its parts: field, operator, value."""

_STATUS_AFTER = {"won": ("won",), "lost": ("lost",), "stage": ("open", "won")}
"""What a lead can be when an event has just happened."""


def parts(filters: Sequence[str]) -> list[Part]:
    """Return the filters in their parts; what is none is left out."""
    matches = (re.fullmatch(FILTER, text) for text in filters)
    return [(m[1].strip().casefold(), m[2], m[3].strip().casefold()) for m in matches if m]


def impossible(rule: WhenRule) -> str | None:
    """Return why the filters of a rule can never hold together, None if they can."""
    found = parts(rule.when)
    statuses = _STATUS_AFTER.get(rule.on, ())
    for field, operator, value in found:
        if field != "status" or not statuses or value == "all":
            continue
        left = [each for each in statuses if (each == value) == (operator == "=")]
        if not left:
            return _("{event} leads have the status {status}").format(
                event=rule.on, status=_(", ").join(statuses)
            )
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
    if equal and (lower or upper):
        numbers = [number for value in equal if (number := _number(value)) is not None]
        is_whole = len(numbers) == len(equal)
        return is_whole and not any(_within(number, lower, upper) for number in numbers)
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


def _within(
    number: float, lower: Sequence[tuple[float, bool]], upper: Sequence[tuple[float, bool]]
) -> bool:
    """Return whether a number is within all bounds."""
    return all(number > least or (number == least and not out) for least, out in lower) and all(
        number < most or (number == most and not out) for most, out in upper
    )


def _number(text: str) -> float | None:
    """Return an amount or a calendar day as a number; None for anything else."""
    try:
        return date.fromisoformat(text).toordinal()
    except ValueError:
        pass
    try:
        return parse_money(text)[0]
    except UsageError:
        return None


def stage_never_is(rule: WhenRule, sales_map: SalesMap) -> str | None:
    """Return why a won lead is never in a stage that a rule on winning asks for; None if it is."""
    if rule.on != "won":
        return None
    phases = [{sales_map.stage(key).phase for key in each.stages} for each in sales_map.pipelines]
    if not all("after" in found for found in phases):
        return None
    before = {
        word.casefold()
        for stage in sales_map.stages
        if stage.phase == "before"
        for word in (stage.key, *stage.label)
    }
    stages = [
        value for field, operator, value in parts(rule.when) if (field, operator) == ("stage", "=")
    ]
    if stages and all(value in before for value in stages):
        return _("a won lead has left the stages before the win")
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
