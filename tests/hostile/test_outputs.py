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
