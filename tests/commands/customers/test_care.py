"""Care of customers and the repurchase clock: what is due, and what settles it."""

from pathlib import Path

import pytest
from support.machine import browser

from tests.conftest import Salesmap


def buy(app: Salesmap, name: str, *days: str, owner: str = "mei", value: str = "10k") -> None:
    """Let a customer buy on some days."""
    for number, day in enumerate(days):
        lead = f"{name} {number}"
        app.ok("--now", day, "lead", "add", lead, "--company", name, "--owner", owner, "--value", value, "--allow-duplicate")  # fmt: skip
        app.ok("--now", day, "lead", "win", lead)


def due(app: Salesmap, kind: str, *options: str, now: str = "2026-11-23") -> list[tuple[str, str]]:
    rows = app.json("--now", now, "due", *options)
    return [(row["customer"], row["due_on"]) for row in rows if row["kind"] == kind]


@pytest.fixture
def bought(salesmap: Salesmap) -> Salesmap:
    """A customer of tier A by hand, last bought on October 1, and a buyer without a tier."""
    buy(salesmap, "Harbor Ltd", "2026-10-01")
    buy(salesmap, "Reed Co", "2026-03-01", owner="bo")
    return salesmap


def test_nothing_is_due_until_tiers_are_used(bought: Salesmap) -> None:
    assert bought.json("due") == []
    assert "put customers into tiers" in bought.run("care", "plan").err
    bought.ok("customer", "tier", "harbor", "A")
    assert due(bought, "care") == [("Reed Co", "2026-08-28"), ("Harbor Ltd", "2026-10-31")]
    assert due(bought, "care", now="2026-10-30") == [("Reed Co", "2026-08-28")]


def test_any_contact_starts_the_clock_anew(bought: Salesmap) -> None:
    bought.ok("customer", "tier", "harbor", "A")
    assert due(bought, "care", "--owner", "mei") == [("Harbor Ltd", "2026-10-31")]
    bought.ok("log", "1", "note", "nothing said")
    assert due(bought, "care", "--mine") == [] and due(bought, "care", "--owner", "mei")
    bought.ok("log", "1", "call", "hello")
    assert due(bought, "care", "--owner", "mei") == []
    assert due(bought, "care", "--owner", "mei", now="2026-12-23") == [("Harbor Ltd", "2026-12-23")]
    bought.ok("undo")
    ticket = bought.json("ticket", "new", "harbor", "It rattles")["id"]
    assert due(bought, "care", "--owner", "mei"), "what the customer writes is no touch of ours"
    bought.ok("ticket", "reply", str(ticket), "--note", "We look at it")
    assert due(bought, "care", "--owner", "mei") == []


def test_care_is_done(bought: Salesmap) -> None:
    """With a rating that belongs to it, a follow-up where it is low, in the timeline, one undo."""
    bought.ok("customer", "tier", "harbor", "A")
    (line,) = [row for row in bought.json("due") if row["customer"] == "Harbor Ltd"]
    assert (line["kind"], line["settle"]) == ("care", "salesmap care done 1")
    assert "Is it in use?" in line["what"]
    done = bought.ok("care", "done", "harbor", "--satisfaction", "2", "--note", "slow", "--kind", "call")  # fmt: skip
    assert "Next care: 2026-12-23" in done.err and "Ask what went wrong" in done.err
    shown = bought.json("customer", "show", "harbor")
    assert shown["satisfaction"] == 2 and shown["ratings"][0]["comment"] == "slow"
    assert [row["text"] for row in shown["timeline"] if row["event"] == "care"] == ["slow"]
    assert shown["last_contact"] is not None
    assert due(bought, "care") == [("Reed Co", "2026-08-28")]
    bought.ok("undo")
    assert bought.json("customer", "show", "harbor")["satisfaction"] is None
    assert len(due(bought, "care")) == 2
    wrongs = ("--satisfaction 6", "--kind pigeon", "--at 2027-01-01", "--kind note")
    for wrong in map(str.split, wrongs):
        assert bought.run("care", "done", "harbor", *wrong).code == 2
    assert bought.run("care", "done", "nobody").code == 3
    bought.ok("care", "done", "harbor", "--at", "2026-11-01")
    assert due(bought, "care", "--owner", "mei", "--days", "8") == [("Harbor Ltd", "2026-12-01")]


