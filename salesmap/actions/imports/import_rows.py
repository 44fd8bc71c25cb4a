"""The rows of an imported lead: of `lead` and of `stay`, as they follow from one row of a file."""

import json
from datetime import datetime
from operator import attrgetter
from typing import Any

from salesmap.actions.lead.referrers import NOBODY, Referrer
from salesmap.core.clock import instant
from salesmap.core.folding import fold
from salesmap.domain.drafts import LeadDraft
from salesmap.domain.fields import PLAIN_FIELDS
from salesmap.domain.pipeline import Pipeline
from salesmap.domain.timeline import StageRef, Visit, reference, visits_of_one_line
from salesmap.store.unit_of_work import UnitOfWork

LEAD_COLUMNS = (
    "id",
    "customer_id",
    "contact_id",
    "name",
    "name_key",
    *PLAIN_FIELDS,
    "value_cents",
    "currency",
    "owner",
    "process_id",
    "stage_id",
    "furthest_id",
    "status",
    "created_at",
    "created_on",
    "assigned_at",
    "stage_since",
    "touched_at",
    "expected_close",
    "closed_at",
    "closed_on",
    "cycle_days",
    "lost_reason",
    "external_id",
    "import_key",
    "fields",
    "recorded_at",
    "updated_at",
    "version",
    "created_unknown",
    "referred_by_customer_id",
    "referred_by_contact_id",
    "caretaker",
)
VISIT_COLUMNS = ("lead_id", *Visit._fields, "counted")

_plain_fields = attrgetter(*PLAIN_FIELDS)
_MOST_STAMPS = 4_096
_as_json = json.JSONEncoder(ensure_ascii=False).encode


class LeadRows:
    """Makes the rows of the leads of one pipeline, in one change."""

    def __init__(self, change: UnitOfWork, pipeline: Pipeline) -> None:
        self.pipeline = pipeline
        self.process_id = pipeline.id
        self.first = reference(pipeline.first)
        self.after_win = reference(pipeline.after_win) if pipeline.after_win else None
        self.positions = {stage.id: stage.position for stage in pipeline.stages}
        self.clock = change.database.clock
        self.currency = change.database.currency
        self.now = self.clock.now()
        self.recorded = instant(self.now)
        self.stages: dict[str, StageRef] = {}
        self.stamps: dict[datetime, tuple[str, str, int]] = {}

    def rows(
        self,
        lead_id: int,
        customer_id: int | None,
        contact_id: int | None,
        draft: LeadDraft,
        referrer: Referrer = NOBODY,
    ) -> tuple[Any, list[Any]]:
        """Return the row of `lead` (LEAD_COLUMNS) and the rows of `stay` (VISIT_COLUMNS)."""
        stage = self._stage(draft.stage)
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
        visits = list(
            visits_of_one_line(
                stage,
                status,
                self._stamp(since)[0],
                self._stamp(ended)[0],
                secs,
                (self.first, self.after_win),
            )
        )
        current = visits[-1].stage_id
        furthest = stage.id if stage.position > self.positions[current] else current
        created_at, created_on, created_day = self._stamp(created)
        closed_at, closed_on, closed_day = self._stamp(closed) if closed else (None, None, 0)
        touched = max(draft.last_contact or created, ended)
        counted = int(status != "dropped")
        expected_close = draft.expected_close.isoformat() if draft.expected_close else None
        cycle_days = closed_day - created_day if closed and draft.created_at else None
        fields = _as_json(draft.fields) if draft.fields else "{}"
        row = (
            lead_id,
            customer_id,
            contact_id,
            draft.name,
            fold(draft.name),
            *_plain_fields(draft),
            draft.value_cents,
            draft.currency or self.currency,
            draft.owner,
            self.process_id,
            current,
            furthest,
            status,
            created_at,
            created_on,
            created_at,
            visits[-1].entered_at,
            self._stamp(touched)[0],
            expected_close,
            closed_at,
            closed_on,
            cycle_days,
            draft.lost_reason,
            draft.external_id,
            draft.import_key,
            fields,
            self.recorded,
            self.recorded,
            1,
            None if draft.created_at else 1,
            *referrer,
            draft.caretaker if status != "open" else None,
        )
        return row, [(lead_id, *visit, counted) for visit in visits]

    def _stage(self, name: str | None) -> StageRef:
        if name is None:
            return self.first
        if name not in self.stages:
            self.stages[name] = reference(self.pipeline.named(name))
        return self.stages[name]

    def _stamp(self, moment: datetime) -> tuple[str, str, int]:
        """Return the instant as stored, the calendar day, and its ordinal number.

        They are cached: the days of a file are few, its rows many.
        """
        stamp = self.stamps.get(moment)
        if stamp is None:
            if len(self.stamps) >= _MOST_STAMPS:
                self.stamps.clear()
            day = self.clock.day_of(moment)
            stamp = self.stamps[moment] = (instant(moment), day.isoformat(), day.toordinal())
        return stamp
