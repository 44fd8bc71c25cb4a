"""Giving people logins on a server, with the rights of their roles, and taking them away."""

from pathlib import Path
from typing import NamedTuple

from salesmap.core.errors import RuleViolation, UsageError
from salesmap.core.i18n import _
from salesmap.domain.map.automation.rules import RuleAction, WhenRule
from salesmap.domain.map.model import ApprovalRule, Role, SalesMap
from salesmap.domain.map.team.rules import PoolRule
from salesmap.domain.team.person import Person
from salesmap.domain.team.rights import usual_rules
from salesmap.domain.team.vocabulary import ROLES
from salesmap.store.connection import Connection
from salesmap.store.database import Database
from salesmap.store.file.triggers import OUTSIDE_ACTOR
from salesmap.store.server.connection import ServerConnection, open_connection
from salesmap.store.server.journal import replace_functions
from salesmap.store.server.rights.policies import statements
from salesmap.store.server.rights.reading import GIVEN
from salesmap.store.server.rights.recognition import HIDDEN, are_active
from salesmap.store.server.write_connection import write_connection
from salesmap.store.tables import JOURNALED

_FILES = (
    "rights.sql",
    "sight.sql",
    "pool_filters.sql",
    "changing_hands.sql",
    "conflicts.sql",
    "journal_rights.sql",
)
_LONGEST = 63
_GROUP = "salesmap_user"
"""The name of a group begins so; a group is that of one database. Before it was the server's."""

_ROLE = "SELECT rolcanlogin, rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = ?"
_LOGINS = """
SELECT l.login FROM salesmap.login l JOIN pg_roles r ON r.rolname = l.login ORDER BY l.login
"""
_OWNER = """
SELECT pg_get_userbyid(relowner), pg_has_role(session_user, relowner, 'USAGE')
FROM pg_class WHERE oid = 'public.lead'::regclass
"""


class NotTheOwner(RuleViolation):
    """Somebody else than the owner of the tables gives or takes rights."""

    code = "not_the_owner"

    def __init__(self, database: str, owner: str) -> None:
        text = _("Only {owner}, who owns the tables of {database}, can give and take rights.")
        super().__init__(text.format(owner=owner, database=database), owner=owner)


class UnusableLogin(UsageError):
    """A name cannot be that of a login."""

    code = "unusable_login"

    def __init__(self, login: str) -> None:
        text = _("A login of the server cannot be called {login!r}.")
        super().__init__(text.format(login=login), login=login)


class LoginAboveRights(RuleViolation):
    """A login is above row-level security: a superuser's, the owner's."""

    code = "login_above_rights"

    def __init__(self, login: str) -> None:
        text = _("The server holds {login} to no rights: choose another login with --login.")
        super().__init__(text.format(login=login), login=login)


class LoginTaken(RuleViolation):
    """A login is another member's, or a member has another one."""

    code = "login_taken"

    def __init__(self, login: str, member: str) -> None:
        text = _(
            "{member} has the login {login}: take it away first, 'salesmap db revoke {member}'."
        )
        super().__init__(text.format(login=login, member=member), login=login, member=member)


class NoLogin(RuleViolation):
    """A member has no login to take away."""

    code = "no_login"

    def __init__(self, member: str) -> None:
        super().__init__(_("{member} has no login.").format(member=member), member=member)


class Granted(NamedTuple):
    """A login that a member has now; `is_new` was made for it, `is_first` began to hold rights."""

    login: str
    is_new: bool
    is_first: bool


def grant(database: Database, person: Person, login: str) -> Granted:
    """Give a member a login, and hold everybody but the owner of the tables to rights.

    Raises NotTheOwner, UnusableLogin, LoginAboveRights, LoginTaken, ResourceError.
    """
    if not login or len(login.encode()) > _LONGEST or login.startswith(("pg_", _GROUP)):
        raise UnusableLogin(login)
    with write_connection(database) as connection:
        owner = _require_owner(connection, database)
        is_first = not are_active(connection)
        found = connection.execute(_ROLE, (login,)).fetchone()
        if found is None:
            connection.script(f"CREATE ROLE {_name(login)} LOGIN")
        elif _is_above(connection, login, owner) or found[1]:
            raise LoginAboveRights(login)
        elif not found[0]:
            connection.script(f"ALTER ROLE {_name(login)} LOGIN")
        hold_to_rights(connection)
        for other, member in connection.execute(
            "SELECT l.login, m.name FROM salesmap.login l JOIN member m ON m.id = l.member_id"
            " WHERE (l.login = ?) <> (l.member_id = ?)",
            (login, person.id),
        ):
            raise LoginTaken(other, member)
        connection.execute(
            "INSERT INTO salesmap.login (login, member_id) VALUES (?, ?) ON CONFLICT DO NOTHING"
            " RETURNING login",
            (login, person.id),
        )
        connection.script("SELECT salesmap.forget_plans()")
        connection.script(f"GRANT {_group(connection)} TO {_name(login)}")
    return Granted(login, found is None, is_first)


