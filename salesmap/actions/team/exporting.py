"""The right to export: what leaves the database in files."""

from collections.abc import Callable, Iterable

from salesmap.actions.team.rights import rights_in
from salesmap.core.folding import fold
from salesmap.domain.team.errors import NotAllowed
from salesmap.domain.team.rights import roles_that_may
from salesmap.domain.team.roles import declare_roles
from salesmap.store.connection import Connection
from salesmap.store.database import Database
from salesmap.store.map_versions import current_map
from salesmap.store.members import has_members, people

_EXPORT = "export"


def require_export(
    connection: Connection,
    database: Database,
    owners: Callable[[], Iterable[str | None]] | None = None,
) -> None:
    """Check that the user may export what belongs to these owners; everything without any.

    Raises NotAllowed.
    """
    if not has_members(connection):
        return
    members = people(connection)
    rights = rights_in(connection, database, members)
    if rights is None or rights.may_all(_EXPORT):
        return
    theirs = [None] if owners is None else sorted(set(owners()), key=lambda name: name or "")
    is_all = owners is None
    for owner in theirs:
        if is_all or not rights.may(_EXPORT, owner):
            person = next((each for each in members if each.key == fold(database.user)), None)
            sales_map = current_map(connection)
            declare_roles(sales_map)
            raise NotAllowed(
                person.name if person else database.user,
                person.role if person and person.is_active else None,
                _EXPORT,
                "lead",
                owner,
                None,
                roles_that_may(sales_map, _EXPORT, on_all=is_all),
                with_owner=not is_all,
            )
