"""`salesmap history`."""

from typing import Annotated

import typer

from salesmap.cli.completion.names import LEAD_NAME
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, Limit
from salesmap.cli.output import notify, row_limit, show
from salesmap.cli.references import named_lead
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("See the last changes"), "salesmap history --limit 20"),
    (_("See the changes to a lead"), _("salesmap history harbor")),
)
SUPPORTS_AS_OF = True


@app.command()
def history(
    ctx: typer.Context,
    lead: Annotated[
        str | None,
        typer.Argument(
            metavar=_("[LEAD]"), click_type=LEAD_NAME, help=_("Only changes to this lead.")
        ),
    ] = None,
    limit: Limit = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """List changes."""
    from salesmap.reports.data.history import history, total

    context = get_context(ctx)
    most = row_limit(context, limit, format)
    with context.read_connection() as connection:
        rows = history(connection, most, named_lead(connection, lead) if lead is not None else None)
        everything = total(connection) if lead is None else len(rows.values)
    show(context, rows, format, fields)
    if most and everything > len(rows.values):
        notify(
            _("{shown} of {total:,}; --limit 0 for all.").format(
                shown=len(rows.values), total=everything
            )
        )
