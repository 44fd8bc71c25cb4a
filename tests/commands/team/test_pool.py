"""The pool: recycling, notice, claims and their limits, also under race; who had a lead when."""

import subprocess
from datetime import date, timedelta

import pytest

from tests.conftest import Salesmap, assert_refused, made_once

RULES = """
[[pool]]
key = "big"
when = ["value>100k"]
days = 30
cooldown = 1
per_day = 1

[[pool]]
key = "public"
label = { en = "Public pool", zh = "公共公海" }
days = 10
extend = 3
most = 20
notice = 2
per_day = 3
capacity = 6
cooldown = 7
"""


def on(day: str, user: str = "lin") -> dict[str, str]:
    """The circumstances of a user on a day."""
    return {"SALESMAP_NOW": f"2026-{day}T09:00:00", "SALESMAP_USER": user}


@made_once
def team(person: Salesmap) -> None:
    """Ann and bo; eight leads in the pool, one of them in another pool."""
    person.ok("map", "export", "map.toml")
    path = person.home / "map.toml"
    path.write_text(path.read_text(encoding="utf-8") + RULES, encoding="utf-8")
    person.ok("map", "check", "map.toml")
    person.ok("map", "apply", "map.toml", "--yes", **on("03-01"))
    for name in ("ann", "bo"):
        person.ok("member", "add", name, **on("03-01"))
    for number in range(1, 8):
        person.ok("lead", "add", f"L{number}", "--company", f"C{number}", **on("03-01"))
    person.ok("lead", "add", "Big", "--company", "Big Ltd", "--value", "200k", **on("03-01"))


def owner(person: Salesmap, lead: int) -> str | None:
    return str(found) if (found := person.json("lead", "show", str(lead))["owner"]) else None


def pool(person: Salesmap) -> list[int]:
    return [row["id"] for row in person.json("pool", "list")]


def test_the_list(team: Salesmap) -> None:
    rows = team.json("pool", "list")
    assert [(row["id"], row["pool"]) for row in rows] == [(n, "public") for n in range(1, 8)] + [(8, "big")]  # fmt: skip
    assert [row["id"] for row in team.json("pool", "list", "--pool", "big")] == [8]
    assert_refused(team.run("pool", "list", "--pool", "nix"), 3, "big, public")


def test_recycling_to_the_day(team: Salesmap) -> None:
    team.ok("pool", "claim", "1", **on("03-25", "ann"))

    def falls(day: str) -> list[int]:
        return [row["lead_id"] for row in team.json("pool", "sweep", "--dry-run", **on(day))]

    assert (falls("04-04"), falls("04-05")) == ([], [1]), "the day itself is the owner's"
    team.ok("log", "1", "call", "x", **on("03-28", "ann"))
    assert (falls("04-04"), falls("04-05")) == ([], [1])
    team.ok("log", "1", "call", "x", **on("04-02", "ann"))
    assert (falls("04-05"), falls("04-06")) == ([], [1])
    team.ok("log", "1", "call", "x", **on("04-05", "ann"))
    assert (falls("04-08"), falls("04-09")) == ([], [1])
    for day in ("04-08", "04-11", "04-13"):
        team.ok("log", "1", "call", "x", **on(day, "ann"))
    assert (falls("04-14"), falls("04-15")) == ([], [1]), "never after that"


def test_notes_do_not_keep_a_lead_but_follow_ups_done_do(team: Salesmap) -> None:
    team.ok("pool", "claim", "1", "2", **on("03-25", "ann"))
    team.ok("log", "1", "note", "x", **on("04-03", "ann"))
    team.ok("followup", "add", "2", "call", "--due", "2026-04-03", **on("04-01", "ann"))
    team.ok("followup", "done", "1", **on("04-03", "ann"))
    assert [row["lead_id"] for row in team.json("pool", "sweep", **on("04-05"))] == [1]


def test_the_notice_in_due(team: Salesmap) -> None:
    team.ok("pool", "claim", "1", **on("03-25", "ann"))

    def warned(day: str, user: str = "ann") -> list[tuple[str, int, str]]:
        rows = team.json("due", "--mine", **on(day, user))
        return [
            (row["kind"], row["lead_id"], row["due_on"]) for row in rows if row["kind"] == "claim"
        ]

    assert warned("04-01") == []
    assert warned("04-02") == warned("04-04") == [("claim", 1, "2026-04-04")]
    assert warned("04-02", "bo") == []
    assert len([row for row in team.json("due", "--days", "3", **on("03-30")) if row["kind"] == "claim"]) == 1  # fmt: skip
    team.ok("log", "1", "call", "x", **on("04-03", "ann"))
    assert warned("04-03") == [] and warned("04-04") == [("claim", 1, "2026-04-06")]
    row = next(row for row in team.json("due", **on("04-05")) if row["kind"] == "claim")
    assert row["settle"].startswith("salesmap log 1 ") and "2026-04-06" in row["what"]


