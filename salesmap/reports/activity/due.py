"""What is due: follow-ups, and what quotes, contracts, tickets and customers wait for.

A database without these has follow-ups only, and shows no more than them.
"""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

from salesmap.core.clock import Clock, from_instant
from salesmap.core.i18n import N_, _
from salesmap.core.table import Table, major
from salesmap.domain.calendar_entry import CalendarEntry
from salesmap.reports.activity import followups
from salesmap.reports.activity.due_rows import DueItem, DueStatements, cells
from salesmap.reports.query.scope import EVERYTHING, LeadScope
from salesmap.store.clocks.in_use import is_in_use
from salesmap.store.connection import Connection
from salesmap.store.members import has_members
from salesmap.store.statements import statements

_SQL = statements(__file__)
KINDS = (
    N_("quote_expiry"),
    N_("approval"),
    N_("milestone"),
    N_("payment"),
    N_("contract_end"),
    N_("ticket"),
    N_("care"),
    N_("repurchase"),
    N_("claim"),
)
"""What is due beside follow-ups, in the order of one day."""

_SHOWN = ("kind", "id", "due_on", "days_overdue", "lead", "customer", "what", "owner", "settle")


def due(
    connection: Connection,
    clock: Clock,
    until: date,
    lang: str,
    scope: LeadScope = EVERYTHING,
    notes: list[str] | None = None,
) -> Table:
    """Return what is due on or before `until`, the oldest first; `notes` get what is held back."""
    today = clock.today()
    table = followups.due(connection, today, until, lang, scope)
    others = _others(connection, clock, until, lang, scope, notes)
    if not others:
        return table
    names = table.names()
    index = names.index("due_on")
    values = [*table.values, *(cells(each, today) for each in others)]
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
            currency=row.currency or "",
            record=kind,
        )
        for kind, row, what, _settle in _others(connection, clock, until, lang, scope)
    ]


def _others(
    connection: Connection,
    clock: Clock,
    until: date,
    lang: str,
    scope: LeadScope,
    notes: list[str] | None = None,
) -> list[DueItem]:
    """Return what is due beside follow-ups, by kind and day.

    A database without such records pays for none of it.
    """
    has_papers, has_tickets = connection.execute(_SQL["records"]).fetchone()
    parameters = {**scope.parameters(), "until": until.isoformat(), "lang": lang}
    run = DueStatements(connection, _SQL, scope, parameters)
    items = _of_papers(run, clock, until) if has_papers else []
    if has_tickets:
        from salesmap.reports.service.due import tickets_due

        items += tickets_due(run, clock, until)
    if is_in_use(connection):
        from salesmap.reports.customer.due import customers_due

        items += customers_due(run, clock, until, lang, [] if notes is None else notes)
    if has_members(connection):
        items += _claims(run, clock, until, lang)
    return items


def _claims(run: DueStatements, clock: Clock, until: date, lang: str) -> Iterator[DueItem]:
    from salesmap.store.map_versions import current_map  # JSON, wanted only with members

    if current_map(run.connection).pools:
        from salesmap.reports.team.pool import due_claims

        yield from due_claims(run, clock, until, lang)


def _of_papers(run: DueStatements, clock: Clock, until: date) -> list[DueItem]:
    return [
        *_expiring(run),
        *_approvals(run, clock, until),
        *_milestones(run),
        *_payments(run),
        *_ends(run, until),
    ]


def _expiring(run: DueStatements) -> Iterator[DueItem]:
    for row in run.rows("quote_expiry"):
        what = _("Quote {quote} is valid until {day}").format(quote=row.paper, day=row.due_on)
        yield DueItem("quote_expiry", row, what, f"salesmap quote accept {row.reference}")


def _approvals(run: DueStatements, clock: Clock, until: date) -> Iterator[DueItem]:
    texts: dict[str, Callable[[], str]] = {
        "quote": lambda: _("Approve quote {paper}: {rule}"),
        "contract": lambda: _("Approve contract {paper}: {rule}"),
    }
    for noun, text in texts.items():
        for row in run.rows(f"{noun}_approval", role="a.role"):
            asked = clock.day_of(from_instant(row.asked_at or ""))
            if asked <= until:
                dated = row._replace(due_on=asked.isoformat())
                what = text().format(paper=row.paper, rule=row.first)
                yield DueItem("approval", dated, what, f"salesmap {noun} approve {row.reference}")


def _milestones(run: DueStatements) -> Iterator[DueItem]:
    for row in run.rows("milestone"):
        what = _("Milestone {number} of contract {contract}: {what}").format(
            number=row.first, contract=row.paper, what=row.second
        )
        settle = f"salesmap contract milestone {row.reference} done {row.first}"
        yield DueItem("milestone", row, what, settle)


def _payments(run: DueStatements) -> Iterator[DueItem]:
    for row in run.rows("payment"):
        what = _("Part {part} of contract {contract}").format(part=row.first, contract=row.paper)
        if row.second:
            from salesmap.domain.contract.plan import part_words

            what = _("{field}: {value}").format(field=what, value=part_words(row.second))
        settle = f"salesmap payment add {row.reference} {major(row.value or 0)} --for {row.first}"
        yield DueItem("payment", row, what, settle)


def _ends(run: DueStatements, until: date) -> Iterator[DueItem]:
    """Yield the contracts whose notice begins, or which end, by a day."""
    (notice,) = run.connection.execute(_SQL["notice"]).fetchone()
    latest = until + timedelta(days=notice or 0)
    for row in run.rows("contract_end", ends=latest.isoformat()):
        begins = date.fromisoformat(row.due_on) - timedelta(days=row.first or 0)
        if begins <= until:
            what = _("Contract {contract}: last day {day}").format(
                contract=row.paper, day=row.due_on
            )
            dated = row._replace(due_on=begins.isoformat())
            yield DueItem("contract_end", dated, what, f"salesmap contract renew {row.reference}")
