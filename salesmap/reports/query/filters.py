"""Which leads are asked for: the words of the command line as conditions of one SQL statement."""

import re
import sqlite3
from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any, NamedTuple

from salesmap.core.clock import Clock, instant
from salesmap.core.errors import UsageError
from salesmap.core.folding import fold
from salesmap.core.i18n import _
from salesmap.domain.vocabulary import (
    FIELD_SYNONYMS,
    FILTER,
    LEAD_DAYS,
    LEAD_FIELDS,
    LEAD_INSTANTS,
    LEAD_NUMBERS,
    STATUSES,
)
from salesmap.reports.query.statements import statements

_STATUSES = (*STATUSES, "all")

_LONGEST_PATTERN = 1000
_KEYS = {
    "name": "name_key",
    "customer": "customer_key",
    "contact": "contact_key",
    "email": "email_key",
}
FIELDS = sorted(LEAD_FIELDS | {"tag"})
EVERYTHING = "1"
"""The WHERE clause of no filter at all."""


class Filters(NamedTuple):
    """What a list is narrowed by. The clock is what words like `tomorrow` in a filter are seen from."""

    clock: Clock
    status: str = "open"
    same: dict[str, str] = {}  # noqa: RUF012 – never written to
    tag: str | None = None
    search: str | None = None
    conditions: Sequence[str] = ()

    def sql(self, connection: sqlite3.Connection) -> tuple[str, dict[str, Any]]:
        """A WHERE clause over the lead sheet, with its parameters. Raises UsageError."""
        builder = _Builder(self.clock, custom_fields_of(connection))
        builder.status(self.status)
        for name, value in self.same.items():
            builder.same(connection, name, value)
        if self.tag:
            builder.compare("tag", "=", self.tag)
        if self.search:
            builder.search(self.search)
        for condition in self.conditions:
            builder.condition(connection, condition)
        return " AND ".join(builder.clauses) or EVERYTHING, builder.parameters

    def order(self, connection: sqlite3.Connection, sort: str | None) -> str:
        """An ORDER BY clause. Raises UsageError."""
        if not sort:
            return "id DESC"
        name, direction = sort.removeprefix("-"), " DESC" if sort.startswith("-") else ""
        if name == "tag":
            raise UsageError(_("Cannot sort by {field!r}.").format(field=name))
        expression = _expression(name, custom_fields_of(connection))
        if name == "stage":
            expression = "(SELECT position FROM stage WHERE stage.id = sheet.stage_id)"
        return f"{expression}{direction} NULLS LAST, id{direction}"


class _Builder:
    """Conditions on the rows of `sheet`, gathered one by one."""

    def __init__(self, clock: Clock, custom: Sequence[str]) -> None:
        self.clock = clock
        self.custom = custom
        self.clauses: list[str] = []
        self.parameters: dict[str, Any] = {}

    def bind(self, value: Any) -> str:
        name = f"p{len(self.parameters)}"
        self.parameters[name] = value
        return f":{name}"

    def status(self, status: str) -> None:
        if status not in _STATUSES:
            raise UsageError(
                _("Unknown status {status!r}: choose one of {known}.").format(
                    status=status, known=", ".join(_STATUSES)
                )
            )
        if status != "all":
            self.clauses.append(f"status = '{status}'")

    def same(self, connection: sqlite3.Connection, name: str, value: str) -> None:
        if name == "stage":
            ids = ", ".join(str(id) for id in stage_ids(connection, value))
            self.clauses.append(f"stage_id IN ({ids})")
        elif name == "pipeline":
            self.compare(name, "=", pipeline_key(connection, value))
        else:
            self.compare(name, "=", value)

    def condition(self, connection: sqlite3.Connection, text: str) -> None:
        match = re.fullmatch(FILTER, text)
        if not match:
            raise UsageError(
                _(
                    "Cannot read the filter {text!r}: write field=value, field!=value, field>value or field~text."
                ).format(text=text)
            )
        name, operator, value = match[1].strip(), match[2], match[3]
        if name == "stage" and operator in ("=", "!="):
            ids = ", ".join(str(id) for id in stage_ids(connection, value))
            self.clauses.append(f"stage_id {'IN' if operator == '=' else 'NOT IN'} ({ids})")
        elif _is_pipeline(name, self.custom) and operator in ("=", "!=") and value:
            self.compare("pipeline", operator, pipeline_key(connection, value))
        elif name == "status" and value not in _STATUSES and operator != "~":
            self.status(value)
        else:
            self.compare(name, operator, value)

    def compare(self, name: str, operator: str, value: str) -> None:
        if name == "tag":
            self._tag(operator, value)
            return
        expression = _expression(name, self.custom)
        if operator == "~":
            pattern = self.bind(_like(fold(value) if name in _KEYS else value))
            self.clauses.append(f"{_KEYS.get(name, expression)} LIKE {pattern} ESCAPE '\\'")
        elif value == "" and operator in ("=", "!="):
            self.clauses.append(f"{expression} IS {'NOT ' if operator == '!=' else ''}NULL")
        elif operator == "!=":
            self.clauses.append(
                f"({expression} IS NULL OR NOT {self._test(name, expression, '=', value)})"
            )
        else:
            self.clauses.append(self._test(name, expression, operator, value))

    def _test(self, name: str, expression: str, operator: str, value: str) -> str:
        if name in LEAD_INSTANTS:
            return self._test_instant(expression, operator, self._day(value))
        if name in LEAD_DAYS:
            return f"{expression} {operator} {self.bind(self._day(value).isoformat())}"
        if name == "value":
            return f"{expression} {operator} {self.bind(_cents(value))}"
        if name in LEAD_NUMBERS:
            return f"{expression} {operator} {self.bind(_whole(name, value))}"
        if name in _KEYS:
            return f"{_KEYS[name]} {operator} {self.bind(fold(value))}"
        if operator != "=" and (number := _number(value)) is not None:
            return f"CAST({expression} AS REAL) {operator} {self.bind(number)}"
        return f"lower({expression}) {operator} lower({self.bind(value)})"

    def _day(self, text: str) -> date:
        from salesmap.core.dates import parse_day

        return parse_day(text, self.clock.today())

    def _test_instant(self, expression: str, operator: str, day: date) -> str:
        start = instant(self.clock.at(day, time()))
        end = instant(self.clock.at(day + timedelta(days=1), time()))
        if operator == "=":
            return f"({expression} >= {self.bind(start)} AND {expression} < {self.bind(end)})"
        # After a day is from its end on; up to a day includes the day.
        bound = end if operator in (">", "<=") else start
        return f"{expression} {'>=' if operator in ('>', '>=') else '<'} {self.bind(bound)}"

    def search(self, text: str) -> None:
        pattern, folded = self.bind(_like(text)), self.bind(_like(fold(text)))
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
            contact["phone_key"] = self.bind(_like(digits))
        # Each table is gone through once, whatever the leads; looking up every lead's own took three times as long.
        self.clauses.append(
            f"({lead} OR customer_id IN (SELECT id FROM customer WHERE {_any_like({'name_key': folded})})"
            f" OR contact_id IN (SELECT id FROM contact WHERE {_any_like(contact)})"
            f" OR id IN (SELECT lead_id FROM interaction WHERE {_any_like({'text': pattern})}))"
        )

    def _tag(self, operator: str, value: str) -> None:
        if operator == "~":
            test = f"t.tag LIKE {self.bind(_like(value))} ESCAPE '\\'"
        elif operator in ("=", "!="):
            test = f"t.tag = {self.bind(value)}"
        else:
            raise UsageError(_("Tags can be compared with =, != and ~ only."))
        negation = "NOT " if operator == "!=" else ""
        self.clauses.append(
            f"{negation}EXISTS (SELECT 1 FROM lead_tag t WHERE t.lead_id = sheet.id AND {test})"
        )


