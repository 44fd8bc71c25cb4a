"""Changes that may be rehearsed: everything is done, and nothing is kept."""

from collections.abc import Iterator
from contextlib import contextmanager

from salesmap.actions.database.create import check_members, transaction
from salesmap.core import commit_state
from salesmap.store.database import Database
from salesmap.store.unit_of_work import UnitOfWork


class _Rehearsed(Exception):
    """Raised at the end of a dry run, so that nothing is written."""


@contextmanager
def rehearsable(database: Database, *, dry_run: bool) -> Iterator[UnitOfWork]:
    """Yield a change; a dry run takes it back at the end, and tells what it told.

    It is refused where the change would be.
    """
    try:
        with transaction(database) as change:
            yield change
            if dry_run:
                change.flush()
                check_members(change)
                if database.before_commit is not None:
                    database.before_commit(change)
                raise _Rehearsed
    except _Rehearsed:
        commit_state.mark_rehearsed()
