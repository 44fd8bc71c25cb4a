"""The members of the team: the list, and one with the absences."""

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from salesmap.core.folding import fold
from salesmap.core.i18n import key_of, word
from salesmap.core.table import Table, columns
from salesmap.domain.team.errors import MemberNotFound
from salesmap.domain.team.roles import declare_roles
from salesmap.reports.query.scope import LeadScope
from salesmap.reports.query.spellings import UnknownValue, unknown_values
from salesmap.store.connection import Connection
from salesmap.store.map_versions import current_map
from salesmap.store.statements import statements

_SQL = statements(__file__)
COLUMNS = columns(
    "id:int name role:key:role_words team manager email region timezone language capacity:int "
    "weight:int leads_open:int away_from:day away_until:day deputy status:word left_on:day "
    "version:int"
)
_SHOWN = (
    "id",
    "name",
    "role",
    "team",
    "manager",
    "region",
    "capacity",
    "leads_open",
    "status",
    "away_until",
    "deputy",
)
ABSENCES = columns("since:day until:day deputy")
_NAMES = [column.name for column in COLUMNS]


class MemberDetail(NamedTuple):
    """A member as a table of one row, with the absences."""

    member: Table
    absences: Table


def find(
    connection: Connection,
    today: date,
    *,
    team: str | None = None,
    role: str | None = None,
    with_left: bool = False,
) -> tuple[Table, list[UnknownValue]]:
    """Return the members in the order in which they were added, and what nobody has."""
    rows = _rows(connection, today)
    unknown: list[UnknownValue] = []
    for name, value in (("team", team), ("role", role)):
        if value is None:
            continue
        index = _NAMES.index(name)
        values = [str(row[index]) for row in rows if row[index]]
        key = fold(key_of(value, values) if name == "role" else value)
        unknown += unknown_values(name, [key], values)
        rows = [row for row in rows if fold(row[index] or "") == key]
    if not with_left:
        rows = [row for row in rows if row[_NAMES.index("left_on")] is None]
    return Table(COLUMNS, rows, _SHOWN, ("role_words",)), unknown


def one(connection: Connection, today: date, member_id: int) -> Table:
    """Return a member as a table of one row."""
    rows = [row for row in _rows(connection, today) if row[0] == member_id]
    return Table(COLUMNS, rows, _SHOWN, ("role_words",))


def detail(connection: Connection, today: date, name: str) -> MemberDetail:
    """Return a member with the absences. Raises MemberNotFound."""
    member_id = id_of(connection, name)
    absences = connection.execute(_SQL["absences"], {"id": member_id}).fetchall()
    return MemberDetail(one(connection, today, member_id), Table(ABSENCES, absences))


def id_of(connection: Connection, name: str) -> int:
    """Return the id of a member by the name or the id. Raises MemberNotFound."""
    by_key: Mapping[str, int] = {}
    known = []
    for row in connection.execute(f"{_SQL['members']} ORDER BY m.id", {"today": ""}):
        known.append(row[1])
        by_key = {**by_key, fold(row[1]): row[0], f"#{row[0]}": row[0]}
    found = by_key.get(fold(name)) or by_key.get(f"#{name.strip()}")
    if found is None:
        raise MemberNotFound(name, known)
    return found


def owners_in(connection: Connection, scope: LeadScope) -> list[str | None]:
    """Return who looks after the leads in scope."""
    query = _SQL["owners"].replace("{in_scope}", scope.filter_sql)
    return [owner for (owner,) in connection.execute(query, scope.parameters())]


def _rows(connection: Connection, today: date) -> list[tuple[Any, ...]]:
    declare_roles(current_map(connection))
    cursor = connection.execute(f"{_SQL['members']} ORDER BY m.id", {"today": today.isoformat()})
    return [(*row, word(row[2])) for row in cursor.fetchall()]