def test_the_plan_and_the_list(bought: Salesmap) -> None:
    bought.ok("customer", "tier", "harbor", "A")
    rows = {row["tier"]: row for row in bought.json("care", "plan")}
    assert (rows["A"]["care_days"], rows["A"]["customers"], rows["A"]["due"]) == (30, 1, 1)
    assert (rows["C"]["customers"], rows["C"]["due"], rows["C"]["kinds"]) == (1, 1, ["message", "email"])  # fmt: skip
    of_bo = {row["tier"]: row for row in bought.json("care", "plan", "--owner", "bo")}
    assert [(of_bo[tier]["customers"], of_bo[tier]["due"]) for tier in "AC"] == [(0, 0), (1, 1)]
    assert "No owner 'bob'. Known: " in bought.ok("care", "plan", "--owner", "bob").err
    listed = bought.json("care", "due")
    assert [(row["customer"], row["tier"], row["days_overdue"]) for row in listed] == [
        ("Harbor Ltd", "A", 23),
        ("Reed Co", "C", 87),
    ]
    assert [row["last_touch"] for row in listed] == ["2026-10-01", "2026-03-01"]
    assert [row["customer"] for row in bought.json("care", "due", "--owner", "bo")] == ["Reed Co"]


def test_ten_a_day_and_owner(salesmap: Salesmap) -> None:
    for number in range(12):
        buy(salesmap, f"C{number}", "2026-01-01")
    salesmap.ok("customer", "tier", "--apply", "--yes")
    found = salesmap.run("due", "--format", "json")
    kinds = [row["kind"] for row in found.data]
    assert (kinds.count("care"), kinds.count("repurchase")) == (10, 0)
    assert "2 more customers to care for: 'salesmap care due'" in found.err
    salesmap.ok("--user", "mei", "care", "done", "C3")
    assert len(due(salesmap, "care")) == 9, "one of today's ten is done"
    assert len(due(salesmap, "care", now="2026-11-24")) == 10
    assert len(salesmap.json("care", "due")) == 11


def test_the_longest_without_contact_come_first_however_many_wait(salesmap: Salesmap) -> None:
    """Eleven of each owner, of two tiers: the best tier first, and each owner has ten lines."""
    for number in range(11):
        buy(salesmap, f"M{number}", f"2026-01-{number + 10}", owner="mei")
        buy(salesmap, f"B{number}", f"2026-02-{number + 10}", owner="bo")
    salesmap.ok("customer", "tier", "--apply", "--yes")
    salesmap.ok("customer", "tier", "M10", "A")
    salesmap.ok("customer", "tier", "B0", "A")
    (of_mei, of_bo) = (
        [row["customer"] for row in salesmap.json("due", "--owner", owner) if row["kind"] == "care"]
        for owner in ("mei", "bo")
    )
    assert of_mei == ["M10", *(f"M{number}" for number in range(9))]
    assert of_bo == [f"B{number}" for number in range(10)]
    found = salesmap.run("due", "--format", "json")
    assert [row["kind"] for row in found.data].count("care") == 20
    assert "2 more customers to care for" in found.err
    listed = [row["customer"] for row in salesmap.json("care", "due")]
    assert listed[:3] == ["M10", "B0", "M0"] and len(listed) == 22


