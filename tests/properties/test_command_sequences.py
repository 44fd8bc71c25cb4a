"""Random days of work: whatever is done, in whatever order, the book stays consistent, and undo brings everything back."""

import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.bounds import LONGER

from salesmap.actions.customer.care import CareWish, care_done
from salesmap.actions.customer.tiers import set_tier
from salesmap.actions.database import undo as journal
from salesmap.actions.followup import followups
from salesmap.actions.imports import leads as importing
from salesmap.actions.lead import moves
from salesmap.actions.lead.add import add
from salesmap.actions.lead.edit import LeadEdit, edit
from salesmap.core.clock import Clock
from salesmap.core.errors import SalesmapError
from salesmap.domain.drafts import LeadDraft
from salesmap.reports.data.integrity import contradictions
from salesmap.reports.pipeline.funnel_totals import funnel
from salesmap.reports.query.scope import LeadScope
from salesmap.store.database import Database
from salesmap.store.file.backup import damage
from salesmap.store.file.connection import read_connection
from salesmap.store.tables import JOURNALED

TODAY = date(2026, 11, 23)
STAGES = ("lead", "needs", "solution", "quote", "contract", "aftersales")

names = st.sampled_from(["Acme", "示例公司", "[/]", "=1+1", "O'Brien\x1b[31m", "x" * 300])
ids = st.integers(1, 6)
steps = st.one_of(
    st.tuples(
        st.just("add"),
        names,
        st.sampled_from([None, "Acme Ltd", "示例"]),
        st.sampled_from([None, "13812345678"]),
    ),
    st.tuples(
        st.just("edit"),
        ids,
        st.sampled_from(["name", "customer", "phone", "owner", "source"]),
        names,
    ),
    st.tuples(st.just("advance"), ids, st.sampled_from([None, *STAGES])),
    st.tuples(st.just("win"), ids),
    st.tuples(st.just("lose"), ids),
    st.tuples(st.just("drop"), ids),
    st.tuples(st.just("reopen"), ids),
    st.tuples(st.just("log"), ids, st.sampled_from(["call", "note"])),
    st.tuples(st.just("promise"), ids, st.integers(-3, 9)),
    st.tuples(st.just("keep"), ids),
    st.tuples(st.just("put off"), ids, st.integers(0, 9)),
    st.tuples(
        st.just("import"),
        st.lists(st.sampled_from(["a", "b", "c", "d"]), max_size=4, unique=True),
        st.sampled_from(["open", "won", "lost"]),
    ),
    st.tuples(st.just("tag"), ids, names),
    st.tuples(st.just("shell"), ids),
    st.tuples(st.just("shell moves"), ids, ids),
    st.tuples(st.just("tier"), ids, st.sampled_from(["A", "C", ""])),
    st.tuples(st.just("cared"), ids, st.integers(0, 400)),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
)


def _import(database: Database, keys: list[str], status: str) -> None:
    drafts = [
        LeadDraft(
            name=f"deal {key}",
            customer="Acme Ltd",
            external_id=key,
            status=status,
            created_at=datetime(2026, 1, 5, tzinfo=UTC),
        )
        for key in keys
    ]
    importing.import_leads(database, drafts, "deals.csv", "update")


def _edit_in_shell(database: Database, lead_id: int) -> None:
    with closing(sqlite3.connect(database.path)) as connection, connection:
        connection.execute("UPDATE lead SET region = 'shell' WHERE id = ?", (lead_id,))


def _move_in_shell(database: Database, lead_id: int, other_id: int) -> None:
    """Behind the program's back, contacts and purchases go from one customer to another."""
    with closing(sqlite3.connect(database.path)) as connection, connection:
        connection.execute(
            "UPDATE lead SET customer_id = (SELECT customer_id FROM lead WHERE id = ?) WHERE id = ?",
            (lead_id, other_id),
        )
        connection.execute(
            "UPDATE interaction SET lead_id = ? WHERE lead_id = ?", (lead_id, other_id)
        )


def _care(database: Database, customer: int, days_ago: int) -> None:
    with read_connection(database) as connection:
        is_there = connection.execute("SELECT 1 FROM customer WHERE id = ?", (customer,)).fetchone()
    if is_there:
        at = database.clock.now() - timedelta(days=days_ago)
        care_done(database, CareWish(customer, at), "en")


def _set_tier(database: Database, customer: int, tier: str) -> None:
    with read_connection(database) as connection:
        is_there = connection.execute("SELECT 1 FROM customer WHERE id = ?", (customer,)).fetchone()
    if is_there:
        set_tier(database, customer, tier, None)


