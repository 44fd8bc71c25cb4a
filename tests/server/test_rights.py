"""Rights on a server: a hostile client with a login of its own reads and writes only what is its.

Attacks are made from statements and tables. One is beaten when it raises an error, or shows and
changes nothing that belongs to somebody else.
"""

import json
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import psycopg2
import pytest
from conftest import Salesmap, assert_refused
from support.machine.postgres import Server
from support.machine.postgres import server as started

from salesmap.store.tables import TABLES
from server.test_talk import _On

REFUSED = 4
ROLES = {
    "ann": "rep",
    "cat": "rep",
    "bo": "rep",
    "mo": "manager",
    "fay": "finance",
    "rea": "reader",
}
_TEAMS = {"ann": "east", "mo": "east", "cat": "east", "bo": "west"}
_OPEN = {
    "custom_field", "identity", "knowledge_note", "map_issue", "map_version", "member", "process",
    "product", "product_link", "rate", "segment", "setting", "source_cost", "absence", "stage",
}  # fmt: skip
"""What everybody reads."""
_OF_BO = (
    ("lead", "add", "Bo secret", "--company", "Secret Ltd", "--contact", "Sec", "--phone", "5550",
     "--value", "12k", "--tag", "hidden"),
    ("log", "1", "call", "secret talk"),
    ("followup", "add", "1", "secret plan", "--due", "tomorrow"),
    ("comment", "1", "secret word @mo"),
    ("need", "add", "1", "secret need"),
    ("lead", "edit", "1", "--close", "2031-01-01"),
    ("quote", "new", "1"),
    ("quote", "add", "1", "Secret box", "--price", "900"),
    ("quote", "send", "1"),
    ("contract", "new", "1", "--amount", "9k", "--plan", "30% sign, 70% eom", "--sign"),
    ("ticket", "new", "1", "secret broke"),
    ("rating", "add", "1", "5"),
    ("care", "done", "1", "--note", "secret care"),
)  # fmt: skip


_OF_OTHERS = "salesmap.belongs_to('{table}', t.id) IN (1, 3, -1, -3)"
"""The records on the leads of others, and on their customers."""


_AS_NEW = """
RESET SESSION AUTHORIZATION; RESET ALL; DEALLOCATE ALL; CLOSE ALL; UNLISTEN *;
SELECT pg_advisory_unlock_all(); DISCARD TEMP; DISCARD SEQUENCES
"""
"""All that DISCARD ALL does but for forgetting plans, which holds what was granted anyway."""


class Team:
    """A database on a server, and the people who have a login there."""

    def __init__(
        self, server: Server, folder: Path, name: str, connections: dict[str, Any] | None = None
    ) -> None:
        self.server, self.folder, self.name = server, folder, name
        self.connections = {} if connections is None else connections

    def fill(self) -> None:
        """Set it up with a person of each role and a lead of bo's with all that hangs."""
        self.owner("init")
        self.owner("member", "add", "lin", "--role", "admin")
        for name, role in ROLES.items():
            team = ("--team", _TEAMS[name]) if name in _TEAMS else ()
            self.owner("member", "add", name, "--role", role, *team)
        for name in ROLES:
            self.owner("db", "grant", name)
        for command in _OF_BO:
            self.run("bo", *command)
        for name in ("ann", "cat"):
            self.run(name, "lead", "add", f"Lead of {name}", "--company", f"{name} Ltd")
        self.run("ann", "followup", "add", "2", "send", "--due", "tomorrow")
        self.owner("lead", "add", "Free")
        self.owner("lead", "edit", "4", "--owner", "")

    def person(self, user: str, login: str) -> Salesmap:
        """Return a command line of a person, whose home is their own."""
        home = self.folder / user
        home.mkdir(exist_ok=True)
        return _On(home / "none.db", home, self.url(login))

    def url(self, login: str) -> str:
        return f"postgresql://{login}@127.0.0.1:{self.server.port}/{self.name}"

    def owner(self, *words: str) -> Any:
        """Run a command as the owner of the tables, an admin by the name of lin."""
        return self.person("lin", "postgres").ok(*words, SALESMAP_NOW="")

    def try_(self, user: str, *words: str) -> Any:
        return self.person(user, user).run(*words, SALESMAP_USER=user, SALESMAP_NOW="")

    def run(self, user: str, *words: str) -> Any:
        return self.person(user, user).ok(*words, SALESMAP_USER=user, SALESMAP_NOW="")

    def group(self) -> str:
        """Return the role of all whom rights hold in this database."""
        sql = "SELECT polroles[1]::regrole FROM pg_policy WHERE polrelid = 'lead'::regclass"
        return str(self.server.sql(f"{sql} AND polname = 'rights_read'", self.name)[0][0])

    def leads(self, user: str) -> set[int]:
        words = ("lead", "list", "--status", "all", "--format", "json")
        return {row["id"] for row in json.loads(self.run(user, *words).out)}

    def state(self, user: str) -> list[tuple]:
        """Return a digest of each table without what is the user's, as the owner sees it."""
        others = {
            "lead": "t.id IN (1, 3)",
            "comment": f"t.actor <> '{user}'",
            "change": f"t.actor NOT IN ('{user}', 'outside:{user}')",
            **dict.fromkeys(("ruling", "stored_file", "target", "customer_clock"), "true"),
            **dict.fromkeys(_OPEN, "true"),
        }  # fmt: skip
        parts = [
            f"SELECT '{table}', md5(coalesce(string_agg((to_jsonb(t) - 'seal')::text, '|'"
            " ORDER BY to_jsonb(t)::text), ''))"
            f" FROM public.{table} t WHERE {others.get(table, _OF_OTHERS.format(table=table))}"
            for table in TABLES
            if table not in ("change_row", "identity", "news_read", "notice")
        ]
        parts.append("SELECT concat(owner, '/', caretaker), '' FROM public.lead WHERE id = 4")
        return self.sql("postgres", " UNION ALL ".join(parts))

    def sql(self, login: str, *statements: str) -> list[tuple]:
        """Run statements with a login in one transaction; return the rows of all."""
        url = self.url(login)
        if url not in self.connections or self.connections[url].closed:
            self.connections[url] = psycopg2.connect(url)
        connection = self.connections[url]
        rows: list[tuple] = []
        try:
            cursor = connection.cursor()
            for statement in statements:
                cursor.execute(statement)
                rows += cursor.fetchall() if cursor.description else []
            connection.commit()
        finally:
            if not connection.closed:
                connection.rollback()
                connection.autocommit = True
                connection.cursor().execute(_AS_NEW)
                connection.autocommit = False
        return rows


