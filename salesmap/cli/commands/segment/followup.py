"""`salesmap segment followup`."""

from typing import Annotated

import typer

from salesmap.cli.commands.segment._shared import SegmentRef, Yes, chosen, preview, tell
from salesmap.cli.context import get_context
from salesmap.cli.options import Format, Owner, read_due
from salesmap.cli.output import show_result
from salesmap.core.i18n import _, ngettext
from salesmap.core.table import Table, columns

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (
        _("Call all customers of a segment by Friday"),
        'salesmap segment followup best "Ask for news" --due fri --kind call --yes',
    ),
    (
        _("All by one colleague"),
        'salesmap segment followup best "Invite them" --due +1w --owner ann --yes',
    ),
)

_COLUMNS = columns("segment scheduled:int without_lead:int planned:int due_on:day")


@app.command()
def schedule_followups(
    ctx: typer.Context,
    segment: SegmentRef,
    what: Annotated[str, typer.Argument(metavar=_("WHAT"), help=_("What to do."))],
    due: Annotated[
        str,
        typer.Option(metavar=_("WHEN"), help=_("Due date: 2026-12-01, tomorrow, fri, +3d, eom.")),
    ],
    kind: Annotated[str | None, typer.Option(metavar=_("TYPE"), help=_("Type of contact."))] = None,
    owner: Owner = None,
    yes: Yes = False,
    format: Format = None,
) -> None:
    """Schedule a follow-up on the newest lead of each customer of a segment."""
    from salesmap.actions.marketing.segments import check_followup, schedule_all
    from salesmap.reports.marketing import segments

    context = get_context(ctx)
    found = chosen(context, segment)
    day = read_due(context, due)
    with context.read_connection() as connection:
        check_followup(connection, what, kind)
        without = set(segments.names(connection, found.ids, "without_lead"))
        names = [each for each in segments.names(connection, found.ids) if each not in without]
    question = ngettext(
        "Schedule {count:,} follow-up?", "Schedule {count:,} follow-ups?", len(names)
    )
    if names:
        preview(question.format(count=len(names)), names, yes=yes)
    done = schedule_all(context.database, found.segment.name, found.ids, what, day, kind, owner)
    text = ngettext(
        "Scheduled {count:,} follow-up for segment {name}: {what}, {due}.",
        "Scheduled {count:,} follow-ups for segment {name}: {what}, {due}.",
        done.scheduled,
    )
    rows = Table(
        _COLUMNS,
        [
            (
                found.segment.name,
                done.scheduled,
                len(done.without_lead),
                len(done.planned),
                day.isoformat()[:10],
            )
        ],
    )
    show_result(
        context,
        rows,
        format,
        None,
        text.format(count=done.scheduled, name=found.segment.name, what=what, due=day),
    )
    tell(_("Without a lead to put it on: {names} ({count})."), done.without_lead)
    tell(_("Planned already: {names} ({count})."), done.planned)
