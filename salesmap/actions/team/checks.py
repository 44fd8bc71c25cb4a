"""What holds for every change of a database with members, checked at the end of the change."""

from salesmap.actions.team.owners import check_owners, members_by_key
from salesmap.store.unit_of_work import UnitOfWork


def check_change(change: UnitOfWork) -> None:
    """Check a change. Raises UnknownOwner, OwnerHasLeft.

    Undo and redo bring back what held before.
    """
    change.flush()
    if change.change.undoes is None:
        check_owners(change, members_by_key(change))
