"""What became of the papers of a lead, as events of its timeline."""

from typing import Any

from salesmap.core.i18n import N_
from salesmap.core.money import money_text
from salesmap.domain.papers.names import paper_name
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

EVENTS = (
    N_("bid"),
    N_("accepted"),
    N_("declined"),
    N_("withdrawn"),
    N_("signed"),
    N_("terminated"),
)
"""What can happen to papers, beside their sending."""


def quote_events(connection: Connection, lead_id: int) -> list[tuple[Any, ...]]:
    """Return (at, event, text, actor) of what was bid and decided on quotes."""
    return _events(connection, "of_quotes", lead_id)


def contract_events(connection: Connection, lead_id: int) -> list[tuple[Any, ...]]:
    """Return (at, event, text, actor) of what was signed and terminated."""
    return _events(connection, "of_contracts", lead_id)


def _events(connection: Connection, name: str, lead_id: int) -> list[tuple[Any, ...]]:
    rows = connection.execute(statements(__file__)[name], {"id": lead_id}).fetchall()
    return [(at, event, _text(*facts), actor) for at, event, *facts, actor in rows]


def _text(
    number: str | None,
    id: int,
    n: int,
    cents: int | None,
    currency: str,
    who: str | None,
    note: str | None,
) -> str:
    """Return the paper, its version, the amount, and the reason or competitor and the note."""
    name = paper_name(number, id)
    parts = [
        name if n == 1 else f"{name} v{n}",
        None if cents is None else f"{money_text(cents)} {currency}",
        who,
        note,
    ]
    return " · ".join(part for part in parts if part)
