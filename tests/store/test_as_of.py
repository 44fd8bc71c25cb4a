"""Time travel: what a question about the past answers is what it answered then."""

import random
import shutil
import sqlite3
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from conftest import Salesmap
from support.filled import team

from salesmap.store.file import as_of as past
from salesmap.store.tables import JOURNALED

BEGIN = datetime(2026, 10, 1, 9)
QUESTIONS = (
    ("lead", "list", "--status", "all", "--sort", "id"), ("funnel",), ("due", "--days", "30"), ("followup", "list", "--status", "all"),
    ("report", "winrate"), ("report", "stages"), ("report", "conversion", "--by", "owner"), ("report", "aging"), ("report", "activity"),
    ("lead", "show", "1"), ("lead", "score", "1"), ("lead", "checklist", "1"), ("contact", "list"), ("kb", "list"), ("map", "show"),
    ("review", "points", "--all"), ("review", "week", "--period", "2026-W40"), ("diagnose",), ("history", "--fields", "id,at,actor,summary"),
)  # fmt: skip


def query(person: Salesmap, *flags: str, **environment: str) -> list[Any]:
    return [
        person.run(*question, *flags, "--format", "json", **environment).out
        for question in QUESTIONS
    ]


def deed(chance: random.Random, number: int) -> list[str]:
    """Something a salesperson does."""
    lead = str(chance.randint(1, max(1, number // 4)))
    return chance.choice((
        ["lead", "add", f"Lead {number}", "--company", f"C {number % 5}", "--value", str(number * 100), "--owner", chance.choice(("ann", "bo")),
         "--allow-duplicate", "--set", f"pain={number}", "--tag", "hot"],
        ["lead", "edit", lead, "--value", str(number), "--owner", chance.choice(("ann", "bo")), "--set", "urgency=now"],
        ["lead", "advance", lead], ["lead", "advance", lead, "--to", chance.choice(("lead", "needs", "quote"))], ["lead", "win", lead],
        ["lead", "lose", lead, "--reason", "price"], ["lead", "reopen", lead], ["lead", "drop", lead], ["log", lead, "call", f"call {number}"],
        ["followup", "add", lead, f"do {number}", "--due", "+3d"], ["followup", "done", lead], ["lead", "check", lead, "needs.confirmed"],
        ["kb", "add", f"Note {number}", "--text", "x"], ["review", "add", f"Point {number}", "--due", "+1d"], ["review", "done", lead], ["undo"], ["redo"],
    ))  # fmt: skip


def live(person: Salesmap, seed: int, deeds: int, every: int) -> list[tuple[datetime, Path]]:
    """Do things, an hour apart, and keep a copy of the book now and then."""
    chance, kept = random.Random(seed), []
    person.ok(
        "lead", "add", "First", "--company", "C", "--value", "5", SALESMAP_NOW=BEGIN.isoformat()
    )
    for number in range(2, deeds):
        moment = BEGIN + timedelta(hours=number)
        person.run(*deed(chance, number), SALESMAP_NOW=moment.isoformat())
        if number % every == 0:
            copy = person.home / f"{number}.db"
            shutil.copy(person.db, copy)
            kept.append((moment, copy))
    return kept


def assert_as_it_was(person: Salesmap, kept: list[tuple[datetime, Path]]) -> None:
    now = (BEGIN + timedelta(days=40)).isoformat()
    for moment, copy in kept:
        then = query(Salesmap(copy, person.home), SALESMAP_NOW=moment.isoformat())
        told = query(person, "--as-of", moment.isoformat(), SALESMAP_NOW=now)
        for question, was, seen in zip(QUESTIONS, then, told, strict=True):
            assert seen == was, (moment, question)


def test_as_it_was(salesmap: Salesmap) -> None:
    assert_as_it_was(salesmap, live(salesmap, 1, 52, 17))


def test_a_copy_turned_back_is_what_tables_made_anew_are(
    salesmap: Salesmap, monkeypatch: pytest.MonkeyPatch
) -> None:
    def tables(moment: datetime) -> tuple[bool, dict[str, list[Any]]]:
        connection = sqlite3.connect(salesmap.db)
        then = past.open_as_of(connection, f"{moment - timedelta(hours=8):%Y-%m-%dT%H:%M:%SZ}")
        names = [*JOURNALED, "change"]
        found = {
            name: then.execute(f"SELECT * FROM {name} ORDER BY id").fetchall() for name in names
        }
        is_copy = then is not connection
        then.close()
        connection.close()
        return is_copy, found

    live(salesmap, 11, 60, 100)
    moments = [BEGIN + timedelta(hours=hours) for hours in (0, 5, 17, 33, 48, 58)]
    copied = [tables(moment) for moment in moments]
    monkeypatch.setattr(past, "MOST_PUT_BACK", -1)
    anew = [tables(moment) for moment in moments]
    assert [is_copy for is_copy, _found in copied].count(True) >= 4 and not any(
        is_copy for is_copy, _found in anew
    )
    assert [found for _is_copy, found in copied] == [found for _is_copy, found in anew]


@pytest.mark.long
@pytest.mark.parametrize("seed", range(2, 4))
def test_as_it_was_in_longer_lives(salesmap: Salesmap, seed: int) -> None:
    assert_as_it_was(salesmap, live(salesmap, seed, 250, 25))


def test_imported_histories_count_by_their_dates(newcomer: Salesmap) -> None:
    """A book that was filled from files yesterday knows how the pipeline stood in summer: the funnel then, from the stays alone."""
    newcomer.ok("init")
    team.make(newcomer, 4, 150)
    for day in ("2026-07-15", "2026-09-01", "2026-10-31", "2026-11-22"):
        end = f"{day}T15:59:59Z"  # the end of the day in Shanghai
        rows = newcomer.json("funnel", "--as-of", day)
        here = dict(newcomer.sql(
            "SELECT s.key, count(*) FROM stay y JOIN stage s ON s.id = y.stage_id WHERE y.entered_at <= ? AND (y.left_at IS NULL OR y.left_at > ?)"
            " AND s.phase = 'before' GROUP BY s.key", end, end))  # fmt: skip
        assert {
            row["stage"]: row["now"] for row in rows if row["stage"] != "won" and row["now"]
        } == here, day
        won = newcomer.sql("SELECT count(*) FROM stay WHERE outcome = 'won' AND left_at <= ?", end)[
            0
        ][0]
        came = newcomer.sql("SELECT count(*) FROM lead WHERE created_at <= ?", end)[0][0]
        assert (rows[-1]["now"], rows[0]["reached"]) == (won, came)
        for row in newcomer.json("lead", "list", "--as-of", day, "--status", "all", "--limit", "0")[
            :20
        ]:
            assert row["created_at"] <= end and (row["closed_at"] or "") <= end
            assert (row["status"] == "open") == (row["closed_at"] is None)
    changes = {
        row["what"]: row["leads"]
        for row in newcomer.json(
            "report", "pipeline-changes", "--since", "2026-09-01", "--until", "2026-10-31"
        )
    }
    opened = sum(
        row["now"]
        for row in newcomer.json("funnel", "--as-of", "2026-08-31")
        if row["stage"] != "won"
    )
    closed = sum(
        row["now"]
        for row in newcomer.json("funnel", "--as-of", "2026-10-31")
        if row["stage"] != "won"
    )
    assert (opened, closed) == (changes["open_before"], changes["open_after"])


def test_before_the_book(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "Acme")
    assert salesmap.json("lead", "list", "--as-of", "2020-01-01") == []
    assert salesmap.run("lead", "list", "--as-of", "someday").code == 2
    assert len(salesmap.json("lead", "list", "--as-of", "2030-01-01")) == 1, (
        "what is to come is not known: now"
    )
    assert salesmap.run("lead", "add", "B", "--as-of", "yesterday").code == 2, (
        "nothing is written into the past"
    )
    assert salesmap.sql("SELECT count(*) FROM lead") == [(1,)]


def test_before_any_command(salesmap: Salesmap) -> None:
    """The option stands before the command, too; today's page and the whole book as text look back; nothing is written there."""
    salesmap.ok(
        "lead",
        "add",
        "Early",
        "--next",
        "call",
        "--due",
        "2026-11-04",
        SALESMAP_NOW="2026-11-02T09:00:00",
    )
    salesmap.ok("lead", "add", "Late", SALESMAP_NOW="2026-11-10T09:00:00")
    salesmap.ok("followup", "done", "1", SALESMAP_NOW="2026-11-11T09:00:00")
    assert [row["name"] for row in salesmap.json("--as-of", "2026-11-05", "lead", "list")] == [
        "Early"
    ]
    page = salesmap.ok("--as-of", "2026-11-05").out
    assert "call" in page and "call" not in salesmap.ok().out
    for line in (["lead", "add", "X"], ["log", "1", "call", "x"], ["undo"], ["review", "add", "X"]):
        refused = salesmap.run("--as-of", "2026-11-05", *line)
        assert refused.code == 2 and "cannot be changed" in refused.err, line
    salesmap.ok("export", "--all", "text", "--as-of", "2026-11-05")
    past = Salesmap(salesmap.home / "past.db", salesmap.home)
    past.ok("import", "--all", "text")
    assert "no problems found" in past.ok("db", "check").out
    assert [row["name"] for row in past.json("lead", "list")] == ["Early"]
