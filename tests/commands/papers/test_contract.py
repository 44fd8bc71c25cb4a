"""Contracts through the public door: drafted, approved, signed, amended, paid, ended."""

from typing import Any

import pytest
from conftest import Salesmap, assert_refused, made_once

CONTRACT = (
    "id number version state lead_id lead customer quote amount currency signed_on starts ends "
    "received invoiced due open overdue days_overdue owner external_id"
).split()
PLAN = "part what due_on amount received open state days_overdue".split()


@made_once
def harbor(salesmap: Salesmap) -> None:
    """A person with a lead worth 100,000 in the quote stage."""
    salesmap.ok(
        "lead", "add", "Harbor", "--company", "Harbor Ltd", "--phone", "13800000001",
        "--value", "100k", "--stage", "quote",
    )  # fmt: skip


def state(person: Salesmap, contract: str = "1") -> str:
    return str(person.json("contract", "show", contract)["state"])


def plan(person: Salesmap, contract: str = "1") -> list[tuple[Any, ...]]:
    rows = person.json("contract", "show", contract)["plan"]
    return [(row["amount"], row["due_on"], row["received"], row["state"]) for row in rows]


def require_approval(
    person: Salesmap, manager: str | None = "mei", when: str = "total>50k"
) -> None:
    person.ok("map", "export", "own.toml")
    path = person.home / "own.toml"
    text = path.read_text(encoding="utf-8")
    if manager:
        text = text.replace('key = "manager"', f'key = "manager"\nperson = "{manager}"', 1)
    text += f'\n[[approval]]\nof = "contract"\nwhen = ["{when}"]\nrole = "manager"\n'
    path.write_text(text, encoding="utf-8")
    person.ok("map", "apply", "own.toml", "--yes")


def test_a_contract_from_the_draft_to_the_last_payment(harbor: Salesmap) -> None:
    drafted = harbor.json(
        "contract", "new", "harbor", "--plan", "30% sign+7d, 60% delivery+15d, 10% 2027-09-01"
    )
    assert list(drafted)[: len(CONTRACT)] == CONTRACT
    assert (drafted["number"], drafted["state"], drafted["amount"]) == (None, "draft", 100_000)
    assert list(harbor.json("contract", "show", "1")["plan"][0])[: len(PLAN)] == PLAN
    harbor.ok("contract", "milestone", "1", "add", "delivery", "--due", "2026-12-01")
    signed = harbor.json("contract", "sign", "1")
    assert (signed["number"], signed["state"]) == ("C-2026-0001", "signed")
    assert signed["signed_on"] == "2026-11-23"
    lead = harbor.json("lead", "show", "1")
    assert (lead["status"], lead["closed_at"][:10]) == ("won", "2026-11-23")
    harbor.ok("payment", "add", "lead:1", "30k")
    assert state(harbor) == "in_progress"
    harbor.ok("contract", "milestone", "1", "done", "delivery")
    assert plan(harbor) == [
        (30_000, "2026-11-30", 30_000, "paid"),
        (60_000, "2026-12-08", 0, "not_due"),
        (10_000, "2027-09-01", 0, "not_due"),
    ]
    harbor.ok("payment", "add", "C-2026-0001", "70k")
    assert state(harbor) == "in_progress", "the milestone is not accepted"
    harbor.ok("contract", "milestone", "1", "accept", "1")
    assert state(harbor) == "fulfilled"
    harbor.ok("contract", "close", "1")
    assert state(harbor) == "closed"
    for _change in range(7):
        harbor.ok("undo")
        harbor.ok("db", "check")
    assert harbor.json("lead", "show", "1")["status"] == "open"
    assert state(harbor) == "draft"


def test_what_is_so_already_is_no_change(harbor: Salesmap) -> None:
    harbor.ok("contract", "new", "1", "--amount", "100", "--note", "x")
    plan = "deposit 50% sign, 50% 2027-01-01"
    harbor.ok("contract", "plan", "1", plan)
    harbor.ok("contract", "sign", "1")
    harbor.ok("contract", "new", "1", "--amount", "100")
    harbor.ok("contract", "plan", "2", plan)
    harbor.ok("payment", "add", "1", "50")
    before = harbor.json("history")
    for line, told in (
        (("payment", "move", "1", "--to", "1"), "nothing was changed"),
        (("payment", "move", "1", "--to", "1", "--amount", "20"), "nothing was changed"),
        (("contract", "edit", "1", "--note", "x"), "is unchanged"),
        (("contract", "edit", "2", "--amount", "100", "--plan", plan), "is unchanged"),
        (("contract", "plan", "2", plan), "is unchanged"),
    ):
        answer = harbor.ok(*line)
        assert told in answer.out + answer.err, line
    assert harbor.json("history") == before


def test_an_amendment_tells_what_the_parts_come_to(harbor: Salesmap) -> None:
    harbor.ok("contract", "new", "1", "--amount", "1000", "--plan", "30% sign, 70% 2027-01-01")
    edited = harbor.ok("contract", "edit", "1", "--amount", "2000").out.splitlines()
    assert edited[1:] == ["Part 1 (sign): 300 → 600.", "Part 2 (70% 2027-01-01): 700 → 1,400."]
    harbor.ok("contract", "sign", "1")
    amended = harbor.ok("contract", "amend", "1", "--amount", "3000").out.splitlines()
    assert amended[1] == "Part 1 (sign): 600 → 900."
    harbor.ok("contract", "sign", "1")
    plan = "900 sign, 2100 2027-01-01, rest 2027-02-01"
    signed = harbor.ok("contract", "amend", "1", "--amount", "3500", "--plan", plan, "--sign").out
    assert "Part 3 (rest 2027-02-01): 500." in signed
    harbor.json("contract", "amend", "1", "--amount", "4000")


