"""Papers by the references that people type: a number, an id, `lead:7`, `x:` and an external id.

The name of a lead means its newest paper.
"""

from salesmap.core.errors import NotFoundError
from salesmap.reports.paper_errors import PaperNotFoundError
from salesmap.reports.query.references import EXTERNAL, Match, find_customer, find_lead
from salesmap.store.connection import Connection

PAPERS = ("quote", "contract")
"""The nouns of papers, which are the names of their tables as well."""

LEAD = "lead:"


def find_paper(connection: Connection, noun: str, reference: str) -> Match:
    """Return the paper that a reference names. `is_exact` unless it is found by its lead.

    Raises PaperNotFoundError, AmbiguousReferenceError.
    """
    text = reference.strip()
    if text.startswith(LEAD):
        return _newest_of_lead(connection, noun, text.removeprefix(LEAD), reference)
    if text.startswith(EXTERNAL):
        found = _where(connection, noun, "external_id = ?", text.removeprefix(EXTERNAL))
    elif text.isascii() and text.isdigit() and int(text) < 2**63:
        found = _where(connection, noun, "id = ?", int(text))
        found = found or _where(connection, noun, "number = ?", text)
    else:
        found = _where(connection, noun, "number = ?", text)  # by its index
        found = found or _where(connection, noun, "lower(number) = lower(?)", text)
        draft = text.casefold().removeprefix("draft ")
        if found is None and draft != text.casefold() and draft.isdigit():
            found = _where(connection, noun, "id = ? AND number IS NULL", int(draft))
        if found is None:
            return _newest_of_lead(connection, noun, text, reference)
    if found is None:
        raise PaperNotFoundError(noun, reference)
    return found


def _newest_of_lead(connection: Connection, noun: str, lead: str, reference: str) -> Match:
    """Return the newest paper of a lead; of a contract without a lead, that of the customer."""
    try:
        match = find_lead(connection, lead)
    except NotFoundError:
        if noun == "contract" and (found := _newest_of_customer(connection, lead)):
            return found
        raise PaperNotFoundError(noun, reference) from None
    found = _where(connection, noun, "lead_id = ?", match.id)
    if found is None:
        raise PaperNotFoundError(noun, reference, match.name)
    return found._replace(is_exact=False)


def _newest_of_customer(connection: Connection, customer: str) -> Match | None:
    try:
        match = find_customer(connection, customer)
    except NotFoundError:
        return None
    found = _where(connection, "contract", "customer_id = ?", match.id)
    return found._replace(is_exact=False) if found else None


def _where(connection: Connection, noun: str, condition: str, value: int | str) -> Match | None:
    """Return the newest paper that meets a condition."""
    sql = f"SELECT id, number FROM {noun} WHERE {condition} ORDER BY id DESC LIMIT 1"
    row = connection.execute(sql, (value,)).fetchone()
    return Match(row[0], row[1] or f"draft {row[0]}", is_exact=True) if row else None
