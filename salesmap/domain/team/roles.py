"""The roles that members have: the usual ones, and those that the map names."""

from salesmap.core.i18n import declare_words, key_of
from salesmap.domain.map.model import SalesMap
from salesmap.domain.team.vocabulary import ROLES


def member_roles(sales_map: SalesMap) -> list[str]:
    """Return the roles that a member may have."""
    of_map = (role.key for role in sales_map.roles)
    with_rights = (right.role for right in sales_map.rights)
    return list(dict.fromkeys((*ROLES, *of_map, *with_rights)))


def declare_roles(sales_map: SalesMap) -> None:
    """Make what the map calls its roles known to the screens."""
    declare_words({role.key: (role.label.en, role.label.zh) for role in sales_map.roles})


def role_named(sales_map: SalesMap, text: str) -> str | None:
    """Return the key of a role by its key, its label or its Chinese word; None for none."""
    known = member_roles(sales_map)
    word = text.strip()
    if word in known:
        return word
    for role in sales_map.roles:
        if word.casefold() in {each.casefold() for each in role.label}:
            return role.key
    found = key_of(word.casefold(), known)
    return found if found in known else None
