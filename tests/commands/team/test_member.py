"""Members of the team: who may own, team as filter and dimension, absences, leavers."""

import pytest

from tests.conftest import Answer, Salesmap, assert_refused, made_once


@made_once
def team(person: Salesmap) -> None:
    """Ann and bo in the north, dan in the south, cho manages the north; a lead for each."""
    person.ok("member", "add", "cho", "--role", "manager", "--team", "North")
    person.ok("member", "add", "Ann", "--team", "north", "--manager", "cho", "--capacity", "3")
    person.ok("member", "add", "bo", "--team", "NORTH", "--weight", "2", "--region", "East")
    person.ok("member", "add", "dan", "--team", "South")
    for name, owner in (("Harbor", "ann"), ("Atlas", "bo"), ("Pier", "dan")):
        person.ok("lead", "add", name, "--owner", owner, "--value", "1k", "--company", name,
                  "--next", "call", "--due", "today")  # fmt: skip


def names(answer: list[dict[str, object]]) -> list[object]:
    return [each["name"] for each in answer]


def test_a_solo_database_notices_nothing(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "Harbor", "--owner", "whoever")
    salesmap.ok("lead", "add", "Atlas")
    assert {each["owner"] for each in salesmap.json("lead", "list")} == {"whoever", "lin"}
    assert salesmap.json("member", "list") == []
    assert salesmap.sql("SELECT count(*) FROM owner_change") == [(0,)]
    assert "member" not in salesmap.ok("today").out


def test_list_show_edit(team: Salesmap) -> None:
    rows = team.json("member", "list")
    assert [(row["name"], row["role"], row["team"], row["manager"], row["capacity"], row["weight"],
             row["leads_open"], row["status"]) for row in rows] == [
        ("cho", "manager", "North", None, None, 1, 0, "active"),
        ("Ann", "rep", "North", "cho", 3, 1, 1, "active"),
        ("bo", "rep", "North", None, None, 2, 1, "active"),
        ("dan", "rep", "South", None, None, 1, 1, "active"),
    ]  # fmt: skip
    assert names(team.json("member", "list", "--team", "north", "--role", "rep")) == ["Ann", "bo"]
    assert "Known: North, South" in team.ok("member", "list", "--team", "west").err
    team.ok("member", "edit", "ANN", "--capacity", "", "--role", "finance", "--manager", "")
    one = team.json("member", "show", "ann")
    assert (one["capacity"], one["role"], one["manager"], one["absences"]) == (None, "finance", None, [])  # fmt: skip
    assert team.json("member", "show", "me", SALESMAP_USER="bo")["region"] == "East"
    team.ok("undo")
    assert team.json("member", "show", "ann")["manager"] == "cho"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("add", "ann"), 4, "member already"),
        (("add", "me"), 2, "cannot be called"),
        (("add", " "), 2, "cannot be called"),
        (("add", "team:x"), 2, "cannot be called"),
        (("add", "eve", "--role", "boss"), 2, "rep, manager, finance, admin, reader"),
        (("add", "eve", "--manager", "chi"), 3, "cho"),
        (("add", "eve", "--capacity", "-1"), 2, "0 or more"),
        (("add", "eve", "--weight", "0"), 2, "weight"),
        (("add", "eve", "--timezone", "Mars/One"), 2, "Mars/One"),
        (("add", "eve", "--email", "x"), 2, "email"),
        (("edit", "ann"), 2, "Nothing to change"),
        (("edit", "eve", "--team", "x"), 3, "not found"),
        (("edit", "cho", "--manager", "ann"), 2, "circle"),
        (("away", "ann", "--from", "2026-12-02", "--until", "2026-12-01"), 2, "before it begins"),
        (("away", "ann", "--until", "2026-11-27", "--deputy", "ANN"), 2, "own deputy"),
        (("away", "ann", "--until", "2026-11-27", "--deputy", "eve"), 3, "not found"),
        (("leave", "eve"), 3, "not found"),
    ],
)
def test_refused(team: Salesmap, arguments: tuple[str, ...], code: int, words: str) -> None:
    before = team.sql("SELECT * FROM member")
    assert_refused(team.run("member", *arguments), code, words)
    assert team.sql("SELECT * FROM member") == before


