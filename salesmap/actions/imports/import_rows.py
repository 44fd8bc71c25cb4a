"""A lead with a past, as it comes out of a file: its row, and the stays that follow from one line about it."""

import json
from datetime import datetime
from typing import Any, NamedTuple

from salesmap.actions.lead.stages import Path
from salesmap.core.clock import instant
from salesmap.core.folding import fold
from salesmap.domain.drafts import LeadDraft
from salesmap.store.models import Stage
from salesmap.store.unit_of_work import UnitOfWork

LEAD_COLUMNS = (
    "id", "customer_id", "contact_id", "name", "name_key", "source", "product", "region", "value_cents", "currency", "owner", "process_id",
    "stage_id", "furthest_id", "status", "created_at", "created_on", "assigned_at", "stage_since", "touched_at", "expected_close",
    "closed_at", "closed_on", "cycle_days", "lost_reason", "external_id", "import_key", "fields", "recorded_at", "updated_at", "version",
)  # fmt: skip
STAY_COLUMNS = ("lead_id", "stage_id", "entered_at", "left_at", "secs", "outcome", "counted")

_MOST_STAMPS = 4_096
_as_json = json.JSONEncoder(ensure_ascii=False).encode


class _Place(NamedTuple):
    """A stage as far as an arrival needs it: the mapped record costs a call for every look."""

    id: int
    position: int
    is_before: bool


class LeadRows:
    """Draws up the rows of leads that come in on one path, in one change."""

    def __init__(self, change: UnitOfWork, path: Path) -> None:
        self.path = path
        self.process_id = path.process.id
        self.first = _place(path.first)
        self.after_win = _place(path.after_win) if path.after_win else None
        self.clock = change.database.clock
        self.currency = change.database.currency
        self.now = self.clock.now()
        self.recorded = instant(self.now)
        self.places: dict[str, _Place] = {}
        self.stamps: dict[datetime, tuple[str, str, int]] = {}

    def rows(
        self, lead_id: int, customer_id: int | None, contact_id: int | None, draft: LeadDraft
    ) -> tuple[Any, list[Any]]:
        """A row of `lead` and its rows of `stay`, in the order of LEAD_COLUMNS and STAY_COLUMNS."""
        stage = self._place(draft.stage)
        status = draft.status if stage.is_before else "won"
        # Of a lead that is closed, the day of its stage is the day of the end, unless that is the stage where it ended.
        stands_or_ended_in_stage = status == "open" or (draft.stage is not None and stage.is_before)
        entered = draft.stage_since if stands_or_ended_in_stage else None
        closed = (
            None
            if status == "open"
            else draft.closed_at or (None if stands_or_ended_in_stage else draft.stage_since)
        )
        created = draft.created_at or entered or closed or self.now
        since = entered or created
        stays, here = self._stays(
            lead_id, stage, status, since, closed or since, knows_length=bool(entered and closed)
        )
        created_at, created_on, created_day = self._stamp(created)
        closed_at, closed_on, closed_day = self._stamp(closed) if closed else (None, None, 0)
        touched = max(draft.last_contact or created, closed or since)
        return (
            lead_id, customer_id, contact_id, draft.name, fold(draft.name), draft.source, draft.product, draft.region,
            draft.value_cents, draft.currency or self.currency, draft.owner, self.process_id,
            here.id, (stage if stage.position > here.position else here).id, status,
            created_at, created_on, created_at, stays[-1][2], self._stamp(touched)[0],
            draft.expected_close.isoformat() if draft.expected_close else None,
            closed_at, closed_on, closed_day - created_day if closed and draft.created_at else None,
            draft.lost_reason, draft.external_id, draft.import_key, _as_json(draft.fields) if draft.fields else "{}",
            self.recorded, self.recorded, 1,
        ), stays  # fmt: skip

    def _place(self, name: str | None) -> _Place:
        if name is None:
            return self.first
        if name not in self.places:
            self.places[name] = _place(self.path.named(name))
        return self.places[name]

    def _stays(
        self,
        lead_id: int,
        stage: _Place,
        status: str,
        since: datetime,
        closed: datetime,
        knows_length: bool,
    ) -> tuple[list[Any], _Place]:
        """The stays that follow from one line about a lead, and the stage where it stands now.

        Of a closed lead, nobody wrote down which stages it went through and for how long: the stay that it was closed in
        has no length, unless the line says when it began.
        """
        if status == "open":
            return [(lead_id, stage.id, self._stamp(since)[0], None, None, None, 1)], stage
        last = stage if stage.is_before else self.first
        secs = int((closed - since).total_seconds()) if knows_length and closed >= since else None
        ended, began = self._stamp(closed)[0], self._stamp(min(since, closed))[0]
        stays = [(lead_id, last.id, began, ended, secs, status, int(status != "dropped"))]
        lives_on = self.after_win if stage.is_before else stage
        if status != "won" or lives_on is None:
            return stays, last
        return [*stays, (lead_id, lives_on.id, ended, None, None, None, 1)], lives_on

    def _stamp(self, moment: datetime) -> tuple[str, str, int]:
        """(instant, calendar day, its ordinal number). The days of a file are few, its rows many."""
        known = self.stamps.get(moment)
        if known is None:
            if len(self.stamps) >= _MOST_STAMPS:
                self.stamps.clear()
            day = self.clock.day_of(moment)
            known = self.stamps[moment] = (instant(moment), day.isoformat(), day.toordinal())
        return known


def _place(stage: Stage) -> _Place:
    return _Place(stage.id, stage.position, stage.phase == "before")
