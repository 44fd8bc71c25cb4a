"""A lead's way through the process: forwards, backwards, won, lost, dropped, taken up again.

Whoever moves a lead ends its stay in one stage and begins the next here, so that time in stage, conversion and
the furthest stage reached always agree.
"""

from collections.abc import Sequence
from datetime import date

from sqlmodel import col, select, update

from salesmap.actions.database.create import transaction
from salesmap.actions.followup.followups import add_interaction, promise
from salesmap.actions.lead.gates import GateOverride, pass_gate
from salesmap.actions.lead.records import lead_with_id, renew
from salesmap.actions.lead.stages import Path, pipeline_of_lead, shown
from salesmap.core.clock import from_instant
from salesmap.core.errors import RuleViolation, UsageError
from salesmap.core.i18n import _
from salesmap.domain.gates import Requirement
from salesmap.domain.vocabulary import FORWARD
from salesmap.store.database import Database
from salesmap.store.models import Lead, Stage, Stay
from salesmap.store.unit_of_work import UnitOfWork

Promise = tuple[str, date] | None


def advance(
    database: Database,
    lead_id: int,
    to: str | None = None,
    note: str | None = None,
    then: Promise = None,
    *,
    force: bool = False,
) -> Sequence[Requirement]:
    """Move a lead to the next stage or a named one; past the last stage before the win, it is won. Returns the key elements
    that are missing without being in the way.

    Raises NotFoundError, UsageError for an unknown stage, RuleViolation where there is nowhere to go or a gate is shut.
    """
    with transaction(database) as change:
        lead = lead_with_id(change, lead_id)
        path = pipeline_of_lead(change, lead)
        here = path.stage(lead.stage_id)
        target = path.named(to) if to else path.next(here)
        found: Sequence[Requirement] = ()
        if lead.status == "open":
            found = _advance_open(change, lead, path, target, GateOverride(force, note))
        elif lead.status == "won":
            _advance_won(change, lead, here, target)
        else:
            raise RuleViolation(_closed_already(lead))
        _accompany(change, lead, note, then)
        return found


def win(
    database: Database,
    lead_id: int,
    value_cents: int | None = None,
    currency: str | None = None,
    note: str | None = None,
    *,
    force: bool = False,
) -> Sequence[Requirement]:
    """Win a lead, at a final value if one is given. Returns the key elements that are missing without being in the way.

    Raises NotFoundError, RuleViolation when it is not open or a gate is shut.
    """
    with transaction(database) as change:
        lead = _open_lead(change, lead_id)
        if value_cents is not None:
            lead.value_cents, lead.currency = value_cents, currency or lead.currency
        path = pipeline_of_lead(change, lead)
        found = pass_gate(change, lead, path, None, GateOverride(force, note))
        _win(change, lead, path)
        _tell_forced(change, lead, found)
        _accompany(change, lead, note, None)
        return found


def lose(database: Database, lead_id: int, reason: str, note: str | None = None) -> None:
    """Lose a lead for a reason. Raises NotFoundError, RuleViolation when it is not open."""
    if not reason.strip():
        raise UsageError(_("A lost lead needs a reason: add --reason."))
    with transaction(database) as change:
        lead = _open_lead(change, lead_id)
        lead.lost_reason = reason
        _close(change, lead, "lost")
        change.describe("lead lost: {}", lead.name)
        _accompany(change, lead, note, None)


def drop(database: Database, lead_id: int, note: str | None = None) -> None:
    """Take a lead out of every figure: it was invalid, or twice in the book. Raises NotFoundError, RuleViolation when dropped."""
    with transaction(database) as change:
        lead = lead_with_id(change, lead_id)
        if lead.status == "dropped":
            raise RuleViolation(_closed_already(lead))
        take_out(change, lead)
        change.describe("lead dropped: {}", lead.name)
        _accompany(change, lead, note, None)


def take_out(change: UnitOfWork, lead: Lead) -> None:
    """Drop a lead as part of a change."""
    if lead.status == "open":
        _close(change, lead, "dropped")
    lead.status = "dropped"
    _count(change, lead, 0)
    renew(change, lead)


def reopen(database: Database, lead_id: int, note: str | None = None, then: Promise = None) -> None:
    """Take a closed lead up again in the stage where it was closed. Raises NotFoundError, RuleViolation when it is open."""
    with transaction(database) as change:
        lead = lead_with_id(change, lead_id)
        if lead.status == "open":
            raise RuleViolation(_("Lead {id} is already open.").format(id=lead.id))
        stage = _stage_when_closed(change, lead, pipeline_of_lead(change, lead))
        if current := _current_stay(change, lead):
            _end(change, current, "back")
        _count(change, lead, 1)
        lead.status, lead.lost_reason = "open", None
        lead.closed_at = lead.closed_on = lead.cycle_days = None
        _begin(change, lead, stage)
        change.describe("lead reopened: {}", lead.name)
        _accompany(change, lead, note, then)


