"""Notices, each sent once a day to each person; what did not go out goes out the next time."""

import hashlib
from collections.abc import Callable
from datetime import timedelta

from salesmap.actions.database.create import transaction
from salesmap.core import commit_state
from salesmap.core.clock import instant
from salesmap.core.errors import SalesmapError
from salesmap.domain.records import Notice
from salesmap.store.database import Database
from salesmap.store.unit_of_work import UnitOfWork

_TAKEN_OVER_AFTER = timedelta(minutes=10)
"""How long a notice may be on its way before another run sends it: its process was killed."""


def send_once(
    database: Database, kind: str, person: str | None, address: str, send: Callable[[], None]
) -> bool:
    """Send a notice of a kind for a person (None: everybody) to an address, unless one went out today.

    Returns whether it was sent. Nothing is locked while it is on its way. Raises what `send`
    raises; then the next run tries again.
    """
    # Not the address itself, which may hold a password.
    key = hashlib.sha256(address.encode()).hexdigest()[:16]
    with transaction(database) as change:
        notice_id = _claim(change, kind, (person or "*").casefold(), key)
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


def _claim(change: UnitOfWork, kind: str, person: str, address: str) -> int | None:
    """Return the id of the notice that this run shall send, None where another one does or did."""
    day = change.database.clock.today().isoformat()
    condition = "kind = ? AND person = ? AND day = ? AND address = ?"
    notice = change.first(Notice, condition, kind, person, day, address)
    if notice is None:
        notice = Notice(kind=kind, person=person, day=day, address=address, begun_at=change.now)
        return change.add(notice).id
    overdue = instant(change.database.clock.now() - _TAKEN_OVER_AFTER)
    if notice.sent_at or notice.begun_at > overdue:
        return None
    notice.begun_at = change.now
    return notice.id