def test_an_amount_that_the_lines_do_not_come_to_is_told(harbor: Salesmap) -> None:
    harbor.ok("quote", "new", "1", "Work", "--price", "1000", "--send")
    harbor.ok("quote", "accept", "1")
    made = harbor.ok("contract", "new", "1", "--sign", "--plan", "30% sign+7d, 70% 2027-01-01")
    assert "1 payment falls due: 2026-11-30." in made.err
    told = "The lines stay as they are: they come to 1,000 before rounding."
    assert told in harbor.ok("contract", "amend", "1", "--amount", "900").err
    shown = harbor.ok("contract", "show", "1", "--format", "table", SALESMAP_LANG="zh").out
    assert "30% 签约后7天" in shown
    assert harbor.json("contract", "show", "1")["versions"][0]["plan"].startswith("30% sign+7d")


def test_the_timeline_of_a_lead_tells_what_became_of_its_papers(harbor: Salesmap) -> None:
    harbor.ok("quote", "new", "1", "Work", "--price", "1000", "--send")
    harbor.ok("quote", "bid", "1", "800", "--competitor", "Kontor", "--note", "by phone")
    harbor.ok("quote", "accept", "1")
    harbor.ok("contract", "new", "1", "--sign")
    harbor.ok("contract", "terminate", "1")
    events = {row["event"]: row["text"] for row in harbor.json("lead", "show", "1")["timeline"]}
    assert events["bid"] == "Q-2026-0001 · 800 CNY · Kontor · by phone"
    assert events["accepted"] == "Q-2026-0001 · 1,000 CNY"
    assert events["signed"] == "C-2026-0001 · 1,000 CNY"
    assert events["terminated"] == "C-2026-0001"


def test_contract_and_deposit_in_two_commands(harbor: Salesmap) -> None:
    harbor.ok("contract", "new", "harbor", "--plan", "deposit 30% sign, rest 2027-03-31", "--sign")
    paid = harbor.run("payment", "add", "harbor", "30k")
    assert paid.code == 0 and "Part 1: 30,000." in paid.err
    (undone,) = [row for row in harbor.json("history") if row["id"] == 2]
    assert undone["summary"] == "Signed contract C-2026-0001", "one change"


def test_the_amount_comes_from_the_accepted_quote(harbor: Salesmap) -> None:
    harbor.ok("quote", "new", "harbor", "Setup@2", "--price", "500", "--tax", "13%", "--send")
    assert harbor.run("contract", "new", "harbor", "--quote", "1").code == 4
    harbor.ok("quote", "accept", "1")
    contract = harbor.json("contract", "new", "harbor")
    assert (contract["amount"], contract["quote"]) == (1130, "Q-2026-0001")
    detail = harbor.json("contract", "show", "1")
    assert [(line["name"], line["qty"], line["price"], line["net"], line["tax"]) for line in detail["lines"]] == [("Setup", 2, 500, 1000, 130)]  # fmt: skip
    assert detail["versions"][0]["net"] == 1000
    again = harbor.run("contract", "new", "harbor")
    assert "in contract draft 1 already" in again.err
    harbor.ok("lead", "add", "Other")
    assert harbor.run("contract", "new", "Other", "--quote", "1").code == 4
    assert harbor.run("contract", "new", "Other").code == 2, "nothing says what it comes to"
    assert harbor.run("contract", "new", "Other", "--amount", "0").code == 2


def test_a_signed_contract_is_frozen(harbor: Salesmap) -> None:
    harbor.ok("contract", "new", "1", "--plan", "50% sign, 50% 2027-01-31")
    harbor.ok("contract", "plan", "1", "40% sign, 60% 2027-01-31")
    harbor.ok("contract", "edit", "1", "--amount", "90k")
    assert [row[0] for row in plan(harbor)] == [36_000, 54_000]
    harbor.ok("contract", "sign", "1")
    for line in (("plan", "1", "100% sign"), ("edit", "1", "--amount", "80k"), ("void", "1")):
        refused = harbor.run("contract", *line)
        assert refused.code == 4 and "amend" in refused.err, line
    assert harbor.run("contract", "sign", "1").code == 4
    harbor.ok("contract", "edit", "1", "--owner", "bo")
    assert harbor.json("contract", "show", "1")["owner"] == "bo"


def test_an_amendment_is_a_version_that_holds_once_it_is_signed(harbor: Salesmap) -> None:
    harbor.ok("contract", "new", "1", "--plan", "50% sign, 50% 2027-01-31", "--sign")
    harbor.ok("payment", "add", "1", "60k")
    assert harbor.run("contract", "amend", "1").code == 2
    harbor.ok("contract", "amend", "1", "--amount", "120k", "--why", "more seats")
    before = harbor.json("contract", "show", "1")
    assert (before["version"], before["amount"], before["draft_version"]) == (1, 100_000, 2)
    assert harbor.run("contract", "amend", "1", "--amount", "130k").code == 4
    harbor.ok("contract", "sign", "1")
    after = harbor.json("contract", "show", "1")
    assert (after["version"], after["amount"]) == (2, 120_000)
    assert [each["state"] for each in after["versions"]] == ["superseded", "signed"]
    assert [(row["amount"], row["received"]) for row in after["plan"]] == [(60_000, 60_000), (60_000, 0)]  # fmt: skip
    harbor.ok("contract", "amend", "1", "--plan", "100000 sign, rest 2027-02-01", "--sign")
    assert [row[0] for row in plan(harbor)] == [100_000, 20_000]
    harbor.ok("contract", "milestone", "1", "add", "delivery", "--due", "2026-12-01")
    harbor.ok("contract", "milestone", "1", "done", "1")
    terms = "50% sign+10d, 30% delivery+5d, rest handover"
    harbor.ok("contract", "amend", "1", "--plan", terms, "--sign")
    days = [row[1] for row in plan(harbor)]
    assert days == ["2026-12-03", "2026-11-28", None], "days count from what has happened"
    harbor.ok("db", "check")


