"""`salesmap report …`: questions about the whole book."""

from typing import Annotated

import click
import typer

from salesmap.cli.desk import desk_of
from salesmap.cli.options import Fields, Format, Owner, Product, Region, Since, Source, Until, day
from salesmap.cli.screen import show
from salesmap.i18n import _, glossed, label
from salesmap.reports.outcomes import DIMENSIONS
from salesmap.rows import Rows, columns

app = typer.Typer()

By = Annotated[
    str | None,
    typer.Option(
        click_type=click.Choice(DIMENSIONS),
        metavar=_("DIMENSION"),
        help=_("A row for each of these: {dimensions}.").format(dimensions=glossed(DIMENSIONS, label)),
    ),
]


@app.command("list", help=_("The reports there are."))
def list_reports(ctx: typer.Context, format: Format = None, fields: Fields = None) -> None:
    """List the reports."""
    reports = [(str(info.name), str(info.help)) for info in app.registered_commands if info.name != "list"]
    show(desk_of(ctx), Rows(columns("report meaning"), reports), format, fields)


@app.command("winrate", help=_("Won leads among those won or lost, by count and by value."))
def winrate(
    ctx: typer.Context,
    by: By = None,
    since: Since = None,
    until: Until = None,
    owner: Owner = None,
    source: Source = None,
    product: Product = None,
    region: Region = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Show the win rate."""
    from salesmap.reports.cohort import Cohort
    from salesmap.reports.outcomes import winrate

    desk = desk_of(ctx)
    cohort = Cohort(day(desk, since), day(desk, until), owner, source, product, region)
    with desk.reading() as connection:
        rows = winrate(connection, cohort, by)
    show(desk, rows, format, fields)


@app.command("cycle", help=_("Days from the first contact to the close."))
def cycle(
    ctx: typer.Context,
    by: By = None,
    since: Since = None,
    until: Until = None,
    owner: Owner = None,
    source: Source = None,
    product: Product = None,
    region: Region = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Show the cycle."""
    from salesmap.reports.cohort import Cohort
    from salesmap.reports.outcomes import cycle

    desk = desk_of(ctx)
    cohort = Cohort(day(desk, since), day(desk, until), owner, source, product, region)
    with desk.reading() as connection:
        rows = cycle(connection, cohort, by)
    show(desk, rows, format, fields)
