"""Ratings of customers: given, corrected, deleted, and the follow-ups that they raise."""

from collections.abc import Sequence
from datetime import datetime
from typing import NamedTuple

from salesmap.actions.database.create import transaction
from salesmap.actions.service.newest_lead import Raised, newest_lead
from salesmap.actions.service.rating_followups import Rated, cancel, follow_up, wanted
from salesmap.core.clock import instant
from salesmap.domain.lead import Lead
from salesmap.domain.records import Contact, Contract, Customer, Rating, Ticket
from salesmap.domain.service.rating import (
    RatedInFuture,
    RatedOtherCustomer,
    RatingNotFound,
    ScoreOutOfRange,
    scale_named,
    score_text,
)
from salesmap.domain.service.vocabulary import SCALES
from salesmap.store.database import Database
from salesmap.store.mapper import values_of
from salesmap.store.unit_of_work import UnitOfWork


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
    """Record a rating as part of a change. Raises UnknownScale, ScoreOutOfRange, RatedInFuture."""
    scale = scale_named(wish.scale)
    check_score(wish.score, scale)
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
            scale=scale,
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


def edit(database: Database, rating_id: int, wish: RatingEdit, lang: str) -> Rated:
    """Correct a rating; a score that asks for another follow-up cancels the one and raises it.

    Raises RatingNotFound, ScoreOutOfRange, RatedInFuture.
    """
    with transaction(database) as change:
        rating = rating_with_id(change, rating_id)
        stood, before = values_of(rating), wanted(change, rating)
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
        if values_of(rating) != stood:
            rating.version += 1
        change.describe("rating edited: {}", _named(change, rating))
        if wanted(change, rating) == before:
            return Rated(rating.id)
        canceled = cancel(change, rating, before) if before else []
        return follow_up(change, rating, lang)._replace(canceled=canceled)


def drop(database: Database, rating_id: int) -> tuple[str, Sequence[Raised]]:
    """Delete a rating, and cancel what it raised. Returns what it was, and what is canceled."""
    with transaction(database) as change:
        rating = rating_with_id(change, rating_id)
        customer = change.existing(Customer, rating.customer_id)
        change.describe("rating deleted: {}", _named(change, rating))
        followup = wanted(change, rating)
        canceled = cancel(change, rating, followup) if followup else []
        change.delete(rating)
        return f"{customer.name} · {score_text(rating.score, rating.scale)}", canceled


def rating_with_id(change: UnitOfWork, rating_id: int) -> Rating:
    """Return a rating. Raises RatingNotFound."""
    rating = change.get(Rating, rating_id)
    if rating is None:
        raise RatingNotFound(rating_id)
    return rating


def check_score(score: int, scale: str) -> None:
    """Raise ScoreOutOfRange for a score that its scale does not have."""
    least, most = SCALES[scale]
    if score not in range(least, most + 1):
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
