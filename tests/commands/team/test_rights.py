"""Rights on a shared file: by role, checked at every change, told with the roles that may."""

import pytest

from tests.conftest import Salesmap, assert_refused, made_once

NORTH, SOUTH, POOL = "1", "3", "4"
"""A lead of ann's (north), of dan's (south), of nobody's."""


@made_once
def team(person: Salesmap) -> None:
    """An admin, a manager of the north, two reps there, one in the south, finance, a reader."""
    as_boss = {"SALESMAP_USER": "boss"}
    person.ok("member", "add", "boss", "--role", "admin")
    for name, role, of in (
        ("cho", "manager", "north"), ("ann", "rep", "north"), ("bo", "rep", "north"),
        ("dan", "rep", "south"), ("fay", "finance", "office"), ("ray", "reader", "office"),
    ):  # fmt: skip
        person.ok("member", "add", name, "--role", role, "--team", of, **as_boss)
    for name, owner in (("Harbor", "ann"), ("Atlas", "bo"), ("Pier", "dan"), ("Nobody", "ann")):
        person.ok("lead", "add", name, "--owner", owner, "--company", f"{name} Ltd", "--value", "9k", **as_boss)  # fmt: skip
    person.ok("lead", "edit", "4", "--owner", "", **as_boss)
    person.ok("contract", "new", "1", "--amount", "5k", "--sign", "--plan", "100% sign", **as_boss)
    person.ok("lead", "reopen", "1", **as_boss)
    person.ok("followup", "add", "3", "call", "--due", "fri", "--owner", "bo", **as_boss)
    person.ok("ticket", "new", "Pier Ltd", "Leaks", "--owner", "dan", **as_boss)
    person.ok("segment", "save", "everybody", "leads_open>=0", **as_boss)
    person.ok("segment", "save", "of-ann", "name~harbor", **as_boss)
    person.ok("product", "add", "CT", "Counter", "--price", "10", **as_boss)


