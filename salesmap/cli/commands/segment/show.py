"""`salesmap segment show`."""

import typer

from salesmap.cli.commands.customer._shared import customer_fields, shown_fields, tell_currencies
from salesmap.cli.commands.segment._shared import SegmentRef, segment_of
from salesmap.cli.context import get_context
from salesmap.cli.filters import say_unknown
from salesmap.cli.options import Fields, Format, Limit
from salesmap.cli.output import (
    notify,
    notify_cut,
    row_limit,
    show,
    usual_format,
)
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("The customers of a segment"), "salesmap segment show best"),
    (_("Their ids, for other commands"), "salesmap segment show best --format ids"),
)
SUPPORTS_AS_OF = True


@app.command()
def show_segment(
    ctx: typer.Context,
    segment: SegmentRef,
    limit: Limit = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Show the customers of a segment."""
    from salesmap.reports.customer import customers
    from salesmap.reports.marketing import segments

    context = get_context(ctx)
    found = segment_of(context, segment)
    wanted = shown_fields(format, fields, usual_format())
    with context.read_connection() as connection:
        sheet = customer_fields(context, connection)
        where = segments.where(sheet, found, context.database.user)
        page = customers.find(sheet, where, wanted, None, row_limit(context, limit, format))
        show(context, page.rows, format, fields)
    notify(_("Segment {name}: {filters}").format(name=found.name, filters=" ".join(found.filters)))
    say_unknown(where.unknown)
    tell_currencies(sheet)
    notify_cut(len(page.rows.values), page.total)
