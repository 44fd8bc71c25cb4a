"""The leads that a report counts."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from salesmap.domain.fields import PLAIN_FIELDS
from salesmap.reports.query.filters import NO_CONDITION, Filters
from salesmap.reports.query.lead_sheet import lead_sheet
from salesmap.store.connection import Connection


class LeadScope(NamedTuple):
    """Which leads to count; an empty field does not narrow. Dropped leads are in no figure.

    `filter_sql` and `filter_parameters` are what `narrowed` adds.
    """

    since: date | None = None
    until: date | None = None
    owner: str | None = None
    source: str | None = None
    product: str | None = None
    region: str | None = None
    industry: str | None = None
    pipeline: str | None = None
    filter_sql: str = ""
    filter_parameters: Mapping[str, Any] = {}

    def narrowed(self, connection: Connection, filters: Filters) -> "LeadScope":
        """Return the leads in scope that pass filters, too (those of `lead list`).

        Raises what `Filters.sql` raises.
        """
        where, parameters = filters.sql(connection)
        if where == NO_CONDITION:
            return self
        return self._replace(
            filter_sql=f" AND l.id IN (SELECT id FROM ({lead_sheet()}) AS sheet WHERE {where})",
            filter_parameters={**parameters, "lang": ""},
        )

    def condition(self, day: str = "created_on") -> str:
        """Return `AND …` for a statement over `lead l`; empty for the whole database.

        `day` is the column that `since` and `until` bound.
        """
        clauses = []
        if self.since:
            clauses.append(f"l.{day} >= :since")
        if self.until:
            clauses.append(f"l.{day} <= :until")
        clauses += [
            f"lower(l.{name}) = lower(:{name})"
            for name in ("owner", *PLAIN_FIELDS)
            if getattr(self, name, None)  # the others are narrowed by filters
        ]
        if self.pipeline:
            clauses.append(
                "l.process_id IN "
                "(SELECT id FROM process WHERE :pipeline IN (key, label_en, label_zh))"
            )
        return "".join(f" AND {clause}" for clause in clauses) + self.filter_sql

    def parameters(self) -> dict[str, Any]:
        """Return the values of the condition's parameters."""
        return {
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
            **{name: getattr(self, name, None) for name in ("owner", *PLAIN_FIELDS)},
            "pipeline": self.pipeline,
            **self.filter_parameters,
        }
