"""`salesmap followup add`."""

from datetime import timedelta
from typing import Annotated

import typer

from salesmap.cli.choices import FREE_TEXT, KindName
from salesmap.cli.commands.followup._shared import answer_with_followup
from salesmap.cli.context import get_context
from salesmap.cli.option_errors import ConflictingOptionsError, NoDueDateError
from salesmap.cli.options import Due, Fields, Format, LeadRef, Owner, read_due
from salesmap.core.i18n import _, glossed
from salesmap.domain.vocabulary import KINDS

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Plan a call each month"), _('salesmap followup add harbor "Say hello" --every month')),
    (
        _("Plan a call"),
        _('salesmap followup add harbor "Ask about budget" --due tomorrow --kind call'),
    ),
    (
        _("Plan something for a colleague"),
        _('salesmap followup add harbor "Send the contract" --due eom --owner bo'),
    ),
)

Kind = Annotated[
    str | None,
    typer.Option(
        click_type=KindName(),
        metavar=_("TYPE"),
        help=_("Type of contact: {kinds}.").format(kinds=glossed(KINDS)),
    ),
]


@app.command()
def add_followup(
    ctx: typer.Context,
    lead: LeadRef,
    what: Annotated[
        str, typer.Argument(metavar=_("WHAT"), click_type=FREE_TEXT, help=_("What to do."))
    ],
    due: Due = None,
    every: Annotated[
        str | None,
        typer.Option(
            metavar=_("INTERVAL"),
            help=_("Come again each week, month, 2w or 3m, until it is dropped."),
        ),
    ] = None,
    after_contact: Annotated[
        str | None,
        typer.Option(
            metavar=_("DAYS"), help=_("Due so many days after the last contact, whenever that is.")
        ),
    ] = None,
    kind: Kind = None,
    owner: Owner = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Add a follow-up."""
    context = get_context(ctx)
    from salesmap.actions.followup import followups
    from salesmap.domain.recurrence import next_day, parse_days, parse_interval

    if every is not None and after_contact is not None:
        raise ConflictingOptionsError(option="--every", others=["--after-contact"])
    today = context.clock.today()
    repetition = followups.Repetition(
        parse_interval(every) if every is not None else None,
        parse_days(after_contact) if after_contact is not None else None,
    )
    if due is not None:
        due_on = read_due(context, due)
    elif repetition.every:
        due_on = next_day(repetition.every, today, today)
    elif repetition.after_contact:
        due_on = today + timedelta(days=repetition.after_contact)
    else:
        raise NoDueDateError()
    from salesmap.reports.query.references import lead_id

    with context.read_connection() as connection:
        lead_number = lead_id(connection, lead)
    id = followups.add(context.database, lead_number, what, due_on, kind, owner, repetition)
    message = _("Scheduled follow-up {id}: {what}, due {due_on} ({lead}).")
    if repetition != followups.ONCE:
        message += _(" It comes again until it is dropped.")
    answer_with_followup(context, id, format, fields, message)