def test_approval_by_role(harbor: Salesmap) -> None:
    require_approval(harbor)
    harbor.ok("contract", "new", "1", "--plan", "100% sign")
    refused = harbor.run("contract", "sign", "1")
    assert refused.code == 4 and "needs approval" in refused.err
    assert harbor.run("contract", "approve", "1").code == 4, "nobody asked"
    harbor.ok("contract", "submit", "1")
    assert state(harbor) == "in_approval"
    own = harbor.run("contract", "approve", "1")
    assert own.code == 4 and "mei" in own.err
    row = harbor.json("due")[-1]
    assert (row["kind"], row["settle"]) == ("approval", "salesmap contract approve 1")
    harbor.ok("contract", "refuse", "1", "--note", "too long", SALESMAP_USER="mei")
    assert state(harbor) == "draft"
    harbor.ok("contract", "submit", "1")
    harbor.ok("contract", "approve", "1", SALESMAP_USER="mei")
    contract = harbor.json("contract", "show", "1")
    assert (contract["state"], contract["number"]) == ("approved", "C-2026-0001")
    worse = harbor.run("contract", "edit", "1", "--amount", "90k")
    assert "no longer holds" in worse.err and state(harbor) == "draft"
    harbor.ok("undo")
    harbor.ok("contract", "edit", "1", "--amount", "110k")
    assert state(harbor) == "approved", "for the better"
    harbor.ok("contract", "sign", "1")
    harbor.ok("contract", "amend", "1", "--amount", "60k")
    assert harbor.run("contract", "sign", "1").code == 4, "an amendment is approved, too"
    for line in (("new", "1", "--amount", "60k"), ("renew", "1")):
        at_once = harbor.run("contract", *line, "--sign")
        assert at_once.code == 4 and "leave --sign out" in at_once.err, "nothing is kept of it"


@pytest.mark.parametrize("when", ["discount_rate>0.10", "below_floor"])
def test_a_contract_without_a_quote_gave_nothing_away(harbor: Salesmap, when: str) -> None:
    require_approval(harbor, when=when)
    harbor.ok("contract", "new", "1")
    harbor.ok("contract", "sign", "1")
    assert state(harbor) == "signed"


def test_alone_one_decides_oneself(harbor: Salesmap) -> None:
    require_approval(harbor, None)
    harbor.ok("contract", "new", "1")
    harbor.ok("contract", "submit", "1")
    assert "own decision" in harbor.ok("contract", "approve", "1").err.lower()
    harbor.ok("lead", "add", "Small", "--value", "5k")
    harbor.ok("contract", "new", "Small")
    assert harbor.run("contract", "submit", "Small").code == 4, "the map asks for none"
    harbor.ok("contract", "sign", "Small")


def test_part_payments_refunds_and_credit(harbor: Salesmap) -> None:
    """What is due, what came, how old it is."""
    harbor.ok(
        "contract", "new", "1", "--plan",
        "30000 2026-09-01, 60000 2026-10-15, retention 10000 2027-09-01",
        "--sign", "--on", "2026-08-20",
    )  # fmt: skip
    harbor.ok("payment", "add", "1", "30k", "--on", "2026-09-03")
    harbor.ok("payment", "add", "1", "50k", "--on", "2026-10-20")
    harbor.ok("payment", "refund", "1", "5k", "--on", "2026-11-01")
    contract = harbor.json("contract", "show", "1")
    figures = ("received", "due", "open", "overdue", "days_overdue")
    assert [contract[name] for name in figures] == [75_000, 90_000, 25_000, 15_000, 39]
    (row,) = harbor.json("report", "collections")
    assert row == {
        "contracts": 1, "amount": 100_000, "received": 75_000, "rate": 0.75, "due": 90_000,
        "received_due": 75_000, "rate_due": pytest.approx(5 / 6), "overdue": 15_000,
    }  # fmt: skip
    (aged,) = harbor.json("report", "receivables")
    assert aged == {
        "not_due": 10_000, "d1_30": 0, "d31_60": 15_000, "d61_90": 0, "over_90": 0,
        "overdue": 15_000,
    }  # fmt: skip
    (due,) = harbor.json("due")
    assert (due["kind"], due["days_overdue"], due["value"]) == ("payment", 39, 15_000)
    assert due["settle"] == "salesmap payment add C-2026-0001 15000 --for 2"
    harbor.ok(*due["settle"].split()[1:])
    assert harbor.json("due") == []
    more = harbor.run("payment", "add", "1", "12k")
    assert "Credit of the contract: 2,000 CNY." in more.err
    assert harbor.json("contract", "show", "1")["credit"] == 2_000
    assert harbor.run("payment", "refund", "1", "103k").code == 4
    harbor.ok("payment", "refund", "1", "3k")
    assert [row[2] for row in plan(harbor)] == [30_000, 60_000, 9_000], "credit first"