def revoke(database: Database, person: Person) -> str:
    """Take the login of a member away and end its sessions; the role itself stays. Return it.

    Raises NotTheOwner, NoLogin, ResourceError.
    """
    with write_connection(database) as connection:
        _require_owner(connection, database)
        rows = (
            connection.execute(
                "DELETE FROM salesmap.login WHERE member_id = ? RETURNING login", (person.id,)
            ).fetchall()
            if are_active(connection)
            else []
        )
        if not rows:
            raise NoLogin(person.name)
        login = str(rows[0][0])
        connection.script("SELECT salesmap.forget_plans()")
        connection.script(f"REVOKE {_group(connection)} FROM {_name(login)}")
    with open_connection(database) as connection:
        connection.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE usename = ? AND datname = current_database()",
            (login,),
        )
    return login


def hold_to_rights(connection: ServerConnection) -> None:
    """Make, or make anew, everything that holds people to their rights."""
    owner = str(connection.execute(_OWNER).fetchone()[0])
    literal = _text(owner)
    replace_functions(connection)
    places = {
        "OWNER": f"{literal}::name",
        "OUTSIDE_ACTOR": OUTSIDE_ACTOR,
        "RIGHTS": str(SalesMap._fields.index("rights")),
        "ROLES": str(SalesMap._fields.index("roles")),
        "ROLE_KEY": str(Role._fields.index("key")),
        "ROLE_PERSON": str(Role._fields.index("person")),
        "POOLS": str(SalesMap._fields.index("pools")),
        **{
            f"POOL_{name.upper()}": str(PoolRule._fields.index(name))
            for name in ("key", "when", "per_day", "capacity", "cooldown")
        },
        "STEPS": str(SalesMap._fields.index("approvals")),
        "STEP_KEY": str(ApprovalRule._fields.index("key")),
        "STEP_ROLE": str(ApprovalRule._fields.index("role")),
        "GIVEN": ", ".join(f"'{table}'" for table in GIVEN),
        "HIDDEN": ", ".join(f"'{kind}'" for kind in HIDDEN),
        "RULES": str(SalesMap._fields.index("rules")),
        "RULE_KEY": str(WhenRule._fields.index("key")),
        "RULE_THEN": str(WhenRule._fields.index("then")),
        "RULE_OWNER": str(RuleAction._fields.index("owner")),
        "TABLES": ", ".join(f"'{table}'" for table in (*JOURNALED, "change", "stored_file")),
    }
    for file in _FILES:
        text = Path(__file__).with_name(file).read_text(encoding="utf-8")
        for name, value in places.items():
            text = text.replace(f"{{{name}}}", value)
        connection.script(text)
    connection.script("DELETE FROM salesmap.usual")
    connection.executemany(
        "INSERT INTO salesmap.usual (role, verb, reach) VALUES (?, ?, ?) ", _usual_rules()
    )
    connection.script("SELECT salesmap.read_rules()")
    group = _group(connection)
    _make_group(connection, group)
    connection.script(";\n".join(statements(f"{literal}::name", group)))
    connection.script("SELECT salesmap.forget_plans()")


def _group(connection: Connection) -> str:
    """Return the name of the group of a database: by its number, for names are given again."""
    sql = "SELECT oid FROM pg_database WHERE datname = current_database()"
    return f"{_GROUP}_{connection.execute(sql).fetchone()[0]}"


def _make_group(connection: ServerConnection, group: str) -> None:
    """Make the group, with all who have a login here; the one of the whole server goes out."""
    if connection.execute(_ROLE, (group,)).fetchone() is None:
        connection.script(f"CREATE ROLE {group} NOLOGIN")
    for (login,) in connection.execute(_LOGINS).fetchall():
        connection.script(f"GRANT {group} TO {_name(login)}")
    if connection.execute(_ROLE, (_GROUP,)).fetchone() is not None:
        connection.script(
            f"REVOKE ALL ON ALL TABLES IN SCHEMA public, salesmap FROM {_GROUP};"
            f"REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM {_GROUP};"
            f"REVOKE ALL ON SCHEMA public, salesmap FROM {_GROUP}"
        )


def _usual_rules() -> list[tuple[str, str, str]]:
    """Return the rights of the usual roles, and under no name those of any other role."""
    return [
        (name, verb, rule.on)
        for name in (*ROLES, "")
        for rule in usual_rules(name)
        for verb in rule.may
    ]


def _require_owner(connection: Connection, database: Database) -> str:
    from salesmap.store.server.version import require_current

    require_current(connection, database)
    owner, is_owner = connection.execute(_OWNER).fetchone()
    if not is_owner:
        raise NotTheOwner(database.name, str(owner))
    return str(owner)


def _is_above(connection: Connection, login: str, owner: str) -> bool:
    statement = f"SELECT pg_has_role({_text(login)}::name, {_text(owner)}::name, 'USAGE')"
    return bool(connection.execute(statement).fetchone()[0])


def _name(name: str) -> str:
    """Return a name as an identifier."""
    return '"' + name.replace('"', '""') + '"'


def _text(text: str) -> str:
    """Return a text as a literal."""
    return "'" + text.replace("'", "''") + "'"
