"""Care of customers: whom the tiers of the map want to be cared for, and when.

Any contact starts the clock anew: an interaction that is no note, a won lead, an answer to a
ticket, a care visit. A customer nobody was ever in touch with counts from when it was recorded.
"""

import json
from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from itertools import islice
from typing import Any, NamedTuple

from salesmap.core.clock import Clock, from_instant, instant
from salesmap.core.i18n import _, word
from salesmap.core.table import RowStream, Table, columns
from salesmap.domain.customer.care import care_on, rule_of
from salesmap.domain.kinds import declare_kinds
from salesmap.domain.map.customer_rules import TierRule
from salesmap.reports.customer.clock_query import EVERYBODY, Among, ClockQuery, Test, asking, names
from salesmap.store.clocks.facts import CustomerClock, customer_clocks
from salesmap.store.connection import Connection
from salesmap.store.map_versions import current_map

_BATCH = 1_000
_MINUTE = "substr(k.touched_at, 1, 16)"
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


class CareDue(NamedTuple):
    """Customers to be cared for, the best tier first and the longest overdue, and how many in all.

    Of each owner and day there are as many as were asked for.
    """

    found: list[Care]
    total: int


def care_due(
    connection: Connection, clock: Clock, until: date, per_day: int, among: Among = EVERYBODY
) -> CareDue:
    """Return the customers to be cared for by a day, the first `per_day` of each owner and day.

    What is overdue is of today.
    """
    today = clock.today()
    found: list[Care] = []
    total = 0
    with asking(connection, among) as query:
        for rule, keys in _rules(connection):
            of_rule: list[CustomerClock] = []
            for key in keys:
                overdue = _until(clock, rule, key, min(today, until))
                first, count = query.first_of_each(overdue, per_day)
                of_rule += first
                total += count
                if until > today:
                    later = _later(clock, rule, key, today, until)
                    first, count = query.first_of_each_day(later, per_day)
                    of_rule += first
                    total += count
            found += _care(connection, clock, sorted(of_rule, key=_longest_first), rule)
    return CareDue(found, total)


def _longest_first(each: CustomerClock) -> tuple[str, int]:
    return each.touched_at, each.customer_id


def overdue_count(connection: Connection, clock: Clock, until: date, among: Among) -> int:
    """Return how many customers are to be cared for by a day."""
    with asking(connection, among) as query:
        return sum(_count(query, clock, *each, until) for each in _rules(connection))


def overdue_ids(connection: Connection, clock: Clock, until: date) -> list[int]:
    """Return the customers to be cared for by a day."""
    with asking(connection, EVERYBODY) as query:
        return [id for test in care_tests(connection, clock, until) for id in query.ids(test)]


def overdue_since(
    connection: Connection, clock: Clock, since: date | None, until: date
) -> Iterator[tuple[int, date]]:
    """Yield the customers whose care fell due in a time and is not done, each with that day."""
    with asking(connection, EVERYBODY) as query:
        for rule, keys in _rules(connection):
            for key in keys:
                test = _until(clock, rule, key, until)
                if since:
                    test = _later(clock, rule, key, since - timedelta(days=1), until)
                for each in query.each(test):
                    yield each.customer_id, care_on(rule, _last_day(clock, each)) or until


def care_tests(connection: Connection, clock: Clock, until: date) -> list[Test]:
    """Return for each tier that asks for care what its clocks are asked: who is overdue."""
    return [_until(clock, rule, key, until) for rule, keys in _rules(connection) for key in keys]


def next_care(connection: Connection, clock: Clock, customer_id: int) -> date | None:
    """Return when a customer is to be cared for next; None where no tier says so."""
    tiers = current_map(connection).tiers
    for each in customer_clocks(connection, [customer_id]):
        rule = rule_of(tiers, each.tier or None, has_bought=each.bought_on is not None)
        return care_on(rule, _last_day(clock, each)) if rule else None
    return None


