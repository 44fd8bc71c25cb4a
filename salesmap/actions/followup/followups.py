"""Follow-ups and interactions: scheduling, finishing, rescheduling, canceling, logging."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from salesmap.actions.database.create import joined_transaction, transaction
from salesmap.actions.lead.pipelines import lead_with_id
from salesmap.actions.team.companions import companions_of_team
from salesmap.actions.team.owners import chosen, default_owner
from salesmap.core.clock import instant
from salesmap.core.dates import Due
from salesmap.core.errors import UsageError
from salesmap.core.i18n import N_, _
from salesmap.domain.errors import EmptyText, FollowupEnded, FollowupNotFound
from salesmap.domain.field_work.whereabouts import NOWHERE, Whereabouts
from salesmap.domain.kinds import kind_named
from salesmap.domain.lead import Lead
from salesmap.domain.records import Followup, Interaction
from salesmap.domain.recurrence import next_day
from salesmap.domain.vocabulary import KINDS
from salesmap.store.database import Database
from salesmap.store.map_versions import current_map
from salesmap.store.unit_of_work import UnitOfWork

NextStep = tuple[str, date] | None
"""What to do next, and by when."""


class Repetition(NamedTuple):
    """How a follow-up comes again: every interval (`1w`), or days after the last contact."""

    every: str | None = None
    after_contact: int | None = None


ONCE = Repetition()


class StillToCome(UsageError):
    """An interaction shall be logged for a moment in the future."""

    code = "still_to_come"

    def __init__(self, at: str) -> None:
        text = _("{at} is in the future: log past interactions only.").format(at=at)
        super().__init__(text, at=at)


def log(
    database: Database,
    lead_id: int,
    kind: str,
    text: str,
    at: datetime,
    next_step: NextStep = None,
    where: Whereabouts = NOWHERE,
) -> str:
    """Record an interaction that happened, and schedule what comes next. Returns its kind.

    Raises LeadNotFound, UnknownKindError, StillToCome, EmptyText, NothingOfThePlace.
    """
    with transaction(database) as change:
        lead = lead_with_id(change, lead_id)
        kind = add_interaction(change, lead, kind, text, at, where)
        schedule(change, lead, next_step)
        change.describe("logged with {}", lead.name)
        return kind


def add(
    database: Database,
    lead_id: int,
    what: str,
    due: date,
    kind: str | None = None,
    owner: str | None = None,
    repetition: Repetition = ONCE,
) -> int:
    """Schedule a follow-up; the owner is the lead's unless another is named. Returns its id."""
    with transaction(database) as change:
        lead = lead_with_id(change, lead_id)
        followup = schedule_followup(change, lead, what, due, kind, owner)
        followup.every, followup.after_contact = repetition
        change.describe("follow-up added: {}", what)
        return followup.id


def done(
    database: Database,
    followup_id: int,
    note: str | None = None,
    next_step: NextStep = None,
) -> None:
    """Mark a follow-up as done. Raises FollowupNotFound, FollowupEnded."""
    with transaction(database) as change:
        followup = _open_followup(change, followup_id)
        followup.done_at = change.now
        followup.version += 1
        lead = lead_with_id(change, followup.lead_id)
        lead.touch(change.now, change.now)
        if note:
            add_interaction(change, lead, "note", note, database.clock.now())
        schedule(change, lead, next_step)
        _schedule_again(change, lead, followup)
        change.describe("follow-up done: {}", followup.what)


def _schedule_again(change: UnitOfWork, lead: Lead, followup: Followup) -> None:
    """Schedule a follow-up that comes again anew, as part of a change."""
    today = change.database.clock.today()
    if followup.every:
        due = next_day(followup.every, date.fromisoformat(followup.due_on), today)
    elif followup.after_contact:
        due = today + timedelta(days=followup.after_contact)
    else:
        return
    again = schedule_followup(change, lead, followup.what, due, followup.kind, followup.owner)
    again.every, again.after_contact = followup.every, followup.after_contact


def _count_from_contact(change: UnitOfWork, lead: Lead, day: date) -> None:
    """Move the follow-ups that are due some days after the last contact."""
    for followup in change.all(
        Followup,
        "lead_id = ? AND after_contact IS NOT NULL AND done_at IS NULL AND dropped_at IS NULL",
        lead.id,
    ):
        due = (day + timedelta(days=followup.after_contact or 0)).isoformat()
        if due > followup.due_on:
            followup.due_on, followup.due_at = due, None
            followup.version += 1


