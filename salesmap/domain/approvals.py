"""Approvals: the steps that a quote or contract needs, and who may decide them.

Pure functions of the map's rules, the figures of a paper, and the people who hold the roles.
"""

import operator
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import cache
from typing import NamedTuple

from salesmap.core.errors import RuleViolation, UnreadableAmount
from salesmap.core.figures.errors import UnknownCurrency
from salesmap.core.folding import fold
from salesmap.core.i18n import N_, _, bound_language
from salesmap.core.money import parse_amount
from salesmap.domain.map.model import ApprovalRule

_OPERATORS: Mapping[str, Callable[[Fraction, Fraction], bool]] = {
    ">": operator.gt,
    ">=": operator.ge,
    "<": operator.lt,
    "<=": operator.le,
    "=": operator.eq,
    "!=": operator.ne,
}
_BELOW_FLOOR = "below_floor"
_WORDS = {_BELOW_FLOOR: N_("Price below the floor")}
"""What a condition is called where its rule has no label."""

FLOOR_STEP = ApprovalRule("below-floor", None, "quote", (_BELOW_FLOOR,), "")
"""The approval of a quote below its floor where the map has none: anybody's, the owner's too."""

_CONDITION = re.compile(r"\s*(discount_rate|total)\s*(>=|<=|!=|>|<|=)\s*(\S.*?)\s*")


class Condition(NamedTuple):
    """A condition of a rule: a figure of the paper against a limit.

    `below_floor` has neither operator nor limit. The limit of `total` is in hundredths; without a
    currency it is in that of the database.
    """

    figure: str
    operator: str
    limit: Fraction
    currency: str | None


class PaperFigures(NamedTuple):
    """The figures of a quote or contract that rules look at.

    `discount_rate` is 1 − its items after all discounts ÷ their list total; `below_floor`: an item
    is, after all discounts. `totals` are the total in whole hundredths by currency: its own, and
    those for which rates are known; `currency` is that of the database.
    """

    discount_rate: Fraction
    below_floor: bool
    totals: Mapping[str, int]
    currency: str


class NotTheApprover(RuleViolation):
    """Somebody without the role decides."""

    code = "not_the_approver"

    def __init__(self, role: str, holders: Iterable[str]) -> None:
        people = list(holders)
        text = _("Only {people} may decide this ({role}).")
        super().__init__(
            text.format(people=_(", ").join(people), role=role), role=role, people=people
        )


class OwnApproval(RuleViolation):
    """Somebody approves what is their own, where another person has the role."""

    code = "own_approval"

    def __init__(self, role: str, others: Iterable[str]) -> None:
        people = list(others)
        text = _("Nobody approves their own: ask {people} ({role}).")
        super().__init__(
            text.format(people=_(", ").join(people), role=role), role=role, people=people
        )


@cache
def parse_condition(text: str) -> Condition | None:
    """Return the condition that a text says: `below_floor`, `discount_rate>10%`, `total>100k`."""
    if text.strip() == _BELOW_FLOOR:
        return Condition(_BELOW_FLOOR, "", Fraction(0), None)
    match = _CONDITION.fullmatch(text)
    if match is None:
        return None
    if match[1] == "discount_rate":
        rate = parse_rate(match[3])
        return None if rate is None else Condition(match[1], match[2], rate, None)
    try:
        amount, currency = parse_amount(match[3])
    except (UnreadableAmount, UnknownCurrency):
        return None
    return Condition(match[1], match[2], Fraction(amount) * 100, currency)


def parse_rate(text: str) -> Fraction | None:
    """Return a rate from 0 to 1, written `0.1` or `10%`; None for another text."""
    try:
        number = Decimal(text.removesuffix("%"))
    except InvalidOperation:
        return None
    if not number.is_finite():
        return None
    rate = Fraction(number) / (100 if text.endswith("%") else 1)
    return rate if 0 <= rate <= 1 else None


def steps(
    rules: Iterable[ApprovalRule], paper: str, figures: PaperFigures
) -> tuple[ApprovalRule, ...]:
    """Return the rules of the map that ask for approval of a `quote` or `contract`, in order.

    A quote below its floor is always asked about: without a rule that covers it, by FLOOR_STEP.
    """
    asking = tuple(rule for rule in rules if rule.of == paper and _asks(rule, figures))
    if paper != "quote" or not figures.below_floor or any(map(_covers_floor, asking)):
        return asking
    return (*asking, FLOOR_STEP)


def _covers_floor(rule: ApprovalRule) -> bool:
    """Return whether a rule is about prices below the floor, or about every quote."""
    return not rule.when or any(text.strip() == _BELOW_FLOOR for text in rule.when)


def step_title(step: ApprovalRule) -> str:
    """Return what a step is called: its label, else its conditions."""
    if step.label:
        return step.label.text(bound_language())
    return _(", ").join(_(_WORDS.get(text.strip(), text)) for text in step.when) or step.key


def rule_title(rules: Iterable[ApprovalRule], key: str) -> str:
    """Return what the step of a key is called; the key itself where the map has no such step."""
    return next((step_title(rule) for rule in rules if rule.key == key), key)


def _asks(rule: ApprovalRule, figures: PaperFigures) -> bool:
    conditions = [parse_condition(text) for text in rule.when]
    return all(each is None or _holds(each, figures) for each in conditions)


def _holds(condition: Condition, figures: PaperFigures) -> bool:
    """Return whether a condition holds; a total without a rate for its currency counts as it does.

    Asking once too often costs a day, not asking costs the discount.
    """
    if condition.figure == _BELOW_FLOOR:
        return figures.below_floor
    if condition.figure == "discount_rate":
        return compared(figures.discount_rate, condition.operator, condition.limit)
    total = figures.totals.get(condition.currency or figures.currency)
    return total is None or compared(Fraction(total), condition.operator, condition.limit)


def compared(figure: Fraction, operator_: str, limit: Fraction) -> bool:
    """Return whether a figure compares so with a limit; with `~` never."""
    return operator_ in _OPERATORS and _OPERATORS[operator_](figure, limit)


def check_may_decide(role: str, holders: Sequence[str], user: str, own_of: Iterable[str]) -> bool:
    """Return whether the user decides on their own paper, as they may where nobody else can.

    `holders` are the people who hold the role, `own_of` those whose paper it is. Without a holder
    anybody decides. Raises NotTheApprover, OwnApproval.
    """
    is_own = fold(user) in {fold(each) for each in own_of}
    if not holders:
        return is_own
    others = [each for each in holders if fold(each) != fold(user)]
    if is_own and others:
        raise OwnApproval(role, others)
    if len(others) == len(holders):
        raise NotTheApprover(role, holders)
    return is_own
