"""What is open and somebody's: what a successor takes over, and a leaver may not leave behind."""

from collections.abc import Sequence
from typing import NamedTuple

from salesmap.core.i18n import N_
from salesmap.store.unit_of_work import UnitOfWork

_STATEMENTS = {
    N_(
        "leads"
    ): "SELECT id FROM lead WHERE lower(owner) = lower(?) AND status = 'open' ORDER BY id",
    N_("closed leads in care"): (
        "SELECT id FROM lead WHERE lower(caretaker) = lower(?) AND status <> 'open' ORDER BY id"
    ),
    N_("follow-ups"): (
        "SELECT id FROM followup WHERE lower(owner) = lower(?) AND done_at IS NULL"
        " AND dropped_at IS NULL ORDER BY id"
    ),
    N_("quotes"): (
        "SELECT q.id FROM quote q JOIN lead l ON l.id = q.lead_id WHERE lower(q.owner) = lower(?)"
        " AND l.status = 'open' AND NOT EXISTS (SELECT 1 FROM quote_version v"
        " WHERE v.quote_id = q.id AND v.accepted_at IS NOT NULL)"
        " AND EXISTS (SELECT 1 FROM quote_version v WHERE v.quote_id = q.id"
        " AND v.declined_at IS NULL AND v.withdrawn_at IS NULL) ORDER BY q.id"
    ),
    N_("contracts"): (
        "SELECT id FROM contract WHERE lower(owner) = lower(?) AND voided_at IS NULL"
        " AND terminated_at IS NULL AND closed_at IS NULL ORDER BY id"
    ),
    N_("tickets"): (
        "SELECT id FROM ticket WHERE lower(owner) = lower(?) AND resolved_at IS NULL"
        " AND closed_at IS NULL ORDER BY id"
    ),
    N_("action items"): (
        "SELECT id FROM review_point WHERE lower(owner) = lower(?) AND done_at IS NULL"
        " AND dropped_at IS NULL ORDER BY id"
    ),
}


class OpenThings(NamedTuple):
    """The ids of what is open and somebody's, by what it is."""

    ids: dict[str, list[int]]

    def counts(self) -> Sequence[tuple[str, int]]:
        """Return how many there are of each kind that there is."""
        return [(kind, len(ids)) for kind, ids in self.ids.items() if ids]


def open_things(change: UnitOfWork, name: str) -> OpenThings:
    """Return what is open and belongs to a person."""
    return OpenThings(
        {
            kind: [id for (id,) in change.sql(statement, name)]
            for kind, statement in _STATEMENTS.items()
        }
    )