DEEDS: dict[str, Callable[..., Any]] = {
    "add": lambda database, name, customer, phone: add(
        database, LeadDraft(name=name, customer=customer, phone=phone)
    ),
    "edit": lambda database, lead, field, value: edit(database, lead, LeadEdit({field: value})),
    "advance": lambda database, lead, to: moves.advance(database, lead, to, note="moved"),
    "win": lambda database, lead: moves.win(database, lead, 100),
    "lose": lambda database, lead: moves.lose(database, lead, "price"),
    "drop": moves.drop,
    "reopen": moves.reopen,
    "log": lambda database, lead, kind: followups.log(
        database, lead, kind, "talked", database.clock.now()
    ),
    "promise": lambda database, lead, days: followups.add(
        database, lead, "call", TODAY + timedelta(days=days)
    ),
    "keep": lambda database, followup: followups.done(database, followup, "done", ("again", TODAY)),
    "put off": lambda database, followup, days: followups.snooze(
        database, followup, TODAY + timedelta(days=days)
    ),
    "import": _import,
    "tag": lambda database, lead, tag: edit(database, lead, LeadEdit(add_tags=(tag,))),
    "shell": _edit_in_shell,
    "shell moves": _move_in_shell,
    "tier": _set_tier,
    "cared": _care,
    "undo": journal.undo,
    "redo": journal.redo,
}


def contents(database: Database) -> dict[str, list[tuple[Any, ...]]]:
    """Everything in the book but its journal."""
    with closing(sqlite3.connect(database.path)) as connection:
        return {
            table: connection.execute(f"SELECT * FROM {table} ORDER BY id").fetchall()
            for table in JOURNALED
        }


def check(database: Database) -> None:
    """The invariants of the data."""
    with read_connection(database) as connection:
        assert damage(connection) == []
        assert contradictions(connection) == []
        by_status = dict(
            connection.execute("SELECT status, count(*) FROM lead GROUP BY status").fetchall()
        )
        rows = funnel(connection, LeadScope(), "en").dicts()
    reached = [row["reached"] for row in rows]
    assert reached == sorted(reached, reverse=True)
    assert reached[0] == sum(count for status, count in by_status.items() if status != "dropped")
    assert sum(row["now"] for row in rows[:-1]) == by_status.get("open", 0)
    assert sum(row["lost"] for row in rows[:-1]) == by_status.get("lost", 0)
    assert rows[-1]["now"] == by_status.get("won", 0)


unhurried = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@settings(unhurried, max_examples=examples(24))
@given(work=st.lists(steps, min_size=3, max_size=14))
def test_any_work_is_consistent_and_can_be_undone(
    work: list[tuple[Any, ...]], blank_database: Path, tmp_path: Path
) -> None:
    live_through(work, blank_database, tmp_path)


@pytest.mark.long
@settings(unhurried, max_examples=150 * LONGER)
@given(work=st.lists(steps, min_size=3, max_size=30))
def test_much_work_is_consistent_and_can_be_undone(
    work: list[tuple[Any, ...]], blank_database: Path, tmp_path: Path
) -> None:
    live_through(work, blank_database, tmp_path)


def live_through(work: list[tuple[Any, ...]], blank_database: Path, tmp_path: Path) -> None:
    """Do the work, check after each deed, undo all of it, redo all of it."""
    shutil.copy(blank_database, tmp_path / "test.db")
    database = Database(tmp_path / "test.db", "lin", keeps_connection=True)
    before = contents(database)
    moment = datetime(2026, 11, 23, 1, tzinfo=UTC)
    for number, (deed, *arguments) in enumerate(work):
        database = database._replace(clock=Clock(fixed=moment + timedelta(hours=number)))
        with suppress(SalesmapError):  # a refusal is an answer, too; it must have changed nothing
            DEEDS[deed](database, *arguments)
        check(database)
    after = contents(database)
    undone = []
    while (newest := newest_change(database)) is not None:  # by number: one may be another's
        journal.undo(database, newest)
        undone.append(newest)
        check(database)
    assert contents(database) == before
    for number in reversed(undone):
        journal.redo(database, number)
    assert contents(database) == after
    check(database)


def newest_change(database: Database) -> int | None:
    """Return the newest change that stands, whoever made it."""
    with read_connection(database) as connection:
        query = "SELECT max(id) FROM change WHERE rows IS NOT NULL AND undoes IS NULL AND undone_by IS NULL"
        return connection.execute(query).fetchone()[0]
