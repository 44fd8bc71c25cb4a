"""How leads change hands under rights: claims from the pool, their limits, forged ones; undo."""

import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import psycopg2
import pytest
from conftest import assert_refused
from support.machine.postgres import server as started

from server.test_rights import REFUSED, Team

_POOLS = """
[[pool]]
key = "west"
when = ["region=west"]
days = 30
per_day = 1
cooldown = 7

[[pool]]
key = "public"
days = 10
per_day = 2
capacity = 6
cooldown = 3
"""
_PEOPLE = {"ann": "rep", "bo": "rep", "mo": "manager", "rea": "reader"}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Team]:
    """Return a team whose map has two pools, with three leads of the west and nine others in them."""
    with started() as server:
        team = Team(server, tmp_path_factory.mktemp("team"), server.create())
        team.owner("init")
        path = team.folder / "map.toml"
        team.owner("map", "export", str(path))
        path.write_text(path.read_text(encoding="utf-8") + _POOLS, encoding="utf-8")
        team.owner("map", "apply", str(path), "--yes")
        team.owner("member", "add", "lin", "--role", "admin")
        for name, role in _PEOPLE.items():
            team.owner("member", "add", name, "--role", role)
            team.owner("db", "grant", name)
        for number in range(1, 13):
            region = ("--region", "west") if number < 4 else ()
            team.owner("lead", "add", f"L{number}", "--company", f"Free {number}", *region)
        team.server.sql("UPDATE lead SET owner = NULL", team.name)
        yield team


@pytest.fixture
def team(made: Team) -> Team:
    """Return a copy of that team's database."""
    return Team(made.server, made.folder, made.server.create(made.name))


def owner(team: Team, lead: int) -> Any:
    return team.server.sql(f"SELECT owner FROM lead WHERE id = {lead}", team.name)[0][0]


def held(team: Team, user: str, *statements: str) -> bool:
    """Return whether the server refused statements, and the pool is as it was."""
    state = "SELECT id, owner FROM lead ORDER BY id"
    before = team.server.sql(state, team.name)
    with pytest.raises(psycopg2.Error):
        team.sql(user, *(statement.replace("{me}", user) for statement in statements))
    return team.server.sql(state, team.name) == before


def test_who_loses_a_lead_to_the_pool_is_told(team: Team) -> None:
    team.run("ann", "pool", "claim", "5")
    team.owner("pool", "return", "5", "--why", "not hers")
    news = json.loads(team.run("ann", "inbox", "--format", "json").out)
    assert [(row["kind"], row["lead_id"]) for row in news] == [("pool", 5)]
    team.owner("db", "check")


def test_claims_and_their_limits(team: Team) -> None:
    team.run("ann", "pool", "claim", "5", "6")
    assert (owner(team, 5), owner(team, 6)) == ("ann", "ann")
    assert_refused(team.try_("ann", "pool", "claim", "7"), REFUSED, "2 leads a day")
    team.run("ann", "pool", "return", "5", "--why", "not mine")
    assert_refused(team.try_("ann", "pool", "claim", "7"), REFUSED, "2 leads a day")
    assert_refused(team.try_("ann", "pool", "claim", "5"), REFUSED, "You lost lead 5")
    team.run("bo", "pool", "claim", "5")
    assert_refused(team.try_("ann", "pool", "claim", "5"), REFUSED, "may not see")
    assert owner(team, 5) == "bo"
    assert_refused(team.try_("ann", "pool", "claim", "8"), REFUSED, "2 leads a day")
    team.run("ann", "pool", "claim", "1")
    assert_refused(team.try_("ann", "pool", "claim", "2"), REFUSED, "1 leads a day")
    assert_refused(team.try_("rea", "pool", "claim", "2"), REFUSED, "rea (reader) may not")
    team.run("ann", "undo")
    assert owner(team, 1) is None
    team.run("ann", "redo")
    assert owner(team, 1) == "ann"
    team.owner("db", "verify")
    team.owner("db", "check")


