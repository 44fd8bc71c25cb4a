"""`salesmap assign run`."""

from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import echo, show
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Assign the leads that nobody owns yet"), "salesmap assign run"),
    (_("See who would get them"), "salesmap assign run --dry-run"),
)


@app.command()
def run_assignment(
    ctx: typer.Context,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Show who would get what, and do nothing."))
    ] = False,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Assign leads by the rules of the map."""
    from salesmap.actions.team.assigning import assign_waiting
    from salesmap.cli.execution.automation import assignment_lines
    from salesmap.reports.automation.matching import leads_passing
    from salesmap.reports.team.assignments import assigned_table

    context = get_context(ctx)
    done = assign_waiting(context.database, leads_passing, dry_run=dry_run)
    lines = assignment_lines(done)
    if done or format not in (None, "table", "plain"):
        with context.read_connection() as connection:
            rows = assigned_table(connection, done)
        show(context, rows, format, fields)
    if format in (None, "table", "plain") and fields is None:
        for line in lines or [_("No lead waits for an owner.")]:
            echo(line)
        if dry_run and done:
            echo(_("Nothing was changed."))