def due_table(
    connection: Connection, clock: Clock, until: date, lang: str, among: Among, limit: int = 0
) -> tuple[Table, int]:
    """Return the customers to be cared for by a day, as rows up to a limit, and how many.

    Limit 0 means all, read while the connection is open.
    """
    declare_kinds(current_map(connection))
    found: list[tuple[TierRule, list[CustomerClock]]] = []
    total = 0
    with asking(connection, among) as query:
        for rule, keys in _rules(connection):
            of_rule: list[CustomerClock] = []
            for test in (_until(clock, rule, key, until) for key in keys):
                few, count = query.first_of_each(test, limit) if limit else (query.all(test), 0)
                total += count or len(few)
                of_rule += few
            found.append((rule, sorted(of_rule, key=_longest_first)))

    def read() -> Iterator[tuple[Any, ...]]:
        for rule, clocks in found:
            for start in range(0, len(clocks), _BATCH):
                for each in _care(connection, clock, clocks[start : start + _BATCH], rule):
                    yield _row(each, clock.today(), lang)

    values = list(islice(read(), limit)) if limit else RowStream(read, total)
    return Table(_DUE, values, words=("kind_words",)), total


def _row(each: Care, today: date, lang: str) -> tuple[Any, ...]:
    return (
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


def plan(connection: Connection, clock: Clock, lang: str, among: Among = EVERYBODY) -> Table:
    """Return the tiers: how often and how they are cared for, how many customers, how many due."""
    today = clock.today()
    rows: list[tuple[Any, ...]] = []
    declare_kinds(current_map(connection))
    with asking(connection, among) as query:
        for rule, keys in _keys(current_map(connection).tiers):
            counts = [
                _count(query, clock, rule, keys, today + timedelta(days=days))
                if rule.care_days
                else None
                for days in (0, 7, 30)
            ]
            customers = sum(query.count(Test("1 = 1", "", "", key, {})) for key in keys)
            ask = rule.ask.text(lang) if rule.ask else None
            kinds = json.dumps(rule.kinds)
            label, words = rule.label.text(lang), _kind_words(rule)
            rows.append((rule.key, label, rule.care_days, kinds, customers, *counts, ask, words))
    return Table(_PLAN, rows, words=("kind_words",))


def _kind_words(rule: TierRule) -> str:
    """Return the types of contact as people read them."""
    return _(", ").join(map(word, rule.kinds))


def _rules(connection: Connection) -> list[tuple[TierRule, tuple[str, ...]]]:
    """Return the tiers that ask for care, the best first, each with the keys of its customers."""
    rules = _keys(current_map(connection).tiers)
    return [(rule, keys) for rule, keys in rules if rule.care_days]


def _keys(tiers: Sequence[TierRule]) -> list[tuple[TierRule, tuple[str, ...]]]:
    """Return tiers with their keys: a buyer without a tier is in the last one."""
    return [(rule, (rule.key, "") if rule == tiers[-1] else (rule.key,)) for rule in tiers]


def _count(
    query: ClockQuery, clock: Clock, rule: TierRule, keys: Sequence[str], until: date
) -> int:
    return sum(query.count(_until(clock, rule, key, until)) for key in keys)


def _until(clock: Clock, rule: TierRule, key: str, until: date) -> Test:
    """Return the test for no contact for the days of a tier, as of a day."""
    return Test(
        "k.touched_at < :after",
        "k.touched_at",
        _MINUTE,
        key,
        {"after": _waiting(clock, rule, until)},
    )


def _later(clock: Clock, rule: TierRule, key: str, after: date, until: date) -> Test:
    """Return the test for care that falls due after a day, by another."""
    parameters = {"due": _waiting(clock, rule, after), "after": _waiting(clock, rule, until)}
    sql = "k.touched_at >= :due AND k.touched_at < :after"
    return Test(sql, "k.touched_at", _MINUTE, key, parameters)


def _waiting(clock: Clock, rule: TierRule, until: date) -> str:
    """Return the instant from which on a contact puts care off beyond a day."""
    return instant(clock.at(until - timedelta(days=(rule.care_days or 0) - 1), time()))


def _last_day(clock: Clock, each: CustomerClock) -> date:
    """Return the day of the last contact or purchase, else that of the record."""
    if not each.was_touched:
        return clock.day_of(from_instant(each.touched_at))
    days = [clock.day_of(from_instant(each.contact_at))] if each.contact_at else []
    days += [date.fromisoformat(each.bought_on)] if each.bought_on else []
    return max(days)


def _care(
    connection: Connection, clock: Clock, found: Sequence[CustomerClock], rule: TierRule
) -> list[Care]:
    """Return customers of a tier with names and days, in the order given."""
    named = names(connection, [each.customer_id for each in found])
    cared = []
    for each in found:
        name, phone = named[each.customer_id]
        last = _last_day(clock, each)
        due_on = care_on(rule, last) or last
        last_on = last if each.was_touched else None
        cared.append(Care(each.customer_id, name, each.owner or None, phone, last_on, due_on, rule))
    return cared
