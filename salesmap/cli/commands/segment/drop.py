"""`salesmap segment drop`."""

import typer

from salesmap.cli.commands.segment._shared import SegmentRef, segment_of
from salesmap.cli.context import get_context
from salesmap.cli.output import echo
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Delete a segment; customers, leads and follow-ups stay"), "salesmap segment drop best"),
    (_("The names are in the list"), "salesmap segment list"),
)


@app.command()
def drop_segment(ctx: typer.Context, segment: SegmentRef) -> None:
    """Delete a segment."""
    from salesmap.actions.marketing.segments import drop

    context = get_context(ctx)
    name = drop(context.database, segment_of(context, segment).id)
    echo(_("Deleted segment {name}.").format(name=name))
