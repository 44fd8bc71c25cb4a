"""Rules of the map that ask for fields of the event's record and of the customer."""

import pytest
from commands.map.test_automation import apply, firings, tags
from conftest import Salesmap

ON_PAPERS = """
[[when]]
key = "urgent"
on = "ticket_opened"
when = ["priority=urgent", "tier=A"]
then = [{ tag = "urgent" }]

[[when]]
key = "again"
on = "ticket_opened"
when = ["tickets_open>1"]
then = [{ tag = "again" }]

[[when]]
key = "much"
on = "payment"
when = ["amount>=10k"]
then = [{ tag = "much" }]

[[when]]
key = "cheap"
on = "quote_sent"
when = ["discount_rate>=10%", "round=1"]
then = [{ tag = "cheap" }]

[[when]]
key = "large"
on = "contract_signed"
when = ["amount>20k CNY"]
then = [{ tag = "large" }]
"""
ON_TIME = """
[[when]]
key = "back"
on = "time"
when = ["last_purchase<-180d", "purchases>=2"]
then = [{ followup = "Ask what comes next" }]

[[when]]
key = "quarterly"
on = "time"
every = "3m"
when = ["leads_won>=1", "source=web"]
then = [{ tag = "web" }]
"""


@pytest.fixture
def ruled(salesmap: Salesmap) -> Salesmap:
    apply(salesmap, ON_PAPERS)
    salesmap.ok("lead", "add", "Harbor", "--company", "Acme", "--value", "48k")
    return salesmap


def test_tickets(ruled: Salesmap) -> None:
    ruled.ok("ticket", "new", "Acme", "leaks", "--priority", "urgent")
    assert tags(ruled) == [], "it is in no tier"
    ruled.ok("customer", "tier", "Acme", "A")
    ruled.ok("ticket", "resolve", "1")
    ruled.ok("ticket", "new", "Acme", "squeaks")
    assert tags(ruled) == [], "not urgent, and the only open one"
    ruled.ok("ticket", "new", "Acme", "leaks", "--priority", "urgent")
    assert sorted(tags(ruled)) == ["again", "urgent"]
    assert firings(ruled) == [("urgent", "ticket:3"), ("again", "ticket:3")]
    ruled.ok("undo")
    assert tags(ruled) == [] and firings(ruled) == []


def test_money(ruled: Salesmap) -> None:
    ruled.ok("contract", "new", "1", "--amount", "20k", "--sign")
    assert tags(ruled) == []
    ruled.ok("payment", "add", "1", "9999.99")
    assert tags(ruled) == []
    ruled.ok("payment", "add", "1", "10k")
    assert tags(ruled) == ["much"]
    ruled.ok("contract", "new", "1", "--amount", "20000.01", "--sign")
    assert sorted(tags(ruled)) == ["large", "much"]
    ruled.ok("contract", "new", "1", "--amount", "90k USD", "--sign")
    assert [rule for rule, _event in firings(ruled)] == ["much", "large"], "of CNY only"


def test_quotes(ruled: Salesmap) -> None:
    ruled.ok("product", "add", "PUMP", "Pump", "--price", "100")
    ruled.ok("quote", "new", "1", "PUMP", "--discount", "9.99%", "--send")
    assert tags(ruled) == []
    ruled.ok("quote", "new", "1", "PUMP", "--discount", "10%", "--send")
    assert tags(ruled) == ["cheap"]


def test_a_customer_without_a_lead_is_told_only_of_what_passes(ruled: Salesmap) -> None:
    ruled.ok("customer", "add", "Birch")
    told = "Rule again did nothing: the customer has no lead."
    assert told not in ruled.ok("ticket", "new", "Birch", "x").err
    assert told in ruled.ok("ticket", "new", "Birch", "x").err


def win(salesmap: Salesmap, name: str, company: str, day: str, *more: str) -> None:
    at = ("--now", f"{day}T09:00")
    salesmap.ok(*at, "lead", "add", name, "--company", company, *more)
    number = str(salesmap.sql("SELECT max(id) FROM lead")[0][0])
    salesmap.ok(*at, "lead", "win", number, "--force", "--note", "x")


