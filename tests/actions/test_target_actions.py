"""Targets and action items."""

from datetime import date

import pytest
from support.machine.in_process import last_change, later, parts, record, rows

from salesmap.actions.review import action_items
from salesmap.actions.review.targets import (
    AmbiguousTarget,
    SinglePart,
    TargetKey,
    TargetNotFound,
    TargetOfOneOwner,
    WeightsIncomplete,
    WeightsMissing,
    apportioned,
    drop,
    set_target,
    split,
)
from salesmap.core.calendar import working_days
from salesmap.core.errors import UsageError
from salesmap.core.periods import Period
from salesmap.domain.errors import EmptyText
from salesmap.store.database import Database

NOVEMBER = Period(date(2026, 11, 1), date(2026, 11, 30))
TEAM = TargetKey(None, NOVEMBER, "value")
COLUMNS = "owner, period, since, until, kind, amount"


def targets(db: Database, condition: str = "1") -> list[tuple[object, ...]]:
    return rows(db, f"SELECT {COLUMNS} FROM target WHERE {condition} ORDER BY id")


class TestSetting:
    def test_set_and_change(self, db: Database) -> None:
        assert set_target(db, TEAM, 1000) == 1
        assert targets(db) == [(None, "2026-11", "2026-11-01", "2026-11-30", "value", 1000)]
        assert last_change(db)[:2] == ("target set: {}", "* · 2026-11 · value")
        assert set_target(db, TEAM, 1000) == 1
        assert record(db, "target")["version"] == 1
        assert set_target(db, TEAM, 2000) == 1
        assert parts(record(db, "target"), "amount version") == (2000, 2)
        assert set_target(db, TEAM._replace(owner="Ann"), 5) == 2
        assert set_target(db, TEAM._replace(owner="ANN"), 6) == 2
        assert set_target(db, TEAM._replace(kind="count"), 7) == 3
        assert last_change(db)[1] == "* · 2026-11 · count"

    def test_drop(self, db: Database) -> None:
        with pytest.raises(TargetNotFound) as caught:
            drop(db, TEAM)
        assert caught.value.data == {
                "owner": None, "team": None, "period": "2026-11", "kind": "value"}  # fmt: skip
        set_target(db, TEAM, 1000)
        with pytest.raises(TargetNotFound):
            drop(db, TEAM._replace(owner="ann"))
        drop(db, TEAM)
        assert targets(db) == []
        assert last_change(db)[:2] == ("target taken away: {}", "* · 2026-11 · value")

    def test_one_that_is_cut_off_goes_by_its_name(self, db: Database) -> None:
        set_target(db, TEAM, 3_000)
        split(db, TEAM, "week", {}, working_days())
        week = TargetKey(None, Period(date(2026, 11, 30), date(2026, 12, 6)), "value")
        assert week.period_name == "2026-W49"
        drop(db, week)
        assert targets(db, "period = '2026-W49'") == []
        december = Period(date(2026, 12, 1), date(2026, 12, 31))
        set_target(db, TEAM._replace(period=december), 3_000)
        split(db, TEAM, "week", {}, working_days())
        split(db, TEAM._replace(period=december), "week", {}, working_days())
        with pytest.raises(AmbiguousTarget) as caught:
            drop(db, week)
        assert caught.value.data["candidates"] == [
            "2026-11-30…2026-11-30", "2026-12-01…2026-12-06"]  # fmt: skip


