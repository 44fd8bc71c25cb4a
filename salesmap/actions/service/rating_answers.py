"""The answers of a rating page, which count once however often the file comes back."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from salesmap.actions.database.create import transaction
from salesmap.actions.service.rating_followups import Rated
from salesmap.actions.service.ratings import RatingWish, record
from salesmap.domain.records import Contact, Contract, Customer, Rating, Ticket
from salesmap.store.database import Database


class Answered(NamedTuple):
    """What came of answers: the ratings, or those that the same page brought `before`.

    `lost` are the nouns of what the page was of and is no more.
    """

    ratings: Sequence[Rated] = ()
    before: Sequence[int] = ()
    lost: Sequence[str] = ()


def import_answers(
    database: Database,
    ids: Sequence[int | None],
    token: str,
    scores: Mapping[str, int],
    comment: str | None,
    lang: str,
) -> Answered:
    """Record the ratings of a page once; `ids` are the customer, ticket, contract and contact.

    The customer is known to exist. Raises RatedOtherCustomer.
    """
    with transaction(database) as change:
        before = change.all(
            Rating, "import_key IN (?, ?)", *(f"form:{token}:{scale}" for scale in ("csat5", "nps"))
        )
        if before:
            return Answered(before=[each.id for each in before])
        customer_id, *rest = ids
        customer = change.existing(Customer, customer_id or 0)
        ticket, contract, contact = rest
        lost: list[str] = []
        if ticket is not None and change.get(Ticket, ticket) is None:
            ticket, lost = None, [*lost, "ticket"]
        if contract is not None and change.get(Contract, contract) is None:
            contract, lost = None, [*lost, "contract"]
        if contact is not None and change.get(Contact, contact) is None:
            contact, lost = None, [*lost, "contact"]
        done = [
            record(
                change,
                RatingWish(
                    customer.id,
                    score,
                    scale,
                    database.clock.now(),
                    comment,
                    ticket,
                    contract,
                    None,
                    contact,
                    import_key=f"form:{token}:{scale}",
                ),
                lang,
            )
            for scale, score in scores.items()
        ]
        change.describe("ratings imported: {}", customer.name)
        return Answered(done, lost=lost)
