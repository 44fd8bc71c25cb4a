"""The list of ratings, and the source of the report on them."""

from collections.abc import Sequence
from typing import Any

from salesmap.core.table import Table, columns
from salesmap.domain.fields import PLAIN_FIELDS
from salesmap.domain.service.rating import LOW, score_text
from salesmap.reports.contract.contracts import Found
from salesmap.reports.query.scope import EVERYTHING, LeadScope
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

SQL = statements(__file__)
_NO_LIMIT = 2**62
COLUMNS = columns(
    "id:int rated_on:day at:instant customer_id:int customer contact scale:word "
    "score:int:score_words ticket ticket_id:int contract contract_id:int lead lead_id:int owner "
    "comment actor"
)
_EVERY = ["1 = 1"]
_SHOWN = (
    "id", "rated_on", "customer", "contact", "scale", "score", "ticket", "contract", "lead",
    "owner", "comment",
)  # fmt: skip
SOURCE = f"({SQL['source'].replace('{plain}', ', '.join(f'o.{name}' for name in PLAIN_FIELDS))}) l"
"""The ratings, standing for `lead l` in a statement; a rating of the customer alone has no lead."""


def find(
    connection: Connection,
    scope: LeadScope = EVERYTHING,
    scales: Sequence[str] = (),
    limit: int = 0,
    id: int | None = None,
    customer_id: int | None = None,
    *,
    only_low: bool = False,
    scores: Sequence[tuple[str, int]] = (),
) -> Found:
    """Return ratings, the newest first; the days of the scope bound the day of the rating.

    `scores` are operators with a score: of several equal ones any, of the others all must hold.
    """
    conditions = [*_EVERY]
    if id is not None:
        conditions.append("id = :id")
    if customer_id is not None:
        conditions.append("customer_id = :customer_id")
    if scope.since:
        conditions.append("rated_on >= :since")
    if scope.until:
        conditions.append("rated_on <= :until")
    if scales:
        conditions.append(f"scale IN ({', '.join(repr(scale) for scale in scales)})")
    if only_low:
        low = " OR ".join(f"(scale = '{scale}' AND score <= {most})" for scale, most in LOW.items())
        conditions.append(f"({low})")
    if equal := [f"score = {score}" for operator, score in scores if operator == "="]:
        conditions.append(f"({' OR '.join(equal)})")
    conditions += [f"score {operator} {score}" for operator, score in scores if operator != "="]
    if scope.filter_sql:
        conditions.append(f"id IN (SELECT l.rating_id FROM {SOURCE} WHERE 1 = 1{scope.filter_sql})")
    sheet = f"({SQL['ratings']}) AS sheet WHERE {' AND '.join(conditions)}"
    values = {**scope.parameters(), "id": id, "customer_id": customer_id}
    cut = f" LIMIT {limit}" if limit else ""
    rows = connection.execute(
        f"SELECT * FROM {sheet} ORDER BY rated_on DESC, at DESC, id DESC{cut}", values
    )
    table = Table(COLUMNS, [_with_words(row) for row in rows], _SHOWN, ("score_words",))
    if not limit or len(table.values) < limit:
        return Found(table, len(table.values))
    # The inner limit keeps SQLite from merging both: in an aggregate it leaves no join out.
    some = f"SELECT count(*) FROM (SELECT id FROM {sheet} LIMIT {_NO_LIMIT}) AS ids"
    counted = SQL["total"] if conditions == _EVERY else some
    total = connection.execute(counted, values).fetchone()[0]
    return Found(table, total)


def _with_words(row: tuple[Any, ...]) -> tuple[Any, ...]:
    return (*row, score_text(row[7], row[6]))
