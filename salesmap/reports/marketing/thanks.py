"""The follow-up that thanks whoever brought a lead that was won."""

from typing import NamedTuple

from salesmap.domain.map.words import Words
from salesmap.store.connection import Connection
from salesmap.store.map_versions import current_map
from salesmap.store.statements import statements


class Thanks(NamedTuple):
    """Who brought a lead, what the map asks for, and the follow-up where there is one."""

    name: str
    what: Words
    followup_id: int | None
    lead_id: int | None
    due_on: str | None
    won_at: str | None


def thanks(connection: Connection, lead_id: int) -> Thanks | None:
    """Return the thanks for a lead; None where it is not won, nobody brought it, or none is asked.

    The follow-up is the one that is open on the leads of who brought it.
    """
    sql = statements(__file__)
    brought = connection.execute(sql["referrer"], {"id": lead_id}).fetchone()
    rule = current_map(connection).referral if brought else None
    if brought is None or rule is None:
        return None
    name, customer_id, contact_id, won_at = brought
    row = connection.execute(
        sql["followup"],
        {"customer": customer_id, "contact": contact_id, "en": rule.what.en, "zh": rule.what.zh},
    ).fetchone()
    put = row or (None, None, None)
    return Thanks(name, rule.what, put[0], put[1], put[2], won_at)
