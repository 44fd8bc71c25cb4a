"""The filters of a list or report, as a condition of one SQL statement."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from salesmap.core.clock import Clock
from salesmap.reports.errors import UnsortableFieldError
from salesmap.reports.query.conditions import Conditions
from salesmap.reports.query.lead_fields import custom_fields_of, field_key, field_sql
from salesmap.store.connection import Connection

NO_CONDITION = "1"
"""The WHERE clause of no filter at all."""


class Filters(NamedTuple):
    """What a list is narrowed by. `options` are values of options by field, `filters` as typed.

    The clock gives words like `tomorrow` their day.
    """

    clock: Clock
    status: str = "open"
    options: Mapping[str, str] = {}
    tag: str | None = None
    search: str | None = None
    filters: Sequence[str] = ()

    def sql(self, connection: Connection) -> tuple[str, dict[str, Any]]:
        """Return a WHERE clause over the lead sheet, and its parameters.

        Raises what `Conditions` raises.
        """
        conditions = Conditions(self.clock, custom_fields_of(connection))
        conditions.add_status(self.status)
        for name, value in self.options.items():
            conditions.add_option(connection, name, value)
        if self.tag:
            conditions.add_comparison("tag", "=", self.tag)
        if self.search:
            conditions.add_search(self.search)
        for text in self.filters:
            conditions.add_filter(connection, text)
        return " AND ".join(conditions.clauses) or NO_CONDITION, conditions.parameters

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
        expression = field_sql(name, custom)
        if name == "stage":
            expression = "(SELECT position FROM stage WHERE stage.id = sheet.stage_id)"
        return f"{expression}{direction} NULLS LAST, id{direction}"
