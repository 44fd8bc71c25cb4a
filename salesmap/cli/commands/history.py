"""`salesmap history`, `undo`, `redo`."""

from typing import Annotated

import typer

from salesmap.cli.completion import LEAD_NAME
from salesmap.cli.context import AppContext, get_context
from salesmap.cli.options import Fields, Format, Limit
from salesmap.cli.output import notify, row_limit, show, show_result
from salesmap.core.i18n import _

app = typer.Typer()
SUPPORTS_AS_OF = ("history",)


@app.command("history", help=_("List changes, the newest first: who, when, which command."))
def history(
    ctx: typer.Context,
    lead: Annotated[
        str | None,
        typer.Argument(
            metavar=_("[LEAD]"), click_type=LEAD_NAME, help=_("Only changes to this lead.")
        ),
    ] = None,
    limit: Limit = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Show the journal."""
    from salesmap.reports.data.history import history, total
    from salesmap.reports.query.references import lead_id

    context = get_context(ctx)
    most = row_limit(context, limit, format)
    with context.read_connection() as connection:
        rows = history(connection, most, lead_id(connection, lead) if lead is not None else None)
        everything = total(connection) if lead is None else len(rows.values)
    show(context, rows, format, fields)
    if most and everything > len(rows.values):
        notify(
            _("{shown} of {total:,}; --limit 0 for all.").format(
                shown=len(rows.values), total=everything
            )
        )


@app.command(
    "undo",
    help=_("Undo the last change, or the one with this number."),
)
def undo(
    ctx: typer.Context,
    change: Annotated[
        int | None,
        typer.Argument(metavar=_("[CHANGE]"), help=_("Number of the change in the history.")),
    ] = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Take a change back."""
    context = get_context(ctx)
    from salesmap.actions.database import undo as journal

    taken = journal.undo(context.database, change)
    _answer(context, taken.id, format, fields, _("Undone: change {id} by {actor}: {summary}."))


@app.command("redo", help=_("Redo the change that was undone last."))
def redo(ctx: typer.Context, format: Format = None, fields: Fields = None) -> None:
    """Bring a change back."""
    context = get_context(ctx)
    from salesmap.actions.database import undo as journal

    brought = journal.redo(context.database)
    _answer(context, brought.id, format, fields, _("Redone: change {id} by {actor}: {summary}."))


def _answer(
    context: AppContext, change_id: int | None, format: str | None, fields: str | None, message: str
) -> None:
    from salesmap.reports.data.history import one

    assert change_id is not None
    with context.read_connection() as connection:
        rows = one(connection, change_id)
    show_result(
        context,
        rows,
        format,
        fields,
        message.format(**dict(zip(rows.names(), rows.values[0], strict=True))),
    )
