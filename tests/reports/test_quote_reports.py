"""Reports and detectors of quotes: counted by quote, explained, and as they were."""

import pytest

from tests.conftest import Salesmap, made_once


def at(day: str) -> tuple[str, str]:
    return ("--now", f"2026-11-{day}")


def send(person: Salesmap, lead: str, day: str, *options: str) -> None:
    person.ok(*at(day), "quote", "new", lead, "Thing", "--price", "1000", "--send", *options)


def revise(person: Salesmap, quote: str, day: str, price: str, *options: str) -> None:
    person.ok(*at(day), "quote", "revise", quote, "--why", "price", *options)
    person.ok(*at(day), "quote", "set", quote, "1", "--price", price)
    person.ok(*at(day), "quote", "send", quote)


@made_once
def five(newcomer: Salesmap) -> None:
    """Return a database with five quotes: two accepted, one declined, one expired, one open."""
    newcomer.db.unlink()
    newcomer.ok(*at("01"), "init")
    for name in "ABCDE":
        newcomer.ok(*at("01"), "lead", "add", name, "--owner", "ann" if name < "C" else "bo")
    for name in "ABC":
        send(newcomer, name, "02T09:00")
    newcomer.ok(*at("04"), "quote", "accept", "1")
    revise(newcomer, "2", "03T12:00", "900", "--got", "prepayment")
    newcomer.ok(*at("08"), "quote", "accept", "2")
    revise(newcomer, "3", "05T09:00", "950")
    revise(newcomer, "3", "08T09:00", "900")
    newcomer.ok(*at("09"), "quote", "bid", "3", "850", "--competitor", "Kontor")
    newcomer.ok(*at("10"), "quote", "decline", "3", "--reason", "price")
    send(newcomer, "D", "02T09:00", "--valid", "2026-11-10")
    send(newcomer, "E", "22T09:00")


def report(person: Salesmap, *line: str) -> list[dict[str, object]]:
    found = person.json("--now", "2026-11-26", "report", *line)
    assert isinstance(found, list)
    return found


@pytest.mark.parametrize(("definition", "rate"), [
    ("decided", 0.5), ("answered", 2 / 3), ("sent", 0.4),
])  # fmt: skip
def test_success_counts_quotes_not_versions(five: Salesmap, definition: str, rate: float) -> None:
    (row,) = report(five, "quotes", "--def", definition)
    assert row["rate"] == pytest.approx(rate)
    assert [row[key] for key in ("sent", "accepted", "declined", "expired", "open")] == [
        5,
        2,
        1,
        1,
        1,
    ]
    assert (row["value_accepted"], row["median_days"]) == (1900, 4)


def test_by_round(five: Salesmap) -> None:
    keys = ("round", "reached", "accepted", "revised", "declined", "expired", "open")
    rows = [tuple(row[key] for key in keys) for row in report(five, "quotes", "--by", "round")]
    assert rows == [(1, 5, 1, 2, 0, 1, 1), (2, 2, 1, 1, 0, 0, 0), (3, 1, 0, 0, 1, 0, 0)]
    told = report(five, "quotes", "--by", "round", "--explain")
    assert [row["lead_ids"] for row in told if row["figure"] == "revised"] == [[2, 3], [3], []]


def test_a_withdrawn_quote_counts_as_sent_only(five: Salesmap) -> None:
    five.ok(*at("25"), "quote", "withdraw", "5")
    (row,) = report(five, "quotes", "--def", "sent")
    assert (row["sent"], row["open"], row["rate"]) == (5, 0, 0.4)


def test_groups(five: Salesmap) -> None:
    assert {row["owner"]: row["sent"] for row in report(five, "quotes", "--by", "owner")} == {
        "ann": 2, "bo": 3}  # fmt: skip
    assert [row["product"] for row in report(five, "quotes", "--by", "product")] == ["Thing"]
    assert {row["reason"]: row["declined"] for row in report(five, "quotes", "--by", "reason")} == {
        None: 0, "price": 1}  # fmt: skip
    (row,) = report(five, "negotiation", "--by", "competitor")
    assert (row["competitor"], row["lost"], row["win_rate"]) == ("Kontor", 1, 0)
    assert "competitor" in five.run("report", "quotes", "--by", "nothing").err
    assert report(five, "quotes", "--by", "轮次") == report(five, "quotes", "--by", "round")
    assert (
        sum(int(str(row["sent"])) for row in report(five, "quotes", "--since", "2026-11-20")) == 1
    )


