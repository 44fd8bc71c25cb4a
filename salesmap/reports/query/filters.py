"""The filters of a list or report, as a condition of one SQL statement."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from salesmap.core.clock import Clock
from salesmap.domain.vocabulary import FILTER
from salesmap.reports.errors import UnsortableFieldError
from salesmap.reports.query.conditions import Conditions
from salesmap.reports.query.lead_fields import custom_fields_of, field_key, field_sql
from salesmap.reports.query.spellings import UnknownValue
from salesmap.store.connection import Connection
from salesmap.store.engine.dialect import names_in_order

NO_CONDITION = "1 = 1"
"""The WHERE clause of no filter at all."""

ON_THE_LEAD = ("owner", "team", "stage", "pipeline")
"""The options, beside those of plain fields, that need nothing but the lead's own columns."""


class Where(NamedTuple):
    """A WHERE clause, its parameters, and the values in it that no lead has."""

    sql: str
    parameters: dict[str, Any]
    unknown: tuple[UnknownValue, ...]


class Filters(NamedTuple):
    """What a list is narrowed by. `options` are values of options by field: any of them holds.

    `filters` are as typed; `user` is who `me` is; each of the `words` is to be found.
    The clock gives words like `tomorrow` their day.
    """

    clock: Clock
    status: str = "open"
    options: Mapping[str, Sequence[str]] = {}
    search: Sequence[str] = ()
    filters: Sequence[str] = ()
    is_overdue: bool = False
    since: date | None = None
    until: date | None = None
    user: str | None = None
    words: Sequence[str] = ()

    def where(self, connection: Connection, prefix: str = "") -> Where:
        """Return a condition over the lead sheet, or over `lead l` with the prefix `l.`.

        Over the lead alone, only options `ON_THE_LEAD`, plain fields and the status are possible.
        Raises what `Conditions` raises.
        """
        conditions = Conditions(connection, self.clock, prefix, self.user)
        conditions.add_status(self.status)
        conditions.add_created(self.since, self.until)
        for name, values in self.options.items():
            if values:
                conditions.add_option(name, values)
        if self.search:
            conditions.add_search(self.search)
        for word in self.words:
            conditions.add_search([word])
        if self.filters:
            conditions.add_filters(self.filters)
        if self.is_overdue:
            conditions.add_overdue()
        return Where(
            " AND ".join(conditions.clauses) or NO_CONDITION,
            conditions.parameters,
            tuple(conditions.unknown),
        )

    def order(self, connection: Connection, sort: str | None) -> str:
        """Return an ORDER BY clause for a field, or `-field` for descending; newest first without.

        Raises UnknownFieldError, UnsortableFieldError.
        """
        if not sort:
            return "id DESC"
        name, direction = sort.removeprefix("-"), " DESC" if sort.startswith("-") else ""
        custom = custom_fields_of(connection)
        name = field_key(name, custom)
        if name == "tag":
            raise UnsortableFieldError(name)
        expression = _SORTED_BY.get(name) or field_sql(name, custom)
        if name in _NAMES:
            expression = names_in_order(connection, expression)
        return f"{expression}{direction} NULLS LAST, id{direction}"


class Comparison(NamedTuple):
    """A filter as typed: `field=value` and the like."""

    field: str
    operator: str
    value: str


def taken_out(
    connection: Connection, filters: Filters, fields: Sequence[str]
) -> tuple[list[Comparison], Filters]:
    """Return the filters of some fields, as typed, and the filters without them."""
    custom = custom_fields_of(connection)
    found, others = [], []
    for word in filters.filters:
        match = re.fullmatch(FILTER, word)
        field = field_key(match[1].strip(), custom) if match else ""
        if match and field in fields:
            found.append(Comparison(field, match[2], match[3]))
        else:
            others.append(word)
    return found, filters._replace(filters=others)


_SORTED_BY = {
    "stage": "(SELECT position FROM stage WHERE stage.id = sheet.stage_id)",
    "name": "name_key",
    "customer": "customer_key",
    "contact": "contact_key",
    "email": "email_key",
}
"""What some fields are sorted by: names without regard to case and accents, as people do."""

_NAMES = ("name", "customer", "contact")