class TestSplitting:
    def test_by_owner(self, db: Database) -> None:
        set_target(db, TEAM, 1_000)
        assert split(db, TEAM, "person", {"ann": 2, "bo": 1, "cy": 0}, working_days()) == 3
        assert [row[0::5] for row in targets(db, "owner IS NOT NULL")] == [
            ("ann", 667), ("bo", 333), ("cy", 0)]  # fmt: skip
        assert last_change(db)[:2] == ("target split: {}", "* · 2026-11 · value")
        with pytest.raises(TargetOfOneOwner):
            split(db, TEAM._replace(owner="ann"), "person", {"bo": 1}, working_days())
        for weights in ({}, {"ann": 0}, {"ann": 2, "bo": -1}):
            with pytest.raises(WeightsMissing):
                split(db, TEAM, "person", weights, working_days())

    def test_by_day_week_and_month(self, db: Database) -> None:
        quarter = TEAM._replace(period=Period(date(2026, 11, 16), date(2027, 1, 31)))
        set_target(db, quarter, 10_000)
        assert split(db, quarter, "month", {}, working_days()) == 3
        assert [row[1:4] for row in targets(db, "id > 1")] == [
            ("2026-11", "2026-11-16", "2026-11-30"),
            ("2026-12", "2026-12-01", "2026-12-31"),
            ("2027-01", "2027-01-01", "2027-01-31"),
        ]
        assert sum(int(str(row[5])) for row in targets(db, "id > 1")) == 10_000
        half = TEAM._replace(period=Period(date(2026, 11, 18), date(2026, 11, 30)))
        set_target(db, half, 900)
        assert split(db, half, "week", {}, working_days()) == 3
        assert [row[1:4] for row in targets(db, "id > 5")] == [
            ("2026-W47", "2026-11-18", "2026-11-22"),
            ("2026-W48", "2026-11-23", "2026-11-29"),
            ("2026-W49", "2026-11-30", "2026-11-30"),
        ]
        assert [row[5] for row in targets(db, "id > 5")] == [300, 500, 100]
        assert split(db, half, "day", {}, working_days()) == 9, "no target for a free day"
        assert rows(db, "SELECT amount FROM target WHERE period = '2026-11-20'") == [(100,)]

    def test_by_weights_of_times(self, db: Database) -> None:
        two = TEAM._replace(period=Period(date(2026, 11, 1), date(2026, 12, 31)))
        set_target(db, two, 100)
        assert split(db, two, "month", {"2026-11": 3, "2026-12": 1}, working_days()) == 2
        assert [row[5] for row in targets(db, "id > 1")] == [75, 25]
        for weights, error in (
            ({"2026-11": 3}, WeightsIncomplete),
            ({"2026-11": 3, "2026-12": 1, "2027-01": 1}, WeightsIncomplete),
            ({"2026-11": 3, "2026-12": -1}, UsageError),
            ({"2026-11": 0, "2026-12": 0}, UsageError),
        ):
            with pytest.raises(error):
                split(db, two, "month", weights, working_days())
        with pytest.raises(WeightsIncomplete) as caught:
            split(db, two, "month", {"2026-11": 3}, working_days())
        assert caught.value.data["odd"] == "2026-12"

    def test_one_part_is_none(self, db: Database) -> None:
        set_target(db, TEAM, 100)
        with pytest.raises(SinglePart):
            split(db, TEAM, "month", {}, working_days())
        assert len(targets(db)) == 1

    @pytest.mark.parametrize(("amount", "weights", "parts"), [
        (100, [1, 1, 1], [34, 33, 33]), (101, [1, 1, 1], [34, 34, 33]), (10, [0, 3, 1], [0, 8, 2]),
        (7, [2, 2, 2, 1], [2, 2, 2, 1]), (0, [1, 2], [0, 0]), (5, [1, 2, 2], [1, 2, 2]),
        (1, [1, 2, 3], [0, 0, 1]),
    ])  # fmt: skip
    def test_apportioned(self, amount: int, weights: list[float], parts: list[int]) -> None:
        assert apportioned(amount, weights) == parts


class TestActionItems:
    def test_add_and_finish(self, db: Database) -> None:
        assert action_items.add(db, " ask why ", "ann", date(2026, 12, 1)) == 1
        assert action_items.add(db, "look", "") == 2
        item = record(db, "review_point")
        assert parts(item, "what owner due_on actor version") == (
            "ask why", "ann", "2026-12-01", "lin", 1)  # fmt: skip
        assert parts(record(db, "review_point", 2), "owner due_on") == (None, None)
        action_items.done(later(db, hours=1), 1, "asked")
        item = record(db, "review_point")
        assert parts(item, "done_at dropped_at note version") == (
            "2026-11-23T02:00:00Z", None, "asked", 2)  # fmt: skip
        assert last_change(db)[:2] == ("action item done: {}", "ask why")
        action_items.drop(db, 2, "")
        assert parts(record(db, "review_point", 2), "done_at dropped_at note version") == (
            None, "2026-11-23T01:00:00Z", None, 2)  # fmt: skip
        assert last_change(db)[:2] == ("action item canceled: {}", "look")

    def test_refused(self, db: Database) -> None:
        with pytest.raises(EmptyText):
            action_items.add(db, " ")
        with pytest.raises(action_items.ActionItemNotFound):
            action_items.done(db, 1)
        action_items.add(db, "a")
        action_items.add(db, "b")
        action_items.done(db, 1)
        action_items.drop(db, 2)
        for item, message in ((1, "already done"), (2, "canceled")):
            for end in (action_items.done, action_items.drop):
                with pytest.raises(action_items.ActionItemEnded, match=message):
                    end(db, item)
