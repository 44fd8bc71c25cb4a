"""`salesmap history`, `undo`, `redo`."""

from typing import Annotated

import typer

from salesmap.cli.completion import LEAD_NAME
from salesmap.cli.context import Desk, desk_of
from salesmap.cli.options import Fields, Format, Limit
from salesmap.cli.output import answer, most_rows, say, show
from salesmap.core.i18n import _

app = typer.Typer()
LOOKS_BACK = ("history",)


@app.command("history", help=_("Who changed what, when, and with which command; newest first."))
def history(
    ctx: typer.Context,
    lead: Annotated[str | None, typer.Argument(metavar=_("[LEAD]"), click_type=LEAD_NAME, help=_("Only what touched this lead."))] = None,
    limit: Limit = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Show the journal."""
    from salesmap.reports.data.history import history, total
    from salesmap.reports.query.references import lead_id

    desk = desk_of(ctx)
    most = most_rows(desk, limit, format)
    with desk.reading() as connection:
        rows = history(connection, most, lead_id(connection, lead) if lead is not None else None)
        everything = total(connection) if lead is None else len(rows.values)
    show(desk, rows, format, fields)
    if most and everything > len(rows.values):
        say(_("{shown} of {total:,}; --limit 0 for all.").format(shown=len(rows.values), total=everything))


@app.command("undo", help=_("Take back the last change, or the one with this number: all of it, whatever its size."))
def undo(
    ctx: typer.Context,
    change: Annotated[int | None, typer.Argument(metavar=_("[CHANGE]"), help=_("Its number in the history."))] = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Take a change back."""
    desk = desk_of(ctx)
    from salesmap.actions.database import undo as journal

    taken = journal.undo(desk.book, change)
    _answer(desk, taken.id, format, fields, _("Took back change {id} by {actor}: {summary}."))


@app.command("redo", help=_("Bring back the change that was taken back last."))
def redo(ctx: typer.Context, format: Format = None, fields: Fields = None) -> None:
    """Bring a change back."""
    desk = desk_of(ctx)
    from salesmap.actions.database import undo as journal

    brought = journal.redo(desk.book)
    _answer(desk, brought.id, format, fields, _("Brought back change {id} by {actor}: {summary}."))


def _answer(desk: Desk, change_id: int | None, format: str | None, fields: str | None, message: str) -> None:
    from salesmap.reports.data.history import one

    assert change_id is not None
    with desk.reading() as connection:
        rows = one(connection, change_id)
    answer(desk, rows, format, fields, message.format(**dict(zip(rows.names(), rows.values[0], strict=True))))
