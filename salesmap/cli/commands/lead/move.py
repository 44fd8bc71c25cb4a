"""`salesmap lead move`."""

from typing import Annotated

import typer

from salesmap.cli.commands.lead._shared.answers import answer_with_lead, find_lead, notify_missing
from salesmap.cli.commands.lead._shared.options import Force
from salesmap.cli.completion.names import STAGE
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, LeadRef, Note
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (
        _("Move it to the matching stage of another pipeline"),
        _("salesmap lead move harbor distributor"),
    ),
    (_("Move it to a named stage"), _("salesmap lead move harbor distributor --to needs")),
)


@app.command()
def move_lead(
    ctx: typer.Context,
    lead: LeadRef,
    pipeline: Annotated[
        str, typer.Argument(metavar=_("PIPELINE"), help=_("Key or label of the pipeline."))
    ],
    to: Annotated[
        str | None,
        typer.Option(metavar=_("STAGE"), click_type=STAGE, help=_("Stage in that pipeline.")),
    ] = None,
    note: Note = None,
    force: Force = False,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Move a lead to another pipeline."""
    context = get_context(ctx)
    from salesmap.actions.lead.transfer import transfer

    id = find_lead(context, lead)
    notify_missing(id, transfer(context.database, id, pipeline, to, note, force=force))
    answer_with_lead(
        context,
        id,
        format,
        fields,
        _("Moved lead {id} ({name}) to pipeline {pipeline}, stage {stage}."),
    )
