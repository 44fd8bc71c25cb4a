"""One lead on one page."""

import sqlite3
from collections.abc import Sequence
from datetime import datetime
from typing import Any, NamedTuple

from salesmap.core.clock import from_instant
from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.domain.field_values import display_value
from salesmap.domain.map.model import SalesMap
from salesmap.reports.activity.next_action import NextAction, turn
from salesmap.reports.lead import answers as forms
from salesmap.reports.lead import leads
from salesmap.reports.query.statements import statements
from salesmap.store.map_versions import asking, current_map

EVENTS = (N_("stage"), N_("done"))
"""What the timeline knows beside the kinds of interactions and the ends of a lead."""

_DAY = 86_400


class LeadDetail(NamedTuple):
    """A lead's facts (one row), its open follow-ups, the days it spent in each stage, its timeline, who is to move now,
    and its fields of one's own as people read them."""

    facts: Table
    promises: Table
    stages: Table
    timeline: Table
    turn: NextAction | None
    own: Sequence[tuple[str, str]]

    def as_dict(self) -> dict[str, Any]:
        """The lead's facts as one dict, with what belongs to it as lists under `followups`, `stages` and `timeline`, and
        `to_move`: who is to do what next."""
        lists = {"followups": self.promises, "stages": self.stages, "timeline": self.timeline}
        turn = self.turn.as_dict() if self.turn else None
        return {
            **self.facts.dicts()[0],
            **{name: rows.dicts() for name, rows in lists.items()},
            "to_move": turn,
        }


def brief(connection: sqlite3.Connection, lead_id: int, now: datetime, lang: str) -> LeadDetail:
    """Everything there is to know of a lead. The stay under way counts up to `now`."""
    sql, parameters = statements(__file__), {"id": lead_id, "lang": lang}
    promises = connection.execute(sql["promises"], parameters).fetchall()
    stays = connection.execute(sql["stays"], parameters).fetchall()
    timeline = connection.execute(sql["timeline"], parameters).fetchall()
    read = current_map(asking(connection))
    return LeadDetail(
        leads.one(connection, lead_id, lang),
        Table(columns("id:int due_on:day what kind:word owner"), promises),
        Table(
            columns("stage label entered_at:instant left_at:instant days:number"),
            [_stay(row, now) for row in stays],
        ),
        Table(columns("at:instant event:word text actor"), timeline),
        turn(connection, read, lead_id, lang),
        _own(read, forms.held(connection, lead_id)[1], lang),
    )


def _own(read: SalesMap, held: dict[str, str], lang: str) -> list[tuple[str, str]]:
    specs = [(key, value, read.field(key)) for key, value in held.items()]
    return [
        (spec.label.text(lang) if spec else key, display_value(spec, value, lang) or "")
        for key, value, spec in specs
    ]


def _stay(row: tuple[Any, ...], now: datetime) -> tuple[Any, ...]:
    key, label, entered_at, left_at, secs = row
    if left_at is None:
        secs = max(0, int((now - from_instant(entered_at)).total_seconds()))
    return key, label, entered_at, left_at, None if secs is None else secs / _DAY
