"""`salesmap review month`."""

import typer

from salesmap.cli.commands.review._review import (
    Export,
    Html,
    ReviewFormat,
    ReviewOptions,
    ReviewPeriod,
    show_review,
)
from salesmap.cli.context import get_context
from salesmap.cli.filters import LeadFilters, with_filters
from salesmap.cli.options import Limit
from salesmap.core.i18n import _

app = typer.Typer()
SAVES_FILES = True
EXAMPLES = (
    (_("Review the last month"), "salesmap review month"),
    (
        _("Save the tables of a quarter to a workbook"),
        _("salesmap review month --period 2026-Q3 --export review.xlsx"),
    ),
)
SUPPORTS_AS_OF = True


@app.command()
@with_filters()
def review_month(
    ctx: typer.Context,
    period: ReviewPeriod = None,
    *,
    filters: LeadFilters,
    limit: Limit = None,
    html: Html = None,
    export: Export = None,
    format: ReviewFormat = None,
) -> None:
    """Review a month."""
    options = ReviewOptions(period, filters, limit, html, export, format)
    show_review(get_context(ctx), "last-month", options)
