"""Comparisons of fields with what people type, whatever record the fields are of."""

import re
from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any

from salesmap.core.clock import Clock, instant
from salesmap.core.errors import UsageError
from salesmap.core.folding import fold
from salesmap.core.i18n import _
from salesmap.domain.vocabulary import FILTER, is_me
from salesmap.reports.errors import FilterSyntaxError, NotANumberError
from salesmap.reports.query.like import pattern_of
from salesmap.reports.query.spellings import Spellings, UnknownValue
from salesmap.store.connection import Connection
from salesmap.store.members import acting_for, owners_of_team, team_names

NOTHING = "1 = 0"
"""The condition that no record passes."""


class Comparisons:
    """Conditions built one by one: SQL in `clauses`, values in `parameters`.

    `clock` gives words like `tomorrow` their day; `user` is who `me` is; `unknown` are the values
    that no record has. The names of the parameters begin with `letter`.
    """

    letter = "p"

    def __init__(self, connection: Connection, clock: Clock, user: str | None = None) -> None:
        self.connection = connection
        self.clock = clock
        self.user = user
        self.clauses: list[str] = []
        self.parameters: dict[str, Any] = {}
        self.unknown: list[UnknownValue] = []

    def add_filters(self, texts: Sequence[str]) -> None:
        """Filter by `field=value` and the like; of several values for a field, any one holds.

        Raises FilterSyntaxError, and what `key` and `add_filter` raise.
        """
        equal: dict[str, list[str]] = {}
        for text in texts:
            name, operator, value = split(text)
            name = self.key(name)
            if operator == "=":
                equal.setdefault(name, []).append(value)
            else:
                self.add_filter(name, operator, value)
        for name, values in equal.items():
            before, self.clauses = self.clauses, []
            for value in values:
                self.add_filter(name, "=", value)
            either = f"({' OR '.join(self.clauses)})" if len(values) > 1 else self.clauses[0]
            self.clauses = [*before, either]

    def key(self, name: str) -> str:
        """Return the key of a field as it is typed."""
        return name

    def add_filter(self, name: str, operator: str, value: str) -> None:
        """Add one comparison of a field, by its key, with a value."""
        raise NotImplementedError

    def clause(
        self, name: str, expression: str, operator: str, value: str, folded: str = ""
    ) -> str:
        """Return one comparison; an empty value means that the field is empty.

        What is empty differs from every value.
        """
        if operator == "~":
            return self.like(expression, value, folded)
        if value == "" and operator in ("=", "!="):
            return f"{expression} IS {'NOT ' if operator == '!=' else ''}NULL"
        if operator == "!=":
            equal = self.test(name, expression, "=", value, folded)
            return f"({expression} IS NULL OR NOT {equal})"
        return self.test(name, expression, operator, value, folded)

    def test(self, name: str, expression: str, operator: str, value: str, folded: str) -> str:
        """Return the test of a field by its key; the operator is none of `!=` and `~`."""
        raise NotImplementedError

    def compare(
        self, kind: str, name: str, expression: str, operator: str, value: str, folded: str = ""
    ) -> str:
        """Return the comparison that a kind of field asks for: days, instants, money, numbers.

        A text is compared in folded form where there is one, else in small letters, and with a
        number as a number.
        """
        if kind == "instant":
            return self._instants(expression, operator, self._day(value))
        if kind == "day":
            return f"{expression} {operator} {self.bind(self._day(value).isoformat())}"
        if kind == "money":
            cents, currency = _amount(value)
            test = f"{expression} {operator} {self.bind(cents)}"
            return self.in_currency(test, currency, value) if currency else test
        if kind == "int":
            return f"{expression} {operator} {self.bind(_whole(name, value))}"
        if folded:
            return f"{folded} {operator} {self.bind(fold(value))}"
        if operator != "=" and (number := _number(value)) is not None:
            return f"CAST({expression} AS REAL) {operator} {self.bind(number)}"
        return f"lower({expression}) {operator} lower({self.bind(value)})"

    def in_currency(self, test: str, currency: str, value: str) -> str:
        """Return the test of an amount that names its currency. Raises UsageError."""
        text = _("The amount {value!r} names a currency, which this figure cannot be asked for.")
        raise UsageError(text.format(value=value))

    def like(self, expression: str, value: str, folded: str = "") -> str:
        """Return the test whether a text contains another. Raises SearchTooLongError."""
        pattern = self.bind(pattern_of(fold(value) if folded else value))
        return f"{folded or expression} LIKE {pattern} ESCAPE '\\'"

    def spelled(self, stored: Spellings, expression: str, value: str) -> str:
        """Return the test for a text in any of its stored spellings; `me` is an owner."""
        if stored.field == "owner" and is_me(value) and self.user:
            names = acting_for(self.connection, self.user, self.clock.today())
            texts = [text for name in names for text in stored.of(name)]
            value = self.user
        else:
            texts = stored.of(value)
        if not texts:
            self.unknown.append(stored.unknown(value))
            return NOTHING
        # The index of owners is over small letters, and a custom field may hold a number.
        bound = ", ".join(f"lower({self.bind(text)})" for text in texts)
        return f"lower({expression}) IN ({bound})"

    def owners_of_team(self, team: str) -> Sequence[str]:
        """Return the members of a team; nobody of one that is unknown, which is noted."""
        stored = Spellings("team", team_names(self.connection))
        if team and not stored.of(team):
            self.unknown.append(stored.unknown(team))
        return owners_of_team(self.connection, team)

    def bind(self, value: Any) -> str:
        """Return the name of a new parameter with this value."""
        name = f"{self.letter}{len(self.parameters)}"
        self.parameters[name] = value
        return f":{name}"

    def _instants(self, expression: str, operator: str, day: date) -> str:
        """Compare an instant with a day: `>` is after its end, `<=` before its end."""
        start = instant(self.clock.at(day, time()))
        end = instant(self.clock.at(day + timedelta(days=1), time()))
        if operator == "=":
            return f"({expression} >= {self.bind(start)} AND {expression} < {self.bind(end)})"
        bound = end if operator in (">", "<=") else start
        return f"{expression} {'>=' if operator in ('>', '>=') else '<'} {self.bind(bound)}"

    def _day(self, text: str) -> date:
        from salesmap.core.dates import parse_day

        return parse_day(text, self.clock.today())


def split(text: str) -> tuple[str, str, str]:
    """Return field, operator and value of a filter as typed. Raises FilterSyntaxError."""
    match = re.fullmatch(FILTER, text)
    if not match:
        raise FilterSyntaxError(text)
    return match[1].strip(), match[2], match[3]


def _amount(value: str) -> tuple[int, str | None]:
    from salesmap.core.money import parse_money

    return parse_money(value)


def _whole(name: str, value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) < 19):
        raise NotANumberError(name, value)
    return int(value)


def _number(value: str) -> float | None:
    try:
        return float(value)
    except ValueError:
        return None
