"""`salesmap report NAME`: questions about the whole book."""

import sys
from datetime import date
from typing import TYPE_CHECKING, Annotated

import click
import typer

from salesmap.cli.desk import Desk, desk_of
from salesmap.cli.options import Fields, Filter, Format, Owner, Product, Region, Since, Source, Until, day
from salesmap.cli.screen import say, show
from salesmap.config import is_terminal
from salesmap.errors import Unreadable
from salesmap.i18n import _
from salesmap.rows import Rows, columns

if TYPE_CHECKING:
    from salesmap.reports.asked import Asked
    from salesmap.reports.catalogue import Report

LIST = "list"
PREVIOUS, LAST_YEAR = COMPARISONS = ("previous", "last-year")

app = typer.Typer()
LOOKS_BACK = ("report",)


@app.command("report", help=_("A report on the whole book; 'salesmap report list' tells which there are."))
def report(
    ctx: typer.Context,
    name: Annotated[str, typer.Argument(metavar=_("REPORT"), help=_("Its name; list for all of them."))],
    filter: Filter = None,
    by: Annotated[
        str | None, typer.Option(metavar=_("DIMENSION,…"), help=_("A row for each owner, source, month, week, tag, field of your own, …"))
    ] = None,
    since: Since = None,
    until: Until = None,
    period: Annotated[
        str | None, typer.Option(metavar=_("PERIOD"), help=_("2026-W47, 2026-11, 2026-Q4, 2026, last-month, this-week, …"))
    ] = None,
    compare: Annotated[
        str | None, typer.Option(click_type=click.Choice(COMPARISONS), metavar="|".join(COMPARISONS), help=_("Beside the time before."))
    ] = None,
    definition: Annotated[
        str | None, typer.Option("--def", metavar=_("NAME"), help=_("Which definition of a term, where there are several."))
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help=_("Definition, formula and leads of every figure."))] = False,
    owner: Owner = None,
    source: Source = None,
    product: Product = None,
    region: Region = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Answer a report."""
    from salesmap.reports.asked import Asked
    from salesmap.reports.cohort import Cohort

    desk = desk_of(ctx)
    if name == LIST:
        _list(desk, format, fields)
        return
    wanted = _report(name, definition)
    bounds = _bounds(desk, since, until, period)
    dimensions = [word.strip() for word in by.split(",") if word.strip()] if by else wanted.by
    with desk.reading() as connection:
        cohort = Cohort(*bounds, owner, source, product, region).narrowed(connection, desk.clock, filter or ())
        asked = Asked(connection, cohort, desk.clock, desk.lang, tuple(dict.fromkeys(dimensions)), definition)
        rows = _explained(asked, wanted) if explain else _compared(asked, wanted, compare)
    show(desk, rows, format, fields)
    if wanted.definitions and (definition or is_terminal(sys.stderr)):
        say(_("Definition: {name}.").format(name=definition or wanted.definitions[0]))


def _list(desk: Desk, format: str | None, fields: str | None) -> None:
    from salesmap.reports.catalogue import REPORTS

    known = [(name, _(report.meaning), ", ".join(report.definitions) or None) for name, report in REPORTS.items()]
    show(desk, Rows(columns("report meaning definitions"), known), format, fields)


def _report(name: str, definition: str | None) -> "Report":
    from salesmap.reports.catalogue import REPORTS

    if name not in REPORTS:
        raise Unreadable(_("There is no report {name!r}: there are {known}.").format(name=name, known=", ".join(REPORTS)))
    if definition is not None and definition not in REPORTS[name].definitions:
        known = ", ".join(REPORTS[name].definitions) or _("none")
        raise Unreadable(_("There is no definition {name!r} here: there are {known}.").format(name=definition, known=known))
    return REPORTS[name]


def _bounds(desk: Desk, since: str | None, until: str | None, period: str | None) -> tuple[date | None, date | None]:
    """The first and the last day that count. Raises Unreadable."""
    if period is None:
        return day(desk, since), day(desk, until)
    if since is not None or until is not None:
        raise Unreadable(_("--period says it all: leave --since and --until out."))
    from salesmap.periods import parse_period

    found = parse_period(period, desk.clock.today())
    return found.since, found.until


def _explained(asked: "Asked", report: "Report") -> Rows:
    from salesmap.reports.explaining import explained

    return explained(asked, report, report.ask(asked))


def _compared(asked: "Asked", report: "Report", compare: str | None) -> Rows:
    rows = report.ask(asked)
    if compare is None:
        return rows
    from salesmap.periods import Period
    from salesmap.reports.explaining import compared

    since, until = asked.cohort.since, asked.cohort.until
    if since is None or until is None:
        raise Unreadable(_("To compare, name a time with a first and a last day: --period, or --since and --until."))
    period = Period(since, until)
    earlier = period.before() if compare == PREVIOUS else period.a_year_ago()
    return compared(rows, report.ask(asked._replace(cohort=asked.cohort._replace(since=earlier.since, until=earlier.until))))
