"""The inbox of a person: comments that concern them, leads they got, decisions, conflicts."""

from collections.abc import Callable
from typing import Any, NamedTuple

from salesmap.core.folding import fold
from salesmap.core.i18n import _, ngettext
from salesmap.core.table import Table, columns
from salesmap.domain.papers.names import paper_name
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = statements(__file__)
COLUMNS = columns("id:int at:instant from lead text read:yesno kind:word lead_id:int")
_SHOWN = ("id", "at", "from", "lead", "text")


class Piece(NamedTuple):
    """A piece of news: what it says is put into words in the language bound then."""

    id: int
    at: str
    actor: str
    lead: str | None
    kind: str
    subject: str | None
    comment: str | None
    lead_id: int | None
    read_at: str | None
    person: str

    @property
    def text(self) -> str:
        """Return what it says."""
        if self.comment is not None:
            return self.comment
        return _TEXTS[self.kind](self.subject or "")

    def row(self) -> tuple[Any, ...]:
        """Return the row of the inbox."""
        is_read = self.read_at is not None
        return (
            self.id,
            self.at,
            self.actor,
            self.lead,
            self.text,
            is_read,
            self.kind,
            self.lead_id,
        )


def inbox(connection: Connection, person: str, *, with_read: bool = False) -> Table:
    """Return the news of a person, oldest first: the unread ones, or all."""
    rows = [piece.row() for piece in pieces(connection, person, with_read=with_read)]
    shown = (*_SHOWN, "read") if with_read else _SHOWN
    return Table(COLUMNS, rows, shown)


def pieces(
    connection: Connection, person: str | None, *, with_read: bool = False, since: str = ""
) -> list[Piece]:
    """Return the news of a person or of all (None) since an instant, oldest first."""
    condition = "n.at >= :since" if with_read else "n.at >= :since AND r.at IS NULL"
    parameters = {"person": fold(person) if person is not None else None, "since": since}
    sql = _SQL["news"].replace("{condition}", condition)
    return [Piece(*row) for row in connection.execute(sql, parameters).fetchall()]


def _assigned(count: str) -> str:
    if not count:
        return _("This lead is yours now.")
    return _leads(
        ngettext("{count} lead is yours now.", "{count} leads are yours now.", int(count)), count
    )


def _handed_over(count: str) -> str:
    if not count:
        return _("This lead was handed over to you.")
    text = ngettext(
        "{count} lead was handed over to you.", "{count} leads were handed over to you.", int(count)
    )
    return _leads(text, count)


def _in_pool(count: str) -> str:
    if not count:
        return _("This lead is in the pool now.")
    text = ngettext(
        "{count} lead of yours is in the pool now.",
        "{count} leads of yours are in the pool now.",
        int(count),
    )
    return _leads(text, count)


def _leads(text: str, count: str) -> str:
    return text.format(count=count)


def _asked(paper: str) -> str:
    return _("Your approval is asked for: {paper}.").format(paper=_paper(paper))


def _decided(subject: str) -> str:
    outcome, *rest = subject.split("\n")
    if outcome == "one owner":
        return _("Conflict settled: the leads belong to {owner}.").format(owner=rest[0])
    if outcome == "shared":
        return _("Conflict settled: the leads are shared.")
    paper, *note = rest
    text = _("{paper} was approved.") if outcome == "approved" else _("{paper} was refused.")
    return " ".join([text.format(paper=_paper(paper)), *note])


def _conflict(other: str) -> str:
    return _("Conflict with lead {id}: see 'salesmap lead conflict list'.").format(id=other)


def _paper(name: str) -> str:
    """Return what a paper is called, as the journal keeps it."""
    draft, _space, id = name.partition(" ")
    return paper_name(None, int(id)) if draft == "draft" and id.isdigit() else name


_TEXTS: dict[str, Callable[[str], str]] = {
    "assigned": _assigned,
    "handover": _handed_over,
    "approval": _asked,
    "decision": _decided,
    "conflict": _conflict,
    "pool": _in_pool,
    "mention": str,
    "comment": str,
}