def test_sweep_is_one_change_and_keeps_who_had_it(team: Salesmap) -> None:
    team.ok("pool", "claim", "1", "2", **on("03-25", "ann"))
    team.ok("followup", "add", "1", "call", "--due", "2026-04-09", **on("03-25", "ann"))
    dry = team.json("pool", "sweep", "--dry-run", **on("04-06"))
    assert [(row["lead_id"], row["pool"], row["owner"], row["since"], row["until"]) for row in dry] == [
        (1, "public", "ann", "2026-03-25", "2026-04-04"), (2, "public", "ann", "2026-03-25", "2026-04-04"),
    ]  # fmt: skip
    assert owner(team, 1) == "ann"
    assert "2 leads fell into the pool" in team.ok("pool", "sweep", **on("04-06")).out
    assert pool(team)[-2:] == [1, 2] and owner(team, 1) is None
    assert team.sql("SELECT owner FROM followup") == [(None,)], "what was promised goes with it"
    row = team.json("pool", "list")[-1]
    assert (row["last_owner"], row["since"], row["how"]) == ("ann", "2026-04-06", "swept")
    hands = team.json("pool", "history", "1")
    assert [(row["kind"], row["owner_before"], row["owner_after"], row["rule"]) for row in hands] == [
        ("swept", "ann", None, "public"), ("claimed", None, "ann", "public"),
    ]  # fmt: skip
    assert "No lead falls" in team.ok("pool", "sweep", **on("04-06")).out
    team.ok("undo", **on("04-06"))
    assert owner(team, 1) == "ann" and team.sql("SELECT owner FROM followup") == [("ann",)]
    team.ok("redo", **on("04-06"))
    team.ok("pool", "claim", "1", **on("04-07", "bo"))
    assert team.sql("SELECT owner FROM followup") == [("bo",)], "and comes to who claims it"


def test_who_loses_a_lead_to_the_pool_is_told(team: Salesmap) -> None:
    """By a sweep, or by whoever returns it; not of what one does oneself, nor by an undo."""

    def told(user: str) -> list[tuple[str, int | None, str]]:
        rows = team.json("inbox", **on("04-08", user))
        return [(row["kind"], row["lead_id"], row["text"]) for row in rows]

    for day, user, leads in (("03-25", "ann", "123"), ("03-26", "ann", "4"), ("03-26", "bo", "5")):
        team.ok("pool", "claim", *leads, **on(day, user))
    team.ok("pool", "sweep", "--dry-run", **on("04-08"))
    assert told("ann") == []
    team.ok("pool", "sweep", **on("04-08"))
    assert told("ann") == [("pool", None, "4 leads of yours are in the pool now.")]
    assert told("bo") == [("pool", 5, "This lead is in the pool now.")]
    chinese = team.json("inbox", **on("04-08", "bo"), SALESMAP_LANG="zh")[0]["text"]
    assert chinese == "此线索现已进入公海。"
    team.ok("undo", **on("04-08"))
    assert told("ann") == told("bo") == []
    team.ok("pool", "return", "5", "--why", "mine no more", **on("04-08", "bo"))
    team.ok("lead", "edit", "4", "--owner", "", **on("04-08"))
    assert told("bo") == [] and told("ann") == [("pool", 4, "This lead is in the pool now.")]


def test_a_signed_contract_or_an_open_quote_stays(team: Salesmap) -> None:
    team.ok("pool", "claim", "1", "2", "3", **on("03-25", "ann"))
    team.ok("quote", "new", "1", "Setup", "--price", "5", "--send", "--valid", "2026-04-30", **on("03-25", "ann"))  # fmt: skip
    team.ok("quote", "new", "2", "Setup", "--price", "5", **on("03-25", "ann"))
    team.ok("contract", "new", "3", "--amount", "5", "--sign", **on("03-25", "ann"))
    team.ok("lead", "reopen", "3", **on("03-25", "ann"))
    assert [row["lead_id"] for row in team.json("pool", "sweep", "--dry-run", **on("04-20"))] == [2]
    assert_refused(team.run("pool", "return", "1", "--why", "x", **on("04-20", "ann")), 4, "it stays")  # fmt: skip
    warned = [row for row in team.json("due", **on("04-10")) if row["kind"] == "claim"]
    assert [row["lead_id"] for row in warned] == [2]
    late = [row["lead_id"] for row in team.json("pool", "sweep", "--dry-run", **on("05-01"))]
    assert late == [1, 2], "the quote holds no more"
    team.ok("quote", "decline", "lead:1", "--reason", "price", **on("04-20", "ann"))
    assert [row["lead_id"] for row in team.json("pool", "sweep", "--dry-run", **on("04-21"))] == [1, 2]  # fmt: skip