def test_forty_two_days_overdue(harbor: Salesmap) -> None:
    harbor.ok("contract", "new", "1", "--plan", "60000 2026-10-15, rest 2027-09-01", "--sign")
    later = {"SALESMAP_NOW": "2026-11-26T09:00:00"}
    assert harbor.json("contract", "show", "1", **later)["days_overdue"] == 42
    assert harbor.json("due", **later)[0]["days_overdue"] == 42


def test_the_last_day_is_not_overdue(harbor: Salesmap) -> None:
    harbor.ok("contract", "new", "1", "--plan", "50% today, 50% tomorrow", "--sign")
    assert [row["days_overdue"] for row in harbor.json("due")] == [0]
    assert harbor.json("payment", "list", "--overdue") == []
    tomorrow = harbor.json("payment", "list", "--overdue", SALESMAP_NOW="2026-11-24T09:00:00")
    assert [(row["part"], row["days_overdue"]) for row in tomorrow] == [(1, 1)]


def test_a_payment_is_moved(harbor: Salesmap) -> None:
    harbor.ok("contract", "new", "1", "--amount", "1k", "--plan", "50% sign, 50% eom", "--sign")
    harbor.ok("contract", "new", "1", "--amount", "2k", "--plan", "100% sign", "--sign")
    harbor.ok("payment", "add", "1", "1.5k")
    harbor.ok("payment", "move", "1", "--to", "2", "--amount", "500")
    assert harbor.json("history", "--limit", "1")[0]["summary"].startswith("Moved payment")
    assert (harbor.json("contract", "show", "1")["received"], plan(harbor, "2")[0][2]) == (1000, 500)  # fmt: skip
    assert harbor.run("payment", "move", "1", "--to", "2", "--amount", "2k").code == 4
    assert harbor.run("payment", "move", "9", "--to", "2").code == 3
    assert harbor.run("payment", "move", "1", "--to", "2", "--for", "3").code == 3
    harbor.ok("payment", "refund", "1", "900")
    assert harbor.run("payment", "move", "1", "--to", "2").code == 4, "the refund was of it"
    harbor.ok("db", "check")


def test_a_payment_is_not_undone_before_the_refund_that_came_out_of_it(harbor: Salesmap) -> None:
    """Credit touches no part of the plan."""
    harbor.ok("contract", "new", "1", "--plan", "100% sign", "--sign")
    harbor.ok("payment", "add", "1", "100k")
    harbor.ok("payment", "add", "1", "200")
    harbor.ok("payment", "refund", "1", "150")
    refused = harbor.run("undo", "4")
    assert refused.code == 4 and "5" in refused.err
    for _change in range(2):
        harbor.ok("undo")
    assert harbor.json("contract", "show", "1")["credit"] == 0


def test_what_is_refused_stores_nothing(harbor: Salesmap) -> None:
    harbor.ok("contract", "new", "1", "--sign")
    lines = [
        (2, "payment", "add", "1", "0"),
        (2, "payment", "add", "1", "x"),
        (2, "payment", "add", "1", "5k", "--on", "tomorrow"),
        (4, "payment", "add", "1", "$5k"),
        (3, "payment", "add", "1", "5k", "--for", "1"),
        (3, "payment", "add", "77", "5k"),
        (3, "payment", "add", "C-2026-0077", "5k"),
        (4, "payment", "refund", "1", "5k"),
        (2, "contract", "new", "1", "--plan", "30% sign, 60% eom"),
        (2, "contract", "new", "1", "--plan", "nonsense"),
        (2, "contract", "new", "1", "--starts", "2027-01-01", "--ends", "2026-12-31"),
        (2, "contract", "new", "1", "--amount", "1e30"),
        (2, "contract", "new", "1", "--amount", "999999999999999999"),
        (2, "contract", "new", "1", "--notice", "soon"),
        (2, "contract", "new", "1", "--sign", "--on", "tomorrow"),
        (2, "contract", "new", "1", "--on", "today"),
        (4, "contract", "close", "1"),
        (2, "contract", "close", "1", "--force"),
        (2, "contract", "milestone", "1", "add", " "),
        (3, "contract", "milestone", "1", "done", "1"),
        (2, "contract", "milestone", "1", "done", "1", "--due", "today"),
        (2, "contract", "file", "1", "nix.pdf"),
        (4, "invoice", "add", "1", "100001"),
        (2, "invoice", "add", "1", "100001", "--over"),
        (2, "invoice", "add", "1", "5", "--tax", "101%"),
        (2, "invoice", "add", "1", "5", "--on", "tomorrow"),
        (2, "contract", "list", "--status", "nix"),
        (2, "payment", "list", "--status", "nix"),
        (2, "report", "collections", "-f", "ics"),
        (3, "contract", "show", "nix"),
    ]
    before = len(harbor.json("history"))
    for code, *line in lines:
        answer = harbor.run(*line)
        assert answer.code == code and len(answer.err.splitlines()) >= 1, (line, answer)
    assert len(harbor.json("history")) == before


