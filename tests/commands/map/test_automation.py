"""Rules of the map: what they act on, what they do, and that they act once."""

from datetime import date
from pathlib import Path

import pytest
from conftest import Salesmap

from salesmap.reports.automation.due_rules import last_day_before

RULES = """
[[when]]
key = "welcome"
on = "stage"
when = ["stage=lead", "source=web"]
then = [{ tag = "online" }]

[[when]]
key = "thanks"
label = { en = "Thank you", zh = "致谢" }
on = "won"
when = ["value>10k"]
then = [
  { followup = { en = "Send flowers", zh = "送花" }, days = 3, kind = "call" },
  { notice = "a big one" },
]

[[when]]
key = "why"
on = "lost"
then = [{ owner = "bo" }]

[[when]]
key = "sent"
on = "quote_sent"
then = [{ tag = "quoted" }]

[[when]]
key = "signed"
on = "contract_signed"
then = [{ tag = "signed" }]

[[when]]
key = "paid"
on = "payment"
then = [{ followup = "Say thanks for the money" }]

[[when]]
key = "weekly"
on = "time"
every = "1w"
when = ["stage=needs"]
then = [{ followup = "Ask for news", days = 1 }]

[[when]]
key = "once"
on = "time"
when = ["status=lost"]
then = [{ tag = "win back" }]
"""


@pytest.fixture
def ruled(salesmap: Salesmap) -> Salesmap:
    """Return a command line whose map has the rules."""
    apply(salesmap, RULES)
    return salesmap


def apply(salesmap: Salesmap, rules: str) -> None:
    """Add rules to the map of the database."""
    path = salesmap.home / "ruled.toml"
    path.write_text(salesmap.ok("map", "export").out + rules, encoding="utf-8")
    salesmap.ok("map", "apply", str(path), "--yes")


def tags(salesmap: Salesmap, lead: int = 1) -> list[str]:
    return list(salesmap.json("lead", "show", str(lead))["tags"])


def firings(salesmap: Salesmap) -> list[tuple[str, str]]:
    return salesmap.sql("SELECT rule, event FROM rule_firing ORDER BY id")


def test_a_win_is_followed_up_in_the_same_change(ruled: Salesmap) -> None:
    ruled.ok("lead", "add", "Harbor", "--company", "H", "--value", "48k")
    won = ruled.ok("lead", "win", "1")
    assert "Rule Thank you on lead 1 (Harbor): follow-up Send flowers (2026-11-26)" in won.err
    (followup,) = ruled.json("followup", "list")
    assert (followup["what"], followup["kind"], followup["due_on"]) == (
        "Send flowers", "call", "2026-11-26")  # fmt: skip
    timeline = ruled.json("lead", "show", "1")["timeline"]
    assert {"event": "rule", "text": "Thank you"}.items() <= timeline[-1].items()
    assert "Thank you: a big one" in [each["text"] for each in timeline]
    ruled.ok("undo")
    assert ruled.json("followup", "list") == []
    assert firings(ruled) == []
    redone = ruled.ok("redo")
    assert "Rule" not in redone.err, "what is done again is no event"
    assert len(ruled.json("followup", "list")) == 1


def test_filters_hold(ruled: Salesmap) -> None:
    ruled.ok("lead", "add", "Small", "--company", "S", "--value", "10k")
    assert "Rule" not in ruled.ok("lead", "win", "1").err
    ruled.ok("lead", "add", "Web", "--source", "web")
    assert tags(ruled, 2) == ["online"]
    ruled.ok("lead", "advance", "2", "--to", "needs")
    assert firings(ruled) == [("welcome", "stay:3")], "it stands in another stage"


def test_in_chinese(ruled: Salesmap) -> None:
    ruled.ok("lead", "add", "Harbor", "--company", "H", "--value", "48k")
    won = ruled.ok("lead", "win", "1", SALESMAP_LANG="zh")
    assert "规则“致谢”已处理线索 1（Harbor）：跟进“送花 (2026-11-26)”" in won.err


