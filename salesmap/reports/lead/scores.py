"""The score of a lead: points for each rule of the map that it meets."""

import json
from typing import Any

from salesmap.core.clock import Clock
from salesmap.core.table import Table, columns
from salesmap.reports.query.filters import Filters
from salesmap.reports.query.lead_sheet import lead_sheet
from salesmap.store.connection import Connection
from salesmap.store.map_versions import current_map

COLUMNS = columns("rule when:list points:int got:int passed:yesno")
_DEFAULT_COLUMNS = ("rule", "points", "got")


def score(connection: Connection, lead_id: int, clock: Clock, lang: str) -> tuple[int, Table]:
    """Return a lead's points in all, and a row for each rule with the points that the lead got."""
    rows: list[tuple[Any, ...]] = []
    for rule in current_map(connection).scores:
        condition, parameters = _condition(connection, rule.when, clock)
        query = f"SELECT 1 FROM ({lead_sheet()}) AS sheet WHERE id = :id AND {condition}"
        row = connection.execute(query, {**parameters, "id": lead_id, "lang": lang}).fetchone()
        points = rule.points if row else 0
        filters = json.dumps(rule.when, ensure_ascii=False)
        rows.append((rule.label.text(lang), filters, rule.points, points, row is not None))
    return sum(row[3] for row in rows), Table(COLUMNS, rows, _DEFAULT_COLUMNS)


def score_sql(connection: Connection, clock: Clock) -> tuple[str, dict[str, Any]]:
    """Return the score as SQL over the lead sheet, with its parameters."""
    terms, parameters = [], {}
    for number, rule in enumerate(current_map(connection).scores):
        condition, bound = _condition(connection, rule.when, clock)
        # Longest first, so that :p1 does not rename the beginning of :p10.
        for name in sorted(bound, key=len, reverse=True):
            condition = condition.replace(f":{name}", f":s{number}_{name}")
        parameters.update({f"s{number}_{name}": value for name, value in bound.items()})
        terms.append(f"CASE WHEN {condition} THEN {rule.points} ELSE 0 END")
    return f"({' + '.join(terms) or '0'})", parameters


def _condition(
    connection: Connection, filters: tuple[str, ...], clock: Clock
) -> tuple[str, dict[str, Any]]:
    return Filters(clock, status="all", filters=filters).where(connection)[:2]
