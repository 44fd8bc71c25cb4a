"""The day: one's own, a team's, everybody's; for people and for programs."""

from tests.conftest import Salesmap, made_once


@made_once
def team(person: Salesmap) -> None:
    """Ann in the north and dan in the south, each with a call due today and a win of this month."""
    for name, of in (("lin", "office"), ("ann", "north"), ("dan", "south")):
        person.ok("member", "add", name, "--team", of, "--role", "admin")
    for owner in ("ann", "dan"):
        person.ok("lead", "add", f"Lead of {owner}", "--owner", owner, "--next", "call", "--due", "today")  # fmt: skip
        person.ok("lead", "add", f"Won by {owner}", "--owner", owner, "--value", "10k", "--company", owner)  # fmt: skip
    person.ok("lead", "win", "2")
    person.ok("lead", "win", "4", "--value", "30k")


def day(
    person: Salesmap, *arguments: str, **environment: str
) -> dict[str, list[dict[str, object]]]:
    found: dict[str, list[dict[str, object]]] = person.json("today", *arguments, **environment)
    return found


def test_the_day_of_a_team(team: Salesmap) -> None:
    found = day(team, "--team", "north")
    assert [row["lead"] for row in found["due"]] == ["Lead of ann"]
    assert [(row["won"], row["value"]) for row in found["won"]] == [(1, 10000)]
    assert found["inactive"] == []
    found = day(team, "--team", "north", "--team", "south")
    assert [row["owner"] for row in found["due"]] == ["ann", "dan"]
    assert [(row["won"], row["value"]) for row in found["won"]] == [(2, 40000)]
    answer = team.ok("today", "--team", "nrth")
    assert "No team 'nrth'. Known: " in answer.err and "Lead of" not in answer.out


def test_one_s_own_day_unless_all_is_asked_for(team: Salesmap) -> None:
    as_ann = {"SALESMAP_USER": "ann"}
    assert [row["owner"] for row in day(team, **as_ann)["due"]] == ["ann"]
    assert "Only ann's" in team.ok("today", **as_ann).err
    assert [row["owner"] for row in day(team, "--all", **as_ann)["due"]] == ["ann", "dan"]
    assert "Only ann's" not in team.ok("today", "--all", **as_ann).err
    assert [row["owner"] for row in day(team)["due"]] == ["ann", "dan"], "lin owns nothing"
    assert [row["owner"] for row in day(team, "--owner", "dan", **as_ann)["due"]] == ["dan"]


def test_each_format_holds_the_same(team: Salesmap) -> None:
    plain = team.ok("today", "--format", "plain", "--owner", "ann").out.splitlines()
    assert plain[:1] == ["Follow-ups due"] and "Won this month" in plain
    assert team.ok("today", "--owner", "ann").out.splitlines() == plain
    assert team.run("today", "--format", "csv").code == 2
