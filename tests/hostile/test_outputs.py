"""An output never hits what is read, nor a neighbour; an existing file needs `--overwrite`."""

import os
import stat
import subprocess
from pathlib import Path

import pytest
from conftest import Salesmap, assert_refused, contents

SAVING = (
    ("lead", "export", "--output", "{}"),
    ("lead", "export", "--format", "xlsx", "--output", "{}"),
    ("contact", "export", "--output", "{}"),
    ("map", "export", "{}"),
    ("map", "draw", "--out", "{}"),
    ("board", "--html", "{}"),
    ("review", "month", "--html", "{}"),
)


def line(command: tuple[str, ...], path: Path | str) -> list[str]:
    return [word.format(path) for word in command]


@pytest.mark.parametrize("command", SAVING, ids=" ".join)
def test_never_onto_the_database(filled: Salesmap, command: tuple[str, ...]) -> None:
    before = contents(filled.db)
    link, hard = filled.home / "link", filled.home / "hard"
    link.symlink_to(filled.db)
    os.link(filled.db, hard)
    for target in (filled.db, f"{filled.db}-journal", f"{filled.db}-wal", link, hard):
        refused = filled.run(*line(command, target), "--overwrite")
        assert_refused(refused, 4, "read by this command")
    assert contents(filled.db) == before


@pytest.mark.parametrize("command", SAVING, ids=" ".join)
def test_an_existing_file_needs_overwrite(filled: Salesmap, command: tuple[str, ...]) -> None:
    target = filled.home / "out.txt"
    target.write_text("mine")
    target.chmod(0o640)
    assert_refused(filled.run(*line(command, target)), 4, "already exists", "--overwrite")
    assert target.read_text() == "mine"
    filled.ok(*line(command, target), "--overwrite")
    assert target.read_bytes() != b"mine"
    assert stat.S_IMODE(target.stat().st_mode) == 0o640
    assert not list(filled.home.glob(".*salesmap-new"))


def test_a_new_file_is_private(filled: Salesmap) -> None:
    filled.ok("map", "export", str(filled.home / "map.toml"))
    assert stat.S_IMODE((filled.home / "map.toml").stat().st_mode) == 0o600


def test_neighbours_devices_and_links(filled: Salesmap) -> None:
    neighbour = filled.home / "out.csv.new"
    neighbour.write_text("a neighbour")
    filled.ok("lead", "export", "--output", str(filled.home / "out.csv"))
    assert neighbour.read_text() == "a neighbour"
    filled.ok("lead", "export", "--output", "/dev/null")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)
    real, link = filled.home / "real.csv", filled.home / "link.csv"
    real.write_text("old")
    link.symlink_to(real)
    filled.ok("lead", "export", "--output", str(link), "--overwrite")
    assert link.is_symlink() and "Acme" in real.read_text()