ALLOWED = [
    ("ann", ("lead", "edit", NORTH, "--region", "East")),
    ("ann", ("lead", "add", "New")),
    ("ann", ("log", NORTH, "call", "Talked")),
    ("ann", ("lead", "advance", NORTH, "--force", "--note", "x")),
    ("ann", ("lead", "lose", NORTH, "--reason", "price")),
    ("ann", ("followup", "add", NORTH, "call", "--due", "fri")),
    ("ann", ("quote", "new", NORTH, "Setup", "--price", "5")),
    ("ann", ("lead", "edit", POOL, "--region", "East")),
    ("ann", ("ticket", "new", "Harbor Ltd", "Leaks")),
    ("ann", ("customer", "add", "New Ltd")),
    ("ann", ("comment", NORTH, "How did it go?")),
    ("ann", ("kb", "add", "Note", "--text", "x")),
    ("ann", ("member", "away", "ann", "--until", "2026-11-27", "--deputy", "bo")),
    ("ann", ("lead", "export", "--mine")),
    ("ann", ("segment", "export", "of-ann")),
    ("fay", ("segment", "export", "everybody")),
    ("bo", ("followup", "done", "1")),
    ("cho", ("lead", "edit", NORTH, "--region", "East")),
    ("cho", ("lead", "assign", NORTH, "bo")),
    ("cho", ("lead", "assign", POOL, "bo")),
    ("cho", ("handover", "ann", "bo")),
    ("cho", ("target", "set", "5k", "--owner", "ann")),
    ("cho", ("target", "set", "5k", "--team", "north")),
    ("cho", ("payment", "add", "1", "100")),
    ("cho", ("lead", "export", "--team", "north")),
    ("fay", ("payment", "add", "1", "100")),
    ("fay", ("invoice", "add", "1", "100")),
    ("fay", ("lead", "export")),
    ("fay", ("rate", "set", "USD", "7.1")),
    ("boss", ("lead", "edit", SOUTH, "--region", "East")),
    ("boss", ("lead", "assign", SOUTH, "ann")),
    ("boss", ("payment", "add", "1", "100")),
    ("boss", ("member", "add", "eve")),
    ("boss", ("config", "set", "company.name", "X")),
    ("boss", ("export", "--all", "folder")),
]
REFUSED = [
    ("ann", ("lead", "edit", SOUTH, "--region", "East"), "manager, admin"),
    ("ann", ("lead", "edit", "2", "--region", "East"), "manager, admin"),
    ("ann", ("lead", "assign", NORTH, "bo"), "manager, admin"),
    ("ann", ("lead", "assign", SOUTH, "ann"), "manager, admin"),
    ("ann", ("lead", "assign", POOL, "ann"), "manager, admin"),
    ("ann", ("lead", "add", "New", "--owner", "bo"), "manager, admin"),
    ("ann", ("log", SOUTH, "call", "Talked"), "manager, admin"),
    ("ann", ("lead", "win", SOUTH, "--force", "--note", "x"), "manager, admin"),
    ("ann", ("lead", "drop", SOUTH), "manager, admin"),
    ("ann", ("followup", "add", SOUTH, "call", "--due", "fri"), "manager, admin"),
    ("ann", ("followup", "snooze", "1", "2026-12-01"), "manager, admin"),
    ("ann", ("quote", "new", SOUTH, "Setup", "--price", "5"), "manager, admin"),
    ("ann", ("ticket", "reply", "1", "We come"), "manager, admin"),
    ("ann", ("customer", "edit", "Pier Ltd", "--address", "x"), "manager, admin"),
    ("ann", ("comment", SOUTH, "How did it go?"), "manager, finance, admin, reader"),
    ("ann", ("handover", "ann", "bo"), "manager, admin"),
    ("ann", ("handover", "dan", "ann"), "manager, admin"),
    ("ann", ("payment", "add", "1", "100"), "manager, finance, admin"),
    ("ann", ("member", "edit", "ann", "--role", "admin"), "admin"),
    ("ann", ("member", "add", "eve"), "admin"),
    ("ann", ("config", "set", "company.name", "X"), "admin"),
    ("ann", ("product", "edit", "CT", "--price", "1"), "admin"),
    ("ann", ("lead", "export"), "manager, finance, admin"),
    ("ann", ("export", "--all", "folder"), "finance, admin"),
    ("ann", ("member", "away", "bo", "--until", "2026-11-27"), "manager, admin"),
    ("ann", ("target", "set", "5k"), "admin"),
    ("ann", ("undo", "9"), "manager, admin"),
    ("cho", ("lead", "edit", SOUTH, "--region", "East"), "manager, admin"),
    ("cho", ("lead", "assign", SOUTH, "ann"), "manager, admin"),
    ("cho", ("target", "set", "5k", "--team", "south"), "manager, admin"),
    ("cho", ("config", "set", "company.name", "X"), "admin"),
    ("cho", ("lead", "export"), "manager, finance, admin"),
    ("fay", ("lead", "edit", NORTH, "--region", "East"), "manager, admin"),
    ("fay", ("lead", "add", "New"), "manager, admin"),
    ("fay", ("kb", "add", "Note", "--text", "x"), "manager, admin"),
    ("ray", ("lead", "add", "New"), "manager, admin"),
    ("ray", ("lead", "edit", NORTH, "--region", "East"), "manager, admin"),
    ("ray", ("log", NORTH, "call", "Talked"), "manager, admin"),
    ("ray", ("payment", "add", "1", "100"), "manager, finance, admin"),
    ("ray", ("customer", "add", "New Ltd"), "manager, admin"),
    ("ann", ("segment", "export", "everybody"), "manager, finance, admin"),
    ("ray", ("segment", "export", "of-ann"), "manager, finance, admin"),
    ("ray", ("segment", "save", "x", "leads_open>0"), "manager, admin"),
    ("lin", ("lead", "add", "New"), "no member"),
    ("lin", ("lead", "edit", NORTH, "--region", "East"), "no member"),
    ("lin", ("member", "add", "lin", "--role", "admin"), "no member"),
]


