"""Care of customers: whom the tiers of the map want to be cared for, and when.

Any contact starts the clock anew: an interaction that is no note, a won lead, an answer to a
ticket, a care visit. A customer nobody was ever in touch with counts from when it was recorded.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date, time, timedelta
from typing import Any, NamedTuple

from salesmap.core.clock import Clock, from_instant, instant
from salesmap.core.i18n import _, word
from salesmap.core.table import Table, columns
from salesmap.domain.customer.care import care_on, rule_of
from salesmap.domain.customer.fields import BY_KEY
from salesmap.domain.kinds import declare_kinds
from salesmap.domain.map.customer_rules import TierRule
from salesmap.reports.query.scope import LeadScope
from salesmap.store.connection import Connection
from salesmap.store.map_versions import current_map
from salesmap.store.statements import statements

_FILLED = {
    "owner": BY_KEY["owner"].sql,
    "phone": BY_KEY["phone"].sql,
    "last_contact": BY_KEY["last_contact"].sql,
}
_SQL = statements(__file__)
_LOOKED_AT = 2_000
"""Of how many overdue customers a reminder looks up owner and day; the others are counted."""

_DUE = columns(
    "id:int customer tier owner phone:phone last_touch:day::last_contact_or_purchase "
    "due_on:day days_overdue:int kinds:list:kind_words ask settle"
)
_PLAN = columns(
    "tier label:::tier_label care_days:int kinds:list:kind_words customers:int due:int "
    "next_7_days:int next_30_days:int ask"
)


class Care(NamedTuple):
    """A customer to be cared for: by whom, since when, and the rule of its tier."""

    customer_id: int
    customer: str
    owner: str | None
    phone: str | None
    last_on: date | None
    due_on: date
    rule: TierRule


class Among(NamedTuple):
    """The customers `c` to look at: `AND …`, what it joins, and its parameters."""

    sql: str = ""
    joins: str = ""
    parameters: Mapping[str, Any] = {}


EVERYBODY = Among()


class CareDue(NamedTuple):
    """Customers to be cared for, the best tier first and the longest overdue, and how many more."""

    found: list[Care]
    more: int


def care_due(
    connection: Connection,
    clock: Clock,
    until: date,
    among: Among = EVERYBODY,
    most: int = _LOOKED_AT,
) -> CareDue:
    """Return the customers to be cared for by a day, looked up for as many as `most`."""
    found: list[Care] = []
    more = 0
    for rule in current_map(connection).tiers:
        if not rule.care_days:
            continue
        ids = _overdue(connection, clock, rule, until, among)
        wanted = ids[: max(0, most - len(found))]
        more += len(ids) - len(wanted)
        found += sorted(
            details(connection, clock, wanted), key=lambda each: (each.due_on, each.customer_id)
        )
    return CareDue(found, more)


def overdue_ids(
    connection: Connection, clock: Clock, until: date, among: Among = EVERYBODY
) -> list[int]:
    """Return the ids of the customers to be cared for by a day."""
    rules = [rule for rule in current_map(connection).tiers if rule.care_days]
    return [id for rule in rules for id in _overdue(connection, clock, rule, until, among)]


def customers_in_care(connection: Connection) -> list[int]:
    """Return the ids of the customers whose tier asks for care."""
    tiers = current_map(connection).tiers
    found: list[int] = []
    for rule in tiers:
        if rule.care_days:
            sql = _SQL["ids_of_tier"].replace("{of_tier}", _of_tier(rule, tiers))
            found += [id for (id,) in connection.execute(sql, {"tier": rule.key})]
    return found


def next_care(connection: Connection, clock: Clock, customer_id: int) -> date | None:
    """Return when a customer is to be cared for next; None where no tier says so."""
    found = details(connection, clock, [customer_id])
    return found[0].due_on if found else None


def details(connection: Connection, clock: Clock, ids: Sequence[int]) -> list[Care]:
    """Return customers with the day of their next care, those without one left out."""
    tiers = current_map(connection).tiers
    query = _SQL["details"]
    for name, sql in _FILLED.items():
        query = query.replace(f"{{{name}}}", sql)
    found = []
    for id, name, tier, owner, phone, contact, purchase, recorded in connection.execute(
        query, {"ids": json.dumps(list(ids))}
    ):
        rule = rule_of(tiers, tier, has_bought=purchase is not None)
        days = [clock.day_of(from_instant(contact))] if contact else []
        days += [date.fromisoformat(purchase)] if purchase else []
        last = max(days, default=None)
        due_on = care_on(rule, last or clock.day_of(from_instant(recorded))) if rule else None
        if rule and due_on:
            found.append(Care(id, name, owner, phone, last, due_on, rule))
    return found


def due_table(connection: Connection, clock: Clock, until: date, lang: str, among: Among) -> Table:
    """Return the customers to be cared for by a day, as rows."""
    today = clock.today()
    declare_kinds(current_map(connection))
    found, _more = care_due(connection, clock, until, among, most=10**9)
    rows = [
        (
            each.customer_id,
            each.customer,
            each.rule.key,
            each.owner,
            each.phone,
            each.last_on.isoformat() if each.last_on else None,
            each.due_on.isoformat(),
            max(0, (today - each.due_on).days),
            json.dumps(each.rule.kinds),
            each.rule.ask.text(lang) if each.rule.ask else None,
            f"salesmap care done {each.customer_id}",
            _kind_words(each.rule),
        )
        for each in found
    ]
    return Table(_DUE, rows, words=("kind_words",))


def plan(connection: Connection, clock: Clock, lang: str, among: Among = EVERYBODY) -> Table:
    """Return the tiers: how often and how they are cared for, how many customers, how many due."""
    today = clock.today()
    rows: list[tuple[Any, ...]] = []
    declare_kinds(current_map(connection))
    tiers = current_map(connection).tiers
    for rule in tiers:
        counts = [
            len(_overdue(connection, clock, rule, today + timedelta(days=days), among))
            if rule.care_days
            else None
            for days in (0, 7, 30)
        ]
        sql = (
            _SQL["of_tier"]
            .replace("{of_tier}", _of_tier(rule, tiers))
            .replace("{joins}", among.joins)
            .replace("{among}", among.sql)
        )
        parameters = {**among.parameters, "tier": rule.key}
        (customers,) = connection.execute(sql, parameters).fetchone()
        ask = rule.ask.text(lang) if rule.ask else None
        kinds = json.dumps(rule.kinds)
        label, words = rule.label.text(lang), _kind_words(rule)
        rows.append((rule.key, label, rule.care_days, kinds, customers, *counts, ask, words))
    return Table(_PLAN, rows, words=("kind_words",))


def _kind_words(rule: TierRule) -> str:
    """Return the types of contact as people read them."""
    return _(", ").join(map(word, rule.kinds))


def _overdue(
    connection: Connection, clock: Clock, rule: TierRule, until: date, among: Among
) -> list[int]:
    """Return the customers of a tier with no contact for its days, as of a day."""
    after = until - timedelta(days=(rule.care_days or 0) - 1)
    tiers = current_map(connection).tiers
    sql = (
        _SQL["overdue"]
        .replace("{of_tier}", _of_tier(rule, tiers))
        .replace("{joins}", among.joins)
        .replace("{among}", among.sql)
    )
    for name, text in _FILLED.items():
        sql = sql.replace(f"{{{name}}}", text)
    parameters = {
        **among.parameters,
        "tier": rule.key,
        "after": instant(clock.at(after, time())),
        "after_on": after.isoformat(),
    }
    return [id for (id,) in connection.execute(sql, parameters)]


def _of_tier(rule: TierRule, tiers: Sequence[TierRule]) -> str:
    return _SQL["of_last_tier" if rule == tiers[-1] else "of_one_tier"]


def with_leads(scope: LeadScope) -> Among:
    """Return the customers with a lead in scope, of one of its owners."""
    sql = ""
    if scope.filter_sql:
        sql += _SQL["with_lead"].replace("{condition}", scope.filter_sql)
    if scope.owners:
        sql += _SQL["with_lead"].replace("{condition}", scope.of_owners("l.owner"))
        sql += scope.of_owners(_FILLED["owner"])
    return Among(sql, parameters=scope.parameters()) if sql else EVERYBODY
