"""Who gets leads by the rules of the map and why, and how a lead changed hands."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from salesmap.core.clock import Clock
from salesmap.core.i18n import N_, _
from salesmap.core.table import Table, columns
from salesmap.domain.team.assignment import Assignment, next_of
from salesmap.reports.automation.matching import passing
from salesmap.reports.query.filters import Filters
from salesmap.store.connection import Connection
from salesmap.store.map_versions import current_map
from salesmap.store.members import workload
from salesmap.store.statements import statements

_SQL = statements(__file__)
ASSIGNED = columns("lead_id:int lead rule owner")
EXPLAINED = columns(
    "rule:key:rule_words matches:yesno method:word person state:word assigned:int weight:int "
    "leads_open:int capacity:int is_next:yesno"
)
HANDS = columns("id:int at:instant kind:word owner_before owner_after rule why actor")
FULL, ELIGIBLE, NAMES_NOBODY = N_("full"), N_("eligible"), N_("names no member")


def assigned_table(
    connection: Connection, assigned: Sequence[tuple[int, str, str | None]]
) -> Table:
    """Return leads with the rule that took each, and who got it."""
    rows = []
    for lead_id, rule, owner in assigned:
        (name,) = connection.execute(_SQL["lead"], {"id": lead_id}).fetchone()
        rows.append((lead_id, name, rule, owner))
    return Table(ASSIGNED, rows)


def hands(connection: Connection, lead_id: int) -> Table:
    """Return how a lead changed hands, the newest first."""
    return Table(HANDS, connection.execute(_SQL["hands"], {"id": lead_id}).fetchall())


def explained(connection: Connection, clock: Clock, user: str, lang: str, lead_id: int) -> Table:
    """Return every rule of assignment with the people it names, and who would get a lead now.

    `matches` is the first rule that takes the lead. Raises what `Filters.where` raises.
    """
    rules = current_map(connection).assigns
    today: date = clock.today()
    assignment = Assignment(rules, workload(connection, today))
    rows: list[tuple[Any, ...]] = []
    is_taken = False
    for rule in rules:
        of_rule = Filters(clock, status="all", filters=rule.when, user=user)
        takes = bool(passing(connection, of_rule, "sheet.id = :id", {"id": lead_id}))
        is_first, is_taken = takes and not is_taken, is_taken or takes
        candidates = assignment.candidates[rule.key]
        chosen = next_of(rule.method, candidates) if is_first else None
        label = rule.label.text(lang) if rule.label else rule.key
        for each in candidates:
            state = each.refusal or (FULL if each.is_full else ELIGIBLE)
            rows.append(
                (rule.key, is_first, rule.method, each.name, state, each.assigned, each.weight,
                 each.open, each.capacity, each is chosen, label)
            )  # fmt: skip
        if not candidates:
            rows.append(
                (rule.key, is_first, rule.method, None, NAMES_NOBODY, None, None, None, None,
                 False, label)
            )  # fmt: skip
    return Table(EXPLAINED, rows, words=("rule_words",))


def last_hand(connection: Connection, lead_id: int) -> str | None:
    """Return a sentence about how a lead got its owner; None where that is not known."""
    row = connection.execute(_SQL["hands"], {"id": lead_id}).fetchone()
    if row is None:
        return None
    _id, at, kind, before, after, rule, _why, actor = row
    places = {"day": at[:10], "actor": actor, "rule": rule}
    places |= {"owner": after or "–", "from": before or "–"}
    texts = {
        "assigned": _("Assigned to {owner} on {day} by rule {rule}."),
        "claimed": _("Claimed from the pool by {owner} on {day}."),
        "returned": _("Returned to the pool by {from} on {day}."),
        "swept": _("Fell into the pool on {day}; before it was {from}'s."),
        "handed_over": _("Handed over from {from} to {owner} on {day}."),
        "changed": _("Given from {from} to {owner} on {day} by {actor}."),
    }
    return texts[kind].format(**places)
