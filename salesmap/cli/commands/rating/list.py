"""`salesmap rating list`."""

import re
from typing import Annotated

import typer

from salesmap.cli.commands.contract._shared.scope import contract_scope
from salesmap.cli.context import get_context
from salesmap.cli.filters import LeadFilters, say_unknown, with_filters
from salesmap.cli.options import Fields, Format, Limit
from salesmap.cli.output import notify_cut, row_limit, show
from salesmap.core.i18n import _, key_of
from salesmap.domain.service.rating import scale_named
from salesmap.domain.vocabulary import FILTER

app = typer.Typer()
EXAMPLES = (
    (_("All ratings, the newest first"), "salesmap rating list"),
    (_("Low ones of this month"), "salesmap rating list --low --since 2026-11-01"),
    (_("Those of one score or more"), 'salesmap rating list "score>=9" scale=nps'),
)
SUPPORTS_AS_OF = True


@app.command()
@with_filters(but=("status", "overdue"))
def list_ratings(
    ctx: typer.Context,
    scale: Annotated[
        list[str] | None, typer.Option(metavar=_("SCALE"), help=_("Only on this scale."))
    ] = None,
    low: Annotated[
        bool, typer.Option("--low", help=_("Only low ones: 1 and 2 of 5, 0 to 6 of 10."))
    ] = False,
    *,
    filters: LeadFilters,
    limit: Limit = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """List ratings."""
    from salesmap.reports.service import ratings

    context = get_context(ctx)
    most = row_limit(context, limit, format)
    filters, scales, scores = _taken_out(filters)
    scales += [scale_named(each) for each in scale or ()]
    with context.read_connection() as connection:
        scope = contract_scope(context, connection, filters)
        found = ratings.find(connection, scope, scales, most, only_low=low, scores=scores)
    show(context, found.rows, format, fields)
    notify_cut(len(found.rows.values), found.total)
    say_unknown(scope.unknown)


def _taken_out(
    filters: LeadFilters,
) -> tuple[LeadFilters, list[str], list[tuple[str, int]]]:
    """Return the filters on leads, the scales, and the operators with their scores.

    Raises UnknownScaleError, NotANumberError.
    """
    from salesmap.reports.errors import NotANumberError

    words, scales, scores = list[str](), list[str](), list[tuple[str, int]]()
    for each in filters.words:
        match = re.fullmatch(FILTER, each)
        name, operator, value = match.groups() if match else ("", "", "")
        key = key_of(name.strip(), ("scale", "score"))
        if key == "scale" and operator == "=":
            scales.append(scale_named(value))
        elif key == "score" and operator != "~":
            if not (value.isascii() and value.isdigit() and len(value) < 9):
                raise NotANumberError("score", value)
            scores.append((operator, int(value)))
        else:
            words.append(each)
    return filters._replace(words=tuple(words)), scales, scores
