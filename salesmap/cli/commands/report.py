"""`salesmap report NAME`."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Annotated

import click
import typer

from salesmap.cli.completion.names import DIMENSION, PERIOD, REPORT
from salesmap.cli.context import AppContext, get_context
from salesmap.cli.figures.answer import COMPARISONS, answer, notify_definitions
from salesmap.cli.figures.explain import show_explained
from salesmap.cli.figures.query import report_query, write_calendar
from salesmap.cli.figures.report_help import ReportCommand, report_title
from salesmap.cli.filters import LeadFilters, with_filters
from salesmap.cli.option_errors import (
    ConflictingOptionsError,
    RepeatedOptionError,
)
from salesmap.cli.options import (
    Chart,
    Explain,
    Fields,
    check_chart,
    day,
    format_option,
)
from salesmap.cli.output import (
    FORMATS,
    notify,
    show,
    usual_format,
)
from salesmap.cli.usage_errors import UnknownOptionError
from salesmap.core.config import reports_folder
from salesmap.core.i18n import CHINESE_SYNONYMS, _, is_bound_to_english, key_of
from salesmap.core.table import Table, columns
from salesmap.domain.report_names import REPORT_NAMES
from salesmap.domain.vocabulary import FIELD_SYNONYMS
from salesmap.reports.errors import UnknownDefinitionError, UnknownReportError

if TYPE_CHECKING:
    from salesmap.reports.catalogue.custom import CustomReport
    from salesmap.reports.query.report import Report

LIST = "list"
ANY = "all"
_CASH = "cash"
"""The report that is a calendar, too."""
_OPTIONS = (
    "by",
    "stage",
    "owner",
    "source",
    "product",
    "region",
    "industry",
    "pipeline",
    "tag",
    "search",
)
app = typer.Typer()
EXAMPLES = (
    (_("List the reports"), "salesmap report list"),
    (
        _("See the win rate by owner, this year"),
        _("salesmap report winrate --by owner --period 2026"),
    ),
    (_("Compare months"), _("salesmap report sources --period 2026-11 --compare previous")),
)
SUPPORTS_AS_OF = True
COMMAND = ReportCommand


@app.command(context_settings={"ignore_unknown_options": True})
@with_filters()
def report(
    ctx: typer.Context,
    name: Annotated[
        str,
        typer.Argument(
            metavar=_("[REPORT]"),
            click_type=REPORT,
            help=_("Name of the report; list for all reports."),
        ),
    ] = LIST,
    *,
    filters: LeadFilters,
    by: Annotated[
        str | None,
        typer.Option(
            metavar=_("DIMENSION,…"),
            click_type=DIMENSION,
            help=_("Dimensions to group by: owner, source, month, week, tag, custom field, …"),
        ),
    ] = None,
    period: Annotated[
        str | None,
        typer.Option(
            metavar=_("PERIOD"),
            click_type=PERIOD,
            help=_("Period, such as 2026-W47, 2026-11, 2026-Q4, 2026, last-month or this-week."),
        ),
    ] = None,
    compare: Annotated[
        str | None,
        typer.Option(
            click_type=click.Choice(COMPARISONS),
            metavar="|".join(COMPARISONS),
            help=_("Comparison with the previous period."),
        ),
    ] = None,
    definition: Annotated[
        str | None,
        typer.Option(
            "--def",
            metavar=_("NAME"),
            help=_("Definition to use, where a report has several."),
        ),
    ] = None,
    window: Annotated[
        int | None,
        typer.Option(
            "--days", metavar=_("N"), min=1, help=_("Window of repurchase --def window: 180 days.")
        ),
    ] = None,
    explain: Explain = False,
    chart: Chart = None,
    format: Annotated[str | None, format_option((*FORMATS, "ics"))] = None,
    fields: Fields = None,
) -> None:
    """Run a report."""
    from salesmap.reports.catalogue.custom import custom_reports

    check_chart(chart, format)
    context = get_context(ctx)
    name = _report_named(name)
    _notify_unusable()
    if name == LIST:
        _list(context, format, fields)
        return
    custom = custom_reports(reports_folder())
    if name in custom and name not in REPORT_NAMES:
        _show_own(ctx, context, filters, custom[name])
        return
    _refuse_unknown_options(ctx, filters)
    chosen = _report(name, definition, format, custom)
    _refuse_needless_window(chosen, definition, window)
    days = _bounds(context, filters, period)
    with context.read_connection() as connection:
        query = report_query(
            context,
            connection,
            chosen,
            filters,
            days,
            _dimensions(by, chosen),
            definition,
            window,
        )
        if format == "ics":
            write_calendar(query)
            return
        found = answer(query, chosen, compare, explain=explain)
    if explain:
        show_explained(context, found.rows, format, fields)
    elif compare and fields is None and (format or usual_format()) == "table":
        from salesmap.cli.figures.compared import turned

        show(context, turned(found.rows, context.clock), format)
    else:
        show(context, found.rows, format, fields)
    if chart is not None:
        from salesmap.cli.figures.charts import draw

        draw(context, found.rows, chart)
    notify_definitions(found, chosen, definition)


def _notify_unusable() -> None:
    """Name the files in the folder of reports that are none."""
    from salesmap.reports.catalogue.custom import unusable_reports

    if unusable := unusable_reports(reports_folder()):
        names = _(", ").join(path.name for path in unusable)
        notify(_("Left out, because they are no readable reports: {files}.").format(files=names))


def _refuse_unknown_options(ctx: typer.Context, filters: LeadFilters) -> None:
    """Raise UnknownOptionError: only custom reports have parameters of their own."""
    if unknown := [word for word in filters.words if word.startswith("--")]:
        option = unknown[0].partition("=")[0]
        raise UnknownOptionError(
            _("Unknown option {option}.").format(option=option),
            option=option,
            command=ctx.command_path,
        )


def _refuse_needless_window(report: "Report", definition: str | None, window: int | None) -> None:
    """Raise ConflictingOptionsError where a report has no window of days."""
    if window is not None and definition not in report.days_of:
        chosen = definition or next(iter(report.definitions), None)
        others = f"--def {chosen}" if report.days_of else report.name
        raise ConflictingOptionsError(option="--days", others=[others])


def _show_own(
    ctx: typer.Context, context: AppContext, filters: LeadFilters, report: "CustomReport"
) -> None:
    """Run a custom report, whose parameters may be called like the options of all reports.

    Raises RepeatedOptionError.
    """
    from salesmap.cli.figures.custom_report import show_own

    given = ctx.params
    since, until = _bounds(context, filters, given["period"])
    options = {
        **{name: _only(name, given[name]) for name in _OPTIONS},
        "since": str(since) if since else None,
        "until": str(until) if until else None,
        "days": str(given["window"]) if given["window"] is not None else None,
        "status": given["status"] if given["status"] != ANY else None,
    }
    show_own(context, report, options, filters.words, given["format"], given["fields"])


def _only(name: str, given: str | Sequence[str] | None) -> str | None:
    """Return the value of an option that a custom report takes once."""
    if given is None or isinstance(given, str):
        return given
    if len(given) > 1:
        raise RepeatedOptionError(option=f"--{name}")
    return given[0] if given else None


def _dimensions(by: str | None, report: "Report") -> tuple[str, ...]:
    """Return the dimensions of `--by`, each once."""
    from salesmap.reports.query.dimensions import DIMENSIONS

    words = (word.strip() for word in (by or "").split(","))
    known = (*DIMENSIONS, *report.own_dimensions)
    keys = (key_of(word, known) for word in words if word)
    return tuple(dict.fromkeys(FIELD_SYNONYMS.get(key, key) for key in keys))


def _list(context: AppContext, format: str | None, fields: str | None) -> None:
    """List the reports, custom ones among them."""
    from salesmap.reports.catalogue.catalogue import REPORTS
    from salesmap.reports.catalogue.custom import custom_reports

    known: list[tuple[str, str, str | None, str | None]] = [
        (name, _(report.help), ", ".join(report.definitions) or None, None)
        for name, report in REPORTS.items()
    ]
    known += [
        (
            name,
            custom.help,
            None,
            " ".join(f"--{parameter}" for parameter in custom.parameters) or None,
        )
        for name, custom in custom_reports(reports_folder()).items()
        if name not in REPORTS
    ]
    show(context, Table(columns("report meaning definitions options"), known), format, fields)


def _report_named(word: str) -> str:
    """Return the name of a report, which may be called by its Chinese title; else the word.

    Titles may be cut short, as screens do: `满意度` is `客户满意度`. Names may be in capitals.
    """
    from salesmap.reports.catalogue.catalogue import REPORTS

    if word.isascii():
        return word.lower() if word.lower() in REPORTS else word
    titles = {report_title(report): name for name, report in REPORTS.items()}
    short = {title.removeprefix("客户").removesuffix(" 分析"): titles[title] for title in titles}
    word = CHINESE_SYNONYMS.get(word, word)
    return (short | titles).get(word, word)


def _report(
    name: str, definition: str | None, format: str | None, custom: Mapping[str, "CustomReport"]
) -> "Report":
    from salesmap.reports.catalogue.catalogue import REPORTS

    if name not in REPORTS:
        titles = None
        if not is_bound_to_english():
            titles = [*(report_title(report) for report in REPORTS.values()), *custom]
        raise UnknownReportError(name, [*REPORTS, *custom], titles)
    if format == "ics" and name != _CASH:
        raise ConflictingOptionsError(option="--format ics", others=[name])
    if definition is not None and definition not in REPORTS[name].definitions:
        raise UnknownDefinitionError(definition, REPORTS[name].definitions)
    return REPORTS[name]


def _bounds(
    context: AppContext, filters: LeadFilters, period: str | None
) -> tuple[date | None, date | None]:
    """Return the first and the last day of the period. Raises UsageError."""
    if period is None:
        return day(context, filters.since), day(context, filters.until)
    if filters.since is not None or filters.until is not None:
        raise ConflictingOptionsError(option="--period", others=["--since", "--until"])
    from salesmap.core.periods import parse_period

    found = parse_period(period, context.clock.today())
    return found.since, found.until
