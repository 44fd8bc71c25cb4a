"""`salesmap review week`."""

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
    (_("Review the last week"), "salesmap review week"),
    (_("Review a certain week"), "salesmap review week --period 2026-W46"),
)
SUPPORTS_AS_OF = True


@app.command()
@with_filters()
def review_week(
    ctx: typer.Context,
    period: ReviewPeriod = None,
    *,
    filters: LeadFilters,
    limit: Limit = None,
    html: Html = None,
    export: Export = None,
    format: ReviewFormat = None,
) -> None:
    """Review a week."""
    options = ReviewOptions(period, filters, limit, html, export, format)
    show_review(get_context(ctx), "last-week", options)
