"""Imports that may be rehearsed: everything is done, and nothing is kept."""

from collections.abc import Iterator
from contextlib import contextmanager

from salesmap.actions.database.create import check_members, transaction
from salesmap.core import commit_state
from salesmap.store.database import Database
from salesmap.store.unit_of_work import UnitOfWork


class _Rehearsed(Exception):
    """Raised at the end of a dry run, so that nothing is written."""


@contextmanager
def importing(database: Database, *, dry_run: bool) -> Iterator[UnitOfWork]:
    """Yield the change of an import; a dry run takes it back at the end, and tells what it told.

    It is refused where the change would be. What a file tells has happened before: the rules of the
    map do not act on it.
    """
    try:
        with transaction(database) as change:
            change.acts_on_rules = False
            yield change
            if dry_run:
                change.flush()
                check_members(change)
                if database.before_commit is not None:
                    database.before_commit(change)
                raise _Rehearsed
    except _Rehearsed:
        commit_state.mark_rehearsed()
