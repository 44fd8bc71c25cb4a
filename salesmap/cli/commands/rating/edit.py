"""`salesmap rating edit`."""

from typing import Annotated

import typer

from salesmap.cli.commands.rating._shared import (
    At,
    Comment,
    RatingRef,
    answer_with_rating,
    moment,
    rating_rows,
    tell_rated,
)
from salesmap.cli.context import get_context
from salesmap.cli.option_errors import NothingToChangeError
from salesmap.cli.options import Fields, Format, Owner
from salesmap.core.commit_state import has_changed
from salesmap.core.i18n import _
from salesmap.domain.service.rating import RatingNotFound, read_score

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Correct the score"), "salesmap rating edit 1 --score 4"),
    (_("Correct who was rated"), "salesmap rating edit 1 --owner ann"),
)


@app.command()
def edit_rating(
    ctx: typer.Context,
    rating: RatingRef,
    score: Annotated[
        str | None, typer.Option(metavar=_("SCORE"), help=_("A score of its scale."))
    ] = None,
    comment: Comment = None,
    owner: Owner = None,
    at: At = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Edit a rating; an empty value clears the field."""
    from salesmap.actions.service.ratings import RatingEdit, edit

    context = get_context(ctx)
    if score is comment is owner is at is None:
        raise NothingToChangeError(noun="rating")
    rows = rating_rows(context, rating)
    if not rows.values:
        raise RatingNotFound(rating)
    scale = rows.select(["scale"]).values[0][0]
    value = read_score(score, scale) if score is not None else None
    requested = RatingEdit(value, comment, moment(context, at), owner)
    done = edit(context.database, rating, requested, context.lang)
    message = _("Updated rating {id} of {customer}: {scale} {words}, {rated_on}.")
    if not has_changed():
        message = _("Rating {id} of {customer} is unchanged: {scale} {words}, {rated_on}.")
    answer_with_rating(context, rating, format, fields, message)
    tell_rated(done, rows.select(["customer"]).values[0][0])
