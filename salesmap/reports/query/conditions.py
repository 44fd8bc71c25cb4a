"""Conditions on the lead sheet, built one by one with their parameters."""

import re
from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any

from salesmap.core.clock import Clock, instant
from salesmap.core.folding import fold
from salesmap.core.i18n import key_of
from salesmap.domain.fields import PLAIN_FIELDS
from salesmap.domain.vocabulary import (
    FILTER,
    LEAD_DAYS,
    LEAD_FIELDS,
    LEAD_INSTANTS,
    LEAD_NUMBERS,
    STATUSES,
    is_me,
)
from salesmap.reports.errors import (
    FilterSyntaxError,
    NotANumberError,
    SearchTooLongError,
    TagOperatorError,
    UnknownStatusError,
)
from salesmap.reports.query.contact_phones import phones_of
from salesmap.reports.query.lead_fields import (
    custom_fields_of,
    field_key,
    field_sql,
    is_pipeline,
)
from salesmap.reports.query.like import escape_like
from salesmap.reports.query.spellings import Spellings, UnknownValue, spellings
from salesmap.reports.query.stage_names import pipeline_id, stage_ids
from salesmap.store.connection import Connection

_STATUSES = (*STATUSES, "all")
_LONGEST_PATTERN = 1000
_SPELLED = ("owner", *PLAIN_FIELDS, "lost_reason")
"""The lead's own texts, which are found however they are written; custom fields are, too."""
NOTHING = "1 = 0"
"""The condition that no lead passes."""
_FOLDED = {
    "name": "name_key",
    "customer": "customer_key",
    "contact": "contact_key",
    "email": "email_key",
}
"""The columns that hold a field in folded form."""


