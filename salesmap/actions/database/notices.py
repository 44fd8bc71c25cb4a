"""Notices, sent once a day or once for an event; one that failed is sent by the next run."""

import hashlib
from collections.abc import Callable
from datetime import timedelta
from typing import NamedTuple

from salesmap.actions.database.create import transaction
from salesmap.core import commit_state
from salesmap.core.clock import instant
from salesmap.core.errors import SalesmapError
from salesmap.domain.records import Notice
from salesmap.store.database import Database
from salesmap.store.unit_of_work import UnitOfWork

_TIMEOUT = timedelta(minutes=10)
"""After that a notice on its way is sent by another run: its process was killed."""


def send_once(
    database: Database, kind: str, person: str | None, address: str, send: Callable[[], None]
) -> bool:
    """Send a notice of a kind for a person (None: everybody) to an address, once a day.

    Returns whether it was sent. Nothing is locked while it is on its way. Raises what `send`
    raises; then the next run tries again.
    """
    return _send(database, kind, person, database.clock.today().isoformat(), address, send)


class Event(NamedTuple):
    """Something to be told once: what, to whom, and the instant at which it happened."""

    kind: str
    person: str
    at: str


def send_event_once(
    database: Database, event: Event, address: str, send: Callable[[], None]
) -> bool:
    """Send a notice of an event to an address, whatever the day. Else as `send_once`."""
    return _send(database, event.kind, event.person, event.at[:10], address, send)


def _send(
    database: Database,
    kind: str,
    person: str | None,
    day: str,
    address: str,
    send: Callable[[], None],
) -> bool:
    # The address itself may hold a password.
    key = hashlib.sha256(address.encode()).hexdigest()[:16]
    with transaction(database) as change:
        notice_id = _claim(change, kind, (person or "*").casefold(), day, key)
        if notice_id is None:
            return False
    try:
        send()
    except SalesmapError:
        with transaction(database) as change:
            change.delete(change.existing(Notice, notice_id))
        commit_state.mark_committed(False)  # nothing is left of the claim
        raise
    with transaction(database) as change:
        change.existing(Notice, notice_id).sent_at = change.now
    return True


def _claim(change: UnitOfWork, kind: str, person: str, day: str, address: str) -> int | None:
    """Return the id of the notice to send, None where another run sends it or did."""
    condition = "kind = ? AND person = ? AND day = ? AND address = ?"
    notice = change.first(Notice, condition, kind, person, day, address)
    if notice is None:
        notice = Notice(kind=kind, person=person, day=day, address=address, begun_at=change.now)
        return change.add(notice).id
    overdue = instant(change.database.clock.now() - _TIMEOUT)
    if notice.sent_at or notice.begun_at > overdue:
        return None
    notice.begun_at = change.now
    return notice.id