@pytest.mark.parametrize(
    ("way", "received", "credit", "refunded"),
    [(("--refund",), 0, 0, 1), (("--keep-credit",), 40_000, 0, 0), (("--move-to", "2"), 0, 0, 0)],
)
def test_termination_with_money_asks_where_it_goes(
    harbor: Salesmap, way: tuple[str, ...], received: int, credit: int, refunded: int
) -> None:
    harbor.ok("contract", "new", "1", "--plan", "40% 2026-11-01, 60% 2027-01-01", "--sign")
    harbor.ok("contract", "new", "1", "--amount", "50k", "--plan", "100% sign", "--sign")
    harbor.ok("payment", "add", "1", "40k")
    asked = harbor.run("contract", "terminate", "1")
    assert asked.code == 4 and "40,000 CNY" in asked.err and "--keep-credit" in asked.err
    assert harbor.run("contract", "terminate", "1", "--refund", "--keep-credit").code == 2
    harbor.ok("contract", "terminate", "1", *way, "--note", "stopped")
    contract = harbor.json("contract", "show", "1")
    assert (contract["state"], contract["received"], contract["open"]) == ("terminated", received, 0)  # fmt: skip
    assert sum(payment["amount"] < 0 for payment in contract["payments"]) == refunded
    assert harbor.json("contract", "show", "2")["received"] == (40_000 if "2" in way else 0)
    assert harbor.run("contract", "terminate", "1").code == 4
    assert [row["kind"] for row in harbor.json("due") if row["lead_id"] == 1] == (
        [] if "2" not in way else ["payment"]
    ) or way != ("--move-to", "2")
    harbor.ok("db", "check")


def test_a_terminated_contract_without_money_keeps_what_was_due(harbor: Salesmap) -> None:
    harbor.ok(
        "contract", "new", "1", "--plan", "40% 2026-11-01, 60% 2027-01-01", "--sign", "--on",
        "2026-10-01",
    )  # fmt: skip
    harbor.ok("contract", "terminate", "1")
    (row,) = harbor.json("report", "collections")
    assert (row["contracts"], row["amount"], row["due"], row["overdue"]) == (1, 100_000, 40_000, 40_000)  # fmt: skip
    assert harbor.json("report", "receivables")[0]["not_due"] == 0
    assert harbor.json("due") == [], "nobody is reminded of it"


def test_void_contracts_count_nowhere(harbor: Salesmap) -> None:
    harbor.ok("contract", "new", "1", "--plan", "100% 2026-01-01")
    harbor.ok("payment", "add", "1", "1k")
    assert harbor.run("contract", "void", "1").code == 4
    harbor.ok("contract", "void", "1", "--refund")
    assert state(harbor) == "void"
    assert harbor.json("report", "collections")[0]["contracts"] == 0
    assert harbor.run("payment", "add", "1", "1k").code == 4
    assert harbor.json("contract", "list", "--status", "void")[0]["id"] == 1
    assert harbor.json("contract", "list", "--status", "signed") == []


def test_renewal_and_end(harbor: Salesmap) -> None:
    harbor.ok(
        "contract", "new", "1", "--starts", "2026-01-01", "--ends", "2026-12-31", "--notice",
        "60d", "--sign",
    )  # fmt: skip
    (row,) = harbor.json("due")
    assert (row["kind"], row["due_on"], row["days_overdue"]) == ("contract_end", "2026-11-01", 22)
    assert row["what"] == "Contract C-2026-0001: last day 2026-12-31"
    harbor.ok(*row["settle"].split()[1:])
    new = harbor.json("contract", "show", "2")
    assert (new["starts"], new["ends"], new["renews"]) == ("2027-01-01", "2027-12-31", "C-2026-0001")  # fmt: skip
    assert harbor.json("contract", "show", "1")["renewed_by"] is None, "not yet"
    assert harbor.json("due") == []
    assert harbor.json("contract", "sign", "2")["number"] == "C-2026-0002"
    assert harbor.json("contract", "show", "1")["renewed_by"] == "C-2026-0002"
    assert harbor.run("contract", "new", "1", "--starts", "2027-05-31", "--ends", "2027-06-29").code == 0  # fmt: skip


def test_invoices_and_dso(harbor: Salesmap) -> None:
    harbor.ok("contract", "new", "1", "--sign", "--on", "2026-01-05")
    harbor.ok("invoice", "add", "1", "20k", "--number", "A1", "--tax", "13%", "--on", "2026-11-10")
    harbor.ok("payment", "add", "1", "2k", "--on", "2026-11-20")
    period = ("--since", "2026-11-01", "--until", "2026-11-30")
    (row,) = harbor.json("report", "dso", *period)
    assert row == {"receivables": 18_000, "invoiced": 20_000, "days": 30, "dso": 27}
    harbor.ok("invoice", "add", "1", "80k")
    assert harbor.run("invoice", "add", "1", "1").code == 4
    harbor.ok("invoice", "add", "1", "1", "--over", "--note", "freight")
    assert [each["amount"] for each in harbor.json("invoice", "list")] == [1, 80_000, 20_000]
    assert harbor.json("contract", "show", "1")["invoiced"] == 100_001


def test_numbers_are_given_back_by_an_undo(harbor: Salesmap) -> None:
    harbor.ok("contract", "new", "1", "--sign")
    harbor.ok("undo")
    harbor.ok("contract", "new", "1", "--sign")
    harbor.ok("contract", "new", "1", "--sign")
    numbers = [row["number"] for row in harbor.json("contract", "list")]
    assert numbers == ["C-2026-0002", "C-2026-0001"]


