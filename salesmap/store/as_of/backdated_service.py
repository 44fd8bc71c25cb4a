"""Tickets and ratings that files brought later than an instant, but that count before it.

A ticket counts from when it was opened, with the events up to the instant; what follows from later
ones is not yet so. A rating counts from its own day.
"""

from salesmap.store.as_of.imported_records import ImportedRecords
from salesmap.store.statements import statements

SERVICE = ImportedRecords(
    sql=statements(__file__),
    tables=("ticket", "ticket_event", "rating", "customer"),
    noting=("tickets", "ratings"),
    adding=(
        "add_tickets",
        "add_events",
        "unanswer",
        "reopen",
        "stop_waiting",
        "add_ratings",
        "add_customers",
    ),
)