def test_time_acts_once_on_each_customer(salesmap: Salesmap) -> None:
    apply(salesmap, ON_TIME)
    win(salesmap, "One", "Acme", "2026-01-05")
    win(salesmap, "Two", "Acme", "2026-05-26")  # 181 days before
    win(salesmap, "One", "Birch", "2026-01-05")
    win(salesmap, "Two", "Birch", "2026-05-27")  # 180 days before
    win(salesmap, "Only", "Cedar", "2026-01-05")
    salesmap.ok("lead", "add", "Lost", "--company", "Acme")
    salesmap.ok("lead", "lose", "6", "--reason", "price")
    dry = salesmap.json("map", "run", "--dry-run")
    assert [(row["rule"], row["lead"]) for row in dry] == [("back", 2)]
    salesmap.ok("map", "run")
    assert firings(salesmap) == [("back", "customer:1")]
    salesmap.ok("lead", "add", "Open", "--company", "Acme")
    assert salesmap.json("map", "run", "--dry-run") == [], "once, on whatever lead"
    rows = salesmap.json("map", "run", "--dry-run", SALESMAP_NOW="2026-11-24T09:00:00")
    assert [row["lead"] for row in rows] == [4], "Birch a day later"
    salesmap.ok("undo")
    salesmap.ok("undo")
    assert [row["lead"] for row in salesmap.json("map", "run", "--dry-run")] == [2]


def test_time_again_after_an_interval(salesmap: Salesmap) -> None:
    apply(salesmap, ON_TIME)
    win(salesmap, "One", "Acme", "2026-11-20", "--source", "web")
    win(salesmap, "Two", "Acme", "2026-11-21", "--source", "web")
    win(salesmap, "Three", "Acme", "2026-11-22")
    salesmap.ok("lead", "add", "Birch", "--source", "web", "--company", "Birch")
    for day, leads in (("2026-11-26", [2]), ("2027-02-25", []), ("2027-02-26", [2])):
        now = {"SALESMAP_NOW": f"{day}T09:00:00"}
        rows = [row for row in salesmap.json("map", "run", **now) if row["rule"] == "quarterly"]
        assert [row["lead"] for row in rows] == leads, day
    assert firings(salesmap)[0] == ("quarterly", "customer:1@2026-11-26")


def test_cases_of_the_map(salesmap: Salesmap) -> None:
    cases = """
[[test]]
on = "ticket_opened"
event = { priority = "urgent" }
customer = { tier = "A" }
fires = ["urgent"]

[[test]]
on = "ticket_opened"
event = { priority = "urgent" }
customer = { tickets = "2", satisfaction = "3" }
fires = ["again"]

[[test]]
on = "ticket_opened"
event = { priority = "low" }
fires = []

[[test]]
on = "time"
customer = { bought = "2025-07-08, 2025-01-01" }
fires = ["back"]

[[test]]
on = "time"
customer = { bought = "2025-07-09, 2025-01-01" }
fires = []

[[test]]
on = "payment"
event = { amount = "10k" }
fires = ["much"]

[[test]]
on = "payment"
fires = []
"""
    path = salesmap.home / "cases.toml"
    exported = salesmap.ok("map", "export").out
    path.write_text(exported + ON_PAPERS + ON_TIME + cases, encoding="utf-8")
    answer = salesmap.ok("map", "test", str(path))
    assert "Rules covered: 4 of 7" in answer.out


