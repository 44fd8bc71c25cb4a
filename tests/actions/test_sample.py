"""The sample database: a healthy team with two problems, in one language, whatever the day."""

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from conftest import Salesmap
from support.checked import problems_of
from support.machine.in_process import ZONE

from salesmap.actions.database.sample import LEADS, fill
from salesmap.core.clock import Clock
from salesmap.store.database import Database


@pytest.mark.parametrize(("lang", "days"), [("en", 0), ("zh", 5), ("en", 40)])
def test_two_problems(tmp_path: Path, lang: str, days: int) -> None:
    now = datetime(2026, 11, 23, 18, tzinfo=ZONE) + timedelta(days=days, hours=days)
    person = Salesmap(tmp_path / "test.db", tmp_path)
    fill(Database(person.db, "lin", Clock(fixed=now, zone=ZONE)), lang)
    then = {"SALESMAP_NOW": f"{now:%Y-%m-%dT%H:%M:%S}", "SALESMAP_LANG": lang}
    found = [(row["stage"], row["problem"]) for row in person.json("diagnose", **then)]
    assert found == [("needs", "too-slow"), ("quote", "gone-quiet")]
    assert person.json("dup", "list", **then) == []
    assert not [row for row in person.json("kpi", **then) if row["alarm"]]
    leads = person.json("lead", "list", "--status", "all", "--limit", "0", **then)
    assert len(leads) == LEADS and len({row["name"] for row in leads}) == LEADS
    words = " ".join(str(row) for row in leads)
    has_chinese = bool(re.search("[\u4e00-\u9fff]", words))
    assert has_chinese == (lang == "zh")
    assert problems_of(person.db) == []
    person.ok("undo", **then)
    assert person.json("lead", "list", "--status", "all", **then) == []
