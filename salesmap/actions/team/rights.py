"""The check of rights: every change of a database with members, at its end, by what it touched.

Rights on a shared file are courtesy: whoever can open the file can write it by other means. What
rules of the map do is not the user's doing, and is not checked.
"""

import json
from collections.abc import Iterator, Sequence
from typing import Any

from salesmap.actions.team.touched_rows import (
    APPROVALS,
    CONFIGURATION,
    FREE,
    MONEY,
    OF_CUSTOMERS,
    Belonging,
    belongings,
)
from salesmap.core.folding import fold
from salesmap.domain.map.model import SalesMap
from salesmap.domain.records import Change
from salesmap.domain.team.errors import NotAllowed
from salesmap.domain.team.person import Person
from salesmap.domain.team.rights import ADMIN, NO_RIGHTS, Rights, rights_of, roles_that_may
from salesmap.domain.team.roles import declare_roles
from salesmap.store.connection import Connection
from salesmap.store.database import Database
from salesmap.store.map_versions import current_map
from salesmap.store.members import acting_for, people
from salesmap.store.unit_of_work import UnitOfWork

_FOLLOWS = {"touched_at", "updated_at", "version"}
"""What changes of a lead when only something that hangs on it changed."""
_BY_RULE = ("assigned", "claimed", "returned", "swept")
"""How a lead changes hands by rules, which anybody may let act."""


def check_rights(change: UnitOfWork) -> None:
    """Check what a change did against the rights of the user's role. Raises NotAllowed."""
    user = change.database.user
    if change.is_by_rules:
        return
    if change.change.undoes is not None:
        undone = change.existing(Change, change.change.undoes)
        if fold(undone.actor) == fold(user):
            return
    members = _before(change, people(change.connection))
    rights = rights_in(change.connection, change.database, members)
    if rights is None or all(map(rights.may_all, ("add", "edit", "delete", "assign", "pay"))):
        return
    _Check(change, rights, members).run()


def rights_in(
    connection: Connection, database: Database, members: Sequence[Person]
) -> Rights | None:
    """Return the rights of the user; None where there is nobody yet to give any.

    Without an admin, somebody who is no member sets the database up, and may do everything.
    """
    person = next((each for each in members if each.key == fold(database.user)), None)
    if person is None or not person.is_active:
        has_admin = any(each.role == ADMIN and each.is_active for each in members)
        return NO_RIGHTS if has_admin or person is not None else None
    acting = acting_for(connection, database.user, database.clock.today())
    return rights_of(current_map(connection), person, members, acting)


def _before(change: UnitOfWork, members: Sequence[Person]) -> list[Person]:
    """Return the members as they were before the change: nobody gives rights to themselves."""
    rows = change.sql(
        "SELECT row_id, before FROM change_row WHERE change_id = ? AND table_name = 'member'",
        change.change.id,
    )
    before = {row_id: json.loads(state) if state else None for row_id, state in rows}
    found = []
    for person in members:
        state = before.get(person.id, person)
        if state is person:
            found.append(person)
        elif state is not None:
            kept = {name: state[name] for name in ("role", "team", "manager_id", "left_on")}
            found.append(person._replace(**kept))
    return found


