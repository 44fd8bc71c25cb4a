"""`salesmap diagnose`: problems of the map that are present, and the issues opened for them."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from salesmap.cli.context import AppContext, get_context
from salesmap.cli.figures.explain import show_explained
from salesmap.cli.filters import LeadFilters, say_unknown, with_filters
from salesmap.cli.notices.sending import News, Notify, addresses_of, send_news
from salesmap.cli.option_errors import NotMeasurableError
from salesmap.cli.options import Fields, Format, Note
from salesmap.cli.output import (
    notify,
    notify_currencies,
    notify_reader,
    show,
    show_result,
)
from salesmap.cli.prompts import confirm
from salesmap.core import commit_state
from salesmap.core.i18n import _, ngettext
from salesmap.core.table import Table

if TYPE_CHECKING:
    from salesmap.domain.map.model import Problem, SalesMap
    from salesmap.reports.diagnosis.detectors import DiagnosisScope, ToActOn
    from salesmap.reports.diagnosis.diagnosis import CurrentProblem
    from salesmap.store.connection import Connection

SOMETHING_HURTS = 10
_PREVIEWED = 10

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Find the biggest problems"), "salesmap diagnose"),
    (
        _("See the leads behind the problems of a stage"),
        _("salesmap diagnose --stage quote --explain"),
    ),
    (_("See the issues that were opened"), "salesmap diagnose --open"),
)
SUPPORTS_AS_OF = True


@app.command()
@with_filters()
def diagnose(
    ctx: typer.Context,
    *,
    filters: LeadFilters,
    explain: Annotated[
        bool,
        typer.Option("--explain", help=_("Definition, formula and leads behind each problem.")),
    ] = False,
    apply: Annotated[
        str | None,
        typer.Option(
            metavar=_("PROBLEM"),
            help=_(
                "Problem to open as an issue, by rank or STAGE.PROBLEM; its countermeasures "
                "become follow-ups."
            ),
        ),
    ] = None,
    open_: Annotated[
        bool,
        typer.Option("--open", help=_("Open issues, with their values then and now.")),
    ] = False,
    closed: Annotated[bool, typer.Option("--closed", help=_("Closed issues."))] = False,
    close: Annotated[
        int | None,
        typer.Option(metavar=_("ID"), help=_("Issue to close; needs --note.")),
    ] = None,
    figure: Annotated[
        float | None,
        typer.Option(metavar=_("FIGURE"), help=_("Value at closing; measured now by default.")),
    ] = None,
    note: Note = None,
    yes: Annotated[bool, typer.Option("--yes", help=_("Do not ask before --apply."))] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help=_("Exit with code 10 when a problem is found."))
    ] = False,
    notify: Notify = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Show the problems, or open, list and close issues."""
    from salesmap.reports.diagnosis.detectors import DiagnosisScope

    context = get_context(ctx)
    stage = filters.only_stage()
    filters = filters.without_stage()
    with context.read_connection() as connection:
        leads = filters.scope(context, connection)
    scope = DiagnosisScope(context.clock, leads.since, leads.until, leads)
    if close is not None:
        _close(context, scope, close, figure, note)
        _answer(
            context,
            scope,
            close,
            is_open=False,
            format=format,
            fields=fields,
            line=_("Closed issue {id}.").format(id=close),
        )
    elif open_ or closed:
        show(context, _issues(context, scope, not closed), format, fields)
    elif apply is not None:
        issue, line = _take_up(context, scope, stage, apply, yes=yes)
        _answer(context, scope, issue, is_open=True, format=format, fields=fields, line=line)
    else:
        found = _show(context, scope, stage, explain, format, fields)
        notify_currencies(leads.amounts)
        say_unknown(leads.unknown)
        if notify is not None:
            send_news(
                context,
                News("diagnose", partial(_hurting, context, scope, filters, stage), _title),
                filters.person(context),
                addresses_of(context, notify),
            )
        if exit_code and found.values:
            raise typer.Exit(SOMETHING_HURTS)


def _show(
    context: AppContext,
    scope: "DiagnosisScope",
    stage: str | None,
    explain: bool,
    format: str | None,
    fields: str | None,
) -> Table:
    """Print the problems and return them."""
    from salesmap.reports.diagnosis.detectors import Detectors
    from salesmap.reports.diagnosis.diagnosis import problem_table

    nodes = _nodes(context, scope, stage)
    with context.read_connection() as connection:
        found = problem_table(
            nodes, context.lang, Detectors(connection, scope) if explain else None
        )
    if nodes or format not in (None, "table", "plain"):
        (show_explained if explain else show)(context, found, format, fields)
    else:
        notify_reader(_nothing_found(context, scope, stage))
    return found


def _nothing_found(context: AppContext, scope: "DiagnosisScope", stage: str | None) -> str:
    """Return a sentence on how much there was to judge by."""
    from salesmap.reports.diagnosis.diagnosis import judged

    with context.read_connection() as connection:
        count = judged(connection, *_asked(connection, scope, stage))
    text = _("No problems found. Problems with enough cases to judge: {enough} of {problems}.")
    return text.format(**count._asdict())


