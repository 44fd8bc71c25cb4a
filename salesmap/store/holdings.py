"""The open leads that somebody owns, with what keeps them from the pool."""

from typing import NamedTuple

from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = statements(__file__)


class Holding(NamedTuple):
    """An open lead of an owner: since when, the last activity since then, both as stored instants.

    `stays`: it has a signed contract or an open quote.
    """

    lead_id: int
    name: str
    owner: str
    since: str
    last_activity: str | None
    stays: bool


def holdings(connection: Connection, today: str, since: str) -> list[Holding]:
    """Return the open leads that somebody owns, and got on a day or earlier."""
    bound = {"since": since}
    activities = dict(connection.execute(_SQL["activities"], bound).fetchall())
    staying = {lead_id for (lead_id,) in connection.execute(_SQL["staying"], {"today": today})}
    return [
        Holding(lead_id, name, owner, since, activities.get(lead_id), lead_id in staying)
        for lead_id, name, owner, since in connection.execute(_SQL["holdings"], bound)
    ]


def stays(connection: Connection, lead_id: int, today: str) -> bool:
    """Return whether a lead has a signed contract or an open quote."""
    query = f"SELECT 1 FROM ({_SQL['staying']}) AS staying WHERE lead_id = :id"
    return connection.execute(query, {"id": lead_id, "today": today}).fetchone() is not None
