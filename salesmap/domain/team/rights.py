"""What members may do: the rights of their role, on whose records they hold.

A role that the map gives no rights has the usual ones; another role than the usual five has those
of a rep.
"""

from collections.abc import Iterable, Mapping, Sequence, Set
from typing import NamedTuple

from salesmap.core.folding import fold
from salesmap.domain.map.model import SalesMap
from salesmap.domain.map.team.rules import VERBS, RightRule
from salesmap.domain.team.person import Person
from salesmap.domain.team.roles import member_roles
from salesmap.domain.team.vocabulary import ROLES

_REP, _MANAGER, _FINANCE, ADMIN, _READER = ROLES
_USUAL: Mapping[str, tuple[RightRule, ...]] = {
    _REP: (
        RightRule(_REP, ("read", "add", "edit", "delete", "export"), "own"),
        RightRule(_REP, ("read", "add", "edit"), "pool"),
    ),
    _MANAGER: (
        RightRule(_MANAGER, VERBS, "team"),
        RightRule(_MANAGER, ("read", "add", "edit", "export", "assign"), "pool"),
    ),
    _FINANCE: (RightRule(_FINANCE, ("read", "export", "approve", "pay"), "all"),),
    ADMIN: (RightRule(ADMIN, VERBS, "all"),),
    _READER: (RightRule(_READER, ("read",), "all"),),
}


class Rights(NamedTuple):
    """The rights of one person: the rows of the role, the keys of the owners that are own or team.

    The own ones are the person and those whom the person stands in for.
    """

    rules: Sequence[RightRule]
    own: Set[str]
    team: Set[str]

    def may(self, verb: str, owner: str | None) -> bool:
        """Return whether the person may do this to what belongs to an owner, None for the pool."""
        return any(verb in rule.may and self._reaches(rule.on, owner) for rule in self.rules)

    def may_all(self, verb: str) -> bool:
        """Return whether the person may do this to everything."""
        return any(verb in rule.may and rule.on == "all" for rule in self.rules)

    def may_lead(self, verb: str) -> bool:
        """Return whether the person may do this to more than their own."""
        return any(verb in rule.may and rule.on in ("team", "all") for rule in self.rules)

    def _reaches(self, on: str, owner: str | None) -> bool:
        if on == "all":
            return True
        if owner is None:
            return on == "pool"
        key = fold(owner)
        return (on == "own" and key in self.own) or (
            on == "team" and (key in self.team or key in self.own)
        )


def rules_of(sales_map: SalesMap, role: str) -> tuple[RightRule, ...]:
    """Return the rows of rights that a role has."""
    of_map = tuple(rule for rule in sales_map.rights if rule.role == role)
    return of_map or usual_rules(role)


def usual_rules(role: str) -> tuple[RightRule, ...]:
    """Return the rows that a role has without any of the map."""
    return _USUAL.get(role, _USUAL[_REP])


def rights_of(
    sales_map: SalesMap, person: Person, people: Iterable[Person], acting_for: Iterable[str]
) -> Rights:
    """Return the rights of a member; `acting_for` are the names of those they stand in for.

    The team of a manager are the members of the same team, or of none as the manager, and those
    whom the manager manages.
    """
    everybody = list(people)
    below = {person.id}
    while more := {each.id for each in everybody if each.manager_id in below} - below:
        below |= more
    team = {
        each.key
        for each in everybody
        if each.id in below or fold(each.team or "") == fold(person.team or "")
    }
    own = {person.key, *map(fold, acting_for)}
    return Rights(rules_of(sales_map, person.role), own, team)


NO_RIGHTS = Rights((), frozenset(), frozenset())
"""The rights of somebody who is no member."""


def may_own_work(sales_map: SalesMap, role: str) -> bool:
    """Return whether a role may edit what belongs to whom has it."""
    return any("edit" in rule.may and rule.on != "pool" for rule in rules_of(sales_map, role))


def roles_that_may(sales_map: SalesMap, verb: str, *, on_all: bool = False) -> list[str]:
    """Return the roles that may do this to others' records, or to what belongs to everybody."""
    reaches = ("all",) if on_all else ("team", "all")
    return [
        role
        for role in member_roles(sales_map)
        if (role in ROLES or any(rule.role == role for rule in sales_map.rights))
        and any(verb in rule.may and rule.on in reaches for rule in rules_of(sales_map, role))
    ]
