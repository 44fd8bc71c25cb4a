"""The filters that every list, report, board and export takes."""

import pytest

from tests.conftest import Salesmap, made_once

ON_LEADS = [
    ["lead", "list"], ["lead", "export", "--format", "json"], ["report", "quiet"], ["funnel"], ["forecast"],
    ["diagnose"], ["kpi"], ["due"], ["followup", "list"], ["board"], ["review", "week"], ["report", "winrate"],
]  # fmt: skip


@made_once
def team(salesmap: Salesmap) -> None:
    rows = [
        ("One", "Ann", "Web", "10k"), ("Two", "ann", "web", "20k"), ("Three", "ANN", "ｗｅｂ", "30k"),
        ("Four", "Bo", "fair", "40k"), ("Five", "lin", "", "50k"),
    ]  # fmt: skip
    for name, owner, source, value in rows:
        salesmap.ok(
            "lead", "add", name, "--owner", owner, "--value", value, "--company", f"{name} Müller",
            *(["--source", source] if source else []),
        )  # fmt: skip


def names(team: Salesmap, *arguments: str) -> set[str]:
    return {row["name"] for row in team.json("lead", "list", *arguments)}


def test_given_twice_either_holds(team: Salesmap) -> None:
    assert names(team, "--owner", "ann", "--owner", "bo") == {"One", "Two", "Three", "Four"}
    assert names(team, "--source", "WEB", "--source", "fair", "value>25k") == {"Three", "Four"}
    assert names(team, "source=web", "source=fair") == {"One", "Two", "Three", "Four"}
    team.ok("lead", "advance", "1", "quote")
    team.ok("lead", "advance", "2", "needs")
    assert names(team, "--stage", "quote", "--stage", "needs") == {"One", "Two"}
    assert names(team, "--search", "one", "--search", "four") == {"One", "Four"}


def test_one_folding_for_filters_and_groups(team: Salesmap) -> None:
    assert names(team, "--source", "ＷＥＢ") == {"One", "Two", "Three"}
    assert names(team, "owner=ANN") == {"One", "Two", "Three"}
    assert names(team, "owner!=ann") == {"Four", "Five"}
    rows = {row["owner"]: row["leads"] for row in team.json("report", "owners")}
    assert rows == {"Ann": 3, "Bo": 1, "lin": 1}, "one row, in the first spelling"
    rows = {row["source"]: row["leads"] for row in team.json("report", "sources")}
    assert rows == {"Web": 3, "fair": 1, None: 1}
    team.ok("lead", "edit", "1", "--tag", "Key")
    team.ok("lead", "edit", "2", "--tag", "key")
    assert names(team, "--tag", "KEY") == {"One", "Two"}
    rows = {row["tag"]: row["leads"] for row in team.json("report", "sources", "--by", "tag")}
    assert rows["Key"] == 2 and "key" not in rows
    team.ok("target", "set", "5", "--owner", "aNN", "--period", "2026-11", "--kind", "count")
    (target,) = team.json("target", "show", "--owner", "ann")
    assert target["actual"] == 0
    team.ok("lead", "win", "2")
    (target,) = team.json("target", "show", "--owner", "ann")
    assert target["actual"] == 1


def test_customers_by_words(team: Salesmap) -> None:
    assert names(team, "--customer", "muller") == {"One", "Two", "Three", "Four", "Five"}
    assert names(team, "--customer", "one") == {"One"}


@pytest.mark.parametrize("command", ON_LEADS, ids=" ".join)
def test_me(team: Salesmap, command: list[str]) -> None:
    mine = team.ok(*command, "--mine")
    assert team.ok(*command, "--owner", "me").out == mine.out
    assert team.ok(*command, "--owner", "lin").out == mine.out


@pytest.mark.parametrize("command", ON_LEADS, ids=" ".join)
def test_unknown_values_are_named(team: Salesmap, command: list[str]) -> None:
    if command != ["board"] and command[0] != "review":
        answer = team.ok(*command, "--owner", "Ann Red")
        assert "No owner 'Ann Red'. Known: Ann" in answer.err
    assert team.run(*command, "--stage", "nowhere").code == 2
    assert team.run(*command, "nofield=1").code == 2