def done_all(
    database: Database,
    followup_ids: Sequence[int],
    note: str | None = None,
    next_step: NextStep = None,
) -> None:
    """Mark follow-ups as done, as one change; what comes next is scheduled for the last one."""
    *others, last = followup_ids
    if not others:
        done(database, last, note, next_step)
        return
    with joined_transaction(database, f"{len(followup_ids)}", N_("follow-ups done: {}")):
        for followup_id in others:
            done(database, followup_id, note)
        done(database, last, note, next_step)


def drop_all(database: Database, followup_ids: Sequence[int]) -> None:
    """Cancel follow-ups, as one change. Raises FollowupNotFound, FollowupEnded."""
    if len(followup_ids) == 1:
        drop(database, followup_ids[0])
        return
    with joined_transaction(database, f"{len(followup_ids)}", N_("follow-ups dropped: {}")):
        for followup_id in followup_ids:
            drop(database, followup_id)


def snooze(database: Database, followup_id: int, due: date) -> None:
    """Reschedule a follow-up. Raises FollowupNotFound, FollowupEnded."""
    with transaction(database) as change:
        followup = _open_followup(change, followup_id)
        followup.due_on, followup.due_at = due.isoformat(), time_of(due)
        followup.version += 1
        change.describe("follow-up rescheduled: {}", followup.what)


def drop(database: Database, followup_id: int) -> None:
    """Cancel a follow-up. Raises FollowupNotFound, FollowupEnded."""
    with transaction(database) as change:
        followup = _open_followup(change, followup_id)
        followup.dropped_at = change.now
        followup.version += 1
        change.describe("follow-up dropped: {}", followup.what)


def schedule(change: UnitOfWork, lead: Lead, next_step: NextStep) -> None:
    """Schedule what comes next on a lead, if anything, as part of a change."""
    if next_step is not None:
        schedule_followup(change, lead, *next_step)


def add_interaction(
    change: UnitOfWork,
    lead: Lead,
    kind: str,
    text: str,
    at: datetime,
    where: Whereabouts = NOWHERE,
) -> str:
    """Add an interaction to a lead as part of a change. Returns its kind.

    A note is no contact with the customer.

    Raises UnknownKindError, StillToCome, EmptyText, NothingOfThePlace.
    """
    if not text.strip():
        raise EmptyText(_("An interaction needs a text."))
    kind = known_kind(change, kind)
    where.check_kind(kind)
    clock = change.database.clock
    if at.replace(microsecond=0) > clock.now():  # the clock knows whole seconds only
        raise StillToCome(at.astimezone(clock.zone).strftime("%Y-%m-%d %H:%M"))
    change.add(
        Interaction(
            lead_id=lead.id,
            kind=kind,
            text=text,
            at=instant(at),
            actor=change.database.user,
            recorded_at=change.now,
            place=where.place,
            companions=companions_of_team(change, where.companions),
        )
    )
    if kind != "note":
        lead.touch(instant(at), change.now)
        _count_from_contact(change, lead, clock.day_of(at))
    return kind


def known_kind(change: UnitOfWork, kind: str) -> str:
    """Return the kind of an interaction by its name in either language. Raises UnknownKindError."""
    return kind if kind in KINDS else kind_named(kind, current_map(change.connection))


def schedule_followup(
    change: UnitOfWork,
    lead: Lead,
    what: str,
    due: date,
    kind: str | None = None,
    owner: str | None = None,
) -> Followup:
    """Schedule a follow-up on a lead as part of a change; the owner is the lead's unless named.

    Raises UnknownKindError, EmptyText.
    """
    check_what(what)
    return change.add(
        Followup(
            lead_id=lead.id,
            kind=known_kind(change, kind) if kind else None,
            what=what,
            due_on=due.isoformat(),
            due_at=time_of(due),
            owner=chosen(owner, lambda: lead.keeper or default_owner(change)),
            recorded_at=change.now,
        )
    )


def check_what(what: str) -> None:
    """Raise EmptyText for a follow-up without a text."""
    if not what.strip():
        raise EmptyText(_("A follow-up needs a text."))


def time_of(due: date) -> str | None:
    """Return the time of day of a due date, as an instant; None without one."""
    return due.at if isinstance(due, Due) else None


def _open_followup(change: UnitOfWork, followup_id: int) -> Followup:
    followup = change.get(Followup, followup_id)
    if followup is None:
        raise FollowupNotFound(followup_id)
    if followup.done_at or followup.dropped_at:
        raise FollowupEnded(followup_id, is_done=followup.done_at is not None)
    return followup
