"""Hooks: each change once, after the commit, and no harm to the command."""

import json
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Answer, Salesmap, assert_refused

FOLDER = ".config/salesmap/hooks"


class Hooks:
    """The hooks of a person, one of which keeps what it gets."""

    def __init__(self, salesmap: Salesmap) -> None:
        self.salesmap = salesmap
        self.folder = salesmap.home / FOLDER
        self.folder.mkdir(parents=True)
        self.kept = salesmap.home / "kept"

    def put(self, name: str, script: str, mode: int = 0o700) -> Path:
        """Write a hook in shell."""
        path = self.folder / name
        path.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        path.chmod(mode)
        return path

    def keep(self, name: str = "keep") -> Path:
        """Put a hook that keeps what it gets."""
        return self.put(name, f'cat >> "{self.kept}"')

    def got(self) -> list[dict[str, Any]]:
        """Return the changes that the hook got."""
        text = self.kept.read_text(encoding="utf-8") if self.kept.exists() else ""
        return [json.loads(line) for line in text.splitlines()]

    def ids(self) -> list[int]:
        return [change["id"] for change in self.got()]


@pytest.fixture
def hooks(salesmap: Salesmap) -> Hooks:
    return Hooks(salesmap)


def run_delivered(salesmap: Salesmap, *more: str) -> dict[str, int]:
    data: dict[str, int] = salesmap.ok("hook", "run", "--format", "json", *more).data
    return data


def events(answer: Answer) -> list[dict[str, Any]]:
    return [json.loads(line) for line in answer.out.splitlines()]


def test_each_change_is_given_once(hooks: Hooks) -> None:
    salesmap = hooks.salesmap
    hooks.keep()
    salesmap.ok("lead", "add", "A", "--value", "12.50")
    salesmap.ok("lead", "list")
    salesmap.ok("lead", "edit", "1", "--name", "B")
    assert hooks.ids() == [1, 2]
    assert run_delivered(salesmap) == {"delivered": 0, "failed": 0, "left": 0}
    assert hooks.got() == events(salesmap.ok("events"))
    (lead,) = (each for each in hooks.got()[1]["records"] if each["kind"] == "lead")
    assert (lead["event"], lead["id"]) == ("changed", 1)
    assert (lead["before"]["name"], lead["after"]["name"]) == ("A", "B")
    assert lead["after"]["value"] == 12.5 and "value_cents" not in lead["after"]
    assert lead["after"]["fields"] == {}


def test_nothing_written_is_nothing_given(hooks: Hooks) -> None:
    hooks.keep()
    assert_refused(hooks.salesmap.run("lead", "advance", "9"), 3)
    hooks.salesmap.ok("lead", "add", "A", "--source", "web")
    hooks.salesmap.ok("lead", "edit", "1", "--source", "web")
    assert hooks.ids() == [1]


def test_what_was_before_the_first_hook_is_not_given(hooks: Hooks) -> None:
    salesmap = hooks.salesmap
    salesmap.ok("lead", "add", "A")
    hooks.keep()
    answer = salesmap.ok("hook", "run")
    assert "--since 0" in answer.err and hooks.ids() == []
    salesmap.ok("lead", "add", "B")
    assert hooks.ids() == [2]
    assert run_delivered(salesmap, "--since", "0")["delivered"] == 2
    assert hooks.ids() == [2, 1, 2]
    assert run_delivered(salesmap)["delivered"] == 0


def test_the_changes_of_others_are_given_by_a_run(hooks: Hooks, tmp_path: Path) -> None:
    salesmap = hooks.salesmap
    hooks.keep()
    salesmap.ok("lead", "add", "A")
    elsewhere = {"HOME": str(tmp_path / "elsewhere")}
    salesmap.ok("lead", "add", "B", **elsewhere)
    salesmap.ok("lead", "add", "C")
    assert hooks.ids() == [1, 3]
    assert run_delivered(salesmap)["delivered"] == 1
    assert hooks.ids() == [1, 3, 2]
    assert run_delivered(salesmap)["delivered"] == 0


