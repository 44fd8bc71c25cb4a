"""`salesmap log`: an interaction that happened."""

from typing import Annotated

import typer

from salesmap.cli.choices import KindName
from salesmap.cli.context import get_context
from salesmap.cli.options import Due, Fields, Format, LeadRef, Next, read_next_step
from salesmap.cli.output import show_result
from salesmap.core.i18n import _, glossed, word
from salesmap.domain.vocabulary import KINDS

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Log a call"), _('salesmap log harbor call "Needs a quote by Friday"')),
    (_("Log yesterday's visit"), _('salesmap log harbor visit "Saw both sites" --at yesterday')),
)


@app.command()
def log(
    ctx: typer.Context,
    lead: LeadRef,
    kind: Annotated[
        str,
        typer.Argument(
            click_type=KindName(),
            metavar=_("TYPE"),
            help=_("Type of contact: {kinds}.").format(kinds=glossed(KINDS)),
        ),
    ],
    text: Annotated[str, typer.Argument(metavar=_("TEXT"), help=_("Notes on the interaction."))],
    at: Annotated[
        str | None, typer.Option(metavar=_("WHEN"), help=_("Date and time; now by default."))
    ] = None,
    next_: Next = None,
    due: Due = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Record an interaction."""
    context = get_context(ctx)
    from salesmap.core.dates import parse_moment

    happened = parse_moment(at, context.clock) if at is not None else context.clock.now()
    next_step = read_next_step(context, next_, due)
    from salesmap.actions.followup import followups
    from salesmap.reports.lead import leads
    from salesmap.reports.query.references import lead_id

    with context.read_connection() as connection:
        id = lead_id(connection, lead)
    logged = followups.log(context.database, id, kind, text, happened, next_step)
    with context.read_connection() as connection:
        rows = leads.one(connection, id, context.lang)
    values = {
        "kind": word(logged),
        "id": id,
        "name": rows.values[0][1],
        "day": context.clock.day_of(happened),
    }
    line = _("Logged for lead {id} ({name}): {kind} on {day}.").format(**values)
    if next_step:
        line += _(" Next follow-up: {day}.").format(day=next_step[1])
    show_result(context, rows, format, fields, line)
