"""Conditions on the lead sheet, built one by one with their parameters."""

import re
from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any

from salesmap.core.clock import Clock, instant
from salesmap.core.folding import fold
from salesmap.core.i18n import key_of
from salesmap.domain.vocabulary import (
    FILTER,
    LEAD_DAYS,
    LEAD_INSTANTS,
    LEAD_NUMBERS,
    STATUSES,
)
from salesmap.reports.errors import (
    FilterSyntaxError,
    NotANumberError,
    SearchTooLongError,
    TagOperatorError,
    UnknownStatusError,
)
from salesmap.reports.query.lead_fields import field_key, field_sql, is_pipeline
from salesmap.reports.query.like import escape_like
from salesmap.reports.query.stage_names import pipeline_key, stage_ids
from salesmap.store.connection import Connection

_STATUSES = (*STATUSES, "all")
_LONGEST_PATTERN = 1000
_FOLDED = {
    "name": "name_key",
    "customer": "customer_key",
    "contact": "contact_key",
    "email": "email_key",
}
"""The columns that hold a field in folded form."""


class Conditions:
    """Conditions on the rows of `sheet`: SQL in `clauses`, its values in `parameters`.

    `clock` gives words like `tomorrow` their day, `custom` names the custom fields.
    """

    def __init__(self, clock: Clock, custom: Sequence[str]) -> None:
        self.clock = clock
        self.custom = custom
        self.clauses: list[str] = []
        self.parameters: dict[str, Any] = {}

    def add_status(self, status: str) -> None:
        """Filter by a status, or by none (`all`). Raises UnknownStatusError."""
        status = key_of(status, _STATUSES)
        if status not in _STATUSES:
            raise UnknownStatusError(status, _STATUSES)
        if status != "all":
            self.clauses.append(f"status = '{status}'")

    def add_option(self, connection: Connection, name: str, value: str) -> None:
        """Filter by the value of an option such as --stage or --owner."""
        if name == "stage":
            self._add_stage("=", connection, value)
        elif name == "pipeline":
            self.add_comparison(name, "=", pipeline_key(connection, value))
        else:
            self.add_comparison(name, "=", value)

    def add_filter(self, connection: Connection, text: str) -> None:
        """Filter by `field=value` and the like.

        Raises FilterSyntaxError, UnknownFieldError, UnknownStageError, UnknownPipelineError,
        NotANumberError, TagOperatorError, and UsageError for a day or amount that is none.
        """
        match = re.fullmatch(FILTER, text)
        if not match:
            raise FilterSyntaxError(text)
        name, operator, value = field_key(match[1].strip(), self.custom), match[2], match[3]
        if name == "status":
            value = key_of(value, _STATUSES)
        if name == "stage" and operator in ("=", "!="):
            self._add_stage(operator, connection, value)
        elif is_pipeline(name, self.custom) and operator in ("=", "!=") and value:
            self.add_comparison("pipeline", operator, pipeline_key(connection, value))
        elif name == "status" and value not in _STATUSES and operator != "~":
            raise UnknownStatusError(value, _STATUSES)
        else:
            self.add_comparison(name, operator, value)

    def add_comparison(self, name: str, operator: str, value: str) -> None:
        """Compare a field with a value; an empty value means that the field is empty."""
        if name == "tag":
            self._add_tag(operator, value)
            return
        expression = field_sql(name, self.custom)
        if operator == "~":
            pattern = self._bind(_like(fold(value) if name in _FOLDED else value))
            self.clauses.append(f"{_FOLDED.get(name, expression)} LIKE {pattern} ESCAPE '\\'")
        elif value == "" and operator in ("=", "!="):
            self.clauses.append(f"{expression} IS {'NOT ' if operator == '!=' else ''}NULL")
        elif operator == "!=":
            equal = self._test(name, expression, "=", value)
            self.clauses.append(f"({expression} IS NULL OR NOT {equal})")
        else:
            self.clauses.append(self._test(name, expression, operator, value))

    def add_search(self, text: str) -> None:
        """Search for a text in the names, the contact's addresses and the interactions."""
        pattern, folded = self._bind(_like(text)), self._bind(_like(fold(text)))
        lead = _any_like({"name_key": folded, "name": pattern, "external_id": pattern})
        contact = {
            "name_key": folded,
            "email_key": folded,
            "phone": pattern,
            "phone_key": pattern,
            "wechat": pattern,
        }
        digits = "".join(character for character in text if character.isdecimal())
        if digits and not any(character.isalpha() for character in text):
            contact["phone_key"] = self._bind(_like(digits))
        customer = _any_like({"name_key": folded})
        interaction = _any_like({"text": pattern})
        # Each table is read once: looking up every lead's own rows took three times as long.
        self.clauses.append(
            f"({lead} OR customer_id IN (SELECT id FROM customer WHERE {customer})"
            f" OR contact_id IN (SELECT id FROM contact WHERE {_any_like(contact)})"
            f" OR id IN (SELECT lead_id FROM interaction WHERE {interaction}))"
        )

    def _bind(self, value: Any) -> str:
        name = f"p{len(self.parameters)}"
        self.parameters[name] = value
        return f":{name}"

    def _add_stage(self, operator: str, connection: Connection, name: str) -> None:
        ids = ", ".join(str(id) for id in stage_ids(connection, name))
        self.clauses.append(f"stage_id {'IN' if operator == '=' else 'NOT IN'} ({ids})")

    def _add_tag(self, operator: str, value: str) -> None:
        if operator == "~":
            test = f"t.tag LIKE {self._bind(_like(value))} ESCAPE '\\'"
        elif operator in ("=", "!="):
            test = f"t.tag = {self._bind(value)}"
        else:
            raise TagOperatorError(operator)
        negation = "NOT " if operator == "!=" else ""
        self.clauses.append(
            f"{negation}EXISTS (SELECT 1 FROM lead_tag t WHERE t.lead_id = sheet.id AND {test})"
        )

    def _test(self, name: str, expression: str, operator: str, value: str) -> str:
        """Return the comparison that the kind of the field asks for."""
        if name in LEAD_INSTANTS:
            return self._test_instant(expression, operator, self._day(value))
        if name in LEAD_DAYS:
            return f"{expression} {operator} {self._bind(self._day(value).isoformat())}"
        if name == "value":
            return f"{expression} {operator} {self._bind(_cents(value))}"
        if name in LEAD_NUMBERS:
            return f"{expression} {operator} {self._bind(_whole(name, value))}"
        if name in _FOLDED:
            return f"{_FOLDED[name]} {operator} {self._bind(fold(value))}"
        if operator != "=" and (number := _number(value)) is not None:
            return f"CAST({expression} AS REAL) {operator} {self._bind(number)}"
        return f"lower({expression}) {operator} lower({self._bind(value)})"

    def _test_instant(self, expression: str, operator: str, day: date) -> str:
        """Compare an instant with a day: `>` is after its end, `<=` before its end."""
        start = instant(self.clock.at(day, time()))
        end = instant(self.clock.at(day + timedelta(days=1), time()))
        if operator == "=":
            return f"({expression} >= {self._bind(start)} AND {expression} < {self._bind(end)})"
        bound = end if operator in (">", "<=") else start
        return f"{expression} {'>=' if operator in ('>', '>=') else '<'} {self._bind(bound)}"

    def _day(self, text: str) -> date:
        from salesmap.core.dates import parse_day

        return parse_day(text, self.clock.today())


def _cents(value: str) -> int:
    from salesmap.core.money import parse_money

    return parse_money(value)[0]


def _whole(name: str, value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) < 19):
        raise NotANumberError(name, value)
    return int(value)


def _number(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None


def _any_like(patterns: dict[str, str]) -> str:
    return " OR ".join(f"{name} LIKE {pattern} ESCAPE '\\'" for name, pattern in patterns.items())


def _like(text: str) -> str:
    if len(text) > _LONGEST_PATTERN:
        raise SearchTooLongError(_LONGEST_PATTERN)
    return f"%{escape_like(text)}%"