def test_the_daily_limit_counts_claims_of_the_day(team: Salesmap) -> None:
    team.ok("pool", "claim", "1", "2", **on("03-25", "ann"))
    team.ok("pool", "return", "1", "--why", "not mine", **on("03-25", "ann"))
    assert_refused(team.run("pool", "claim", "3", "4", **on("03-25", "ann")), 4, "3 leads a day", "claimed 2")  # fmt: skip
    team.ok("pool", "claim", "3", **on("03-25", "ann"))
    refused = team.run("pool", "claim", "4", "--format", "json", **on("03-25", "ann"))
    assert refused.code == 4 and '"limit": 3, "claimed": 3' in refused.err, "a return frees nothing"
    team.ok("pool", "claim", "8", **on("03-25", "ann"))
    team.ok("pool", "claim", "4", **on("03-25", "bo"))
    team.ok("pool", "claim", "5", **on("03-26", "ann"))


def test_the_cooldown_and_what_does_not_restart_it(team: Salesmap) -> None:
    team.ok("pool", "claim", "1", **on("03-10", "ann"))
    team.ok("pool", "return", "1", "--why", "no budget", **on("03-12", "ann"))
    team.ok("lead", "edit", "1", "--region", "East", **on("03-15"))
    assert_refused(team.run("pool", "claim", "1", **on("03-18", "ann")), 4, "2026-03-12", "2026-03-19")  # fmt: skip
    team.ok("pool", "claim", "1", **on("03-19", "ann"))
    team.ok("pool", "return", "1", "--why", "again", **on("03-19", "ann"))
    team.ok("pool", "claim", "1", **on("03-19", "bo"))
    assert team.json("pool", "history", "1")[1]["why"] == "again"


def test_the_capacity(team: Salesmap) -> None:
    for day in ("03-25", "03-26"):
        first = {"03-25": ("1", "2", "3"), "03-26": ("4", "5")}[day]
        team.ok("pool", "claim", *first, **on(day, "ann"))
    assert_refused(team.run("pool", "claim", "6", "7", **on("03-26", "ann")), 4, "leads a day")  # fmt: skip
    team.ok("pool", "claim", "6", **on("03-27", "ann"))
    assert_refused(team.run("pool", "claim", "7", **on("03-27", "ann")), 4, "You have 6 open leads")
    team.ok("lead", "lose", "1", "--reason", "price", **on("03-27", "ann"))
    team.ok("pool", "claim", "7", **on("03-27", "ann"))
    team.ok("member", "edit", "bo", "--capacity", "0", **on("03-27"))
    assert_refused(team.run("pool", "claim", "8", **on("03-27", "bo")), 4, "may have 0")


@pytest.mark.parametrize(
    ("user", "command", "code", "words"),
    [
        ("bo", ("claim", "1"), 4, "it is ann's since 2026-03-25"),
        ("ann", ("claim", "1"), 4, "it is ann's"),
        ("ann", ("claim", "99"), 3, "99"),
        ("eve", ("claim", "2"), 2, "no member"),
        ("ann", ("return", "2", "--why", "x"), 4, "in the pool already"),
        ("ann", ("return", "1", "--why", " "), 2, "cannot be empty"),
        ("bo", ("return", "1", "--why", "x"), 4, "may not"),
    ],
)
def test_refused(
    team: Salesmap, user: str, command: tuple[str, ...], code: int, words: str
) -> None:
    team.ok("pool", "claim", "1", **on("03-25", "ann"))
    assert_refused(team.run("pool", *command, **on("03-25", user)), code, words)


def test_all_or_none(team: Salesmap) -> None:
    team.ok("pool", "claim", "2", **on("03-25", "bo"))
    assert team.run("pool", "claim", "1", "2", **on("03-25", "ann")).code == 4
    assert owner(team, 1) is None