WRITES_AN_OWNER = (
    ("lead", "add", "New", "--owner", "eve"),
    ("lead", "edit", "1", "--owner", "eve"),
    ("lead", "edit", "1", "owner=eve"),
    ("lead", "edit", "--where", "owner=ann", "--owner", "eve", "--yes"),
    ("lead", "assign", "1", "eve"),
    ("followup", "add", "1", "call", "--due", "fri", "--owner", "eve"),
    ("quote", "new", "1", "Setup", "--price", "5", "--owner", "eve"),
    ("contract", "new", "1", "--amount", "5", "--owner", "eve"),
    ("ticket", "new", "Harbor", "leaks", "--owner", "eve"),
    ("rating", "edit", "1", "--owner", "eve"),
    ("target", "set", "5k", "--owner", "eve"),
    ("target", "split", "person", "--among", "eve=1,bo=1"),
    ("review", "add", "call them", "--owner", "eve"),
    ("segment", "lead", "all", "Offer", "--owner", "eve", "--yes", "--allow-duplicate"),
    ("segment", "followup", "all", "ask", "--due", "fri", "--owner", "eve", "--yes"),
)


@pytest.mark.parametrize("command", WRITES_AN_OWNER, ids=" ".join)
def test_an_unknown_owner_is_refused_at_every_door(
    team: Salesmap, command: tuple[str, ...]
) -> None:
    team.ok("segment", "save", "all", "leads_open>=0")
    team.ok("target", "set", "9k")
    team.ok("rating", "add", "Harbor", "5")
    changes = team.sql("SELECT max(id) FROM change")
    answer = team.run(*command)
    assert answer.code == 2 and "'eve' is no member of the team" in answer.err, answer
    assert team.sql("SELECT max(id) FROM change") == changes


def test_the_nearest_name_is_told(team: Salesmap) -> None:
    answer = team.run("lead", "add", "New", "--owner", "bob")
    assert "Did you mean bo?" in answer.err
    error = team.run("lead", "add", "New", "--owner", "bob", "--format", "json")
    assert '"unknown_owner"' in error.err


def test_an_owner_is_written_as_the_member_writes_it(team: Salesmap) -> None:
    team.ok("lead", "add", "New", "--owner", "ANN")
    assert team.json("lead", "show", "4")["owner"] == "Ann"
    team.ok("followup", "add", "4", "ask", "--due", "fri", "--owner", "ＢＯ")
    assert team.sql("SELECT owner FROM followup WHERE what = 'ask'") == [("bo",)]


def test_imports_reject_rows_of_strangers(team: Salesmap) -> None:
    rows = "name,owner,status\nGood,BO,open\nBad,eve,open\nNobody's,,open\n"
    (team.home / "leads.csv").write_text(rows, encoding="utf-8")
    report = team.json("lead", "import", "leads.csv", "--rejects", "rejects.csv")
    assert (report["added"], report["rejected"]) == (2, 1)
    assert "eve" in (team.home / "rejects.csv").read_text(encoding="utf-8")
    assert [each["owner"] for each in team.json("lead", "list", "name=Good")] == ["bo"]
    assert [each["owner"] for each in team.json("lead", "list", "owner=")] == [None]


def test_what_was_before_there_were_members_stays(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "Old", "--owner", "cara", "--company", "Old Ltd")
    salesmap.ok("member", "add", "ann")
    salesmap.ok("lead", "edit", "1", "--region", "East")
    salesmap.ok("followup", "add", "1", "call", "--due", "fri")
    salesmap.ok("quote", "new", "1", "Setup", "--price", "5")
    assert salesmap.json("lead", "show", "1")["owner"] == "cara"
    assert_refused(salesmap.run("lead", "add", "New", "--owner", "cara"), 2, "no member")
    salesmap.ok("lead", "edit", "1", "--owner", "ann")
    salesmap.ok("undo")
    assert salesmap.json("lead", "show", "1")["owner"] == "cara", "undo brings back what was"


