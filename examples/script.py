"""salesmap from Python: the actions and reports that the commands call."""

import sys
from pathlib import Path

from salesmap.actions.lead.add import add
from salesmap.actions.lead import moves
from salesmap.domain.drafts import LeadDraft
from salesmap.reports.pipeline.funnel import funnel
from salesmap.reports.query.scope import LeadScope
from salesmap.store.database import Database
from salesmap.store.file.connection import read_connection

database = Database(Path(sys.argv[1]), user="mei")
lead_id = add(
    database, LeadDraft(name="Harbor Cold Store", customer="Harbor Ltd", value_cents=4_800_000)
)
moves.advance(database, lead_id, note="budget confirmed")
with read_connection(database) as connection:
    for row in funnel(connection, LeadScope(), "en").rows.dicts():
        print(row["stage"], row["now"], row["reached"])