def ids(case: object) -> str:
    return " ".join(case) if isinstance(case, tuple) else str(case)


@pytest.mark.parametrize(("user", "command"), ALLOWED, ids=ids)
def test_allowed(team: Salesmap, user: str, command: tuple[str, ...]) -> None:
    team.ok(*command, SALESMAP_USER=user)


@pytest.mark.parametrize(("user", "command", "roles"), REFUSED, ids=ids)
def test_refused(team: Salesmap, user: str, command: tuple[str, ...], roles: str) -> None:
    changes = team.sql("SELECT max(id) FROM change")
    answer = team.run(*command, SALESMAP_USER=user)
    assert answer.code == 4, answer
    assert roles in answer.err.replace(".\n", "\n"), answer
    assert team.sql("SELECT max(id) FROM change") == changes
    assert not (team.home / "folder").exists()


def test_the_refusal_as_data(team: Salesmap) -> None:
    answer = team.run("lead", "edit", SOUTH, "--region", "E", "--format", "json", SALESMAP_USER="ann")  # fmt: skip
    assert '"code": "not_allowed"' in answer.err and '"roles": ["manager", "admin"]' in answer.err
    chinese = team.run("lead", "edit", SOUTH, "--region", "E", SALESMAP_USER="ann", SALESMAP_LANG="zh")  # fmt: skip
    assert "销售经理、管理员" in chinese.err


def test_a_deputy_has_the_rights_of_the_absent_one(team: Salesmap) -> None:
    assert team.run("lead", "edit", "2", "--region", "E", SALESMAP_USER="ann").code == 4
    team.ok("member", "away", "bo", "--until", "2026-11-24", "--deputy", "ann", SALESMAP_USER="bo")
    team.ok("lead", "edit", "2", "--region", "E", SALESMAP_USER="ann")
    late = {"SALESMAP_USER": "ann", "SALESMAP_NOW": "2026-11-25T09:00:00"}
    assert_refused(team.run("lead", "edit", "2", "--region", "W", **late), 4, "bo's")


def test_a_manager_reaches_whom_they_manage(team: Salesmap) -> None:
    assert team.run("lead", "edit", SOUTH, "--region", "E", SALESMAP_USER="cho").code == 4
    team.ok("member", "edit", "dan", "--manager", "bo", SALESMAP_USER="boss")
    team.ok("member", "edit", "bo", "--manager", "cho", SALESMAP_USER="boss")
    team.ok("lead", "edit", SOUTH, "--region", "E", SALESMAP_USER="cho")


def test_undoing_is_a_change_like_others(team: Salesmap) -> None:
    team.ok("lead", "edit", NORTH, "--region", "E", SALESMAP_USER="ann")
    ((number,),) = team.sql("SELECT max(id) FROM change")
    assert team.run("undo", str(number), SALESMAP_USER="dan").code == 4
    team.ok("undo", SALESMAP_USER="ann")
    team.ok("lead", "assign", NORTH, "bo", SALESMAP_USER="boss")
    assert team.run("undo", str(number + 2), SALESMAP_USER="ann").code == 4
    team.ok("undo", SALESMAP_USER="boss")


def test_imports_are_checked_as_a_whole(team: Salesmap) -> None:
    (team.home / "leads.csv").write_text("name,owner\nX,ann\nY,bo\n", encoding="utf-8")
    assert team.run("lead", "import", "leads.csv", SALESMAP_USER="ann").code == 4
    team.ok("lead", "import", "leads.csv", SALESMAP_USER="cho")


