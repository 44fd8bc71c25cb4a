"""Who went along to a customer: members as they write themselves, others as they were typed."""

from salesmap.actions.team.owners import members_by_key
from salesmap.core.commit_state import notices
from salesmap.core.folding import fold
from salesmap.core.i18n import _
from salesmap.store.unit_of_work import UnitOfWork


def companions_of_team(change: UnitOfWork, companions: str | None) -> str | None:
    """Return the names as members write them; one that is no member's stays, and is noted.

    A specialist of the maker, say, goes along without being a member.
    """
    members = members_by_key(change) if companions else {}
    if not companions or not members:
        return companions
    names = companions.split(", ")
    strangers = [name for name in names if fold(name) not in members]
    if strangers:
        text = _("Went along without being members of the team: {names}.")
        notices.append(text.format(names=_(", ").join(strangers)))
    known = [members[fold(name)].name if fold(name) in members else name for name in names]
    return ", ".join(dict.fromkeys(known))