@pytest.mark.parametrize(
    "later", [("care", "done", "harbor"), ("lead", "edit", "1", "--owner", "zoe")]
)
def test_care_as_of_a_day_whose_newest_change_is_not_the_latest(
    bought: Salesmap, later: tuple[str, ...]
) -> None:
    """A clock that is set back: what was recorded before of a later time was not yet."""
    bought.ok("--now", "2026-11-20", "customer", "tier", "harbor", "A")
    past = bought.json("--as-of", "2026-11-22", "care", "due")
    bought.ok("--now", "2026-11-25", *later)
    bought.ok("--now", "2026-11-21", "customer", "add", "Other")
    assert bought.json("--as-of", "2026-11-22", "care", "due") == past
    assert bought.json("--now", "2026-12-31", "care", "due") != past


def test_care_as_of_a_day_is_that_of_the_day(bought: Salesmap) -> None:
    bought.ok("--now", "2026-11-01", "customer", "tier", "harbor", "A")
    bought.ok("--now", "2026-11-10", "care", "done", "harbor")
    assert [row["customer"] for row in bought.json("care", "due")] == ["Reed Co"]
    past = bought.json("--as-of", "2026-11-05", "care", "due")
    assert [row["customer"] for row in past] == ["Harbor Ltd", "Reed Co"]
    bought.ok("undo")
    assert [row["customer"] for row in bought.json("care", "due")] == ["Harbor Ltd", "Reed Co"]


def test_the_caretaker_cares_for_a_customer(bought: Salesmap) -> None:
    """Who looks after a won lead of another is reminded, whatever they ever sold themselves."""
    bought.ok("customer", "tier", "harbor", "A")
    bought.ok("lead", "edit", "1", "--owner", "zoe")
    assert due(bought, "care", "--owner", "zoe") == [("Harbor Ltd", "2026-10-31")]
    assert due(bought, "care", "--owner", "mei") == []
    for filters, names in {
        "--owner zoe": ["Harbor Ltd"],
        "--owner mei": [],
        "owner!=zoe": ["Reed Co"],
        "--owner bo": ["Reed Co"],
    }.items():
        listed = bought.json("customer", "list", *filters.split())
        assert [row["name"] for row in listed] == names, filters


def test_dates_of_care_follow_other_programs(bought: Salesmap) -> None:
    """What another program wrote counts at once; dates that it made wrong are found."""
    bought.ok("customer", "tier", "harbor", "A")
    bought.sql("UPDATE lead SET closed_on = '2026-11-20', cycle_days = 50 WHERE id = 1")
    assert due(bought, "care") == [("Reed Co", "2026-08-28")]
    bought.ok("followup", "add", "2", "call", "--due", "fri")
    assert due(bought, "care", now="2026-12-20") == [
        ("Reed Co", "2026-08-28"),
        ("Harbor Ltd", "2026-12-20"),
    ]


def test_dates_of_care_are_kept_through_a_time_without_tiers(bought: Salesmap) -> None:
    bought.ok("customer", "tier", "harbor", "A")
    bought.ok("customer", "tier", "harbor", "")
    bought.ok("log", "1", "call", "hello")
    assert due(bought, "care") == []
    bought.ok("db", "trim", "--before", "2026-11-24", "--yes", SALESMAP_NOW="2026-11-25")
    bought.ok("customer", "tier", "harbor", "A")
    assert due(bought, "care") == [("Reed Co", "2026-08-28")]
    assert due(bought, "care", now="2026-12-23")[1] == ("Harbor Ltd", "2026-12-23")


@pytest.mark.inconsistent
@pytest.mark.parametrize(
    "wrong",
    [
        "UPDATE customer_clock SET touched_at = '2026-11-20T10:00:00Z' WHERE customer_id = 1",
        "DELETE FROM customer_clock WHERE customer_id = 1",
        "UPDATE customer_clock SET customer_id = 9 WHERE customer_id = 1",
        "INSERT INTO customer_clock SELECT 9, tier, owner, contact_at, bought_on, touched_at, gap, again_on, is_busy"
        " FROM customer_clock WHERE customer_id = 1",
    ],
)
def test_wrong_dates_of_care_are_found(bought: Salesmap, wrong: str) -> None:
    bought.ok("customer", "tier", "harbor", "A")
    assert bought.run("db", "check").code == 0
    bought.sql(wrong)
    found = bought.run("db", "check")
    assert (
        found.code != 0 and "the dates for care and repurchase are wrong" in found.err + found.out
    )


