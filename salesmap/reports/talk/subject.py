"""Which lead a comment on a record is about."""

from salesmap.core.errors import NotFoundError
from salesmap.core.i18n import _
from salesmap.reports.query.papers import Record
from salesmap.store.connection import Connection


class NoLeadOfRecord(NotFoundError):
    """A paper or a ticket belongs to no lead."""

    code = "no_lead_of_record"

    def __init__(self, noun: str, name: str) -> None:
        text = _("{name} has no lead: comment on a lead.")
        super().__init__(text.format(name=name), noun=noun, name=name)


def lead_of(connection: Connection, record: Record) -> int:
    """Return the id of the lead that a record is or belongs to. Raises NoLeadOfRecord."""
    if record.noun == "lead":
        return record.id
    statement = f"SELECT lead_id FROM {record.noun} WHERE id = ?"
    (lead_id,) = connection.execute(statement, (record.id,)).fetchone()
    if lead_id is None:
        raise NoLeadOfRecord(record.noun, record.match.name)
    return int(lead_id)
