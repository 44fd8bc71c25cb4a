"""The contact and the contract of a ticket, as they are named on the command line."""

from salesmap.store.connection import Connection


def contact_of(connection: Connection, customer_id: int, reference: str | None) -> int | None:
    """Return the id of a contact, the customer's own where it has one of that name.

    Raises ContactNotFoundError, AmbiguousReferenceError.
    """
    if reference is None:
        return None
    from salesmap.reports.service.reference import contact_at

    return contact_at(connection, customer_id, reference)


def contract_of(connection: Connection, reference: str | None) -> int | None:
    """Return the id of a contract. Raises PaperNotFoundError, AmbiguousReferenceError."""
    if reference is None:
        return None
    from salesmap.reports.query.papers import find_paper

    return find_paper(connection, "contract", reference).id
