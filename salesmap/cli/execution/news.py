"""Telling people what a change means to them, as a part of the change."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from salesmap.store.members import has_members

if TYPE_CHECKING:
    from salesmap.reports.lead.new_conflicts import Meeting
    from salesmap.store.unit_of_work import UnitOfWork


def tell_people(change: "UnitOfWork", conflicts: "Sequence[Meeting]") -> None:
    """Tell members of a change, and the owners of the leads that it conflicts with."""
    if not has_members(change.connection):
        return
    from salesmap.actions.talk.news import tell_news

    tell_news(change, [(each.other.owner or "", each.other.id, each.lead.id) for each in conflicts])
