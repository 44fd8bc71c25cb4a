"""`salesmap diagnose`: where deals die, and what to do about it."""

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from salesmap.cli.completion import STAGE
from salesmap.cli.context import Desk, desk_of
from salesmap.cli.explain import show_explained
from salesmap.cli.notify import News, Notify, send_news
from salesmap.cli.options import Fields, Format, Note, Owner, Since, Until, day
from salesmap.cli.output import answer, show
from salesmap.core import commit_state as done
from salesmap.core.errors import Unreadable
from salesmap.core.i18n import _
from salesmap.core.table import Rows

if TYPE_CHECKING:
    from salesmap.reports.diagnosis.detectors import Scope
    from salesmap.reports.diagnosis.diagnosis import Node

SOMETHING_HURTS = 10

app = typer.Typer()
LOOKS_BACK = ("diagnose",)


@app.command("diagnose", help=_("Which problems of the map hurt most now, with proof and countermeasure; prints nothing when all is well."))
def diagnose(
    ctx: typer.Context,
    stage: Annotated[str | None, typer.Option(metavar=_("STAGE"), click_type=STAGE, help=_("In this stage only."))] = None,
    since: Since = None,
    until: Until = None,
    owner: Owner = None,
    explain: Annotated[bool, typer.Option("--explain", help=_("With definition, formula, and the leads that prove it."))] = False,
    apply: Annotated[
        str | None,
        typer.Option(metavar=_("PROBLEM"), help=_("Take a problem up, by rank or STAGE.PROBLEM: make follow-ups of its countermeasures.")),
    ] = None,
    open_: Annotated[bool, typer.Option("--open", help=_("The problems taken up, with their figure then and now."))] = False,
    closed: Annotated[bool, typer.Option("--closed", help=_("The problems that were closed."))] = False,
    close: Annotated[int | None, typer.Option(metavar=_("ID"), help=_("Close a problem that was taken up; needs --note."))] = None,
    figure: Annotated[float | None, typer.Option(metavar=_("FIGURE"), help=_("The figure on closing; measured now unless said."))] = None,
    note: Note = None,
    exit_code: Annotated[bool, typer.Option("--exit-code", help=_("Leave with 10 when something hurts."))] = False,
    notify: Notify = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Diagnose."""
    from salesmap.reports.diagnosis.detectors import Scope

    desk = desk_of(ctx)
    scope = Scope(desk.clock, day(desk, since), day(desk, until), owner)
    if close is not None:
        _close(desk, scope, close, figure, note)
        _answer(desk, scope, close, is_open=False, format=format, fields=fields, line=_("Issue {id} is closed.").format(id=close))
    elif open_ or closed:
        show(desk, _issues(desk, scope, not closed), format, fields)
    elif apply is not None:
        issue, line = _take_up(desk, scope, stage, apply)
        _answer(desk, scope, issue, is_open=True, format=format, fields=fields, line=line)
    else:
        found = _show(desk, scope, stage, explain, format, fields)
        if notify is not None:
            send_news(desk, News("diagnose", partial(_hurting, desk, scope, stage), _title), owner, notify)
        if exit_code and found.values:
            raise typer.Exit(SOMETHING_HURTS)


def _show(desk: Desk, scope: "Scope", stage: str | None, explain: bool, format: str | None, fields: str | None) -> Rows:
    """Print what hurts. Returns it."""
    from salesmap.reports.diagnosis.detectors import Detectors
    from salesmap.reports.diagnosis.diagnosis import rows

    nodes = _nodes(desk, scope, stage)
    with desk.reading() as connection:
        found = rows(nodes, desk.lang, Detectors(connection, scope) if explain else None)
    if nodes or format not in (None, "table", "plain"):
        (show_explained if explain else show)(desk, found, format, fields)
    return found


def _hurting(desk: Desk, scope: "Scope", stage: str | None, owner: str | None) -> Rows:
    """What hurts an owner's leads, or all."""
    from salesmap.reports.diagnosis.diagnosis import rows

    return rows(_nodes(desk, scope._replace(owner=owner), stage), desk.lang)


def _title(count: int) -> str:
    return _("{count} problems hurt").format(count=count)


def _nodes(desk: Desk, scope: "Scope", stage: str | None) -> "list[Node]":
    """What hurts, by the map that held at the end of the time that is looked at."""
    from salesmap.core.clock import instant
    from salesmap.reports.diagnosis.diagnosis import diagnose
    from salesmap.reports.map.stages import stage_named
    from salesmap.store.map_versions import asking, map_at

    with desk.reading() as connection:
        read = map_at(asking(connection), instant(scope.end))
        return diagnose(connection, read, scope, stage_named(read, stage).key if stage else None)


def _answer(desk: Desk, scope: "Scope", issue: int, *, is_open: bool, format: str | None, fields: str | None, line: str) -> None:
    """A sentence, or the issue in the format asked for."""
    rows = _issues(desk, scope, is_open)
    answer(desk, rows._replace(values=[row for row in rows.values if row[0] == issue]), format, fields, line)


def _take_up(desk: Desk, scope: "Scope", stage: str | None, name: str) -> tuple[int, str]:
    """Turn a problem into follow-ups and an issue. Returns its number, and what happened."""
    from salesmap.actions.map.issues import Symptom, take_up
    from salesmap.reports.diagnosis.detectors import Detectors
    from salesmap.reports.diagnosis.diagnosis import named

    node = named(_nodes(desk, scope, stage), name)
    with desk.reading() as connection:
        leads = Detectors(connection, scope).to_act_on(node.stage, node.problem)
    problem, finding = node.problem, node.finding
    assert finding.figure is not None
    title = problem.label.said(desk.lang)
    symptom = Symptom(
        node.stage.key, problem.key, title, problem.metric, problem.threshold, finding.figure, finding.leads, finding.value_cents
    )
    issue, made = take_up(desk.book, symptom, problem.countermeasures, leads, desk.lang)
    done.mark()
    line = _("Issue {id}: {title}. {count} follow-ups were made; see 'salesmap due --days 7'.")
    return issue, line.format(id=issue, title=title, count=made)


def _issues(desk: Desk, scope: "Scope", is_open: bool) -> Rows:
    """The problems taken up, or those that were closed."""
    from salesmap.reports.diagnosis.diagnosis import issues
    from salesmap.store.map_versions import asking, current_map

    with desk.reading() as connection:
        return issues(connection, current_map(asking(connection)), scope, desk.lang, is_open=is_open)


def _close(desk: Desk, scope: "Scope", issue: int, figure: float | None, note: str | None) -> None:
    """Close an issue, with the figure of today unless another was said."""
    from salesmap.actions.map.issues import close

    if figure is None:
        measured = {row["id"]: row["figure_now"] for row in _issues(desk, scope, is_open=True).dicts()}
        figure = measured.get(issue)
        if issue in measured and figure is None:
            raise Unreadable(_("Today's figure cannot be measured: say it with --figure."))
    close(desk.book, issue, figure if figure is not None else 0, note or "")
    done.mark()
