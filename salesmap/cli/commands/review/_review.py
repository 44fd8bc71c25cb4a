"""What `review week` and `review month` share."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from salesmap.cli.boards.panels import (
    JSON,
    MARKDOWN,
    BoardFormat,
    as_data,
    as_markdown,
    print_panels,
    save_panels,
)
from salesmap.cli.context import AppContext
from salesmap.cli.filters import LeadFilters
from salesmap.cli.option_errors import (
    ConflictingOptionsError,
    ReversedPeriodError,
    UntilWithoutSinceError,
)
from salesmap.cli.options import day
from salesmap.cli.output import (
    currency_notes,
    echo,
    notify_currencies,
    usual_format,
    write,
    write_file,
)
from salesmap.core.i18n import _

if TYPE_CHECKING:
    from salesmap.core.page import KpiTile
    from salesmap.core.periods import Period
    from salesmap.reports.board.panels import Panel
    from salesmap.reports.query.scope import Amounts

_MOST_LISTED = 20

ReviewPeriod = Annotated[
    str | None,
    typer.Option(
        "--period",
        metavar=_("PERIOD"),
        help=_("Period, such as 2026-W47, 2026-11 or 2026-Q4; the last complete one by default."),
    ),
]
Html = Annotated[
    Path | None,
    typer.Option(metavar=_("FILE"), help=_("File for a web page that works offline.")),
]
Export = Annotated[
    Path | None,
    typer.Option(
        metavar=_("PATH"),
        help=_(
            "Workbook (.xlsx) or folder of CSV files for all rows, one sheet or file per table."
        ),
    ),
]
ReviewFormat = BoardFormat


class ReviewOptions(NamedTuple):
    """The options of a review, as typed."""

    period: str | None
    filters: LeadFilters
    limit: int | None
    html: Path | None
    export: Path | None
    format: str | None


def show_review(context: AppContext, usual: str, options: ReviewOptions) -> None:
    """Show a review of the period that the options name, or of the usual one."""
    from salesmap.core.calendar import working_days
    from salesmap.reports.board.review import review
    from salesmap.store.map_versions import current_map

    when = _time(context, usual, options)
    if options.format and (options.html or options.export):
        raise ConflictingOptionsError(option="--format", others=["--html", "--export"])
    with context.read_connection() as connection:
        panels = review(
            connection,
            current_map(connection),
            context.clock,
            context.lang,
            when,
            working_days(),
            None if options.filters.are_empty() else options.filters.read(context, (None, None)),
            amounts := context.amounts(connection),
        )
    _put(context, when, options, panels, amounts)
    notify_currencies(amounts)


def _put(
    context: AppContext,
    when: "Period",
    options: ReviewOptions,
    panels: "list[Panel]",
    amounts: "Amounts",
) -> None:
    """Print the panels, or write them as a page, a workbook or a folder."""
    from salesmap.reports.board.review import first_rows

    if options.html is None and options.export is None:
        format = options.format or usual_format()
        usual_limit = _MOST_LISTED if format in ("table", MARKDOWN) else 0
        shown = first_rows(panels, usual_limit if options.limit is None else options.limit)
        _print(
            context, _titles(when, options.filters.named(context)), format, shown, panels, amounts
        )
        return
    if options.html is not None:
        from salesmap.cli.boards.review_blocks import review_blocks
        from salesmap.exchange.pages.board_page import page

        shown = first_rows(panels, _MOST_LISTED if options.limit is None else options.limit)
        title, subtitle = _titles(when, options.filters.named(context))
        written = page(
            title,
            (subtitle, *currency_notes(amounts)),
            review_blocks(context, shown, amounts.currency),
            context.lang,
            _headlines(context, panels, amounts),
        )
        write_file(options.html, written)
    if options.export is not None:
        save_panels(context, first_rows(panels, options.limit or 0), options.export)


def _headlines(
    context: AppContext, panels: "Sequence[Panel]", amounts: "Amounts"
) -> "list[KpiTile]":
    from salesmap.cli.boards.words import headlines
    from salesmap.reports.board.review_tiles import review_tiles

    return headlines(context, review_tiles(panels), amounts.currency)


def _print(
    context: AppContext,
    titles: tuple[str, str],
    format: str,
    shown: "Sequence[Panel]",
    panels: "Sequence[Panel]",
    amounts: "Amounts",
) -> None:
    """Print the panels as far as they are shown, below figures out of all of them."""
    from salesmap.cli.boards.words import headline

    title, subtitle = titles
    if format == JSON:
        write(as_data(shown))
        return
    figures = [headline(tile) for tile in _headlines(context, panels, amounts)]
    if format == MARKDOWN:
        text = as_markdown(context, title, shown, amounts.currency, subtitle, figures)
        for line in text.split("\n"):
            echo(line)
        return
    for line in (title, subtitle, "", *((*figures, "") if format == "table" else ())):
        echo(line)
    print_panels(context, shown, format)


def _time(context: AppContext, usual: str, options: ReviewOptions) -> "Period":
    """Return the period to review. Raises UsageError."""
    from salesmap.core.periods import Period, parse_period

    if options.filters.since is None and options.filters.until is None:
        return parse_period(options.period or usual, context.clock.today())
    if options.period is not None:
        raise ConflictingOptionsError(option="--period", others=["--since", "--until"])
    since, until = (
        day(context, options.filters.since),
        day(context, options.filters.until) or context.clock.today(),
    )
    if since is None:
        raise UntilWithoutSinceError()
    if since > until:
        raise ReversedPeriodError(since=str(since), until=str(until))
    return Period(since, until)


def _titles(when: "Period", names: Sequence[str]) -> tuple[str, str]:
    """Return the title of the review, and the line with its period and the previous one."""
    from salesmap.core.periods import period_name

    title = _("Review of {period}").format(period=period_name(when)) + "".join(
        f" · {name}" for name in names
    )
    return title, _("{since} – {until}, compared with {before}").format(
        since=when.since, until=when.until, before=period_name(when.previous())
    )