def test_quotes_contracts_and_payments(ruled: Salesmap) -> None:
    ruled.ok("lead", "add", "Harbor", "--company", "H", "--value", "5k")
    ruled.ok("product", "add", "DESK", "Desk", "--price", "900")
    ruled.ok("quote", "new", "1", "DESK@3", "--send")
    assert tags(ruled) == ["quoted"]
    ruled.ok("quote", "accept", "lead:1")
    ruled.ok("contract", "new", "1", "--sign")
    assert tags(ruled) == ["quoted", "signed"]
    ruled.ok("payment", "add", "lead:1", "500")
    ruled.ok("payment", "refund", "lead:1", "100")
    asked = [each["what"] for each in ruled.json("followup", "list")]
    assert asked.count("Say thanks for the money") == 1, "a refund is none"


def test_a_ticket_is_of_the_newest_lead_open_ones_first(salesmap: Salesmap) -> None:
    apply(
        salesmap,
        '[[when]]\nkey = "call"\non = "ticket_opened"\n'
        'then = [{ followup = "Call at once", kind = "call" }]\n',
    )
    salesmap.ok("customer", "add", "Nobody")
    answer = salesmap.ok("ticket", "new", "nobody", "It leaks")
    assert "Rule call did nothing: the customer has no lead." in answer.err
    salesmap.ok("lead", "add", "Open", "--company", "Acme")
    salesmap.ok("lead", "add", "Won", "--company", "Acme", "--value", "5k", "--allow-duplicate")
    salesmap.ok("lead", "win", "2")
    salesmap.ok("ticket", "new", "acme", "It leaks")
    (followup,) = salesmap.json("followup", "list")
    assert (followup["lead_id"], followup["what"]) == (1, "Call at once")


def test_a_ticket_of_a_contract_is_of_its_lead(salesmap: Salesmap) -> None:
    apply(salesmap, '[[when]]\nkey = "call"\non = "ticket_opened"\nthen = [{ tag = "asks" }]\n')
    salesmap.ok("lead", "add", "K1", "--company", "KK", "--value", "5k")
    salesmap.ok("contract", "new", "1", "--amount", "5k", "--sign")
    salesmap.ok("lead", "add", "K2", "--company", "KK", "--allow-duplicate")
    salesmap.ok("ticket", "new", "KK", "It leaks", "--contract", "1")
    assert (tags(salesmap, 1), tags(salesmap, 2)) == (["asks"], [])
    salesmap.ok("lead", "add", "Gone", "--company", "Lost Ltd")
    salesmap.ok("lead", "lose", "3", "--reason", "price")
    assert "has no lead" in salesmap.ok("ticket", "new", "Lost Ltd", "It leaks").err


def test_a_rule_that_cannot_be_judged_stops_nobody(salesmap: Salesmap) -> None:
    """A map applied by an earlier program may hold a filter that cannot be read."""
    apply(
        salesmap, '[[when]]\nkey = "w"\non = "won"\nwhen = ["value>10"]\nthen = [{ tag = "x" }]\n'
    )
    salesmap.sql("UPDATE map_version SET compiled = replace(compiled, 'value>10', 'value>abc')")
    salesmap.ok("lead", "add", "A", "--company", "A", "--value", "5k")
    won = salesmap.ok("lead", "win", "1")
    assert "Rule w on lead 1 (A): nothing, for its filters cannot be read: Cannot read" in won.err
    assert salesmap.json("lead", "show", "1")["status"] == "won"


def test_a_rule_on_time_finds_won_leads_by_their_stage(salesmap: Salesmap) -> None:
    apply(
        salesmap,
        '[[when]]\nkey = "t"\non = "time"\nwhen = ["stage=aftersales"]\nthen = [{ tag = "x" }]\n'
        '[[test]]\non = "time"\nlead = { stage = "aftersales", status = "won" }\nfires = ["t"]\n',
    )
    salesmap.ok("lead", "add", "A", "--company", "A", "--value", "5k")
    salesmap.ok("lead", "win", "1")
    assert "Rules acted 1 time" in salesmap.ok("map", "run").out
    assert salesmap.ok("map", "test").out.startswith("42 of 42")


def test_me_is_the_one_who_types(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "A", "--owner", "me", "--company", "A")
    salesmap.ok("followup", "add", "1", "call", "--due", "fri", "--owner", "我")
    salesmap.ok("ticket", "new", "A", "leaks", "--owner", "ME")
    salesmap.ok("lead", "edit", "1", "--owner", "me")
    owners = [salesmap.json(noun, "list")[0]["owner"] for noun in ("lead", "followup", "ticket")]
    assert owners == ["lin"] * 3