def test_standard_output(filled: Salesmap) -> None:
    assert filled.ok("map", "export", "-").out.startswith(("#", "key"))
    assert "Acme" in filled.ok("lead", "export", "--output", "-").out
    assert "<html" in filled.ok("board", "--html", "-").out
    done = subprocess.run(
        filled.command("lead", "export", "--output", "/dev/stdout"),
        env=filled.environment(), capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert "Acme" in done.stdout


def test_rejects_never_hit_the_input(filled: Salesmap) -> None:
    sheet = filled.home / "in.csv"
    sheet.write_text("name,value\nA,1\nB,x\n")
    before = contents(filled.db)
    for target in (sheet, filled.db):
        refused = filled.run("lead", "import", str(sheet), "--rejects", str(target), "--overwrite")
        assert_refused(refused, 4, "read by this command")
    assert sheet.read_text().startswith("name") and contents(filled.db) == before


def test_a_backup_is_written_aside(filled: Salesmap) -> None:
    target = filled.home / "copy.db"
    target.symlink_to(filled.home / "nowhere.db")
    assert_refused(filled.run("db", "backup", str(target)), 4, "already exists")
    assert not (filled.home / "nowhere.db").exists()
    (filled.db.parent / ".x.abc.salesmap-new").write_text("")
    assert "killed" in filled.ok("db", "check").err


def test_files_for_other_programs_hold_no_control_characters(filled: Salesmap) -> None:
    filled.sql("UPDATE contact SET phone = ?, name = ?", "138\n0000\x1b[31m", "An\x07n\r\nLee")
    filled.sql("UPDATE lead SET contact_id = 1 WHERE id = 1")
    filled.sql("INSERT INTO contact (name, phone, recorded_at, version, fields) VALUES (?, ?, '2026-11-23T09:00:00Z', 1, '{}')",
               "B\x1bo\x85b", "139\n1")  # fmt: skip
    filled.sql("UPDATE followup SET what = ?", "call\x1b[31m\x07\x85 x\ny")
    for command in (
        ("contact", "export"),
        ("contact", "export", "--card-version", "4.0"),
        ("due", "-f", "ics", "--days", "9"),
    ):
        out = filled.ok(*command).out
        assert not [each for each in out if each in "\x1b\x07\x85"], command


def test_an_editor_that_saves_no_text(filled: Salesmap) -> None:
    editor = filled.home / "editor.sh"
    editor.write_text("#!/bin/sh\nprintf 'caf\\351' > \"$1\"\n")
    editor.chmod(0o755)
    for command in (("map", "edit"), ("map", "edit", "--yes")):
        refused = filled.run(*command, EDITOR=str(editor), TMPDIR=str(filled.home))
        assert_refused(refused, 2, "not UTF-8", "kept in")
    assert [path.read_bytes() for path in filled.home.glob("salesmap-*")] == [b"caf\xe9"] * 2


def test_reports_that_are_none_are_left_out(filled: Salesmap) -> None:
    folder = filled.home / ".config/salesmap/reports"
    folder.mkdir(parents=True)
    os.mkfifo(folder / "pipe.sql")
    (folder / "folder.sql").mkdir()
    (folder / "bad.sql").write_bytes(b"\xff\xfe")
    (folder / "good.sql").write_text("SELECT 1 AS one")
    listed = filled.ok("report", "list")
    assert "good" in listed.out and "bad.sql, folder.sql, pipe.sql" in listed.err
    assert filled.ok("report", "good").out.splitlines() == ["one", "1"]


def test_settings_are_never_lost(filled: Salesmap) -> None:
    values = {
        "user": "mei",
        "lang": "en",
        "color": "never",
        "limit": "7",
        "lock_timeout": "9",
    }
    running = [
        subprocess.Popen(filled.command("config", "set", *pair), env=filled.environment(),
                         cwd=filled.home, stdout=subprocess.DEVNULL)
        for pair in values.items()
    ]  # fmt: skip
    assert [process.wait(60) for process in running] == [0] * len(values)
    text = (filled.home / ".config/salesmap/config.toml").read_text()
    assert all(key in text for key in values)


def test_secrets_are_masked(filled: Salesmap) -> None:
    said = filled.ok("config", "set", "notify", "wecombot://SECRET ann=tgram://SECRET/1").out
    said += filled.ok("config", "show").out
    for address in ("wecombot://SECRET", "dingtalk:/SECRET", "feishu:SECRET", "SECRET"):
        said += filled.run("due", "--days", "9", "--notify", address).err
    said += filled.ok("history").out
    assert "SECRET" not in said and "wecombot://…" in said
    config = filled.home / ".config/salesmap/config.toml"
    assert stat.S_IMODE(config.stat().st_mode) == 0o600


def test_a_planted_settings_file_is_ignored(filled: Salesmap) -> None:
    planted = filled.home / "salesmap.toml"
    planted.write_text('db = "evil.db"\nlimit = 1\n')
    planted.chmod(0o666)
    answer = filled.ok("config", "show", "-f", "json")
    assert "Ignored" in answer.err
    assert {row["setting"]: row["value"] for row in answer.data}["limit"] == "50"
    planted.chmod(0o644)
    assert "Ignored" not in filled.ok("config", "show").err
