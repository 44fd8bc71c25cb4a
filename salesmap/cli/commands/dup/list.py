"""`salesmap dup list`."""

from typing import Annotated

import typer

from salesmap.cli.choices import WordChoice
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, Limit
from salesmap.cli.output import show_limited
from salesmap.core.i18n import _, glossed
from salesmap.reports.customer.duplicates import KINDS

app = typer.Typer()
EXAMPLES = (
    (_("List probable duplicates"), "salesmap dup list"),
    (_("List contacts only"), _("salesmap dup list --among contact")),
)
SUPPORTS_AS_OF = True


@app.command()
def list_duplicates(
    ctx: typer.Context,
    among: Annotated[
        str | None,
        typer.Option(
            click_type=WordChoice(KINDS),
            metavar=_("TYPE"),
            help=_("Type of record: {kinds}.").format(kinds=glossed(KINDS)),
        ),
    ] = None,
    least: Annotated[
        float,
        typer.Option(min=0, max=1, metavar=_("MATCH"), help=_("Minimum match, 0 to 1.")),
    ] = 0.8,
    limit: Limit = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """List probable duplicates."""
    from salesmap.reports.customer.duplicates import duplicates

    context = get_context(ctx)
    with context.read_connection() as connection:
        rows = duplicates(connection, among, least)
    show_limited(context, rows, limit, format, fields)
