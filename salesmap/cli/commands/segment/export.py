"""`salesmap segment export`."""

from contextlib import redirect_stdout
from pathlib import Path
from typing import Annotated

import typer

from salesmap.cli.commands.segment._shared import SegmentRef, chosen
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, format_option
from salesmap.cli.output import SHEET, notify, save_workbook, show, write_bytes
from salesmap.core.files import replacing
from salesmap.core.i18n import _, ngettext

_CARDS = "vcf"
FORMATS = ("csv", _CARDS, "tsv", "json", "xlsx")
app = typer.Typer()
SAVES_FILES = True
EXAMPLES = (
    (_("Names and addresses for a mail merge"), "salesmap segment export best -o best.csv"),
    (_("Contacts for your phone"), "salesmap segment export best --format vcf -o best.vcf"),
)
SUPPORTS_AS_OF = True


@app.command()
def export_segment(
    ctx: typer.Context,
    segment: SegmentRef,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar=_("FILE"), help=_("Output file.")),
    ] = None,
    format: Annotated[str | None, format_option(FORMATS)] = None,
    fields: Fields = None,
) -> None:
    """Export the people of a segment, a row for each contact."""
    from salesmap.actions.team.exporting import require_export
    from salesmap.exchange.exporters.vcard_export import Card, cards
    from salesmap.reports.activity.calendar_feed import database_uid
    from salesmap.reports.marketing import segments

    context = get_context(ctx)
    found = chosen(context, segment)
    ending = output.suffix.removeprefix(".").lower() if output else ""
    format = format or (ending if ending in FORMATS else FORMATS[0])
    with context.read_connection() as connection:
        require_export(connection, context.database, lambda: segments.owners(connection, found.ids))
        rows = segments.people(connection, found.ids)
        people = [Card(*row) for row in segments.cards(connection, found.ids)]
        uid = database_uid(connection)
    if alone := len({row[0] for row in rows.values if row[2] is None}):
        text = ngettext(
            "{count} customer has no contact.", "{count} customers have no contact.", alone
        )
        notify(text.format(count=alone))
    if format == _CARDS:
        content = cards(people, "3.0", uid)
        if output is None:
            write_bytes(content)
        else:
            with replacing(output, "wb") as binary:
                binary.write(content)
    elif output is None:
        show(context, rows, format, fields)
    elif format == "xlsx":
        chosen_rows = rows.select(fields.split(",")) if fields else rows
        with replacing(output, "wb") as binary:
            save_workbook(context, {SHEET: chosen_rows}, binary)
    else:
        with replacing(output) as file, redirect_stdout(file):
            show(context, rows, format, fields)