def test_care_is_listed_by_filters_on_customers(bought: Salesmap) -> None:
    """The filters of customer list hold, with the same meaning, for both lists."""
    bought.ok("customer", "tier", "harbor", "A")
    bought.ok("lead", "edit", "1", "--value", "60k")
    bought.ok("--now", "2026-01-05", "lead", "add", "R2", "--company", "Reed Co", "--owner", "mei")
    bought.ok("lead", "lose", "R2", "--reason", "price")

    def care(*filters: str) -> list[str]:
        return [row["customer"] for row in bought.json("care", "due", *filters)]

    assert care("value_won>=50k") == ["Harbor Ltd"]
    assert care("tier=A") == care("--tier", "A") == care("rfm>300", "tier=A") == ["Harbor Ltd"]
    assert care("purchases=1") == ["Harbor Ltd", "Reed Co"]
    for option, word in (("bo", "owner=bo"), ("mei", "owner=mei")):
        listed = [row["name"] for row in bought.json("customer", "list", word)]
        assert care("--owner", option) == care(word) == listed
    assert care("--customer", "reed") == care("source=")[1:] == ["Reed Co"]
    wrong = bought.run("care", "due", "colour=red")
    assert wrong.code == 2 and "value_won" in wrong.err
    assert bought.json("care", "due", "--repurchase", "value_won>=50k") == []


def test_all_who_are_to_buy_again(salesmap: Salesmap) -> None:
    for number in range(12):
        buy(salesmap, f"C{number}", "2026-01-01", "2026-02-01", "2026-03-01", owner="mei")
    buy(salesmap, "Reed Co", "2026-01-01", owner="bo")
    salesmap.ok("customer", "tier", "reed", "A")
    found = salesmap.run("due", "--format", "json")
    assert [row["kind"] for row in found.data].count("repurchase") == 11
    assert "2 more customers to buy again: 'salesmap care due --repurchase'" in found.err
    rows = salesmap.json("care", "due", "--repurchase")
    assert len(rows) == 13 and rows[0]["customer"] == "Reed Co"
    assert rows[0] == {
        "id": 13, "customer": "Reed Co", "tier": "A", "owner": "bo", "phone": None,
        "last_purchase": "2026-01-01", "gap_days": None, "due_on": "2026-06-30", "days_overdue": 146,
        "settle": "salesmap lead add 'Reed Co' --company 'Reed Co'",
    }  # fmt: skip
    assert (rows[1]["gap_days"], rows[1]["due_on"]) == (29.5, "2026-04-15")
    assert len(salesmap.json("care", "due", "--repurchase", "--owner", "bo")) == 1
    assert salesmap.json("--now", "2026-04-10", "care", "due", "--repurchase") == []
    assert len(salesmap.json("--now", "2026-04-10", "care", "due", "--repurchase", "--days", "5")) == 12  # fmt: skip


@pytest.mark.parametrize("by", ["month", "quarter", "year", "week"])
def test_a_row_of_the_report_is_the_figure_of_its_period(bought: Salesmap, by: str) -> None:
    """Whenever it was bought: care is in the time in which it fell due."""
    bought.ok("customer", "tier", "harbor", "A")
    buy(bought, "Third", "2026-01-10")
    bought.ok("customer", "tier", "third", "A")
    for day in ("2026-02-20", "2026-03-15", "2026-05-20"):
        bought.ok("--now", day, "care", "done", "third")
    rows = bought.json("report", "care", "--by", by)
    assert sum(row["due"] for row in rows) == (3 if by == "year" else 6) or by in (
        "quarter",
        "week",
    )
    for row in rows:
        (figure,) = bought.json("report", "care", "--period", row[by])
        assert (row["due"], row["done"]) == (figure["due"], figure["done"]), row
    if by == "month":
        assert [row["month"] for row in rows] == ["2026-02", "2026-03", "2026-04", "2026-06", "2026-08", "2026-10"]  # fmt: skip