def test_signing_wins_the_lead_whatever_is_missing(newcomer: Salesmap) -> None:
    newcomer.ok("init", "--map", "medical-device")
    newcomer.ok("lead", "add", "CT", "--company", "A", "--phone", "139", "--source", "x",
                "--set", "customer_type=hospital")  # fmt: skip
    signed = newcomer.run("contract", "new", "CT", "--amount", "5k", "--sign", "--on", "2026-11-20")
    assert signed.code == 0 and "although this is missing" in signed.err
    assert "It is won today" in signed.err, "the lead came to its stage later"
    lead = newcomer.json("lead", "show", "1")
    assert (lead["status"], lead["value"]) == ("won", 5000)
    newcomer.ok("lead", "add", "Lost", "--value", "1k", "--phone", "138")
    newcomer.ok("lead", "lose", "Lost", "--reason", "price")
    lost = newcomer.run("contract", "new", "Lost", "--sign")
    assert lost.code == 0 and "stays so" in lost.err
    assert newcomer.json("lead", "show", "2")["status"] == "lost"
    newcomer.ok("db", "check")


def test_the_gate_of_the_contract(harbor: Salesmap) -> None:
    """The item that asks for a signature is met by it."""
    items = {row["item"]: row for row in harbor.json("lead", "checklist", "1", "--all")}
    assert items["signed"]["supply"] == "salesmap lead check 1 contract.signed"
    harbor.ok("contract", "new", "1")
    items = {row["item"]: row for row in harbor.json("lead", "checklist", "1", "--all")}
    assert items["signed"]["supply"] == "salesmap contract sign lead:1"
    harbor.ok("contract", "sign", "1")
    items = {row["item"]: row for row in harbor.json("lead", "checklist", "1", "--all")}
    assert items["signed"]["done"]


def test_files_of_a_contract(harbor: Salesmap) -> None:
    harbor.ok("contract", "new", "1")
    (harbor.home / "signed {1}.pdf").write_bytes(b"%PDF\0\xff")
    said = harbor.ok("contract", "file", "1", "signed {1}.pdf").out
    assert "signed {1}.pdf" in said
    harbor.ok("contract", "file", "1", "-", "--as", "annex.txt", stdin="hello")
    assert harbor.run("contract", "file", "1", "-", stdin="hello").code == 2
    files = harbor.json("contract", "show", "1")["files"]
    assert [(each["name"], each["size"]) for each in files] == [("signed {1}.pdf", 6), ("annex.txt", 5)]  # fmt: skip


def test_who_never_used_contracts_sees_nothing_of_them(harbor: Salesmap) -> None:
    harbor.ok("followup", "add", "1", "Call", "--due", "today")
    rows = harbor.json("due")
    assert [row["settle"] for row in rows] == ["salesmap followup done 1"]
    page = harbor.ok("due").out
    assert page.splitlines()[0] == "id\tdue_on\tdays_overdue\tlead\twhat\tphone\towner"
    assert "Follow-ups due" in harbor.ok("today").out


def test_reports_by_owner_customer_and_month(harbor: Salesmap) -> None:
    harbor.ok("lead", "add", "Pier", "--company", "Pier Ltd", "--value", "10k", "--owner", "bo")
    harbor.ok("contract", "new", "1", "--plan", "50% 2026-10-01, 50% 2027-10-01", "--sign", "--on", "2026-09-01")  # fmt: skip
    harbor.ok("contract", "new", "2", "--plan", "100% 2026-10-10", "--sign", "--on", "2026-10-01")
    harbor.ok("payment", "add", "2", "10k", "--on", "2026-11-05")
    rows = harbor.json("report", "collections", "--by", "customer,owner")
    assert [(row["customer"], row["owner"], row["amount"], row["rate_due"]) for row in rows] == [
        ("Harbor Ltd", "lin", 100_000, 0), ("Pier Ltd", "bo", 10_000, 1),
    ]  # fmt: skip
    months = harbor.json("report", "collections", "--by", "month")
    assert [(row["month"], row["amount"], row["due"], row["received"]) for row in months] == [
        ("2026-09", 100_000, 0, 0), ("2026-10", 10_000, 60_000, 0), ("2026-11", 0, 0, 10_000),
    ]  # fmt: skip
    assert harbor.json("report", "collections", "--owner", "bo")[0]["contracts"] == 1
    assert harbor.json("report", "receivables", "--customer", "pier")[0]["overdue"] == 0
    explained = harbor.json("report", "collections", "--explain")
    assert {row["figure"]: row["contract_ids"] for row in explained}["overdue"] == [1]
    assert harbor.json("report", "milestones") == [
        {"due": 0, "done": 0, "on_time": 0, "rate": None, "late": 0}
    ]
    harbor.ok("contract", "milestone", "1", "add", "delivery", "--due", "2026-11-01")
    harbor.ok("contract", "milestone", "1", "add", "training", "--due", "2026-11-10")
    harbor.ok("contract", "milestone", "1", "done", "1", "--on", "2026-10-30")
    assert harbor.json("report", "milestones") == [
        {"due": 2, "done": 1, "on_time": 1, "rate": 0.5, "late": 1}
    ]
    assert harbor.json("report", "collections", "--period", "2026-10")[0]["amount"] == 10_000
    two = harbor.json("contract", "list", "--overdue")
    assert [row["id"] for row in two] == [1]


def test_cash_by_the_lateness_of_each_customer(harbor: Salesmap) -> None:
    plan_of = "25% 2026-07-01, 25% 2026-08-01, 25% 2026-09-01, 25% 2026-12-15"
    harbor.ok("contract", "new", "1", "--plan", plan_of, "--sign", "--on", "2026-06-01")
    for day in ("2026-07-21", "2026-08-21", "2026-09-21"):
        harbor.ok("payment", "add", "1", "25k", "--on", day)
    assert harbor.json("report", "cash") == [
        {"month": "2027-01", "expected": 25_000, "low": 25_000, "high": 25_000, "parts": 1}
    ]
    calendar = harbor.ok("report", "cash", "-f", "ics").out
    assert "DTSTART;VALUE=DATE:20270104" in calendar and "UID:payment-4@" in calendar
    assert harbor.json("report", "cash", SALESMAP_NOW="2027-02-10T09:00:00")[0]["month"] == "2027-02"  # fmt: skip


