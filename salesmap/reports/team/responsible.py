"""Who answers for a lead, prices, approves and signs, with the deputies of those who are away."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from salesmap.core.folding import fold
from salesmap.core.i18n import N_, word
from salesmap.core.table import Table, columns
from salesmap.domain.approvals import step_title
from salesmap.domain.map.model import SalesMap, StageSpec
from salesmap.domain.team.person import Person
from salesmap.domain.team.rights import rights_of
from salesmap.domain.team.roles import declare_roles
from salesmap.store.connection import Connection
from salesmap.store.map_versions import current_map
from salesmap.store.members import people
from salesmap.store.statements import statements

_SQL = statements(__file__)
COLUMNS = columns("task:word what person role:key:role_words deputy away_until:day")
TASKS = (N_("answers"), N_("prices"), N_("approves"), N_("signs"), N_("manages"))
_SIGN = "sign"
"""The key of the standard action of signing, where a map has one."""


class _Duty(NamedTuple):
    """A task that falls to a role (None: to the lead's owner), or to a person."""

    task: str
    what: str | None
    role: str | None
    person: str | None = None


def responsible(connection: Connection, lead_id: int, today: date) -> Table:
    """Return who has which task on a lead: a row for each person.

    A role is held by the members who have it, else by the person that the map names. What nobody
    has a role for is the owner's, but approving: that is for the members whose rights allow it.
    """
    owner, caretaker, status, pipeline = connection.execute(
        _SQL["lead"], {"id": lead_id}
    ).fetchone()
    whose = owner if status == "open" else caretaker or owner
    sales_map = current_map(connection)
    declare_roles(sales_map)
    team = [person for person in people(connection) if person.is_active]
    away = {
        key: (deputy, until)
        for key, deputy, until in connection.execute(_SQL["away"], {"day": today.isoformat()})
    }
    rows = []
    for duty in _duties(sales_map, pipeline, team, whose):
        for person in _holders(duty, sales_map, team, whose):
            deputy, until = away.get(fold(person or ""), (None, None))
            role = duty.role or _role_of(team, person)
            rows.append((duty.task, duty.what, person, role, deputy, until, role and word(role)))
    return Table(COLUMNS, rows, words=("role_words",))


def _duties(
    sales_map: SalesMap, pipeline: str, team: Sequence[Person], whose: str | None
) -> Iterator[_Duty]:
    yield _Duty("answers", None, None, whose)
    stages = sales_map.stages_of(pipeline)
    yield _Duty("prices", None, _role_for(stages, "quote:"))
    for rule in sales_map.approvals:
        yield _Duty("approves", step_title(rule), rule.role or None)
    signing = _role_for(stages, "contract:signed", _SIGN)
    yield _Duty("signs", None, signing)
    manager = next(
        (
            boss.name
            for person in team
            for boss in team
            if whose and person.key == fold(whose) and boss.id == person.manager_id
        ),
        None,
    )
    if manager is not None:
        yield _Duty("manages", None, None, manager)


def _role_for(stages: Iterable[StageSpec], fact: str, action: str | None = None) -> str | None:
    """Return the role of the stage whose items ask for a fact of papers, or of its action."""
    for stage in stages:
        if any((item.fact or "").startswith(fact) for item in stage.items):
            named = (each.role for each in stage.actions if each.key == action)
            return next(named, stage.role)
    return None


def _holders(
    duty: _Duty, sales_map: SalesMap, team: Sequence[Person], whose: str | None
) -> list[str | None]:
    """Return who has a duty, at least one: None where nobody has."""
    if duty.person is not None or duty.task in ("answers", "manages"):
        return [duty.person]
    if duty.role:
        if members := [person.name for person in team if person.role == duty.role]:
            return list(members)
        for role in sales_map.roles:
            if role.key == duty.role and role.person:
                return [role.person]
    if duty.task == "approves" and team:
        rights = {person.name: rights_of(sales_map, person, team, ()) for person in team}
        return [name for name in rights if rights[name].may("approve", whose)] or [None]
    return [whose]


def _role_of(team: Sequence[Person], name: str | None) -> str | None:
    return next((person.role for person in team if person.key == fold(name or "")), None)