@pytest.mark.parametrize(
    ("days", "day"),
    [
        (("2026-01-01", "2026-02-01", "2026-03-01"), "2026-04-15"),  # median of 31 and 28, × 1.5
        (("2026-01-01", "2026-01-01", "2026-03-01"), "2027-03-01"),  # two different days: tier C
        (("2026-03-01",), "2027-03-01"),
    ],
)
def test_the_repurchase_clock(salesmap: Salesmap, days: tuple[str, ...], day: str) -> None:
    buy(salesmap, "Harbor Ltd", *days, value="1k")
    salesmap.ok("customer", "tier", "harbor", "C")
    assert due(salesmap, "repurchase", now=day) == [("Harbor Ltd", day)]
    before = f"{day[:8]}14" if day.endswith("15") else "2027-02-28"
    assert due(salesmap, "repurchase", now=before) == []


def test_an_open_lead_stops_the_repurchase_clock(bought: Salesmap) -> None:
    bought.ok("customer", "tier", "reed", "A")
    (line,) = [row for row in bought.json("due") if row["kind"] == "repurchase"]
    assert (line["customer"], line["due_on"]) == ("Reed Co", "2026-08-28")
    assert line["settle"] == "salesmap lead add 'Reed Co' --company 'Reed Co'"
    bought.ok("lead", "add", "Reed Co", "--company", "Reed Co")
    assert due(bought, "repurchase") == []


def test_care_moves_with_a_merge_and_an_export(bought: Salesmap) -> None:
    bought.ok("customer", "tier", "harbor", "A")
    bought.ok("care", "done", "harbor", "--satisfaction", "5", "--note", "fine")
    bought.ok("dup", "merge", "customer:2", "customer:1", "--yes")
    shown = bought.json("customer", "show", "2")
    assert shown["satisfaction"] == 5
    assert [row["text"] for row in shown["timeline"] if row["event"] == "care"] == ["fine"]


def test_the_page_of_a_customer(bought: Salesmap) -> None:
    bought.ok("care", "done", "harbor", "--satisfaction", "5", "--note", "<b>fine</b>")
    path = bought.home / "harbor.html"
    bought.ok("customer", "show", "harbor", "--html", str(path))
    text = path.read_text()
    assert "Harbor Ltd" in text and "&lt;b&gt;fine" in text and "<script" not in text
    assert bought.run("customer", "show", "harbor", "--html", str(path)).code == 4
    assert bought.run("customer", "show", "1", "--html", "x.html", "--format", "json").code == 2


def test_overdue_care_is_diagnosed_with_proof(salesmap: Salesmap) -> None:
    """Twelve of A and B, ten of them neglected; nothing while tiers are not used."""
    for number in range(12):
        day = "2026-11-20" if number < 2 else "2026-01-01"
        buy(salesmap, f"C{number}", day, value="30k")

    def found() -> list[dict[str, object]]:
        rows = salesmap.json("diagnose", "--stage", "aftersales")
        return [row for row in rows if row["problem"] == "care-overdue"]

    assert found() == []
    salesmap.ok("customer", "tier", "--apply", "--yes")
    (problem,) = found()
    assert problem["value"] == pytest.approx(10 / 12, abs=1e-4)
    assert problem["leads"] == 10
    rows = {row["owner"]: row for row in salesmap.json("report", "care", "--by", "owner")}
    assert (rows["mei"]["due"], rows["mei"]["done"]) == (10, 0)
    salesmap.ok("care", "done", "C5")
    assert salesmap.json("report", "care")[0] == {"due": 10, "done": 1, "rate": 0.1}
    assert found()[0]["leads"] == 9
    (this_month,) = salesmap.json("report", "care", "--since", "2026-11-01")
    assert (this_month["due"], this_month["done"]) == (0, 0), "it fell due in April"


