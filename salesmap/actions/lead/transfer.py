"""A lead that changes to another pipeline, with its whole way so far."""

from collections.abc import Sequence

from sqlmodel import col, select

from salesmap.actions.database.create import transaction
from salesmap.actions.followup.followups import add_interaction
from salesmap.actions.lead.gates import GateOverride, enter
from salesmap.actions.lead.records import lead_with_id, renew
from salesmap.actions.lead.stages import (
    Path,
    paths_of_book,
    pipeline_named,
    pipeline_of_lead,
    shown,
)
from salesmap.core.errors import RuleViolation
from salesmap.core.i18n import _
from salesmap.domain.gates import Requirement
from salesmap.domain.vocabulary import FORWARD
from salesmap.store.database import Database
from salesmap.store.models import Lead, Stage, Stay
from salesmap.store.unit_of_work import UnitOfWork


def transfer(
    database: Database,
    lead_id: int,
    pipeline: str,
    to: str | None = None,
    note: str | None = None,
    *,
    force: bool = False,
) -> Sequence[Requirement]:
    """Move a lead to another pipeline: to the stage named, or to the one of the same key or group. Its stays go along: each to
    the stage that fits, else to the one before. Returns the key elements that are missing without being in the way.

    Raises NotFoundError, UsageError for a pipeline or stage that is not there, RuleViolation where none fits or a gate is shut.
    """
    with transaction(database) as change:
        lead = lead_with_id(change, lead_id)
        old, new = pipeline_of_lead(change, lead), pipeline_named(paths_of_book(change), pipeline)
        if old.process.id == new.process.id:
            raise RuleViolation(
                _("Lead {id} is already in pipeline {pipeline}.").format(
                    id=lead.id, pipeline=new.process.key
                )
            )
        here = old.stage(lead.stage_id)
        target = new.named(to) if to else _counterpart(here, new)
        if target is None or target.phase != here.phase:
            known = ", ".join(stage.key for stage in new.stages if stage.phase == here.phase)
            raise RuleViolation(
                _(
                    "Pipeline {pipeline} has no stage like {stage}: choose one with --to from {known}."
                ).format(pipeline=new.process.key, stage=shown(here), known=known)
            )
        _bring_stays(change, lead, old, new, target)
        lead.process_id, lead.stage_id = new.process.id, target.id
        lead.furthest_id = _furthest(change, lead, new).id
        renew(change, lead)
        found = enter(change, lead, new, GateOverride(force, note))
        change.describe("lead moved to another pipeline: {}", f"{lead.name} · {new.process.key}")
        if note:
            add_interaction(change, lead, "note", note, database.clock.now())
        return found


def _counterpart(stage: Stage, path: Path) -> Stage | None:
    same_key = (each for each in path.stages if each.key == stage.key)
    same_group = (each for each in path.stages if each.group_key == stage.group_key)
    return next(same_key, None) or next(same_group, None)


def _bring_stays(change: UnitOfWork, lead: Lead, old: Path, new: Path, target: Stage) -> None:
    """Put every stay into the new pipeline. Where two become one stage, going from the one to the other was no move."""
    stays = change.session.exec(
        select(Stay).where(Stay.lead_id == lead.id).order_by(col(Stay.id))
    ).all()
    for stay in stays:
        stay.stage_id = (
            target.id if stay.left_at is None else _fitting(old.stage(stay.stage_id), old, new).id
        )
    left: set[int] = set()
    for stay, following in zip(stays, [*stays[1:], None], strict=True):
        if (
            following
            and stay.stage_id == following.stage_id
            and stay.outcome in ("forward", "back")
        ):
            stay.outcome = "moved"
        stay.again = int(stay.outcome in FORWARD and stay.stage_id in left)
        if stay.outcome in FORWARD:
            left.add(stay.stage_id)
    change.session.flush()


def _fitting(stage: Stage, old: Path, new: Path) -> Stage:
    """Where a stay of the past belongs: in the stage's counterpart, else in that of the stage before."""
    for earlier in reversed(
        [
            each
            for each in old.stages
            if each.position <= stage.position and each.phase == stage.phase
        ]
    ):
        if counterpart := _counterpart(earlier, new):
            return counterpart
    return next((each for each in new.stages if each.phase == stage.phase), new.first)


def _furthest(change: UnitOfWork, lead: Lead, path: Path) -> Stage:
    been = {
        *change.session.exec(select(Stay.stage_id).where(Stay.lead_id == lead.id)),
        lead.stage_id,
    }
    return max(
        (stage for stage in path.stages if stage.id in been), key=lambda stage: stage.position
    )
