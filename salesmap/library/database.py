"""An open database, as a script works with it."""

import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from salesmap.actions.automation.firing import act_on_events
from salesmap.actions.database import create, undo
from salesmap.actions.team.assigning import assign_new
from salesmap.core.clock import Clock, instant
from salesmap.core.config import expand, resolve
from salesmap.core.dates import parse_end, parse_now
from salesmap.core.periods import parse_period
from salesmap.core.table import Table as Rows
from salesmap.library.contract import Contracts
from salesmap.library.customer import Customers
from salesmap.library.followup import Followups
from salesmap.library.lead import Leads
from salesmap.library.quote import Quotes
from salesmap.library.table import Table
from salesmap.library.ticket import Tickets
from salesmap.library.workspace import Workspace
from salesmap.reports.automation.matching import leads_passing, rule_matches
from salesmap.reports.catalogue.catalogue import REPORTS
from salesmap.reports.catalogue.explain import explain
from salesmap.reports.contract.scope import contract_scope
from salesmap.reports.data.history import history
from salesmap.reports.errors import UnknownReportError
from salesmap.reports.query.amounts import amounts
from salesmap.reports.query.report import OF_THEIR_OWN, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.scope import LeadScope
from salesmap.store.connection import Connection
from salesmap.store.currency import own_currency
from salesmap.store.database import Database, is_address
from salesmap.store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from sqlalchemy import Engine
    from sqlmodel import Session


class OpenDatabase(Workspace):
    """A database opened by `salesmap.open`. A missing file is created by the first write."""

    @property
    def leads(self) -> Leads:
        """Return the leads."""
        return Leads(self)

    @property
    def customers(self) -> Customers:
        """Return the customers."""
        return Customers(self)

    @property
    def followups(self) -> Followups:
        """Return the follow-ups, and what is due."""
        return Followups(self)

    @property
    def quotes(self) -> Quotes:
        """Return the quotes."""
        return Quotes(self)

    @property
    def contracts(self) -> Contracts:
        """Return the contracts."""
        return Contracts(self)

    @property
    def tickets(self) -> Tickets:
        """Return the tickets."""
        return Tickets(self)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Leave. Nothing is left open between calls, so there is nothing to close."""

    def as_of(self, when: str) -> "OpenDatabase":
        """Return the database as of a moment, or the end of a day; it cannot be changed."""
        then = parse_end(when, self.database.clock)
        clock = Clock(fixed=then, zone=self.database.clock.zone)
        return OpenDatabase(self.database._replace(clock=clock, as_of=instant(then)))

    @contextmanager
    def change(self, summary: str) -> Iterator[None]:
        """Make everything written inside one change, which one undo reverses."""
        with create.joined_transaction(self.database, summary):
            yield

    def undo(self, change_id: int | None = None) -> int:
        """Undo a change, or the user's newest one. Returns its number."""
        return undo.undo(self.database, change_id).id

    def redo(self, change_id: int | None = None) -> int:
        """Redo a change that was undone, or the user's last one. Returns its number."""
        return undo.redo(self.database, change_id).id

    def history(self, limit: int = 50) -> Table:
        """Return the newest changes."""
        with self.connection() as connection:
            return Table(history(connection, limit=limit))

    def report(
        self,
        name: str,
        *filters: str,
        by: Sequence[str] = (),
        period: str | None = None,
        status: str = "all",
        definition: str | None = None,
        days: int | None = None,
    ) -> Table:
        """Return a report, grouped by dimensions, of the leads that pass the filters.

        `days` is the window of a report that has one.
        Raises UnknownReportError, UsageError.
        """
        if name not in REPORTS:
            raise UnknownReportError(name, REPORTS)
        report = REPORTS[name]
        dimensions = (by,) if isinstance(by, str) else tuple(by)

        def explained() -> Rows:
            with self.connection() as connection:
                again = query._replace(connection=connection)
                return explain(again, report, report.run(again))

        with self.connection() as connection:
            query = self._query(connection, report, filters, period, status)
            query = query._replace(by=dimensions or report.by, definition=definition, days=days)
            rows, query = report.answer(query)
            return Table(rows, explained)

    @contextmanager
    def session(self) -> Iterator["Session"]:
        """Open a SQLModel session on the same file (its records are in `salesmap.store.models`).

        What it writes is recorded by the journal's triggers as another program's change.
        """
        from sqlalchemy import create_engine
        from sqlmodel import Session

        if self.database.server:
            address = self.database.server.replace("postgres://", "postgresql://", 1)
            engine = create_engine(address.replace("postgresql://", "postgresql+psycopg2://", 1))
        else:
            engine = self._file_engine()
        with Session(engine) as session:
            yield session
        engine.dispose()

    def _file_engine(self) -> "Engine":
        from sqlalchemy import create_engine, event

        path = self.path.absolute()
        engine = create_engine(f"sqlite:///{path}", connect_args={"isolation_level": None})

        @event.listens_for(engine, "connect")
        def prepare(connection: Connection, _record: object) -> None:
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute(f"PRAGMA busy_timeout = {self.database.lock_timeout * 1000}")

        # The driver would begin late and deferred, and lose updates between a read and its write.
        @event.listens_for(engine, "begin")
        def begin(connection: object) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")  # type: ignore[attr-defined]

        return engine

    def _query(
        self,
        connection: Connection,
        report: Report,
        filters: tuple[str, ...],
        period: str | None,
        status: str,
    ) -> ReportQuery:
        clock = self.database.clock
        since = until = None
        if period is not None:
            since, until = parse_period(period, clock.today())[:2]
        typed = self.filters(filters, status)._replace(since=since, until=until)
        if report.record in OF_THEIR_OWN:
            scope = contract_scope(connection, typed)
        else:
            of_leads = typed._replace(since=None, until=None)
            scope = LeadScope(since, until).narrowed(connection, of_leads)
        own, today = own_currency(connection, self.database), clock.today()
        if report.amounts_of == "lead":
            found = amounts(connection, own, today, scope.filter_sql, scope.filter_parameters)
        else:
            found = amounts(connection, own, today, of=report.amounts_of)
        return ReportQuery(connection, scope._replace(amounts=found), clock, self.lang)


def open_database(
    path: str | Path, user: str | None = None, *, now: str | None = None
) -> OpenDatabase:
    """Return a database; see `salesmap.open`."""
    if not isinstance(path, str | Path):
        raise TypeError(f"path is a str or Path, not {type(path).__name__}")
    settings = resolve({"db": str(path), "user": user})
    server = str(path) if is_address(str(path)) else None
    clock = Clock(fixed=parse_now(now, Clock())) if now else Clock()
    return OpenDatabase(
        Database(
            path=Path(os.devnull) if server else expand(str(path)),
            server=server,
            user=settings["user"],
            clock=clock,
            arguments=("python",),
            currency=settings["currency"],
            currency_is_given=settings.is_given("currency"),
            country=settings["country"],
            lock_timeout=settings.number("lock_timeout"),
            journal_mode=settings["journal_mode"],
            before_commit=_act_on_rules,
        )
    )


def _act_on_rules(change: UnitOfWork) -> None:
    """Let the rules of the map assign new leads, and act on the events of a change."""
    assign_new(change, leads_passing)
    act_on_events(change, rule_matches)
