"""Importing ratings of customers that are in the database, as one change."""

import json
from collections.abc import Callable, Iterable, Set
from typing import Any

from salesmap.actions.imports.importing import importing
from salesmap.actions.imports.leads import Tally
from salesmap.actions.imports.references import FileReferences
from salesmap.actions.service.rating_followups import Rated
from salesmap.actions.service.ratings import RatingWish, record
from salesmap.actions.team.owners import FileOwners
from salesmap.core.clock import instant
from salesmap.core.errors import NotFoundError, RuleViolation, UsageError
from salesmap.core.folding import fold
from salesmap.core.i18n import _
from salesmap.domain.drafts import RatingDraft
from salesmap.domain.lead import Lead
from salesmap.domain.records import Contact, Contract, Customer, Rating, Record, Ticket
from salesmap.store.database import Database
from salesmap.store.unit_of_work import UnitOfWork

RAISED, NO_LEAD, OLD, UNKNOWN_CONTACT = "raised", "no_lead", "old", "contact"
EDITED = "edited"
"""The remarks: a follow-up was scheduled, could not be, was not for age; whom nobody knows; a
rating that was edited since it was listed."""

Reject = Callable[[RatingDraft, str], None]
"""Receives a row that is not imported, and why."""


def import_ratings(
    database: Database,
    drafts: Iterable[RatingDraft],
    source: str,
    *,
    lang: str,
    dry_run: bool = False,
    reject: Reject = lambda draft, why: None,
) -> Tally:
    """Add the ratings that are not in the database; those of unknown customers are rejected."""
    tally = Tally(noun="rating")
    with importing(database, dry_run=dry_run) as change:
        references = FileReferences(change)
        met: set[int] = set()
        owners = FileOwners(change)
        for draft in drafts:
            if known := _known(change, draft, met):
                met.add(known.id)
                tally.skip(draft, known.id)
                tally.remarks[EDITED] += _differs(known, draft)
                continue
            if not owners.admit([draft], reject, lambda _draft: False):
                continue
            try:
                with change.attempt():
                    wishes = _wishes(change, draft, references, tally)
                    done = [record(change, wish, lang) for wish in wishes]
            except (RuleViolation, NotFoundError, UsageError) as error:
                reject(draft, str(error))
                continue
            tally.add([draft.key])
            met.update(each.rating_id for each in done)
            tally.remarks.update(remark for each in done if (remark := _remark(each)))
            change.flush()
            change.forget()  # each statement compares what is loaded
        change.describe("ratings imported: {}", f"{tally.added} · {source}")
    return tally


def _remark(done: Rated) -> str | None:
    if done.raised is None:
        return OLD if done.is_old else None
    if done.raised.lead_id is None:
        return NO_LEAD
    return None if done.raised.was_planned else RAISED


def _known(change: UnitOfWork, draft: RatingDraft, met: Set[int]) -> Rating | None:
    """Return the rating that a row brought before, or that it was listed from.

    Those that were `met` belong to other rows. Our list does not say of which database it is: its
    id is the rating's where that was given to the customer at the same moment, as it is or before
    it was edited; else a rating that is the same in everything is it.
    """
    for scale, _score in draft.scores:
        if found := change.first(Rating, "import_key = ?", f"{draft.key}:{scale}"):
            return found
    if draft.own is None:
        return None
    ((scale, score), *_others) = draft.scores
    id, customer_id = draft.own
    at = instant(draft.at)
    own = change.first(Rating, "id = ? AND customer_id = ? AND scale = ?", id, customer_id, scale)
    if own and own.id not in met and at in _moments(change, own):
        return own
    same = change.all(
        Rating,
        "customer_id = (SELECT id FROM customer WHERE name_key = ?) AND scale = ? AND at = ?"
        " AND score = ? AND coalesce(comment, '') = ?",
        fold(draft.customer or ""),
        scale,
        at,
        score,
        (draft.comment or "").strip(),
    )
    return next((each for each in same if each.id not in met), None)


