"""Promises: making them, keeping them, moving them, giving them up; and what happened instead."""

from datetime import date, datetime

from salesmap.actions.database.create import transaction
from salesmap.actions.lead.records import followup_with_id, lead_with_id, renew
from salesmap.core.clock import instant
from salesmap.core.errors import RuleViolation, UsageError
from salesmap.core.i18n import _
from salesmap.domain.vocabulary import KINDS
from salesmap.store.database import Database
from salesmap.store.models import Followup, Interaction, Lead
from salesmap.store.unit_of_work import UnitOfWork


def log(
    database: Database,
    lead_id: int,
    kind: str,
    text: str,
    at: datetime,
    then: tuple[str, date] | None = None,
) -> None:
    """Record an interaction that happened, and promise what comes next (`then`: what, due). Raises NotFoundError, UsageError."""
    with transaction(database) as change:
        lead = lead_with_id(change, lead_id)
        add_interaction(change, lead, kind, text, at)
        promise(change, lead, then)
        change.describe("logged with {}", lead.name)


def add(
    database: Database,
    lead_id: int,
    what: str,
    due: date,
    kind: str | None = None,
    owner: str | None = None,
) -> int:
    """Promise something; the owner is the lead's unless another is named. Returns the follow-up's id."""
    with transaction(database) as change:
        lead = lead_with_id(change, lead_id)
        followup = promise(change, lead, (what, due), kind, owner)
        change.describe("follow-up added: {}", what)
        assert followup
        return followup.id


def done(
    database: Database,
    followup_id: int,
    note: str | None = None,
    then: tuple[str, date] | None = None,
) -> None:
    """Keep a promise, with a note of what came of it and what comes next. Raises NotFoundError, RuleViolation."""
    with transaction(database) as change:
        followup = _still_open(change, followup_id)
        followup.done_at = change.now
        followup.version += 1
        lead = lead_with_id(change, followup.lead_id)
        touch(change, lead, change.now)
        if note:
            add_interaction(change, lead, "note", note, database.clock.now())
        promise(change, lead, then)
        change.describe("follow-up done: {}", followup.what)


def snooze(database: Database, followup_id: int, due: date) -> None:
    """Put a promise off to another day. Raises NotFoundError, RuleViolation."""
    with transaction(database) as change:
        followup = _still_open(change, followup_id)
        followup.due_on = due.isoformat()
        followup.version += 1
        change.describe("follow-up rescheduled: {}", followup.what)


def drop(database: Database, followup_id: int) -> None:
    """Give a promise up. Raises NotFoundError, RuleViolation."""
    with transaction(database) as change:
        followup = _still_open(change, followup_id)
        followup.dropped_at = change.now
        followup.version += 1
        change.describe("follow-up dropped: {}", followup.what)


def promise(
    change: UnitOfWork,
    lead: Lead,
    then: tuple[str, date] | None,
    kind: str | None = None,
    owner: str | None = None,
) -> Followup | None:
    """Add a follow-up to a lead as part of a change."""
    if then is None:
        return None
    what, due = then
    if not what.strip():
        raise UsageError(_("A follow-up needs a text: write what to do."))
    followup = Followup(
        lead_id=lead.id,
        kind=known_kind(kind) if kind else None,
        what=what,
        due_on=due.isoformat(),
        owner=owner or lead.owner or change.database.user,
        recorded_at=change.now,
    )
    change.session.add(followup)
    change.session.flush()
    return followup


def add_interaction(change: UnitOfWork, lead: Lead, kind: str, text: str, at: datetime) -> None:
    """Add an interaction to a lead as part of a change. A note is not a contact and leaves `touched_at` alone."""
    if not text.strip():
        raise UsageError(_("An interaction needs a text: write what happened."))
    if (
        at.replace(microsecond=0) > change.database.clock.now()
    ):  # the clock knows whole seconds only
        raise UsageError(
            _(
                "{at} is in the future: log past interactions only, and schedule this one with "
                "'salesmap followup add'."
            ).format(at=at.astimezone(change.database.clock.zone).strftime("%Y-%m-%d %H:%M"))
        )
    change.session.add(
        Interaction(
            lead_id=lead.id,
            kind=known_kind(kind),
            text=text,
            at=instant(at),
            actor=change.database.user,
            recorded_at=change.now,
        )
    )
    if kind != "note":
        touch(change, lead, instant(at))


def touch(change: UnitOfWork, lead: Lead, at: str) -> None:
    """Note that there was contact with the lead at this instant."""
    if at > lead.touched_at:
        lead.touched_at = at
        renew(change, lead)


def known_kind(kind: str) -> str:
    """The kind of an interaction. Raises UsageError."""
    if kind not in KINDS:
        raise UsageError(
            _("Unknown type {kind!r}: choose one of {known}.").format(
                kind=kind, known=", ".join(KINDS)
            )
        )
    return kind


def _still_open(change: UnitOfWork, followup_id: int) -> Followup:
    followup = followup_with_id(change, followup_id)
    if followup.done_at or followup.dropped_at:
        done = _("Follow-up {id} is already done: add another with 'salesmap followup add'.")
        dropped = _("Follow-up {id} is canceled: add another with 'salesmap followup add'.")
        raise RuleViolation((done if followup.done_at else dropped).format(id=followup_id))
    return followup
