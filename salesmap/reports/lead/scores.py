"""What a lead is worth by the rules of the map, point by point."""

import sqlite3
from typing import Any

from salesmap.core.clock import Clock
from salesmap.core.table import Table, columns
from salesmap.domain.map.model import SalesMap
from salesmap.reports.query.filters import Filters
from salesmap.reports.query.lead_sheet import lead_sheet
from salesmap.store.map_versions import asking, current_map

COLUMNS = columns("rule when:list points:int got:int passed:yesno")


def score(
    connection: sqlite3.Connection, lead_id: int, clock: Clock, lang: str
) -> tuple[int, Table]:
    """The points of a lead in all, and a row for each rule: what it asks for, what it is worth, what the lead got for it."""
    read = current_map(asking(connection))
    import json

    rows: list[tuple[Any, ...]] = []
    for rule in read.scores:
        condition, parameters = _condition(connection, rule.when, clock)
        query = f"SELECT 1 FROM ({lead_sheet()}) AS sheet WHERE id = :id AND {condition}"
        passed = (
            connection.execute(query, {**parameters, "id": lead_id, "lang": lang}).fetchone()
            is not None
        )
        when = json.dumps(rule.when, ensure_ascii=False)
        rows.append(
            (rule.label.text(lang), when, rule.points, rule.points if passed else 0, passed)
        )
    return sum(row[3] for row in rows), Table(COLUMNS, rows, ("rule", "points", "got"))


def expression(connection: sqlite3.Connection, clock: Clock) -> tuple[str, dict[str, Any]]:
    """The score as SQL over the lead sheet, with its parameters: for sorting, and for a column."""
    return _sum(connection, current_map(asking(connection)), clock)


def _sum(
    connection: sqlite3.Connection, read: SalesMap, clock: Clock
) -> tuple[str, dict[str, Any]]:
    terms, parameters = [], {}
    for number, rule in enumerate(read.scores):
        condition, bound = _condition(connection, rule.when, clock)
        for name in sorted(bound, key=len, reverse=True):
            condition = condition.replace(f":{name}", f":s{number}_{name}")
        parameters.update({f"s{number}_{name}": value for name, value in bound.items()})
        terms.append(f"CASE WHEN {condition} THEN {rule.points} ELSE 0 END")
    return f"({' + '.join(terms) or '0'})", parameters


def _condition(
    connection: sqlite3.Connection, when: tuple[str, ...], clock: Clock
) -> tuple[str, dict[str, Any]]:
    return Filters(clock, status="all", filters=when).sql(connection)