@pytest.mark.parametrize("command", ON_LEADS, ids=" ".join)
def test_every_filter_is_taken(team: Salesmap, command: list[str]) -> None:
    team.ok(
        *command, "--owner", "ann", "--source", "web", "--product", "x", "--region", "y", "--tag", "t", "--customer", "c",
        "--search", "one", "--pipeline", "six-stage", "--industry", "z", "--overdue", "value>1",
    )  # fmt: skip


def test_overdue_and_mine(team: Salesmap) -> None:
    team.ok("followup", "add", "1", "call", "--due", "2026-11-20")
    team.ok("followup", "add", "5", "call", "--due", "2026-12-20")
    assert names(team, "--overdue") == {"One"}
    assert names(team, "--mine") == {"Five"}
    assert [row["lead"] for row in team.json("followup", "list", "--overdue")] == ["One"]
    assert [row["lead"] for row in team.json("followup", "list", "--since", "2026-12-01")] == [
        "Five"
    ]
    assert [row["lead"] for row in team.json("due", "--source", "web")] == ["One"]


def test_days_of_creation(team: Salesmap) -> None:
    team.ok("--now", "2026-11-01 09:00", "lead", "add", "Early", "--value", "1")
    assert names(team, "--until", "2026-11-01") == {"Early"}
    assert "Early" not in names(team, "--since", "2026-11-02")


def test_all(team: Salesmap) -> None:
    team.ok("lead", "lose", "1", "--reason", "price")
    assert "One" not in names(team)
    assert "One" in names(team, "--all")
    assert "One" in names(team, "--status", "all")


def test_people_sort_so(team: Salesmap) -> None:
    for name in ("zebra", "Éclair", "Zoo", "apple", "banana"):
        team.ok("lead", "add", name, "--tag", "sorted")
    rows = team.json("lead", "list", "--tag", "sorted", "--sort", "name")
    assert [row["name"] for row in rows] == ["apple", "banana", "Éclair", "zebra", "Zoo"]


def test_customers_and_contacts_of_these_leads(team: Salesmap) -> None:
    """Those with a lead that passes; what is theirs, like their own names, without one, too."""

    def found(*arguments: str) -> set[str]:
        return {row["name"].split()[0] for row in team.json(*arguments)}

    team.ok("lead", "advance", "1", "quote")
    team.ok("lead", "lose", "4", "--reason", "price")
    team.ok("contact", "add", "Amy", "--company", "Two Müller")
    team.ok("contact", "edit", "Amy", "--lead", "1", "--role", "buyer")
    team.ok("customer", "add", "Six Moeller")
    assert found("customer", "list", "--owner", "ann") == {"One", "Two", "Three"}
    assert found("customer", "list", "--stage", "quote") == {"One"}
    assert found("customer", "list", "--status", "lost") == {"Four"}
    assert found("customer", "list", "value>=30k", "--mine") == {"Five"}
    assert found("customer", "list", "--customer", "six") == {"Six"}
    assert found("customer", "list", "--search", "muller t") == {"Two", "Three"}
    assert found("customer", "list", "--customer", "one", "--customer", "two") == {"One", "Two"}
    assert found("contact", "list", "--stage", "quote") == {"Amy"}
    assert found("contact", "list", "--customer", "two") == {"Amy"}
    assert found("contact", "list", "--owner", "bo") == set()
    assert "FN:Amy" in team.ok("contact", "export", "--owner", "ann").out
    assert "FN:Amy" not in team.ok("contact", "export", "--owner", "bo").out
    assert "No owner 'nobody'" in team.ok("customer", "list", "--owner", "nobody").err
    team.ok("lead", "drop", "1")
    assert found("contact", "list", "--stage", "quote") == set()


