"""Reports on customers by their purchases: repurchase, RFM, ABC, renewals."""

from typing import Any

import pytest

from salesmap.domain.map.loader import read_source
from tests.conftest import Salesmap

PURCHASES = """name,company,status,value,created,closed,owner
a1,Acme,won,1000,2025-01-01,2025-02-01,ann
a2,Acme,won,2000,2025-01-01,2025-02-01,ann
a3,Acme,won,3000,2025-01-01,2025-06-01,bo
b1,Birch,won,500,2025-01-01,2025-03-01,bo
b2,Birch,won,500,2025-01-01,2026-03-01,bo
c1,Cedar,won,900,2026-01-01,2026-10-01,ann
d1,Dune,lost,900,2026-01-01,2026-10-01,ann
e1,,won,900,2026-01-01,2026-10-01,ann
f1,Fir,won,900,2026-01-01,,ann
"""
"""Today is 2026-11-23: Acme came back after 120 days, Birch after 365; Cedar bought 53 days ago."""


def imported(person: Salesmap, text: str) -> Salesmap:
    (person.home / "won.csv").write_text(text, encoding="utf-8")
    person.ok("lead", "import", "won.csv")
    return person


@pytest.fixture
def three(salesmap: Salesmap) -> Salesmap:
    """Return a database with three customers who bought."""
    return imported(salesmap, PURCHASES)


def figures(person: Salesmap, *line: str, **environment: str) -> list[tuple[Any, ...]]:
    return [tuple(row.values()) for row in person.json("report", *line, **environment)]


@pytest.mark.parametrize(("options", "row"), [
    ((), (3, 2, 2 / 3, 5)),
    (("--def", "orders"), (3, 2, 0.4, 5)),
    (("--def", "window"), (2, 1, 0.5, 4)),
    (("--def", "window", "--days", "120"), (2, 1, 0.5, 4)),
    (("--def", "window", "--days", "119"), (2, 0, 0, 4)),
    (("--def", "window", "--days", "53"), (2, 0, 0, 4)),
    (("--def", "window", "--days", "52"), (3, 0, 0, 5)),
    (("--def", "window", "--days", "400", "--until", "2025-02-28"), (1, 1, 1, 2)),
    (("--period", "2025"), (2, 1, 0.5, 3)),
    (("--owner", "ann"), (2, 0, 0, 2)),
])  # fmt: skip
def test_repurchase(three: Salesmap, options: tuple[str, ...], row: tuple[float, ...]) -> None:
    assert figures(three, "repurchase", *options) == [pytest.approx(row)]


def test_what_is_no_purchase_is_told(three: Salesmap) -> None:
    told = three.ok("report", "repurchase").err
    assert "1 won lead without a close date" in told and "1 won lead without a customer" in told
    for name in ("rfm", "abc"):
        assert "without a close date" in three.ok("report", name, "--explain").err
    assert three.run("report", "repurchase", "--days", "30").code == 2
    assert three.run("report", "winrate", "--days", "30").code == 2


def test_a_customer_is_in_the_group_of_its_first_purchase(three: Salesmap) -> None:
    assert figures(three, "repurchase", "--by", "month") == [
        ("2025-02", 1, 1, 1.0, 2),
        ("2025-03", 1, 1, 1.0, 2),
        ("2026-10", 1, 0, 0.0, 1),
    ]
    rows = three.json("report", "repurchase", "--by", "owner", "--explain")
    behind = {(row["owner"], row["figure"]): (row["customer_ids"], row["formula"]) for row in rows}
    assert behind["ann", "customers"] == ([1, 3], "number of customers = 2")
    assert behind["bo", "repeat"] == ([2], "number of customers = 1")
    assert behind["ann", "rate"][1] == "1 ÷ 2"
    page = three.ok("report", "repurchase", "--explain", "--format", "table").out
    assert "3 customers: 1, 2, 3" in page


def test_few_customers_are_scored_by_the_bounds_of_the_map(three: Salesmap) -> None:
    scores = {"411": (1, 900), "221": (1, 1000), "121": (1, 6000)}
    rows = three.json("report", "rfm")
    assert {row["rfm"]: (row["customers"], row["value"]) for row in rows} == scores
    assert [row["rfm"] for row in rows] == list(scores), "the best first"
    assert [rows[0][score] for score in "rfm"] == [4, 1, 1]
    assert "fewer than 50 customers" in three.ok("report", "rfm").err
    recent = [
        figures(three, "rfm", SALESMAP_NOW=f"2026-{day}T12:00")[0][0] for day in ("10-31", "11-01")
    ]
    assert recent == ["511", "411"], "30 days are within the bound, 31 are not"
    assert figures(three, "rfm", "--until", "2025-06-15") == [
        ("521", 5, 2, 1, 1, 6000),
        ("311", 3, 1, 1, 1, 500),
    ], "recency counts from the end of the period"


