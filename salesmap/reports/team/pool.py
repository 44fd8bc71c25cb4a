"""The pool: the leads in it, and those that are about to fall into it."""

import json
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import Any

from salesmap.core.clock import Clock, from_instant
from salesmap.core.i18n import _
from salesmap.core.table import Table, columns
from salesmap.domain.map.team.rules import PoolRule
from salesmap.domain.team.pool import UnknownPool, kept_until, warned_from
from salesmap.reports.activity.due_rows import DueItem, DueStatements
from salesmap.reports.automation.matching import passing
from salesmap.reports.query.filters import Filters
from salesmap.store.connection import Connection
from salesmap.store.holdings import holdings
from salesmap.store.map_versions import current_map
from salesmap.store.statements import statements

_SQL = statements(__file__)
COLUMNS = columns(
    "id:int name customer pool:key:pool_words stage:key:stage_words value:money currency "
    "source region last_owner since:day how:word why"
)
_SHOWN = (
    "id",
    "name",
    "customer",
    "pool",
    "stage",
    "value",
    "currency",
    "last_owner",
    "since",
    "why",
)
SWEPT = columns("lead_id:int lead pool owner since:day until:day")
_IN_POOL = "sheet.status = 'open' AND sheet.owner IS NULL"
_OWNED = "sheet.status = 'open' AND sheet.owner IS NOT NULL"


def listed(
    connection: Connection, clock: Clock, lang: str, user: str, pool: str | None = None
) -> Table:
    """Return the leads in the pool, or in one, those longest there first. Raises UnknownPool."""
    rules = current_map(connection).pools
    known = [rule.key for rule in rules]
    if pool is not None and pool not in known:
        raise UnknownPool(pool, known)
    pools = _pools(connection, clock, user, _IN_POOL)
    rows: list[tuple[Any, ...]] = []
    for id, name, customer, *rest, stage_words in connection.execute(_SQL["pool"], {"lang": lang}):
        rule = pools.get(id)
        if pool is not None and (rule is None or rule.key != pool):
            continue
        label = rule.label.text(lang) if rule and rule.label else rule.key if rule else None
        key = rule.key if rule else None
        rows.append((id, name, customer, key, *rest, label, stage_words))
    return Table(COLUMNS, rows, _SHOWN, ("pool_words", "stage_words"))


def due_claims(
    run: DueStatements, clock: Clock, until: date, lang: str, user: str = ""
) -> Iterator[DueItem]:
    """Yield the leads that are about to fall into a pool, from the day their owner is warned."""
    pools = _pools(run.connection, clock, user, _OWNED)
    if not pools:
        return
    run = run._replace(sql=_SQL, owner="l.owner")
    days = min(rule.days - rule.notice for rule in pools.values())
    bound = (until - timedelta(days=days - 1)).isoformat()  # stored days may be one ahead
    last_days: dict[int, date] = {}

    @cache  # many leads have the same moment: an import's, a hand-over's
    def day_of(at: str) -> date:
        return clock.day_of(from_instant(at))

    for holding in holdings(run.connection, clock.today().isoformat(), bound):
        rule = pools.get(holding.lead_id)
        if rule is None or holding.stays:
            continue
        active = [day_of(holding.last_activity)] if holding.last_activity else []
        last = kept_until(rule, day_of(holding.since), active)
        if warned_from(rule, last) <= until:
            last_days[holding.lead_id] = last
    if last_days:
        text = _("Falls into the pool after {day}")
        for row in run.rows("due", ids=json.dumps(list(last_days)), lang=lang):
            last = last_days[row.id]
            dated = row._replace(due_on=last.isoformat())
            yield DueItem("claim", dated, text.format(day=last), f"salesmap log {row.id} call …")


def _pools(connection: Connection, clock: Clock, user: str, condition: str) -> dict[int, PoolRule]:
    """Return the leads that meet a condition with the first pool that takes each."""
    found: dict[int, PoolRule] = {}
    for rule in current_map(connection).pools:
        of_rule = Filters(clock, status="all", filters=rule.when, user=user)
        for lead_id, _name in passing(connection, of_rule, condition, {}):
            found.setdefault(lead_id, rule)
    return found
