"""`salesmap today`, or `salesmap` alone."""

import typer

from salesmap.cli.context import AppContext, get_context
from salesmap.cli.errors import NoDatabaseError
from salesmap.cli.output import show, write
from salesmap.core.i18n import _

_MOST_INACTIVE = 10

app = typer.Typer()
EXAMPLES = (
    (_("Start the day"), "salesmap today"),
    (_("See the day in Chinese"), "salesmap --lang zh today"),
)
SUPPORTS_AS_OF = True


@app.command()
def today(ctx: typer.Context) -> None:
    """Show the day."""
    show_today(get_context(ctx))


def show_today(context: AppContext) -> None:
    """Print the day."""
    from salesmap.reports.activity import followups
    from salesmap.reports.activity.inactive_leads import inactive_leads
    from salesmap.reports.activity.today import wins

    if not context.database.path.exists():
        raise NoDatabaseError(path=str(context.database.path))
    with context.read_connection() as connection:
        day = context.clock.today()
        due = followups.due(connection, day, day, context.lang)
        inactive = inactive_leads(connection, context.clock, context.lang, _MOST_INACTIVE)
        won = wins(connection, context.clock)
    for title, rows, nothing in (
        (_("Follow-ups due"), due, _("No follow-ups are due.")),
        (_("Inactive"), inactive, _("No inactive leads.")),
        (_("Won this month"), won, _("None yet.")),
    ):
        write(title)
        if rows.values:
            show(context, rows, None)
        else:
            write(nothing)
        write("")
