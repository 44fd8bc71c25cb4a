"""Issues: problems of the map to be solved. Countermeasures become follow-ups."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from salesmap.actions.database.create import transaction
from salesmap.actions.team.owners import default_owner
from salesmap.core.errors import NotFoundError, RuleViolation
from salesmap.core.i18n import _
from salesmap.domain.errors import EmptyText
from salesmap.domain.map.model import Countermeasure
from salesmap.domain.records import Followup, MapIssue
from salesmap.store.database import Database
from salesmap.store.unit_of_work import UnitOfWork


class Measurement(NamedTuple):
    """A problem of the map with its figure, the leads it affects, and their value in hundredths."""

    stage: str
    problem: str
    title: str
    metric: str
    threshold: float
    figure: float
    leads: int
    value_cents: int


class IssueAlreadyOpen(RuleViolation):
    """The problem has an open issue."""

    code = "issue_already_open"

    def __init__(self, issue_id: int) -> None:
        text = _("This problem already has an open issue, {id}.").format(id=issue_id)
        super().__init__(text, id=issue_id)


class IssueNotFound(NotFoundError):
    """No issue has this id."""

    code = "issue_not_found"

    def __init__(self, issue_id: int) -> None:
        super().__init__(_("Issue {id} not found.").format(id=issue_id), id=issue_id)


class IssueClosed(RuleViolation):
    """The issue is closed."""

    code = "issue_closed"

    def __init__(self, issue_id: int) -> None:
        super().__init__(_("Issue {id} is already closed.").format(id=issue_id), id=issue_id)


class IssueNeedsNote(EmptyText):
    """An issue shall be closed without a note."""

    code = "issue_needs_note"

    def __init__(self) -> None:
        super().__init__(_("Closing an issue needs a note on what helped."))


def open_issue(
    database: Database,
    measurement: Measurement,
    countermeasures: Sequence[Countermeasure],
    leads: Sequence[tuple[int, str | None]],
    lang: str,
) -> tuple[int, int]:
    """Open an issue, and schedule each countermeasure on each of the leads (id, owner).

    A lead that has the same follow-up open gets no other. Returns the id of the issue and the
    number of follow-ups. Raises IssueAlreadyOpen.
    """
    with transaction(database) as change:
        condition = "stage = ? AND problem = ? AND closed_at IS NULL"
        existing = change.first(MapIssue, condition, measurement.stage, measurement.problem)
        if existing:
            raise IssueAlreadyOpen(existing.id)
        issue = change.add(
            MapIssue(
                stage=measurement.stage,
                problem=measurement.problem,
                metric=measurement.metric,
                threshold=measurement.threshold,
                figure=measurement.figure,
                leads=measurement.leads,
                value_cents=measurement.value_cents,
                opened_at=change.now,
                opened_by=database.user,
            )
        )
        count = sum(_schedule(change, each, leads, lang) for each in countermeasures)
        change.describe("issue opened: {}", f"{measurement.stage} · {measurement.title}")
        return issue.id, count


def close(database: Database, issue_id: int, figure: float, note: str) -> None:
    """Close an issue with the figure of the day and a note on what helped.

    Raises IssueNeedsNote, IssueNotFound, IssueClosed.
    """
    if not note.strip():
        raise IssueNeedsNote
    with transaction(database) as change:
        issue = change.get(MapIssue, issue_id)
        if issue is None:
            raise IssueNotFound(issue_id)
        if issue.closed_at:
            raise IssueClosed(issue_id)
        issue.closed_at, issue.closed_by = change.now, database.user
        issue.closing_figure, issue.note = figure, note
        issue.version += 1
        change.describe("problem closed: {}", f"{issue.stage}.{issue.problem}")


def _schedule(
    change: UnitOfWork, measure: Countermeasure, leads: Sequence[tuple[int, str | None]], lang: str
) -> int:
    """Schedule a countermeasure on the leads without the same follow-up. Return the number."""
    what = measure.what.text(lang)
    due = change.database.clock.today() + timedelta(days=measure.days)
    rows = change.sql(
        "SELECT lead_id FROM followup WHERE what = ? AND done_at IS NULL AND dropped_at IS NULL",
        what,
    )
    scheduled = {lead_id for (lead_id,) in rows}
    followups = [
        Followup(
            lead_id=id,
            kind=measure.kind,
            what=what,
            due_on=due.isoformat(),
            owner=owner or default_owner(change),
            recorded_at=change.now,
        )
        for id, owner in leads
        if id not in scheduled
    ]
    change.add_all(followups)
    return len(followups)
