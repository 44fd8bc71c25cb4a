"""What a person sees on a server is counted as leads change hands: it is always what leads say."""

import json
from collections.abc import Iterator
from typing import Any

import psycopg2
import pytest
from support.machine.postgres import server as started

from server.test_rights import Team

DAMAGED = 5
_PEOPLE = {"ann": "rep", "bo": "rep", "mo": "manager"}
_TEAMS = {"ann": "east", "mo": "east", "bo": "west"}
_WAYS = (
    ("ann", "lead", "add", "A1", "--company", "Acme", "--contact", "Al", "--phone", "5551"),
    ("ann", "lead", "add", "A2", "--company", "Acme", "--contact", "Bea", "--allow-duplicate"),
    ("ann", "lead", "add", "A3", "--contact", "Cy", "--phone", "5553"),
    ("bo", "lead", "add", "B1", "--company", "Bolt", "--contact", "Di"),
    ("mo", "lead", "edit", "1", "--owner", "bo"),
    ("mo", "undo"),
    ("mo", "redo"),
    ("lin", "lead", "edit", "2", "--customer", "Bolt"),
    ("ann", "lead", "edit", "3", "--contact", "Cyd"),
    ("lin", "lead", "edit", "3", "--owner", ""),
    ("ann", "pool", "claim", "3"),
    ("lin", "lead", "win", "4", "--force", "--note", "signed"),
    ("lin", "lead", "edit", "4", "--owner", "ann"),
    ("lin", "lead", "reopen", "4"),
    ("lin", "handover", "ann", "bo"),
    ("lin", "undo"),
    ("lin", "dup", "merge", "lead:1", "lead:4", "--yes"),
    ("lin", "undo"),
    ("lin", "customer", "add", "Nobody's Ltd"),
    ("ann", "lead", "add", "A5"),
    ("ann", "undo"),
)  # fmt: skip
_SEEN = """
SELECT l.id, l.customer_id, l.contact_id FROM lead l
WHERE l.owner = ANY(%s) OR l.caretaker = ANY(%s) OR l.owner IS NULL
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """Return two teams, of ann and mo, and of bo, without leads."""
    with started() as server:
        team = Team(server, tmp_path_factory.mktemp("team"), server.create())
        team.owner("init")
        team.owner("member", "add", "lin", "--role", "admin")
        for name, role in _PEOPLE.items():
            team.owner("member", "add", name, "--role", role, "--team", _TEAMS[name])
            team.owner("db", "grant", name)
        yield team
        for connection in team.connections.values():
            connection.close()


def _seen(team: Team, user: str) -> dict[str, set[int]]:
    """Return the records that rights show a person."""
    return {
        table: {id for (id,) in team.sql(user, f"SELECT id FROM public.{table}")}
        for table in ("lead", "customer", "contact", "stay")
    }


def _expected(team: Team, user: str) -> dict[str, set[int]]:
    """Return the records that a person is to see, from what leads say."""
    names = ["ann", "mo"] if user == "mo" else [user]
    literal = "ARRAY[" + ", ".join(f"'{name}'" for name in names) + "]"
    rows = team.server.sql(_SEEN.replace("%s", literal), team.name)
    every = team.server.sql("SELECT id, customer_id, contact_id FROM lead", team.name)
    leads = {lead for lead, _customer, _contact in rows}
    customers = _ids(team, "customer") - {each[1] for each in every} | {each[1] for each in rows}
    contacts = {
        id
        for id, customer in team.server.sql("SELECT id, customer_id FROM contact", team.name)
        if (customer in customers if customer else _is_free(id, rows, every))
    }
    stays = team.server.sql("SELECT id, lead_id FROM stay", team.name)
    return {
        "lead": leads,
        "customer": customers - {None},
        "contact": contacts,
        "stay": {id for id, lead in stays if lead in leads},
    }


def _is_free(contact: int, rows: list[tuple], every: list[tuple]) -> bool:
    return any(contact == row[2] for row in rows) or all(contact != row[2] for row in every)


def _ids(team: Team, table: str) -> set[Any]:
    return {id for (id,) in team.server.sql(f"SELECT id FROM {table}", team.name)}


def test_each_way_in_which_leads_change_hands(made: Team) -> None:
    for user, *words in _WAYS:
        made.owner(*words) if user == "lin" else made.run(user, *words)
        for person in _PEOPLE:
            assert _seen(made, person) == _expected(made, person), (words, person)
        assert made.server.sql("SELECT * FROM salesmap.miscounted", made.name) == [], words
    made.owner("db", "check")


@pytest.mark.long
def test_many_leads_at_once(made: Team) -> None:
    """A file of more leads than one part of the count holds, and its undo."""
    path = made.folder / "many.csv"
    rows = [f"I{number},Firm {number % 50},{('ann', 'bo')[number % 2]}" for number in range(9_000)]
    path.write_text("\n".join(["name,company,owner", *rows]) + "\n", encoding="utf-8")
    made.owner("lead", "import", str(path))
    assert len(_seen(made, "ann")["lead"]) >= 4_500
    assert _seen(made, "mo") == _expected(made, "mo")
    made.owner("db", "check")
    made.owner("undo")
    assert _seen(made, "mo") == _expected(made, "mo")
    made.owner("db", "check")


@pytest.mark.parametrize(
    "statement",
    [
        "INSERT INTO lead SELECT (jsonb_populate_record(NULL::lead, to_jsonb(l)"
        """ || '{"id": 900000000, "external_id": null, "import_key": null}')).*"""
        " FROM lead l WHERE owner = 'ann' LIMIT 1",
        "INSERT INTO customer (id, name, name_key, recorded_at, version)"
        " VALUES (900000000, 'x', 'x', '2026-01-01T00:00:00Z', 1)",
        "INSERT INTO contact (id, name, name_key, recorded_at, version)"
        " VALUES (-1, 'x', 'x', '2026-01-01T00:00:00Z', 1)",
        "UPDATE lead SET id = 900000000 WHERE owner = 'ann'",
    ],
)
def test_ids_far_beyond_the_last_are_refused(made: Team, statement: str) -> None:
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        made.sql("ann", statement)


@pytest.mark.parametrize("table", ["stay", "interaction", "followup", "customer", "contact"])
def test_no_statement_goes_through_all_leads(made: Team, table: str) -> None:
    """What is seen of what hangs on leads costs no look at the leads, however many there are."""
    for person in _PEOPLE:
        plan = made.sql(person, f"EXPLAIN SELECT count(*) FROM public.{table}")
        assert " lead " not in " ".join(line for (line,) in plan)


def test_a_count_that_is_not_as_leads_say_is_told(made: Team) -> None:
    """Whoever owns the tables can write past the triggers."""
    made.server.sql(
        "SET session_replication_role = replica; UPDATE lead SET owner = 'bo' WHERE id = 2",
        made.name,
    )
    broken = made.person("lin", "postgres").run("db", "check", SALESMAP_NOW="")
    assert broken.code == DAMAGED and "rights know lead" in broken.out
    made.owner("db", "grant", "ann")
    assert "rights know" not in made.person("lin", "postgres").run("db", "check").out


def test_history_shows_what_one_sees(made: Team) -> None:
    """The journal is seen by the records that its changes touched, deleted ones by nobody else."""
    shown = json.loads(made.run("bo", "history", "--limit", "0", "--format", "json").out)
    assert not any("A5" in row["summary"] for row in shown)
    assert any("B1" in row["summary"] for row in shown)