def test_nothing_is_no_ticket(salesmap: Salesmap) -> None:
    salesmap.ok("customer", "add", "A")
    salesmap.ok("ticket", "new", "A", "leaks")
    assert salesmap.run("ticket", "close", "").code == 3


def test_a_lost_lead_changes_hands_and_comes_back_once(ruled: Salesmap) -> None:
    ruled.ok("lead", "add", "Harbor", "--owner", "ann")
    ruled.ok("lead", "lose", "1", "--reason", "price")
    lead = ruled.json("lead", "show", "1")
    assert (lead["owner"], lead["caretaker"]) == ("ann", "bo"), "the credit stays"
    assert ruled.json("map", "run", "--dry-run")[0]["rule"] == "once"
    assert tags(ruled) == []
    ruled.ok("map", "run")
    assert tags(ruled) == ["win back"]
    assert "No rule on time" in ruled.ok("map", "run", SALESMAP_NOW="2027-11-23T09:00:00").out
    assert ruled.json("map", "run", SALESMAP_NOW="2027-11-23T09:00:00") == []


@pytest.mark.parametrize(("day", "acts"), [("2026-11-29", False), ("2026-11-30", True)])
def test_a_rule_on_time_acts_again_after_its_interval(
    ruled: Salesmap, day: str, acts: bool
) -> None:
    ruled.ok("lead", "add", "Harbor")
    ruled.ok("lead", "advance", "1", "--to", "needs")
    assert "Rules acted 1 time" in ruled.ok("map", "run").out
    ruled.ok("map", "run")
    assert len(ruled.json("followup", "list")) == 1
    ruled.ok("map", "run", SALESMAP_NOW=f"{day}T08:00:00")
    assert len(ruled.json("followup", "list")) == 1 + acts
    assert ruled.json("history")[0]["summary"] == "Rules acted on leads: 1"


def test_what_is_imported_is_no_event(ruled: Salesmap) -> None:
    file = ruled.home / "leads.csv"
    file.write_text("name,source,stage\nWeb,web,lead\n")
    imported = ruled.ok("lead", "import", str(file))
    assert "Rules of the map do not act on what is imported" in imported.err
    assert firings(ruled) == []


def test_rules_do_not_wake_rules(salesmap: Salesmap) -> None:
    apply(
        salesmap,
        '[[when]]\nkey = "a"\non = "stage"\nthen = [{ owner = "bo" }]\n'
        '[[when]]\nkey = "b"\non = "stage"\nwhen = ["owner=bo"]\nthen = [{ tag = "of bo" }]\n',
    )
    salesmap.ok("lead", "add", "Harbor", "--owner", "ann")
    assert [rule for rule, _event in firings(salesmap)] == ["a", "b"], "in the order of the map"
    assert salesmap.sql("SELECT count(*) FROM change WHERE command LIKE 'lead add%'") == [(1,)]


