"""Assignment by the rules of the map: at every door, explained, undone as one."""

import pytest

from tests.conftest import Salesmap, assert_refused, made_once

RULES = """
[[assign]]
key = "web"
label = { en = "Web leads", zh = "网站线索" }
when = ["source=web"]
to = ["ann", "bo", "cho"]
method = "weighted"

[[assign]]
key = "rest"
when = ["source!=mine"]
to = ["team:south", "gone"]
"""


def give_rules(person: Salesmap, rules: str) -> None:
    """Put rules at the end of the map."""
    person.ok("map", "export", "map.toml", "--overwrite")
    path = person.home / "map.toml"
    path.write_text(path.read_text(encoding="utf-8") + rules, encoding="utf-8")
    person.ok("map", "check", "map.toml")
    person.ok("map", "apply", "map.toml", "--yes")


@made_once
def team(person: Salesmap) -> None:
    """Ann with five times the weight, bo, cho; dan in the south takes two leads; eve left."""
    give_rules(person, RULES)
    person.ok("member", "add", "ann", "--weight", "5")
    person.ok("member", "add", "bo")
    person.ok("member", "add", "cho")
    person.ok("member", "add", "dan", "--team", "south", "--capacity", "2")
    person.ok("member", "add", "eve", "--team", "south")
    person.ok("member", "leave", "eve")


def owners(person: Salesmap) -> list[str | None]:
    return [row["owner"] for row in person.json("lead", "list", "--sort", "id")]


def write_leads(person: Salesmap, *sources: str) -> None:
    rows = "".join(f"L{number},{source}\n" for number, source in enumerate(sources))
    (person.home / "leads.csv").write_text(f"name,source\n{rows}", encoding="utf-8")


def test_each_new_lead_goes_through_the_rules(team: Salesmap) -> None:
    for number in range(7):
        answer = team.ok("lead", "add", f"L{number}", "--source", "web", "--next", "call", "--due", "fri")  # fmt: skip
        assert "by rule web" in answer.err
    assert owners(team) == ["ann", "bo", "cho", "ann", "ann", "ann", "ann"]
    write_leads(team, *["web"] * 7)
    team.ok("lead", "import", "leads.csv")
    assert owners(team)[7:] == ["bo", "cho", "ann", "ann", "ann", "ann", "ann"], "it goes on"
    steps = {row["lead_id"]: row["owner"] for row in team.json("followup", "list")}
    assert steps == dict(enumerate(owners(team)[:7], 1)), "what is next is the owner's"
    team.ok("undo")
    assert len(owners(team)) == 7
    team.ok("lead", "add", "Again", "--source", "web")
    assert owners(team)[-1] == "bo", "what was undone does not count"


def test_thirty_one_leads_for_three(team: Salesmap) -> None:
    team.ok("member", "edit", "ann", "--weight", "1")
    write_leads(team, *["web"] * 31)
    answer = team.ok("lead", "import", "leads.csv")
    assert "ann 11, bo 10, cho 10" in answer.err and "No column names an owner" not in answer.err
    team.ok("lead", "add", "Next", "--source", "web")
    assert owners(team)[-1] == "bo", "the next batch begins with the second"


def test_an_owner_that_is_given_stays(team: Salesmap) -> None:
    team.ok("lead", "add", "Given", "--source", "web", "--owner", "cho")
    team.ok("lead", "add", "Free", "--source", "web")
    assert owners(team) == ["cho", "ann"]
    (team.home / "leads.csv").write_text("name,source,owner\nX,web,bo\nY,web,\n", encoding="utf-8")
    team.ok("lead", "import", "leads.csv")
    assert owners(team)[2:] == ["bo", "bo"], "the one without goes on after ann"


def test_absent_full_and_left(team: Salesmap) -> None:
    team.ok("member", "away", "ann", "--until", "2026-11-25", "--deputy", "bo")
    for _number in range(2):
        team.ok("lead", "add", "W", "--source", "web", "--allow-duplicate")
    assert owners(team) == ["bo", "cho"]
    for _number in range(3):
        team.ok("lead", "add", "S", "--source", "fair", "--allow-duplicate")
    assert owners(team)[2:4] == ["dan", "dan"]
    rows = {row["person"]: row["state"] for row in team.json("assign", "explain", "5")}
    assert rows == {
        "ann": "away",
        "bo": "eligible",
        "cho": "eligible",
        "dan": "full",
        "eve": "former",
    }
    later = {"SALESMAP_NOW": "2026-11-26T09:00:00"}
    team.ok("lead", "add", "Back", "--source", "web", **later)
    assert owners(team)[-1] == "ann"


