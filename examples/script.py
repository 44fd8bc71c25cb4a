"""salesmap from Python: the actions and reports that the commands call."""

import sys
from pathlib import Path

from salesmap.actions.lead import leads, moves
from salesmap.domain.drafts import LeadDraft
from salesmap.reports.pipeline.funnel import funnel
from salesmap.reports.query.scope import Cohort
from salesmap.store.database import Book
from salesmap.store.file.connection import reading

book = Book(Path(sys.argv[1]), user="mei")
lead_id = leads.add(book, LeadDraft(name="Harbor Cold Store", customer="Harbor Ltd", value_cents=4_800_000))
moves.advance(book, lead_id, note="budget confirmed")
with reading(book) as connection:
    for row in funnel(connection, Cohort(), "en").rows.dicts():
        print(row["stage"], row["now"], row["reached"])
