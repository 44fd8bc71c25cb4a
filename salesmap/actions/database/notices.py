"""One message a day for each person: whoever asks twice is not told twice, and what did not go out goes out the next time."""

import hashlib
from collections.abc import Callable
from datetime import timedelta

from sqlmodel import select

from salesmap.actions.database.create import transaction
from salesmap.core.clock import instant
from salesmap.core.errors import SalesmapError
from salesmap.store.database import Database
from salesmap.store.models import Notice
from salesmap.store.unit_of_work import UnitOfWork

_GIVEN_UP = timedelta(minutes=10)
"""How long a message may be on its way before another run takes it over: its process was killed."""


def send_once(
    database: Database, kind: str, person: str | None, address: str, send: Callable[[], None]
) -> bool:
    """Send a message of a kind for a person (None: everybody) to an address, if none went out today. Returns whether it was sent.

    Nothing is locked while it is on its way. Raises what `send` raises; then the next run tries again.
    """
    key = hashlib.sha256(address.encode()).hexdigest()[
        :16
    ]  # the address itself may hold a password
    with transaction(database) as change:
        notice = _claim(change, kind, (person or "*").casefold(), key)
        if notice is None:
            return False
    try:
        send()
    except SalesmapError:
        with transaction(database) as change:
            change.session.delete(change.session.get_one(Notice, notice))
        raise
    with transaction(database) as change:
        change.session.get_one(Notice, notice).sent_at = change.now
    return True


def _claim(change: UnitOfWork, kind: str, person: str, address: str) -> int | None:
    """The id of the notice that this run shall send; None where it was sent, or another run is at it."""
    day = change.database.clock.today().isoformat()
    same = select(Notice).where(
        Notice.kind == kind, Notice.person == person, Notice.day == day, Notice.address == address
    )
    known = change.session.exec(same).first()
    if known is None:
        known = Notice(kind=kind, person=person, day=day, address=address, begun_at=change.now)
        change.session.add(known)
    elif known.sent_at or known.begun_at > instant(change.database.clock.now() - _GIVEN_UP):
        return None
    known.begun_at = change.now
    change.session.flush()
    return known.id
