"""Ratings as events of a timeline: of a lead, or of a customer."""

from typing import Any

from salesmap.core.i18n import N_, word
from salesmap.domain.service.rating import score_text
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

EVENT = N_("rated")
_OF_LEAD = "r.lead_id = :id OR r.contract_id IN (SELECT id FROM contract WHERE lead_id = :id)"


def of_lead(connection: Connection, lead_id: int) -> list[tuple[Any, ...]]:
    """Return (at, event, text, actor) of the ratings of a lead and its contracts."""
    return [row[:-1] for row in _events(connection, _OF_LEAD, lead_id)]


def of_customer(connection: Connection, customer_id: int) -> list[tuple[Any, ...]]:
    """Return (at, event, text, actor, lead) of all ratings of a customer."""
    return _events(connection, "r.customer_id = :id", customer_id)


def _events(connection: Connection, whose: str, id: int) -> list[tuple[Any, ...]]:
    sql = statements(__file__)["of"].replace("{whose}", whose)
    return [
        (at, EVENT, _text(scale, score, comment), actor, lead)
        for at, scale, score, comment, actor, lead in connection.execute(sql, {"id": id})
    ]


def _text(scale: str, score: int, comment: str | None) -> str:
    """Return the scale, the score and the comment of a rating in a line."""
    rated = f"{word(scale)} {score_text(score, scale)}"
    return f"{rated} · {comment}" if comment else rated
