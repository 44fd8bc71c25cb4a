"""Filters at their boundaries: every operator on every kind of field, just below, at and above."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from zoneinfo import ZoneInfo

import pytest
from conftest import Salesmap

from salesmap.core.clock import Clock
from salesmap.reports.lead import leads
from salesmap.reports.query.filters import Filters

SHANGHAI = ZoneInfo("Asia/Shanghai")
CLOCK = Clock(fixed=datetime(2026, 11, 23, 9, tzinfo=SHANGHAI), zone=SHANGHAI)

BELOW, EQUAL, ABOVE, EMPTY = "below", "equal", "above", "empty"
PASSING = {
    "=": {EQUAL},
    "!=": {BELOW, ABOVE, EMPTY},
    ">": {ABOVE},
    ">=": {EQUAL, ABOVE},
    "<": {BELOW},
    "<=": {BELOW, EQUAL},
}


class Kind(NamedTuple):
    """A kind of field: its column, the value that is typed, and rows around that value.

    `part` is typed with `~`, `containing` are the stored values that have it.
    """

    column: str
    typed: str
    below: tuple[str | int, ...]
    equal: tuple[str | int, ...]
    above: tuple[str | int, ...]
    part: str
    containing: tuple[str | int, ...]
    may_be_empty: bool = True


KINDS = {
    "source": Kind("source", "m", ("l", "LZ"), ("m", "M"), ("ma", "N"), "a", ("ma",)),
    "name": Kind("name", "m", ("l",), ("m", "M"), ("ma", "n"), "A", ("ma",), False),
    "version": Kind("version", "10", (9,), (10,), (11,), "1", (10, 11), False),
    "value": Kind("value_cents", "100", (9999,), (10000,), (10001,), "0001", (10001,)),
    "expected_close": Kind(
        "expected_close",
        "2026-11-23",
        ("2026-11-22",),
        ("2026-11-23",),
        ("2026-11-24",),
        "-24",
        ("2026-11-24",),
    ),
    # A day is compared in the viewer's time zone: it begins at 16:00 UTC of the day before.
    "created_at": Kind(
        "created_at",
        "2026-11-23",
        ("2026-11-22T15:59:59Z",),
        ("2026-11-22T16:00:00Z", "2026-11-23T15:59:59Z"),
        ("2026-11-23T16:00:00Z",),
        "15:59",
        ("2026-11-22T15:59:59Z", "2026-11-23T15:59:59Z"),
        False,
    ),
    "closed_at": Kind(
        "closed_at",
        "yesterday",
        ("2026-11-21T15:59:59Z",),
        ("2026-11-21T16:00:00Z", "2026-11-22T15:59:59Z"),
        ("2026-11-22T16:00:00Z",),
        "11-22",
        ("2026-11-22T15:59:59Z", "2026-11-22T16:00:00Z"),
    ),
    "fields.size": Kind(
        "size", "10", ("9", "-20"), ("10",), ("10.5", "100"), "0", ("-20", "10", "10.5", "100")
    ),
    "fields.colour": Kind("colour", "m", ("L",), ("m", "M"), ("n",), "n", ("n",)),
}


@pytest.fixture(scope="module")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, sqlite3.Connection]]:
    """A database for each kind, with a lead for each of its values and one for none."""
    folder = tmp_path_factory.mktemp("filters")
    person = Salesmap(folder / "blank.db", folder)
    person.ok("init")
    person.ok("lead", "add", "Blank")
    person.sql("INSERT INTO custom_field (key) VALUES ('size'), ('colour')")
    template = person.db.read_bytes()
    connections = {}
    for field, kind in KINDS.items():
        connections[field] = fill(folder / f"{field}.db", template, kind)
    yield connections
    for connection in connections.values():
        connection.close()


def fill(path: Path, template: bytes, kind: Kind) -> sqlite3.Connection:
    path.write_bytes(template)
    values = [*kind.below, *kind.equal, *kind.above]
    with closing(sqlite3.connect(path)) as connection, connection:
        columns = [row[1] for row in connection.execute("PRAGMA table_info(lead)")]
        copied = ", ".join(name for name in columns if name != "id")
        for value in values:
            connection.execute(
                f"INSERT INTO lead ({copied}) SELECT {copied} FROM lead WHERE id = 1"
            )
            connection.execute(assignment(kind), {"value": value})
        if not kind.may_be_empty:
            connection.execute("DELETE FROM stay WHERE lead_id = 1")
            connection.execute("DELETE FROM lead WHERE id = 1")
    return sqlite3.connect(path)


def assignment(kind: Kind) -> str:
    """The UPDATE of the newest lead that gives it a value of the kind."""
    newest = "WHERE id = (SELECT max(id) FROM lead)"
    if kind.column in ("size", "colour"):
        return f"UPDATE lead SET fields = json_object('{kind.column}', :value) {newest}"
    if kind.column == "name":
        return f"UPDATE lead SET name = :value, name_key = lower(:value) {newest}"
    if kind.column == "closed_at":
        return (
            "UPDATE lead SET status = 'lost', closed_at = :value, "
            f"closed_on = substr(:value, 1, 10) {newest}"
        )
    return f"UPDATE lead SET {kind.column} = :value {newest}"


def passing(connection: sqlite3.Connection, condition: str, kind: Kind) -> list[str | int | None]:
    """The values of the leads that pass a filter."""
    page = leads.find(connection, Filters(CLOCK, "all", filters=(condition,)), "en")
    expression = (
        f"json_extract(fields, '$.{kind.column}')"
        if kind.column in ("size", "colour")
        else kind.column
    )
    stored = dict(connection.execute(f"SELECT id, {expression} FROM lead").fetchall())
    return sorted((stored[row[0]] for row in page.rows.values), key=str)


@pytest.mark.parametrize("operator", PASSING)
@pytest.mark.parametrize("field", KINDS)
def test_comparison(databases: dict[str, sqlite3.Connection], field: str, operator: str) -> None:
    kind = KINDS[field]
    groups: dict[str, tuple[str | int | None, ...]] = {
        BELOW: kind.below,
        EQUAL: kind.equal,
        ABOVE: kind.above,
        EMPTY: (None,) if kind.may_be_empty else (),
    }
    expected = [value for group in PASSING[operator] for value in groups[group]]
    found = passing(databases[field], f"{field}{operator}{kind.typed}", kind)
    assert found == sorted(expected, key=str)


@pytest.mark.parametrize("field", KINDS)
def test_containing(databases: dict[str, sqlite3.Connection], field: str) -> None:
    kind = KINDS[field]
    found = passing(databases[field], f"{field}~{kind.part}", kind)
    assert found == sorted(kind.containing, key=str)


@pytest.mark.parametrize("field", [field for field, kind in KINDS.items() if kind.may_be_empty])
def test_empty(databases: dict[str, sqlite3.Connection], field: str) -> None:
    kind = KINDS[field]
    values = [*kind.below, *kind.equal, *kind.above]
    assert passing(databases[field], f"{field}=", kind) == [None]
    assert passing(databases[field], f"{field}!=", kind) == sorted(values, key=str)


@pytest.mark.parametrize(
    ("condition", "names"),
    [
        ("tag=hot", ["A", "AB"]),
        ("tag!=hot", ["B", "None"]),
        ("tag~o", ["A", "AB", "B"]),
        ("stage=needs", ["A"]),
        ("stage!=needs", ["AB", "B", "None"]),
        ("status=lost", ["B"]),
        ("status!=lost", ["A", "AB", "None"]),
        ("pipeline=six-stage", ["A", "AB", "B", "None"]),
        ("pipeline!=six-stage", []),
    ],
)
def test_named_fields(salesmap: Salesmap, condition: str, names: list[str]) -> None:
    salesmap.ok("lead", "add", "A", "--tag", "hot", "--stage", "needs")
    salesmap.ok("lead", "add", "AB", "--tag", "hot", "--tag", "cold")
    salesmap.ok("lead", "add", "B", "--tag", "cold")
    salesmap.ok("lead", "add", "None")
    salesmap.ok("lead", "lose", "B", "--reason", "price")
    rows = salesmap.json("lead", "list", condition, "--status", "all")
    assert sorted(row["name"] for row in rows) == names


@pytest.mark.parametrize("operator", (">", ">=", "<", "<="))
def test_tags_have_no_order(salesmap: Salesmap, operator: str) -> None:
    assert salesmap.run("lead", "list", f"tag{operator}hot").code == 2
