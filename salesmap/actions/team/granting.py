"""Logins on a server: who gets one, and with it the rights of their role."""

from typing import TYPE_CHECKING

from salesmap.domain.team.errors import MemberNotFound, OwnerHasLeft
from salesmap.domain.team.person import Person
from salesmap.store.database import Database
from salesmap.store.engine.opening import read_connection
from salesmap.store.members import people, person_named

if TYPE_CHECKING:
    from salesmap.store.server.rights.granting import Granted


def grant(database: Database, name: str, login: str | None = None) -> "tuple[Person, Granted]":
    """Give a member a login of the server, called like the member unless another name is given.

    Raises MemberNotFound, OwnerHasLeft, NotTheOwner, UnusableLogin, LoginAboveRights, LoginTaken.
    """
    from salesmap.store.server.rights.granting import grant as grant_on_server

    person = _member(database, name)
    if person.left_on is not None:
        raise OwnerHasLeft(person.name, person.left_on)
    return person, grant_on_server(database, person, person.name if login is None else login)


def revoke(database: Database, name: str) -> tuple[Person, str]:
    """Take the login of a member away, who may have left. Raises MemberNotFound, NoLogin."""
    from salesmap.store.server.rights.granting import revoke as revoke_on_server

    person = _member(database, name)
    return person, revoke_on_server(database, person)


def _member(database: Database, name: str) -> Person:
    with read_connection(database) as connection:
        person = person_named(connection, name)
        if person is None:
            raise MemberNotFound(name, [each.name for each in people(connection)])
        return person
