"""The gates of the map, held against a lead that is about to move: the same at every door."""

from collections.abc import Sequence
from dataclasses import dataclass

from salesmap.actions.lead.stages import Path, shown
from salesmap.core.errors import RuleViolation, UsageError
from salesmap.core.i18n import _, bound_language
from salesmap.domain.gates import Requirement, missing, standing, supply
from salesmap.domain.map.model import SalesMap
from salesmap.store.derived_columns import facts_of
from salesmap.store.map_versions import current_map
from salesmap.store.models import Lead, Stage
from salesmap.store.unit_of_work import UnitOfWork


@dataclass(frozen=True)
class GateOverride:
    """Leave to go through a gate all the same: whether somebody took it, and why."""

    forced: bool = False
    why: str | None = None


CLOSED = GateOverride()


def pass_gate(
    change: UnitOfWork, lead: Lead, path: Path, target: Stage | None, leave: GateOverride
) -> Sequence[Requirement]:
    """Let a lead go forwards to a stage (None: it is won). Returns the key elements that are missing without being in the way.

    Raises RuleViolation, naming what is missing and the command that supplies it, unless there is leave to go all the same.
    """
    change.session.flush()
    here = path.stage(lead.stage_id)
    read, facts = current_map(change.sql), facts_of(change.sql, lead.id)
    goal = target.key if target and target.phase == "before" else None
    found = missing(
        read, read.stages_of(path.process.key), here.key, goal, facts.fields, facts.ticked
    )
    _hold(
        read,
        lead,
        found,
        leave,
        _("Cannot move lead {id} to {stage}").format(id=lead.id, stage=_named(target)),
    )
    return found


def enter(
    change: UnitOfWork, lead: Lead, path: Path, leave: GateOverride = CLOSED
) -> Sequence[Requirement]:
    """Let a lead stand in a stage that it did not come to from another: a new one, or one from another pipeline. As `pass_gate`."""
    change.session.flush()
    here = path.stage(lead.stage_id)
    read, facts = current_map(change.sql), facts_of(change.sql, lead.id)
    found = standing(read, read.stages_of(path.process.key), here.key, facts.fields, facts.ticked)
    _hold(
        read,
        lead,
        found,
        leave,
        _("Cannot put {name!r} in {stage}").format(name=lead.name, stage=shown(here)),
    )
    return found


def held(change: UnitOfWork, lead: Lead, path: Path) -> set[str]:
    """The hard elements that a lead has on its way so far; an edit may not take one away."""
    read, facts = current_map(change.sql), facts_of(change.sql, lead.id)
    way, here = read.stages_of(path.process.key), path.stage(lead.stage_id).key
    lacking = {each.name for each in standing(read, way, here, facts.fields, facts.ticked)}
    needed = {each.name for each in standing(read, way, here, (), ()) if each.item.hard}
    return needed - lacking


def refuse_loss(change: UnitOfWork, lead: Lead, path: Path, before: set[str]) -> None:
    """Raise RuleViolation where an edit took away what the lead had to have to come so far."""
    change.session.flush()
    lost = before - held(change, lead, path)
    if lost:
        read = current_map(change.sql)
        found = [
            each
            for each in standing(
                read, read.stages_of(path.process.key), path.stage(lead.stage_id).key, (), ()
            )
            if each.name in lost
        ]
        raise RuleViolation(
            _("Lead {id} is in {stage}, which requires: {missing}.").format(
                id=lead.id,
                stage=shown(path.stage(lead.stage_id)),
                missing=_(", ").join(said(each) for each in found),
            )
        )


def said(requirement: Requirement) -> str:
    """A key element as a person reads it."""
    return requirement.item.label.text(bound_language())


def _named(target: Stage | None) -> str:
    return shown(target) if target else _("won")


def _hold(
    read: SalesMap, lead: Lead, found: Sequence[Requirement], leave: GateOverride, what: str
) -> None:
    if leave.forced and not (leave.why or "").strip():
        raise UsageError(_('--force needs a reason: add --note "reason".'))
    hard = [each for each in found if each.item.hard]
    if not hard or (leave.forced and read.may_force):
        return
    wanted = _("; ").join(f"{said(each)} ({supply(each, lead.id)})" for each in hard)
    message = _("{what}: missing {wanted}.").format(what=what, wanted=wanted)
    if leave.forced:
        message += _(" This map does not allow an override.")
    elif read.may_force:
        message += _(' To override: --force --note "reason".')
    raise RuleViolation(message)