def test_rights_of_the_map(team: Salesmap) -> None:
    rules = """
[[right]]
role = "rep"
may = ["read", "add", "edit", "assign"]
on = "team"

[[right]]
role = "intern"
may = ["read", "add"]
on = "own"
"""
    boss = {"SALESMAP_USER": "boss"}
    team.ok("map", "export", "map.toml")
    path = team.home / "map.toml"
    path.write_text(path.read_text(encoding="utf-8") + rules, encoding="utf-8")
    team.ok("map", "check", "map.toml")
    assert "rights" in team.ok("map", "diff", "map.toml").out
    for user in ("ann", "cho", "fay"):
        refused = team.run("map", "apply", "map.toml", "--yes", SALESMAP_USER=user)
        assert refused.code == 4 and "Allowed for: admin" in refused.err
    team.ok("map", "apply", "map.toml", "--yes", **boss)
    team.ok("lead", "edit", "2", "--region", "E", SALESMAP_USER="ann")
    team.ok("lead", "assign", "2", "ann", SALESMAP_USER="ann")
    assert_refused(team.run("lead", "edit", SOUTH, "--region", "E", SALESMAP_USER="ann"), 4, "rep")
    assert team.run("lead", "edit", POOL, "--region", "E", SALESMAP_USER="ann").code == 4
    team.ok("member", "add", "ivy", "--role", "intern", **boss)
    team.ok("lead", "add", "New", SALESMAP_USER="ivy")
    assert team.run("lead", "edit", "5", "--region", "E", SALESMAP_USER="ivy").code == 4
    bad = (
        rules.replace('"assign"', '"own"') + '[[right]]\nrole = "x"\nmay = ["read"]\non = "some"\n'
    )
    path.write_text(path.read_text(encoding="utf-8") + bad, encoding="utf-8")
    answer = team.run("map", "check", "map.toml")
    assert answer.code == 2 and answer.out.count("right") >= 2


def test_the_first_admin_shuts_strangers_out_and_says_so(salesmap: Salesmap) -> None:
    answer = salesmap.ok("member", "add", "boss", "--role", "admin")
    assert "lin is none: boss can add you" in answer.err
    assert salesmap.run("lead", "add", "Harbor").code == 4
    salesmap.ok("member", "add", "lin", SALESMAP_USER="boss")
    salesmap.ok("lead", "add", "Harbor")


def test_who_approves_where_nobody_has_the_role(team: Salesmap) -> None:
    boss = {"SALESMAP_USER": "boss"}
    rule = '\n[[approval]]\nof = "quote"\nwhen = ["discount_rate>0.10"]\nrole = "presales"\n'
    team.ok("map", "export", "map.toml")
    path = team.home / "map.toml"
    path.write_text(path.read_text(encoding="utf-8") + rule, encoding="utf-8")
    team.ok("map", "apply", "map.toml", "--yes", **boss)
    team.ok("quote", "new", NORTH, "Setup", "--price", "500", SALESMAP_USER="ann")
    team.ok("quote", "discount", "1", "20%", SALESMAP_USER="ann")
    team.ok("quote", "ask", "1", "--why", "volume", SALESMAP_USER="ann")
    for user in ("ann", "bo", "ray"):
        refused = team.run("quote", "approve", "1", SALESMAP_USER=user)
        assert refused.code == 4 and "may not approve" in refused.err, user
    team.ok("quote", "approve", "1", SALESMAP_USER="fay")
    team.ok("undo", SALESMAP_USER="fay")
    team.ok("member", "edit", "bo", "--role", "presales", **boss)
    team.ok("quote", "approve", "1", SALESMAP_USER="bo")


def test_without_an_admin_whoever_sets_it_up_may_all(salesmap: Salesmap) -> None:
    salesmap.ok("member", "add", "ann", "--team", "north")
    salesmap.ok("lead", "add", "Harbor", "--owner", "ann")
    salesmap.ok("lead", "edit", "1", "--region", "E")
    assert salesmap.run("member", "add", "bo", SALESMAP_USER="ann").code == 4
    salesmap.ok("member", "add", "cho", "--role", "manager", "--team", "north")
    salesmap.ok("member", "add", "bo", SALESMAP_USER="cho")


