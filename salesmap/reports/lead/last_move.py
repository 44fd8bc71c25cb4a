"""The last move of a lead between stages."""

from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = statements(__file__)


def last_move(connection: Connection, lead_id: int, lang: str) -> tuple[str, str]:
    """Return the label of the stage that a lead left last, and how it was left (`OUTCOMES`).

    Both are empty for a lead that the move gave to somebody whose leads the user does not see.
    """
    row = connection.execute(_SQL["last_move"], {"id": lead_id, "lang": lang}).fetchone()
    return row or ("", "")
