"""Sheets of leads as other systems export them, out of a seed; and `python -m tests.bench.sheets CSV DB`: the same rows through
`session.add_all`, for an import to be measured against."""

import csv
import random
import sys
from datetime import date, timedelta
from pathlib import Path
from typing import Any

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


def add_all(source: Path, target: Path) -> None:
    """Put the rows into a new book the plain way: an object a record, added to a session. No look for duplicates."""
    from sqlmodel import Session, create_engine, select

    from salesmap.actions.database.create import start
    from salesmap.store.database import Database
    from salesmap.store.models import Contact, Customer, Interaction, Lead, Stage, StageVisit

    start(Database(target, "bench"))
    with (
        Session(create_engine(f"sqlite:///{target}")) as session,
        source.open(encoding="utf-8", newline="") as file,
    ):
        stage = session.exec(select(Stage)).all()[0]
        customers: dict[str, Any] = {}
        contacts: dict[str, Any] = {}
        leads, others = [], []
        at = "2026-01-01T00:00:00Z"
        for id, row in enumerate(csv.DictReader(file), 1):
            name, person = row["Company"], row["Contact Name"]
            if name not in customers:
                customers[name] = Customer(
                    id=len(customers) + 1, name=name, name_key=name.casefold(), recorded_at=at
                )
                contacts[person] = Contact(
                    id=len(contacts) + 1, customer_id=customers[name].id, name=person, name_key=person.casefold(), phone=row["Phone"],
                    phone_key=f"+86{row['Phone']}", email=row["Email"], email_key=row["Email"], recorded_at=at,
                )  # fmt: skip
            status = {"Closed Won": "won", "Closed Lost": "lost"}.get(row["Stage"], "open")
            created, closed = row["Create Date"], row["Close Date"] or None
            began, ended = f"{created}T04:00:00Z", f"{closed}T04:00:00Z" if closed else None
            leads.append(
                Lead(
                    id=id, name=row["Deal Name"], name_key=row["Deal Name"].casefold(), customer_id=customers[name].id,
                    contact_id=contacts[person].id, source=row["Lead Source"], product=row["Product"], region=row["Region"],
                    value_cents=int(row["Amount"]) * 100, currency="CNY", owner=row["Owner"], process_id=stage.process_id, stage_id=stage.id,
                    furthest_id=stage.id, status=status, created_at=began, created_on=created, assigned_at=began, stage_since=began,
                    touched_at=began, closed_at=ended, closed_on=closed, external_id=row["Record ID"], recorded_at=at, updated_at=at,
                )
            )  # fmt: skip
            others.append(
                StageVisit(
                    lead_id=id,
                    stage_id=stage.id,
                    entered_at=began,
                    left_at=ended,
                    outcome=status if closed else None,
                )
            )
            if row["Notes"]:
                others.append(
                    Interaction(
                        lead_id=id,
                        kind="note",
                        text=row["Notes"],
                        at=began,
                        actor="bench",
                        recorded_at=at,
                    )
                )
        for records in (customers.values(), contacts.values(), leads, others):
            session.add_all(records)
            session.flush()
        session.commit()
    print(id)


if __name__ == "__main__":
    add_all(Path(sys.argv[1]), Path(sys.argv[2]))
