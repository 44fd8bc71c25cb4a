"""Which tables are rebuilt for the past, from which states: the same on every engine."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from salesmap.store.as_of import backdated
from salesmap.store.as_of.backdated_money import MONEY
from salesmap.store.as_of.backdated_service import SERVICE
from salesmap.store.connection import Connection
from salesmap.store.statements import statements
from salesmap.store.tables import JOURNALED, TABLES

SQL = statements(__file__)

COUNTED = ("lead", "stay")
"""What reports count: a table with indexes, where a view would be a union of two parts."""

_DATED = ("rate",)
"""Facts with days of their own: a rate holds from its day on, whenever it was typed in."""

INDEXES = {
    "plan_part": ("contract_id", "due_on"),
    "payment": ("contract_id",),
    "allocation": ("payment_id", "plan_part_id"),
    "contract_version": ("contract_id",),
    "ticket_event": ("ticket_id",),
    "lead": ("stage_id",),
    "stay": ("lead_id",),
    "interaction": ("lead_id",),
    "followup": ("lead_id",),
    "lead_tag": ("lead_id",),
    "expectation": ("lead_id, at",),
}
"""What a rebuilt table is looked up by."""

COLUMNS = {
    table: [f'"{name}"' for name in TABLES[table].columns]
    for table in JOURNALED
    if table not in _DATED
}
"""The columns of every table that may be rebuilt."""


class Past(NamedTuple):
    """What was touched since an instant.

    `touched` has for each table (records, those of them that existed then); `rebuilt` are the
    tables to which records are added.
    """

    touched: dict[str, tuple[int, int]]
    rebuilt: frozenset[str]
    has_leads: bool
    has_money: bool
    has_service: bool


def find_past(connection: Connection, at: Mapping[str, str]) -> Past:
    """Note in temporary tables what was touched since, and what files brought of earlier days."""
    for name in ("later", "later_index", "created", "created_index"):
        connection.execute(SQL[name], at)
    rows = connection.execute(SQL["touched"]).fetchall()
    has_leads, has_money = backdated.find(connection, at), MONEY.find(connection, at)
    has_service = SERVICE.find(connection, at)
    rebuilt = {
        *(backdated.TABLES if has_leads else ()),
        *(MONEY.tables if has_money else ()),
        *(SERVICE.tables if has_service else ()),
    }
    touched = {table: (records, older) for table, records, older in rows}
    return Past(touched, frozenset(rebuilt), has_leads, has_money, has_service)


def add_backdated(
    connection: Connection,
    past: Past,
    at: Mapping[str, str],
    count: Callable[[str], None] | None = None,
) -> None:
    """Add what files brought later of earlier days; `count` is as in `backdated`."""
    if past.has_leads:
        backdated.add(connection, COLUMNS, at, count)
    if past.has_money:
        MONEY.add(connection, COLUMNS, at)
    if past.has_service:
        SERVICE.add(connection, COLUMNS, at)


def untouched(table: str, columns: Sequence[str]) -> str:
    """Return the SQL of the records that nobody touched since."""
    return SQL["untouched"].format(table=table, columns=", ".join(columns))


def show_changes_until(connection: Connection, then: str) -> None:
    """Show no change after an instant, and no clocks of customers that are kept of later ones.

    The newest change need not be the latest: clocks differ, and `--now` sets them back.
    """
    connection.execute(f"CREATE TEMP VIEW change AS SELECT * FROM main.change WHERE at <= '{then}'")
    later = f"EXISTS (SELECT 1 FROM main.change WHERE at > '{then}')"
    kept = f"CASE WHEN {later} THEN NULL ELSE clocks_change_id END AS clocks_change_id"
    columns = ", ".join(
        kept if name == "clocks_change_id" else name for name in TABLES["identity"].columns
    )
    connection.execute(f"CREATE TEMP VIEW identity AS SELECT {columns} FROM main.identity")
