"""`salesmap pool sweep`."""

from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import echo, show
from salesmap.core.i18n import _, ngettext
from salesmap.core.table import Table

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Every morning, from cron"), "salesmap pool sweep"),
    (_("See what would fall into the pool"), "salesmap pool sweep --dry-run"),
)


@app.command()
def sweep_pool(
    ctx: typer.Context,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Show what would fall, and do nothing."))
    ] = False,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Let leads fall into the pool."""
    from salesmap.actions.team.pool import sweep
    from salesmap.reports.automation.matching import leads_passing
    from salesmap.reports.team.pool import SWEPT

    context = get_context(ctx)
    swept = sweep(context.database, leads_passing, dry_run=dry_run)
    values = [(*each[:4], each.since.isoformat(), each.until.isoformat()) for each in swept]
    if values or format not in (None, "table", "plain"):
        show(context, Table(SWEPT, values), format, fields)
    if format in (None, "table", "plain") and fields is None:
        echo(_message(len(swept), dry_run))


def _message(count: int, dry_run: bool) -> str:
    if not count:
        return _("No lead falls into the pool.")
    if dry_run:
        text = ngettext(
            "{count} lead would fall into the pool.",
            "{count} leads would fall into the pool.",
            count,
        )
    else:
        text = ngettext(
            "{count} lead fell into the pool. To undo: 'salesmap undo'.",
            "{count} leads fell into the pool. To undo: 'salesmap undo'.",
            count,
        )
    return text.format(count=count)