def _hurting(
    context: AppContext,
    scope: "DiagnosisScope",
    filters: LeadFilters,
    stage: str | None,
    owner: str | None,
) -> Table:
    """Return the problems in the leads of an owner, or of all."""
    from salesmap.reports.diagnosis.diagnosis import problem_table

    with context.read_connection() as connection:
        leads = filters.of_owner(owner).scope(context, connection)
    return problem_table(_nodes(context, scope._replace(leads=leads), stage), context.lang)


def _title(count: int) -> str:
    return ngettext("{count} problem found", "{count} problems found", count).format(count=count)


def _nodes(
    context: AppContext, scope: "DiagnosisScope", stage: str | None
) -> "list[CurrentProblem]":
    """Return the problems that are found."""
    from salesmap.reports.diagnosis.diagnosis import diagnose

    with context.read_connection() as connection:
        return diagnose(connection, *_asked(connection, scope, stage))


def _asked(
    connection: "Connection", scope: "DiagnosisScope", stage: str | None
) -> "tuple[SalesMap, DiagnosisScope, str | None]":
    """Return the map that was current at the end of the period, the scope, the stage's key."""
    from salesmap.core.clock import instant
    from salesmap.reports.map.stages import stage_named
    from salesmap.store.map_versions import map_at

    read = map_at(connection, instant(scope.end))
    return read, scope, stage_named(read, stage).key if stage else None


def _answer(
    context: AppContext,
    scope: "DiagnosisScope",
    issue: int,
    *,
    is_open: bool,
    format: str | None,
    fields: str | None,
    line: str,
) -> None:
    """Print a sentence, or the issue in a format."""
    rows = _issues(context, scope, is_open)
    show_result(
        context,
        rows._replace(values=[row for row in rows.values if row[0] == issue]),
        format,
        fields,
        line,
    )


def _take_up(
    context: AppContext, scope: "DiagnosisScope", stage: str | None, name: str, *, yes: bool
) -> tuple[int, str]:
    """Open an issue with follow-ups, after a preview; return its id and a sentence about it.

    Raises NotATerminalError, DeclinedError.
    """
    from salesmap.actions.map.issues import Measurement, open_issue
    from salesmap.reports.diagnosis.detectors import Detectors
    from salesmap.reports.diagnosis.diagnosis import problem_named

    node = problem_named(_nodes(context, scope, stage), name)
    with context.read_connection() as connection:
        chosen = Detectors(connection, scope).leads_to_act_on(node.stage, node.problem)
    _preview(node.problem, chosen, context.lang)
    if not yes:
        confirm(_("Open the issue?"))
    problem, finding = node.problem, node.finding
    assert finding.figure is not None
    title = problem.label.text(context.lang)
    symptom = Measurement(
        node.stage.key,
        problem.key,
        title,
        problem.metric,
        problem.threshold,
        finding.figure,
        finding.leads,
        finding.value_cents,
    )
    issue, made = open_issue(
        context.database,
        symptom,
        problem.countermeasures,
        [(id, owner) for id, owner, _name in chosen.leads],
        context.lang,
    )
    commit_state.mark_committed()
    line = ngettext(
        "Opened issue {id}: {title}, with {count} follow-up; see 'salesmap due --days 7'.",
        "Opened issue {id}: {title}, with {count} follow-ups; see 'salesmap due --days 7'.",
        made,
    ).format(id=issue, title=title, count=made)
    return issue, line + _(" Undo it with 'salesmap undo'.")


def _preview(problem: "Problem", chosen: "ToActOn", lang: str) -> None:
    """Say which follow-ups would be scheduled, on which leads, and how many leads need none."""
    for measure in problem.countermeasures:
        notify(
            _("{what}, due in {days} d:").format(what=measure.what.text(lang), days=measure.days)
        )
        for id, _owner, name in chosen.leads[:_PREVIEWED]:
            notify(f"  {id}  {name}")
        if len(chosen.leads) > _PREVIEWED:
            notify("  …")
    if chosen.skipped:
        notify(
            ngettext(
                "{count} lead is left out: it is closed, contacted since, or has a next step.",
                "{count} leads are left out: closed, contacted since, or with a next step.",
                chosen.skipped,
            ).format(count=chosen.skipped)
        )


def _issues(context: AppContext, scope: "DiagnosisScope", is_open: bool) -> Table:
    """Return the open or the closed issues."""
    from salesmap.reports.diagnosis.issues import issues
    from salesmap.store.map_versions import current_map

    with context.read_connection() as connection:
        return issues(connection, current_map(connection), scope, context.lang, is_open=is_open)


def _close(
    context: AppContext, scope: "DiagnosisScope", issue: int, figure: float | None, note: str | None
) -> None:
    """Close an issue with a figure, by default the one measured now."""
    from salesmap.actions.map.issues import close

    if figure is None:
        measured = {
            row["id"]: row["figure_now"] for row in _issues(context, scope, is_open=True).dicts()
        }
        figure = measured.get(issue)
        if issue in measured and figure is None:
            raise NotMeasurableError()
    close(context.database, issue, figure if figure is not None else 0, note or "")
    commit_state.mark_committed()
