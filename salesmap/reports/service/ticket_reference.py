"""The ticket that a rating is of, by its number, its id, or `x:` and its external id."""

from salesmap.core.errors import NotFoundError
from salesmap.core.i18n import _
from salesmap.reports.query.references import EXTERNAL
from salesmap.store.connection import Connection


class RatedTicketNotFound(NotFoundError):
    """No ticket has this number or id."""

    code = "ticket_not_found"

    def __init__(self, reference: str) -> None:
        text = _("Ticket {reference!r} not found.").format(reference=reference)
        super().__init__(text, reference=reference)


def ticket_named(connection: Connection, reference: str) -> tuple[int, int]:
    """Return the ids of a ticket and of its customer. Raises RatedTicketNotFound."""
    text = reference.strip()
    if text.startswith(EXTERNAL):
        condition, value = "external_id = ?", text.removeprefix(EXTERNAL)
    elif text.isascii() and text.isdigit() and int(text) < 2**63:
        condition, value = "id = CAST(? AS INTEGER)", text
    else:
        condition, value = "lower(number) = lower(?)", text
    sql = f"SELECT id, customer_id FROM ticket WHERE {condition} ORDER BY id DESC LIMIT 1"
    row = connection.execute(sql, (value,)).fetchone()
    if row is None:
        raise RatedTicketNotFound(reference)
    return row[0], row[1]