def test_claims_under_race(team: Salesmap) -> None:
    """Eight processes of two people want four leads: three for each at most, each lead once."""
    running = [
        subprocess.Popen(
            team.command("pool", "claim", str(lead)),
            env=team.environment(**on("03-25", user)),
            cwd=team.home,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
        )
        for lead in range(1, 5)
        for user in ("ann", "bo")
    ]
    codes = []
    for process in running:
        _out, err = process.communicate(timeout=120)
        assert b"Traceback" not in err
        codes.append(process.returncode)
    owners = [owner(team, lead) for lead in range(1, 5)]
    claims = team.sql("SELECT owner_after, count(*) FROM owner_change WHERE kind = 'claimed' GROUP BY 1")  # fmt: skip
    assert codes.count(0) == sum(count for _name, count in claims) and set(codes) <= {0, 4}
    assert all(count <= 3 for _name, count in claims), "the limit holds"
    assert sorted(team.sql("SELECT lead_id FROM owner_change WHERE kind = 'claimed'")) == [
        (lead,) for lead in range(1, 5) if owners[lead - 1]
    ], "each lead once"
    assert codes.count(0) >= 3


def test_assignment_of_what_fell_into_a_pool(team: Salesmap) -> None:
    rules = '\n[[assign]]\nto = ["bo"]\n'
    path = team.home / "map.toml"
    team.ok("map", "export", "map.toml", "--overwrite")
    text = path.read_text(encoding="utf-8") + rules
    path.write_text(text, encoding="utf-8")
    team.ok("map", "apply", "map.toml", "--yes", **on("03-02"))
    team.ok("pool", "claim", "1", **on("03-25", "ann"))
    team.ok("pool", "sweep", **on("04-10"))
    given = [row["lead_id"] for row in team.json("assign", "run", "--dry-run", **on("04-10"))]
    assert given == [2, 3, 4, 5, 6, 7, 8], "what fell into the pool waits for a claim"
    path.write_text(text.replace("cooldown = 7", "cooldown = 7\nassign = true"), encoding="utf-8")
    team.ok("map", "apply", "map.toml", "--yes", **on("04-10"))
    given = [row["lead_id"] for row in team.json("assign", "run", "--dry-run", **on("04-10"))]
    assert given == [1, 2, 3, 4, 5, 6, 7, 8], "unless the pool says so"


def test_without_rules_the_pool_has_no_limits(salesmap: Salesmap) -> None:
    salesmap.ok("member", "add", "lin", "--role", "admin")
    for number in range(5):
        salesmap.ok("lead", "add", f"L{number}", "--company", f"C{number}")
        salesmap.ok("lead", "edit", str(number + 1), "--owner", "")
    assert [row["pool"] for row in salesmap.json("pool", "list")] == [None] * 5
    salesmap.ok("pool", "claim", "1", "2", "3", "4", "5")
    assert "No lead falls" in salesmap.ok("pool", "sweep").out


def test_a_rep_does_not_pass_by_the_limits(team: Salesmap) -> None:
    refused = team.run("lead", "assign", "1", "ann", **on("03-25", "ann"))
    assert_refused(refused, 4, "may not give this")


def test_every_day_of_a_year_agrees_with_the_definition(team: Salesmap) -> None:
    """The sweep of each day against a count by hand."""
    team.ok("pool", "claim", "1", **on("03-25", "ann"))
    team.ok("log", "1", "call", "x", **on("04-02", "ann"))
    last = max(date(2026, 4, 4), date(2026, 4, 2) + timedelta(days=3))
    for offset in range(-2, 4):
        day = last + timedelta(days=offset)
        rows = team.json("pool", "sweep", "--dry-run", **on(f"{day:%m-%d}"))
        assert bool(rows) == (day > last), day


def test_an_empty_owner_is_nobody_at_every_door(salesmap: Salesmap) -> None:
    said = salesmap.ok("lead", "add", "Harbor", "--company", "Harbor Ltd", "--owner", "", "--next", "call", "--due", "fri")  # fmt: skip
    assert "It has no owner: it is in the pool." in said.err
    salesmap.ok("followup", "add", "1", "Send it", "--due", "fri", "--owner", "")
    salesmap.ok("ticket", "new", "Harbor Ltd", "Leaks", "--owner", "")
    salesmap.ok("quote", "new", "1", "Setup", "--price", "5", "--owner", "")
    salesmap.ok("contract", "new", "1", "--amount", "5", "--owner", "")
    owners = {
        noun: [row["owner"] for row in salesmap.json(noun, "list")]
        for noun in ("lead", "quote", "contract", "ticket")
    }
    assert owners == {"lead": [None], "quote": [None], "contract": [None], "ticket": [None]}
    followups = {row["what"]: row["owner"] for row in salesmap.json("followup", "list")}
    assert followups["Send it"] is None
    assert "it is in the pool" in salesmap.ok("lead", "add", "Blank", "--owner", "  ").err
    salesmap.ok("lead", "drop", "2")
    assert "no owner" not in salesmap.ok("lead", "add", "Pier").err
    assert salesmap.json("lead", "show", "3")["owner"] == "lin", "one's own unless it is said"
