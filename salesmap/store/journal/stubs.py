"""The stubs of the journal: changes that say what was taken out of it."""

from typing import NamedTuple

from salesmap.core.errors import RuleViolation
from salesmap.core.i18n import N_, _
from salesmap.store.connection import Connection

TRIMMED = N_("journal trimmed before {}")
FORGOTTEN = N_("person taken out of the journal: {}")

_STUBS = "SELECT id, at, what, subject, answer FROM change WHERE what IN (?, ?) ORDER BY id"


class JournalTrimmed(RuleViolation):
    """A moment lies before the day to which the journal reaches back."""

    code = "journal_trimmed"

    def __init__(self, day: str) -> None:
        text = _("The history reaches back to {day} only: it was trimmed.")
        super().__init__(text.format(day=day), day=day)


class Stub(NamedTuple):
    """What was taken out of the journal: by which change, and before which day, if all was."""

    change_id: int
    at: str
    what: str
    subject: str
    before: str | None

    @property
    def day(self) -> str:
        """The day to which the journal reaches back."""
        return self.subject.partition(" ")[0]


def stubs(connection: Connection) -> list[Stub]:
    """Return what was taken out of the journal, oldest first."""
    return [Stub(*row) for row in connection.execute(_STUBS, (TRIMMED, FORGOTTEN))]


def reaches_back_to(connection: Connection) -> Stub | None:
    """Return the newest trim, None if the journal is whole."""
    trims = [stub for stub in stubs(connection) if stub.before]
    return trims[-1] if trims else None


def refuse_trimmed(connection: Connection, at: str) -> None:
    """Raise JournalTrimmed for an instant before the one to which the journal reaches back."""
    trim = reaches_back_to(connection)
    if trim and trim.before and at < trim.before:
        raise JournalTrimmed(trim.day)
