"""The leads that a figure is about: created within a time, of an owner, a source, a product, a region, a pipeline."""

import sqlite3
from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from salesmap.reports.query.filters import EVERYTHING, Filters
from salesmap.reports.query.statements import statements


class LeadScope(NamedTuple):
    """Which leads to count. Empty fields do not narrow; dropped leads are in no cohort. `narrowing` is what filters add to the
    condition, `bound` what their names stand for."""

    since: date | None = None
    until: date | None = None
    owner: str | None = None
    source: str | None = None
    product: str | None = None
    region: str | None = None
    pipeline: str | None = None
    narrowing: str = ""
    bound: Mapping[str, Any] = {}

    def narrowed(self, connection: sqlite3.Connection, filters: Filters) -> "LeadScope":
        """The leads of the cohort that pass some filters, too (as `lead list` takes them). Raises UsageError."""
        where, bound = filters.sql(connection)
        if where == EVERYTHING:
            return self
        sheet = statements("lead/leads")["sheet"]
        return self._replace(
            narrowing=f" AND l.id IN (SELECT id FROM ({sheet}) AS sheet WHERE {where})",
            bound={**bound, "lang": ""},
        )

    def condition(self, day: str = "created_on") -> str:
        """`AND …` for a statement over `lead l`; empty for the whole book. `day` is the column that since and until bound."""
        clauses = []
        if self.since:
            clauses.append(f"l.{day} >= :since")
        if self.until:
            clauses.append(f"l.{day} <= :until")
        clauses += [
            f"lower(l.{name}) = lower(:{name})"
            for name in ("owner", "source", "product", "region")
            if getattr(self, name)
        ]
        if self.pipeline:
            clauses.append(
                "l.process_id IN (SELECT id FROM process WHERE :pipeline IN (key, label_en, label_zh))"
            )
        return "".join(f" AND {clause}" for clause in clauses) + self.narrowing

    def parameters(self) -> dict[str, Any]:
        """What the condition's names stand for."""
        return {
            "since": self.since.isoformat() if self.since else None,
            "until": self.until.isoformat() if self.until else None,
            "owner": self.owner,
            "source": self.source,
            "product": self.product,
            "region": self.region,
            "pipeline": self.pipeline,
            **self.bound,
        }
