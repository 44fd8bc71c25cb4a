"""The leads that rules on time are due for."""

import re
from datetime import date, time, timedelta
from typing import NamedTuple

from salesmap.core.clock import Clock, instant
from salesmap.core.relative_dates import add_months
from salesmap.core.table import Table, columns
from salesmap.domain.map.automation.asked import Asked, asked
from salesmap.domain.map.automation.rules import WhenRule
from salesmap.domain.recurrence import next_day
from salesmap.reports.automation.matching import passing
from salesmap.reports.automation.of_customers import customers_passing, newest_of_each
from salesmap.reports.automation.rules import action_words
from salesmap.reports.query.filters import Filters, taken_out
from salesmap.reports.query.stage_names import stage_ids
from salesmap.store.connection import Connection
from salesmap.store.database import Database
from salesmap.store.map_versions import current_map
from salesmap.store.statements import statements

_SQL = statements(__file__)
_COLUMNS = columns("rule:key:rule_words lead:int name then rule_words")


_LONGER_MONTH = 3
_SHOWN = ("rule", "lead", "name", "then")


class DueRules(NamedTuple):
    """The leads that each rule on time is due for, by the key of the rule, and as a table."""

    leads: dict[str, list[int]]
    table: Table


def due_rules(connection: Connection, database: Database, lang: str) -> DueRules:
    """Return what rules on time would do now.

    Without a filter on the status a rule acts on open leads; one that asks for fields of customers
    on the newest lead of each, open or won. Raises what `Filters.where` and `customer_where` raise.
    """
    leads: dict[str, list[int]] = {}
    rows = []
    sales_map = current_map(connection)
    own = [field.key for field in sales_map.fields]
    for rule in sales_map.rules:
        if rule.on != "time":
            continue
        found = _leads(connection, database, rule, asked(rule, own))
        leads[rule.key] = [id for id, _name in found]
        label = rule.label.text(lang) if rule.label else rule.key
        then = "; ".join(action_words(action, lang) for action in rule.then)
        rows += [(rule.key, id, name, then, label) for id, name in found]
    return DueRules(leads, Table(_COLUMNS, rows, _SHOWN, ("rule_words",)))


def filters_on_time(
    connection: Connection, clock: Clock, on: Asked, user: str | None = None
) -> Filters:
    """Return the filters on leads of a rule on time.

    Without one on the status they are for open leads; for won ones where they ask for a stage
    after the win; for open and won ones where they ask for fields of customers.
    """
    filters = Filters(clock, filters=on.lead, user=user)
    if taken_out(connection, filters, ("status",))[0]:
        return filters._replace(status="all")
    stages = [
        id
        for asked in taken_out(connection, filters, ("stage",))[0]
        if asked.operator == "="
        for id in stage_ids(connection, asked.value)
    ]
    marks = ", ".join(map(str, stages)) or "NULL"
    after = connection.execute(
        f"SELECT count(*) FROM stage WHERE id IN ({marks}) AND phase = 'after'"
    ).fetchone()[0]
    if stages and after == len(stages):
        return filters._replace(status="won")
    if on.customer:
        return filters._replace(status="all", filters=(*on.lead, "status!=lost"))
    return filters


def _leads(
    connection: Connection, database: Database, rule: WhenRule, on: Asked
) -> list[tuple[int, str]]:
    clock = database.clock
    filters = filters_on_time(connection, clock, on, database.user)
    whose = "customer_id = sheet.customer_id" if on.customer else "lead_id = sheet.id"
    condition, parameters = _SQL["not_yet"], {"rule": rule.key}
    if rule.every:
        condition = _SQL["not_since"]
        last = last_day_before(rule.every, clock.today())
        parameters["since"] = instant(clock.at(last + timedelta(days=1), time()))
    found = passing(connection, filters, condition.replace("{whose}", whose), parameters)
    if not on.customer:
        return found
    names = dict(found)
    customers = customers_passing(connection, database, on.customer)
    return [(id, names[id]) for id in newest_of_each(connection, names, customers)]


def last_day_before(interval: str, day: date) -> date:
    """Return the last day whose next one, an interval (`1w`, `3m`) on, is not after a day.

    Months end on different days: a month after the 31st of January is the 28th of February.
    """
    latest = _back(interval, day)
    others = (latest + timedelta(days=more) for more in range(_LONGER_MONTH, 0, -1))
    return next((each for each in others if next_day(interval, each, each) <= day), latest)


def _back(interval: str, day: date) -> date:
    """Return the day an interval (`1w`, `3m`) before another."""
    match = re.fullmatch(r"(\d+)([dwmy])", interval)
    assert match  # the map's reader stores no other
    number, unit = int(match[1]), match[2]
    if unit in "my":
        return add_months(day, -number * (12 if unit == "y" else 1))
    return day - timedelta(days=number * (7 if unit == "w" else 1))
