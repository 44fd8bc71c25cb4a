"""`salesmap followup add`."""

from typing import Annotated

import typer

from salesmap.cli.choices import FREE_TEXT, KindName
from salesmap.cli.commands.followup._shared import answer_with_followup
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, LeadRef, Owner, read_due
from salesmap.core.i18n import _, glossed
from salesmap.domain.vocabulary import KINDS

app = typer.Typer()
WRITES = True
EXAMPLES = (
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
    due_on = read_due(context, due)
    from salesmap.actions.followup import followups
    from salesmap.reports.query.references import lead_id

    with context.read_connection() as connection:
        lead_number = lead_id(connection, lead)
    id = followups.add(context.database, lead_number, what, due_on, kind, owner)
    answer_with_followup(
        context, id, format, fields, _("Scheduled follow-up {id}: {what}, due {due_on} ({lead}).")
    )
