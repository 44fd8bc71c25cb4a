"""News sent to mail and chat tools: each piece once to each address of a person."""

from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING

from salesmap.cli.context import AppContext
from salesmap.cli.notices.sending import Address, reader
from salesmap.cli.output import notify
from salesmap.core.clock import instant
from salesmap.core.errors import SalesmapError
from salesmap.core.i18n import _, ngettext, speaking

if TYPE_CHECKING:
    from salesmap.reports.talk.inbox import Piece

_SENT_BACK_TO = timedelta(days=7)
"""What is older is not sent any more: a first run shall not send a year's."""


def send_inboxes(context: AppContext, person: str, addresses: Sequence[Address]) -> None:
    """Send each address the unread news of its person: each piece as a message, once.

    An address without a person gets those of `person`. A failure is tried again by the next run;
    the last one is raised after every address was tried.
    """
    from salesmap.actions.database.notices import Event, send_event_once
    from salesmap.exchange.exporters.notifier import send

    failure: SalesmapError | None = None
    count = 0
    for owner, address in addresses:
        for piece, title, body in _messages(context, owner or person):
            try:
                count += send_event_once(
                    context.database,
                    Event(f"news:{piece.id}", piece.person, piece.at),
                    address,
                    partial(send, address, title, body),
                )
            except SalesmapError as problem:
                if failure:
                    notify(str(failure))
                failure = problem
                break
    if count:
        text = ngettext("Sent: {count} message.", "Sent: {count} messages.", count)
        notify(text.format(count=count))
    if failure:
        raise failure


def _messages(context: AppContext, person: str) -> "list[tuple[Piece, str, str]]":
    """Return unread news with title and text, each in the language of its person."""
    from salesmap.reports.talk.inbox import pieces

    since = instant(context.clock.now() - _SENT_BACK_TO)
    with context.read_connection() as connection:
        found = pieces(connection, person, since=since)
    messages = []
    for piece in found:
        with speaking(reader(context, piece.person).lang):
            messages.append((piece, _title(piece), piece.text))
    return messages


def _title(piece: "Piece") -> str:
    if piece.lead_id is None:
        return _("{actor} to {person}").format(actor=piece.actor, person=piece.person)
    return _("{actor} to {person}: lead {id} ({lead})").format(
        actor=piece.actor, person=piece.person, id=piece.lead_id, lead=piece.lead
    )
