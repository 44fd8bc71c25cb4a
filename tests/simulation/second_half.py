"""What people do from the quote on: papers and their money, service, care, the pool, handovers."""

import random
from collections.abc import Callable, Mapping
from datetime import timedelta

from salesmap.actions.contract import drafting, ending, milestones, payments, plans, signing
from salesmap.actions.contract.drafting import ContractWish
from salesmap.actions.contract.payments import PaymentWish
from salesmap.actions.customer.care import CareWish, care_done
from salesmap.actions.marketing import segments
from salesmap.actions.quote import deciding, draft
from salesmap.actions.quote.draft import QuoteWish
from salesmap.actions.quote.pricing import LineWish
from salesmap.actions.quote.sending import Sending, send
from salesmap.actions.service import ratings, tickets
from salesmap.actions.service.ratings import RatingWish
from salesmap.actions.service.tickets import TicketWish
from salesmap.actions.talk.comments import comment
from salesmap.actions.team import members, pool
from salesmap.actions.team.handover import hand_over
from salesmap.domain.map.loader import read_source
from salesmap.reports.automation.matching import leads_passing
from salesmap.store.database import Database

from .first_half import Deed
from .model import Lead
from .papers import Papers

POOL = """
[[pool]]
key = "public"
label = { en = "Public pool", zh = "公共公海" }
days = 20
extend = 5
most = 60
per_day = 30
capacity = 200
cooldown = 1
"""
PLANS = ("30% sign, 40% delivery+15d, 30% eom", "50% sign, rest eom", "100 sign, rest eom", None)
_WEIGHTS = {
    "quote new": 10, "quote line": 4, "quote send": 12, "quote revise": 6, "quote accept": 9, "quote decline": 3, "quote withdraw": 2,
    "quote bid": 2, "contract new": 8, "contract plan": 2, "contract sign": 8, "contract deliver": 3, "contract end": 2,
    "payment add": 8, "payment refund": 3, "ticket new": 7, "ticket event": 18, "care": 3, "rating": 3, "comment": 3,
    "segment save": 1, "segment followup": 1, "segment lead": 1, "pool return": 5, "pool claim": 7, "pool sweep": 1, "handover": 1,
    "member away": 1, "member back": 1,
}  # fmt: skip
_EVENTS = ("replied", "replied", "customer", "waiting", "resumed", "resolved", "closed", "reopened")


def map_with_pool() -> str:
    """Return a map that has a pool."""
    return read_source("six-stage") + POOL


def make_team(database: Database, names: tuple[str, ...]) -> None:
    """Make members of the user and of others, who may do everything."""
    for name in (database.user, *names):
        members.add(database, name, {"role": "admin"})


def choose(
    chance: random.Random,
    db: Database,
    papers: Papers,
    leads: dict[int, Lead],
    names: tuple[str, ...],
) -> Deed:
    """Return something to do."""
    name = chance.choices(list(_WEIGHTS), list(_WEIGHTS.values()))[0]
    noun, _space, verb = name.partition(" ")
    if noun == "quote" or not papers.customers:
        return _with_quote(chance, db, papers, leads, verb if noun == "quote" else "new")
    if noun in ("contract", "payment"):
        return _with_contract(chance, db, papers, leads, name)
    if noun in ("ticket", "care", "rating", "segment"):
        return _with_customer(chance, db, papers, name)
    return _in_team(chance, db, leads, names, name)


def _with_quote(
    chance: random.Random, db: Database, papers: Papers, leads: dict[int, Lead], verb: str
) -> Deed:
    id, name = _one_of(chance, papers.quotes), f"quote {verb}"
    price = chance.randint(1, 999) * 100
    line = LineWish(price_cents=price, tax_ppm=chance.choice((None, 60_000, 130_000)))
    if verb == "new":
        lead = _one_of(chance, leads)
        return Deed(name, lead, None, lambda: draft.new(db, lead, ["Counter"], QuoteWish(), line))
    why = chance.choice(("price", "scope"))
    until = db.clock.today() + timedelta(days=chance.randint(1, 60))
    runs: dict[str, Callable[[], object]] = {
        "line": lambda: draft.add_lines(db, id, ["Shelf"], line),
        "send": lambda: send(db, id, Sending("email", valid_until=until)),
        "revise": lambda: deciding.revise(db, id, why),
        "accept": lambda: deciding.accept(db, id),
        "decline": lambda: deciding.decline(db, id, "price"),
        "withdraw": lambda: deciding.withdraw(db, id),
        "bid": lambda: deciding.bid(db, id, price),
    }
    return Deed(name, id, until.isoformat() if verb == "send" else None, runs[verb])


