"""One lead on one page."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from operator import itemgetter
from typing import Any, NamedTuple

from salesmap.core.clock import Clock, from_instant
from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.domain.field_values import display_value
from salesmap.domain.kinds import declare_kinds
from salesmap.domain.map.model import SalesMap
from salesmap.reports.activity.next_action import NextAction, next_action
from salesmap.reports.lead import leads
from salesmap.reports.lead.answers import custom_values
from salesmap.store.connection import Connection
from salesmap.store.map_versions import current_map
from salesmap.store.statements import statements

EVENTS = (N_("stage"), N_("done"), N_("comment"))
"""The events of the timeline beside the kinds of interactions and the outcomes of a lead."""

_DAY_SECONDS = 86_400


class LeadDetail(NamedTuple):
    """Everything about a lead.

    `lead` has one row; `custom_fields` are (label, value) as people read them.
    """

    lead: Table
    followups: Table
    stages: Table
    timeline: Table
    next_action: NextAction | None
    custom_fields: Sequence[tuple[str, str]]
    quotes: Table
    contracts: Table
    contacts: Table

    def as_dict(self) -> dict[str, Any]:
        """Return the lead with `followups stages timeline quotes contracts contacts to_move`."""
        return {
            **self.lead.dicts()[0],
            "followups": self.followups.dicts(),
            "stages": self.stages.dicts(),
            "timeline": self.timeline.dicts(),
            "quotes": self.quotes.dicts(),
            "contracts": self.contracts.dicts(),
            "contacts": self.contacts.dicts(),
            "to_move": self.next_action.as_dict() if self.next_action else None,
        }


def lead_detail(connection: Connection, lead_id: int, clock: Clock, lang: str) -> LeadDetail:
    """Return everything about a lead; the current stay lasts until now."""
    sql, parameters = statements(__file__), {"id": lead_id, "lang": lang}
    now = clock.now()
    followups = connection.execute(sql["followups"], parameters).fetchall()
    stays = connection.execute(sql["stays"], parameters).fetchall()
    timeline = connection.execute(sql["timeline"], parameters).fetchall()
    quotes, contracts, happened = _papers(connection, lead_id, clock.today())
    timeline = sorted([*timeline, *happened], key=itemgetter(0))
    sales_map = current_map(connection)
    timeline = _with_labels_of_rules(timeline, sales_map, lang)
    declare_kinds(sales_map)
    return LeadDetail(
        leads.one(connection, lead_id, lang),
        Table(columns("id:int due_on:day what kind:word owner"), followups),
        Table(
            columns("stage label entered_at:instant left_at:instant days:number"),
            [_stay(row, now) for row in stays],
        ),
        Table(columns("at:instant event:word text actor"), timeline),
        next_action(connection, sales_map, lead_id, lang),
        _labelled(sales_map, custom_values(connection, lead_id), lang),
        quotes,
        contracts,
        Table(
            columns("id:int name role phone:phone email"),
            connection.execute(sql["contacts"], parameters).fetchall(),
        ),
    )


def _papers(
    connection: Connection, lead_id: int, today: date
) -> tuple[Table, Table, list[tuple[Any, ...]]]:
    """Return the quotes and the contracts of a lead, and the events of the timeline about them.

    Most leads have none, and need only know that.
    """
    sql = statements(__file__)["has_papers"]
    has_quotes, has_contracts, has_ratings = connection.execute(sql, {"id": lead_id}).fetchone()
    quotes = contracts = Table((), [])
    happened: list[tuple[Any, ...]] = []
    if has_ratings:
        from salesmap.reports.service import rating_events

        happened += rating_events.of_lead(connection, lead_id)
    if has_quotes or has_contracts:
        from salesmap.reports.lead.paper_events import contract_events, quote_events

        happened += quote_events(connection, lead_id) if has_quotes else []
        happened += contract_events(connection, lead_id) if has_contracts else []
    if has_quotes:
        from salesmap.reports.quote import quotes as of_quotes

        quotes = of_quotes.of_lead(connection, today, lead_id)
    if has_contracts:
        from salesmap.reports.contract import contracts as of_contracts

        contracts = of_contracts.of_lead(connection, today, lead_id)
    return quotes, contracts, happened


def _labelled(sales_map: SalesMap, values: Mapping[str, str], lang: str) -> list[tuple[str, str]]:
    specs = [(key, value, sales_map.field(key)) for key, value in values.items()]
    return [
        (spec.label.text(lang) if spec else key, display_value(spec, value, lang) or "")
        for key, value, spec in specs
    ]


def _stay(row: tuple[Any, ...], now: datetime) -> tuple[Any, ...]:
    stage, label, entered_at, left_at, seconds = row
    if left_at is None:
        seconds = max(0, int((now - from_instant(entered_at)).total_seconds()))
    return stage, label, entered_at, left_at, None if seconds is None else seconds / _DAY_SECONDS


def _with_labels_of_rules(
    timeline: Sequence[tuple[Any, ...]], sales_map: SalesMap, lang: str
) -> list[tuple[Any, ...]]:
    """Return the events, those of rules of the map with the label of the rule."""
    labels = {rule.key: rule.label.text(lang) for rule in sales_map.rules if rule.label}
    if not labels:
        return list(timeline)
    return [
        (at, what, labels.get(text, text) if what == "rule" else text, *rest)
        for at, what, text, *rest in timeline
    ]
