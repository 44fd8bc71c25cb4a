"""A week of four people, each with a login of their own: a server answers as a file does.

Lists are those of people who see all that is in them; ann's of the second week hold her own.
"""

import re
import shlex
from pathlib import Path

import pytest
from conftest import Salesmap, assert_refused

from server.conftest import ServerDatabases
from server.test_talk import _On

HIDDEN = {
    "2026-11-24 ann lead edit 2 --region East",
    "2026-11-24 ann lead show 2",
    '2026-11-24 ann log 2 call "How is it?"',
}
"""What a server does not even show."""
TEAM = {"boss": "admin", "mia": "manager", "ann": "rep", "fay": "finance"}
WEEK = """
2026-11-23 ann lead add Harbor --company "Harbor Ltd" --phone 13900001111 --value 20k --next call --due today
2026-11-23 mia lead add Pier --company "Pier Co" --value 9k
2026-11-23 mia lead add Reed --company "Reed Co" --owner ""
2026-11-23 ann lead edit Reed --region East
2026-11-23 mia lead list
2026-11-23 ann due
2026-11-24 ann log Harbor call "Budget is 20k" --set budget=20k --stage needs --next "send offer" --due tomorrow
2026-11-24 ann pool list
2026-11-24 ann pool claim Reed
2026-11-24 ann lead edit 2 --region East
2026-11-24 ann lead show 2
2026-11-24 ann log 2 call "How is it?"
2026-11-24 ann lead list --mine
2026-11-24 mia lead list
2026-11-25 ann quote new Harbor Desk --price 500 --send
2026-11-25 ann comment Harbor "@mia look at this"
2026-11-25 mia inbox
2026-11-25 mia inbox --mark-read
2026-11-25 ann quote accept 1
2026-11-25 ann contract new Harbor --amount 500 --plan "50% sign; 50% +30d"
2026-11-25 ann contract sign 1
2026-11-25 ann payment add 1 250
2026-11-25 fay payment add 1 250
2026-11-25 fay report collections
2026-11-26 ann ticket new "Harbor Ltd" Leaks --priority urgent
2026-11-26 ann ticket reply 1 "We come"
2026-11-26 ann ticket resolve 1
2026-11-26 ann rating add "Harbor Ltd" 5 --ticket 1
2026-11-26 mia report satisfaction
2026-11-26 ann member away ann --until 2026-12-31 --deputy mia
2026-11-26 mia due --mine --days 7
2026-11-26 ann undo
2026-11-26 mia handover ann mia --dry-run
2026-11-26 ann handover ann mia
2026-11-26 mia handover ann mia
2026-11-26 mia undo
2026-11-27 ann lead lose Reed --reason price
2026-11-27 ann undo
2026-11-27 ann undo 1
2026-11-27 ann attach Harbor plan.txt
2026-11-27 ann attach list
2026-11-27 mia report workload
2026-11-27 mia report handoffs
2026-11-27 mia review coach ann
2026-11-27 boss kpi
2026-11-27 boss board --format plain
2026-11-27 boss report winrate --by owner
2026-11-27 boss diagnose
2026-11-27 fay lead add Mine
2026-11-27 ann member add dan
2026-11-27 ann export --all folder
2026-11-27 boss member leave ann
2026-11-27 boss lead list --as-of 2026-11-25
2026-11-27 boss history --limit 5
2026-11-27 boss undo
2026-11-27 boss db check
2026-11-27 boss db verify
"""


@pytest.mark.long
def test_a_week_of_four_people(databases: ServerDatabases, tmp_path: Path) -> None:
    name = databases.copy("empty")
    url = databases.server.url(name)
    (tmp_path / "plan.txt").write_text("Plan", encoding="utf-8")
    file = Salesmap(tmp_path / "a.db", tmp_path)
    file.ok("init")
    owner = _On(tmp_path / "none.db", tmp_path, url)
    for person, role in TEAM.items():
        for where in (file, owner):
            team = ("--team", "north") if role in ("rep", "manager") else ()
            where.ok("member", "add", person, "--role", role, *team, SALESMAP_USER="boss")
    for person in TEAM:
        owner.ok("db", "grant", person, SALESMAP_USER="boss")
    by_login = {
        person: _On(tmp_path / "none.db", tmp_path, url.replace("postgres@", f"{person}@"))
        for person in TEAM
    }
    for line in WEEK.strip().splitlines():
        day, person, *words = shlex.split(line)
        at = {"SALESMAP_NOW": f"{day}T09:00:00", "SALESMAP_USER": person}
        there, here = by_login[person].run(*words, **at), file.run(*words, **at)
        address = by_login[person].environment()["SALESMAP_DB"]
        texts = [text.replace(address, "DB") for text in (there.out, there.err)]
        expected = [text.replace(str(file.db), "DB") for text in (here.out, here.err)]
        if here.code == 4:  # of several leads that are refused, either is named
            texts, expected = (
                [re.sub(r"lead \d+ is", "lead is", each) for each in both]
                for both in (texts, expected)
            )
        if line in HIDDEN:
            assert_refused(there, 4, "ann (rep) may not see this", "Sales manager")
        else:
            assert (there.code, *texts) == (here.code, *expected), line