class _Check:
    """The check of one change."""

    def __init__(self, change: UnitOfWork, rights: Rights, members: Sequence[Person]) -> None:
        self.change = change
        self.rights = rights
        self.members = members
        self.map: SalesMap = current_map(change.connection)
        self.tables = {
            table
            for (table,) in change.sql(
                "SELECT DISTINCT table_name FROM change_row WHERE change_id = ?", change.change.id
            )
        }

    def run(self) -> None:
        """Raise NotAllowed for the first thing that the user may not do."""
        self._check_configuration()
        self._check_targets()
        if "lead" in self.tables:
            self._check_leads()
        for table in sorted(self.tables):
            if table in APPROVALS:
                self._check_approvals()
            elif table not in FREE | CONFIGURATION:
                self._check_writer(table)
                for belonging in belongings(self.change, table):
                    self._check_belonging(table, belonging)

    def _check_writer(self, table: str) -> None:
        """Raise NotAllowed where the user writes nothing at all, whose ever it is."""
        verbs = ("pay",) if table in MONEY or self.tables & MONEY else ("add", "edit")
        if not any(verb in rule.may for rule in self.rights.rules for verb in verbs):
            self._refuse(verbs[-1], table, None, is_anybodys=True)

    def _check_configuration(self) -> None:
        has_admin = any(each.role == ADMIN and each.is_active for each in self.members)
        for table in sorted(self.tables & CONFIGURATION):
            may = self.rights.may_all("edit") or (table == "rate" and self.rights.may_all("pay"))
            if not may and not (self.rights.may_lead("edit") and not has_admin):
                self._refuse("edit", table, None, on_all=True)
        if "absence" in self.tables:
            rows = self.change.sql(
                "SELECT DISTINCT m.name FROM change_row r JOIN absence a ON a.id = r.row_id"
                " JOIN member m ON m.id = a.member_id"
                " WHERE r.change_id = ? AND r.table_name = 'absence' ORDER BY m.name",
                self.change.change.id,
            )
            for (name,) in rows:
                if not self.rights.may("edit", name):
                    self._refuse("edit", "absence", name)

    def _check_targets(self) -> None:
        if "target" not in self.tables:
            return
        rows = self.change.sql(
            "SELECT t.owner, t.team FROM change_row r JOIN target t ON t.id = r.row_id"
            " WHERE r.change_id = ? AND r.table_name = 'target'"
            " GROUP BY t.owner, t.team ORDER BY min(t.id)",
            self.change.change.id,
        )
        for owner, team in rows:
            if owner is None and team is None:
                may = self.rights.may_all("edit")
            elif owner is None:
                may = self.rights.may_lead("edit") and all(
                    self.rights.may("edit", each.name)
                    for each in self.members
                    if fold(each.team or "") == fold(team)
                )
            else:
                may = self.rights.may("edit", owner)
            if not may:
                self._refuse("edit", "target", owner or team, on_all=owner is None and team is None)

    def _check_leads(self) -> None:
        new = self.change.sql(
            "SELECT l.owner FROM change_row r JOIN lead l ON l.id = r.row_id"
            " WHERE r.change_id = ? AND r.table_name = 'lead' AND r.before IS NULL"
            " GROUP BY l.owner ORDER BY min(l.id)",
            self.change.change.id,
        )
        for (owner,) in new:
            if not self.rights.may("add", owner):
                self._refuse("add", "lead", owner)
        for lead_id, before, after in self._changed_leads():
            keeper = before["caretaker"] or before["owner"]
            if after is None:
                if not self.rights.may("delete", keeper):
                    self._refuse("delete", "lead", keeper, lead_id)
                continue
            changed = {name for name in before if before[name] != after.get(name)}
            if changed <= _FOLLOWS:
                continue
            keeps = fold(after["caretaker"] or after["owner"] or "") == fold(keeper or "")
            if not keeps and not self._changed_by_rule(lead_id):
                if not self.rights.may("assign", keeper):
                    self._refuse("assign", "lead", keeper, lead_id)
            elif keeps and not self.rights.may("edit", keeper):
                self._refuse("edit", "lead", keeper, lead_id)

    def _changed_leads(self) -> Iterator[tuple[int, dict[str, Any], dict[str, Any] | None]]:
        """Yield the leads that were there before, as they were and as they are."""
        from salesmap.domain.records import Lead

        columns = ", ".join(f"l.{column}" for column in Lead.COLUMNS)
        rows = self.change.sql(
            f"SELECT r.row_id, r.before, {columns} FROM change_row r"
            " LEFT JOIN lead l ON l.id = r.row_id"
            " WHERE r.change_id = ? AND r.table_name = 'lead' AND r.before IS NOT NULL"
            " ORDER BY r.row_id",
            self.change.change.id,
        )
        for row_id, before, *values in rows:
            after = dict(zip(Lead.COLUMNS, values, strict=True))
            yield row_id, json.loads(before), after if after["id"] is not None else None

    def _changed_by_rule(self, lead_id: int) -> bool:
        """Return whether a lead changed hands by a rule, or to or from the user by the pool."""
        marks = ", ".join("?" * len(_BY_RULE))
        rows = self.change.sql(
            "SELECT o.kind, o.owner_before, o.owner_after FROM change_row r"
            " JOIN owner_change o ON o.id = r.row_id WHERE r.change_id = ?"
            f" AND r.table_name = 'owner_change' AND o.lead_id = ? AND o.kind IN ({marks})",
            self.change.change.id,
            lead_id,
            *_BY_RULE,
        )
        for kind, before, after in rows:
            if kind == "claimed" and not self.rights.may("edit", None):
                return False
            if kind == "claimed" and fold(after or "") not in self.rights.own:
                return self.rights.may("assign", None)
            if kind == "returned" and not self.rights.may("edit", before):
                return False
        return bool(rows)

    def _check_belonging(self, table: str, belonging: Belonging) -> None:
        """Raise NotAllowed unless the user may change a record that belongs so."""
        verbs = ["add", "edit"] if belonging.is_new else ["edit"]
        if self.tables & MONEY:  # what a payment changes beside it is part of paying
            verbs = ["pay"]
        owners: list[str | None] = [each for each in belonging.owners if each is not None]
        if belonging.lead_id is not None:
            owners.append(belonging.keeper)
        elif not owners and belonging.customer_id is not None:
            owners = self._keepers_of(belonging.customer_id)
        if table in OF_CUSTOMERS and not owners:
            return
        if not owners or any(self.rights.may(verb, owner) for verb in verbs for owner in owners):
            return
        if table == "interaction" and self._has_own_followup(belonging.lead_id):
            return
        self._refuse(verbs[-1], table, owners[-1], belonging.lead_id)

    def _keepers_of(self, customer_id: int) -> list[str | None]:
        """Return who looks after the leads of a customer."""
        rows = self.change.sql(
            "SELECT DISTINCT coalesce(caretaker, owner) FROM lead WHERE customer_id = ? ORDER BY 1",
            customer_id,
        )
        return [keeper for (keeper,) in rows]

    def _has_own_followup(self, lead_id: int | None) -> bool:
        """Return whether the change is about a follow-up of the user's on another's lead."""
        rows = self.change.sql(
            "SELECT DISTINCT f.owner FROM change_row r JOIN followup f ON f.id = r.row_id"
            " WHERE r.change_id = ? AND r.table_name = 'followup' AND f.lead_id = ?",
            self.change.change.id,
            lead_id,
        )
        return any(owner is not None and self.rights.may("edit", owner) for (owner,) in rows)

    def _check_approvals(self) -> None:
        rows = self.change.sql(
            "SELECT a.role, a.decided_by, r.before, coalesce(q.owner, k.owner, l.owner), l.id"
            " FROM change_row r JOIN approval a ON a.id = r.row_id"
            " LEFT JOIN quote_version w ON w.id = a.quote_version_id"
            " LEFT JOIN quote q ON q.id = w.quote_id"
            " LEFT JOIN contract_version v ON v.id = a.contract_version_id"
            " LEFT JOIN contract k ON k.id = v.contract_id"
            " LEFT JOIN lead l ON l.id = coalesce(q.lead_id, k.lead_id)"
            " WHERE r.change_id = ? AND r.table_name = 'approval' ORDER BY a.id",
            self.change.change.id,
        )
        for role, decided_by, before, owner, lead_id in rows:
            was = json.loads(before) if before else {}
            if decided_by is not None and not was.get("decided_by"):
                if not self._holds(role) and not self.rights.may("approve", owner):
                    self._refuse("approve", "approval", owner, lead_id)
            elif not before and not self.rights.may("edit", owner):
                self._refuse("edit", "approval", owner, lead_id)

    def _holds(self, role: str | None) -> bool:
        """Return whether the user, or whom the user stands in for, has the role that decides."""
        of_members = {each.role for each in self.members if each.key in self.rights.own}
        of_map = {
            each.key
            for each in self.map.roles
            if each.person and fold(each.person) in self.rights.own
        }
        return bool(role) and role in of_members | of_map

    def _refuse(
        self,
        verb: str,
        table: str,
        owner: str | None,
        lead_id: int | None = None,
        *,
        on_all: bool = False,
        is_anybodys: bool = False,
    ) -> None:
        user = self.change.database.user
        person = next((each for each in self.members if each.key == fold(user)), None)
        declare_roles(self.map)
        raise NotAllowed(
            person.name if person else user,
            person.role if person and person.is_active else None,
            verb,
            table,
            owner,
            lead_id,
            roles_that_may(self.map, verb, on_all=on_all),
            with_owner=not (on_all or is_anybodys or (verb == "add" and owner == user)),
        )
