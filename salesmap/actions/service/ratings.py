"""Ratings of customers: given, corrected, deleted, and the follow-ups that they raise."""

from datetime import datetime, timedelta
from typing import NamedTuple

from salesmap.actions.database.create import transaction
from salesmap.actions.service.newest_lead import Raised, newest_lead, raise_followup
from salesmap.core.clock import from_instant, instant
from salesmap.domain.lead import Lead
from salesmap.domain.records import Contact, Contract, Customer, Rating, Ticket
from salesmap.domain.service.rating import (
    RatedInFuture,
    RatedOtherCustomer,
    RatingNotFound,
    ScoreOutOfRange,
    score_text,
)
from salesmap.domain.service.vocabulary import SCALES
from salesmap.store.database import Database
from salesmap.store.map_versions import current_map
from salesmap.store.unit_of_work import UnitOfWork

FRESH_DAYS = 30
"""A rating that is older raises no follow-up."""


class RatingWish(NamedTuple):
    """A rating to record, and what it is of: a ticket, a contract, a lead, or the customer."""

    customer_id: int
    score: int
    scale: str
    at: datetime
    comment: str | None = None
    ticket_id: int | None = None
    contract_id: int | None = None
    lead_id: int | None = None
    contact_id: int | None = None
    owner: str | None = None
    import_key: str | None = None


class Rated(NamedTuple):
    """A rating that was recorded; `raised` is the follow-up, None where none was wanted.

    `is_old`: one would have been raised if the rating were newer.
    """

    rating_id: int
    raised: Raised | None = None
    is_old: bool = False


class RatingEdit(NamedTuple):
    """What to change on a rating; None leaves it, an empty comment clears it."""

    score: int | None = None
    comment: str | None = None
    at: datetime | None = None
    owner: str | None = None


def add(database: Database, wish: RatingWish, lang: str) -> Rated:
    """Record a rating; a low or a high one raises the follow-up that the map asks for.

    Raises ScoreOutOfRange, RatedInFuture, RatedOtherCustomer.
    """
    with transaction(database) as change:
        done = record(change, wish, lang)
        customer = change.existing(Customer, wish.customer_id)
        text = f"{customer.name} · {wish.scale} {wish.score}"
        change.describe("rating added: {}", text)
        return done


def record(change: UnitOfWork, wish: RatingWish, lang: str) -> Rated:
    """Record a rating as part of a change."""
    check_score(wish.score, wish.scale)
    at = wish.at.replace(microsecond=0)
    clock = change.database.clock
    if at > clock.now():
        raise RatedInFuture(at.astimezone(clock.zone).strftime("%Y-%m-%d %H:%M"))
    owner, contact_id = _of_what(change, wish)
    rating = change.add(
        Rating(
            customer_id=wish.customer_id,
            contact_id=contact_id,
            ticket_id=wish.ticket_id,
            contract_id=wish.contract_id,
            lead_id=wish.lead_id,
            scale=wish.scale,
            score=wish.score,
            comment=(wish.comment or "").strip() or None,
            owner=wish.owner or owner,
            at=instant(at),
            rated_on=clock.day_of(at).isoformat(),
            actor=change.database.user,
            import_key=wish.import_key,
            recorded_at=change.now,
        )
    )
    return follow_up(change, rating, lang)


def follow_up(change: UnitOfWork, rating: Rating, lang: str) -> Rated:
    """Raise the follow-up that the map asks for after a rating."""
    rules = current_map(change.connection).satisfaction
    low, high = rules.low, rules.high
    least = low.bound(rating.scale) if low else None
    most = high.bound(rating.scale) if high else None
    followup = None
    if low and least is not None and rating.score <= least:
        followup = low.followup
    elif high and most is not None and rating.score >= most:
        followup = high.followup
    if followup is None:
        return Rated(rating.id)
    age = change.database.clock.now() - from_instant(rating.at)
    if age > timedelta(days=FRESH_DAYS):
        return Rated(rating.id, is_old=True)
    return Rated(rating.id, raise_followup(change, rating.customer_id, followup, lang))


