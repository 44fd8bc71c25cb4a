"""Quotes, contracts, customers, tickets and follow-ups through `salesmap.open()`, on a real database."""

from datetime import date
from pathlib import Path

import pytest

import salesmap
from salesmap.domain.errors import EmptyText, FollowupEnded, GateClosed
from salesmap.domain.service.rating import ScoreOutOfRange
from salesmap.library.database import OpenDatabase
from salesmap.library.lead import Lead

NOW = "2026-11-26T09:00:00"


@pytest.fixture
def db(tmp_path: Path) -> OpenDatabase:
    return salesmap.open(tmp_path / "team.db", user="mei", now=NOW)


@pytest.fixture
def lead(db: OpenDatabase) -> Lead:
    return db.leads.add("Harbor", company="Harbor Ltd", owner="ann")


def test_a_quote_is_bargained_for_and_accepted(db: OpenDatabase, lead: Lead) -> None:
    quote = db.quotes.add(lead, "Cold room", price="48k", owner="bo").add("Fitting", price=1200.5)
    assert (quote["state"], quote["total"], quote["owner"]) == ("draft", 49_200.5, "bo")
    quote.send(by="email", to="li@harbor.example", valid="+30d")
    assert (quote["state"], quote["valid_until"]) == ("sent", "2026-12-26")
    quote.revise("price", got="paid in advance").send()
    assert [each["version"] for each in quote.detail()["versions"]] == [1, 2]
    assert quote.accept(note="by phone")["state"] == "accepted"
    assert db.quotes.get("lead:harbor") == db.quotes.get(quote["number"]) == quote
    assert db.quotes.add(lead, "Spare", price=10).send().decline("price")["state"] == "declined"
    assert db.quotes.add(lead, "More", price=10).send().withdraw()["state"] == "withdrawn"
    assert [row["state"] for row in db.quotes.list()] == ["withdrawn", "declined", "accepted"]
    assert len(db.quotes.list(status="declined")) == len(db.quotes.list("source!=x")) - 2 == 1
    assert len(db.report("quotes")) == 1


def test_a_contract_from_signature_to_money(db: OpenDatabase, lead: Lead) -> None:
    contract = db.contracts.add(lead, "10k", plan="30% sign+7d, 70% delivery", ends="2027-12-31")
    number = contract.milestone("delivery", due="2026-12-20")
    contract.sign(on="2026-11-20")
    assert (contract["state"], contract["amount"], lead["status"]) == ("signed", 10_000, "won")
    contract.pay("3k", on=date(2026, 11, 25), method="transfer", reference="R-1")
    contract.reached(number, on="2026-11-26").invoice("3k", number="I-1")
    detail = contract.detail()
    assert [each["received"] for each in detail["plan"]] == [3_000, 0]
    assert [each["due_on"] for each in detail["plan"]] == ["2026-11-27", "2026-11-26"]
    assert (detail["payments"][0]["reference"], detail["invoices"][0]["number"]) == ("R-1", "I-1")
    assert contract["received"] == 3_000
    assert db.contracts.get("lead:harbor") == contract
    assert len(db.contracts.list("owner=ann", status=["in_progress"])) == 1
    assert len(db.contracts.list(status="draft")) == 0
    assert db.contracts.add(lead, 500).plan("100% sign").detail()["plan"][0]["amount"] == 500


def test_what_a_column_cannot_hold_is_refused_before(db: OpenDatabase, lead: Lead) -> None:
    """A decline without a reason, a score between two, an id that is no text or has blanks."""
    quote = db.quotes.add(lead, "Spare", price=10).send()
    with pytest.raises(EmptyText, match="needs a reason"):
        quote.decline(" ")
    customer = db.customers.get("Harbor Ltd")
    with pytest.raises(ScoreOutOfRange):
        customer.rate(4.5)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="external_id is a str"):
        customer.edit(external_id=5)  # type: ignore[typeddict-item]
    customer.edit(external_id=" K-7 ", address=" ")
    assert db.customers.get("x:K-7") == customer and customer["address"] is None
    with pytest.raises(TypeError, match="tax_no is a str"):
        db.customers.add("Willow", tax_no=7)  # type: ignore[typeddict-item]


def test_a_contract_copies_a_quote(db: OpenDatabase, lead: Lead) -> None:
    quote = db.quotes.add(lead, "Cold room", price="8k").send().accept()
    assert db.contracts.add(lead, quote=quote, owner="bo").fields["amount"] == 8_000


def test_a_customer_is_cared_for(db: OpenDatabase, lead: Lead) -> None:
    lead.edit(value="120k").win()
    customer = db.customers.get("harbor")
    customer.tier("A", why="the best").edit(address="1 Quay Street")
    assert (customer["tier"], customer["value_won"]) == ("A", 120_000)
    customer.cared("visit", "runs well", satisfaction=5, at="2026-11-25 10:00")
    customer.rate(9, scale="nps", comment="glad")
    assert (customer["satisfaction"], customer["last_contact"]) == (5, "2026-11-25T10:00:00Z")
    other = db.customers.add("Bolt Ltd", tax_no="91X")
    assert [each.id for each in db.customers] == [other.id, customer.id]
    assert [row["name"] for row in db.customers.list("tier=A")] == ["Harbor Ltd"]
    assert db.customers.list(sort="-value_won")[0]["id"] == customer.id
    assert db.history(limit=1)[0]["summary"].endswith("Bolt Ltd")


