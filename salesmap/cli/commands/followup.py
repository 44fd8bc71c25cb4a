"""`salesmap followup …`: promises."""

from typing import Annotated

import click
import typer

from salesmap.cli.context import Desk, desk_of
from salesmap.cli.options import Due, Fields, Format, LeadRef, Next, Note, Owner, promise, read_day
from salesmap.cli.output import answer, show
from salesmap.core.i18n import _, glossed
from salesmap.domain.vocabulary import KINDS

app = typer.Typer()
LOOKS_BACK = ("list",)

FollowupId = Annotated[int, typer.Argument(metavar=_("ID"), help=_("The follow-up's number."))]
Kind = Annotated[
    str | None,
    typer.Option(
        click_type=click.Choice(KINDS), metavar=_("KIND"), help=_("What kind of contact it will be: {kinds}.").format(kinds=glossed(KINDS))
    ),
]


@app.command("add", help=_("Promise something on a lead."))
def add_followup(
    ctx: typer.Context,
    lead: LeadRef,
    what: Annotated[str, typer.Argument(metavar=_("WHAT"), help=_("What is to be done."))],
    due: Annotated[str, typer.Option(metavar=_("WHEN"), help=_("When it is due: 2026-12-01, tomorrow, fri, +3d, eom."))],
    kind: Kind = None,
    owner: Owner = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Add a follow-up."""
    desk = desk_of(ctx)
    due_on = read_day(desk, due)
    from salesmap.actions.followup import followups
    from salesmap.reports.query.references import lead_id

    with desk.reading() as connection:
        lead_number = lead_id(connection, lead)
    id = followups.add(desk.book, lead_number, what, due_on, kind, owner)
    _answer(desk, id, format, fields, _("Follow-up {id}: {what}, due on {due_on} ({lead})."))


@app.command("done", help=_("Keep a promise."))
def finish_followup(
    ctx: typer.Context,
    id: FollowupId,
    note: Note = None,
    next_: Next = None,
    due: Due = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Finish a follow-up."""
    desk = desk_of(ctx)
    then = promise(desk, next_, due)
    from salesmap.actions.followup import followups

    followups.done(desk.book, id, note, then)
    line = _("Done: follow-up {id}, {what} ({lead}).")
    _answer(desk, id, format, fields, line + (_(" Next is due on {day}.").format(day=then[1]) if then else ""))


@app.command("snooze", help=_("Put a promise off to another day."))
def snooze_followup(
    ctx: typer.Context,
    id: FollowupId,
    when: Annotated[str, typer.Argument(metavar=_("WHEN"), help=_("When it is due instead."))],
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Put a follow-up off."""
    desk = desk_of(ctx)
    due_on = read_day(desk, when)
    from salesmap.actions.followup import followups

    followups.snooze(desk.book, id, due_on)
    _answer(desk, id, format, fields, _("Follow-up {id} is now due on {due_on}: {what} ({lead})."))


@app.command("drop", help=_("Give a promise up."))
def drop_followup(ctx: typer.Context, id: FollowupId, format: Format = None, fields: Fields = None) -> None:
    """Drop a follow-up."""
    desk = desk_of(ctx)
    from salesmap.actions.followup import followups

    followups.drop(desk.book, id)
    _answer(desk, id, format, fields, _("Dropped follow-up {id}: {what} ({lead})."))


@app.command("list", help=_("List follow-ups by due date."))
def list_followups(
    ctx: typer.Context,
    lead: Annotated[str | None, typer.Option(metavar=_("LEAD"), help=_("Of this lead only."))] = None,
    owner: Owner = None,
    status: Annotated[str, typer.Option(metavar=_("STATUS"), help=_("Which state they are in: open, done, dropped or all."))] = "open",
    format: Format = None,
    fields: Fields = None,
) -> None:
    """List follow-ups."""
    from salesmap.reports.activity import followups
    from salesmap.reports.query.references import lead_id

    desk = desk_of(ctx)
    with desk.reading() as connection:
        of_lead = lead_id(connection, lead) if lead is not None else None
        rows = followups.find(connection, desk.clock.today(), desk.lang, status, of_lead, owner)
    show(desk, rows, format, fields)


def _answer(desk: Desk, followup_id: int, format: str | None, fields: str | None, message: str) -> None:
    from salesmap.reports.activity import followups

    with desk.reading() as connection:
        rows = followups.one(connection, desk.clock.today(), desk.lang, followup_id)
    answer(desk, rows, format, fields, message.format(**dict(zip(rows.names(), rows.values[0], strict=False))))