def test_amounts_of_several_currencies(harbor: Salesmap) -> None:
    harbor.ok("contract", "new", "1", "--amount", "1000", "--plan", "100% 2026-11-01", "--sign")
    harbor.ok("contract", "new", "1", "--amount", "$100", "--plan", "100% 2026-11-01", "--sign")
    rows = harbor.json("report", "collections")
    assert [(row["currency"], row["amount"], row["overdue"]) for row in rows] == [
        ("CNY", 1000, 1000), ("USD", 100, 100),
    ]  # fmt: skip
    harbor.ok("rate", "set", "USD", "7", "--on", "2026-01-01")
    (row,) = harbor.json("report", "collections")
    assert (row["amount"], row["overdue"]) == (1700, 1700)


def test_the_page_has_bare_numbers_off_a_terminal_and_chinese_words(harbor: Salesmap) -> None:
    harbor.ok("contract", "new", "harbor", "--plan", "30% sign, rest sign+60d")
    plain = harbor.ok("contract", "show", "1").out
    assert "  amount\t100000\n" in plain and "  open\t100000\n" in plain
    assert "1\tsign\t" in plain
    shown = harbor.ok("--lang", "zh", "contract", "show", "1", "--format", "table").out
    assert "未收：100,000" in shown and "进行中" not in shown
    assert "签约" in shown


def test_the_share_of_milestones_on_time_is_not_called_a_win_rate(harbor: Salesmap) -> None:
    explained = harbor.ok("report", "milestones", "--explain").out
    assert "On-time rate" in explained and "Win rate" not in explained


def test_a_lead_is_not_won_before_it_came_to_its_stage(harbor: Salesmap) -> None:
    """Signed on the day it came: won then. Signed before: won today, which is told."""
    later = {"SALESMAP_NOW": "2026-11-30T09:00:00"}
    harbor.ok("lead", "add", "Pier", "--company", "Pier Ltd", "--value", "5k")
    for lead, day, told in (("1", "2026-11-23", False), ("2", "2026-11-20", True)):
        harbor.ok("contract", "new", lead, **later)
        answer = harbor.ok("contract", "sign", f"lead:{lead}", "--on", day, **later)
        assert ("won today" in answer.err) == told, answer
        won = "2026-11-30" if told else day
        assert harbor.sql("SELECT closed_on FROM lead WHERE id = ?", int(lead)) == [(won,)]


def test_each_change_of_a_contract_counts_once(harbor: Salesmap) -> None:
    """What two people changed at once is found by the number of changes."""

    def version() -> int:
        ((found,),) = harbor.sql("SELECT version FROM contract WHERE id = 1")
        return int(found)

    harbor.ok("contract", "new", "1", "--plan", "50% sign, 50% 2027-01-31")
    assert version() == 1
    before = 1
    for line in (
        ("contract", "edit", "1", "--ends", "2027-12-31"),
        ("contract", "sign", "1"),
        ("contract", "amend", "1", "--amount", "120k"),
        ("contract", "sign", "1"),
        ("contract", "terminate", "1", "--note", "moved"),
    ):
        harbor.ok(*line)
        assert version() == before + 1, line
        before += 1


def test_no_payment_moves_to_a_void_contract(harbor: Salesmap) -> None:
    harbor.ok("contract", "new", "1", "--sign")
    harbor.ok("payment", "add", "1", "1k")
    harbor.ok("contract", "new", "1", "--amount", "5k")
    harbor.ok("contract", "void", "2", "--note", "a slip")
    assert harbor.run("payment", "move", "1", "--to", "2").code == 4
    assert harbor.run("payment", "add", "2", "1k").code == 4


def test_what_waits_on_an_amendment_is_its_own_and_ends_with_the_contract(harbor: Salesmap) -> None:
    require_approval(harbor, None)
    harbor.ok("contract", "new", "1", "--amount", "1000", "--sign")
    harbor.ok("contract", "amend", "1", "--amount", "60000")
    assert "60,000" in harbor.ok("contract", "submit", "1").out
    assert [row["kind"] for row in harbor.json("due")] == ["approval"]
    assert "60,000" in harbor.ok("contract", "refuse", "1", "--note", "no").out
    harbor.ok("contract", "submit", "1")
    harbor.ok("contract", "terminate", "1")
    assert harbor.json("due") == []
    assert harbor.json("contract", "show", "1")["versions"][1]["state"] == "void"


def test_money_moves_to_another_customer_with_a_word(harbor: Salesmap) -> None:
    harbor.ok("lead", "add", "Bay", "--company", "Bay Ltd", "--value", "100")
    for lead in ("harbor", "bay"):
        harbor.ok("contract", "new", lead, "--amount", "100", "--sign")
    harbor.ok("payment", "add", "1", "30")
    told = "another customer: Bay Ltd"
    assert told in harbor.ok("payment", "move", "1", "--to", "2", "--amount", "10").err
    assert told in harbor.ok("contract", "terminate", "1", "--move-to", "2").err
    assert told not in harbor.ok("payment", "move", "2", "--to", "2", "--amount", "5").err