def _moments(change: UnitOfWork, rating: Rating) -> list[str]:
    """Return when a rating was given, and when before that was corrected."""
    rows = change.sql(
        "SELECT before FROM change_row WHERE table_name = 'rating' AND row_id = ?"
        " AND before IS NOT NULL ORDER BY change_id",
        rating.id,
    )
    return [rating.at, *(json.loads(before)["at"] for (before,) in rows)]


def _differs(rating: Rating, draft: RatingDraft) -> bool:
    """Return whether a row of our own list says another score or moment than the rating now."""
    if draft.own is None:
        return False
    return (rating.scale, rating.score) not in draft.scores or rating.at != instant(draft.at)


def _wishes(
    change: UnitOfWork, draft: RatingDraft, references: FileReferences, tally: Tally
) -> list[RatingWish]:
    """Return the ratings of a row. Raises RuleViolation for what it names and nobody knows."""
    ticket = _named(change, Ticket, draft.ticket, _("no ticket {number!r}"))
    contract = _named(change, Contract, draft.contract, _("no contract {number!r}"))
    lead = _lead(change, draft.lead, references)
    contacts = _contacts(change, draft)
    customer_id = _customer_id(change, draft, ticket, contract, lead, contacts)
    of_customer = [each for each in contacts if each.customer_id == customer_id]
    if (draft.contact or draft.email) and not of_customer:
        tally.remarks[UNKNOWN_CONTACT] += 1
    return [
        RatingWish(
            customer_id,
            score,
            scale,
            draft.at,
            draft.comment,
            ticket.id if ticket else None,
            contract.id if contract else None,
            lead.id if lead else None,
            of_customer[0].id if of_customer else None,
            draft.owner,
            f"{draft.key}:{scale}",
        )
        for scale, score in draft.scores
    ]


def _named(change: UnitOfWork, cls: type[Any], name: str | None, message: str) -> Any:
    """Return the ticket or contract of this number, external id or id; None without a name."""
    word = (name or "").strip()
    if not word:
        return None
    found: Record | None = change.first(cls, "lower(number) = lower(?)", word)
    found = found or change.first(cls, "external_id = ?", word.removeprefix("x:"))
    if found is None and word.isascii() and word.isdigit() and len(word) < 19:
        found = change.get(cls, int(word))
    if found is None:
        raise RuleViolation(message.format(number=word))
    return found


def _lead(change: UnitOfWork, name: str | None, references: FileReferences) -> Lead | None:
    if not name:
        return None
    (found,) = references.find([name])
    if isinstance(found, RuleViolation):
        raise found
    return change.existing(Lead, found)


def _contacts(change: UnitOfWork, draft: RatingDraft) -> list[Contact]:
    """Return the contacts of this e-mail, else of this name."""
    if draft.email and (
        found := change.all(Contact, "email_key = ?", fold(draft.email), order="id")
    ):
        return found
    return change.all(Contact, "name_key = ?", fold(draft.contact)) if draft.contact else []


def _customer_id(
    change: UnitOfWork,
    draft: RatingDraft,
    ticket: Ticket | None,
    contract: Contract | None,
    lead: Lead | None,
    contacts: list[Contact],
) -> int:
    """Return the customer: by name, else of what was rated, else of the e-mail. RuleViolation."""
    if draft.customer:
        found = change.first(Customer, "name_key = ?", fold(draft.customer))
        if found is None:
            raise RuleViolation(_("no customer {name!r}").format(name=draft.customer))
        return found.id
    if ticket:
        return ticket.customer_id
    of_contract = change.get(Lead, contract.lead_id) if contract and contract.lead_id else None
    ids = [
        contract.customer_id if contract else None,
        of_contract.customer_id if of_contract else None,
        lead.customer_id if lead else None,
    ]
    if known := next((id for id in ids if id is not None), None):
        return known
    of_contacts = {each.customer_id for each in contacts if each.customer_id is not None}
    if draft.email and len(of_contacts) == 1:
        return of_contacts.pop()
    raise RuleViolation(_("no customer with the email {email!r}").format(email=draft.email or ""))
