"""Papers by the references that people type: a number, an id, `lead:7`, `x:` and an external id.

The name of a lead means its newest paper.
"""

from typing import NamedTuple

from salesmap.core.errors import NotFoundError
from salesmap.domain.papers.names import draft_id, paper_name
from salesmap.reports.errors import LeadNotFoundError
from salesmap.reports.paper_errors import PaperNotFoundError
from salesmap.reports.query.references import (
    EXTERNAL,
    Match,
    find_customer,
    find_lead,
    nearest_names,
)
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

PAPERS = ("quote", "contract")
"""The nouns of papers, which are the names of their tables as well."""

LEAD = "lead:"


class Record(NamedTuple):
    """A lead, a paper or a ticket: its noun, which names its table, and how it was found."""

    noun: str
    match: Match

    @property
    def id(self) -> int:
        """Return the record's id."""
        return self.match.id


def find_record(connection: Connection, reference: str) -> Record:
    """Return the ticket or paper of this number, of `quote:7`, `contract:7` or `ticket:7`.

    Else it is the lead so called.

    Raises PaperNotFoundError, LeadNotFoundError, AmbiguousReferenceError.
    """
    text = reference.strip()
    if found := _ticket(connection, text):
        return Record("ticket", found)
    for noun in PAPERS:
        if text.startswith(f"{noun}:"):
            return Record(noun, find_paper(connection, noun, text.removeprefix(f"{noun}:")))
        if found := _by_number(connection, noun, text):
            return Record(noun, found)
    try:
        return Record("lead", find_lead(connection, reference))
    except LeadNotFoundError as error:
        if error.data["candidates"]:
            raise
        raise _no_such_number(connection, text) or error from None


def _ticket(connection: Connection, text: str) -> Match | None:
    """Return the ticket of this number, or of `ticket:7`; None if there is none."""
    id = text.removeprefix("ticket:")
    if id != text and id.isascii() and id.isdigit() and int(id) < 2**63:
        return _where(connection, "ticket", "id = ?", int(id))
    return _by_number(connection, "ticket", id)


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
        found = _by_number(connection, noun, text)
        draft = draft_id(text)
        if found is None and draft is not None:
            found = _where(connection, noun, "id = ? AND number IS NULL", draft)
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
        candidates = _nearest(connection, noun, lead, "numbers", "leads")
        raise PaperNotFoundError(noun, reference, candidates=candidates) from None
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


def _by_number(connection: Connection, noun: str, text: str) -> Match | None:
    return _where(connection, noun, "number = ?", text) or _where(  # the first by its index
        connection, noun, "lower(number) = lower(?)", text
    )


def _no_such_number(connection: Connection, text: str) -> PaperNotFoundError | None:
    """Return the error of a text that is spelled nearly like the number of a paper."""
    nouns = {
        number: noun for noun in PAPERS for number in _nearest(connection, noun, text, "numbers")
    }
    near = nearest_names(nouns, text)
    return PaperNotFoundError(nouns[near[0]], text, candidates=near) if near else None


def _nearest(connection: Connection, noun: str, text: str, *pools: str) -> list[str]:
    """Return numbers of papers, or names of leads that have some, spelled nearly like a text."""
    sql = statements(__file__)
    names = [
        name
        for pool in pools
        for (name,) in connection.execute(sql[pool].replace("{paper}", noun)).fetchall()
    ]
    return nearest_names(names, text)


def _where(connection: Connection, noun: str, condition: str, value: int | str) -> Match | None:
    """Return the newest paper that meets a condition."""
    sql = f"SELECT id, number FROM {noun} WHERE {condition} ORDER BY id DESC LIMIT 1"
    row = connection.execute(sql, (value,)).fetchone()
    return Match(row[0], paper_name(row[1], row[0]), is_exact=True) if row else None
