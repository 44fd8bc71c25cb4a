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
    known: dict[str, str] = {}
    for name in companions.split(", "):
        member = members.get(fold(name))
        known.setdefault(fold(name), member.name if member else name)
    strangers = [name for key, name in known.items() if key not in members]
    if strangers:
        text = _("Went along without being members of the team: {names}.")
        notices.append(text.format(names=_(", ").join(strangers)))
    return ", ".join(known.values())
