"""Imports that may be rehearsed: everything is done, and nothing is kept."""

from collections.abc import Iterator
from contextlib import contextmanager

from salesmap.actions.database.create import transaction
from salesmap.store.database import Database
from salesmap.store.unit_of_work import UnitOfWork


class _Rehearsed(Exception):
    """Raised at the end of a dry run, so that nothing is written."""


@contextmanager
def importing(database: Database, *, dry_run: bool) -> Iterator[UnitOfWork]:
    """Yield the change of an import; a dry run takes it back at the end."""
    try:
        with transaction(database) as change:
            yield change
            if dry_run:
                raise _Rehearsed
    except _Rehearsed:
        pass