def test_a_capacity_holds(team: Team) -> None:
    team.owner("member", "edit", "ann", "--capacity", "1")
    team.run("ann", "pool", "claim", "4")
    assert_refused(team.try_("ann", "pool", "claim", "5"), REFUSED, "1 open leads")
    assert held(team, "ann", *_claim(5, "public"))


def _claim(
    lead: int, rule: str | None, who: str = "{me}", day: str = "current_date"
) -> tuple[str, ...]:
    named = "NULL" if rule is None else f"'{rule}'"
    now = "to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')"
    return (
        f"UPDATE lead SET owner = '{who}', assigned_at = {now} WHERE id = {lead}",
        "INSERT INTO owner_change (lead_id, kind, owner_before, owner_after, rule, at, changed_on,"
        f" actor, recorded_at) VALUES ({lead}, 'claimed', NULL, '{who}', {named}, {now},"
        f" ({day})::date::text, '{{me}}', {now})",
    )


_NOT_CLAIMS = {
    "no claim is kept": ("UPDATE lead SET owner = '{me}' WHERE id = 5",),
    "another kind": tuple(each.replace("claimed", "assigned") for each in _claim(5, "public")),
    "for another": _claim(5, "public", who="bo"),
    "not in the pool": _claim(12, "public"),
    "no pool": _claim(5, None),
    "another pool": _claim(1, "public"),
    "an unknown pool": _claim(5, "other"),
    "three at once": (*_claim(5, "public"), *_claim(6, "public"), *_claim(7, "public")),
    "another day": _claim(5, "public", day="current_date - 5"),
    "tomorrow's too": (
        *_claim(5, "public", day="current_date"),
        *_claim(6, "public", day="current_date"),
        *_claim(7, "public", day="current_date - 1"),
    ),
    "kept, then forgotten": (*_claim(5, "public"), "DELETE FROM owner_change WHERE owner_after = '{me}'"),
    "kept, then another's": (*_claim(5, "public"), "UPDATE owner_change SET rule = NULL"),
    "looked at early": (
        _claim(5, "public")[1], "SET CONSTRAINTS ALL IMMEDIATE", _claim(5, "public")[0],
        "DELETE FROM owner_change WHERE owner_after = '{me}'",
    ),
    "as a caretaker": ("UPDATE lead SET caretaker = '{me}' WHERE id = 5",),
    "closed meanwhile": ("UPDATE lead SET owner = '{me}', status = 'lost' WHERE id = 5",),
    "for whoever reads": ("SELECT salesmap.may_claim(l) FROM lead l",),
}  # fmt: skip


@pytest.mark.parametrize("name", _NOT_CLAIMS)
def test_forged_claims(team: Team, name: str) -> None:
    if name == "not in the pool":
        team.server.sql("UPDATE lead SET owner = 'bo' WHERE id = 12", team.name)
        team.sql("ann", *(each.replace("{me}", "ann") for each in _NOT_CLAIMS[name][:1]))
        assert owner(team, 12) == "bo"
        assert held(team, "ann", *_NOT_CLAIMS[name])
        return
    assert held(team, "ann", *_NOT_CLAIMS[name])


def test_what_a_forged_claim_would_look_like_if_it_were_none(team: Team) -> None:
    """The attacks above fail for their faults, and not for another reason."""
    team.sql("ann", *(each.replace("{me}", "ann") for each in _claim(5, "public")))
    assert owner(team, 5) == "ann"


