"""The members of the team as every room needs them: who they are, and whom they stand in for."""

from datetime import date
from typing import NamedTuple

from salesmap.core.folding import fold
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = statements(__file__)


class Person(NamedTuple):
    """A member with the keys by which names are compared; `left_on` is the day of leaving."""

    id: int
    name: str
    key: str
    role: str
    team: str | None
    manager_id: int | None
    capacity: int | None
    weight: int
    left_on: str | None

    @property
    def is_active(self) -> bool:
        """Whether the person belongs to the team now."""
        return self.left_on is None


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


def away_on(connection: Connection, day: date) -> set[int]:
    """Return the ids of the members who are away on a day."""
    return {id for (id,) in connection.execute(_SQL["away"], {"day": day.isoformat()})}


def team_names(connection: Connection) -> list[str]:
    """Return the names of the teams."""
    return [name for (name,) in connection.execute(_SQL["teams"])]


def owners_of_team(connection: Connection, team: str) -> list[str]:
    """Return the names of a team's members, leavers too; those without a team for no name."""
    return [name for (name,) in connection.execute(_SQL["of_team"], {"key": fold(team) or None})]
