"""The customer of a test case: its tier, other purchases, open tickets and last rating."""

from datetime import time, timedelta

from salesmap.domain.lead_draft import LeadDraft
from salesmap.domain.map.automation.cases import Case
from salesmap.store.database import Database

NAME = "Customer"
"""What the customer is called where the case does not say."""


def fill_customer(database: Database, case: Case, customer_id: int, name: str) -> None:
    """Give the customer of a case what the case says of it. Raises UsageError."""
    from salesmap.actions.customer.tiers import set_tier
    from salesmap.actions.service.ratings import RatingWish, add
    from salesmap.actions.service.tickets import TicketWish, open_ticket

    said, now = case.customer, database.clock.now()
    if "tier" in said:
        set_tier(database, customer_id, said["tier"], None)
    if "bought" in said:
        _buy(database, name, said["bought"])
    for _number in range(int(said.get("tickets", "0"))):
        open_ticket(database, customer_id, TicketWish(text="-"), now - timedelta(hours=1))
    if "satisfaction" in said:
        score = int(said["satisfaction"])
        add(database, RatingWish(customer_id, score, "csat5", now - timedelta(hours=1)), "en")


def _buy(database: Database, name: str, days: str) -> None:
    from salesmap.actions.imports.leads import import_leads
    from salesmap.core.dates import parse_day

    clock = database.clock
    moments = [clock.at(parse_day(day.strip(), clock.today()), time(12)) for day in days.split(",")]
    bought = [
        LeadDraft(name=f"{at:%Y-%m-%d}", customer=name, status="won", created_at=at, closed_at=at)
        for at in moments
    ]
    import_leads(database, bought, "case", reject=lambda _draft, _why: None)