def test_team_is_a_filter_everywhere(team: Salesmap) -> None:
    assert names(team.json("lead", "list", "--team", "NORTH")) == ["Atlas", "Harbor"]
    assert names(team.json("lead", "list", "team=north", "--owner", "ann")) == ["Harbor"]
    assert names(team.json("lead", "list", "--team", "north", "--owner", "dan")) == []
    assert names(team.json("lead", "list", "team!=north")) == ["Pier"]
    assert len(team.json("lead", "list", "--team", "north", "--team", "south")) == 3
    unknown = team.ok("lead", "list", "--team", "west")
    assert "Known: North, South" in unknown.err
    assert [each["owner"] for each in team.json("due", "--team", "south")] == ["dan"]
    assert team.json("due", "--team", "south", "--owner", "ann") == []
    assert next(each["now"] for each in team.json("funnel", "--team", "south")) == 1
    team.ok("contract", "new", "1", "--amount", "5")
    assert len(team.json("contract", "list", "--team", "north")) == 1
    assert team.json("contract", "list", "--team", "south") == []
    team.ok("quote", "new", "3", "Setup", "--price", "5")
    assert len(team.json("quote", "list", "--team", "south")) == 1
    assert team.json("quote", "list", "--team", "north") == []
    assert len(team.json("followup", "list", "--team", "north")) == 2


def test_team_is_a_dimension(team: Salesmap) -> None:
    for number in "123":
        team.ok("lead", "win", number, "--force", "--note", "x")
    rows = team.json("report", "winrate", "--by", "team")
    assert [(row["team"], row["won"]) for row in rows] == [("North", 2), ("South", 1)]
    both = team.json("report", "winrate", "--by", "team,owner")
    assert [(row["team"], row["owner"]) for row in both] == [
        ("North", "Ann"), ("North", "bo"), ("South", "dan"),
    ]  # fmt: skip


def test_a_deputy_sees_what_is_the_absent_ones(team: Salesmap) -> None:
    def seen(user: str, day: str) -> list[list[object]]:
        at = {"SALESMAP_USER": user, "SALESMAP_NOW": f"{day}T09:00:00"}
        return [
            sorted({str(row["owner"]) for row in team.json(*command, **at)})
            for command in (("due", "--mine"), ("lead", "list", "--mine"), ("lead", "list", "--owner", "me"))
        ]  # fmt: skip

    team.ok(
        "member", "away", "ann", "--from", "2026-12-01", "--until", "2026-12-05", "--deputy", "bo"
    )
    assert seen("bo", "2026-11-30") == [["bo"]] * 3
    assert seen("bo", "2026-12-01") == [["Ann", "bo"]] * 3, "the first day belongs to it"
    assert seen("bo", "2026-12-05") == [["Ann", "bo"]] * 3, "and the last"
    assert seen("bo", "2026-12-06") == [["bo"]] * 3, "it ends by itself"
    assert seen("dan", "2026-12-03") == [["dan"]] * 3
    assert {each["owner"] for each in team.json("lead", "list")} == {"Ann", "bo", "dan"}
    team.ok(
        "member", "away", "dan", "--from", "2026-12-03", "--until", "2026-12-03", "--deputy", "bo"
    )
    assert seen("bo", "2026-12-03") == [["Ann", "bo", "dan"]] * 3


def test_absences(team: Salesmap) -> None:
    team.ok("member", "away", "ann", "--until", "fri", "--deputy", "bo")
    row = team.json("member", "show", "ann")
    assert (row["status"], row["away_until"], row["deputy"]) == ("away", "2026-11-27", "bo")
    assert_refused(team.run("member", "away", "ann", "--from", "2026-11-27", "--until", "2026-12-20"), 4, "away already")  # fmt: skip
    both = team.ok("member", "away", "bo", "--until", "wed", "--deputy", "ann")
    assert "Ann is away in that time, too" in both.err
    team.ok("member", "away", "ann", "--from", "2026-12-20", "--until", "2026-12-24")
    back = team.ok("member", "back", "ann", SALESMAP_NOW="2026-11-25T09:00:00")
    assert "is back" in back.out and "2026-12-20" in back.err
    assert team.json("member", "show", "ann")["absences"] == [
        {"since": "2026-11-23", "until": "2026-11-24", "deputy": "bo"}
    ]
    assert "was not away" in team.ok("member", "back", "dan").out


