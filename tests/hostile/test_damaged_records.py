"""Lists go on where a record is damaged: the cell is left out, and the record named."""

import io
import sqlite3
from contextlib import closing

import pytest
from conftest import Salesmap
from openpyxl import load_workbook

from salesmap.core import commit_state
from salesmap.core.clock import Clock
from salesmap.core.table import Table, columns
from salesmap.render.workbook import write_workbook

pytestmark = pytest.mark.inconsistent

NOT_READABLE = {
    "value_cents": "'much'",
    "fields": "'{broken'",
    "name": "x'ff00'",
    "created_at": "'2026-99-99T00:00:00Z'",
}


def damage(person: Salesmap, column: str) -> None:
    """Damage one column of lead 2, as another program could."""
    with closing(sqlite3.connect(person.db)) as connection, connection:
        connection.execute("PRAGMA ignore_check_constraints = 1")
        connection.execute("DROP TRIGGER IF EXISTS journal_lead_update")
        connection.execute(f"UPDATE lead SET {column} = {NOT_READABLE[column]} WHERE id = 2")


@pytest.fixture
def three(salesmap: Salesmap) -> Salesmap:
    for name in ("Ann", "Bo", "Cy"):
        salesmap.ok("lead", "add", name, "--value", "5k")
    return salesmap


@pytest.mark.parametrize("format", ["json", "csv", "plain", "table"])
def test_a_list_goes_on(three: Salesmap, format: str) -> None:
    damage(three, "value_cents")
    answer = three.run("lead", "list", "--format", format, "--fields", "id,name,value")
    assert answer.code == 5
    assert all(name in answer.out for name in ("Ann", "Bo", "Cy"))
    assert "much" not in answer.out
    assert answer.err.splitlines() == [
        "Damaged record (id 2): value 'much' cannot be read and is left out.",
        "See 'salesmap db check'; restore a backup or correct the record.",
    ]


@pytest.mark.parametrize("column", ["fields", "name"])
def test_json_goes_on(three: Salesmap, column: str) -> None:
    damage(three, column)
    answer = three.run("lead", "list", "--format", "json")
    assert answer.code == 5
    assert f"Damaged record (id 2): {column} " in answer.err
    assert [lead[column] for lead in answer.data][1] is None
    assert None not in [lead[column] for lead in answer.data][::2]


def test_a_day_that_is_none_is_left_out(three: Salesmap) -> None:
    damage(three, "created_at")
    answer = three.run("lead", "list", "--format", "table", "--fields", "id,created_at")
    assert answer.code == 5
    assert answer.out.count("2026-11-23 09:00") == 2


def test_a_workbook_goes_on() -> None:
    rows = Table(columns("id:int value:money"), [(1, 100), (2, "much"), (3, 300)])
    file = io.BytesIO()
    write_workbook({"salesmap": rows}, file, Clock())
    sheet = load_workbook(file).active
    assert [[cell.value for cell in row] for row in sheet.rows] == [
        ["id", "value"], [1, 1], [2, None], [3, 3]]  # fmt: skip
    assert commit_state.damaged.pop().startswith("Damaged record (id 2): value 'much'")


def test_a_bug_is_still_one() -> None:
    rows = Table(columns("id:int"), [(1,)])

    def wrong(row: tuple[object, ...]) -> str:
        raise TypeError(row)

    with pytest.raises(TypeError):
        list(rows.written(wrong))


def test_the_record_is_named_where_it_is_the_only_one(three: Salesmap) -> None:
    damage(three, "value_cents")
    answer = three.run("lead", "show", "2")
    assert answer.code == 5
    assert "damaged record, lead 2: value_cents 'much'" in answer.err
    assert three.run("lead", "show", "1").code == 0


@pytest.mark.parametrize(
    ("statement", "named"),
    [
        ("UPDATE process SET key = ''", "process 1: key '' is not as in the map"),
        ("UPDATE stage SET key = 'x' WHERE id = 1", "stage 1: key 'x' is not as in the map"),
        ("UPDATE map_version SET compiled = '[]'", "map_version 1: compiled '[]' is not as it was written"),
        ("UPDATE map_version SET compiled = NULL, source = 'x'", "map_version 1: source cannot be read"),
        ("UPDATE stage SET position = 9 WHERE id = 1", "stage 1: position 9 is not as in the map"),
        ("DELETE FROM stage WHERE key = 'contract'", "map_version 1: no record of six-stage.contract"),
    ],
)  # fmt: skip
def test_what_the_map_and_its_records_do_not_share_is_named(
    three: Salesmap, statement: str, named: str
) -> None:
    three.sql(statement)
    checked = three.run("db", "check")
    assert checked.code == 5
    assert f"{named}." in checked.out
    answers = [
        three.run("lead", *line) for line in (("show", "1"), ("add", "New"), ("advance", "1"))
    ]
    told = [answer for answer in answers if answer.code]
    assert all(f"damaged record, {named}." in answer.err for answer in told)
    assert [answer.code for answer in answers][1:] == [5, 5]
