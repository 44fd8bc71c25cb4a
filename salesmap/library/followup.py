"""The follow-ups of a database, and what is due, as a script works with them."""

from salesmap.actions.followup import followups as actions
from salesmap.library.table import Table
from salesmap.library.workspace import Day, Workspace
from salesmap.reports.activity import due, followups


class Followups:
    """The follow-ups of a database; one is planned by `Lead.follow_up`."""

    def __init__(self, db: Workspace) -> None:
        self._db = db

    def list(self, *filters: str, status: str = "open") -> Table:
        """Return those of the leads that pass the filters, by due date."""
        today, lang = self._db.database.clock.today(), self._db.lang
        with self._db.connection() as connection:
            scope = self._db.scope(connection, filters)
            return Table(followups.find(connection, today, lang, status, None, scope))

    def due(self, *filters: str, until: Day | None = None) -> Table:
        """Return whatever is due by a day, today unless said: also care, tickets, payments …"""
        clock = self._db.database.clock
        day = self._db.day(until) if until is not None else clock.today()
        with self._db.connection() as connection:
            scope = self._db.scope(connection, filters)
            return Table(due.due(connection, clock, day, self._db.lang, scope))

    def done(self, id: int, note: str | None = None) -> None:
        """Mark one as done. Raises FollowupNotFound, FollowupEnded."""
        actions.done(self._db.database, id, note)

    def move(self, id: int, due: Day) -> None:
        """Put one off, or forward, to another day. Raises FollowupNotFound, FollowupEnded."""
        actions.snooze(self._db.database, id, self._db.day(due))

    def cancel(self, id: int) -> None:
        """Cancel one. Raises FollowupNotFound, FollowupEnded."""
        actions.drop(self._db.database, id)
