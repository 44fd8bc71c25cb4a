"""`salesmap lead import`."""

from typing import Annotated

import click
import typer

from salesmap.cli.desk import desk_of
from salesmap.cli.options import Format
from salesmap.cli.screen import show
from salesmap.cli.sheets import (
    REPORT,
    DateOrder,
    Decimal,
    Defaults,
    DryRun,
    Empty,
    File,
    Map,
    RejectsFile,
    SaveMap,
    SheetName,
    StageMap,
    UseMap,
    columns_of,
    sheet_map,
    tell_flags,
    tell_left_out,
    tell_rejected,
    wishes,
)
from salesmap.i18n import _
from salesmap.rows import Rows
from salesmap.vocabulary import ON_DUPLICATE

app = typer.Typer()


@app.command("import", help=_("Take leads in from a CSV file or a workbook: all of it is one change, and one undo takes it back."))
def import_leads(
    ctx: typer.Context,
    file: File,
    map_: Map = None,
    stage_map: StageMap = None,
    defaults: Defaults = None,
    date_order: DateOrder = None,
    decimal: Decimal = None,
    empty: Empty = None,
    sheet_name: SheetName = None,
    use_map: UseMap = None,
    save_map: SaveMap = None,
    on_duplicate: Annotated[
        str,
        typer.Option(click_type=click.Choice(ON_DUPLICATE), metavar="|".join(ON_DUPLICATE), help=_("What to do with leads known already.")),
    ] = "skip",
    dry_run: DryRun = False,
    rejects: RejectsFile = None,
    format: Format = None,
) -> None:
    """Import leads."""
    from salesmap.exchange.columns import LEAD
    from salesmap.exchange.leads_in import read_leads
    from salesmap.exchange.planning import plan
    from salesmap.exchange.rejects import Rejects
    from salesmap.exchange.sheet import open_sheet
    from salesmap.exchange.sheet_map import save
    from salesmap.render.progress import progress

    desk = desk_of(ctx)
    said = sheet_map(use_map, map_, stage_map, defaults, date_order, decimal, empty, sheet_name)
    asked = wishes(desk, said)
    sheet = open_sheet(file, said.sheet)
    fates = columns_of(sheet, said, LEAD, use_map)
    with progress(_("Looking"), None) as tell:
        planned = plan(sheet, fates, asked, tell)
    if save_map:
        save(save_map, planned.as_map())
    if dry_run:
        from salesmap.cli.lead.rehearsal import show_rehearsal

        show_rehearsal(desk, planned, on_duplicate, format)
        return
    from salesmap.actions.importing import take_in

    with progress(_("Importing"), planned.rows) as tell, Rejects.kept_in(rejects, sheet.header) as put_aside:
        tally = take_in(desk.book, put_aside.good_ones(read_leads(planned, tell)), file.name, on_duplicate, expected=planned.rows)
    tell_left_out(planned.columns, sheet)
    tell_flags(planned.flags)
    tell_rejected(put_aside, rejects)
    counts = (planned.rows, tally.added, tally.updated, tally.skipped, put_aside.count)
    show(desk, Rows(REPORT, [counts]), format, single=True)
