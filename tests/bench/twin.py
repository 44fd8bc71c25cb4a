"""The program that salesmap might have been: everything imported at once, every question asked through the ORM.

python twin.py due|list|show|funnel|names FILE [REF] [--table]
"""

from datetime import date
from statistics import median
from typing import Annotated, Any

import typer
from dateutil.relativedelta import relativedelta
from rich.console import Console
from rich.table import Table
from sqlmodel import Session, col, create_engine, func, select

from salesmap.store.models import Contact, Customer, Followup, Interaction, Lead, Stage, StageVisit

TODAY = date(2026, 11, 23)
LIMIT = 50

app = typer.Typer()
File = Annotated[str, typer.Argument()]
AsTable = Annotated[bool, typer.Option("--table")]


@app.command()
def due(file: File, table: AsTable = False) -> None:
    """Open follow-ups due by today."""
    until = TODAY + relativedelta(days=0)
    query = (
        select(Followup, Lead, Customer, Contact, Stage)
        .join(Lead, col(Lead.id) == Followup.lead_id)
        .join(Stage, col(Stage.id) == Lead.stage_id)
        .join(Customer, col(Customer.id) == Lead.customer_id, isouter=True)
        .join(Contact, col(Contact.id) == Lead.contact_id, isouter=True)
        .where(
            col(Followup.done_at).is_(None),
            col(Followup.dropped_at).is_(None),
            Followup.due_on <= until.isoformat(),
        )
        .order_by(Followup.due_on, col(Followup.id))
    )
    with _session(file) as session:
        rows = [
            (
                f.id,
                f.due_on,
                (TODAY - date.fromisoformat(f.due_on)).days,
                lead.name,
                customer.name,
                f.what,
                contact.phone,
                f.owner,
            )
            for f, lead, customer, contact, _stage in session.exec(query)
        ]
    _show("id due_on days_overdue lead customer what phone owner", rows, table)


@app.command("list")
def list_leads(file: File, table: AsTable = False) -> None:
    """Open leads, newest first."""
    next_due = (
        select(func.min(Followup.due_on))
        .where(
            Followup.lead_id == Lead.id,
            col(Followup.done_at).is_(None),
            col(Followup.dropped_at).is_(None),
        )
        .scalar_subquery()
    )
    query = (
        select(Lead, Customer, Stage, next_due)  # type: ignore[call-overload]
        .join(Stage, col(Stage.id) == Lead.stage_id)
        .join(Customer, col(Customer.id) == Lead.customer_id, isouter=True)
        .where(Lead.status == "open")
        .order_by(col(Lead.id).desc())
        .limit(LIMIT)
    )
    with _session(file) as session:
        rows = [
            (lead.id, lead.name, c.name, s.key, lead.value_cents, lead.owner, due)
            for lead, c, s, due in session.exec(query)
        ]
        session.exec(select(func.count()).select_from(Lead).where(Lead.status == "open")).one()
    _show("id name customer stage value owner next_due", rows, table)


@app.command()
def show(file: File, ref: int, table: AsTable = False) -> None:
    """One lead: facts, promises, stages, timeline."""
    with _session(file) as session:
        lead = session.get_one(Lead, ref)
        customer, contact = (
            session.get(Customer, lead.customer_id),
            session.get(Contact, lead.contact_id),
        )
        facts = [
            (key, value)
            for key, value in {
                **lead.model_dump(),
                "customer": customer,
                "contact": contact,
            }.items()
            if value
        ]
        promises = session.exec(select(Followup).where(Followup.lead_id == ref)).all()
        stays = session.exec(
            select(StageVisit, Stage)
            .join(Stage, col(Stage.id) == StageVisit.stage_id)
            .where(StageVisit.lead_id == ref)
        ).all()
        timeline = session.exec(select(Interaction).where(Interaction.lead_id == ref)).all()
    _show("field value", facts, table)
    _show("id due_on what", [(each.id, each.due_on, each.what) for each in promises], table)
    _show(
        "stage entered left secs",
        [(stage.key, stay.entered_at, stay.left_at, stay.secs) for stay, stage in stays],
        table,
    )
    _show("at kind text", [(each.at, each.kind, each.text) for each in timeline], table)


@app.command()
def funnel(file: File, table: AsTable = False) -> None:
    """Leads by stage, and the median of their stays."""
    with _session(file) as session:
        stages = session.exec(
            select(Stage).where(Stage.phase == "before").order_by(col(Stage.position))
        ).all()
        standing = session.exec(
            select(
                Lead.status, Lead.stage_id, Stage.position, func.count(), func.sum(Lead.value_cents)
            )
            .join(Stage, col(Stage.id) == Lead.furthest_id)
            .where(Lead.status != "dropped")
            .group_by(Lead.status, col(Lead.stage_id), col(Stage.position))
        ).all()
        rows = []
        for stage in stages:
            lengths = session.exec(
                select(StageVisit.secs).where(
                    StageVisit.stage_id == stage.id,
                    col(StageVisit.secs).is_not(None),
                    StageVisit.counted == 1,
                )
            ).all()
            here = [row for row in standing if row[1] == stage.id]
            reached = sum(row[3] for row in standing if row[2] >= stage.position)
            now = sum(row[3] for row in here if row[0] == "open")
            lost = sum(row[3] for row in here if row[0] == "lost")
            rows.append(
                (stage.key, now, reached, lost, median(lengths) / 86_400 if lengths else None)
            )  # type: ignore[type-var]
    _show("stage now reached lost median_days", rows, table)


@app.command()
def names(file: File, beginning: str) -> None:
    """Names of leads that begin so."""
    with _session(file) as session:
        query = (
            select(Lead.name)
            .where(Lead.name_key >= beginning, Lead.name_key < beginning + "\U0010ffff")
            .limit(30)
        )
        _show("name", [(name,) for name in session.exec(query)], False)


def _session(file: str) -> Session:
    return Session(create_engine(f"sqlite:///{file}"))


def _show(columns: str, rows: list[Any], as_table: bool) -> None:
    if not as_table:
        print(
            "\n".join(
                "\t".join("" if value is None else str(value) for value in row)
                for row in [columns.split(), *rows]
            )
        )
        return
    table = Table(*columns.split())
    for row in rows:
        table.add_row(*("" if value is None else str(value) for value in row))
    Console(width=120).print(table)


if __name__ == "__main__":
    app()
