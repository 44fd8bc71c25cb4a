"""What a rating is of: whether it is the customer's, and what it is called."""

from collections.abc import Sequence

from salesmap.core.i18n import _
from salesmap.domain.papers.names import paper_name
from salesmap.domain.service.rating import RatedOtherCustomer
from salesmap.reports.query.references import Match
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_NOUNS = ("ticket", "contract", "contact")


def check_customer(connection: Connection, customer: Match, ids: Sequence[int | None]) -> str:
    """Return what the ticket or contract is called in a sentence; empty without one.

    `ids` are the ticket, the contract and the contact, or None. Raises RatedOtherCustomer.
    """
    texts = []
    for noun, id in zip(_NOUNS, ids, strict=True):
        if id is None:
            continue
        sql = statements(__file__)[noun]
        number, what, of_customer = connection.execute(sql, {"id": id}).fetchone()
        if of_customer != customer.id:
            raise RatedOtherCustomer(noun, id, customer.name)
        if noun == "ticket":
            texts.append(_("Your request {number}: {text}").format(number=number or id, text=what))
        elif noun == "contract":
            texts.append(_("Contract {number}").format(number=paper_name(number, id)))
    return " · ".join(texts)
