"""salesmap from Python: leads, one change of several steps, a report in pandas, a SQLModel session.

Run it as `python examples/script.py team.db` (pandas must be installed).
"""

import sys

from sqlmodel import select

import salesmap
from salesmap.store.models import Lead

with salesmap.open(sys.argv[1], user="mei") as db:
    lead = db.leads.add("Harbor Cold Store", company="Harbor Ltd", value="48k", close="+2m")
    with db.change("called and moved on"):  # two steps, one undo
        lead.log("call", "two sites, wants an offer this month")
        lead.advance(note="budget confirmed")
    lead.follow_up("send the survey", due="fri")

    funnel = db.report("funnel").to_pandas()
    print(funnel[["stage", "now", "reached"]].to_string(index=False))
    for figure in db.report("winrate").explain():
        print(figure["figure"], figure["definition"])

    with db.session() as session:
        for record in session.exec(select(Lead).where(Lead.status == "open")):
            print(record.id, record.name)
