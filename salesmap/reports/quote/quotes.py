"""Quotes: lists of them, and one with its lines, versions, bids and approvals."""

from collections.abc import Sequence
from datetime import date
from fractions import Fraction
from typing import Any, NamedTuple

from salesmap.core.clock import Clock
from salesmap.core.i18n import key_of
from salesmap.core.table import Table, columns
from salesmap.domain.approvals import PaperFigures, steps
from salesmap.domain.papers.names import paper_name
from salesmap.domain.quote.refusals import VersionNotFound
from salesmap.domain.quote.vocabulary import STATES
from salesmap.reports.query.scope import EVERYTHING, LeadScope
from salesmap.reports.quote.approvals import approval_table
from salesmap.reports.quote.lines import version_lines
from salesmap.reports.quote.price_war import war_signs
from salesmap.reports.quote.states import with_states
from salesmap.store.connection import Connection
from salesmap.store.currency import amount_by_currency
from salesmap.store.map_versions import current_map
from salesmap.store.statements import statements

_SQL = {name: with_states(text) for name, text in statements(__file__).items()}
COLUMNS = columns(
    "id:int number version:int state:word lead_id:int lead customer template owner currency "
    "tax_included:yesno subtotal:money discount:money net:money tax:money total:money "
    "list_total:money rounding:money given:ratio valid_until:day sent_at:instant "
    "decided_at:instant reason needs_approval:yesno approved_by external_id draft_version:int "
    "row_version:int"
)
_SHOWN = ("id", "number", "version", "state", "lead", "total", "currency", "valid_until", "owner")
OF_LEAD = columns("id:int number version:int state:word total:money currency valid_until:day")
VERSIONS = columns(
    "version:int state:word why:word::revised_for got:text::in_return total:money currency "
    "given:ratio valid_until:day sent_at:instant channel:word sent_to decided_at:instant reason"
)
_VERSIONS_SHOWN = tuple(column.name for column in VERSIONS if column.name != "currency")
BIDS = columns("at:instant version:int amount:money competitor note actor")
APPROVALS = columns(
    "rule:key:rule_title role asked_by asked_at:instant why decision:word decided_by "
    "decided_at:instant note:key:note_words voided_at:instant"
)


class QuoteDetail(NamedTuple):
    """A quote (one row), the lines of the version shown, its versions, bids and approvals."""

    quote: Table
    lines: Table
    versions: Table
    bids: Table
    approvals: Table
    price_war: tuple[str, ...]

    def as_dict(self) -> dict[str, Any]:
        """Return the fields of the quote with the rest as lists."""
        return {
            **self.quote.dicts()[0],
            "lines": self.lines.dicts(),
            "versions": self.versions.dicts(),
            "bids": self.bids.dicts(),
            "approvals": self.approvals.dicts(),
            "price_war": list(self.price_war),
        }


def find(
    connection: Connection,
    today: date,
    currency: str,
    states: Sequence[str] = (),
    scope: LeadScope = EVERYTHING,
    limit: int = 0,
) -> tuple[Table, int]:
    """Return the quotes in these states, of any without one, the newest first, and how many.

    The days of the scope bound the day on which the version was sent; limit 0 means all. Raises
    UnknownStatusError.
    """
    conditions = ["1 = 1"]
    if states:
        conditions.append(f"state IN ({', '.join(repr(_known(each)) for each in states)})")
    if scope.since:
        conditions.append("sent_at >= :since")
    if scope.until:
        conditions.append("substr(sent_at, 1, 10) <= :until")
    if scope.filter_sql:
        conditions.append(f"lead_id IN (SELECT l.id FROM lead l WHERE 1 = 1{scope.filter_sql})")
    where = " AND ".join(conditions) + scope.of_owners("owner")
    parameters = scope.parameters()
    rows = _table(connection, today, currency, where, parameters, limit)
    if not limit or len(rows.values) < limit:
        return rows, len(rows.values)
    if where == "1 = 1":
        return rows, int(connection.execute(_SQL["total"]).fetchone()[0])
    count = f"SELECT count(*) FROM ({_SQL['quotes']}) AS sheet WHERE {where}"
    bound = {**parameters, "today": today.isoformat()}
    return rows, int(connection.execute(count, bound).fetchone()[0])