def test_negotiation(five: Salesmap) -> None:
    (row,) = report(five, "negotiation")
    assert [row[key] for key in ("quotes", "revised", "revisions", "price_only", "with_return", "bids")] == [
        5, 2, 3, 2, 1, 1]  # fmt: skip
    assert row["given"] == pytest.approx(200 / 5000)


def test_as_of_an_earlier_day(five: Salesmap) -> None:
    (row,) = report(five, "quotes", "--as-of", "2026-11-04")
    assert (row["sent"], row["accepted"], row["declined"], row["expired"]) == (4, 1, 0, 0)


def test_discounts_by_band(salesmap: Salesmap) -> None:
    salesmap.sql(
        "INSERT INTO product (code, code_key, name, name_key, price_cents, currency, tax_ppm,"
        " tax_included, recorded_at, version)"
        " VALUES ('CT', 'ct', 'Counter', 'counter', 100000, 'CNY', 0, 0, '2026-11-23T09:00:00Z', 1)"
    )
    for number, discount in enumerate(("0%", "5%", "5.01%", "10%", "20%", "20.01%")):
        salesmap.ok("lead", "add", f"L{number}")
        salesmap.ok("quote", "new", f"L{number}", "CT", "--discount", discount, "--send")
    salesmap.ok("quote", "accept", "2")
    salesmap.ok("quote", "decline", "6", "--reason", "price")
    rows = [
        (row["band"], row["quotes"], row["win_rate"])
        for row in salesmap.json("report", "discounts")
    ]
    assert rows == [
        ("0", 1, None), ("-5", 1, 1), ("-10", 2, None), ("-20", 1, None), ("over 20", 1, 0)]  # fmt: skip


class TestPriceWar:
    def test_steps_that_do_not_taper(self, newcomer: Salesmap) -> None:
        newcomer.ok(*at("01"), "init")
        newcomer.ok(*at("01"), "lead", "add", "A")
        send(newcomer, "A", "02T09:00")
        revise(newcomer, "1", "05T09:00", "950")
        assert newcomer.json("quote", "show", "1")["price_war"] == []
        newcomer.ok(*at("09T09:00"), "quote", "revise", "1", "--why", "price")
        newcomer.ok(*at("09T09:00"), "quote", "set", "1", "1", "--price", "900")
        answer = newcomer.ok(*at("09T09:00"), "quote", "send", "1")
        assert "price war" in answer.err
        assert newcomer.json("quote", "show", "1")["price_war"] == ["price_only", "no_taper"]

    def test_steps_that_taper_with_something_got(self, newcomer: Salesmap) -> None:
        newcomer.ok(*at("01"), "init")
        newcomer.ok(*at("01"), "lead", "add", "A")
        send(newcomer, "A", "02T09:00")
        for day, price in (("05", "960"), ("08", "940"), ("11", "930")):
            revise(newcomer, "1", f"{day}T09:00", price, "--got", "a reference")
        assert newcomer.json("quote", "show", "1")["price_war"] == []


@pytest.mark.parametrize(("metric", "threshold", "figure"), [
    ("quote_unanswered_share", 0, 0.4),
    ("quote_rounds_median", 1, 2),
    ("price_only_share", 0.5, 0.6667),
    ("below_floor_share", 0, None),
])  # fmt: skip
def test_detectors(five: Salesmap, metric: str, threshold: float, figure: float | None) -> None:
    template = five.ok("map", "export", "-").out
    start = template.index("  [[stage.problem]]")
    problem = f'''  [[stage.problem]]
  key = "quoted"
  label = {{ en = "Quoted", zh = "报价" }}
  metric = "{metric}"
  above = {threshold}
  window_days = 90
  least = 1
    [[stage.problem.countermeasure]]
    what = {{ en = "Ask", zh = "询问" }}
    days = 1

'''
    (five.home / "map.toml").write_text(template[:start] + problem + template[start:])
    five.ok(*at("25"), "map", "apply", "map.toml", "--yes")
    rows = five.json("--now", "2026-11-26", "diagnose")
    values = {row["problem"]: row["value"] for row in rows}
    assert values.get("quoted") == (None if figure is None else pytest.approx(figure))
