"""What the filters of a rule ask: fields of the lead, of the record of its event, of the customer.

A name means the first of: a field of the map, of every lead, of the event's record, of customers.
"""

import re
from collections.abc import Collection, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from salesmap.core.errors import UsageError
from salesmap.core.folding import fold
from salesmap.core.i18n import _
from salesmap.core.money import parse_amount
from salesmap.domain.approvals import compared, parse_rate
from salesmap.domain.customer.fields import FIELD_KEYS
from salesmap.domain.map.automation.rules import WhenRule
from salesmap.domain.service.vocabulary import PRIORITIES
from salesmap.domain.service.words import priority_of
from salesmap.domain.vocabulary import FILTER, LEAD_FIELDS

EVENT_FIELDS: Mapping[str, Mapping[str, str]] = {
    "quote_sent": {"total": "money", "discount_rate": "rate", "round": "int"},
    "contract_signed": {"amount": "money"},
    "payment": {"amount": "money"},
    "ticket_opened": {"priority": "priority", "kind": "text", "text": "text"},
}
"""The fields of the record that an event is about, with their kinds."""

_OPERATORS = {"text": ("=", "!=", "~"), "priority": ("=", "!=")}
_IN_ORDER = ("=", "!=", ">", ">=", "<", "<=")
"""How fields of a kind, and those of the others, are compared."""

OF_EVERY_LEAD = (*sorted(LEAD_FIELDS), "tag", "tier", "team")
CUSTOMER_FIELDS = tuple(key for key in FIELD_KEYS if key not in OF_EVERY_LEAD)

Fact = str | int | Fraction | tuple[int, str] | None
"""A value of an event's record; money is hundredths and a currency."""


class Asked(NamedTuple):
    """The filters of a rule by the record that they are on."""

    lead: tuple[str, ...]
    event: tuple[str, ...]
    customer: tuple[str, ...]


def asked(rule: WhenRule, own: Collection[str]) -> Asked:
    """Return the filters of a rule by record; `own` are the fields that the map declares."""
    of: dict[str, list[str]] = {"lead": [], "event": [], "customer": []}
    for text in rule.when:
        of[record_of(_parts(text)[0], rule.on, own)].append(text)
    return Asked(*(tuple(of[each]) for each in Asked._fields))


def known_fields(on: str, own: Sequence[str]) -> list[str]:
    """Return the fields that a rule on an event can ask for."""
    return [*OF_EVERY_LEAD, *EVENT_FIELDS.get(on, {}), *CUSTOMER_FIELDS, *own]


def record_of(name: str, on: str, own: Collection[str]) -> str:
    """Return whose field a name is in a rule on an event: `lead`, `event` or `customer`."""
    if name in own or name in OF_EVERY_LEAD:
        return "lead"
    if name in EVENT_FIELDS.get(on, ()):
        return "event"
    return "customer" if name in CUSTOMER_FIELDS else "lead"


def event_problem(on: str, name: str, operator: str, value: str) -> str | None:
    """Return what is wrong with a filter on a field of an event's record, None for a good one."""
    kind = EVENT_FIELDS[on][name]
    if operator not in (known := _OPERATORS.get(kind, _IN_ORDER)):
        problem = _("{key} is compared with {operators} only")
        return problem.format(key=name, operators=" ".join(known))
    if operator == "~" or (value == "" and operator in ("=", "!=")):
        return None
    try:
        fact_from(kind, value, "")
    except UsageError as error:
        return str(error)
    return None


def passes(on: str, filters: Sequence[str], facts: Mapping[str, Fact]) -> bool:
    """Return whether an event's record passes filters; of several `=` on a field, any one holds.

    Raises UsageError for a value that cannot be compared.
    """
    equal: dict[str, bool] = {}
    for name, operator, value in map(_parts, filters):
        is_true = _is_true(EVENT_FIELDS[on][name], facts.get(name), operator, value)
        if operator == "=":
            equal[name] = equal.get(name, False) or is_true
        elif not is_true:
            return False
    return all(equal.values())


def event_facts(on: str, texts: Mapping[str, str], currency: str) -> dict[str, Fact]:
    """Return the facts of an event from what is typed. Raises UsageError."""
    kinds = EVENT_FIELDS.get(on, {})
    return {name: fact_from(kinds[name], text, currency) for name, text in texts.items()}


def fact_from(kind: str, text: str, currency: str) -> Fact:
    """Return a value as it is typed; an amount is in `currency` unless it names one.

    Raises UsageError.
    """
    if kind == "money":
        amount, named = parse_amount(text)
        return int(amount * 100), named or currency
    if kind == "rate":
        return _rate(text)
    if kind == "int":
        return _whole(text)
    return _priority(text) if kind == "priority" else text


def _parts(text: str) -> tuple[str, str, str]:
    match = re.fullmatch(FILTER, text)
    return (match[1].strip(), match[2], match[3]) if match else ("", "", "")


def _is_true(kind: str, fact: Fact, operator: str, value: str) -> bool:
    """Return whether a fact compares so with a value; what is missing differs from every value."""
    if value == "" and operator in ("=", "!="):
        return (fact in (None, "")) == (operator == "=")
    if fact is None:
        return operator == "!="
    if operator == "~":
        return fold(value) in fold(str(fact))
    if kind == "money":
        assert isinstance(fact, tuple)
        amount, currency = parse_amount(value)
        is_same = currency in (None, fact[1])
        is_true = is_same and compared(Fraction(fact[0]), operator, Fraction(amount) * 100)
        return is_true or (operator == "!=" and not is_same)
    if kind == "rate":
        assert isinstance(fact, Fraction)
        return compared(fact, operator, _rate(value))
    if kind == "int":
        assert isinstance(fact, int)
        return compared(Fraction(fact), operator, Fraction(_whole(value)))
    typed = _priority(value) if kind == "priority" else value
    return (fold(str(fact)) == fold(typed)) == (operator == "=")


def _rate(text: str) -> Fraction:
    rate = parse_rate(text)
    if rate is None:
        raise UsageError(_("{value!r} is no rate: write 10% or 0.1.").format(value=text))
    return rate


def _whole(text: str) -> int:
    if not (text.isascii() and text.isdigit()):
        raise UsageError(_("{value!r} is no whole number.").format(value=text))
    return int(text)


def _priority(text: str) -> str:
    priority = priority_of(text)
    if priority is None:
        problem = _("{key} cannot be {value!r}: choose one of {known}")
        raise UsageError(problem.format(key="priority", value=text, known=_(", ").join(PRIORITIES)))
    return priority
