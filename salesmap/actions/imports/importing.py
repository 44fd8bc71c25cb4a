"""The change of an import, which may be rehearsed."""

from collections.abc import Iterator
from contextlib import contextmanager

from salesmap.actions.database.rehearsal import rehearsable
from salesmap.store.database import Database
from salesmap.store.unit_of_work import UnitOfWork


@contextmanager
def importing(database: Database, *, dry_run: bool) -> Iterator[UnitOfWork]:
    """Yield a change on which the rules of the map do not act: what a file tells has happened
    before. A dry run takes it back."""
    with rehearsable(database, dry_run=dry_run) as change:
        change.acts_on_rules = False
        yield change
