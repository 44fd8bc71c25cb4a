"""`salesmap map draw`: the process as a flow chart."""

from pathlib import Path
from typing import Annotated

import click
import typer

from salesmap.cli.context import get_context
from salesmap.cli.output import write, write_file
from salesmap.core.i18n import _

CHARTS = ("terminal", "mermaid", "svg")

app = typer.Typer()
SUPPORTS_AS_OF = ("draw",)


@app.command(
    "draw", help=_("The process as a flow chart, with owner and standard action of each stage.")
)
def draw(
    ctx: typer.Context,
    format: Annotated[
        str,
        typer.Option(
            "--format",
            "-f",
            click_type=click.Choice(CHARTS),
            metavar="|".join(CHARTS),
            help=_("For a terminal, a document, a browser."),
        ),
    ] = "terminal",
    live: Annotated[
        bool,
        typer.Option(
            "--live", help=_("With the leads that stand there now, and the problems that hurt.")
        ),
    ] = False,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", metavar=_("FILE"), help=_("Write it there."))
    ] = None,
) -> None:
    """Draw the process."""
    from salesmap.reports.diagnosis.detectors import Scope
    from salesmap.reports.diagnosis.diagnosis import alarms
    from salesmap.reports.map import flow_chart as flow
    from salesmap.store.map_versions import asking, current_map

    context = get_context(ctx)
    with context.read_connection() as connection:
        read = current_map(asking(connection))
        standing = flow.standing(connection) if live else None
        hurting = alarms(connection, read, Scope(context.clock), context.lang) if live else {}
    flows = flow.flows(read, context.lang, standing, hurting)
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
        return
    write_file(out, drawn + "\n")
