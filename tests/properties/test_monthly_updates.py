"""The export of another system, imported every month, whatever happened in between: the leads are as it says."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from conftest import examples
from hypothesis import given, settings
from hypothesis import strategies as st
from support.checked import problems_of

from salesmap.actions.database.create import create
from salesmap.actions.imports.leads import import_leads
from salesmap.core.clock import Clock
from salesmap.domain.drafts import LeadDraft
from salesmap.store.database import Database
from salesmap.store.file.connection import read_connection

ZONE = ZoneInfo("Asia/Shanghai")
STAGES = ("lead", "needs", "quote", "contract")
MONTHS = [date(2026, month, 28) for month in (3, 4, 5, 6)]


class State(NamedTuple):
    """What a file says of a lead: its stage if it is open, or how and (if it says) when it ended."""

    stage: str | None
    status: str
    closed: int | None
    since: int | None
    value: int
    created: int | None


def states() -> st.SearchStrategy[State]:
    days = st.none() | st.integers(0, 27)
    return st.builds(
        State,
        st.sampled_from((None, *STAGES)),
        st.sampled_from(("open", "open", "won", "lost", "dropped")),
        days,
        days,
        st.integers(0, 9),
        st.none() | st.integers(28, 60),
    )


def at(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 12, tzinfo=ZONE).astimezone(UTC)


def draft(number: int, state: State, month: date) -> LeadDraft:
    """The row about a lead in the file of a month; days are counted back from its end."""
    is_open = state.status == "open"
    return LeadDraft(
        f"L{number}",
        external_id=str(number),
        stage=state.stage,
        status=state.status,
        value_cents=state.value * 100,
        created_at=at(month - timedelta(days=state.created)) if state.created is not None else None,
        closed_at=None
        if is_open or state.closed is None
        else at(month - timedelta(days=state.closed)),
        stage_since=at(month - timedelta(days=state.since))
        if is_open and state.since is not None
        else None,
    )


@settings(max_examples=examples(15))
@given(st.lists(st.lists(states(), min_size=2, max_size=2), min_size=2, max_size=len(MONTHS)))
def test_leads_are_as_the_last_file_says(tmp_path_factory: Any, months: list[list[State]]) -> None:
    path: Path = tmp_path_factory.mktemp("months") / "test.db"
    for month, file in zip(MONTHS, months, strict=False):
        clock = Clock(fixed=at(month) + timedelta(hours=6), zone=ZONE)
        database = Database(path, "lin", clock, keeps_connection=True)
        if not path.exists():
            create(database)
        drafts = [draft(number, state, month) for number, state in enumerate(file)]
        import_leads(database, drafts, "file", "update")
        with read_connection(database) as connection:
            rows = connection.execute(
                "SELECT l.status, s.key, l.closed_on, l.value_cents, l.cycle_days, l.created_unknown FROM lead l"
                " JOIN stage s ON s.id = l.stage_id ORDER BY l.id"
            ).fetchall()
        for (status, stage, closed_on, value, cycle, unknown), each in zip(
            rows, drafts, strict=True
        ):
            assert (status, value) == (each.status, each.value_cents)
            if status == "open" and each.stage:
                assert stage == each.stage
            assert (closed_on is None) or status != "open"
            if each.closed_at:
                assert closed_on == each.closed_at.astimezone(ZONE).date().isoformat()
            assert not (unknown and cycle is not None)
        again = import_leads(database, drafts, "file", "update")
        assert (again.updated, again.skipped) == (0, len(drafts)), drafts
        assert problems_of(path) == []