def test_the_newest_won_lead_stands_for_a_customer_in_care(salesmap: Salesmap) -> None:
    """By the day it was won, then by its number; the dates kept or worked out for the question."""
    for number in range(12):
        buy(salesmap, f"C{number}", "2026-01-02", "2025-12-01", "2026-01-02", value="30k")
    salesmap.ok("customer", "tier", "--apply", "--yes")

    def leads() -> list[int]:
        (row,) = [
            row
            for row in salesmap.json("diagnose", "--stage", "aftersales", "--explain")
            if row["problem"] == "care-overdue"
        ]
        return row["lead_ids"]

    assert leads() == [3 * number + 3 for number in range(12)]
    salesmap.sql("UPDATE lead SET region = 'north' WHERE id = 1")
    assert leads() == [3 * number + 3 for number in range(12)]


def test_what_the_board_has_of_after_sales(bought: Salesmap) -> None:
    def figures() -> dict[str, str]:
        return {row["what"]: row["number"] for row in bought.json("board").get("after_sales", [])}

    assert figures() == {}
    bought.ok("customer", "tier", "harbor", "A")
    assert figures() == {"care_overdue": "2", "repurchase_due": "0"}
    bought.ok("ticket", "new", "harbor", "It rattles")
    bought.ok("care", "done", "harbor", "--satisfaction", "3")
    assert figures() == {
        "tickets_open": "1",
        "tickets_late": "0",
        "csat": "0.0%",
        "care_overdue": "1",
        "repurchase_due": "0",
    }


def test_low_repurchase_and_few_renewals_are_diagnosed(salesmap: Salesmap) -> None:
    """Of the map b2b-simple: twelve customers, one bought again; six contracts, two renewed."""
    shop = Salesmap(salesmap.home / "shop.db", salesmap.home)
    shop.ok("init", "--map", "b2b-simple")
    for number in range(12):
        buy(shop, f"C{number}", "2026-01-01", *(["2026-05-01"] if number == 0 else []))
    for number in range(6):
        shop.ok("--now", "2025-11-01", "contract", "new", str(number + 1), "--amount", "10k", "--starts", "2025-11-01", "--ends", "2026-10-31", "--sign")  # fmt: skip
    for number in range(2):
        shop.ok("--now", "2026-10-01", "contract", "renew", str(number + 1), "--sign")
    rows = {row["problem"]: row for row in shop.json("diagnose", "--stage", "retention")}
    low, few = rows["low-repurchase"], rows["few-renewals"]
    assert low["value"] == pytest.approx(1 / 12, abs=1e-4) and low["leads"] == 11
    assert few["value"] == pytest.approx(2 / 6, abs=1e-4) and few["leads"] == 4


@pytest.mark.skipif(browser.found() is None, reason="no browser on this machine")
def test_the_page_of_a_customer_fits_any_screen(bought: Salesmap, tmp_path: Path) -> None:
    long = "It rattles when the door is open, and then the light goes out. " * 5
    bought.ok("ticket", "new", "harbor", long)
    bought.ok("care", "done", "harbor", "--satisfaction", "5", "--note", "x" * 300)
    bought.ok("need", "add", "1", "安静" * 60, "--weight", "3")
    file = bought.home / "harbor.html"
    bought.ok("customer", "show", "harbor", "--html", str(file))
    with browser.opened(file.as_uri(), tmp_path / "browser") as page:
        assert page.hidden_parts() == page.hidden_parts(dark=True) == {}