def test_leaving(team: Salesmap) -> None:
    refused = team.run("member", "leave", "ann")
    assert_refused(refused, 4, "leads 1", "follow-ups 1", "salesmap handover Ann NAME")
    team.ok("lead", "lose", "1", "--reason", "price")
    gone = team.ok("member", "leave", "ann")
    assert gone.out == "Ann left the team on 2026-11-23.\n"
    assert names(team.json("member", "list")) == ["cho", "bo", "dan"]
    assert [each["status"] for each in team.json("member", "list", "--all")][1] == "former"
    assert_refused(team.run("lead", "add", "New", "--owner", "ann"), 2, "left the team")
    assert_refused(team.run("lead", "edit", "2", "--owner", "ann"), 2, "left the team")
    assert_refused(team.run("member", "leave", "ann"), 4, "left the team")
    assert names(team.json("member", "list", "--all", "--role", "rep")) == ["Ann", "bo", "dan"]
    assert "Still the manager" not in gone.err
    assert team.json("lead", "show", "1")["owner"] == "Ann", "what was stays"
    team.ok("member", "add", "Ann", "--team", "South")
    assert team.json("member", "show", "ann")["status"] == "active"
    team.ok("lead", "edit", "2", "--owner", "ann")


def test_a_manager_who_leaves_is_told_of(team: Salesmap) -> None:
    assert "Still the manager of Ann" in team.ok("member", "leave", "cho").err


def test_rules_of_the_map_give_leads_to_members_only(team: Salesmap) -> None:
    answer: Answer = team.ok("map", "export", "map.toml")
    path = team.home / "map.toml"
    rule = '\n[[when]]\nkey = "big"\non = "lost"\nthen = [{ owner = "eve" }]\n'
    path.write_text(path.read_text(encoding="utf-8") + rule, encoding="utf-8")
    team.ok("map", "apply", "map.toml", "--yes")
    answer = team.ok("lead", "lose", "2", "--reason", "price")
    assert "no member" in answer.err
    assert team.json("lead", "show", "2")["owner"] == "bo"


def test_targets_of_a_team(team: Salesmap) -> None:
    team.ok("target", "set", "10k", "--team", "NORTH")
    team.ok("target", "set", "4k", "--team", "south")
    team.ok("target", "set", "9k")
    team.ok("target", "set", "3k", "--owner", "bo")
    for number in "123":
        team.ok("lead", "win", number, "--force", "--note", "x", "--value", f"{number}k")
    rows = team.json("target", "show")
    assert [(row["owner"], row["team"], row["target"], row["actual"]) for row in rows] == [
        (None, None, 9000, 6000), (None, "North", 10000, 3000), (None, "South", 4000, 3000),
        ("bo", None, 3000, 2000),
    ]  # fmt: skip
    north = team.json("target", "show", "--team", "north")
    assert [(row["owner"], row["team"]) for row in north] == [(None, "North"), ("bo", None)]
    assert "Known: North, South" in team.ok("target", "show", "--team", "west").err
    assert_refused(team.run("target", "set", "1k", "--team", "west"), 2, "North, South")
    assert_refused(
        team.run("target", "set", "1k", "--team", "north", "--owner", "bo"), 2, "--owner"
    )
    team.ok("target", "set", "8k", "--team", "north")
    assert len(team.json("target", "show")) == 4, "it was changed, not doubled"
    explained = team.json("target", "show", "--team", "south", "--explain")
    assert explained[0]["lead_ids"] == [3]
    team.ok("target", "split", "person", "--team", "north")
    parts = {row["owner"]: row["target"] for row in team.json("target", "show") if row["owner"]}
    assert sum(parts.values()) == 8000 and set(parts) == {"cho", "Ann", "bo"}
    team.ok("target", "drop", "--team", "south")
    assert [row["team"] for row in team.json("target", "show", "--team", "south")] == []
    assert "south" not in team.ok("board", "--team", "north").out.casefold()


