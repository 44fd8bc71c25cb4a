"""Files of leads as other systems export them, out of a seed."""

import csv
import random
from datetime import date, timedelta
from pathlib import Path

HEADER = (
    "Record ID", "Deal Name", "Company", "Contact Name", "Phone", "Email", "Lead Source", "Product", "Region", "Amount", "Owner", "Stage",
    "Create Date", "Close Date", "Notes",
)  # fmt: skip
_STAGES = ("Prospecting", "Needs Analysis", "Proposal/Price Quote", "Closed Won", "Closed Lost")
_SEED = 20261123


def sheet(folder: Path, rows: int) -> Path:
    """A CSV of so many leads, three to a customer."""
    path = folder / f"leads-{rows}.csv"
    chance = random.Random(_SEED)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(HEADER)
        for number in range(rows):
            customer = chance.randrange(rows // 3 + 1)
            created = date(2024, 1, 1) + timedelta(days=chance.randrange(900))
            stage = chance.choice(_STAGES)
            closed = (
                created + timedelta(days=chance.randrange(100))
                if stage.startswith("Closed")
                else ""
            )
            writer.writerow(
                [f"R-{number}", f"Deal {number}", f"Company {customer} Ltd", f"Person {customer}", f"138{customer:08}",
                 f"p{customer}@c{customer}.example", chance.choice(("web", "fair", "call")), chance.choice("ABC"), chance.choice("NSEW"),
                 chance.randrange(1_000, 999_999), chance.choice(("Lin", "Wang", "Ann")), stage, created, closed, "" if number % 10 else "a note"]
            )  # fmt: skip
    return path