def test_a_failing_hook_harms_nothing(hooks: Hooks) -> None:
    salesmap = hooks.salesmap
    hooks.put("a-fails", "echo first >&2; echo no such channel >&2; echo noise; exit 7")
    hooks.put("b-silent", "exit 7")
    (hooks.folder / "c-broken").write_bytes(b"\x00")
    (hooks.folder / "c-broken").chmod(0o700)
    hooks.keep("d-keep")
    answer = salesmap.ok("lead", "add", "A", "--format", "json")
    assert answer.data["name"] == "A"
    assert "Hook a-fails failed on change 1: no such channel. The change stands." in answer.err
    assert "Hook b-silent failed on change 1: exit code 7." in answer.err
    assert "Hook c-broken failed on change 1" in answer.err
    assert hooks.ids() == [1]
    assert run_delivered(salesmap)["delivered"] == 0, "a change is given once, come what may"


def test_a_hanging_hook_is_ended(hooks: Hooks) -> None:
    salesmap = hooks.salesmap
    hooks.put("hang", "sleep 100 & sleep 100")
    salesmap.ok("config", "set", "hook_timeout", "1")
    answer = salesmap.ok("lead", "add", "A")
    assert "Hook hang failed on change 1: ended after 1 s" in answer.err
    for name in "BC":
        salesmap.ok("lead", "add", name, HOME=str(hooks.folder))
    hung = salesmap.ok("hook", "run", "--format", "json")
    assert hung.data == {"delivered": 1, "failed": 1, "left": 1}
    assert "1 change waits for the next run" in hung.err
    (hooks.folder / "hang").unlink()
    hooks.keep()
    assert run_delivered(salesmap) == {"delivered": 1, "failed": 0, "left": 0}
    assert hooks.ids() == [3]


def test_a_hook_may_write_and_sets_off_none(hooks: Hooks) -> None:
    salesmap = hooks.salesmap
    python = f"{sys.executable} -m salesmap"
    hooks.put("write", f"cd {ROOT} && {python} log 1 note 'by a hook'")
    hooks.keep()
    answer = salesmap.ok("lead", "add", "A")
    assert answer.err.count("Hook") == 0, answer.err
    assert hooks.ids() == [1]
    assert len(salesmap.json("history")) == 2
    assert run_delivered(salesmap)["delivered"] == 0


def test_only_files_of_ones_own_run(hooks: Hooks) -> None:
    salesmap = hooks.salesmap
    hooks.keep("by-anybody").chmod(0o777)
    hooks.put("plain", "exit 1", 0o600)
    hooks.put(".hidden", "exit 1")
    hooks.put("old~", "exit 1")
    rows = {row["hook"]: row["state"] for row in salesmap.json("hook", "list")}
    assert rows == {"by-anybody": "ignored", "plain": "not executable"}
    assert "Ignored" in salesmap.ok("lead", "add", "A").err
    assert hooks.ids() == []
    (hooks.folder / "by-anybody").chmod(0o755)
    hooks.folder.chmod(0o777)
    assert {row["state"] for row in salesmap.json("hook", "list")} == {"ignored"}


def test_a_restored_database_begins_anew(hooks: Hooks) -> None:
    salesmap = hooks.salesmap
    hooks.keep()
    salesmap.ok("lead", "add", "A")
    salesmap.ok("db", "backup", str(hooks.salesmap.home / "copy.db"))
    salesmap.ok("lead", "add", "B")
    salesmap.ok("db", "restore", str(hooks.salesmap.home / "copy.db"))
    later = {"SALESMAP_NOW": "2026-11-24T09:00:00"}
    salesmap.ok("lead", "add", "C", **later)
    assert hooks.ids() == [1, 2, 2]
    assert run_delivered(salesmap)["delivered"] == 0


