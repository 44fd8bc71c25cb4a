"""`salesmap map draw`."""

from pathlib import Path
from typing import Annotated

import click
import typer

from salesmap.cli.context import get_context
from salesmap.cli.output import notify_currencies, write, write_file
from salesmap.core.i18n import _

CHARTS = ("terminal", "mermaid", "svg")

app = typer.Typer()
SAVES_FILES = True
EXAMPLES = (
    (_("Draw the map with the leads in it"), "salesmap map draw --live"),
    (_("Draw it for a browser"), _("salesmap map draw --format svg --out map.svg")),
)
SUPPORTS_AS_OF = True


@app.command()
def draw(
    ctx: typer.Context,
    format: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            click_type=click.Choice(CHARTS),
            metavar="|".join(CHARTS),
            help=_("Output format: for a terminal, a document or a browser."),
        ),
    ] = "terminal",
    live: Annotated[
        bool,
        typer.Option("--live", help=_("Number of leads and current problems of each stage.")),
    ] = False,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar=_("FILE"), help=_("Output file."))
    ] = None,
) -> None:
    """Draw the pipelines."""
    from salesmap.reports.diagnosis.detectors import DiagnosisScope
    from salesmap.reports.diagnosis.diagnosis import problem_titles
    from salesmap.reports.map.flow_chart import flow_charts, leads_by_stage
    from salesmap.store.map_versions import current_map

    context = get_context(ctx)
    with context.read_connection() as connection:
        read = current_map(connection)
        amounts = context.amounts(connection)
        leads = leads_by_stage(connection, amounts) if live else None
        hurting = (
            problem_titles(connection, read, DiagnosisScope(context.clock), context.lang)
            if live
            else {}
        )
    flows = flow_charts(read, context.lang, leads, hurting, amounts.currency)
    if format == "mermaid":
        from salesmap.exchange.exporters.flow_mermaid import mermaid

        drawn = mermaid(flows)
    elif format == "svg":
        from salesmap.exchange.pages.flow_svg import svg

        drawn = svg(flows)
    else:
        from salesmap.render.flow import flow_chart

        drawn = flow_chart(flows)
    if out is None:
        write(drawn)
    else:
        write_file(out, drawn + "\n")
    if live:
        notify_currencies(amounts)