def test_who_adds_a_lead_that_no_rule_takes_owns_it(team: Salesmap) -> None:
    team.ok("lead", "add", "Mine", "--source", "mine", "--next", "call", "--due", "fri", SALESMAP_USER="cho")  # fmt: skip
    assert owners(team) == ["cho"]
    assert team.json("followup", "list")[0]["owner"] == "cho"
    write_leads(team, "mine")
    team.ok("lead", "import", "leads.csv", SALESMAP_USER="cho")
    assert owners(team)[1] is None, "a file's leads are nobody's"


def test_run_assigns_what_nobody_ever_owned(team: Salesmap) -> None:
    write_leads(team, "fair", "fair", "fair", "mine")
    answer = team.ok("lead", "import", "leads.csv")
    assert "1 lead has no owner: nobody" in answer.err and owners(team)[:3] == ["dan", "dan", None]
    dry = team.json("assign", "run", "--dry-run")
    assert dry == [{"lead_id": 3, "lead": "L2", "rule": "rest", "owner": None}]
    team.ok("member", "edit", "dan", "--capacity", "5")
    before = team.sql("SELECT count(*) FROM change")
    assert team.json("assign", "run", "--dry-run")[0]["owner"] == "dan"
    assert owners(team)[2] is None and team.sql("SELECT count(*) FROM change") == before
    assert team.json("assign", "run") == [{"lead_id": 3, "lead": "L2", "rule": "rest", "owner": "dan"}]  # fmt: skip
    assert owners(team) == ["dan", "dan", "dan", None]
    assert team.json("assign", "run") == [], "twice gives nothing new"
    assert "Assigned to dan on 2026-11-23 by rule rest" in team.ok("assign", "explain", "3").err
    team.ok("undo")
    assert owners(team)[2] is None
    team.ok("redo")
    team.ok("lead", "edit", "3", "--owner", "")
    assert team.json("assign", "run") == [], "it was somebody's before"


def test_explain(team: Salesmap) -> None:
    team.ok("lead", "add", "L", "--source", "web")
    rows = team.json("assign", "explain", "1")
    web = [row for row in rows if row["rule"] == "web"]
    assert [(row["person"], row["assigned"], row["weight"], row["matches"], row["is_next"]) for row in web] == [
        ("ann", 1, 5, True, False), ("bo", 0, 1, True, True), ("cho", 0, 1, True, False),
    ]  # fmt: skip
    assert {row["matches"] for row in rows if row["rule"] == "rest"} == {False}, (
        "the first one wins"
    )


def test_assign_by_hand(team: Salesmap) -> None:
    team.ok("lead", "add", "L", "--source", "web")
    team.ok("lead", "assign", "1", "BO")
    assert owners(team) == ["bo"]
    assert "from ann to bo" in team.ok("assign", "explain", "1").err
    assert_refused(team.run("lead", "assign", "1", "bob"), 2, "Did you mean bo?")


def test_without_members_or_rules(salesmap: Salesmap) -> None:
    assert "No lead waits" in salesmap.ok("assign", "run").out
    salesmap.ok("lead", "add", "L")
    assert salesmap.json("assign", "explain", "1") == []
    give_rules(salesmap, RULES)
    salesmap.ok("lead", "add", "M", "--source", "web")
    assert owners(salesmap) == ["lin", "lin"], "without members no rule acts"


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("to = []", "at least one"),
        ("method = 'weighted'", "to is missing"),
        ("to = ['ann']\nmethod = 'random'", "round robin"),
        ("to = ['me']", "names of members"),
        ("to = ['team:']", "names of members"),
        ("to = ['ann']\nwhen = ['colour=red']", "colour"),
        ("to = ['ann']\nwhom = 'x'", "whom"),
        ("key = 'a'\nto = ['ann']\n[[assign]]\nkey = 'a'\nto = ['bo']", "twice"),
    ],
)
def test_map_check(salesmap: Salesmap, rule: str, words: str) -> None:
    salesmap.ok("map", "export", "map.toml")
    path = salesmap.home / "map.toml"
    path.write_text(path.read_text(encoding="utf-8") + f"\n[[assign]]\n{rule}\n", encoding="utf-8")
    answer = salesmap.run("map", "check", "map.toml")
    assert answer.code == 2 and words in answer.out + answer.err, answer


def test_shipped_maps_have_no_rules_for_teams(salesmap: Salesmap) -> None:
    from salesmap.domain.map.loader import parse_map, read_source, template_names

    for name in template_names():
        sales_map = parse_map(read_source(name))
        assert sales_map.assigns == sales_map.pools == sales_map.rights == ()
