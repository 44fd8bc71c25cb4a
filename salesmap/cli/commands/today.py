"""`salesmap` alone: what is due, what went quiet, this month's wins."""

from salesmap.cli.context import Desk
from salesmap.cli.output import put, show
from salesmap.core.errors import Unusable
from salesmap.core.i18n import _

_MOST_QUIET = 10


def show_today(desk: Desk) -> None:
    """Print the day."""
    from salesmap.reports.activity import followups, today

    if not desk.book.path.exists():
        raise Unusable(
            _(
                "There is no database at {path} yet: begin with 'salesmap lead add NAME', or look at 'salesmap demo' and 'salesmap --help'."
            ).format(path=desk.book.path)
        )
    with desk.reading() as connection:
        day = desk.clock.today()
        due = followups.due(connection, day, day, desk.lang)
        quiet = today.quiet(connection, desk.clock, desk.lang, _MOST_QUIET)
        wins = today.wins(connection, desk.clock)
    for title, rows, nothing in (
        (_("Due"), due, _("Nothing is due.")),
        (_("Gone quiet"), quiet, _("Nobody went quiet.")),
        (_("Won this month"), wins, _("Nothing yet.")),
    ):
        put(title)
        if rows.values:
            show(desk, rows, None)
        else:
            put(nothing)
        put("")
