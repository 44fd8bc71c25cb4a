"""What every command that writes says of the conflicts of owners that it brings about (撞单)."""

from typing import TYPE_CHECKING

from salesmap.core.commit_state import notices
from salesmap.core.i18n import _, ngettext

if TYPE_CHECKING:
    from salesmap.actions.team.sight import Sight
    from salesmap.reports.lead.new_conflicts import Meeting, NewConflicts
    from salesmap.store.unit_of_work import UnitOfWork

_MOST_TOLD = 3
_TOUCHES = """
SELECT 1 FROM change_row
WHERE change_id = ? AND table_name IN ('contact', 'customer', 'lead') LIMIT 1
"""


def tell_conflicts(change: "UnitOfWork") -> "list[Meeting]":
    """Note what is to be told of a change once it is committed; undoing is no news.

    Returns the conflicts with leads of other people.
    """
    if change.change.undoes is not None or not change.sql(_TOUCHES, change.change.id):
        return []
    from salesmap.reports.lead.new_conflicts import new_conflicts

    found = new_conflicts(change.connection, change.change.id)
    if found.meetings or found.in_conflict:
        _tell(found, change)
    return [each for each in found.meetings if each.is_conflict and each.other.owner]


def _tell(found: "NewConflicts", change: "UnitOfWork") -> None:
    from salesmap.actions.team.sight import Sight

    sight = Sight(change.connection, change.database)
    conflicts = [each for each in found.meetings if each.is_conflict]
    notices.extend(_line(each, sight) for each in conflicts[:_MOST_TOLD])
    if more := len(conflicts[_MOST_TOLD:]):
        text = ngettext("{count} more conflict.", "{count} more conflicts.", more)
        notices.append(text.format(count=more))
    if found.in_conflict:
        text = ngettext(
            "{count} lead conflicts with leads of other owners: see 'salesmap lead conflict list'.",
            "{count} leads conflict with leads of other owners: see 'salesmap lead conflict list'.",
            found.in_conflict,
        )
        notices.append(text.format(count=found.in_conflict))
    others = [
        each for each in found.meetings if not each.is_conflict and sight.user_has(each.other.owner)
    ]
    notices.extend(_line_of_domain(each) for each in others[:_MOST_TOLD])


def _line(meeting: "Meeting", sight: "Sight") -> str:
    from salesmap.reports.lead.conflicts import SHARED

    shared = _(" and ").join(_(SHARED[what]) for what in meeting.shared)
    if not sight.user_has(meeting.other.owner):
        text = _(
            "Conflict: lead {id} ({name}) and an open lead of {owner} since {since} have the same "
            "{shared}."
        )
        return text.format(
            id=meeting.lead.id,
            name=meeting.lead.name,
            owner=meeting.other.owner or _("in the pool"),
            since=meeting.other.created_on,
            shared=shared,
        )
    text = _(
        "Conflict: lead {id} ({name}) and lead {other_id} ({other}, {owner}) have the same "
        "{shared}. See 'salesmap lead conflict list'."
    )
    return text.format(
        id=meeting.lead.id,
        name=meeting.lead.name,
        other_id=meeting.other.id,
        other=meeting.other.name,
        owner=meeting.other.owner or _("in the pool"),
        shared=shared,
    )


def _line_of_domain(meeting: "Meeting") -> str:
    text = _(
        "Lead {id} ({name}) and lead {other_id} ({other}, {owner}) have e-mail at the same domain."
    )
    return text.format(
        id=meeting.lead.id,
        name=meeting.lead.name,
        other_id=meeting.other.id,
        other=meeting.other.name,
        owner=meeting.other.owner or _("in the pool"),
    )