def _advance_open(
    change: UnitOfWork, lead: Lead, path: Path, target: Stage | None, leave: GateOverride
) -> Sequence[Requirement]:
    here = path.stage(lead.stage_id)
    if target is not None and target.id == here.id:
        raise RuleViolation(
            _("Lead {id} is already in {stage}.").format(id=lead.id, stage=shown(here))
        )
    forwards = target is None or target.position > here.position
    found = pass_gate(change, lead, path, target, leave) if forwards else ()
    if target is None or target.phase == "after":
        _win(change, lead, path)
        if target is not None:
            _settle(change, lead, target)
    else:
        _leave(change, lead, "forward" if forwards else "back")
        _begin(change, lead, target)
        change.describe("lead moved: {}", lead.name)
    _tell_forced(change, lead, found)
    return found


def _tell_forced(change: UnitOfWork, lead: Lead, found: Sequence[Requirement]) -> None:
    """What went through a shut gate is told so in the history."""
    if any(each.item.hard for each in found):
        change.describe("lead forced through a gate: {}", lead.name)


def _advance_won(change: UnitOfWork, lead: Lead, here: Stage, target: Stage | None) -> None:
    if target is None or target.id == here.id:
        raise RuleViolation(
            _("Lead {id} is won and in its last stage, {stage}: there is no next stage.").format(
                id=lead.id, stage=shown(here)
            )
        )
    if target.phase == "before":
        raise RuleViolation(
            _(
                "Lead {id} is won: reopen it with 'salesmap lead reopen {id}' before moving it "
                "back."
            ).format(id=lead.id)
        )
    _settle(change, lead, target)
    change.describe("lead moved: {}", lead.name)


def _win(change: UnitOfWork, lead: Lead, path: Path) -> None:
    _close(change, lead, "won")
    if path.after_win:
        _begin(change, lead, path.after_win)
    change.describe("lead won: {}", lead.name)


def _settle(change: UnitOfWork, lead: Lead, target: Stage) -> None:
    """Move a won lead on among the stages after the win."""
    if lead.stage_id == target.id:
        return
    stay = _current_stay(change, lead)
    if stay:
        _end(change, stay, "forward")
        change.session.flush()
    _begin(change, lead, target)


def _close(change: UnitOfWork, lead: Lead, status: str) -> None:
    _leave(change, lead, status)
    today = change.database.clock.today()
    lead.status = status
    lead.closed_at, lead.closed_on = change.now, today.isoformat()
    lead.cycle_days = (today - date.fromisoformat(lead.created_on)).days
    renew(change, lead)


def _leave(change: UnitOfWork, lead: Lead, outcome: str) -> None:
    stay = _current_stay(change, lead)
    if stay:
        _end(change, stay, outcome)
        change.session.flush()  # the one current stay must be gone before the next begins


def _end(change: UnitOfWork, stay: Stay, outcome: str) -> None:
    at = change.now
    if outcome in FORWARD:
        before = select(Stay.id).where(
            Stay.lead_id == stay.lead_id,
            Stay.stage_id == stay.stage_id,
            col(Stay.outcome).in_(FORWARD),
        )
        stay.again = int(change.session.exec(before).first() is not None)
    stay.left_at, stay.outcome = at, outcome
    stay.secs = max(0, int((from_instant(at) - from_instant(stay.entered_at)).total_seconds()))


def _begin(change: UnitOfWork, lead: Lead, stage: Stage) -> None:
    change.session.flush()
    change.session.add(Stay(lead_id=lead.id, stage_id=stage.id, entered_at=change.now))
    lead.stage_id, lead.stage_since = stage.id, change.now
    lead.touched_at = max(lead.touched_at, change.now)
    if stage.position > change.session.get_one(Stage, lead.furthest_id).position:
        lead.furthest_id = stage.id
    renew(change, lead)


def _count(change: UnitOfWork, lead: Lead, counted: int) -> None:
    change.session.exec(update(Stay).where(col(Stay.lead_id) == lead.id).values(counted=counted))


def _accompany(change: UnitOfWork, lead: Lead, note: str | None, then: Promise) -> None:
    if note:
        add_interaction(change, lead, "note", note, change.database.clock.now())
    promise(change, lead, then)


def _current_stay(change: UnitOfWork, lead: Lead) -> Stay | None:
    return change.session.exec(
        select(Stay).where(Stay.lead_id == lead.id, col(Stay.left_at).is_(None))
    ).first()


def _stage_when_closed(change: UnitOfWork, lead: Lead, path: Path) -> Stage:
    """The last stage before the win that the lead stood in."""
    before = [stage.id for stage in path.stages if stage.phase == "before"]
    last = change.session.exec(
        select(Stay.stage_id)
        .where(Stay.lead_id == lead.id, col(Stay.stage_id).in_(before))
        .order_by(col(Stay.id).desc())
    ).first()
    return path.stage(last) if last else path.first


def _open_lead(change: UnitOfWork, lead_id: int) -> Lead:
    lead = lead_with_id(change, lead_id)
    if lead.status != "open":
        raise RuleViolation(_closed_already(lead))
    return lead


def _closed_already(lead: Lead) -> str:
    return _("Lead {id} is already {status}: reopen it with 'salesmap lead reopen {id}'.").format(
        id=lead.id, status=_(lead.status)
    )
