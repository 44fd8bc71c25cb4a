"""Moving a lead through its pipeline: advance, win, lose, discard, reopen."""

from collections.abc import Sequence
from datetime import date

from salesmap.actions.database.create import joined_transaction, transaction
from salesmap.actions.followup.followups import add_interaction, schedule
from salesmap.actions.lead.edit import open_again
from salesmap.actions.lead.gates import GateOverride, pass_gate
from salesmap.actions.lead.pipelines import (
    lead_with_id,
    moment_of,
    pipeline_of,
    save_timeline,
    timeline_of,
)
from salesmap.actions.lead.referrers import thank
from salesmap.core.clock import NOON, from_instant, instant
from salesmap.core.figures.currencies import check_unit
from salesmap.core.i18n import N_, _
from salesmap.domain.errors import EmptyText
from salesmap.domain.gates import Requirement
from salesmap.domain.lead import Lead, Moment
from salesmap.domain.pipeline import Pipeline
from salesmap.domain.records import Followup, Stage
from salesmap.domain.timeline import StageTimeline
from salesmap.store.database import Database
from salesmap.store.unit_of_work import UnitOfWork

NextStep = tuple[str, date] | None
"""What to do next, and by when."""


def advance(
    database: Database,
    lead_id: int,
    to: str | None = None,
    note: str | None = None,
    next_step: NextStep = None,
    *,
    force: bool = False,
) -> Sequence[Requirement]:
    """Move a lead to the next stage or a named one; past the last stage before the win, it is won.

    Returns the key elements that are missing without being required. Raises LeadNotFound,
    UnknownStageError, GateClosed, and RuleViolation where there is nowhere to go.
    """
    with transaction(database) as change:
        lead = lead_with_id(change, lead_id)
        pipeline, timeline = pipeline_of(change, lead), timeline_of(change, lead)
        target = lead.target(pipeline, to)
        missing: Sequence[Requirement] = ()
        if lead.status == "won" and target:
            lead.move_after_win(target, pipeline, timeline, moment_of(change))
            change.describe("lead moved: {}", lead.name)
        else:
            override = GateOverride(force, note)
            if lead.goes_forward_to(target, pipeline):
                missing = pass_gate(change, lead, pipeline, target, override)
            _move_open(change, lead, pipeline, timeline, target)
            _describe_override(change, lead, missing)
        save_timeline(change, timeline)
        _add_note_and_next_step(change, lead, note, next_step)
        return missing


def win(
    database: Database,
    lead_id: int,
    value_cents: int | None = None,
    currency: str | None = None,
    note: str | None = None,
    *,
    force: bool = False,
) -> Sequence[Requirement]:
    """Win a lead, at a final value if one is given.

    Returns the key elements that are missing without being required. Raises LeadNotFound,
    LeadAlreadyClosed, GateClosed.
    """
    with transaction(database) as change:
        lead = lead_with_id(change, lead_id)
        lead.require_open()
        if value_cents is not None:
            lead.value_cents, lead.currency = value_cents, currency or lead.currency
            check_unit(value_cents, lead.currency)
        pipeline, timeline = pipeline_of(change, lead), timeline_of(change, lead)
        missing = pass_gate(change, lead, pipeline, None, GateOverride(force, note))
        _move_open(change, lead, pipeline, timeline, None)
        _describe_override(change, lead, missing)
        save_timeline(change, timeline)
        _add_note_and_next_step(change, lead, note, None)
        return missing


def win_on(change: UnitOfWork, lead: Lead, day: date) -> bool:
    """Win an open lead on a day, as part of a change and whatever it lacks.

    Return whether that day could be its day: it is not before the lead came to its stage.
    """
    pipeline, timeline = pipeline_of(change, lead), timeline_of(change, lead)
    moment, clock = moment_of(change), change.database.clock
    is_on_day = True
    if day != moment.today:
        at = max(instant(clock.at(day, NOON)), lead.stage_since)
        is_on_day = clock.day_of(from_instant(at)) == day
        moment = Moment(at, day) if is_on_day else moment
    lead.win(pipeline, timeline, moment)
    save_timeline(change, timeline)
    thank(change, lead)
    return is_on_day


