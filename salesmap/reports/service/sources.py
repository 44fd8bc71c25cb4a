"""What the lists and reports on tickets count, as a table that stands for `lead l` in a statement.

A ticket has its own customer and contact; all else of a lead is that of its contract's lead, or of
the customer's newest sale. Needs the parameter :now.
"""

from salesmap.domain.fields import PLAIN_FIELDS
from salesmap.reports.service.states import with_states
from salesmap.store.statements import statements

_SQL = statements(__file__)
_PLAIN = ", ".join(f"o.{field}" for field in PLAIN_FIELDS)
TICKETS = f"({with_states(_SQL['tickets']).replace('{plain}', _PLAIN)}) l"
OWN_DIMENSIONS = {
    "priority": "l.priority",
    "kind": "l.kind",
    "channel": "l.channel",
    "state": "l.ticket_state",
}
"""The dimensions of tickets beside those of leads."""
