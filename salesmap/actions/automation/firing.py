"""Rules that act: on the events of a change, and on the leads that time has brought to them."""

import json
from collections.abc import Callable, Mapping, Sequence
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from salesmap.actions.automation.events import TABLES, events_of, tables_of
from salesmap.actions.database.rehearsal import rehearsable
from salesmap.actions.followup.followups import add_interaction, schedule_followup
from salesmap.actions.lead.edit import reassign, set_tags
from salesmap.actions.lead.pipelines import lead_with_id
from salesmap.core.clock import from_instant
from salesmap.core.errors import UsageError
from salesmap.core.i18n import N_, bound_language
from salesmap.domain.lead import Lead
from salesmap.domain.map.automation.event import Event
from salesmap.domain.map.automation.rules import RuleAction, WhenRule
from salesmap.domain.records import RuleFiring
from salesmap.store.database import Database
from salesmap.store.map_versions import current_map
from salesmap.store.unit_of_work import UnitOfWork

if TYPE_CHECKING:
    from salesmap.domain.map.automation.asked import Asked

Matcher = Callable[[UnitOfWork, Event, "Asked"], bool]
"""Whether what an event is about passes the filters of a rule."""


class Fired(NamedTuple):
    """What a rule did: to which lead, and for each thing what kind it is and its text.

    `lead_id` is None where the event was about no lead, and so nothing was done.
    """

    rule: str
    label: str
    lead_id: int | None
    lead: str
    did: tuple[tuple[str, str], ...]


IDLE = Fired("", "", None, "", ())
"""That rules did not act on records that were brought in or rearranged."""


def act_on_events(change: UnitOfWork, matches: Matcher) -> list[Fired]:
    """Let the rules of the map act on the events of a change, as a part of it.

    Undoing and importing are no events: rules act on what happens, once.
    """
    if change.change.undoes is not None:
        return []
    if not change.acts_on_rules:
        return _idle(change)
    events = events_of(change)
    if not events:
        return []
    sales_map = current_map(change.connection)
    if not sales_map.rules:
        return []
    from salesmap.domain.map.automation.asked import asked

    own = [field.key for field in sales_map.fields]
    return [
        fired
        for event in events
        for rule in sales_map.rules
        if rule.on == event.on
        and not _has_acted(change, rule, event)
        and (fired := _act_if(change, rule, event, matches, asked(rule, own)))
    ]


def act_on_time(
    database: Database, due: Mapping[str, Sequence[int]], *, dry_run: bool = False
) -> list[Fired]:
    """Let rules on time act on leads, as one change. `due` are the leads by the key of the rule."""
    with rehearsable(database, dry_run=dry_run) as change:
        change.is_by_rules = True
        sales_map = current_map(change.connection)
        own = [field.key for field in sales_map.fields]
        rules = {rule.key: rule for rule in sales_map.rules}
        fired = [
            _act(change, rules[key], event, lead)
            for key, lead_ids in due.items()
            for lead in (lead_with_id(change, lead_id) for lead_id in lead_ids)
            for event in [_time_event(change, rules[key], lead, own)]
            if not _has_acted(change, rules[key], event)
        ]
        change.describe(N_("rules acted on leads: {}"), f"{len({each.lead_id for each in fired})}")
        return fired


def _idle(change: UnitOfWork) -> list[Fired]:
    """Return IDLE if a rule would act on such records had they happened."""
    touched = tables_of(change)
    rules = current_map(change.connection).rules
    return [IDLE] if any(TABLES.get(rule.on) in touched for rule in rules) else []


def _time_event(change: UnitOfWork, rule: WhenRule, lead: Lead, own: Sequence[str]) -> Event:
    """Return the event of a rule on time: one for each lead, or for each lead and day.

    A rule that asks for fields of customers acts on each customer.
    """
    from salesmap.domain.map.automation.asked import asked

    today = change.database.clock.today().isoformat()
    of_customer = asked(rule, own).customer and lead.customer_id is not None
    about = f"customer:{lead.customer_id}" if of_customer else f"lead:{lead.id}"
    return Event("time", about + (f"@{today}" if rule.every else ""), lead.id)


def _has_acted(change: UnitOfWork, rule: WhenRule, event: Event) -> bool:
    return bool(change.first(RuleFiring, "rule = ? AND event = ?", rule.key, event.fact))


def _act_if(
    change: UnitOfWork, rule: WhenRule, event: Event, matches: Matcher, filters: "Asked"
) -> Fired | None:
    """Let a rule act on an event; None where it does not pass the filters."""
    lead = lead_with_id(change, event.lead_id) if event.lead_id is not None else None
    try:
        if not matches(change, event, filters):
            return None
    except UsageError as error:  # what the user did is none of the rule's business
        id, name = (lead.id, lead.name) if lead else (None, "")
        return Fired(rule.key, _label(rule), id, name, (("failed", str(error)),))
    return _act(change, rule, event, lead) if lead else Fired(rule.key, _label(rule), None, "", ())


def _label(rule: WhenRule) -> str:
    return rule.label.text(bound_language()) if rule.label else rule.key


def _act(change: UnitOfWork, rule: WhenRule, event: Event, lead: Lead) -> Fired:
    """Let a rule act on the lead of an event."""
    lang, label = bound_language(), _label(rule)
    did = tuple(_do(change, lead, action, label, lang) for action in rule.then)
    change.add(
        RuleFiring(
            rule=rule.key,
            event=event.fact,
            lead_id=lead.id,
            customer_id=lead.customer_id,
            did=json.dumps(did, ensure_ascii=False),
            at=change.now,
            actor=change.database.user,
            recorded_at=change.now,
        )
    )
    return Fired(rule.key, label, lead.id, lead.name, did)


def _do(
    change: UnitOfWork, lead: Lead, action: RuleAction, label: str, lang: str
) -> tuple[str, str]:
    """Do one thing to a lead. Return its kind and its text."""
    if action.followup:
        what = action.followup.text(lang)
        due = change.database.clock.today() + timedelta(days=action.days)
        schedule_followup(change, lead, what, due, action.kind)
        return "followup", f"{what} ({due})"
    if action.tag:
        set_tags(change, lead, (action.tag,))
        return "tag", action.tag
    if action.owner:
        try:
            reassign(change, lead, action.owner)
        except UsageError as error:  # what the user did is none of the rule's business
            return "refused", str(error)
        lead.renew(change.now)
        return "owner", action.owner
    notice = action.notice.text(lang) if action.notice else ""
    add_interaction(change, lead, "note", f"{label}: {notice}", from_instant(change.now))
    return "notice", notice
