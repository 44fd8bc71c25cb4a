"""`salesmap funnel`."""

from typing import TYPE_CHECKING

import typer

from salesmap.cli.context import Desk, desk_of
from salesmap.cli.explain import show_explained
from salesmap.cli.options import Chart, Explain, Fields, Format, Owner, Pipeline, Product, Region, Since, Source, Until, day
from salesmap.cli.output import say_currencies, show
from salesmap.core.i18n import _
from salesmap.core.table import Rows

if TYPE_CHECKING:
    from salesmap.reports.query.scope import Cohort

app = typer.Typer()
LOOKS_BACK = ("funnel",)


@app.command("funnel", help=_("The funnel: how many leads reached each stage, where they stand, where they are lost."))
def funnel(
    ctx: typer.Context,
    since: Since = None,
    until: Until = None,
    owner: Owner = None,
    source: Source = None,
    product: Product = None,
    region: Region = None,
    process: Pipeline = None,
    chart: Chart = None,
    explain: Explain = False,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Show the funnel."""
    from salesmap.reports.pipeline.funnel import funnel
    from salesmap.reports.query.scope import Cohort

    desk = desk_of(ctx)
    cohort = Cohort(day(desk, since), day(desk, until), owner, source, product, region, process)
    if explain:
        show_explained(desk, _explained(desk, cohort), format, fields)
        return
    with desk.reading() as connection:
        answer = funnel(connection, cohort, desk.lang)
    show(desk, answer.rows, format, fields)
    if chart is not None:
        from salesmap.cli.charts import draw

        draw(desk, answer.rows, chart)
    say_currencies(answer.currencies)


def _explained(desk: Desk, cohort: "Cohort") -> Rows:
    """Every figure down to its leads."""
    from salesmap.reports.catalogue.catalogue import REPORTS
    from salesmap.reports.catalogue.explain import explained
    from salesmap.reports.query.report_query import Asked

    report = REPORTS["funnel"]
    with desk.reading() as connection:
        asked = Asked(connection, cohort, desk.clock, desk.lang)
        return explained(asked, report, report.ask(asked))