def test_the_map_sets_the_bounds(three: Salesmap) -> None:
    source = read_source("six-stage").replace("m = [10000, 50000,", "m = [900, 1000,")
    (three.home / "map.toml").write_text(source, encoding="utf-8")
    (change,) = three.json("map", "diff", "map.toml")
    assert (change["what"], change["after"]) == ("RFM · m", "900, 1000, 100000, 500000")
    three.ok("map", "apply", "map.toml", "--yes")
    assert [row["rfm"] for row in three.json("report", "rfm")] == ["412", "223", "123"]


def test_many_customers_are_scored_against_each_other(salesmap: Salesmap) -> None:
    """A score is 1 + five times the share of the strictly worse; who is alike shares it."""
    rows = [
        f"w{i},Customer {i},won,{200 if i % 2 else 100},2026-01-01,2026-{1 + i // 28:02}-{1 + i % 28:02}"
        for i in range(50)
    ]
    imported(salesmap, "\n".join(["name,company,status,value,created,closed", *rows]))
    cells = {row["rfm"]: row["customers"] for row in salesmap.json("report", "rfm")}
    assert cells == {f"{r}1{m}": 5 for r in range(1, 6) for m in (1, 3)}
    assert "fewer than" not in salesmap.ok("report", "rfm").err


def test_abc(salesmap: Salesmap) -> None:
    rows = [
        f"w{i},Customer {i},won,{value},2026-01-01,2026-02-01"
        for i, value in enumerate((10, 60, 5, 20, 5))
    ]
    imported(salesmap, "\n".join(["name,company,status,value,created,closed", *rows]))
    assert figures(salesmap, "abc") == [("A", 2, 0.8, 80), ("B", 2, 0.15, 15), ("C", 1, 0.05, 5)]
    behind = {
        row["class"]: (row["customer_ids"], row["formula"])
        for row in salesmap.json("report", "abc", "--explain")
        if row["figure"] == "share"
    }
    assert behind == {"A": ([2, 4], "80 ÷ 100"), "B": ([1, 3], "15 ÷ 100"), "C": ([5], "5 ÷ 100")}


def test_currencies_are_not_added(salesmap: Salesmap) -> None:
    rows = ("a,Acme,won,100,CNY", "b,Birch,won,90,CNY", "c,Acme,won,10,USD", "d,Cedar,won,1,USD")
    dated = [f"{row},2026-01-01,2026-02-01" for row in rows]
    head = "name,company,status,value,currency,created,closed"
    imported(salesmap, "\n".join([head, *dated]))
    assert figures(salesmap, "abc") == [
        ("CNY", "A", 2, 1.0, 190),
        ("USD", "A", 1, pytest.approx(10 / 11), 10),
        ("USD", "B", 1, pytest.approx(1 / 11), 1),
    ]
    assert len(figures(salesmap, "rfm")) == 2
    assert "Without a rate, USD is scored by the same figures" in salesmap.ok("report", "rfm").err
    salesmap.ok("rate", "set", "USD", "7", "--on", "2026-01-01")
    assert "Without a rate" not in salesmap.ok("report", "rfm").err
    assert figures(salesmap, "abc") == [
        ("A", 2, pytest.approx(260 / 267), 260),
        ("C", 1, pytest.approx(7 / 267), 7),
    ]


def contract(person: Salesmap, lead: str, amount: str, ends: str, *more: str) -> None:
    day = ("--now", "2026-01-01")
    person.ok(*day, "lead", "add", lead, "--company", f"{lead} Ltd", "--owner", "ann")
    person.ok(
        *day, "contract", "new", lead, "--amount", amount, "--starts", "2026-01-01", "--ends", ends, "--sign"
    )  # fmt: skip
    for line in more:
        person.ok(*line.split())


def test_renewals(salesmap: Salesmap) -> None:
    contract(
        salesmap, "Acme", "100k", "2026-10-31", "--now 2026-09-01 contract renew 1 --amount 120k --sign",
    )  # fmt: skip
    contract(salesmap, "Birch", "50k", "2026-10-31", "contract renew 3")
    contract(
        salesmap,
        "Cedar",
        "50k",
        "2027-10-31",
        "--now 2026-09-15 contract terminate 5 --keep-credit",
    )
    contract(salesmap, "Dune", "40k", "2026-11-23")
    assert figures(salesmap, "renewals") == [(3, 1, pytest.approx(1 / 3), 200000, 0.5)]
    assert figures(salesmap, "renewals", "--by", "month") == [
        ("2026-09", 1, 0, 0.0, 50000, 0.0),
        ("2026-10", 2, 1, 0.5, 150000, pytest.approx(2 / 3)),
    ]
    (later,) = figures(salesmap, "renewals", SALESMAP_NOW="2026-11-24T12:00")
    assert later[0] == 4, "its last day is over"
    behind = {
        row["figure"]: row["contract_ids"]
        for row in salesmap.json("report", "renewals", "--explain")
    }
    assert behind["renewed"] == [1] and behind["ended"] == [1, 3, 5]