def test_members_hold_the_roles_that_approve(team: Salesmap) -> None:
    team.ok("map", "export", "map.toml")
    path = team.home / "map.toml"
    rule = '\n[[approval]]\nof = "quote"\nwhen = ["discount_rate>0.10"]\nrole = "manager"\n'
    path.write_text(path.read_text(encoding="utf-8") + rule, encoding="utf-8")
    team.ok("map", "apply", "map.toml", "--yes")
    team.ok("quote", "new", "1", "Setup", "--price", "500", SALESMAP_USER="ann")
    team.ok("quote", "discount", "1", "20%", SALESMAP_USER="ann")
    team.ok("quote", "ask", "1", "--why", "volume", SALESMAP_USER="ann")
    assert_refused(team.run("quote", "approve", "1", SALESMAP_USER="bo"), 4, "Only cho")
    assert_refused(team.run("quote", "approve", "1", SALESMAP_USER="ann"), 4, "cho")
    mine = team.json("due", "--mine", SALESMAP_USER="cho")
    assert [row["kind"] for row in mine if row["kind"] == "approval"] == ["approval"]
    assert "approval" not in [row["kind"] for row in team.json("due", "--mine", SALESMAP_USER="bo")]
    team.ok("member", "away", "cho", "--until", "2026-11-25", "--deputy", "bo")
    assert "approval" in [row["kind"] for row in team.json("due", "--mine", SALESMAP_USER="bo")]
    late = {"SALESMAP_USER": "bo", "SALESMAP_NOW": "2026-11-26T09:00:00"}
    assert_refused(team.run("quote", "approve", "1", **late), 4, "Only cho")
    team.ok("quote", "approve", "1", SALESMAP_USER="bo")
    assert team.json("quote", "show", "1")["state"] == "approved"


def test_a_deputy_does_not_approve_what_they_asked_for(team: Salesmap) -> None:
    team.ok("map", "export", "map.toml")
    path = team.home / "map.toml"
    rule = '\n[[approval]]\nof = "quote"\nwhen = ["discount_rate>0.10"]\nrole = "manager"\n'
    path.write_text(path.read_text(encoding="utf-8") + rule, encoding="utf-8")
    team.ok("map", "apply", "map.toml", "--yes")
    team.ok("member", "away", "cho", "--until", "2026-11-25", "--deputy", "bo")
    for lead, user in (("2", "bo"), ("3", "cho")):
        team.ok("lead", "edit", lead, "--owner", user)
        team.ok("quote", "new", lead, "Setup", "--price", "500", SALESMAP_USER=user)
        team.ok("quote", "discount", f"lead:{lead}", "20%", SALESMAP_USER=user)
        team.ok("quote", "ask", f"lead:{lead}", "--why", "volume", SALESMAP_USER=user)
        assert_refused(team.run("quote", "approve", f"lead:{lead}", SALESMAP_USER="bo"), 4, "their own")  # fmt: skip


def test_the_demo_of_a_team(newcomer: Salesmap) -> None:
    for lang in ("en", "zh"):
        answer = newcomer.ok("demo", "--team", SALESMAP_LANG=lang)
        assert answer.err == "" or "is " in answer.err or "，" in answer.err or "是" in answer.err
        assert "salesmap member list" in answer.out and "--deputy" in answer.out


def test_a_role_is_called_the_same_wherever_it_is_shown(salesmap: Salesmap) -> None:
    """By the map's label, which can be typed; the role without one by the usual word."""
    in_chinese = {"SALESMAP_LANG": "zh"}
    salesmap.ok("member", "add", "lin", "--role", "销售经理", **in_chinese)
    salesmap.ok("member", "add", "ann", "--role", "售前工程师")
    listed = salesmap.ok("member", "list", "-f", "table", **in_chinese).out
    assert "销售经理" in listed and "售前工程师" in listed
    refused = salesmap.run("member", "add", "bo", "--role", "头儿", **in_chinese)
    assert_refused(refused, 2, "销售经理")
    assert "sales" not in refused.err and "主管" not in refused.err
    salesmap.ok("lead", "add", "A", "--owner", "lin")
    refused = salesmap.run("lead", "edit", "1", "--region", "E", SALESMAP_USER="ann", **in_chinese)
    assert_refused(refused, 4, "ann（角色：售前工程师）")