def lose(
    database: Database,
    lead_id: int,
    reason: str,
    note: str | None = None,
    *,
    keeps_followups: bool = False,
) -> int:
    """Lose a lead for a reason; its open follow-ups are canceled unless they are kept.

    Returns how many were. Raises LeadNotFound, LeadAlreadyClosed, EmptyText.
    """
    if not reason.strip():
        raise EmptyText(_("A lost lead needs a reason."))
    with transaction(database) as change:
        lead = lead_with_id(change, lead_id)
        timeline = timeline_of(change, lead)
        lead.lose(reason, timeline, moment_of(change))
        save_timeline(change, timeline)
        change.describe("lead lost: {}", lead.name)
        _add_note_and_next_step(change, lead, note, None)
        return 0 if keeps_followups else _cancel_followups(change, lead)


def lose_all(
    database: Database,
    lead_ids: Sequence[int],
    reason: str,
    note: str | None = None,
    *,
    keeps_followups: bool = False,
) -> int:
    """Lose leads as one change. Returns and raises what `lose` does."""
    if len(lead_ids) == 1:
        return lose(database, lead_ids[0], reason, note, keeps_followups=keeps_followups)
    with joined_transaction(database, f"{len(lead_ids)}", N_("leads lost: {}")):
        return sum(
            lose(database, lead_id, reason, note, keeps_followups=keeps_followups)
            for lead_id in lead_ids
        )


def drop_all(
    database: Database,
    lead_ids: Sequence[int],
    note: str | None = None,
    *,
    keeps_followups: bool = False,
) -> int:
    """Discard leads as one change. Returns and raises what `drop` does."""
    if len(lead_ids) == 1:
        return drop(database, lead_ids[0], note, keeps_followups=keeps_followups)
    with joined_transaction(database, f"{len(lead_ids)}", N_("leads dropped: {}")):
        return sum(
            drop(database, lead_id, note, keeps_followups=keeps_followups) for lead_id in lead_ids
        )


def drop(
    database: Database, lead_id: int, note: str | None = None, *, keeps_followups: bool = False
) -> int:
    """Discard a lead that was invalid, or a duplicate; its open follow-ups are canceled, too.

    Returns how many were. Raises LeadNotFound, LeadAlreadyClosed.
    """
    with transaction(database) as change:
        lead = lead_with_id(change, lead_id)
        discard(change, lead)
        change.describe("lead dropped: {}", lead.name)
        _add_note_and_next_step(change, lead, note, None)
        return 0 if keeps_followups else _cancel_followups(change, lead)


def _cancel_followups(change: UnitOfWork, lead: Lead) -> int:
    """Cancel the open follow-ups of a lead as part of a change. Returns how many there were."""
    followups = change.all(
        Followup, "lead_id = ? AND done_at IS NULL AND dropped_at IS NULL", lead.id
    )
    for followup in followups:
        followup.dropped_at = change.now
        followup.version += 1
    return len(followups)


def discard(change: UnitOfWork, lead: Lead) -> None:
    """Discard a lead as part of a change."""
    timeline = timeline_of(change, lead)
    lead.discard(timeline, moment_of(change))
    save_timeline(change, timeline)


def reopen(
    database: Database, lead_id: int, note: str | None = None, next_step: NextStep = None
) -> None:
    """Reopen a closed lead in the stage where it was closed.

    Raises LeadNotFound, LeadAlreadyOpen.
    """
    with transaction(database) as change:
        lead = lead_with_id(change, lead_id)
        timeline = timeline_of(change, lead)
        lead.reopen(pipeline_of(change, lead), timeline, moment_of(change))
        open_again(change, lead)
        save_timeline(change, timeline)
        change.describe("lead reopened: {}", lead.name)
        _add_note_and_next_step(change, lead, note, next_step)


def _move_open(
    change: UnitOfWork,
    lead: Lead,
    pipeline: Pipeline,
    timeline: StageTimeline,
    target: Stage | None,
) -> None:
    """Move an open lead to a stage, or win it: moving to a stage after the win wins it."""
    moment = moment_of(change)
    if target is not None and target.phase == "before":
        lead.move_to(target, pipeline, timeline, moment)
        change.describe("lead moved: {}", lead.name)
        return
    lead.win(pipeline, timeline, moment)
    thank(change, lead)
    if target is not None:
        lead.move_after_win(target, pipeline, timeline, moment)
    change.describe("lead won: {}", lead.name)


def _describe_override(change: UnitOfWork, lead: Lead, missing: Sequence[Requirement]) -> None:
    if any(each.item.hard for each in missing):
        change.describe("lead forced through a gate: {}", lead.name)


def _add_note_and_next_step(
    change: UnitOfWork, lead: Lead, note: str | None, next_step: NextStep
) -> None:
    if note:
        add_interaction(change, lead, "note", note, change.database.clock.now())
    schedule(change, lead, next_step)
