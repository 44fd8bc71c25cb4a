"""Leads: taken in, looked up, corrected, moved, closed."""

import pytest
from conftest import Salesmap


def test_add_and_show(salesmap: Salesmap) -> None:
    lead = salesmap.json(
        "lead", "add", "Acme", "--company", "Acme Ltd", "--contact", "Ann", "--phone", "13812345678", "--value", "$12k",
        "--tag", "hot", "--set", "budget=500", "--next", "call", "--due", "fri",
    )  # fmt: skip
    assert lead["id"] == 1
    assert (lead["customer"], lead["contact"], lead["phone"]) == ("Acme Ltd", "Ann", "13812345678")
    assert (lead["value"], lead["currency"], lead["owner"]) == (12000, "USD", "lin")
    assert (lead["tags"], lead["fields"], lead["next_due"]) == (["hot"], {"budget": "500"}, "2026-11-27")
    assert (lead["stage"], lead["status"], lead["created_at"]) == ("lead", "open", "2026-11-23T01:00:00Z")
    assert salesmap.json("lead", "show", "acm") == lead


@pytest.mark.parametrize(
    ("arguments", "same"),
    [(("--phone", "+86 138 1234 5678"), "phone"), (("--email", "ANN@acme.example"), "e-mail"), (("--company", "ＡＣＭＥ  ltd"), "company")],
)
def test_conflict_is_refused(salesmap: Salesmap, arguments: tuple[str, str], same: str) -> None:
    salesmap.ok("lead", "add", "Acme", "--company", "Acme Ltd", "--phone", "13812345678", "--email", "ann@acme.example")
    refused = salesmap.run("lead", "add", "Other", *arguments)
    assert refused.code == 4
    assert same in refused.err
    assert salesmap.ok("lead", "add", "Other", *arguments, "--allow-duplicate").code == 0


def test_closed_lead_is_no_conflict(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "Acme", "--phone", "13812345678")
    salesmap.ok("lead", "lose", "1", "--reason", "price")
    salesmap.ok("lead", "add", "Again", "--phone", "13812345678")
