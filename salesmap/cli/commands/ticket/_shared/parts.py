"""The contact and the contract of a ticket, as they are named on the command line."""

from salesmap.store.connection import Connection


def contact_of(connection: Connection, customer_id: int, reference: str | None) -> int | None:
    """Return the id of a contact, the customer's own where it has one of that name; 0 for "".

    Raises ContactNotFoundError, AmbiguousReferenceError.
    """
    if not reference:
        return None if reference is None else 0
    from salesmap.reports.service.reference import contact_at

    return contact_at(connection, customer_id, reference)


def contract_of(connection: Connection, reference: str | None) -> int | None:
    """Return the id of a contract; 0 for "". Raises PaperNotFoundError, AmbiguousReferenceError."""
    if not reference:
        return None if reference is None else 0
    from salesmap.reports.query.papers import find_paper

    return find_paper(connection, "contract", reference).id