@pytest.mark.parametrize(
    ("table", "problem"),
    [
        ('[[when]]\nkey = "x"\non = "payment"\nwhen = ["amount>lots"]\nthen = [{ tag = "t" }]', "Cannot read the amount 'lots'"),
        ('[[when]]\nkey = "x"\non = "won"\nwhen = ["amount>1"]\nthen = [{ tag = "t" }]', "unknown field 'amount'"),
        ('[[when]]\nkey = "x"\non = "won"\nwhen = ["purchases>many"]\nthen = [{ tag = "t" }]', "purchases must be a number"),
        ('[[when]]\nkey = "x"\non = "payment"\nwhen = ["amount>5k", "amount<4k"]\nthen = [{ tag = "t" }]', "no lead passes all filters on amount"),
        ('[[test]]\non = "payment"\nevent = { total = "1" }\nfires = []', "unknown field 'total': choose one of amount"),
        ('[[test]]\non = "payment"\nevent = { amount = "x" }\nfires = []', "Cannot read the amount 'x'"),
        ('[[test]]\non = "time"\ncustomer = { purchases = "1" }\nfires = []', "unknown field 'purchases': choose one of tier, bought"),
        ('[[test]]\non = "time"\ncustomer = { bought = "2025-01-01, soon" }\nfires = []', "Cannot read the date"),
        ('[[test]]\non = "time"\ncustomer = { tickets = "some" }\nfires = []', "tickets must be a number"),
        ('[[when]]\nkey = "x"\non = "payment"\nwhen = ["amount~5"]\nthen = [{ tag = "t" }]', "amount is compared with = != > >= < <= only"),
        ('[[when]]\nkey = "x"\non = "quote_sent"\nwhen = ["discount_rate~1"]\nthen = [{ tag = "t" }]', "discount_rate is compared with = != > >= < <= only"),
        ('[[when]]\nkey = "x"\non = "ticket_opened"\nwhen = ["priority~urg"]\nthen = [{ tag = "t" }]', "priority is compared with = != only"),
        ('[[when]]\nkey = "x"\non = "ticket_opened"\nwhen = ["kind>5"]\nthen = [{ tag = "t" }]', "kind is compared with = != ~ only"),
        ('[[when]]\nkey = "x"\non = "won"\nwhen = ["value_won>1k USD"]\nthen = [{ tag = "t" }]', "The amount '1k USD' names a currency"),
        ('[[when]]\nkey = "x"\non = "won"\nwhen = ["purchases>9999999999999999999"]\nthen = [{ tag = "t" }]', "purchases must be a number"),
        ('[[test]]\non = "won"\nevent = { amount = "5" }\nfires = []', "unknown field 'amount': there is none"),
        ('[[test]]\non = "time"\ncustomer = { bought = "2025-01-01,," }\nfires = []', "Cannot read the date ''"),
        ('[[test]]\non = "time"\ncustomer = { tier = "Z" }\nfires = []', "tier cannot be 'Z': choose one of A, B, C"),
        ('[[test]]\non = "time"\ncustomer = { tickets = "99999999" }\nfires = []', "tickets must be a number from 0 to 100"),
        ('[[test]]\non = "time"\ncustomer = { satisfaction = "9" }\nfires = []', "satisfaction must be a number from 1 to 5"),
        ('[[pool]]\nkey = "x"\nwhen = ["purchases>1"]\ndays = 9', "unknown field 'purchases'"),
    ],
)  # fmt: skip
def test_mistakes(salesmap: Salesmap, table: str, problem: str) -> None:
    path = salesmap.home / "map.toml"
    path.write_text(f"{salesmap.ok('map', 'export').out}\n{table}\n", encoding="utf-8")
    answer = salesmap.run("map", "check", str(path))
    assert answer.code == 2 and problem in answer.out, answer


def test_a_case_that_fails_changed_nothing(salesmap: Salesmap) -> None:
    path = salesmap.home / "map.toml"
    rule = (
        f'[[when]]\nkey = "x"\non = "won"\nwhen = ["source~{"x" * 2000}"]\nthen = [{{ tag = "t" }}]'
    )
    case = '[[test]]\non = "won"\nfires = []'
    exported = salesmap.ok("map", "export").out
    path.write_text(f"{exported}\n{rule}\n{case}\n", encoding="utf-8")
    answer = salesmap.run("map", "test", str(path))
    assert answer.code == 2
    assert answer.err == "The search text can have at most 1000 characters.\n"