def edit(database: Database, rating_id: int, wish: RatingEdit) -> None:
    """Correct a rating. Raises RatingNotFound, ScoreOutOfRange, RatedInFuture."""
    with transaction(database) as change:
        rating = rating_with_id(change, rating_id)
        if wish.score is not None:
            check_score(wish.score, rating.scale)
            rating.score = wish.score
        if wish.comment is not None:
            rating.comment = wish.comment.strip() or None
        if wish.owner is not None:
            rating.owner = wish.owner.strip() or None
        if wish.at is not None:
            at, clock = wish.at.replace(microsecond=0), database.clock
            if at > clock.now():
                raise RatedInFuture(at.astimezone(clock.zone).strftime("%Y-%m-%d %H:%M"))
            rating.at, rating.rated_on = instant(at), clock.day_of(at).isoformat()
        rating.version += 1
        change.describe("rating edited: {}", _named(change, rating))


def drop(database: Database, rating_id: int) -> str:
    """Delete a rating; the follow-up that it raised stays. Returns what it was."""
    with transaction(database) as change:
        rating = rating_with_id(change, rating_id)
        customer = change.existing(Customer, rating.customer_id)
        change.describe("rating deleted: {}", _named(change, rating))
        change.delete(rating)
        return f"{customer.name} · {score_text(rating.score, rating.scale)}"


def rating_with_id(change: UnitOfWork, rating_id: int) -> Rating:
    """Return a rating. Raises RatingNotFound."""
    rating = change.get(Rating, rating_id)
    if rating is None:
        raise RatingNotFound(rating_id)
    return rating


def check_score(score: int, scale: str) -> None:
    """Raise ScoreOutOfRange for a score that its scale does not have."""
    least, most = SCALES[scale]
    if not least <= score <= most:
        raise ScoreOutOfRange(str(score), scale)


def _named(change: UnitOfWork, rating: Rating) -> str:
    customer = change.existing(Customer, rating.customer_id)
    return f"{customer.name} · {rating.scale} {rating.score}"


def _of_what(change: UnitOfWork, wish: RatingWish) -> tuple[str | None, int | None]:
    """Return who was rated, and by whom. Raises RatedOtherCustomer."""
    customer = change.existing(Customer, wish.customer_id)
    contact_id = wish.contact_id
    owners: list[str | None] = []
    if wish.ticket_id is not None:
        ticket = change.existing(Ticket, wish.ticket_id)
        _check("ticket", ticket.id, ticket.customer_id, customer)
        owners.append(ticket.owner)
        contact_id = contact_id or ticket.contact_id
    if wish.contract_id is not None:
        contract = change.existing(Contract, wish.contract_id)
        lead = change.get(Lead, contract.lead_id) if contract.lead_id else None
        of_lead = lead.customer_id if lead else None
        _check("contract", contract.id, contract.customer_id or of_lead, customer)
        owners += [contract.owner, lead.owner if lead else None]
    if wish.lead_id is not None:
        lead = change.existing(Lead, wish.lead_id)
        _check("lead", lead.id, lead.customer_id, customer)
        owners.append(lead.owner)
        contact_id = contact_id or lead.contact_id
    if wish.contact_id is not None:
        contact = change.existing(Contact, wish.contact_id)
        if contact.customer_id is not None:
            _check("contact", contact.id, contact.customer_id, customer)
    if not any((wish.ticket_id, wish.contract_id, wish.lead_id)):
        newest = newest_lead(change, customer.id)
        owners.append(newest.owner if newest else None)
    return next((owner for owner in owners if owner), None), contact_id


def _check(noun: str, id: int, customer_id: int | None, customer: Customer) -> None:
    if customer_id != customer.id:
        raise RatedOtherCustomer(noun, id, customer.name)
