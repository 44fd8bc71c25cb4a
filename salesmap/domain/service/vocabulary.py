"""The words of tickets and ratings, as they are stored."""

PRIORITIES = ("urgent", "high", "normal", "low")

TICKET_STATES = ("open", "in_progress", "waiting", "resolved", "closed")
"""The states of tickets, which are derived."""

TICKET_EVENTS = (
    "replied",
    "customer",
    "waiting",
    "resumed",
    "resolved",
    "reopened",
    "closed",
    "changed",
)
"""What happens on a ticket after it was opened; `customer` is a note of the customer."""

SCALES = {"csat5": (1, 5), "nps": (0, 10)}
"""The scales of ratings with their lowest and highest score."""
