"""Members of the team: added, edited, away with a deputy, leaving."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from salesmap.actions.database.create import transaction
from salesmap.actions.team.open_things import open_things
from salesmap.core.folding import fold
from salesmap.domain.records import Absence
from salesmap.domain.team.errors import (
    AbsenceEndsBeforeItBegins,
    AbsenceOverlaps,
    BadMemberName,
    HasOpenThings,
    MemberExists,
    MemberNotFound,
    OwnDeputy,
    OwnManager,
    UnknownRole,
)
from salesmap.domain.team.member import Member
from salesmap.domain.team.rights import ADMIN
from salesmap.domain.team.roles import declare_roles, member_roles, role_named
from salesmap.domain.vocabulary import is_me
from salesmap.store.database import Database
from salesmap.store.map_versions import current_map
from salesmap.store.members import people, person_named, team_names
from salesmap.store.unit_of_work import UnitOfWork

DEFAULT_ROLE = "rep"


class Added(NamedTuple):
    """A member that was added; `is_back` is somebody who had left.

    `shuts_out`: it is the first admin, and the user no member, who may write no more.
    """

    member_id: int
    is_back: bool
    shuts_out: bool = False


class Away(NamedTuple):
    """A member who is to be away: the deputy, and whether that one is away then, too."""

    member_id: int
    deputy: str | None
    deputy_is_away: bool


class Gone(NamedTuple):
    """A member who left: the day, whose manager they were, whose deputy they are to be."""

    member_id: int
    left_on: str
    manages: Sequence[str]
    deputy_of: Sequence[str]


def add(database: Database, name: str, values: Mapping[str, Any]) -> Added:
    """Add a member, or bring somebody back who left.

    `values` are the fields of a member by name; the manager's is a name. Raises MemberExists,
    UnknownRole, MemberNotFound for the manager, BadMemberName.
    """
    name = name.strip()
    if not name or is_me(name) or name.casefold().startswith("team:") or "," in name:
        raise BadMemberName(name)
    with transaction(database) as change:
        existing = change.first(Member, "name_key = ?", fold(name))
        if existing is not None and existing.left_on is None:
            raise MemberExists(existing.name)
        if existing is not None:
            existing.come_back()
            _set(change, existing, values)
            change.describe("member came back: {}", existing.name)
            return Added(existing.id, is_back=True)
        member = change.add(
            Member(name=name, name_key=fold(name), role=DEFAULT_ROLE, recorded_at=change.now)
        )
        _set(change, member, values)
        change.describe("member added: {}", member.name)
        user = person_named(change.connection, database.user)
        is_stranger = user is None or not user.is_active
        return Added(member.id, is_back=False, shuts_out=is_stranger and member.role == ADMIN)


def edit(database: Database, name: str, values: Mapping[str, Any]) -> int:
    """Edit a member; an empty value clears a field. Return the id. Raises what `add` raises."""
    with transaction(database) as change:
        member = member_named(change, name)
        before = [getattr(member, column) for column in member.COLUMNS]
        _set(change, member, values)
        if before != [getattr(member, column) for column in member.COLUMNS]:
            member.version += 1
        change.describe("member edited: {}", member.name)
        return member.id


def be_away(
    database: Database, name: str, since: date, until: date, deputy: str | None = None
) -> Away:
    """Note that a member is away, both days inclusive.

    Raises AbsenceEndsBeforeItBegins, AbsenceOverlaps, OwnDeputy, MemberNotFound, HasLeftAlready.
    """
    if until < since:
        raise AbsenceEndsBeforeItBegins(since, until)
    with transaction(database) as change:
        member = member_named(change, name)
        member.require_active()
        other = member_named(change, deputy) if deputy else None
        if other is not None:
            other.require_active()
            if other.id == member.id:
                raise OwnDeputy(member.name)
        first, last = since.isoformat(), until.isoformat()
        overlapping = _absence(change, member.id, first, last)
        if overlapping is not None:
            raise AbsenceOverlaps(member.name, overlapping.since, overlapping.until)
        change.add(
            Absence(
                member_id=member.id,
                deputy_id=other.id if other else None,
                since=first,
                until=last,
                recorded_at=change.now,
            )
        )
        is_away = other is not None and _absence(change, other.id, first, last) is not None
        change.describe("member away: {}", f"{member.name} · {first} – {last}")
        return Away(member.id, other.name if other else None, is_away)


def be_back(database: Database, name: str) -> tuple[int, Sequence[tuple[str, str]]]:
    """End a member's absence yesterday, and cancel those to come.

    Return the member's id and the absences as they were.
    """
    with transaction(database) as change:
        member = member_named(change, name)
        today = change.database.clock.today()
        found = change.all(
            Absence, "member_id = ? AND until >= ?", member.id, today.isoformat(), order="since"
        )
        was = [(each.since, each.until) for each in found]
        for each in found:
            if each.since >= today.isoformat():
                change.delete(each)
            else:
                each.until = date.fromordinal(today.toordinal() - 1).isoformat()
                each.version += 1
        change.describe("member is back: {}", member.name)
        return member.id, was


def leave(database: Database, name: str) -> Gone:
    """Let a member leave the team, from today. Raises HasOpenThings, HasLeftAlready."""
    with transaction(database) as change:
        member = member_named(change, name)
        member.require_active()
        if things := open_things(change, member.name).counts():
            raise HasOpenThings(member.name, things)
        today = change.database.clock.today()
        member.leave(today)
        managed = change.sql(
            "SELECT name FROM member WHERE manager_id = ? AND left_on IS NULL ORDER BY id",
            member.id,
        )
        deputy_of = change.sql(
            "SELECT m.name FROM absence a JOIN member m ON m.id = a.member_id"
            " WHERE a.deputy_id = ? AND a.until >= ? ORDER BY a.since, a.id",
            member.id,
            today.isoformat(),
        )
        change.describe("member left: {}", member.name)
        return Gone(
            member.id,
            today.isoformat(),
            [name for (name,) in managed],
            [name for (name,) in deputy_of],
        )


def _absence(change: UnitOfWork, member_id: int, since: str, until: str) -> Absence | None:
    """Return an absence of a member that has a day in common with a time."""
    condition = "member_id = ? AND since <= ? AND until >= ?"
    return change.first(Absence, condition, member_id, until, since)


def member_named(change: UnitOfWork, name: str) -> Member:
    """Return the member of a name; `me` is the user. Raises MemberNotFound."""
    name = change.database.user if is_me(name.strip()) else name
    member = change.first(Member, "name_key = ?", fold(name))
    if member is None:
        raise MemberNotFound(name, [each.name for each in people(change.connection)])
    return member


def _set(change: UnitOfWork, member: Member, values: Mapping[str, Any]) -> None:
    values = dict(values)
    if "role" in values:
        sales_map = current_map(change.connection)
        typed = str(values.pop("role") or "")
        role = role_named(sales_map, typed)
        if role is None:
            declare_roles(sales_map)
            raise UnknownRole(typed, member_roles(sales_map))
        member.role = role
    if "team" in values:
        _set_team(change, member, values.pop("team"))
    if "manager" in values:
        _set_manager(change, member, values.pop("manager"))
    for name, value in values.items():
        setattr(member, name, value)


def _set_team(change: UnitOfWork, member: Member, team: str | None) -> None:
    """Put a member into a team, spelled as the others of it have it; into none without a name."""
    text = (team or "").strip()
    key = fold(text)
    known = {fold(name): name for name in team_names(change.connection)}
    own = member.team_key == key
    member.team = (text if own else known.get(key, text)) or None
    member.team_key = key or None


def _set_manager(change: UnitOfWork, member: Member, name: str | None) -> None:
    """Give a member a manager, or none. Raises MemberNotFound, HasLeftAlready, OwnManager."""
    if not name:
        member.manager_id = None
        return
    manager = member_named(change, name)
    manager.require_active()
    above: int | None = manager.id
    while above is not None:
        if above == member.id:
            raise OwnManager(member.name, manager.name)
        above = change.existing(Member, above).manager_id
    member.manager_id = manager.id
