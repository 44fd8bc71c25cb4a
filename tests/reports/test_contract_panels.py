"""Contracts where other pages show them: problems of the map, the board, the review, customers."""

from conftest import Salesmap, made_once

from salesmap.domain.map.loader import parse_map, read_source


@made_once
def seller(salesmap: Salesmap) -> None:
    """A person with ten signed contracts; three payments are overdue, four milestones late."""
    for number in range(1, 11):
        salesmap.ok(
            "lead", "add", f"L{number}", "--company", f"C{number}", "--value", "1000",
            "--owner", "ann" if number % 2 else "bo",
        )  # fmt: skip
        due = "2026-11-01" if number <= 3 else "2026-11-23"
        salesmap.ok("contract", "new", str(number), "--plan", f"100% {due}", "--sign")
        salesmap.ok("contract", "milestone", str(number), "add", "delivery", "--due", "2026-11-10")
        if number > 4:
            salesmap.ok("contract", "milestone", str(number), "done", "1", "--on", "2026-11-10")


def test_detectors_of_contracts(seller: Salesmap) -> None:
    rows = seller.json("diagnose", "--explain")
    found = {f"{row['stage']}.{row['problem']}": row for row in rows}
    overdue = found["contract.overdue-payments"]
    assert (overdue["value"], overdue["leads"], overdue["lead_ids"]) == (0.3, 3, [1, 2, 3])
    late = found["contract.late-milestones"]
    assert (late["value"], late["lead_ids"]) == (0.4, [1, 2, 3, 4])
    seller.ok("payment", "add", "1", "1000")
    (row,) = [row for row in seller.json("diagnose") if row["problem"] == "late-milestones"]
    assert row["value"] == 0.4
    assert "overdue-payments" not in {row["problem"] for row in seller.json("diagnose")}
    read = parse_map(read_source("six-stage"))
    assert {"late_milestone_share", "overdue_payment_share"} <= {
        problem.metric for _stage, problem in read.problems()
    }


def test_what_to_do_about_overdue_payments(seller: Salesmap) -> None:
    """Their leads are won: the follow-ups go there all the same."""
    answer = seller.run("diagnose", "--apply", "overdue-payments", "--yes")
    assert answer.code == 0, answer
    rows = seller.json("followup", "list")
    assert sorted(row["lead_id"] for row in rows) == [1, 2, 3]


def test_overdue_money_on_the_board_and_in_the_review(seller: Salesmap) -> None:
    page = seller.ok("board").out
    assert "Overdue payments" in page and "C-2026-0003" in page and "C-2026-0004" not in page
    assert "C-2026-0002" not in seller.ok("board", "--owner", "ann").out
    seller.ok("board", "--html", "board.html")
    assert "C-2026-0003" in (seller.home / "board.html").read_text(encoding="utf-8")
    panels = seller.json("review", "week")
    assert [row["contract"] for row in panels["overdue_payments"]] == [
        "C-2026-0001", "C-2026-0002", "C-2026-0003",
    ]  # fmt: skip
    assert "逾期回款" in seller.ok("board", SALESMAP_LANG="zh").out


def test_a_board_without_contracts_has_no_such_panel(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "A")
    assert "payment" not in salesmap.ok("board").out.lower()
    assert "overdue_payments" not in salesmap.json("review", "week")


def test_the_papers_of_a_customer(seller: Salesmap) -> None:
    seller.ok("payment", "add", "1", "400")
    page = seller.json("customer", "show", "C1")
    assert [row["number"] for row in page["contracts"]] == ["C-2026-0001"]
    assert [row["amount"] for row in page["payments"]] == [400]
    assert page["quotes"] == []
    assert "Payments" in seller.ok("customer", "show", "C1").out


def test_the_contracts_of_a_lead(seller: Salesmap) -> None:
    """With every field of a contract, as `contract list` has them."""
    rows = seller.json("lead", "show", "1")["contracts"]
    assert rows == [seller.json("contract", "list")[-1]]
    page = seller.ok("lead", "show", "1", "--format", "table").out
    assert "Contracts" in page and "C-2026-0001" in page
    seller.ok("lead", "add", "Fresh")
    assert seller.json("lead", "show", "Fresh")["contracts"] == []
    assert "Contracts" not in seller.ok("lead", "show", "Fresh").out


def test_contracts_are_found(seller: Salesmap) -> None:
    rows = seller.json("find", "C-2026-0007")
    assert [(row["kind"], row["id"]) for row in rows] == [("contract", 7)]


def test_two_customers_merged_keep_their_contracts(seller: Salesmap) -> None:
    seller.ok("dup", "merge", "customer:1", "customer:2", "--yes")
    numbers = [row["number"] for row in seller.json("customer", "show", "C1")["contracts"]]
    assert numbers == ["C-2026-0002", "C-2026-0001"]
    seller.ok("dup", "merge", "lead:3", "lead:4", "--yes")
    assert {row["lead_id"] for row in seller.json("contract", "list") if row["id"] in (3, 4)} == {3}
    seller.ok("undo")
    seller.ok("db", "check")
