"""Quotes, contracts and tickets as plain Python knows them, and what a deed must make of them."""

import sqlite3
from typing import Any, NamedTuple


class Quote(NamedTuple):
    """How far a quote is: `draft sent accepted declined withdrawn`, of its newest version sent."""

    lead: int
    state: str
    has_draft: bool
    valid_until: str | None


class Contract(NamedTuple):
    """How far a contract is: `draft signed ended`, and the money on it."""

    lead: int | None
    state: str
    received: int


class Ticket(NamedTuple):
    """How far a ticket is: `active waiting resolved closed`, and whether it was answered."""

    state: str
    is_answered: bool


class Papers(NamedTuple):
    """All of them by id, and the ids of the customers."""

    quotes: dict[int, Quote]
    contracts: dict[int, Contract]
    tickets: dict[int, Ticket]
    customers: tuple[int, ...]


class Refused:
    """In place of a paper: the deed must be refused."""


class Either:
    """In place of a paper: the model does not say."""


_VERSIONS = """
SELECT q.id, q.lead_id, v.sent_at, v.accepted_at, v.declined_at, v.withdrawn_at, v.valid_until
FROM quote q JOIN quote_version v ON v.quote_id = q.id ORDER BY q.id, v.n
"""
_CONTRACTS = """
SELECT c.id, c.lead_id, c.signed_on, coalesce(c.voided_on, c.terminated_on, c.closed_on),
  (SELECT coalesce(sum(p.amount_cents), 0) FROM payment p WHERE p.contract_id = c.id)
FROM contract c ORDER BY c.id
"""
_TICKETS = """
SELECT id, CASE WHEN closed_at IS NOT NULL THEN 'closed' WHEN resolved_at IS NOT NULL THEN 'resolved'
  WHEN waiting_since IS NOT NULL THEN 'waiting' ELSE 'active' END, responded_at IS NOT NULL
FROM ticket ORDER BY id
"""


def read_papers(reader: sqlite3.Connection) -> Papers:
    """Read them from the tables."""
    quotes: dict[int, Quote] = {}
    for id, lead, sent, accepted, declined, withdrawn, valid_until in reader.execute(_VERSIONS):
        known = quotes.get(id, Quote(lead, "draft", has_draft=False, valid_until=None))
        if sent is None:
            quotes[id] = known._replace(has_draft=True)
            continue
        decided = {"accepted": accepted, "declined": declined, "withdrawn": withdrawn}
        state = next((state for state, at in decided.items() if at), "sent")
        if known.state != "accepted":
            known = known._replace(state=state, valid_until=valid_until)
        quotes[id] = known
    contracts = {
        id: Contract(lead, "ended" if ended else "signed" if signed else "draft", received)
        for id, lead, signed, ended, received in reader.execute(_CONTRACTS)
    }
    tickets = {id: Ticket(state, bool(own)) for id, state, own in reader.execute(_TICKETS)}
    customers = tuple(id for (id,) in reader.execute("SELECT id FROM customer ORDER BY id"))
    return Papers(quotes, contracts, tickets, customers)


def changed_papers(before: Papers, after: Papers) -> dict[tuple[str, int], Any]:
    """Return each paper that is another than before, by its kind and id, as it is now."""
    return {
        (kind, id): getattr(after, kind).get(id)
        for kind in ("quotes", "contracts", "tickets")
        for id in getattr(before, kind).keys() | getattr(after, kind).keys()
        if getattr(before, kind).get(id) != getattr(after, kind).get(id)
    }


def expected_paper(papers: Papers, deed: str, id: int, argument: Any, today: str) -> Any:
    """Return what a deed makes of the paper that it is on."""
    noun, _space, verb = deed.partition(" ")
    if noun == "quote" and verb != "new":
        return _quote(papers.quotes.get(id), verb, argument, today)
    if noun == "ticket" and verb == "event":
        return _ticket(papers.tickets.get(id), argument)
    if noun in ("contract", "payment") and deed != "contract new":
        return _contract(papers.contracts.get(id), deed, argument)
    return Either


def _quote(quote: Quote | None, verb: str, argument: Any, today: str) -> Any:
    if quote is None:
        return Refused
    match verb:
        case "line" if quote.has_draft and quote.state != "accepted":
            return quote
        case "send" if quote.has_draft and quote.state != "accepted":
            return quote._replace(state="sent", has_draft=False, valid_until=argument)
        case "revise" if quote.state in ("sent", "declined", "withdrawn") and not quote.has_draft:
            return quote._replace(has_draft=True)
        case "accept" if quote.state == "sent" and today <= (quote.valid_until or today):
            return quote._replace(state="accepted")
        case "decline" | "withdraw" if quote.state == "sent":
            return quote._replace(state={"decline": "declined", "withdraw": "withdrawn"}[verb])
        case "bid" if quote.state == "sent":
            return quote
    return Refused


def _contract(contract: Contract | None, deed: str, argument: Any) -> Any:
    if contract is None:
        return Refused
    match deed:
        case "contract sign":
            return contract._replace(state="signed") if contract.state == "draft" else Refused
        case "payment add" if contract.state != "ended":
            return contract._replace(received=contract.received + argument)
        case "payment refund" if contract.state != "ended":
            left = contract.received - argument
            return contract._replace(received=left) if left >= 0 else Refused
        case "contract end" if contract.state == "ended":
            return Refused
    return Either


_AFTER = {
    "replied": {"active": "active", "waiting": "waiting", "resolved": "resolved"},
    "customer": dict.fromkeys(("active", "waiting", "resolved", "closed"), "active"),
    "waiting": {"active": "waiting"},
    "resumed": {"waiting": "active"},
    "resolved": {"active": "resolved", "waiting": "resolved"},
    "closed": dict.fromkeys(("active", "waiting", "resolved"), "closed"),
    "reopened": {"resolved": "active", "closed": "active"},
}
"""The state after each event, by the state before; what is missing is refused."""


def _ticket(ticket: Ticket | None, event: str) -> Any:
    if ticket is None or ticket.state not in _AFTER[event]:
        return Refused
    return Ticket(_AFTER[event][ticket.state], ticket.is_answered or event == "replied")
