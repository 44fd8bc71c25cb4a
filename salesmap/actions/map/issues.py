"""Taking a problem of the map up, and closing it again: the countermeasures become follow-ups, the figure is kept."""

from collections.abc import Sequence
from datetime import timedelta
from typing import NamedTuple

from salesmap.actions.database.create import transaction
from salesmap.core.errors import NotFoundError, RuleViolation, UsageError
from salesmap.core.i18n import _
from salesmap.domain.map.model import Countermeasure
from salesmap.domain.records import Followup, MapIssue
from salesmap.store.database import Database


class Measurement(NamedTuple):
    """A problem as it was measured."""

    stage: str
    problem: str
    title: str
    metric: str
    threshold: float
    figure: float
    leads: int
    value_cents: int


def take_up(
    database: Database,
    symptom: Measurement,
    measures: Sequence[Countermeasure],
    lead_ids: Sequence[tuple[int, str | None]],
    lang: str,
) -> tuple[int, int]:
    """Open an issue with today's figure, and make each countermeasure a follow-up on each of the leads (id, owner) that has not
    the same one open. Returns the issue's id and how many follow-ups were made.

    Raises RuleViolation when the problem is taken up already.
    """
    with transaction(database) as change:
        condition = "stage = ? AND problem = ? AND closed_at IS NULL"
        if known := change.first(MapIssue, condition, symptom.stage, symptom.problem):
            raise RuleViolation(
                _(
                    "This problem already has an open issue, {id}: see 'salesmap diagnose --open'."
                ).format(id=known.id)
            )
        issue = MapIssue(
            stage=symptom.stage,
            problem=symptom.problem,
            metric=symptom.metric,
            threshold=symptom.threshold,
            figure=symptom.figure,
            leads=symptom.leads,
            value_cents=symptom.value_cents,
            opened_at=change.now,
            opened_by=database.user,
        )
        change.add(issue)
        made = 0
        for measure in measures:
            what, due = (
                measure.what.text(lang),
                (database.clock.today() + timedelta(days=measure.days)).isoformat(),
            )
            scheduled = {
                lead_id
                for (lead_id,) in change.sql(
                    "SELECT lead_id FROM followup"
                    " WHERE what = ? AND done_at IS NULL AND dropped_at IS NULL",
                    what,
                )
            }
            fresh = [
                Followup(
                    lead_id=id,
                    kind=measure.kind,
                    what=what,
                    due_on=due,
                    owner=owner or database.user,
                    recorded_at=change.now,
                )
                for id, owner in lead_ids
                if id not in scheduled
            ]
            change.add_all(fresh)
            made += len(fresh)
        change.describe("issue opened: {}", f"{symptom.stage} · {symptom.title}")
        return issue.id, made


def close(database: Database, issue_id: int, figure: float, note: str) -> None:
    """Close an issue with the figure of the day and what came of it. Raises NotFoundError, RuleViolation, UsageError without a note."""
    if not note.strip():
        raise UsageError(_("Closing an issue needs a note: add --note and write what helped."))
    with transaction(database) as change:
        issue = change.get(MapIssue, issue_id)
        if issue is None:
            raise NotFoundError(
                _("Issue {id} not found: see 'salesmap diagnose --open'.").format(id=issue_id)
            )
        if issue.closed_at:
            raise RuleViolation(_("Issue {id} is already closed.").format(id=issue_id))
        issue.closed_at, issue.closed_by, issue.closing_figure, issue.note = (
            change.now,
            database.user,
            figure,
            note,
        )
        issue.version += 1
        change.describe("problem closed: {}", f"{issue.stage}.{issue.problem}")