@pytest.mark.parametrize(
    ("rules", "line", "problem"),
    [
        ('key = "a"\non = "sold"\nthen = [{ tag = "x" }]', 2, "on cannot be 'sold'"),
        ('key = "a"\non = "won"', 1, "then is missing"),
        ('key = "a"\non = "won"\nthen = [{ tag = "x", owner = "y" }]', 3, "exactly one of"),
        ('key = "a"\non = "won"\nthen = [{ tag = "x", days = 3 }]', 3, "days goes with followup"),
        ('key = "a"\non = "won"\nevery = "1w"\nthen = [{ tag = "x" }]', 3, "every goes with"),
        ('key = "a"\non = "time"\nevery = "often"\nthen = [{ tag = "x" }]', 3, "every cannot be"),
        ('key = "a"\non = "won"\nwhen = ["colour=red"]\nthen = [{ tag = "x" }]', 3, "unknown"),
        ('key = "a"\non = "won"\nwhen = ["stage=zero"]\nthen = [{ tag = "x" }]', 3, "'zero'"),
        ('key = "a"\non = "won"\nwhen = ["value>abc"]\nthen = [{ tag = "x" }]', 3, "abc"),
        ('key = "a"\non = "won"\nwhen = ["created_at>never"]\nthen = [{ tag = "x" }]', 3, "never"),
        ('key = "a"\non = "won"\nwhen = ["stage=contract"]\nthen = [{ tag = "x" }]', 3, "has left"),
        ('key = "a"\non = "stage"\nwhen = ["status=lost"]\nthen = [{ tag = "x" }]', 3, "status"),
        (
            'key = "a"\non = "won"\nwhen = ["value>10k","value=5k"]\nthen = [{ tag = "x" }]',
            3,
            "value",
        ),
        (
            'key = "a"\non = "won"\nwhen = ["created_at>2026-05-01", "created_at<2026-04-01"]\n'
            'then = [{ tag = "x" }]',
            3,
            "created_at",
        ),
        ('key = "a"\non = "won"\nthen = [{ owner = "a" }, { owner = "b" }]', 3, "several owners"),
        ('key = "a"\non = "won"\nthen = [{ owner = "me" }]', 3, "acts for everybody"),
        ('key = "a"\non = "won"\nwhen = ["status=lost"]\nthen = [{ tag = "x" }]', 3, "status won"),
        (
            'key = "a"\non = "stage"\nwhen = ["value>10k", "value<5k"]\nthen = [{ tag = "x" }]',
            3,
            "no lead passes all filters on value",
        ),
    ],
)
def test_the_check_finds_what_cannot_be(
    salesmap: Salesmap, tmp_path: Path, rules: str, line: int, problem: str
) -> None:
    exported = salesmap.ok("map", "export").out
    path = tmp_path / "wrong.toml"
    path.write_text(f"{exported}\n[[when]]\n{rules}\n", encoding="utf-8")
    answer = salesmap.run("map", "check", str(path), "--format", "json")
    assert answer.code == 2
    (finding,) = answer.data
    assert problem in finding["problem"]
    head = len(exported.splitlines()) + 2
    assert finding["line"] in range(head, head + line + 1)


def test_two_owners_for_one_lead_contradict_each_other(salesmap: Salesmap, tmp_path: Path) -> None:
    rules = (
        '[[when]]\nkey = "a"\non = "won"\nwhen = ["region=north"]\nthen = [{ owner = "ann" }]\n'
        '[[when]]\nkey = "b"\non = "won"\nthen = [{ owner = "bo" }]\n'
    )
    path = tmp_path / "two.toml"
    path.write_text(salesmap.ok("map", "export").out + rules, encoding="utf-8")
    answer = salesmap.run("map", "check", str(path))
    assert answer.code == 2
    assert "another owner than a" in answer.out
    path.write_text(path.read_text().replace('"bo"', '"ann"'), encoding="utf-8")
    assert salesmap.run("map", "check", str(path)).code == 0


def test_the_library_acts_as_the_command_line_does(ruled: Salesmap) -> None:
    import salesmap

    with salesmap.open(ruled.db, user="mei") as db:
        lead = db.leads.add("Web", source="web")
        assert lead["tags"] == ["online"]


def test_the_list_says_how_often_each_acted(ruled: Salesmap) -> None:
    ruled.ok("lead", "add", "Web", "--source", "web")
    listed = {each["rule"]: each for each in ruled.json("map", "rules")}
    assert (listed["welcome"]["acted"], listed["thanks"]["acted"]) == (1, 0)
    assert listed["thanks"]["then"] == "Send flowers +3d; a big one"
    assert listed["why"]["then"] == "→ bo"
    assert listed["weekly"]["every"] == "1w"


def test_a_map_without_rules_says_so(salesmap: Salesmap) -> None:
    assert "The map has no rules" in salesmap.ok("map", "rules").err


def test_a_run_that_is_repeated_gives_its_first_answer(ruled: Salesmap) -> None:
    ruled.ok("lead", "add", "Harbor")
    ruled.ok("lead", "advance", "1", "--to", "needs")
    first = ruled.ok("map", "run", "--once", "k")
    assert "Rules acted 1 time" in first.out
    assert ruled.ok("map", "run", "--once", "k").out == first.out
    assert len(ruled.json("followup", "list")) == 1


@pytest.mark.parametrize(
    ("interval", "day", "last"),
    [("1m", "2027-02-28", "2027-01-31"), ("1m", "2027-02-27", "2027-01-27"),
     ("1w", "2027-03-08", "2027-03-01"), ("1y", "2029-02-28", "2028-02-29")],
)  # fmt: skip
def test_the_day_before_an_interval(interval: str, day: str, last: str) -> None:
    found = last_day_before(interval, date.fromisoformat(day))
    assert found == date.fromisoformat(last)
