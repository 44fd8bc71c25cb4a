"""A ticket as a note of the knowledge base: what was asked, what was answered, what helped."""

from typing import NamedTuple

from salesmap.domain.service.words import ticket_word
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_LONGEST = 80


class TicketNote(NamedTuple):
    """The title and the text of a note."""

    title: str
    text: str


def ticket_note(connection: Connection, ticket_id: int) -> TicketNote:
    """Return the note on a ticket: its text, then the texts of its events under their words."""
    rows = connection.execute(statements(__file__)["texts"], {"id": ticket_id}).fetchall()
    asked = rows[0][1]
    parts = [asked, *(f"{ticket_word(kind)}: {text}" for kind, text, *_order in rows[1:])]
    return TicketNote(" ".join(asked.split())[:_LONGEST], "\n\n".join(parts))
