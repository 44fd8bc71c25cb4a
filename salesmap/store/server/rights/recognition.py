"""Who a connection belongs to: a person held to rights, or whoever owns the tables."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from salesmap.core.errors import NotFoundError, RuleViolation
from salesmap.core.folding import fold
from salesmap.core.i18n import _, label
from salesmap.store.connection import Connection
from salesmap.store.database import Database

_HOLDS = """
SELECT to_regprocedure('salesmap.close_change()') IS NOT NULL
  AND EXISTS (SELECT 1 FROM pg_policy
    WHERE polrelid = to_regclass('public.lead') AND polname = 'rights_read'
      AND pg_has_role(session_user, polroles[1], 'USAGE'))
  AND NOT pg_has_role(session_user,
    (SELECT relowner FROM pg_class WHERE oid = to_regclass('public.lead')), 'USAGE')
"""
_ACTIVE = "SELECT to_regclass('salesmap.login') IS NOT NULL"
_WHO = """
SELECT p.name, p.role, p.reads_all, session_user
FROM (SELECT 1) one LEFT JOIN salesmap.person p ON true
"""


class Held(NamedTuple):
    """A person who is held to rights: the name, the role, whether they read everything."""

    name: str
    role: str
    reads_all: bool


class NotAMember(RuleViolation):
    """The login belongs to no member of the team, or to one who left."""

    code = "not_a_member"

    def __init__(self, login: str) -> None:
        text = _("The login {login} belongs to nobody of the team: ask for 'salesmap db grant'.")
        super().__init__(text.format(login=login), login=login)


class BeforeTheLastChange(RuleViolation):
    """A change would lie before what the history holds."""

    code = "before_the_last_change"

    def __init__(self, at: str, latest: str) -> None:
        text = _("The change would be of {at}, before the last one ({latest}): leave --now out.")
        super().__init__(text.format(at=at, latest=latest), at=at, latest=latest)


class TakenOutOfSight(RuleViolation):
    """A record that the person may not see has a value that only one may have. `data`: `fields`."""

    code = "taken_out_of_sight"

    def __init__(self, fields: Sequence[str]) -> None:
        text = _("A record that you may not see has the same {fields}.")
        if "import_key" in fields:  # no word of the screen: the digest of an imported row
            text = _("A record that you may not see was imported from an equal row.")
        labels = _(", ").join(label(field).replace("_", " ") for field in fields)
        super().__init__(text.format(fields=labels), fields=[*fields])


class PoolNotTold(RuleViolation):
    """The server does not understand a filter on which it depends in which pool a lead is."""

    code = "pool_not_told"

    def __init__(self, pool: str, filters: list[str]) -> None:
        text = _(
            "The server cannot tell whether the lead is in the pool {pool}: it does not understand"
            " {filters}. Ask a manager to assign the lead, or have the filter changed."
        )
        shown = _(", ").join(filters)
        super().__init__(text.format(pool=pool, filters=shown), pool=pool, filters=filters)


class AnotherPerson(RuleViolation):
    """The user whom salesmap is set to is not the person who logged in."""

    code = "another_person"

    def __init__(self, user: str, person: str) -> None:
        text = _(
            "You are {person} on this server, not {user}: 'salesmap config set user {person}'."
        )
        super().__init__(text.format(user=user, person=person), user=user, person=person)


def are_active(connection: Connection) -> bool:
    """Return whether anybody has been granted rights: since then, they hold."""
    return bool(connection.execute(_ACTIVE).fetchone()[0])


def recognized(connection: Connection, database: Database) -> Held | None:
    """Return the person to whose rights a connection is held; None for the owner of the tables.

    Raises NotAMember, AnotherPerson.
    """
    if not connection.execute(_HOLDS).fetchone()[0]:
        return None
    person, role, reads_all, login = connection.execute(_WHO).fetchone()
    if person is None:
        raise NotAMember(login)
    if fold(person) != fold(database.user):
        raise AnotherPerson(database.user, person)
    return Held(person, role, bool(reads_all))


HIDDEN = (
    "lead", "customer", "contact", "followup", "quote", "contract", "ticket", "payment",
    "milestone", "rating", "attachment",
)  # fmt: skip
"""The records that a person asks for by their number, and that may be hidden from them."""


def refuse_hidden(connection: Connection, person: Held, error: NotFoundError) -> None:
    """Refuse a record that was not found by its number, where it is there but hidden.

    A refusal is told as one. Raises NotAllowed.
    """
    kind = error.code.removesuffix("_not_found")
    asked = error.data.get("reference", error.data.get("id"))
    number = f"{asked}".removeprefix(f"{kind}:")
    is_number = number.isascii() and number.isdigit() and int(number) < 2**63
    if kind in HIDDEN and not person.reads_all and is_number:
        connection.execute("SELECT salesmap.refuse_hidden(?, ?)", (kind, int(number)))


def not_allowed(person: Held, error: Any) -> RuleViolation:
    """Return what a refusal of the server means to a person."""
    import json

    from salesmap.domain.team.errors import NotAllowed
    from salesmap.domain.team.rights import ADMIN
    from salesmap.domain.team.vocabulary import ROLES

    try:
        facts = json.loads(error.diag.message_detail or "")
    except ValueError:  # the server's own refusal: nobody writes what they may not read then
        facts = {"verb": "edit", "kind": error.diag.table_name or "", "roles": [ADMIN]}
    if "pool" in facts:
        return PoolNotTold(**facts)
    if "latest" in facts:
        return BeforeTheLastChange(**facts)
    return NotAllowed(
        person.name,
        person.role,
        facts["verb"],
        facts["kind"],
        facts.get("owner"),
        facts.get("lead_id"),
        sorted(facts["roles"], key=lambda role: ROLES.index(role) if role in ROLES else len(ROLES)),
        with_owner=facts.get("lead_id") is not None,
    )
