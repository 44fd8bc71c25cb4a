"""Amounts in different currencies are never added: converted by rates, or a row for each."""

import pytest

from tests.conftest import Salesmap


@pytest.fixture
def mixed(salesmap: Salesmap) -> Salesmap:
    salesmap.ok("lead", "add", "One", "--value", "1000", "--owner", "ann")
    salesmap.ok("lead", "add", "Two", "--value", "$200", "--owner", "ann")
    salesmap.ok("lead", "add", "Three", "--value", "$100", "--owner", "bo", "--company", "Three")
    salesmap.ok("lead", "win", "3")
    return salesmap


def test_without_rates_there_is_a_row_for_each(mixed: Salesmap) -> None:
    rows = {
        row["currency"]: row
        for row in mixed.json("report", "owners", "--owner", "ann", "--by", "currency")
    }
    assert (rows["CNY"]["value_open"], rows["USD"]["value_open"]) == (1000, 200)
    answer = mixed.ok("report", "owners", "--format", "json")
    assert {(row["owner"], row["currency"]): row["value_open"] for row in answer.data} == {
        ("ann", "CNY"): 1000, ("ann", "USD"): 200, ("bo", "USD"): 0
    }  # fmt: skip
    assert "not added" in answer.err
    funnel = [row for row in mixed.json("funnel") if row["stage"] == "lead"]
    assert {row["currency"]: row["now_value"] for row in funnel} == {"CNY": 1000, "USD": 200}


def test_with_rates_they_are_converted(mixed: Salesmap) -> None:
    assert "1 USD = 7.20 CNY" in mixed.ok("rate", "set", "usd", "7.20").out
    answer = mixed.ok("report", "owners", "--format", "json")
    assert {row["owner"]: row["value_open"] for row in answer.data} == {"ann": 2440, "bo": 0}
    assert "converted to CNY" in answer.err
    assert mixed.json("funnel")[0]["now_value"] == 2440
    assert mixed.json("report", "winrate")[0]["value_won"] == 720
    assert mixed.json("lead", "show", "2")["value"] == 200, "the lead's own amount stays"


def test_the_rate_of_the_day(mixed: Salesmap) -> None:
    mixed.ok("rate", "set", "USD", "7", "--on", "2026-01-01")
    mixed.ok("rate", "set", "USD", "8", "--on", "2026-11-24")
    now = ("--now", "2026-11-25 09:00")
    assert mixed.json("report", "winrate")[0]["value_won"] == 700, "closed at the rate of its day"
    assert mixed.json(*now, "funnel")[0]["now_value"] == 2600, "open at the newest"
    assert mixed.json("funnel")[0]["now_value"] == 2400, "a rate to come does not count yet"
    assert mixed.json(*now, "funnel", "--as-of", "2026-11-23")[0]["now_value"] == 2400
    assert [row["rate"] for row in mixed.json("rate", "list")] == [8, 7]
    mixed.ok("undo")
    assert [row["rate"] for row in mixed.json("rate", "list")] == [7]


def test_what_has_no_rate_is_told(mixed: Salesmap) -> None:
    mixed.ok("lead", "add", "Four", "--value", "50 EUR")
    mixed.ok("rate", "set", "USD", "7.20")
    for command in (["kpi"], ["forecast"], ["diagnose"]):
        answer = mixed.ok(*command)
        assert "Amounts in EUR are left out" in answer.err, command


def test_one_foreign_currency_alone_is_no_mixture(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "One", "--value", "$100")
    answer = salesmap.ok("funnel", "--format", "json")
    assert answer.data[0]["now_value"] == 100 and answer.err == ""


@pytest.mark.parametrize("line", ["CNY 7", "US 7", "USD x", "USD 0", "USD -1"])
def test_refused(salesmap: Salesmap, line: str) -> None:
    assert salesmap.run("rate", "set", *line.split()).code == 2


def test_import(mixed: Salesmap, tmp_path) -> None:
    (tmp_path / "rates.csv").write_text(
        "currency,day,rate\nUSD,2026-01-01,7.1\nEUR,2026-01-01,8.3\n"
    )
    assert "Set 2 rates" in mixed.ok("rate", "import", f"{tmp_path / 'rates.csv'}").out
    assert len(mixed.json("rate", "list")) == 2
    mixed.ok("undo")
    assert mixed.json("rate", "list") == []
    (tmp_path / "bad.csv").write_text("a,b\n1,2\n")
    assert mixed.run("rate", "import", f"{tmp_path / 'bad.csv'}").code == 2


def test_boards_reviews_and_targets_leave_out_and_say_so(mixed: Salesmap) -> None:
    mixed.ok("target", "set", "5000", "--period", "2026-11")
    for command in (["board"], ["review", "month", "--period", "2026-11"], ["target", "show"]):
        assert "Amounts in USD are left out" in mixed.ok(*command).err, command
    assert mixed.json("target", "show")[0]["actual"] == 0
    mixed.ok("rate", "set", "USD", "7")
    assert mixed.json("target", "show")[0]["actual"] == 700
    assert "converted to CNY" in mixed.ok("board").err