def one(connection: Connection, today: date, currency: str, quote_id: int) -> Table:
    """Return a quote as a table of one row."""
    return _table(connection, today, currency, "id = :id", {"id": quote_id})


def of_lead(connection: Connection, today: date, lead_id: int) -> Table:
    """Return the quotes of a lead in a few columns, the newest first."""
    names = [column.name for column in OF_LEAD]
    sql = f"SELECT {', '.join(names)} FROM ({_SQL['quotes']}) AS sheet WHERE lead_id = :lead"
    parameters = {"lead": lead_id, "today": today.isoformat()}
    return Table(OF_LEAD, connection.execute(f"{sql} ORDER BY id DESC", parameters).fetchall())


def detail(
    connection: Connection, clock: Clock, currency: str, quote_id: int, n: int | None = None
) -> QuoteDetail:
    """Return everything about a quote, with the lines of version `n` or of the standing one.

    Raises VersionNotFound.
    """
    parameters = {"id": quote_id, "today": clock.today().isoformat()}
    quote = one(connection, clock.today(), currency, quote_id)
    rows = connection.execute(_SQL["versions"], parameters).fetchall()
    shown = n if n is not None else quote.dicts()[0]["version"]
    version = next((row[0] for row in rows if row[1] == shown), None)
    if version is None:
        name = paper_name(quote.values[0][1], quote_id)
        raise VersionNotFound(name, int(shown), [row[1] for row in rows])
    first = next((row[5] for row in rows if row[8]), None)
    versions = [(*row[1:7], _given(first, row[5]) if row[8] else None, *row[7:]) for row in rows]
    bids = connection.execute(_SQL["bids"], parameters).fetchall()
    approvals = connection.execute(_SQL["approvals"], {"version": version}).fetchall()
    return QuoteDetail(
        quote,
        version_lines(connection, version),
        Table(VERSIONS, versions, _VERSIONS_SHOWN),
        Table(BIDS, bids),
        approval_table(connection, APPROVALS, approvals),
        war_signs(connection, quote_id, clock),
    )


def version_id(connection: Connection, quote_id: int, n: int) -> int | None:
    """Return the id of a version, None if there is none."""
    row = connection.execute(_SQL["version_id"], {"quote": quote_id, "n": n}).fetchone()
    return int(row[0]) if row else None


def _known(state: str) -> str:
    found = key_of(state, STATES)
    if found not in STATES:
        from salesmap.reports.errors import UnknownStatusError

        raise UnknownStatusError(state, STATES)
    return found


def _table(
    connection: Connection,
    today: date,
    currency: str,
    where: str,
    parameters: dict[str, Any],
    limit: int = 0,
) -> Table:
    sql = f"SELECT * FROM ({_SQL['quotes']}) AS sheet WHERE {where} ORDER BY id DESC"
    if limit:
        sql += f" LIMIT {limit}"
    cursor = connection.execute(sql, {**parameters, "today": today.isoformat()})
    rules = current_map(connection).approvals
    values = []
    for row in cursor:
        head, first, middle = row[:18], row[18], row[19:23]
        below_floor, charged, approved_by, external_id, draft, row_version = row[23:29]
        rate = 1 - Fraction(charged, row[16]) if row[16] else Fraction(0)
        totals = amount_by_currency(connection, row[15], row[9], currency, today.isoformat())
        figures = PaperFigures(rate, bool(below_floor), totals, currency)
        needs = bool(steps(rules, "quote", figures))
        tail = (needs, approved_by, external_id, draft, row_version)
        values.append((*head, _given(first, row[15]), *middle, *tail))
    return Table(COLUMNS, values, _SHOWN)


def _given(first: int | None, total: int) -> float | None:
    """Return the share of the first sent total that was given away; None if nothing was sent."""
    return None if not first else (first - total) / first
