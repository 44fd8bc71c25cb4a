"""Who may see what belongs to whom, in a database with members; without any, everybody may."""

from functools import cached_property

from salesmap.actions.team.rights import rights_in
from salesmap.core.folding import fold
from salesmap.domain.lead import Lead
from salesmap.domain.map.model import SalesMap
from salesmap.domain.team.errors import NotAllowed
from salesmap.domain.team.rights import Rights, rights_of, roles_that_may
from salesmap.domain.team.roles import declare_roles
from salesmap.store.connection import Connection
from salesmap.store.database import Database
from salesmap.store.map_versions import current_map
from salesmap.store.members import acting_for, people

_READ = "read"


class Sight:
    """What the user and the other members may see."""

    def __init__(self, connection: Connection, database: Database) -> None:
        self._connection = connection
        self._database = database
        self._members = people(connection)
        self._rights: dict[str, Rights] = {}

    def has(self, person: str, owner: str | None) -> bool:
        """Return whether a person may see what belongs to an owner; None is the pool."""
        key = fold(person)
        member = next((each for each in self._members if each.key == key), None)
        if not self._members:
            return True
        if member is None or not member.is_active:
            return False
        if key not in self._rights:
            today = self._database.clock.today()
            acting = acting_for(self._connection, member.name, today)
            self._rights[key] = rights_of(self._map, member, self._members, acting)
        return self._rights[key].may(_READ, owner)

    def user_has(self, owner: str | None, verb: str = _READ) -> bool:
        """Return whether the user may see what belongs to an owner, or do something else to it."""
        if not self._members:
            return True
        rights = self._own_rights
        return rights is None or rights.may(verb, owner)

    def require(self, lead: Lead, verb: str = _READ) -> None:
        """Raise NotAllowed for a lead that the user may not see, or do something else to."""
        owner = keeper(lead)
        if self.user_has(owner, verb):
            return
        user = fold(self._database.user)
        member = next((each for each in self._members if each.key == user), None)
        declare_roles(self._map)
        raise NotAllowed(
            member.name if member else self._database.user,
            member.role if member and member.is_active else None,
            verb,
            "lead",
            owner,
            lead.id,
            roles_that_may(self._map, verb),
        )

    @cached_property
    def _map(self) -> SalesMap:
        return current_map(self._connection)

    @cached_property
    def _own_rights(self) -> Rights | None:
        return rights_in(self._connection, self._database, self._members)


def keeper(lead: Lead) -> str | None:
    """Return whose a lead is: the owner's, or the caretaker's once it is closed."""
    return lead.owner if lead.status == "open" else lead.caretaker or lead.owner