@pytest.fixture(scope="module")
def team(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """Return a team on a server of its own: its logins are the server's."""
    with started() as server:
        made = Team(server, tmp_path_factory.mktemp("team"), server.create())
        made.fill()
        yield made
        for connection in made.connections.values():
            connection.close()


@pytest.fixture(scope="module")
def prey(team: Team) -> Team:
    """Return a copy of the team's database, which attacks may spoil as far as rights go."""
    for connection in team.connections.values():
        connection.close()
    return Team(team.server, team.folder, team.server.create(team.name), team.connections)


def attack(team: Team, user: str, *statements: str) -> list[str]:
    """Run statements as a hostile client in one transaction; return what the last ones showed."""
    return [str(row) for row in team.sql(user, *statements)]


def held(team: Team, user: str, *statements: str) -> bool:
    """Return whether an attack was beaten: refused, or nothing of anybody's was shown or changed."""
    before = team.state(user)
    try:
        shown = attack(team, user, *statements)
    except (psycopg2.Error, ValueError):
        assert team.state(user) == before
        return True
    assert "ecret" not in "".join(shown), (user, statements, shown)
    return team.state(user) == before


_HANGS = [table for table in TABLES if table not in _OPEN | {"change", "change_row"}]
_READS = (
    "SELECT * FROM public.{t}",
    "SELECT * FROM ONLY public.{t} ORDER BY 1 DESC",
    "TABLE public.{t}",
    "SET ROLE {group}; SELECT * FROM public.{t}",
    "WITH x AS (SELECT * FROM public.{t}) SELECT row_to_json(x) FROM x",
)


def few(values: Iterable[Any], step: int = 9) -> list[Any]:
    """Mark all but some of the attacks as long tests."""
    return [
        pytest.param(value, marks=() if number % step == 0 else pytest.mark.long)
        for number, value in enumerate(values)
    ]


@pytest.mark.parametrize("user", ["ann", "mo"])
def test_reads(team: Team, user: str) -> None:
    """Each table read in each way shows nothing of a lead of another team."""
    owner_sees = 0
    for table in _HANGS:
        owner_sees += bool(team.server.sql(f"SELECT count(*) FROM {table}", team.name)[0][0])
        rows: list[str] = []
        for read in _READS:
            rows += attack(team, user, *read.format(t=table, group=team.group()).split("; "))
        found = [row for row in rows if "ecret" in row and "'mo'" not in row]
        assert not found, (table, found)
    assert owner_sees >= 19
    shown = attack(team, user, "SELECT * FROM change", "SELECT * FROM change_row")
    assert "ecret" not in "".join(shown)


def test_leads_by_role(team: Team) -> None:
    assert team.leads("ann") == {2, 4}
    assert team.leads("bo") == {1, 4}
    assert team.leads("mo") == {2, 3, 4}
    assert team.leads("fay") == team.leads("rea") == {1, 2, 3, 4}


def _writes(table: str) -> Iterator[tuple[str, ...]]:
    columns = TABLES[table].columns
    column = next(name for name in columns if name != "id")
    yield (f"UPDATE public.{table} SET {column} = {column}",)
    yield (f"DELETE FROM public.{table}",)
    yield (f"DELETE FROM public.{table} WHERE ctid IS NOT NULL",)
    yield (f"TRUNCATE public.{table} CASCADE",)
    yield (f"ALTER TABLE public.{table} DISABLE ROW LEVEL SECURITY",)
    yield (f"ALTER TABLE public.{table} DISABLE TRIGGER ALL",)
    if "owner" in columns:
        yield (f"UPDATE public.{table} SET owner = '{{me}}' WHERE owner IS DISTINCT FROM '{{me}}'",)
    if "version" in columns:
        yield (f"UPDATE public.{table} SET version = version + 1",)


@pytest.mark.parametrize("table", few(TABLES))
def test_writes_of_a_reader(prey: Team, table: str) -> None:
    """Whoever only reads writes nothing, and is told so: no statement is an empty success."""
    count = prey.server.sql(f"SELECT count(*) FROM {table}", prey.name)[0][0]
    for statements in _writes(table):
        statement = statements[0].replace("{me}", "rea")
        if count and table not in _PERSONAL and "DISTINCT" not in statement:
            with pytest.raises(psycopg2.errors.InsufficientPrivilege):
                attack(prey, "rea", statement)
        else:
            assert held(prey, "rea", statement), statement


_PERSONAL = ("news", "news_read", "notice")


@pytest.mark.parametrize("table", few(_HANGS))
@pytest.mark.parametrize("user", [pytest.param("ann", id="rep"), pytest.param("fay", id="finance")])
def test_writes(prey: Team, user: str, table: str) -> None:
    """Statements without a condition touch nothing of others."""
    if user == "fay" and table in ("payment", "invoice", "allocation", "plan_part", "contract"):
        pytest.skip("payments are what finance writes")
    for statements in _writes(table):
        if table in ("lead", "followup") and "SET version" in statements[0]:
            continue
        assert held(prey, user, statements[0].replace("{me}", user)), statements


_LATER = "'2026-11-27T00:00:00Z'"
_INSERTS = (
    "INSERT INTO lead_tag (lead_id, tag) VALUES (1, 'mine')",
    f"INSERT INTO comment (lead_id, text, at, actor, recorded_at, version) VALUES (1, 'x', {_LATER}, '{{me}}', {_LATER}, 1)",
    f"INSERT INTO interaction (lead_id, kind, text, at, actor, recorded_at) VALUES (1, 'call', 'x', {_LATER}, '{{me}}', {_LATER})",
    f"INSERT INTO followup (lead_id, kind, what, due_on, owner, recorded_at, version) VALUES (1, 'call', 'x', '2026-12-01', '{{me}}', {_LATER}, 1)",
    f"INSERT INTO need (lead_id, text, text_key, weight, recorded_at, version) VALUES (1, 'x', 'x', 1, {_LATER}, 1)",
    f"INSERT INTO quote (lead_id, currency, tax_included, template, owner, recorded_at, version) VALUES (1, 'CNY', 0, 'x', '{{me}}', {_LATER}, 1)",
    f"INSERT INTO news (person, person_key, kind, lead_id, at, actor, recorded_at, version) VALUES ('bo', 'bo', 'assigned', 1, {_LATER}, 'lin', {_LATER}, 1)",
    "INSERT INTO lead (name, name_key, customer_id, currency, owner, process_id, stage_id, furthest_id, status, created_at, created_on, assigned_at, stage_since, touched_at, fields, recorded_at, updated_at, version)"
    " SELECT name, name_key, 1, currency, '{me}', process_id, stage_id, furthest_id, status, created_at, created_on, assigned_at, stage_since, touched_at, fields, recorded_at, updated_at, 1 FROM lead ORDER BY id LIMIT 1",
    "INSERT INTO lead (name, name_key, currency, owner, process_id, stage_id, furthest_id, status, created_at, created_on, assigned_at, stage_since, touched_at, fields, recorded_at, updated_at, version)"
    " SELECT name, name_key, currency, 'bo', process_id, stage_id, furthest_id, status, created_at, created_on, assigned_at, stage_since, touched_at, fields, recorded_at, updated_at, 1 FROM lead ORDER BY id LIMIT 1",
    "UPDATE lead_tag SET lead_id = 1",
    "UPDATE followup SET lead_id = 1, owner = 'bo' WHERE owner = '{me}'",
    "UPDATE interaction SET lead_id = 1",
    "UPDATE lead SET customer_id = 1 WHERE owner = '{me}'",
    "UPDATE lead SET owner = '{me}' WHERE id = 4",
    "UPDATE lead SET caretaker = '{me}' WHERE id = 4",
    "UPDATE lead SET owner = 'bo'",
    "UPDATE member SET role = 'admin' WHERE name = '{me}'",
    "UPDATE member SET manager_id = (SELECT id FROM member WHERE name = '{me}') WHERE name = 'bo'",
    f"INSERT INTO absence (member_id, deputy_id, since, until, recorded_at, version) SELECT b.id, m.id, '2020-01-01', '2099-01-01', {_LATER}, 1 FROM member b, member m WHERE b.name = 'bo' AND m.name = '{{me}}'",
    f"INSERT INTO map_version (key, source, applied_at, actor) VALUES ('x', 'x', {_LATER}, '{{me}}')",
    "INSERT INTO change_row (change_id, table_name, row_id) VALUES (1, 'lead', 1)",
    "UPDATE change_row SET before = NULL",
    "DELETE FROM change_row",
    "UPDATE change SET actor = 'bo'",
    "UPDATE change SET command = 'x' WHERE actor <> '{me}'",
    "UPDATE change SET at = '2020-01-01T00:00:00Z'",
    "UPDATE change SET rows = NULL",
    "UPDATE change SET seal = 'x'",
    "UPDATE change SET undone_by = 1",
    "DELETE FROM change",
    "UPDATE identity SET sealed = 'x'",
    f"INSERT INTO change (at, actor, command, what, subject) VALUES ({_LATER}, 'bo', 'x', 'x', 'x')",
    "INSERT INTO change (at, actor, command, what, subject) VALUES ('2020-01-01T00:00:00Z', '{me}', 'x', 'x', 'x')",
    "INSERT INTO change (id, at, actor, command, what, subject) VALUES (99999, '{now}', '{me}', 'x', 'x', 'x')",
    "INSERT INTO change (at, actor, command, what, subject, undoes) SELECT '{now}', '{me}', 'x', 'x', 'x', g FROM generate_series(8, 12) g",
)
_DEEDS = (
    "ALTER TABLE lead DISABLE ROW LEVEL SECURITY",
    "ALTER TABLE lead DISABLE TRIGGER rights_lead",
    "ALTER TABLE lead OWNER TO {me}",
    "DROP TRIGGER rights_lead ON lead",
    "DROP TRIGGER journal_lead_update ON lead",
    "DROP POLICY rights_read ON lead",
    "CREATE POLICY mine ON lead USING (true)",
    "DROP TABLE lead CASCADE",
    "CREATE TABLE public.lead2 AS TABLE lead",
    "CREATE FUNCTION salesmap.me() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'",
    "CREATE OR REPLACE FUNCTION salesmap.me() RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint'",
    "CREATE TRIGGER t BEFORE UPDATE ON lead EXECUTE FUNCTION suppress_redundant_updates_trigger()",
    "CREATE RULE r AS ON UPDATE TO lead DO INSTEAD NOTHING",
    "SET session_replication_role = replica",
    "SET ROLE postgres",
    "SET SESSION AUTHORIZATION postgres",
    "ALTER ROLE {me} SUPERUSER",
    "ALTER ROLE {me} BYPASSRLS",
    "GRANT postgres TO {me}",
    "GRANT bo TO {me}",
    "SET ROLE bo",
    "CREATE ROLE evil",
    "SET row_security = off; SELECT * FROM lead",
    "COPY lead TO STDOUT",
    "COPY lead TO PROGRAM 'cat'",
    "COPY lead FROM PROGRAM 'echo'",
    "COPY lead TO '/tmp/stolen'",
    "COPY lead FROM '/etc/passwd'",
    "SELECT pg_read_file('/etc/passwd')",
    "SELECT pg_ls_dir('.')",
    "SELECT lo_import('/etc/passwd')",
    "SELECT * FROM pg_authid",
    "SELECT * FROM pg_statistic",
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = 'postgres'",
    "SELECT setval('change_id_seq', 1)",
    "SELECT nextval('change_id_seq')",
    "ALTER SEQUENCE change_id_seq RESTART",
    "INSERT INTO salesmap.login VALUES ('{me}', 1)",
    "UPDATE salesmap.login SET member_id = 1",
    "SELECT * FROM salesmap.login",
    "INSERT INTO salesmap.rule VALUES ('rep', 'read', 'all')",
    "UPDATE salesmap.rule SET reach = 'all'",
    "DELETE FROM salesmap.holder",
    "SELECT salesmap.seal_up_to(1)",
    "SELECT salesmap.read_rules()",
    "SELECT salesmap.forget_plans()",
    "UPDATE salesmap.reader SET reads_all = true",
    "DELETE FROM salesmap.owner",
    "UPDATE salesmap.version SET number = 1",
    "SELECT * FROM salesmap.pool",
    "SELECT salesmap.is_exact(1, 1)",
    "SELECT salesmap.may_write('lead', 'SELECT 1', 'edit', '{{}}', true)",
    "SELECT salesmap.may_write('x', 'UPDATE public.member SET role = ''admin''', 'edit', '{{}}', true)",
    "SELECT salesmap.check_approval('x', 'DELETE FROM public.lead', '{{}}', '{{}}')",
    "SELECT salesmap.settle_ids('pg_class')",
    "SELECT salesmap.guard()",
    "SELECT salesmap.close_change()",
    "VACUUM FULL lead",
    "CREATE EXTENSION dblink",
    "CREATE EVENT TRIGGER e ON ddl_command_start EXECUTE FUNCTION salesmap.guard()",
    "ALTER DATABASE {db} OWNER TO {me}",
    "ALTER SYSTEM SET log_statement = 'all'",
)
_SHOWS = (
    ("CREATE TEMP TABLE member AS SELECT 99::bigint AS id, 'ann'::text AS name, 'admin'::text AS role", "SELECT * FROM public.lead"),
    ("CREATE TEMP TABLE lead (id bigint)", "INSERT INTO lead VALUES (1)", "SELECT * FROM public.interaction"),
    ("SET search_path = pg_temp, public", "CREATE FUNCTION pg_temp.pg_has_role(name, name, text) RETURNS boolean LANGUAGE sql AS 'SELECT true'", "SELECT * FROM public.lead"),
    ("CREATE FUNCTION pg_temp.leak(text) RETURNS boolean LANGUAGE plpgsql COST 0.0000001 AS $$ BEGIN RAISE NOTICE '%', $1; PERFORM set_config('x.leak', concat(current_setting('x.leak', true), $1), false); RETURN true; END $$",
     "SELECT count(*) FROM public.lead WHERE pg_temp.leak(name)", "SELECT current_setting('x.leak', true)"),
    ("CREATE TEMP VIEW v WITH (security_barrier = false) AS SELECT * FROM public.lead", "SELECT * FROM v"),
    ("SELECT * FROM public.lead WHERE 1 / (CASE WHEN name LIKE '%ecret%' THEN 0 ELSE 1 END) = 1",),
    ("SELECT * FROM pg_stats WHERE tablename IN ('lead', 'interaction')",),
    ("SELECT * FROM pg_stat_activity",),
    ("SELECT * FROM public.lead FOR UPDATE",),
    ("PREPARE p AS SELECT * FROM public.lead", "SET ROLE {group}", "EXECUTE p"),
    ("SELECT l.name FROM public.stay s RIGHT JOIN public.lead l ON true",),
    ("SELECT query_to_xml('SELECT * FROM public.lead', true, false, '')",),
    ("SELECT table_to_xml('public.interaction', true, false, '')",),
    ("DECLARE c CURSOR FOR SELECT * FROM public.followup", "FETCH ALL FROM c"),
    ("EXPLAIN (ANALYZE, VERBOSE) SELECT * FROM public.lead WHERE name = 'x'",),
    ("SELECT salesmap.json_text(name) FROM public.customer",),
    ("SELECT (SELECT string_agg(c::text, '') FROM public.contact c)",),
    ("SELECT * FROM public.change_row r, public.change c WHERE c.id = r.change_id AND r.before LIKE '%ecret%'",),
)  # fmt: skip


def _filled(statement: str, user: str, team: Team) -> str:
    """Return a statement with its places filled in."""
    now = team.server.sql(
        "SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
    )
    for name, value in {"me": user, "db": team.name, "now": now[0][0]}.items():
        statement = statement.replace(f"{{{name}}}", value)
    return statement.replace("{{}}", "{}")


@pytest.mark.parametrize("statement", few(_INSERTS, 3))
def test_forged_writes(prey: Team, statement: str) -> None:
    for user in ("ann", "rea", "fay"):
        assert held(prey, user, _filled(statement, user, prey)), (user, statement)


@pytest.mark.parametrize("statement", _DEEDS)
def test_deeds(prey: Team, statement: str) -> None:
    for user in ("ann", "rea"):
        with pytest.raises(psycopg2.Error):
            attack(prey, user, *_filled(statement, user, prey).split("; "))


@pytest.mark.parametrize("statements", _SHOWS, ids=lambda each: each[-1][:40])
def test_what_is_hidden_stays_hidden(prey: Team, statements: tuple[str, ...]) -> None:
    try:
        shown = attack(prey, "ann", *(each.replace("{group}", prey.group()) for each in statements))
    except psycopg2.Error as error:
        assert "ecret" not in str(error)
    else:
        assert "ecret" not in "".join(shown)


def test_copy_shows_ones_own(team: Team) -> None:
    import io

    with closing(psycopg2.connect(team.url("ann"))) as connection:
        out = io.StringIO()
        connection.cursor().copy_expert("COPY public.lead TO STDOUT", out)
    assert "Lead of ann" in out.getvalue() and "ecret" not in out.getvalue()
    assert held(team, "ann", "COPY public.lead_tag FROM STDIN")


def test_direct_sql_is_journaled_under_the_login(team: Team) -> None:
    attack(team, "ann", "UPDATE public.lead SET value_cents = 700 WHERE id = 2")
    newest = json.loads(team.owner("history", "--limit", "1", "--format", "json").out)[0]
    assert newest["actor"] == "outside:ann"
    team.run("ann", "log", "2", "call", "after it")
    team.owner("db", "verify")
    team.owner("db", "check")


def test_a_change_cannot_be_hidden_or_sealed_early(team: Team) -> None:
    begin = _filled(
        "INSERT INTO change (at, actor, command, what, subject) VALUES ('{now}', 'ann', 'x', '{{}}', 'x')",
        "ann",
        team,
    )
    write = "UPDATE public.lead SET value_cents = value_cents + 1 WHERE id = 2"
    before = len(json.loads(team.owner("history", "--limit", "0", "--format", "json").out))
    attack(team, "ann", begin, write)
    attack(team, "ann", begin, "SET CONSTRAINTS ALL IMMEDIATE", write)
    attack(team, "ann", write, begin, write)
    rows = json.loads(team.owner("history", "--limit", "0", "--format", "json").out)
    assert len(rows) >= before + 4
    assert {row["actor"] for row in rows[: len(rows) - before]} == {"ann", "outside:ann"}
    team.run("ann", "log", "2", "call", "after it")
    team.owner("db", "verify")


def test_commands_of_a_rep(team: Team) -> None:
    for words in (
        ("lead", "add", "Öre “x” 漢字 \U0001f600", "--company", "Own Ltd", "--contact", "Kim"),
        ("log", "2", "call", "hello"),
        ("followup", "add", "2", "send", "--due", "today"),
        ("due",),
        ("lead", "edit", "2", "--value", "20k"),
        ("undo",),
        ("redo",),
        ("lead", "advance", "2"),
        ("quote", "new", "2"),
        ("quote", "add", "lead:2", "Box", "--price", "900"),
        ("quote", "send", "lead:2"),
        ("board",),
        ("report", "funnel"),
        ("--as-of", "yesterday", "lead", "list"),
        ("find", "lead"),
        ("history",),
        ("lead", "show", "2"),
        ("lead", "list", "--format", "csv"),
        ("lead", "drop", "2"),
        ("undo",),
    ):
        answer = team.try_("ann", *words)
        assert answer.code == 0, (words, answer)
        assert "ecret" not in answer.out + answer.err, words
    team.owner("db", "verify")
    team.owner("db", "check")


def test_a_refusal_is_an_error(team: Team) -> None:
    assert_refused(
        team.try_("ann", "lead", "edit", "2", "--owner", "bo"), REFUSED, "Sales manager, admin"
    )
    assert_refused(team.try_("rea", "log", "2", "call", "x"), REFUSED, "rea (reader) may not")
    assert_refused(team.try_("fay", "log", "2", "call", "x"), REFUSED, "Allowed for")
    assert_refused(team.try_("ann", "member", "edit", "ann", "--role", "admin"), REFUSED, "admin")
    assert_refused(team.try_("ann", "db", "verify"), REFUSED, "a part of the history")
    assert_refused(team.try_("ann", "db", "grant", "bo"), REFUSED, "Only postgres")
    assert_refused(team.person("bo", "ann").run("lead", "list", SALESMAP_USER="bo"), REFUSED, "ann")
    assert "enforced" in team.owner("db", "info").out


def test_an_id_that_somebody_else_s_record_has(prey: Team) -> None:
    """It is refused, as a value that only one may have, and says no more of who has it."""
    prey.run("bo", "lead", "edit", "1", "--external-id", "X-1")
    prey.run("bo", "customer", "edit", "Secret Ltd", "--external-id", "C-1")
    for words in (
        ("lead", "edit", "2", "--external-id", "X-1"),
        ("lead", "add", "Same id", "--external-id", "X-1"),
        ("customer", "edit", "ann Ltd", "--external-id", "C-1"),
        ("customer", "add", "New Ltd", "--external-id", "C-1"),
    ):
        answer = prey.try_("ann", *words)
        assert_refused(answer, REFUSED, "that you may not see has the same external id")
        assert "ecret" not in answer.err
    assert_refused(
        prey.try_("mo", "customer", "add", "New Ltd", "--external-id", "C-1"), REFUSED, "same"
    )
    (prey.folder / "rows.csv").write_text("name,created\nImported,2026-11-01\n")
    rows = str(prey.folder / "rows.csv")
    prey.run("bo", "lead", "import", rows, "--defaults", "owner=bo")
    again = prey.try_("ann", "lead", "import", rows, "--defaults", "owner=ann")
    assert_refused(again, REFUSED, "imported from an equal row")
    prey.run("bo", "undo")


def test_another_time_than_the_server_s_but_not_before_the_last_change(team: Team) -> None:
    team.run("ann", "--now", "2098-03-01T09:00:00", "log", "2", "call", "Next week")
    last = json.loads(team.run("ann", "history", "--limit", "1", "-f", "json").out)[0]
    assert last["at"][:10] == "2098-03-01"
    early = team.try_("ann", "--now", "2020-01-01T09:00:00", "log", "2", "call", "Long ago")
    assert_refused(early, REFUSED, "before the last one", "--now")
    team.run("ann", "log", "2", "call", "Today")
    team.run("ann", "undo")


def test_finance_records_payments(team: Team) -> None:
    team.run("fay", "payment", "add", "1", "2700")
    team.run("fay", "undo")
    assert_refused(team.try_("bo", "payment", "add", "1", "10"), REFUSED, "finance")
    team.owner("db", "verify")


def test_a_manager_and_a_deputy(team: Team) -> None:
    team.run("mo", "lead", "edit", "3", "--owner", "ann")
    assert 3 in team.leads("ann")
    team.run("mo", "undo")
    assert 3 not in team.leads("ann")
    team.run(
        "cat",
        "member",
        "away",
        "cat",
        "--from",
        "yesterday",
        "--until",
        "tomorrow",
        "--deputy",
        "ann",
    )
    assert 3 in team.leads("ann")
    team.run("ann", "log", "3", "call", "as a deputy")
    team.run("cat", "member", "back", "cat")


def test_grant_and_revoke(team: Team, newcomer: Salesmap) -> None:
    assert_refused(newcomer.run("db", "grant", "ann"), REFUSED, "db share")
    assert_refused(newcomer.run("db", "revoke", "ann"), REFUSED, "db share")
    lin = team.person("lin", "postgres")
    assert_refused(lin.run("db", "grant", "anne"), 3, "'anne'")
    assert_refused(lin.run("db", "grant", "ann", "--login", "postgres"), REFUSED, "--login")
    assert_refused(lin.run("db", "grant", "ann", "--login", "other"), REFUSED, "db revoke ann")
    team.owner("member", "add", "eve")
    team.owner("db", "grant", "eve", "--login", "e\"v'e %s")
    team.owner("db", "revoke", "eve")
    team.owner("db", "grant", "eve")
    assert team.leads("eve") == {4}
    open_session = psycopg2.connect(team.url("eve"))
    team.owner("db", "revoke", "eve")
    with pytest.raises(psycopg2.Error):
        open_session.cursor().execute("SELECT 1")
    assert team.try_("eve", "lead", "list").code in (REFUSED, 5)
    with pytest.raises(psycopg2.Error):
        attack(team, "eve", "SELECT * FROM public.lead")
    assert_refused(lin.run("db", "revoke", "eve"), REFUSED, "eve has no login")


def test_the_rights_of_the_map_hold_at_once(team: Team) -> None:
    attack_ = ("SELECT * FROM public.lead WHERE id = 1",)
    assert not attack(team, "cat", *attack_)
    team.owner("map", "export", str(path := team.folder / "map.toml"))
    text = path.read_text(encoding="utf-8")
    path.write_text(f'{text}\n[[right]]\nrole = "rep"\nmay = ["read"]\non = "all"\n')
    team.owner("map", "apply", str(path), "--yes")
    assert attack(team, "cat", *attack_)
    team.owner("undo")
    assert not attack(team, "cat", *attack_)


def test_who_left_sees_nothing(team: Team) -> None:
    team.owner("member", "add", "gus")
    team.owner("db", "grant", "gus")
    assert attack(team, "gus", "SELECT * FROM public.member")
    team.owner("member", "leave", "gus")
    for table in TABLES:
        assert attack(team, "gus", f"SELECT * FROM public.{table}") == [], table
    assert_refused(team.try_("gus", "lead", "list"), REFUSED, "belongs to nobody")


def _session(team: Team, user: str) -> Any:
    connection = psycopg2.connect(team.url(user))
    team.connections[f"{user}, prepared"] = connection
    return connection.cursor()


def test_a_prepared_statement_knows_the_rights_of_now(team: Team) -> None:
    """Plans hold what a person may read: they are made anew when that is something else."""
    session = _session(team, "cat")
    session.execute("PREPARE seen AS SELECT id FROM public.lead WHERE id = 1")
    for role, seen in (("rep", []), ("reader", [(1,)]), ("rep", [])):
        team.owner("member", "edit", "cat", "--role", role)
        session.connection.rollback()
        session.execute("EXECUTE seen")
        assert session.fetchall() == seen, role


def test_a_plan_older_than_rights_is_an_error(team: Team) -> None:
    team.owner("member", "edit", "cat", "--role", "reader")
    session = _session(team, "cat")
    session.execute("PREPARE seen AS SELECT id FROM public.lead WHERE id = 1")
    session.execute("EXECUTE seen")
    assert session.fetchall() == [(1,)]
    team.owner("member", "edit", "cat", "--role", "rep")
    try:
        session.execute("EXECUTE seen")
    except psycopg2.errors.SerializationFailure:
        session.connection.rollback()
        session.execute("EXECUTE seen")
    assert session.fetchall() == []
    session.connection.rollback()


def test_a_manager_of_everybody_is_not_one_of_newcomers(team: Team) -> None:
    """Who manages all owners has the plans of who reads all, until there is another owner."""
    everybody, of_east = ("bo", "lin"), team.leads("mo")
    assert 1 not in of_east
    for name in everybody:
        team.owner("member", "edit", name, "--team", "east")
    team.owner("db", "grant", "mo")
    assert attack(team, "mo", "SELECT salesmap.reads_leads()") == ["(True,)"]
    assert team.leads("mo") == {1} | of_east
    session = _session(team, "mo")
    session.execute("PREPARE seen AS SELECT count(*) FROM public.lead_tag t JOIN public.lead l"
                    " ON l.id = t.lead_id")  # fmt: skip
    session.execute("EXECUTE seen")
    before = session.fetchall()
    session.connection.rollback()
    team.owner("member", "add", "nel", "--team", "north")
    team.owner("lead", "add", "North secret", "--owner", "nel", "--tag", "n")
    session.execute("EXECUTE seen")
    assert session.fetchall() == before
    session.connection.rollback()
    assert attack(team, "mo", "SELECT salesmap.reads_leads()") == ["(False,)"]
    for _command in ("add lead", "add nel", *everybody):
        team.owner("undo")
    assert team.leads("mo") == of_east


def test_undo_of_a_lead_of_a_shared_customer(team: Team) -> None:
    team.run("ann", "lead", "add", "Second of ann", "--company", "Both Ltd")
    of_ann = max(team.leads("ann"))
    team.owner(
        "lead", "add", "Bo too", "--company", "Both Ltd", "--owner", "bo", "--allow-duplicate"
    )
    team.run("ann", "lead", "edit", str(of_ann), "--value", "7")
    team.run("ann", "undo")
    team.owner("undo")
    team.run("ann", "undo")


def test_a_group_is_of_one_database(team: Team) -> None:
    """A login of one database is nobody in another on the same server."""
    other = Team(team.server, team.folder, team.server.create(), team.connections)
    other.owner("init")
    other.owner("member", "add", "zoe", "--role", "admin")
    other.owner("db", "grant", "zoe")
    assert other.group() != team.group()
    for table in ("lead", "member", "alembic_version"):
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            attack(other, "ann", f"SELECT * FROM public.{table}")
    for call in ("me()", "use_ids('lead')", "taken('company', 'x')", "last_serial('quote', 'x')"):
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            attack(other, "ann", f"SELECT salesmap.{call}")
    assert_refused(other.try_("ann", "lead", "list"), REFUSED, "ann belongs to nobody")
    other.run("zoe", "lead", "list")


def test_grants_of_the_group_of_the_server_are_carried_over(prey: Team) -> None:
    """Databases that gave rights to one group of the whole server get a group of their own."""
    prey.server.sql("CREATE ROLE salesmap_user NOLOGIN", prey.name)
    own = prey.group()
    for table in TABLES:
        prey.server.sql(f"ALTER POLICY rights_read ON {table} TO salesmap_user", prey.name)
        prey.server.sql(f"GRANT ALL ON {table} TO salesmap_user", prey.name)
    prey.server.sql("GRANT USAGE ON SCHEMA salesmap TO salesmap_user", prey.name)
    others = "alembic_version, salesmap.pinyin, salesmap.last_id, salesmap.person"
    prey.server.sql(f"GRANT SELECT ON {others} TO salesmap_user", prey.name)
    for user in ROLES:
        prey.server.sql(f"GRANT salesmap_user TO {user}; REVOKE {own} FROM {user}", prey.name)
    assert prey.leads("rea") == {1, 2, 3, 4}
    prey.owner("db", "grant", "rea")
    for user in ROLES:
        prey.server.sql(f"REVOKE salesmap_user FROM {user}", prey.name)
    assert prey.leads("ann") == {2, 4}
    for kind in ("table_privileges", "usage_privileges"):
        sql = f"SELECT * FROM information_schema.{kind} WHERE grantee = 'salesmap_user'"
        assert prey.server.sql(sql, prey.name) == []
    for user in ROLES:
        prey.server.sql(f"GRANT {own} TO {user}", prey.name)
