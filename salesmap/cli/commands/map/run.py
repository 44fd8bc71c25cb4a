"""`salesmap map run`."""

from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import echo, notify, show
from salesmap.core.i18n import _, ngettext

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Let the rules on time act, as every morning"), "salesmap map run"),
    (_("See what they would do"), "salesmap map run --dry-run"),
)


@app.command()
def run_rules(
    ctx: typer.Context,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("Show what rules would do, and do nothing."))
    ] = False,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Let the map's rules on time act; those on events act by themselves."""
    from salesmap.reports.automation.due_rules import due_rules

    context = get_context(ctx)
    with context.read_connection() as connection:
        due = due_rules(connection, context.database, context.lang)
    count = len(due.table.values)
    if count or (context.database.once and not dry_run):
        from salesmap.actions.automation.firing import act_on_time
        from salesmap.cli.execution.automation import refusal_lines

        fired = act_on_time(context.database, due.leads, dry_run=dry_run)
        count = len(fired)
        for line in refusal_lines(fired):
            notify(line)
    if count or format not in (None, "table", "plain"):
        show(context, due.table, format, fields)
    if format in (None, "table", "plain"):
        echo(_message(count, dry_run))


def _message(count: int, dry_run: bool) -> str:
    if not count:
        return _("No rule on time has anything to do.")
    if dry_run:
        text = ngettext("Rules would act {count} time.", "Rules would act {count} times.", count)
    else:
        text = ngettext(
            "Rules acted {count} time. To undo: 'salesmap undo'.",
            "Rules acted {count} times. To undo: 'salesmap undo'.",
            count,
        )
    return text.format(count=count)
