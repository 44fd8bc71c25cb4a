"""The members of the team as every room needs them: who they are, and whom they stand in for."""

from datetime import date

from salesmap.core.folding import fold
from salesmap.domain.team.person import Person, Workload
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = statements(__file__)


def has_members(connection: Connection) -> bool:
    """Return whether the database has members: without any, nothing of the team holds."""
    return bool(connection.execute(_SQL["any"]).fetchone()[0])


def people(connection: Connection) -> list[Person]:
    """Return the members in the order in which they were added, leavers too."""
    return [Person(*row) for row in connection.execute(_SQL["people"])]


def person_named(connection: Connection, name: str) -> Person | None:
    """Return the member of a name, however it is written; None for none."""
    row = connection.execute(_SQL["person"], {"key": fold(name)}).fetchone()
    return Person(*row) if row else None


def acting_for(connection: Connection, user: str, day: date) -> tuple[str, ...]:
    """Return the user, and the members whose deputy the user is on a day."""
    rows = connection.execute(_SQL["absent"], {"key": fold(user), "day": day.isoformat()})
    return (user, *(name for (name,) in rows if fold(name) != fold(user)))


def deputies(connection: Connection, day: date) -> dict[str, list[str]]:
    """Return who stands in for each member who is away on a day, by the key of that member."""
    found: dict[str, list[str]] = {}
    for key, deputy in connection.execute(_SQL["deputies"], {"day": day.isoformat()}):
        found.setdefault(key, []).append(deputy)
    return found


def away_on(connection: Connection, day: date) -> set[int]:
    """Return the ids of the members who are away on a day."""
    return {id for (id,) in connection.execute(_SQL["away"], {"day": day.isoformat()})}


def habits(connection: Connection, name: str) -> tuple[str | None, str | None]:
    """Return the language and the time zone of a member, None where none is set."""
    row = connection.execute(_SQL["habits"], {"key": fold(name)}).fetchone()
    return (row[0], row[1]) if row else (None, None)


def team_names(connection: Connection) -> list[str]:
    """Return the names of the teams."""
    return [name for (name,) in connection.execute(_SQL["teams"])]


def owners_of_team(connection: Connection, team: str) -> list[str]:
    """Return the names of a team's members, leavers too; those without a team for no name."""
    return [name for (name,) in connection.execute(_SQL["of_team"], {"key": fold(team) or None})]


def workload(connection: Connection, day: date) -> Workload:
    """Return how many leads each member has, and was given by each rule of assignment."""
    opened: dict[str, int] = {}
    for owner, count in connection.execute(_SQL["open"]):
        opened[fold(owner)] = opened.get(fold(owner), 0) + count
    given: dict[tuple[str, str], tuple[int, int]] = {}
    for rule, owner, count, last in connection.execute(_SQL["given"]):
        key = rule, fold(owner)
        before, latest = given.get(key, (0, 0))
        given[key] = before + count, max(latest, last)
    (moment,) = connection.execute(_SQL["moment"]).fetchone()
    return Workload(people(connection), away_on(connection, day), opened, given, moment)