def test_where_nothing_can_be_noted_nothing_runs(hooks: Hooks) -> None:
    salesmap = hooks.salesmap
    hooks.keep()
    (salesmap.home / ".local").write_text("a file in the way")
    answer = salesmap.ok("lead", "add", "A")
    assert "Hooks were not run" in answer.err and hooks.ids() == []
    assert_refused(salesmap.run("hook", "run"), 5, "Hooks were not run")


def test_the_demo_is_no_news(hooks: Hooks) -> None:
    hooks.keep()
    hooks.salesmap.ok("demo")
    assert hooks.ids() == []


def test_the_example_runs(hooks: Hooks) -> None:
    salesmap = hooks.salesmap
    example = hooks.folder / "won.py"
    example.write_bytes((ROOT / "examples/hook.py").read_bytes())
    example.chmod(0o700)
    salesmap.ok("lead", "add", "A", "--value", "100")
    answer = salesmap.ok("lead", "win", "1", "--force", "--note", "signed")
    assert "Hook" not in answer.err, answer.err
    assert (salesmap.home / "won.csv").read_text().endswith("lin,A,100,CNY\n")


# --- events ---


def test_events_tell_of_each_record_what_became_of_it(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "A", "--tag", "x")
    salesmap.ok("lead", "edit", "1", "--name", "B")
    salesmap.ok("undo", "2")
    salesmap.ok("undo", "1")
    first, second, third, fourth = events(salesmap.ok("events"))
    by_kind = {record["kind"]: record for record in first["records"]}
    assert {record["event"] for record in first["records"]} == {"added"}
    assert by_kind["lead"]["before"] is None and by_kind["lead"]["after"]["name"] == "A"
    assert by_kind["lead_tag"]["after"]["tag"] == "x"
    assert second["rows"] == len(second["records"]) == 1
    assert third["undoes"] == 2 and third["records"][0]["after"]["name"] == "A"
    assert {record["event"] for record in fourth["records"]} == {"deleted"}
    assert all(record["after"] is None for record in fourth["records"])
    assert [event["id"] for event in events(salesmap.ok("events", "--since", "2"))] == [3, 4]
    assert salesmap.ok("events", "--since", "4").out == ""


def test_events_of_a_large_change_are_whole(salesmap: Salesmap, tmp_path: Path) -> None:
    rows = 1001  # more than twice what is read at once
    file = tmp_path / "leads.csv"
    file.write_text("name\n" + "".join(f"L{number}\n" for number in range(rows)))
    salesmap.ok("lead", "import", str(file))
    (event,) = events(salesmap.ok("events"))
    leads = [each["after"]["name"] for each in event["records"] if each["kind"] == "lead"]
    assert leads == [f"L{number}" for number in range(rows)]
    assert event["rows"] == len(event["records"])


def test_events_as_of_a_day(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "A")
    salesmap.ok("lead", "edit", "1", "--name", "B", SALESMAP_NOW="2026-11-25T09:00:00")
    later = {"SALESMAP_NOW": "2026-11-26T09:00:00"}
    (event,) = events(salesmap.ok("events", "--as-of", "2026-11-24", **later))
    assert event["records"][0]["after"]["name"] == "A"


def test_text_in_events_steers_no_terminal(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "A\x9bB\u202e")
    answer = salesmap.ok("events")
    assert "\x9b" not in answer.out and "\u202e" not in answer.out
    assert events(answer)[0]["records"][0]["after"]["name"] == "A\x9bB\u202e"


def test_who_may_not_export_gets_no_events(salesmap: Salesmap) -> None:
    salesmap.ok("member", "add", "lin", "--role", "admin")
    salesmap.ok("member", "add", "bo")
    assert events(salesmap.ok("events"))
    assert_refused(salesmap.run("events", SALESMAP_USER="bo"), 4, "bo (rep)", "admin")