class Conditions:
    """Conditions on the rows of `sheet`, or of `lead l`: SQL in `clauses`, values in `parameters`.

    `clock` gives words like `tomorrow` their day; `user` is who `me` is; `unknown` are the values
    that no lead has.
    """

    def __init__(
        self, connection: Connection, clock: Clock, prefix: str = "", user: str | None = None
    ) -> None:
        self.connection = connection
        self.clock = clock
        self.prefix = prefix
        self.user = user
        self.custom = custom_fields_of(connection)
        self.clauses: list[str] = []
        self.parameters: dict[str, Any] = {}
        self.unknown: list[UnknownValue] = []

    def add_status(self, status: str) -> None:
        """Filter by a status, or by none (`all`). Raises UnknownStatusError."""
        status = key_of(status, _STATUSES)
        if status not in _STATUSES:
            raise UnknownStatusError(status, _STATUSES)
        if status != "all":
            self.clauses.append(f"{self.prefix}status = '{status}'")

    def add_created(self, since: date | None, until: date | None) -> None:
        """Filter by the day on which leads were created."""
        for operator, day in ((">=", since), ("<=", until)):
            if day is not None:
                bound = self._bind(day.isoformat())
                self.clauses.append(f"{self.prefix}created_on {operator} {bound}")
                self.clauses.append(f"{self.prefix}created_unknown IS NULL")

    def add_overdue(self) -> None:
        """Filter by leads with an overdue follow-up."""
        self.clauses.append(f"next_due < {self._bind(self.clock.today().isoformat())}")

    def add_option(self, name: str, values: Sequence[str]) -> None:
        """Filter by the values of an option such as --stage or --owner: any of them holds.

        Raises UnknownStageError, UnknownPipelineError.
        """
        if name == "stage":
            ids = [id for value in values for id in stage_ids(self.connection, value)]
            self.clauses.append(_any_number(f"{self.prefix}stage_id", ids))
        elif name == "pipeline":
            ids = [pipeline_id(self.connection, value) for value in values]
            self.clauses.append(_any_number(f"{self.prefix}process_id", ids))
        elif name == "customer":
            self._add_customers(values)
        else:
            self._add_texts(name, values)

    def add_filters(self, texts: Sequence[str]) -> None:
        """Filter by `field=value` and the like; of several values for a field, any one holds.

        Raises FilterSyntaxError, UnknownFieldError, UnknownStageError, UnknownPipelineError,
        NotANumberError, TagOperatorError, and UsageError for a day or amount that is none.
        """
        equal: dict[str, list[str]] = {}
        for text in texts:
            match = re.fullmatch(FILTER, text)
            if not match:
                raise FilterSyntaxError(text)
            name, operator, value = field_key(match[1].strip(), self.custom), match[2], match[3]
            if is_pipeline(name, self.custom):
                name = "pipeline"
            if operator == "=":
                equal.setdefault(name, []).append(value)
            else:
                self._add_filter(name, operator, value)
        for name, values in equal.items():
            before, self.clauses = self.clauses, []
            for value in values:
                self._add_filter(name, "=", value)
            either = f"({' OR '.join(self.clauses)})" if len(values) > 1 else self.clauses[0]
            self.clauses = [*before, either]

    def _add_filter(self, name: str, operator: str, value: str) -> None:
        is_equality = operator in ("=", "!=")
        if name == "status":
            value = key_of(value, _STATUSES)
            if value == "all" and operator == "=":
                self.clauses.append("1 = 1")
                return
            if value not in _STATUSES and operator != "~":
                raise UnknownStatusError(value, _STATUSES)
        if name == "stage" and is_equality:
            clause = _any_number("stage_id", stage_ids(self.connection, value))
            self.clauses.append(clause if operator == "=" else f"NOT ({clause})")
        elif name == "pipeline" and is_equality and value:
            clause = _any_number("process_id", [pipeline_id(self.connection, value)])
            self.clauses.append(clause if operator == "=" else f"NOT ({clause})")
        else:
            self.add_comparison(name, operator, value)

    def add_comparison(self, name: str, operator: str, value: str) -> None:
        """Compare a field with a value; an empty value means that the field is empty."""
        if name == "tag" and operator not in ("=", "!=", "~"):
            raise TagOperatorError(operator)
        if name == "tag" and operator == "~":
            self.clauses.append(self._tagged(f"t.tag LIKE {self._bind(_like(value))} ESCAPE '\\'"))
            return
        expression = "" if name == "tag" else field_sql(name, self.custom)
        if operator == "~":
            folded = name in _FOLDED
            pattern = self._bind(_like(fold(value) if folded else value))
            self.clauses.append(f"{_FOLDED.get(name, expression)} LIKE {pattern} ESCAPE '\\'")
        elif value == "" and operator in ("=", "!=") and name != "tag":
            self.clauses.append(f"{expression} IS {'NOT ' if operator == '!=' else ''}NULL")
        elif operator == "!=":
            equal = self._test(name, expression, "=", value)
            is_empty = f"{expression} IS NULL OR " if expression else ""
            self.clauses.append(f"({is_empty}NOT {equal})")
        else:
            self.clauses.append(self._test(name, expression, operator, value))

    def add_search(self, texts: Sequence[str]) -> None:
        """Search for texts in the names, the contact's addresses and the interactions."""
        self.clauses.append(f"({' OR '.join(map(self._searched, texts))})")

    def _searched(self, text: str) -> str:
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
            contact[phones_of()] = self._bind(_like(digits))
        customer = _any_like({"name_key": folded})
        interaction = _any_like({"text": pattern})
        # Each table is read once: looking up every lead's own rows took three times as long.
        return (
            f"({lead} OR customer_id IN (SELECT id FROM customer WHERE {customer})"
            f" OR contact_id IN (SELECT id FROM contact WHERE {_any_like(contact)})"
            f" OR id IN (SELECT lead_id FROM interaction WHERE {interaction}))"
        )

    def _add_customers(self, values: Sequence[str]) -> None:
        """Filter by words of the customer's name."""
        either = []
        for value in values:
            pattern = self._bind(_like(fold(value)))
            either.append(f"customer_key LIKE {pattern} ESCAPE '\\'")
            query = "SELECT 1 FROM customer WHERE name_key LIKE ? ESCAPE '\\' LIMIT 1"
            if not self.connection.execute(query, (_like(fold(value)),)).fetchone():
                names = self.connection.execute("SELECT name FROM customer ORDER BY id")
                stored = Spellings("customer", [name for (name,) in names])
                self.unknown.append(stored.unknown(value))
        self.clauses.append(f"({' OR '.join(either)})")

    def _add_texts(self, name: str, values: Sequence[str]) -> None:
        """Filter by texts of a field, however they are written; an empty one means none."""
        expression = "" if name == "tag" else self.prefix + field_sql(name, self.custom)
        either = [
            f"{expression} IS NULL"
            if value == "" and expression
            else self._written(name, expression, value)
            for value in values
        ]
        self.clauses.append(f"({' OR '.join(either)})")

    def _written(self, name: str, expression: str, value: str) -> str:
        """Return the test for a text of a field in any spelling of the database."""
        if name == "owner" and is_me(value) and self.user:
            value = self.user
        stored = spellings(self.connection, name, _on_lead(name, self.custom))
        texts = stored.of(value)
        if not texts:
            self.unknown.append(stored.unknown(value))
            return NOTHING
        if name == "tag":
            return self._tagged(f"t.tag IN ({', '.join(map(self._bind, texts))})")
        # The index of owners is over small letters, and a custom field may hold a number.
        bound = ", ".join(f"lower({self._bind(text)})" for text in texts)
        return f"lower({expression}) IN ({bound})"

    def _tagged(self, test: str) -> str:
        return f"EXISTS (SELECT 1 FROM lead_tag t WHERE t.lead_id = sheet.id AND {test})"

    def _bind(self, value: Any) -> str:
        name = f"p{len(self.parameters)}"
        self.parameters[name] = value
        return f":{name}"

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
        if operator == "=" and (name in _SPELLED or name not in LEAD_FIELDS):
            return self._written(name, expression, value)
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


def _on_lead(name: str, custom: Sequence[str]) -> str:
    """Return a text field as SQL over `lead l`."""
    if name == "tag":
        return ""
    if name in _SPELLED:
        return f"l.{name}"
    return field_sql(name, custom).replace("json_extract(fields,", "json_extract(l.fields,")


def _any_number(expression: str, numbers: Sequence[int]) -> str:
    return f"{expression} IN ({', '.join(map(str, numbers))})"


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