def test_a_member_who_owns_nothing_is_known(salesmap: Salesmap) -> None:
    """On their first day nobody is told that there is no such owner."""
    salesmap.ok("member", "add", "Zoe")
    salesmap.ok("lead", "add", "One", "--owner", "Zoe")
    salesmap.ok("member", "add", "Yan")
    for words in ("due", "lead list", "lead list owner=yan", "ticket list", "contract list"):
        line = words.split() if "=" in words else [*words.split(), "--owner", "yan"]
        assert "No owner" not in salesmap.ok(*line).err, words
    assert "No owner 'Ya'. Known: Yan, Zoe." in salesmap.ok("lead", "list", "--owner", "Ya").err


def test_names_in_the_order_of_people(salesmap: Salesmap) -> None:
    """Without accents and case, Chinese by pinyin behind them, rare characters last."""
    ordered = [
        "Apple",
        "banana",
        "Éclair",
        "zebra",
        "Zoo",
        "阿里",
        "北京",
        "东海",
        "张三",
        "龘公司",
    ]
    for name in reversed(ordered):
        salesmap.ok("lead", "add", name, "--company", name, "--contact", name, "--allow-duplicate")
    for sort in ("name", "customer", "contact"):
        assert [row["name"] for row in salesmap.json("lead", "list", "--sort", sort)] == ordered
        reversed_rows = salesmap.json("lead", "list", "--sort", f"-{sort}", "--limit", "4")
        assert [row["name"] for row in reversed_rows] == ordered[:-5:-1]
    for noun in ("customer", "contact"):
        assert [row["name"] for row in salesmap.json(noun, "list")] == ordered


def test_an_owner_is_that_of_the_record_however_it_is_typed(team: Salesmap) -> None:
    """Follow-ups, quotes and contracts may have owners of their own."""
    for lead, owner in (("1", "Bo"), ("4", "ann")):
        team.ok("followup", "add", lead, "Call", "--due", "today", "--owner", owner)
        team.ok("quote", "new", lead, "Desk", "--price", "100", "--owner", owner)
        team.ok("contract", "new", lead, "--amount", "100", "--owner", owner, "--sign")
    lists = (
        ("followup", "list"), ("due",), ("quote", "list"), ("contract", "list"),
        ("report", "collections", "--by", "owner"),
    )  # fmt: skip
    for line in lists:
        told = team.json(*line, "--owner", "ANN")
        assert len(told) == 1 and told[0]["owner"] in ("ann", "Ann"), line
        assert team.json(*line, "owner=ann") == told, line
        assert team.json(*line, "owner=ann", "owner=nobody") == told, line
        assert len(team.json(*line, "owner=ann", "owner=bo")) == 2, line
        assert "No owner 'nobody'" in team.ok(*line, "owner=nobody").err, line
    (bo,) = team.json("contract", "list", "owner!=ann")
    assert bo["owner"] == "Bo"


def test_owners_of_contracts_beyond_ascii(salesmap: Salesmap) -> None:
    for number, owner in enumerate(("Änne", "ÄNNE", "bo"), 1):
        salesmap.ok("lead", "add", f"Lead {number}", "--owner", "cai")
        salesmap.ok("contract", "new", str(number), "--amount", "100", "--owner", owner)

    def found(*words: str) -> list[str]:
        return sorted(row["owner"] for row in salesmap.json("contract", "list", *words))

    assert found("--owner", "Änne") == found("owner=änne") == ["ÄNNE", "Änne"]
    assert found("owner!=ÄNNE") == ["bo"]
    assert found("owner~nn") == ["ÄNNE", "Änne"] and found("owner~Än") == ["ÄNNE", "Änne"]
    assert found("owner=") == []


def test_an_amount_with_a_currency_is_of_that_currency(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "Yuan", "--company", "Y", "--value", "6000")
    salesmap.ok("lead", "add", "Dollar", "--company", "D", "--value", "$6000")
    for text, found in (
        ("value=6000", ["Dollar", "Yuan"]), ("value=$6000", ["Dollar"]), ("value>=€5k", []),
        ("value>=¥5k", ["Yuan"]), ("value!=$6000", ["Yuan"]),
    ):  # fmt: skip
        names = [lead["name"] for lead in salesmap.json("lead", "list", text, "--sort", "name")]
        assert names == found, text
    refused = salesmap.run("customer", "list", "value_won>=$5k")
    assert (refused.code, "names a currency" in refused.err) == (2, True)
