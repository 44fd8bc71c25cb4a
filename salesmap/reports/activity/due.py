"""What is due: follow-ups, and what quotes and contracts wait for.

A database without such papers has follow-ups only, and shows no more than these.
"""

import shlex
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any, NamedTuple

from salesmap.core.clock import Clock, from_instant
from salesmap.core.i18n import N_, _
from salesmap.core.table import Table, major
from salesmap.domain.calendar_entry import CalendarEntry
from salesmap.domain.papers.names import paper_name
from salesmap.reports.activity import followups
from salesmap.reports.contract.states import with_states
from salesmap.reports.query.scope import EVERYTHING, LeadScope
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = statements(__file__)
KINDS = (
    N_("quote_expiry"),
    N_("approval"),
    N_("milestone"),
    N_("payment"),
    N_("contract_end"),
)
"""What is due beside follow-ups, in the order of one day."""

_SHOWN = ("kind", "id", "due_on", "days_overdue", "lead", "customer", "what", "owner", "settle")


class _Row(NamedTuple):
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
    currency: str
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


class _Due(NamedTuple):
    """A thing that is due: its kind, its row, what it is, and the command that settles it."""

    kind: str
    row: _Row
    what: str
    settle: str


def due(
    connection: Connection,
    clock: Clock,
    until: date,
    lang: str,
    scope: LeadScope = EVERYTHING,
) -> Table:
    """Return what is due on or before `until`, the oldest first."""
    today = clock.today()
    table = followups.due(connection, today, until, lang, scope)
    others = _others(connection, clock, until, lang, scope)
    if not others:
        return table
    names = table.names()
    index = names.index("due_on")
    values = [*table.values, *(_cells(each, today) for each in others)]
    ordered = sorted(values, key=lambda row: row[index])  # equal days stay in the order they have
    return table._replace(values=ordered, default_columns=_SHOWN)


def is_mixed(table: Table) -> bool:
    """Return whether a table of what is due holds more than follow-ups."""
    return table.default_columns == _SHOWN


def calendar_entries(
    connection: Connection, clock: Clock, until: date, lang: str, scope: LeadScope = EVERYTHING
) -> list[CalendarEntry]:
    """Return what is due beside follow-ups as entries of a calendar."""
    return [
        CalendarEntry(
            id=row.id,
            version=1,
            what=what,
            kind=None,
            due_on=row.due_on,
            owner=row.owner,
            done_at=None,
            dropped_at=None,
            lead=row.lead or row.customer or "",
            customer=row.customer,
            contact=None,
            phone=row.phone,
            value_cents=row.value,
            currency=row.currency,
            record=kind,
        )
        for kind, row, what, _settle in _others(connection, clock, until, lang, scope)
    ]


def _others(
    connection: Connection, clock: Clock, until: date, lang: str, scope: LeadScope
) -> list[_Due]:
    """Return what is due beside follow-ups, by kind and day."""
    if not connection.execute(
        "SELECT EXISTS (SELECT 1 FROM contract) OR EXISTS (SELECT 1 FROM quote)"
    ).fetchone()[0]:
        return []
    parameters = {**scope.parameters(), "until": until.isoformat(), "lang": lang}
    run = _Statements(connection, scope, parameters)
    return [
        *_expiring(run),
        *_approvals(run, clock, until),
        *_milestones(run),
        *_payments(run),
        *_ends(run, until),
    ]


class _Statements(NamedTuple):
    connection: Connection
    scope: LeadScope
    parameters: dict[str, Any]

    def rows(self, name: str, **more: Any) -> Iterator[_Row]:
        """Run a statement and yield its rows."""
        in_scope = self.scope.filter_sql + self.scope.of_owners("coalesce(k.owner, l.owner)")
        sql = _SQL[name]
        for part, text in (
            ("quote_lead", _SQL["quote_lead"]), ("lead", _SQL["lead"]), ("in_scope", in_scope),
        ):  # fmt: skip
            sql = sql.replace(f"{{{part}}}", text)
        sql = with_states(sql)
        cursor = self.connection.execute(sql, {**self.parameters, **more})
        return (_Row(*row) for row in cursor.fetchall())


def _expiring(run: _Statements) -> Iterator[_Due]:
    for row in run.rows("quote_expiry"):
        what = _("Quote {quote} is valid until {day}").format(quote=row.paper, day=row.due_on)
        yield _Due("quote_expiry", row, what, f"salesmap quote accept {row.reference}")


def _approvals(run: _Statements, clock: Clock, until: date) -> Iterator[_Due]:
    texts: dict[str, Callable[[], str]] = {
        "quote": lambda: _("Approve quote {paper}: {rule}"),
        "contract": lambda: _("Approve contract {paper}: {rule}"),
    }
    for noun, text in texts.items():
        for row in run.rows(f"{noun}_approval"):
            asked = clock.day_of(from_instant(row.asked_at or ""))
            if asked <= until:
                dated = row._replace(due_on=asked.isoformat())
                what = text().format(paper=row.paper, rule=row.first)
                yield _Due("approval", dated, what, f"salesmap {noun} approve {row.reference}")


def _milestones(run: _Statements) -> Iterator[_Due]:
    for row in run.rows("milestone"):
        what = _("Milestone {number} of contract {contract}: {what}").format(
            number=row.first, contract=row.paper, what=row.second
        )
        settle = f"salesmap contract milestone {row.reference} done {row.first}"
        yield _Due("milestone", row, what, settle)


def _payments(run: _Statements) -> Iterator[_Due]:
    for row in run.rows("payment"):
        what = _("Part {part} of contract {contract}").format(part=row.first, contract=row.paper)
        if row.second:
            from salesmap.domain.contract.plan import part_words

            what = _("{field}: {value}").format(field=what, value=part_words(row.second))
        settle = f"salesmap payment add {row.reference} {major(row.value or 0)} --for {row.first}"
        yield _Due("payment", row, what, settle)


def _ends(run: _Statements, until: date) -> Iterator[_Due]:
    """Yield the contracts whose notice begins, or which end, by a day."""
    (notice,) = run.connection.execute(_SQL["notice"]).fetchone()
    latest = until + timedelta(days=notice or 0)
    for row in run.rows("contract_end", ends=latest.isoformat()):
        begins = date.fromisoformat(row.due_on) - timedelta(days=row.first or 0)
        if begins <= until:
            what = _("Contract {contract} ends on {day}").format(contract=row.paper, day=row.due_on)
            dated = row._replace(due_on=begins.isoformat())
            yield _Due("contract_end", dated, what, f"salesmap contract renew {row.reference}")


def _cells(due: _Due, today: date) -> tuple[Any, ...]:
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