def test_claims_in_a_race(team: Team) -> None:
    """Each lead is claimed once, and nobody claims more than the limit."""

    def claim(number: int) -> int:
        user = ("ann", "bo")[number % 2]
        return int(team.try_(user, "pool", "claim", str(4 + number // 2)).code)

    with ThreadPoolExecutor(4) as pool:
        codes = list(pool.map(claim, range(8)))
    owned = [owner(team, lead) for lead in range(4, 13)]
    assert codes.count(0) == 4 and set(codes) == {0, REFUSED}
    assert (owned.count("ann"), owned.count("bo")) == (2, 2)


_BEGIN = (
    "INSERT INTO change (at, actor, command, what, subject, undoes) SELECT"
    " to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"'), '{me}', 'x', '{}', 'x',"
    " max(id) FROM change WHERE actor = '{me}'"
)


def test_a_forged_undo_is_no_undo(team: Team) -> None:
    """Whoever says to take a change of their own back takes back that, and nothing since."""
    team.run("bo", "log", "5", "call", "of bo")
    team.run("ann", "lead", "edit", "5", "--value", "7")
    assert held(team, "ann", _BEGIN, "DELETE FROM lead WHERE id = 5")
    assert held(team, "ann", _BEGIN, "UPDATE lead SET value_cents = 9 WHERE id = 5")
    again = "CREATE TEMP TABLE kept ON COMMIT DROP AS SELECT * FROM lead WHERE id = 5"
    for changed in ("value_cents = 9", "owner = '{me}'", "value_cents = NULL, name = 'x'"):
        assert held(
            team, "ann", _BEGIN, again, "DELETE FROM lead WHERE id = 5",
            f"UPDATE kept SET {changed}", "INSERT INTO lead SELECT * FROM kept",
        )  # fmt: skip
    team.run("bo", "lead", "edit", "5", "--value", "8")
    assert held(
        team, "ann", _BEGIN, again, "DELETE FROM lead WHERE id = 5",
        "UPDATE kept SET value_cents = NULL", "INSERT INTO lead SELECT * FROM kept",
    )  # fmt: skip
    assert_refused(team.try_("ann", "undo"), REFUSED)
    team.run("bo", "undo")
    team.run("ann", "undo")
    team.owner("db", "verify")


@pytest.fixture
def taken(team: Team) -> Team:
    """Return the team where bo has a lead that ann does not see."""
    team.run(
        "bo", "lead", "add", "Secret deal", "--company", "Harbor Ltd", "--contact", "Secret Kim",
        "--phone", "5550100", "--email", "kim@harbor.example, sk@home.example", "--value", "12k",
    )  # fmt: skip
    return team


def told(answer: Any, *words: str) -> bool:
    """Return whether an answer has these words, and nothing else of the hidden lead."""
    text = answer.out + answer.err
    assert "ecret" not in text and "12" not in text.replace("2012", ""), answer
    return all(word in text for word in words)


_SAME = (
    ("--company", "HARBOR Inc"),
    ("--company", "Other", "--contact", "Lee", "--phone", "5550100"),
    ("--contact", "Lee", "--email", "Kim@Harbor.example"),
    ("--contact", "Lee", "--email", "SK@home.example"),
    ("--contact", "Lee", "--email", "lee@x.example; sk@home.example"),
)


@pytest.mark.parametrize(
    "same", _SAME, ids=["company", "phone", "e-mail", "further", "both further"]
)
def test_a_hidden_conflict_is_told_masked(taken: Team, same: tuple[str, ...]) -> None:
    refused = taken.try_("ann", "lead", "add", "New", *same)
    assert refused.code == REFUSED and told(refused, "An open lead of bo since", "has the same")
    added = taken.try_("ann", "lead", "add", "New", *same, "--allow-duplicate")
    assert added.code == 0 and told(added, "an open lead of bo since")
    listed = json.loads(taken.run("ann", "lead", "conflict", "list", "--format", "json").out)
    assert [(row["owners"], row["names"]) for row in listed] == [(["bo", "ann"], ["…", "New"])]
    assert "conflict" in taken.run("bo", "inbox", "--format", "json").out
    assert (
        "Conflict" in taken.owner("lead", "list").err or taken.owner("lead", "conflict", "list").out
    )
    taken.owner("db", "verify")
    taken.owner("db", "check")


def test_a_hidden_conflict_of_an_edit_and_an_import(taken: Team) -> None:
    taken.run("ann", "lead", "add", "Mine", "--company", "Mine Ltd", "--contact", "Lee")
    mine = str(max(taken.leads("ann")))
    edited = taken.try_("ann", "lead", "edit", mine, "--phone", "5550100")
    assert edited.code == 0 and told(edited, "an open lead of bo since", "phone")
    path = taken.folder / "ann" / "new.csv"
    path.write_text("name,company\nOne,Harbor\nTwo,None such\n", encoding="utf-8")
    imported = taken.try_("ann", "lead", "import", str(path))
    assert imported.code == 0 and told(imported, "an open lead of bo since")
    many = "".join(f"M{number},Many {number}\n" for number in range(220))
    path.write_text(f"name,company\n{many}Last,Harbor\n", encoding="utf-8")
    imported = taken.try_("ann", "lead", "import", str(path))
    assert imported.code == 0 and "1 lead conflicts with leads of other owners" in imported.err


_SPYING = (
    "SELECT * FROM salesmap.known_leads()",
    "SELECT * FROM salesmap.contacts_with('phone', '5550100')",
    "SELECT salesmap.are_in_conflict(1, 13)",
    "SELECT salesmap.may_tell('{}')",
    "INSERT INTO news (person, person_key, kind, lead_id, subject, at, actor, recorded_at) SELECT"
    " 'bo', 'bo', 'conflict', 13, '5', at, '{me}', at FROM change ORDER BY id DESC LIMIT 1",
)  # fmt: skip


def test_conflicts_are_no_oracle(taken: Team) -> None:
    assert taken.sql("ann", "SELECT * FROM salesmap.conflicting() WHERE owner = 'bo'") == []
    assert taken.sql("ann", "SELECT owner FROM salesmap.taken('company', 'harbor')") == [("bo",)]
    for what, value in (("name", "secret deal"), ("company", ""), ("domain", "harbor.example")):
        assert taken.sql("ann", f"SELECT * FROM salesmap.taken('{what}', '{value}')") == []
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        taken.sql("rea", "SELECT * FROM salesmap.taken('company', 'harbor')")
    for statement in _SPYING:
        assert held(taken, "ann", statement)


_RULE = """
[[when]]
key = "to-bo"
on = "stage"
then = [{ owner = "bo" }]
"""


@pytest.fixture
def east(team: Team) -> Team:
    """Return the team where ann and mo are of a team that bo is not of."""
    for name in ("ann", "mo"):
        team.owner("member", "edit", name, "--team", "east")
    for name in ("Mine", "Yours"):
        team.run("ann", "lead", "add", name, "--company", f"{name} Ltd")
    team.run("ann", "followup", "add", "13", "send", "--due", "tomorrow")
    return team


def test_a_manager_gives_leads_out_of_sight(east: Team) -> None:
    """Who may assign gives to whom the members are, also to those whose leads they do not see."""
    east.run("mo", "lead", "edit", "13", "--owner", "bo")
    assert owner(east, 13) == "bo" and 13 not in east.leads("mo") | east.leads("ann")
    due = east.server.sql("SELECT owner FROM followup WHERE lead_id = 13", east.name)
    assert due == [("bo",)]
    assert "assigned" in east.run("bo", "inbox", "--format", "json").out
    east.run("mo", "undo")
    assert owner(east, 13) == "ann"
    east.run("mo", "handover", "ann", "bo")
    assert (owner(east, 13), owner(east, 14)) == ("bo", "bo")
    east.run("bo", "log", "14", "call", "mine now")
    assert_refused(east.try_("mo", "undo"), REFUSED)
    assert held(east, "mo", _BEGIN, "SELECT 1 / count(*) FROM lead WHERE id = 14")
    assert owner(east, 14) == "bo"
    for word in ("assign", "edit"):
        refused = east.try_("ann", "lead", word, "4", "bo" if word == "assign" else "--owner=bo")
        assert refused.code == REFUSED
    east.owner("db", "verify")
    east.owner("db", "check")


_GIFTS = {
    "ones own away": "UPDATE lead SET owner = 'bo' WHERE id = 13",
    "from the pool": "UPDATE lead SET owner = 'ann' WHERE id = 4",
    "with another name": "UPDATE lead SET owner = 'ann', id = 99 WHERE id = 4",
    "another id": "UPDATE lead SET id = 99 WHERE id = 13",
    "to nobody's team": "UPDATE lead SET caretaker = 'bo' WHERE id = 13",
}


@pytest.mark.parametrize("name", _GIFTS)
def test_forged_gifts(east: Team, name: str) -> None:
    assert held(east, "ann", _GIFTS[name])


def test_a_gift_of_what_one_does_not_see(east: Team) -> None:
    east.run("bo", "pool", "claim", "5")
    assert east.sql("ann", "UPDATE lead SET owner = 'ann' WHERE id = 5 RETURNING id") == []
    assert owner(east, 5) == "bo"


def test_a_rule_of_the_map_gives_leads(east: Team) -> None:
    """What a rule of the map does is not its person's doing: it is not refused."""
    path = east.folder / "with rule.toml"
    east.owner("map", "export", str(path))
    text = path.read_text(encoding="utf-8")
    path.write_text(text + _RULE, encoding="utf-8")
    east.owner("map", "apply", str(path), "--yes")
    east.run("ann", "lead", "advance", "13")
    assert owner(east, 13) == "bo"
    east.run("ann", "undo")
    assert owner(east, 13) == "ann"
    assert held(east, "ann", "UPDATE lead SET owner = 'bo' WHERE id = 14")
    east.owner("db", "verify")


def test_a_file_that_another_attached(east: Team) -> None:
    path = east.folder / "ann" / "offer.txt"
    path.write_text("the same", encoding="utf-8")
    east.run("bo", "pool", "claim", "5")
    for user, lead in (("bo", "5"), ("ann", "13")):
        east.run(user, "attach", lead, str(path))
    east.run("ann", "undo")
    east.run("ann", "redo")
    east.owner("db", "check")
    with pytest.raises(psycopg2.errors.InsufficientPrivilege):
        east.sql("rea", "SELECT salesmap.keep_file('x', 'x', 'x')")


_STEP = """
[[approval]]
key = "big"
of = "quote"
when = ["total>100"]
role = "manager"
"""
_ASKED = (
    "INSERT INTO approval (quote_version_id, rule, role, asked_by, asked_at, content{more}) SELECT"
    " v.id, '{rule}', {role}, '{by}', a.at, '{{}}'{values} FROM quote_version v,"
    " (SELECT to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"') AS at) a LIMIT 1"
)
_DECIDED = {
    "more": ", decided_by, decided_at, decision", "values": ", '{me}', a.at, 'approved'",
}  # fmt: skip


def _asked(rule: str, role: str, by: str = "{me}", more: str = "", values: str = "") -> str:
    return _ASKED.format(rule=rule, role=role, by=by, more=more, values=values)


_DECIDE = (
    "UPDATE approval SET decided_by = '{me}', decided_at = asked_at, decision = 'approved',"
    " version = version + 1"
)
_FORGED_APPROVALS = {
    "decided": _asked("big", "'manager'", **_DECIDED),
    "for ones own role": _asked("big", "'rep'", **_DECIDED),
    "for no role": _asked("big", "NULL", **_DECIDED),
    "asked for ones own role": _asked("big", "'rep'"),
    "asked for no role": _asked("big", "NULL"),
    "in the name of another": _asked("big", "'manager'", by="mo"),
    "of no step": _asked("below-floor", "'rep'"),
    "decided later": _DECIDE,
    "decided as another": _DECIDE.replace("{me}", "mo"),
    "given another role": "UPDATE approval SET role = 'rep'",
    "given another step": "UPDATE approval SET rule = 'x'",
}


@pytest.fixture(scope="module")
def papers(made: Team) -> Team:
    """Return a team whose ann has asked for the approval of a quote."""
    copy = Team(made.server, made.folder, made.server.create(made.name))
    path = copy.folder / "with step.toml"
    copy.owner("map", "export", str(path))
    path.write_text(path.read_text(encoding="utf-8") + _STEP, encoding="utf-8")
    copy.owner("map", "apply", str(path), "--yes")
    copy.run("ann", "lead", "add", "Mine", "--company", "Mine Ltd")
    copy.run("ann", "quote", "new", "13")
    copy.run("ann", "quote", "add", "lead:13", "Box", "--price", "900")
    assert copy.try_("ann", "quote", "send", "lead:13").code == REFUSED
    copy.run("ann", "quote", "ask", "lead:13")
    return copy


@pytest.mark.parametrize("name", _FORGED_APPROVALS)
def test_forged_approvals(papers: Team, name: str) -> None:
    assert held(papers, "ann", _FORGED_APPROVALS[name])


def test_a_voided_approval_stays_so(papers: Team) -> None:
    papers.run("mo", "quote", "approve", "lead:13")
    papers.run("ann", "quote", "add", "lead:13", "More", "--price", "1")
    voided = papers.server.sql("SELECT voided_at IS NOT NULL FROM approval", papers.name)
    assert voided == [(True,)]
    assert held(papers, "ann", "UPDATE approval SET voided_at = NULL")
    assert held(papers, "ann", "DELETE FROM approval")
    papers.run("ann", "quote", "ask", "lead:13")
    papers.run("mo", "quote", "approve", "lead:13")
    papers.run("ann", "quote", "send", "lead:13")
    papers.owner("db", "verify")


def test_contracts_go_out_of_sight_and_come_back(east: Team) -> None:
    """A handover to another team, with contracts and tickets that hang on no lead: its undo is one's own."""
    path = east.folder / "contracts.csv"
    path.write_text(
        "number,customer,amount,signed on,due on,owner\n"
        "X1,Free 1,5000,2026-01-05,2026-12-30,ann\nX2,Solo Ltd,5000,2026-01-05,2026-12-30,ann\n",
        encoding="utf-8",
    )
    east.owner("contract", "import", str(path), "--date-order", "ymd")
    east.run("ann", "ticket", "new", "Solo Ltd", "it broke")
    east.run("ann", "review", "add", "call them", "--owner", "ann", "--due", "2027-01-05")
    before = _owners(east)
    east.run("mo", "handover", "ann", "bo")
    handed = _owners(east)
    assert handed != before and not any("ann" in row for row in handed if row[0] != "lead")
    assert "X2" not in east.run("mo", "contract", "list").out
    for word, state in (("undo", before), ("redo", handed), ("undo", before), ("redo", handed)):
        east.run("mo", word)
        assert _owners(east) == state
    east.owner("db", "verify")
    east.owner("db", "check")
    east.run("bo", "contract", "milestone", "X2", "add", "deliver", "--due", "2027-01-05")
    east.owner("handover", "bo", "ann")
    east.owner("handover", "ann", "bo")
    assert_refused(east.try_("mo", "undo"), REFUSED)
    assert held(east, "mo", _BEGIN, "SELECT 1 / count(*) FROM contract WHERE number = 'X2'")
    assert _owners(east) == handed


def _owners(team: Team) -> list[tuple]:
    """Return whose each record is."""
    tables = ("lead", "followup", "contract", "ticket", "review_point")
    parts = [f"SELECT '{table}', id, owner FROM {table}" for table in tables]
    return team.server.sql(" UNION ALL ".join(parts) + " ORDER BY 1, 2", team.name)


_TAKEN_AWAY = (
    "UPDATE contract SET owner = 'ann' WHERE number = 'X9'",
    "UPDATE contract SET owner = 'bo', amount_cents = 1 WHERE number = 'X9'",
    "DELETE FROM contract WHERE number = 'X9'",
    "SELECT 1 / count(*) FROM contract WHERE number = 'X9'",
)


@pytest.mark.parametrize("statement", _TAKEN_AWAY)
def test_what_was_given_away_is_given_away(east: Team, statement: str) -> None:
    """Neither what one had, nor a statement that gives it away, shows or changes it once more."""
    path = east.folder / "given.csv"
    header = "number,customer,amount,signed on,due on,owner\n"
    path.write_text(header + "X9,Solo Ltd,5000,2026-01-05,2026-12-30,ann\n", encoding="utf-8")
    east.owner("contract", "import", str(path), "--date-order", "ymd")
    east.run("mo", "handover", "ann", "bo")
    before = east.server.sql("SELECT to_jsonb(c)::text FROM contract c", east.name)
    for user in ("ann", "mo"):
        with suppress(psycopg2.Error):
            assert east.sql(user, statement) == []
    assert east.server.sql("SELECT to_jsonb(c)::text FROM contract c", east.name) == before