def test_days_that_cannot_be(harbor: Salesmap) -> None:
    """Nothing is paid back before it came, and nothing ends before it began."""
    harbor.ok("contract", "new", "1", "--amount", "100", "--sign", "--on", "2026-11-10")
    harbor.ok("payment", "add", "1", "30", "--on", "2026-11-12")
    early = ("payment", "refund", "1", "5", "--on", "2026-11-11")
    assert "more than the 0 received" in harbor.run(*early).err
    harbor.ok(*early[:-1], "2026-11-12")
    refused = harbor.run("contract", "terminate", "1", "--refund", "--on", "2026-11-09")
    assert refused.code == 2 and "before the signature" in refused.err


def test_a_plan_that_is_taken_away_is_told(harbor: Salesmap) -> None:
    harbor.ok("contract", "new", "1", "--plan", "30% sign, rest eoy")
    assert "no payment plan any more" in harbor.ok("contract", "plan", "1", "").err
    assert harbor.run("contract", "plan", "1", "30% delivery-15d, rest eoy").code == 2


def test_what_looks_like_a_second_one_is_told(harbor: Salesmap) -> None:
    harbor.ok("quote", "new", "1", "X", "--price", "1000", "--send")
    harbor.ok("quote", "accept", "1")
    other = harbor.ok("contract", "new", "1", "--quote", "Q-2026-0001", "--amount", "900")
    assert "come to 1,000" in other.err
    same = harbor.ok("contract", "new", "1", "--quote", "Q-2026-0001", "--amount", "1000", "--sign")
    assert "come to" not in same.err
    harbor.ok("contract", "renew", "2")
    assert "draft 3 renews it already" in harbor.ok("contract", "renew", "2").err
    invoice = ("invoice", "add", "2", "100", "--number", "N1")
    assert "same number" not in harbor.ok(*invoice).err
    assert "Invoice 1 has the same number" in harbor.ok(*invoice).err
    past = ("contract", "milestone", "2", "add", "delivery", "--due", "yesterday")
    assert "is in the past" in harbor.ok(*past).err


def test_parts_are_called_in_the_language_of_the_screen(harbor: Salesmap) -> None:
    harbor.ok("contract", "new", "1", "--plan", "30% sign, rest 2027-01-31", "--sign")
    zh = ("--lang", "zh")
    shown = [
        harbor.ok(*zh, "due", terminal=200).out,
        harbor.ok(*zh, "payment", "list", "--status", "not_due", terminal=200).out,
        harbor.ok(*zh, "contract", "amend", "1", "--amount", "120000", terminal=200).out,
    ]
    assert all("签约" in text and "sign" not in text for text in shown), shown
    assert all("其余 2027-01-31" in text for text in shown[1:]), shown
    listed = harbor.json("payment", "list", "--status", "not_due")
    assert [row["what"] for row in listed] == ["sign", "rest 2027-01-31"]


def test_an_amendment_can_be_corrected_before_it_is_signed(harbor: Salesmap) -> None:
    harbor.ok("contract", "new", "1", "--amount", "1000", "--plan", "50% sign, rest eoy", "--sign")
    edit = ("contract", "edit", "1", "--amount")
    assert harbor.run(*edit, "2000").code == 4
    harbor.ok("contract", "amend", "1", "--amount", "5000")
    harbor.ok("payment", "add", "1", "100")
    assert "contract edit" in harbor.run("contract", "amend", "1", "--amount", "2000").err
    assert "2,000" in harbor.ok(*edit, "2000").out
    assert "1,000" in harbor.ok("contract", "edit", "1", "--owner", "zoe").out
    assert harbor.json("contract", "show", "1")["amount"] == 1000
    assert [row[0] for row in plan(harbor)] == [500, 500]
    assert harbor.run("contract", "plan", "1", "100% sign").code == 4
    assert harbor.json("contract", "sign", "1")["amount"] == 2000
    assert [row[0] for row in plan(harbor)] == [1000, 1000]


@pytest.mark.parametrize(
    "line",
    [
        "contract new 1 --amount",
        "contract edit 1 --amount",
        "payment add 1",
        "invoice add 1",
        "payment refund 1",
    ],
)
def test_a_cent_is_an_amount_and_nothing_is_none(harbor: Salesmap, line: str) -> None:
    if not line.startswith("contract new"):
        harbor.ok("contract", "new", "1", "--amount", "9")
    if not line.startswith("contract"):
        harbor.ok("contract", "sign", "1")
    if "refund" in line:
        harbor.ok("payment", "add", "1", "5")
    assert_refused(harbor.run(*line.split(), "0"), 2, "0")
    harbor.ok(*line.split(), "0.01")


def test_all_that_was_received_can_be_refunded_and_no_cent_more(harbor: Salesmap) -> None:
    harbor.ok("contract", "new", "1", "--amount", "9", "--sign")
    harbor.ok("payment", "add", "1", "5")
    assert_refused(harbor.run("payment", "refund", "1", "5.01"), 4, "5.01", "5")
    harbor.ok("payment", "refund", "1", "5")


def test_the_history_says_what_was_decided(harbor: Salesmap) -> None:
    require_approval(harbor)
    for decision, word in (("approve", "Approved"), ("refuse", "Refused")):
        harbor.ok("contract", "new", "1", "--amount", "100k")
        number = str(harbor.sql("SELECT max(id) FROM contract")[0][0])
        harbor.ok("contract", "submit", number)
        harbor.ok("contract", decision, number, "--note", "x", SALESMAP_USER="mei")
        assert harbor.json("history", "--limit", "1")[0]["summary"].startswith(f"{word} contract")
