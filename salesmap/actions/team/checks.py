"""What holds for every change of a database with members, checked at the end of the change."""

from salesmap.actions.team.idle_owners import tell_idle_owners
from salesmap.actions.team.owners import check_owners, members_by_key, refuse_leavers
from salesmap.actions.team.rights import check_rights
from salesmap.store.unit_of_work import UnitOfWork


def check_change(change: UnitOfWork) -> None:
    """Check who owns what a change wrote, and whether the user may do what it did.

    Undo and redo bring back owners that were, whoever they are, but nothing open to who left.
    Raises UnknownOwner, OwnerHasLeft, LeaverWouldOwn, NotAllowed.
    """
    change.flush()
    if change.change.undoes is None:
        members = members_by_key(change)
        check_owners(change, members)
        tell_idle_owners(change, members)
    else:
        refuse_leavers(change)
    check_rights(change)
