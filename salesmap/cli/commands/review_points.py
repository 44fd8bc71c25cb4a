"""`salesmap review add|done|drop|points`: what a review resolves to do."""

from typing import Annotated

import typer

from salesmap.cli.context import Desk, desk_of
from salesmap.cli.options import Due, Fields, Format, Note, Owner, day
from salesmap.cli.output import answer, show
from salesmap.core.i18n import _

app = typer.Typer()
LOOKS_BACK = ("points",)

PointId = Annotated[int, typer.Argument(metavar=_("ID"), help=_("The point's number."))]


@app.command("add", help=_("Record what a review resolved to do: it is carried over until it is done or dropped."))
def add_point(
    ctx: typer.Context,
    what: Annotated[str, typer.Argument(metavar=_("WHAT"), help=_("What is to be done."))],
    owner: Owner = None,
    due: Due = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Add a point."""
    desk = desk_of(ctx)
    due_on = day(desk, due)
    from salesmap.actions.review import action_items as review_points

    id = review_points.add(desk.book, what, owner, due_on)
    _answer(desk, id, format, fields, _("Point {id}: {what}, due on {due_on}.") if due_on else _("Point {id}: {what}."))


@app.command("done", help=_("Tick a point off."))
def finish_point(ctx: typer.Context, id: PointId, note: Note = None, format: Format = None, fields: Fields = None) -> None:
    """Tick a point off."""
    desk = desk_of(ctx)
    from salesmap.actions.review import action_items as review_points

    review_points.done(desk.book, id, note)
    _answer(desk, id, format, fields, _("Done: point {id}, {what}."))


@app.command("drop", help=_("Give a point up."))
def drop_point(ctx: typer.Context, id: PointId, note: Note = None, format: Format = None, fields: Fields = None) -> None:
    """Drop a point."""
    desk = desk_of(ctx)
    from salesmap.actions.review import action_items as review_points

    review_points.drop(desk.book, id, note)
    _answer(desk, id, format, fields, _("Dropped point {id}: {what}."))


@app.command("points", help=_("List the points that are open, the most urgent first."))
def list_points(
    ctx: typer.Context,
    every: Annotated[bool, typer.Option("--all", help=_("Those done and dropped, too."))] = False,
    owner: Owner = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """List points."""
    from salesmap.reports.board import action_items as review_points

    desk = desk_of(ctx)
    ask = review_points.every if every else review_points.still_open
    with desk.reading() as connection:
        rows = ask(connection, desk.clock.today(), owner)
    show(desk, rows, format, fields)


def _answer(desk: Desk, id: int, format: str | None, fields: str | None, message: str) -> None:
    from salesmap.reports.board.action_items import one

    with desk.reading() as connection:
        rows = one(connection, desk.clock.today(), id)
    answer(desk, rows, format, fields, message.format(**dict(zip(rows.names(), rows.values[0], strict=False))))