def test_db_info_says_that_rights_are_courtesy(team: Salesmap, newcomer: Salesmap) -> None:
    answer = team.ok("db", "info")
    assert "courtesy" in answer.out and "whoever can open the file" in answer.err
    assert team.json("db", "info")["members"] == 7


def test_a_database_without_members_has_no_rights(salesmap: Salesmap) -> None:
    assert "courtesy" not in salesmap.ok("db", "info").out
    salesmap.ok("lead", "add", "Harbor", "--owner", "ann")
    salesmap.ok("lead", "edit", "1", "--region", "E", SALESMAP_USER="zoe")


def test_whoever_runs_cron_may_let_rules_act(team: Salesmap) -> None:
    """What the map decides alone is nobody's doing: an account of the machine is no member."""
    as_boss, as_cron = {"SALESMAP_USER": "boss"}, {"SALESMAP_USER": "root"}
    team.ok("map", "export", "map.toml")
    path = team.home / "map.toml"
    rules = '\n[[pool]]\nkey = "all"\ndays = 10\nassign = true\n[[assign]]\nkey = "any"\nto = ["ann", "bo"]\n'
    path.write_text(path.read_text(encoding="utf-8") + rules, encoding="utf-8")
    team.ok("map", "apply", "map.toml", "--yes", **as_boss)
    later = {"SALESMAP_NOW": "2027-02-01T09:00:00"}
    swept = team.json("pool", "sweep", **as_cron, **later)
    assert {row["owner"] for row in swept} >= {"bo", "dan"}
    given = team.json("assign", "run", **as_cron, **later)
    assert {row["owner"] for row in given} == {"ann", "bo"}
    assert_refused(team.run("lead", "edit", "2", "--region", "East", **as_cron), 4, "no member")
    assert_refused(team.run("pool", "claim", "2", **as_cron), 2)


def test_a_dry_run_is_refused_where_the_change_would_be(team: Salesmap) -> None:
    boss, ray = {"SALESMAP_USER": "boss"}, {"SALESMAP_USER": "ray"}
    team.ok("lead", "win", NORTH, "--force", "--note", "x", **boss)
    for option in ("--yes", "--dry-run"):
        refused = team.run("customer", "tier", "--apply", option, **ray)
        assert refused.code == 4 and "ray (reader) may not change this" in refused.err
    team.ok("customer", "tier", "--apply", "--dry-run", **boss)
    assert team.json("customer", "show", "1")["tier"] is None
    team.ok("customer", "tier", "--apply", "--yes", **boss)
    assert team.json("customer", "show", "1")["tier"] == "C"


def test_rules_on_time_say_what_they_could_not_do(team: Salesmap) -> None:
    """Whoever lets them act: cron's account is no member."""
    as_boss, as_cron = {"SALESMAP_USER": "boss"}, {"SALESMAP_USER": "root"}
    rule = '[[when]]\nkey = "x"\non = "time"\nthen = [{ tag = "t" }, { owner = "dan" }]\n'
    (team.home / "map.toml").write_text(f"{team.ok('map', 'export').out}\n{rule}", encoding="utf-8")
    team.ok("map", "apply", "map.toml", "--yes", **as_boss)
    team.ok("handover", "dan", "bo", **as_boss)
    team.ok("member", "leave", "dan", **as_boss)
    before = team.json("history", **as_boss)[0]["id"]
    dry = team.ok("map", "run", "--dry-run", **as_cron)
    assert dry.err.startswith("Rule x on 4 leads: nothing: ") and "dan" in dry.err
    assert team.json("history", **as_boss)[0]["id"] == before
    real = team.ok("map", "run", **as_cron)
    assert real.err == dry.err and "Rules acted 4 times" in real.out
    assert team.json("lead", "show", NORTH)["tags"] == ["t"]