def _with_contract(
    chance: random.Random, db: Database, papers: Papers, leads: dict[int, Lead], name: str
) -> Deed:
    id, cents = _one_of(chance, papers.contracts), chance.randint(1, 9_000) * 10
    if name == "contract new":
        lead = _one_of(chance, leads)
        wish = ContractWish(amount_cents=cents * 3, plan=chance.choice(PLANS))
        return Deed(name, lead, None, lambda: drafting.new(db, lead, wish, None))
    way = chance.choice((None, "refund", "keep_credit"))
    plan = chance.choice(PLANS[:3]) or ""
    if name == "contract end":
        end = chance.choice((ending.void, ending.terminate))
        return Deed(name, id, way, lambda: end(db, id, None, way))
    runs: dict[str, Callable[[], object]] = {
        "contract plan": lambda: plans.set_plan(db, id, plan),
        "contract sign": lambda: signing.sign(db, id, db.clock.today()),
        "contract deliver": lambda: _deliver(db, id),
        "payment add": lambda: payments.add(db, id, PaymentWish(cents)),
        "payment refund": lambda: payments.refund(db, id, PaymentWish(cents)),
    }
    return Deed(name, id, cents, runs[name])


def _deliver(db: Database, contract: int) -> None:
    milestones.add(db, contract, "delivery", None)


def _with_customer(chance: random.Random, db: Database, papers: Papers, name: str) -> Deed:
    customer, now = chance.choice(papers.customers), db.clock.now()
    if name == "ticket event":
        id, kind = _one_of(chance, papers.tickets), chance.choice(_EVENTS)
        return Deed(name, id, kind, lambda: tickets.record(db, id, kind, "It leaks"))
    some = chance.sample(papers.customers, min(2, len(papers.customers)))
    wish = segments.LeadWish("Autumn", "autumn", allow_duplicate=True)
    score, day = chance.randint(1, 5), db.clock.today() + timedelta(days=5)
    runs: dict[str, Callable[[], object]] = {
        "ticket new": lambda: tickets.open_ticket(db, customer, TicketWish("It drips")),
        "care": lambda: care_done(db, CareWish(customer, now, "call", satisfaction=score), "en"),
        "rating": lambda: ratings.add(db, RatingWish(customer, score, "csat5", now), "en"),
        "segment save": lambda: segments.save(
            db, f"s{score}", [f"purchases>{score}"], overwrite=True
        ),
        "segment followup": lambda: segments.schedule_all(db, "s1", some, f"offer {score}", day),
        "segment lead": lambda: segments.add_leads(db, "s1", some, wish),
    }
    return Deed(name, 0 if noun_of(name) == "segment" else customer, None, runs[name])


def _in_team(
    chance: random.Random, db: Database, leads: dict[int, Lead], names: tuple[str, ...], name: str
) -> Deed:
    in_pool = {
        id: None for id, lead in leads.items() if (lead.status, lead.owner) == ("open", None)
    }
    lead = _one_of(chance, in_pool if name == "pool claim" and in_pool else leads)
    today = db.clock.today()
    one, other = chance.sample(names, 2)
    runs: dict[str, Callable[[], object]] = {
        "comment": lambda: comment(db, lead, f"@{one} look at this"),
        "pool return": lambda: pool.give_back(db, lead, "no reply", leads_passing),
        "pool claim": lambda: pool.claim(db, [lead], leads_passing),
        "pool sweep": lambda: pool.sweep(db, leads_passing),
        "handover": lambda: hand_over(db, one, other),
        "member away": lambda: members.be_away(db, one, today, today + timedelta(days=3), other),
        "member back": lambda: members.be_back(db, one),
    }
    argument = (one, other) if name == "handover" else None
    is_on_lead = name in ("comment", "pool return", "pool claim")
    return Deed(name, lead if is_on_lead else 0, argument, runs[name])


def noun_of(name: str) -> str:
    """Return what a deed is about."""
    return name.partition(" ")[0]


def _one_of(chance: random.Random, known: Mapping[int, object]) -> int:
    """Return an id that there is, or the next one."""
    return chance.choice([*known, max(known, default=0) + 1])
