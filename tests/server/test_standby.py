"""A standby answers every question, and says in a line why it does not write."""

from pathlib import Path

import pytest
from conftest import assert_refused
from support.machine.postgres import server

from server.test_talk import _On

ANSWERED = (
    ["lead", "list"], ["lead", "show", "1"], ["today"], ["due"], ["funnel"], ["report", "winrate", "--by", "owner"],
    ["board", "--format", "plain"], ["diagnose"], ["forecast"], ["history"], ["db", "check"], ["db", "verify"], ["find", "alpha"],
    ["kb", "search", "lead"], ["lead", "export", "-f", "csv"], ["inbox"], ["customer", "list"],
)  # fmt: skip
REFUSED = (
    ["lead", "add", "B"], ["lead", "edit", "1", "--value", "6k"], ["undo"], ["log", "1", "call", "x"], ["member", "add", "ann"],
    ["pool", "sweep"], ["config", "set", "company.name", "X"],
)  # fmt: skip


@pytest.mark.long
def test_a_standby(tmp_path: Path) -> None:
    with server() as primary, primary.standby() as standby:
        name = primary.create()
        writer = _On(tmp_path / "none.db", tmp_path, primary.url(name))
        writer.ok("init")
        writer.ok("lead", "add", "Alpha", "--value", "5k", "--next", "call", "--due", "today")
        standby.catch_up(primary)
        reader = _On(tmp_path / "none.db", tmp_path, standby.url(name))
        for command in ANSWERED:
            answer = reader.run(*command)
            assert answer.code == 0, (command, answer)
            assert answer.out.replace(standby.url(name), "") == (
                writer.ok(*command).out.replace(primary.url(name), "")
            ), command
        for command in REFUSED:
            assert_refused(reader.run(*command), 5, "only reads")
        past = reader.run("lead", "list", "--as-of", "2026-11-20")
        assert past.code == 5 and "only reads" in past.err
        writer.ok("lead", "edit", "1", "--value", "6k")
        standby.catch_up(primary)
        assert reader.json("lead", "show", "1")["value"] == 6000
