"""What `review week` and `review month` share."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from salesmap.cli.boards.panels import as_data, as_markdown, block_of, print_panels, save_panels
from salesmap.cli.context import AppContext
from salesmap.cli.filters import LeadFilters
from salesmap.cli.option_errors import (
    ConflictingOptionsError,
    ReversedPeriodError,
    UntilWithoutSinceError,
)
from salesmap.cli.options import day, format_option
from salesmap.cli.output import echo, notify_currencies, usual_format, write, write_file
from salesmap.core.i18n import _

if TYPE_CHECKING:
    from salesmap.core.periods import Period
    from salesmap.reports.board.panels import Panel

JSON, MARKDOWN = "json", "markdown"
_FORMATS = ("table", "plain", JSON, MARKDOWN)
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
ReviewFormat = Annotated[str | None, format_option(_FORMATS)]


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
    _put(context, when, options, panels)
    notify_currencies(amounts)


def _put(
    context: AppContext, when: "Period", options: ReviewOptions, panels: "list[Panel]"
) -> None:
    """Print the panels, or write them as a page, a workbook or a folder."""
    from salesmap.reports.board.review import first_rows

    if options.html is None and options.export is None:
        format = options.format or usual_format()
        usual_limit = _MOST_LISTED if format in ("table", MARKDOWN) else 0
        _print(
            context,
            when,
            options.filters.named(context),
            format,
            first_rows(panels, usual_limit if options.limit is None else options.limit),
        )
        return
    if options.html is not None:
        from salesmap.exchange.pages.board_page import page

        shown = first_rows(panels, _MOST_LISTED if options.limit is None else options.limit)
        write_file(
            options.html,
            page(
                *_titles(when, options.filters.named(context)),
                [block_of(context, panel) for panel in shown],
                context.lang,
            ),
        )
    if options.export is not None:
        save_panels(context, first_rows(panels, options.limit or 0), options.export)


def _print(
    context: AppContext,
    when: "Period",
    names: "Sequence[str]",
    format: str,
    panels: "Sequence[Panel]",
) -> None:
    title, subtitle = _titles(when, names)
    if format == JSON:
        write(as_data(panels))
    elif format == MARKDOWN:
        for line in as_markdown(context, title, panels, subtitle).split("\n"):
            echo(line)
    else:
        echo(title)
        echo(subtitle)
        write("")
        print_panels(context, panels)


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
