"""`salesmap segment save`."""

from typing import Annotated

import typer

from salesmap.cli.commands.customer._shared import customer_fields
from salesmap.cli.completion.names import CUSTOMER_FILTER
from salesmap.cli.context import get_context
from salesmap.cli.filters import say_unknown
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import notify, show_result
from salesmap.core.i18n import _, ngettext

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (
        _("Good customers who have not bought for half a year"),
        'salesmap segment save sleeping tier=A "last_purchase<-180d"',
    ),
    (_("Those who are very satisfied"), "salesmap segment save happy satisfaction=5"),
)


@app.command()
def save_segment(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar=_("NAME"), help=_("Name of the segment."))],
    filters: Annotated[
        list[str],
        typer.Argument(
            metavar=_("FILTER..."),
            click_type=CUSTOMER_FILTER,
            help=_("Filters on customers, as 'customer list' takes them."),
        ),
    ],
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help=_("Replace a segment of this name."))
    ] = False,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Save a segment."""
    from salesmap.actions.marketing.segments import save
    from salesmap.reports.customer import customers
    from salesmap.reports.customer.conditions import customer_where
    from salesmap.reports.marketing import segments

    context = get_context(ctx)
    with context.read_connection() as connection:
        sheet = customer_fields(context, connection)
        where = customer_where(sheet, filters, context.database.user)
        count = len(customers.ids(sheet, where))
    done = save(context.database, name, filters, overwrite=overwrite)
    text = ngettext(
        "Saved segment {name}: {count:,} customer now.",
        "Saved segment {name}: {count:,} customers now.",
        count,
    )
    with context.read_connection() as connection:
        rows = segments.one(connection, done.segment_id, count)
    show_result(context, rows, format, fields, text.format(name=name.strip(), count=count))
    say_unknown(where.unknown)
    if done.before is not None:
        notify(_("Before: {filters}.").format(filters=" ".join(done.before)))
