"""What is due beside follow-ups, row by row: for the modules that each know a kind of it."""

import shlex
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from salesmap.domain.papers.names import paper_name
from salesmap.reports.contract.states import with_states
from salesmap.reports.query.scope import LeadScope
from salesmap.store.connection import Connection


class DueRow(NamedTuple):
    """A row of a statement: `first` and `second` say what it is about, `paper` whose it is."""

    id: int
    lead_id: int | None
    lead: str | None
    customer: str | None
    first: Any
    second: Any
    due_on: str
    owner: str | None
    stage: str | None
    value: int | None
    currency: str | None
    phone: str | None
    paper_id: int
    number: str | None
    stage_words: str | None
    asked_at: str | None = None

    @property
    def paper(self) -> str:
        """Return the paper as people name it."""
        return paper_name(self.number, self.paper_id)

    @property
    def reference(self) -> str:
        """Return the paper as it is typed: a bare number would be taken for an id."""
        number = self.number or ""
        return str(self.paper_id) if number.isdigit() or not number else shlex.quote(number)


class DueItem(NamedTuple):
    """A thing that is due: its kind, its row, what it is, and the command that settles it."""

    kind: str
    row: DueRow
    what: str
    settle: str


class DueStatements(NamedTuple):
    """The statements of a module on one database, in one scope.

    `owner` is the owner of a row, in SQL.
    """

    connection: Connection
    sql: Mapping[str, str]
    scope: LeadScope
    parameters: dict[str, Any]
    owner: str = "coalesce(k.owner, l.caretaker, l.owner)"

    def rows(self, name: str, role: str | None = None, **more: Any) -> Iterator[DueRow]:
        """Run a statement and yield its rows.

        `role`, in SQL, is the role of those who settle it: it is theirs as well as the owner's.
        """
        own = self.scope.of_owners(self.owner)
        if role and own:
            holders = "SELECT m.role FROM member m WHERE m.left_on IS NULL"
            holders += self.scope.of_owners("m.name")
            own = f" AND ({own.removeprefix(' AND ')} OR {role} IN ({holders}))"
        in_scope = self.scope.filter_sql + own
        sql = self.sql[name]
        for part in ("quote_lead", "lead"):
            sql = sql.replace(f"{{{part}}}", self.sql.get(part, ""))
        sql = with_states(sql.replace("{in_scope}", in_scope))
        cursor = self.connection.execute(sql, {**self.parameters, **more})
        return (DueRow(*row) for row in cursor.fetchall())


def cells(due: DueItem, today: date) -> tuple[Any, ...]:
    """Return a row in the columns of follow-ups."""
    kind, row, what, settle = due
    days = max(0, (today - date.fromisoformat(row.due_on)).days)
    return (
        row.id,
        row.lead_id,
        row.lead,
        row.customer,
        kind,
        what,
        row.due_on,
        days,
        row.owner,
        row.stage,
        row.value,
        row.currency,
        row.phone,
        None,
        settle,
        None,
        row.stage_words,
    )
