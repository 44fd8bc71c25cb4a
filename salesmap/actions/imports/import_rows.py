"""The rows of imported leads: of `lead` and of `stay`, as they follow from the rows of a file."""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from salesmap.actions.lead.referrers import Referrer
from salesmap.actions.team.owners import default_owner
from salesmap.core.clock import Clock, instant
from salesmap.core.folding import fold_all
from salesmap.domain.drafts import LeadDraft
from salesmap.domain.fields import PLAIN_FIELDS
from salesmap.domain.pipeline import Pipeline
from salesmap.domain.records import Followup, Interaction, LeadTag
from salesmap.domain.timeline import StageRef, Visit, reference, visits_of_one_line
from salesmap.store.engine.bulk import insert
from salesmap.store.unit_of_work import UnitOfWork


class Course(NamedTuple):
    """The columns of a lead that follow from its stage, its outcome and their dates."""

    process_id: int
    stage_id: int
    furthest_id: int
    status: str
    created_at: str
    created_on: str
    assigned_at: str
    stage_since: str
    touched_at: str
    closed_at: str | None
    closed_on: str | None
    cycle_days: int | None


class Connected(NamedTuple):
    """The id of a new lead, those of its customer and contact, and who brought it."""

    id: int
    customer_id: int | None
    contact_id: int | None
    referrer: Referrer


VISIT_COLUMNS = ("lead_id", *Visit._fields, "counted")

_NOTE_COLUMNS = ("lead_id", "kind", "text", "at", "actor", "recorded_at")
_FOLLOWUP_COLUMNS = ("lead_id", "what", "due_on", "owner", "recorded_at", "version")
_KEPT = (*PLAIN_FIELDS, "value_cents", "owner", "lost_reason", "external_id", "import_key")
"""The fields of a draft that are columns as they are."""
_MOST_STAMPS = 4_096
_as_json = json.JSONEncoder(ensure_ascii=False).encode


def lead_columns(
    change: UnitOfWork,
    connected: Sequence[Connected],
    drafts: Sequence[LeadDraft],
    courses: Sequence[Course],
) -> Mapping[str, Sequence[Any]]:
    """Return the columns of `lead` by name: many rows are made faster a column at a time."""
    count = len(drafts)
    draft: Any = LeadDraft._make(zip(*drafts, strict=True))
    ids, customers, contacts, referrers = zip(*connected, strict=True)
    by_customer, by_contact = zip(*referrers, strict=True)
    course = dict(zip(Course._fields, zip(*courses, strict=True), strict=True))
    currency = change.database.currency
    recorded = [instant(change.database.clock.now())] * count
    return {
        "id": ids,
        "customer_id": customers,
        "contact_id": contacts,
        "name": draft.name,
        "name_key": fold_all(draft.name),
        **{field: getattr(draft, field) for field in _KEPT},
        "currency": [each or currency for each in draft.currency],
        **course,
        "expected_close": _days(draft.expected_close),
        "fields": [_as_json(fields) if fields else "{}" for fields in draft.fields],
        "recorded_at": recorded,
        "updated_at": recorded,
        "version": [1] * count,
        "created_unknown": [None if created else 1 for created in draft.created_at],
        "referred_by_customer_id": by_customer,
        "referred_by_contact_id": by_contact,
        "caretaker": [
            name if name and status != "open" else None
            for name, status in zip(draft.caretaker, course["status"], strict=True)
        ],
    }


def _days(days: Sequence[date | None]) -> list[str | None]:
    return [day.isoformat() if day else None for day in days]


class _Stamps(dict[datetime, tuple[str, str, int]]):
    """The instant as stored, the calendar day and its ordinal number, by moment.

    The days of a file are few, its rows many.
    """

    def __init__(self, clock: Clock) -> None:
        super().__init__()
        self._clock = clock

    def __missing__(self, moment: datetime) -> tuple[str, str, int]:
        if len(self) >= _MOST_STAMPS:
            self.clear()
        day = self._clock.day_of(moment)
        stamp = self[moment] = (instant(moment), day.isoformat(), day.toordinal())
        return stamp


class Courses:
    """Follows the leads of one pipeline, in one change."""

    def __init__(self, change: UnitOfWork, pipeline: Pipeline) -> None:
        self.pipeline = pipeline
        first, after_win = pipeline.first, pipeline.after_win
        self.first = reference(first)
        self.ends = self.first, reference(after_win) if after_win else None
        self.positions = {stage.id: stage.position for stage in pipeline.stages}
        self.now = change.database.clock.now()
        self.stages: dict[str | None, StageRef] = {None: self.first}
        self.stamps = _Stamps(change.database.clock)

    def follow(self, lead_id: int, draft: LeadDraft) -> tuple[Course, list[tuple[Any, ...]]]:
        """Return the course of a lead and its rows of `stay` (VISIT_COLUMNS)."""
        stamps = self.stamps
        stage = self.stages.get(draft.stage) or self._stage(draft.stage)
        status = draft.status if stage.is_before_win else "won"
        # The date of a closed lead's stage is that of its end, unless it ended in that stage.
        is_entered = status == "open" or (draft.stage is not None and stage.is_before_win)
        entered = draft.stage_since if is_entered else None
        closed = None
        if status != "open":
            closed = draft.closed_at or (None if is_entered else draft.stage_since)
        created = draft.created_at or entered or closed or self.now
        since = entered or created
        ended = closed or since
        secs = None
        if entered and closed and ended >= since:
            secs = int((ended - since).total_seconds())
        visits = visits_of_one_line(
            stage, status, stamps[since][0], stamps[ended][0], secs, self.ends
        )
        current = visits[-1].stage_id
        furthest = stage.id if stage.position > self.positions[current] else current
        created_at, created_on, created_day = stamps[created]
        closed_at, closed_on, closed_day = stamps[closed] if closed else (None, None, 0)
        touched = max(draft.last_contact or created, ended)
        course = Course(
            self.pipeline.id,
            current,
            furthest,
            status,
            created_at,
            created_on,
            created_at,
            visits[-1].entered_at,
            stamps[touched][0],
            closed_at,
            closed_on,
            closed_day - created_day if closed and draft.created_at else None,
        )
        counted = int(status != "dropped")
        return course, [(lead_id, *visit, counted) for visit in visits]

    def _stage(self, name: str | None) -> StageRef:
        stage = self.stages[name] = reference(self.pipeline.named(name or ""))
        return stage


def insert_children(
    change: UnitOfWork, drafts: Sequence[LeadDraft], ids: Sequence[int], courses: Sequence[Course]
) -> None:
    """Insert the tags, notes and next steps of leads."""
    now, user = change.now, change.database.user
    owner = default_owner(change)
    rows = [
        (id, course.created_at, draft)
        for id, course, draft in zip(ids, courses, drafts, strict=True)
    ]
    tags = [(id, tag) for id, _created, draft in rows for tag in dict.fromkeys(draft.tags)]
    notes = [
        (id, "note", draft.note, created, user, now) for id, created, draft in rows if draft.note
    ]
    followups = [
        (id, draft.next_step[0], str(draft.next_step[1]), draft.owner or owner, now, 1)
        for id, _created, draft in rows
        if draft.next_step
    ]
    insert(change, LeadTag, ("lead_id", "tag"), tags)
    insert(change, Interaction, _NOTE_COLUMNS, notes)
    insert(change, Followup, _FOLLOWUP_COLUMNS, followups)
