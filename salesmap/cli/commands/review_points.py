"""`salesmap review add|done|drop|points`: what a review resolves to do."""

from typing import Annotated

import typer

from salesmap.cli.context import AppContext, get_context
from salesmap.cli.options import Due, Fields, Format, Note, Owner, day
from salesmap.cli.output import show, show_result
from salesmap.core.i18n import _

app = typer.Typer()
SUPPORTS_AS_OF = ("points",)

PointId = Annotated[int, typer.Argument(metavar=_("ID"), help=_("Action item number."))]


@app.command(
    "add",
    help=_("Add an action item; it is carried over until it is done or cancelled."),
)
def add_point(
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(metavar=_("WHAT"), help=_("What to do."))],
    owner: Owner = None,
    due: Due = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Add a point."""
    context = get_context(ctx)
    due_on = day(context, due)
    from salesmap.actions.review import action_items as review_points

    id = review_points.add(context.database, what, owner, due_on)
    _answer(
        context,
        id,
        format,
        fields,
        _("Action item {id}: {what}, due {due_on}.") if due_on else _("Action item {id}: {what}."),
    )


@app.command("done", help=_("Mark an action item as done."))
def finish_point(
    ctx: typer.Context, id: PointId, note: Note = None, format: Format = None, fields: Fields = None
) -> None:
    """Tick a point off."""
    context = get_context(ctx)
    from salesmap.actions.review import action_items as review_points

    review_points.done(context.database, id, note)
    _answer(context, id, format, fields, _("Done: action item {id}, {what}."))


@app.command("drop", help=_("Cancel an action item."))
def drop_point(
    ctx: typer.Context, id: PointId, note: Note = None, format: Format = None, fields: Fields = None
) -> None:
    """Drop a point."""
    context = get_context(ctx)
    from salesmap.actions.review import action_items as review_points

    review_points.drop(context.database, id, note)
    _answer(context, id, format, fields, _("Cancelled action item {id}: {what}."))


@app.command("points", help=_("List open action items, the most urgent first."))
def list_points(
    ctx: typer.Context,
    every: Annotated[
        bool, typer.Option("--all", help=_("Include done and cancelled action items."))
    ] = False,
    owner: Owner = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """List points."""
    from salesmap.reports.board import action_items as review_points

    context = get_context(ctx)
    ask = review_points.every if every else review_points.still_open
    with context.read_connection() as connection:
        rows = ask(connection, context.clock.today(), owner)
    show(context, rows, format, fields)


def _answer(
    context: AppContext, id: int, format: str | None, fields: str | None, message: str
) -> None:
    from salesmap.reports.board.action_items import one

    with context.read_connection() as connection:
        rows = one(connection, context.clock.today(), id)
    show_result(
        context,
        rows,
        format,
        fields,
        message.format(**dict(zip(rows.names(), rows.values[0], strict=False))),
    )
