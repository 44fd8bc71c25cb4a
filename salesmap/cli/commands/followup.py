"""`salesmap followup …`: promises."""

from typing import Annotated

import click
import typer

from salesmap.cli.context import AppContext, get_context
from salesmap.cli.options import Due, Fields, Format, LeadRef, Next, Note, Owner, promise, read_day
from salesmap.cli.output import show, show_result
from salesmap.core.i18n import _, glossed
from salesmap.domain.vocabulary import KINDS

app = typer.Typer()
SUPPORTS_AS_OF = ("list",)

FollowupId = Annotated[int, typer.Argument(metavar=_("ID"), help=_("Follow-up number."))]
Kind = Annotated[
    str | None,
    typer.Option(
        click_type=click.Choice(KINDS),
        metavar=_("TYPE"),
        help=_("Type of contact: {kinds}.").format(kinds=glossed(KINDS)),
    ),
]


@app.command("add", help=_("Schedule a follow-up."))
def add_followup(
    ctx: typer.Context,
    lead: LeadRef,
    what: Annotated[str, typer.Argument(metavar=_("WHAT"), help=_("What to do."))],
    due: Annotated[
        str,
        typer.Option(metavar=_("WHEN"), help=_("Due date: 2026-12-01, tomorrow, fri, +3d, eom.")),
    ],
    kind: Kind = None,
    owner: Owner = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Add a follow-up."""
    context = get_context(ctx)
    due_on = read_day(context, due)
    from salesmap.actions.followup import followups
    from salesmap.reports.query.references import lead_id

    with context.read_connection() as connection:
        lead_number = lead_id(connection, lead)
    id = followups.add(context.database, lead_number, what, due_on, kind, owner)
    _answer(
        context, id, format, fields, _("Scheduled follow-up {id}: {what}, due {due_on} ({lead}).")
    )


@app.command("done", help=_("Mark a follow-up as done."))
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
    context = get_context(ctx)
    then = promise(context, next_, due)
    from salesmap.actions.followup import followups

    followups.done(context.database, id, note, then)
    line = _("Done: follow-up {id}, {what} ({lead}).")
    _answer(
        context,
        id,
        format,
        fields,
        line + (_(" Next follow-up: {day}").format(day=then[1]) if then else ""),
    )


@app.command("snooze", help=_("Reschedule a follow-up."))
def snooze_followup(
    ctx: typer.Context,
    id: FollowupId,
    when: Annotated[str, typer.Argument(metavar=_("WHEN"), help=_("New due date."))],
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Put a follow-up off."""
    context = get_context(ctx)
    due_on = read_day(context, when)
    from salesmap.actions.followup import followups

    followups.snooze(context.database, id, due_on)
    _answer(
        context, id, format, fields, _("Rescheduled follow-up {id} to {due_on}: {what} ({lead}).")
    )


@app.command("drop", help=_("Cancel a follow-up."))
def drop_followup(
    ctx: typer.Context, id: FollowupId, format: Format = None, fields: Fields = None
) -> None:
    """Drop a follow-up."""
    context = get_context(ctx)
    from salesmap.actions.followup import followups

    followups.drop(context.database, id)
    _answer(context, id, format, fields, _("Cancelled follow-up {id}: {what} ({lead})."))


@app.command("list", help=_("List follow-ups by due date."))
def list_followups(
    ctx: typer.Context,
    lead: Annotated[
        str | None, typer.Option(metavar=_("LEAD"), help=_("Only for this lead."))
    ] = None,
    owner: Owner = None,
    status: Annotated[
        str,
        typer.Option(
            metavar=_("STATUS"), help=_("Status: open, done, dropped (cancelled) or all.")
        ),
    ] = "open",
    format: Format = None,
    fields: Fields = None,
) -> None:
    """List follow-ups."""
    from salesmap.reports.activity import followups
    from salesmap.reports.query.references import lead_id

    context = get_context(ctx)
    with context.read_connection() as connection:
        of_lead = lead_id(connection, lead) if lead is not None else None
        rows = followups.find(
            connection, context.clock.today(), context.lang, status, of_lead, owner
        )
    show(context, rows, format, fields)


def _answer(
    context: AppContext, followup_id: int, format: str | None, fields: str | None, message: str
) -> None:
    from salesmap.reports.activity import followups

    with context.read_connection() as connection:
        rows = followups.one(connection, context.clock.today(), context.lang, followup_id)
    show_result(
        context,
        rows,
        format,
        fields,
        message.format(**dict(zip(rows.names(), rows.values[0], strict=False))),
    )