def test_a_ticket_takes_its_course(db: OpenDatabase, lead: Lead) -> None:
    customer = db.customers.get("harbor")
    ticket = db.tickets.add(
        customer, "leaks", priority="urgent", kind="fault", at="2026-11-25 9:00"
    )
    assert (ticket["state"], ticket["breached"]) == ("open", True)
    assert len(db.tickets.list(breached=True)) == 1
    ticket.reply("on our way", at="2026-11-25 9:30").wait().resume()
    assert ticket.resolve("new seal").reopen().close()["state"] == "closed"
    told = [each["event"] for each in ticket.detail()["events"]]
    assert told == ["opened", "replied", "waiting", "resumed", "resolved", "reopened", "closed"]
    assert db.tickets.get(ticket["number"]) == db.tickets.get(ticket.id) == ticket
    assert len(db.tickets.list(status="open")) == 0


def test_follow_ups_are_moved_done_and_canceled(db: OpenDatabase, lead: Lead) -> None:
    call, visit = lead.follow_up("call", due="today"), lead.follow_up("visit", due="+9d")
    assert [row["what"] for row in db.followups.due()] == ["call"]
    assert len(db.followups.due("name=none")) == 0
    db.followups.done(call, "spoke")
    db.followups.move(visit, "2026-11-27")
    assert [row["due_on"] for row in db.followups.due(until="+1d")] == ["2026-11-27"]
    db.followups.cancel(visit)
    assert len(db.followups.list()) == 0
    assert len(db.followups.list(status="all")) == 2
    with pytest.raises(FollowupEnded):
        db.followups.done(visit)


def test_quote_and_contract_are_one_change(db: OpenDatabase, lead: Lead) -> None:
    with db.change("sold at once"):
        quote = db.quotes.add(lead, "Cold room", price="8k").send().accept()
        db.contracts.add(lead, quote=quote).sign()
        assert lead["status"] == "won", "inside, what was written is seen"
    db.undo()
    assert (lead["status"], len(db.quotes.list()), len(db.contracts.list())) == ("open", 0, 0)


@pytest.mark.parametrize("wrong", ["compny", "valu"])
def test_a_field_that_there_is_not_is_refused(db: OpenDatabase, lead: Lead, wrong: str) -> None:
    for call in (lead.edit, db.customers.get("harbor").edit):
        with pytest.raises(TypeError, match=f"no such field: {wrong}"):
            call(**{wrong: "x"})  # type: ignore[arg-type]
    for add in (db.leads.add, db.customers.add):
        with pytest.raises(TypeError, match=f"no such field: {wrong}"):
            add("New", **{wrong: "x"})
    assert len(db.leads.list(status="all")) == len(db.customers.list()) == 1


def test_records_of_several_kinds_are_told_apart(db: OpenDatabase, lead: Lead) -> None:
    quote = db.quotes.add(lead, "Cold room", price="8k")
    assert repr(quote) == "<Quote 1>"
    assert quote not in {lead} and lead != quote and lead != 1
    with pytest.raises(GateClosed):
        lead.win()


def test_what_is_no_word_or_day_of_ours_is_refused(db: OpenDatabase, lead: Lead) -> None:
    """The command line refuses it as an option; a script meets the same refusal, and no constraint."""
    quote, customer = db.quotes.add(lead, "Cold room", price="48k"), db.customers.get("harbor")
    refused = {
        "past_validity": lambda: quote.send(valid="2026-11-25"),
        "unknown_priority": lambda: db.tickets.add(customer, "leaks", priority="mega"),
        "unknown_scale": lambda: customer.rate(3, scale="stars"),
        "score_out_of_range": lambda: customer.rate(11, scale="NPS"),
        "unknown_currency": lambda: db.quotes.add(lead, "x", price=1, currency="QQQ"),
        "unknown_template": lambda: db.quotes.add(lead, "x", price=1, template="none"),
        "unknown_reason": lambda: quote.send(valid="2026-11-26").revise("whim"),
        "unknown_tier": lambda: customer.tier("Z"),
        "unknown_status": lambda: db.contracts.list(status="gone"),
    }
    for code, call in refused.items():
        with pytest.raises(salesmap.SalesmapError) as refusal:
            call()
        assert refusal.value.code == code
    for call in (db.quotes.add, db.contracts.add):
        with pytest.raises(TypeError, match="lead is a Lead, not str"):
            call("Harbor", 100)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="customer is a Customer, not Lead"):
        db.tickets.add(lead, "leaks")  # type: ignore[arg-type]
