"""A currency that does not exist is refused wherever one can be typed, imported or set."""

import csv
import shutil
from pathlib import Path

import pytest
from conftest import Salesmap, assert_refused, contents

TYPED = """
lead add A --value 1XXZ
lead add A --currency EURO
lead edit Acme --value 1XXZ
lead win Acme --value 1XXZ
lead list value>1XXZ
product add CT Counter --price 1XXZ
product add CT Counter --price 1 --currency EURO
quote new Acme Work --price 1XXZ
quote new Acme --currency EURO
quote discount 1 1XXZ
quote bid 1 1XXZ
contract new Acme --amount 1XXZ
contract plan 1 1XXZ sign
payment add 1 1XXZ
invoice add 1 1XXZ
target set 1XXZ
rate set XXZ 7
rate set EURO 7
config set currency EURO
config set currency XXZ
""".strip().splitlines()


@pytest.fixture(scope="module")
def with_papers(filled_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Salesmap:
    """Return a command line with a quote and a contract that the tests only fail to change."""
    home = tmp_path_factory.mktemp("papers")
    salesmap = Salesmap(home / "test.db", home)
    shutil.copy(filled_database, salesmap.db)
    salesmap.ok("quote", "new", "Acme", "Work", "--price", "5")
    salesmap.ok("contract", "new", "Acme", "--amount", "1000")
    return salesmap


def test_one_that_is_typed(with_papers: Salesmap) -> None:
    before = contents(with_papers.db)
    for line in TYPED:
        words = line.split()
        if words[:2] == ["contract", "plan"]:
            words[3:] = [" ".join(words[3:])]
        near = "EUR" if "EURO" in line else "such as CNY"
        assert_refused(with_papers.run(*words), 2, near)
    assert contents(with_papers.db) == before


def test_one_that_a_file_of_settings_names(with_papers: Salesmap) -> None:
    assert_refused(with_papers.run("due", SALESMAP_CURRENCY="RMB"), 2, "'RMB'", "CNY")


@pytest.mark.parametrize(
    ("command", "header", "good", "bad"),
    [
        ("lead", "name,value,currency", "A,5,yen", "B,5,XXZ"),
        ("product", "code,name,price,currency", "A,a,5,JPY", "B,b,5,XXZ"),
        ("contract", "number,customer,amount,currency,signed on", "A,a,5,JPY,2026-01-02", "B,b,5,XXZ,2026-01-02"),
        ("contract", "number,customer,amount,signed on", "A,a,JPY 5,2026-01-02", "B,b,XXZ 5,2026-01-02"),
        ("contract", "number,customer,amount,currency,signed on", "A,a,5,JPY,2026-01-02", "B,b,5.50,JPY,2026-01-02"),
        ("product", "code,name,price,currency", "A,a,5,JPY", "B,b,5.50,JPY"),
    ],
)  # fmt: skip
def test_one_in_a_row_of_a_file(
    salesmap: Salesmap, command: str, header: str, good: str, bad: str
) -> None:
    (salesmap.home / "in.csv").write_text(f"{header}\n{good}\n{bad}\n", encoding="utf-8")
    line = (command, "import", "in.csv", "--rejects", "bad.csv")
    answer = salesmap.json(*line)
    assert (answer["added"], answer["rejected"]) == (1, 1)
    with (salesmap.home / "bad.csv").open(encoding="utf-8") as file:
        (row,) = csv.DictReader(file)
    assert "3" in row.values(), "the line of the file"
    assert any("XXZ" in word or ("JPY" in word and "cents" in word) for word in row.values())


def test_one_in_a_file_of_rates(salesmap: Salesmap) -> None:
    (salesmap.home / "in.csv").write_text(
        "currency,day,rate\nUSD,2026-01-01,7\nEURO,2026-01-01,8\n"
    )
    assert_refused(salesmap.run("rate", "import", "in.csv"), 2, "line 3:", "EUR?")
    assert salesmap.json("rate", "list") == []


def test_amounts_of_a_currency_without_cents(salesmap: Salesmap) -> None:
    salesmap.ok("config", "set", "currency", "JPY")
    salesmap.ok("lead", "add", "A", "--value", "1000")
    salesmap.ok("quote", "new", "A", "Work", "--price", "333", "--tax", "10%")
    salesmap.ok("contract", "new", "A", "--amount", "1000")
    for line in (
        "lead edit A --value 10.5", "lead win A --value 10.5", "lead add B --value 10.5",
        "quote add 1 More --price 10.5", "quote discount 1 10.5", "quote round 1 10.5",
        "contract edit 1 --amount 10.5", "payment add 1 10.5", "invoice add 1 10.5",
        "product add CT Counter --price 10.5",
    ):  # fmt: skip
        assert_refused(salesmap.run(*line.split()), 2, "JPY", "no cents")
    quote = salesmap.json("quote", "show", "A")
    assert (quote["net"], quote["tax"], quote["total"]) == (333, 33, 366)
    salesmap.ok("contract", "plan", "A", "33.3% sign, 66.7% 2027-01-01")
    plan = salesmap.json("contract", "show", "A")["plan"]
    assert [part["amount"] for part in plan] == [333, 667]


def test_an_amount_names_another_currency_than_its_paper(with_papers: Salesmap) -> None:
    before = contents(with_papers.db)
    for line in (
        "quote set 1 1 --price 5USD", "quote set 1 1 --discount 1USD",
        "quote discount 1 1USD", "quote round 1 1USD",
    ):  # fmt: skip
        assert_refused(with_papers.run(*line.split()), 4, "USD", "CNY")
    assert_refused(with_papers.run("target", "set", "5USD"), 2, "USD", "CNY")
    assert contents(with_papers.db) == before


def test_explained_figures_are_those_of_the_report(salesmap: Salesmap) -> None:
    """Some have a rate: none is added to those that have none, nor left out in silence."""
    for name, currency in (("A", "CNY"), ("B", "USD"), ("C", "EUR")):
        salesmap.ok("lead", "add", name, "--currency", currency, "--value", "1000")
        salesmap.ok("contract", "new", name, "--sign")
    salesmap.ok("rate", "set", "USD", "7")
    for line, figure in (
        (("report", "collections"), "amount"),
        (("report", "winrate"), "value_won"),
        (("funnel",), "now_value"),
    ):
        answer = salesmap.ok(*line, "--explain", "--format", "json")
        explained = {
            (row["currency"], row["value"])
            for row in answer.data
            if row["figure"] == figure and row.get("stage") in (None, "won")
        }
        assert explained == {("CNY", 1000), ("USD", 1000), ("EUR", 1000)}, line
        assert "not added" in answer.err


def test_rates_hold_in_the_past_whenever_they_were_set(salesmap: Salesmap) -> None:
    salesmap.ok("--now", "2026-11-01T09:00", "lead", "add", "A", "--value", "$1000")
    salesmap.ok("lead", "edit", "A", "--value", "$2000")
    salesmap.ok("rate", "set", "USD", "7")
    assert salesmap.json("lead", "show", "A", "--as-of", "2026-11-02")["value"] == 1000
    assert salesmap.run("report", "receivables", "--as-of", "2026-11-02").code == 0