def stage_ids(connection: sqlite3.Connection, name: str) -> list[int]:
    """The stages of any process with this key or label (or its beginning). Raises UsageError with the stages there are."""
    wanted = fold(name)
    known = connection.execute(statements("lead/leads")["stages"]).fetchall()
    named = [(row[0], [fold(word) for word in row[1:4]]) for row in known]
    exact = [id for id, words in named if wanted in words]
    found = exact or [
        id for id, words in named if wanted and any(word.startswith(wanted) for word in words)
    ]
    if not found:
        keys = ", ".join(dict.fromkeys(row[1] for row in known))
        raise UsageError(
            _("Unknown stage {name!r}: choose one of {known}.").format(name=name, known=keys)
        )
    return found


def pipeline_key(connection: sqlite3.Connection, name: str) -> str:
    """Return the key of the pipeline with this key or label. Raises UsageError with the known ones."""
    wanted = fold(name)
    known = connection.execute(statements("lead/leads")["pipelines"]).fetchall()
    for row in known:
        if wanted in map(fold, row):
            return str(row[0])
    keys = ", ".join(row[0] for row in known)
    raise UsageError(
        _("Unknown pipeline {name!r}: choose one of {known}.").format(name=name, known=keys)
    )


def custom_fields_of(connection: sqlite3.Connection) -> list[str]:
    """The names of the fields of one's own."""
    return [key for (key,) in connection.execute(statements("lead/leads")["custom_fields"])]


def custom_field_sql(name: str, column: str) -> str:
    """The value of a field of one's own as SQL; `column` is where the fields stand."""
    path = '$."' + name.removeprefix("fields.").replace('"', '\\"') + '"'
    return f"json_extract({column}, '" + path.replace("'", "''") + "')"


def custom_field_name(name: str, custom: Sequence[str]) -> str | None:
    """The field of one's own that is meant: of exactly this name, or the only one that is called so in other letters' cases."""
    wanted = name.removeprefix("fields.")
    if wanted in custom:
        return wanted
    alike = [each for each in custom if each.casefold() == wanted.casefold()]
    return alike[0] if len(alike) == 1 else None


def _is_pipeline(name: str, custom: Sequence[str]) -> bool:
    return name == "pipeline" or (
        FIELD_SYNONYMS.get(name) == "pipeline" and custom_field_name(name, custom) is None
    )


def _expression(name: str, custom: Sequence[str]) -> str:
    if name in LEAD_FIELDS:
        return name
    if own := custom_field_name(name, custom):
        return custom_field_sql(own, "fields")
    if name in FIELD_SYNONYMS:
        return FIELD_SYNONYMS[name]
    raise UsageError(
        _("Unknown field {name!r}: choose one of {known}.").format(
            name=name, known=", ".join([*FIELDS, *custom])
        )
    )


def _cents(value: str) -> int:
    from salesmap.core.money import parse_money

    return parse_money(value)[0]


def _whole(name: str, value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) < 19):
        raise UsageError(
            _("{field} must be a number, not {value!r}.").format(field=name, value=value)
        )
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
        raise UsageError(
            _("The search text can have at most {most} characters.").format(most=_LONGEST_PATTERN)
        )
    escaped = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
