"""What can go wrong around a command: one clear line on standard error, the right exit code, and nothing lost."""

import os
import shutil
import signal
import sqlite3
import subprocess
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path

import pytest
from conftest import Answer, Salesmap
from support.machine.signals import heeding_interrupts

READS = [
    ("due",),
    ("lead", "list"),
    ("lead", "show", "1"),
    ("funnel",),
    ("history",),
    ("db", "info"),
    ("db", "check"),
    (),
]
FEW_READS = READS[:2]
WRITES = [("lead", "add", "New"), ("log", "1", "call", "talked")]
STANDS = "The changes are saved: do not run"

# The superuser is refused nothing: commands that must meet permissions run without those privileges.
UNPRIVILEGED = ["setpriv", "--bounding-set=-all", "--inh-caps=-all"] if os.geteuid() == 0 else []


def type_in(
    person: Salesmap, prefix: Sequence[str], arguments: Sequence[str | bytes], **environment: str
) -> Answer:
    """Type a command behind a prefix (a shell with a limit or a redirection, fewer privileges)."""
    done = subprocess.run(
        [*prefix, *person.command(), *arguments], capture_output=True, text=True, encoding="utf-8",
        env=person.environment(**environment), cwd=person.home, check=False, timeout=60,
    )  # fmt: skip
    return Answer(done.returncode, done.stdout, done.stderr)


def in_shell(script: str) -> list[str]:
    """The prefix that runs the command by a shell, where `"$@"` in the script stands for it."""
    return ["sh", "-c", script, "sh"]


def assert_one_line(answer: Answer, code: int, *words: str) -> None:
    """One line on standard error, with these words in it, and nothing of Python's."""
    assert answer.code == code, answer
    assert answer.err.count("\n") == 1 and answer.err.endswith("\n"), answer
    assert "Traceback" not in answer.err and "bug in salesmap" not in answer.err, answer
    for word in words:
        assert word in answer.err, answer


@pytest.fixture(scope="session")
def filled_database(blank_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with a lead in it, made once."""
    folder = tmp_path_factory.mktemp("filled")
    person = Salesmap(Path(shutil.copy(blank_database, folder)), folder)
    person.ok("lead", "add", "Acme", "--company", "Acme Ltd", "--note", "first words")
    return person.db


@pytest.fixture
def filled(newcomer: Salesmap, filled_database: Path) -> Salesmap:
    """A person with a lead in the book."""
    shutil.copy(filled_database, newcomer.db)
    return newcomer


@contextmanager
def untouched(path: Path) -> Iterator[None]:
    """The file's bytes must be the same afterwards, and nothing may lie beside it that was not there."""
    before, beside = path.read_bytes(), sorted(path.parent.iterdir())
    yield
    assert path.read_bytes() == before
    assert sorted(path.parent.iterdir()) == beside


# --- the file ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("arguments", READS)
def test_missing_file(newcomer: Salesmap, arguments: tuple[str, ...]) -> None:
    assert_one_line(newcomer.run(*arguments), 5, str(newcomer.db))
    assert not newcomer.db.exists()


def test_missing_file_is_made_by_a_write(newcomer: Salesmap) -> None:
    newcomer.ok("lead", "add", "Acme")
    assert newcomer.db.stat().st_mode & 0o777 == 0o600
    assert newcomer.sql("SELECT name FROM lead") == [("Acme",)]


def test_empty_file(newcomer: Salesmap) -> None:
    newcomer.db.touch()
    with untouched(newcomer.db):
        assert_one_line(newcomer.run("due"), 5, "is empty", "salesmap init")
    newcomer.ok("lead", "add", "Acme")
    assert newcomer.sql("SELECT name FROM lead") == [("Acme",)]


def write_text(path: Path) -> None:
    """Make it a text file."""
    path.write_text("Dear diary,\n" * 1000)


def write_foreign(path: Path) -> None:
    """Make it another program's database."""
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("CREATE TABLE song (title); INSERT INTO song VALUES ('Yesterday')")


def truncate(path: Path) -> None:
    """Cut it off in the middle."""
    os.truncate(path, path.stat().st_size // 2 - 100)


def raise_version(path: Path) -> None:
    """Pretend that a newer salesmap made it."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version = 99")


def raise_migration(path: Path) -> None:
    """Pretend that a newer salesmap's migrations ran, and say it to Alembic only."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '0099'")


@pytest.mark.parametrize(
    ("spoil", "word"),
    [
        (write_text, "is not a salesmap database"),
        (write_foreign, "is not a salesmap database"),
        (truncate, "damaged"),
        (raise_version, "newer salesmap"),
        (raise_migration, "newer salesmap"),
    ],
)
def test_unusable_file(filled: Salesmap, spoil: Callable[[Path], None], word: str) -> None:
    spoil(filled.db)
    with untouched(filled.db):
        for arguments in (
            ("due",),
            ("db", "check"),
            ("lead", "add", "New"),
            ("db", "upgrade"),
            ("db", "backup", "b.db"),
        ):
            assert_one_line(filled.run(*arguments), 5, str(filled.db), word)
    assert not list(filled.home.glob("b.db*"))


@pytest.mark.parametrize("page_of", ["lead", "ix_lead_name_key", "change_row"])
@pytest.mark.inconsistent
def test_overwritten_page(filled: Salesmap, page_of: str) -> None:
    root = filled.sql("SELECT rootpage FROM sqlite_schema WHERE name = ?", page_of)[0][0]
    size = filled.sql("PRAGMA page_size")[0][0]
    with filled.db.open("rb+") as file:
        file.seek((root - 1) * size)
        file.write(b"\xa5" * size)
    checked = filled.run("db", "check")
    assert_one_line(checked, 5, "problem")
    assert checked.out
    for arguments in [*FEW_READS, ("lead", "show", "1"), *WRITES]:
        answer = filled.run(*arguments)  # fails on a traceback
        assert answer.code in (0, 5) and "bug in salesmap" not in answer.err, answer


def test_bytes_that_are_no_text(filled: Salesmap) -> None:
    filled.sql("UPDATE lead SET region = CAST(x'ff41' AS TEXT)")
    with untouched(filled.db):
        assert_one_line(filled.run("lead", "list", "-f", "json"), 5, "damaged")


def test_a_folder(newcomer: Salesmap) -> None:
    for arguments in (*FEW_READS, *WRITES, ("init",), ("db", "upgrade"), ("db", "backup", "b.db")):
        assert_one_line(newcomer.run("--db", str(newcomer.home), *arguments), 5, "is a folder")
    assert list(newcomer.home.iterdir()) == []


@pytest.mark.parametrize("name", ["no/such/test.db", "x" * 300, "file/test.db"])
def test_a_place_that_cannot_be(newcomer: Salesmap, name: str) -> None:
    (newcomer.home / "file").touch()
    for arguments in (("due",), ("lead", "add", "Acme"), ("init",)):
        assert_one_line(newcomer.run("--db", name, *arguments), 5, name)
    assert [path.name for path in newcomer.home.iterdir()] == ["file"]


def test_the_default_place_is_made(newcomer: Salesmap) -> None:
    environment = {"SALESMAP_DB": "", "XDG_DATA_HOME": str(newcomer.home / "data")}
    newcomer.ok("lead", "add", "Acme", **environment)
    assert (newcomer.home / "data" / "salesmap" / "salesmap.db").is_file()


# --- permissions, locks, space ----------------------------------------------------------------------------------------


@pytest.fixture
def guarded(filled: Salesmap, tmp_path: Path) -> Iterator[Salesmap]:
    """A person whose book is in a folder of its own, under permissions that are put back at the end."""
    if UNPRIVILEGED and not shutil.which(UNPRIVILEGED[0]):
        pytest.skip("the superuser cannot be refused anything here: there is no setpriv")
    folder = tmp_path / "office"
    folder.mkdir()
    person = Salesmap(Path(shutil.copy(filled.db, folder / "test.db")), filled.home)
    yield person
    folder.chmod(0o700)


def test_read_only_file(guarded: Salesmap) -> None:
    guarded.db.chmod(0o400)
    with untouched(guarded.db):
        for arguments in FEW_READS:
            assert type_in(guarded, UNPRIVILEGED, arguments).code == 0
        for arguments in WRITES:
            assert_one_line(
                type_in(guarded, UNPRIVILEGED, arguments), 5, str(guarded.db), "permissions"
            )


def test_read_only_folder(guarded: Salesmap) -> None:
    guarded.db.parent.chmod(0o500)
    with untouched(guarded.db):
        for arguments in FEW_READS:
            assert type_in(guarded, UNPRIVILEGED, arguments).code == 0
        for arguments in WRITES:
            assert_one_line(
                type_in(guarded, UNPRIVILEGED, arguments), 5, str(guarded.db), "permissions"
            )
    new = guarded.db.with_name("new.db")
    assert_one_line(
        type_in(guarded, UNPRIVILEGED, ["--db", str(new), "lead", "add", "Acme"]), 5, str(new)
    )


def test_unreadable_file_and_folder(guarded: Salesmap) -> None:
    guarded.db.chmod(0o000)
    for arguments in (*FEW_READS, *WRITES):
        assert_one_line(type_in(guarded, UNPRIVILEGED, arguments), 5, str(guarded.db))
    guarded.db.chmod(0o600)
    guarded.db.parent.chmod(0o000)
    for arguments in (*FEW_READS, *WRITES):
        assert_one_line(type_in(guarded, UNPRIVILEGED, arguments), 5, str(guarded.db))


@pytest.mark.parametrize("mode", ["delete", "wal"])
def test_locked_for_too_long(filled: Salesmap, mode: str) -> None:
    with closing(sqlite3.connect(filled.db, isolation_level=None)) as other:
        other.execute(f"PRAGMA journal_mode = {mode}")
        other.execute("BEGIN EXCLUSIVE")
        for arguments in WRITES:
            began = time.monotonic()
            answer = filled.run(*arguments, SALESMAP_LOCK_TIMEOUT="1", SALESMAP_JOURNAL_MODE=mode)
            assert_one_line(answer, 5, "locked", "try again")
            assert 1 <= time.monotonic() - began < 10
        read = filled.run("due", SALESMAP_LOCK_TIMEOUT="0")
        if mode == "delete":
            assert_one_line(read, 5, "locked")
        else:
            assert read.code == 0  # a write-ahead log lets readers read
    assert filled.ok("lead", "list", "-f", "ids").out == "1\n"


def test_a_lock_is_waited_for(filled: Salesmap) -> None:
    with closing(sqlite3.connect(filled.db, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        writer = start(filled, "lead", "add", "New")
        with pytest.raises(subprocess.TimeoutExpired):
            writer.communicate(timeout=2)
        other.execute("COMMIT")
        out, err = writer.communicate(timeout=30)
    assert (writer.returncode, err) == (0, ""), out


@pytest.mark.parametrize("blocks", [0, 8, 200, "the file and a little more"])
def test_disk_full(filled: Salesmap, blocks: int | str) -> None:
    """At different moments of the write: no journal at all, a part of it, the file itself that cannot grow.

    A limit below the size of the file would forbid even to put its pages back.
    """
    note = "long words " * 20_000
    if isinstance(blocks, str):
        blocks = filled.db.stat().st_size // 512 + 16
    script = f'ulimit -f {blocks}; exec "$@"'
    with untouched(filled.db):
        answer = type_in(filled, in_shell(script), ["lead", "add", "New", "--note", note[:100_000]])
        assert_one_line(answer, 5, str(filled.db), "nothing was changed")
    filled.ok("db", "check")


def test_disk_full_while_the_file_is_made(newcomer: Salesmap) -> None:
    assert_one_line(
        type_in(newcomer, in_shell('ulimit -f 20; exec "$@"'), ["lead", "add", "New"]),
        5,
        str(newcomer.db),
    )
    newcomer.ok("lead", "add", "New")
    newcomer.ok("db", "check")


def test_after_a_writer_was_killed(filled: Salesmap) -> None:
    """Half of a change is in the file, its journal beside it: whoever comes next, be it to read, takes it back."""
    before = filled.ok("lead", "list", "-f", "json", "--status", "all").out
    killed = """
import os, signal, sqlite3, sys
book = sqlite3.connect(sys.argv[1], isolation_level=None)
book.execute("PRAGMA cache_size = 1")
book.execute("BEGIN IMMEDIATE")
book.execute("UPDATE lead SET name = 'half done'")
for number in range(300):
    book.execute("INSERT INTO customer (name, name_key, recorded_at, version) VALUES (?, 'x', '2026-11-23T09:00:00Z', 1)", ("x" * 3000,))
os.kill(os.getpid(), signal.SIGKILL)
"""
    python = filled.command()[0]
    done = subprocess.run([python, "-c", killed, str(filled.db)], check=False)
    assert done.returncode == -signal.SIGKILL
    assert filled.db.with_name("test.db-journal").stat().st_size > 0
    assert filled.db.stat().st_size > 500_000
    assert filled.ok("lead", "list", "-f", "json", "--status", "all").out == before
    assert not filled.db.with_name("test.db-journal").exists()
    filled.ok("db", "check")


# --- the way out ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("format", ["table", "plain", "json", "csv", "ids"])
@pytest.mark.parametrize("redirect", [">&-", ">/dev/full"])
def test_output_that_cannot_be_written(filled: Salesmap, redirect: str, format: str) -> None:
    with untouched(filled.db):
        answer = type_in(filled, in_shell(f'exec "$@" {redirect}'), ["lead", "list", "-f", format])
        assert_one_line(answer, 5, "Cannot write the output")
    assert STANDS not in answer.err


@pytest.mark.parametrize("redirect", [">&-", ">/dev/full"])
@pytest.mark.parametrize(
    "arguments",
    [
        ("lead", "add", "New"),
        ("lead", "add", "New", "-f", "json"),
        ("undo",),
        ("db", "backup", "b.db"),
    ],
)
def test_a_write_that_cannot_be_told(
    filled: Salesmap, redirect: str, arguments: tuple[str, ...]
) -> None:
    answer = type_in(filled, in_shell(f'exec "$@" {redirect}'), arguments)
    assert_one_line(answer, 5, "Cannot write the output", STANDS)
    done = {
        "lead": len(filled.sql("SELECT 1 FROM lead")) == 2,
        "undo": not filled.sql("SELECT 1 FROM lead"),
    }
    assert done.get(arguments[0], (filled.home / "b.db").exists())


def test_a_refusal_says_nothing_of_what_stands(filled: Salesmap) -> None:
    answer = filled.run("lead", "add", "Again", "--company", "Acme Ltd")
    assert_one_line(answer, 4)
    assert STANDS not in answer.err


def test_nowhere_to_complain(filled: Salesmap) -> None:
    answer = type_in(filled, in_shell('exec "$@" >&- 2>&-'), ["lead", "list"])
    assert answer == Answer(5, "", "")
    answer = type_in(filled, in_shell('exec "$@" <&- 2>&-'), ["lead", "list", "-f", "ids"])
    assert answer == Answer(0, "1\n", "")


@pytest.mark.parametrize("format", ["table", "plain", "json", "csv", "ids"])
def test_closed_pipe(filled: Salesmap, format: str) -> None:
    fill_up(filled, 20_000 if format == "ids" else 2500)
    script = '{ "$@"; echo $? >&2; } | head -1'
    answer = type_in(filled, in_shell(script), ["lead", "list", "-f", format, "--limit", "0"])
    assert answer.err == "141\n", answer
    assert answer.out.count("\n") == 1


def fill_up(person: Salesmap, leads: int) -> None:
    """Copy the lead until the output does not fit in a pipe any more."""
    columns = [
        row[1]
        for row in person.sql("PRAGMA table_info(lead)")
        if row[1] not in ("id", "external_id", "import_key")
    ]
    names = ", ".join(columns)
    numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?)"
    person.sql(
        f"{numbers} INSERT INTO lead ({names}) SELECT {names} FROM lead, n WHERE lead.id = 1", leads
    )


@pytest.mark.parametrize("arguments", [("--help",), ("lead", "list", "--help")])
def test_help_into_a_closed_pipe(filled: Salesmap, arguments: tuple[str, ...]) -> None:
    answer = type_in(filled, in_shell('{ "$@"; echo $? >&2; } | true'), arguments)
    assert answer.err in ("141\n", "0\n"), answer


# --- the keyboard -----------------------------------------------------------------------------------------------------


def start(person: Salesmap, *arguments: str) -> subprocess.Popen[str]:
    """Type a command and do not wait for it."""
    return subprocess.Popen(
        heeding_interrupts(person.command(*arguments)),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        env=person.environment(),
        cwd=person.home,
    )


def wait_until_open(process: subprocess.Popen[str], path: Path) -> None:
    """Wait until a process has opened a file."""
    end = time.monotonic() + 30
    while time.monotonic() < end:
        for link in Path(f"/proc/{process.pid}/fd").iterdir():
            with suppress(FileNotFoundError):  # closed since
                if link.readlink() == path:
                    return
        time.sleep(0.02)
    raise AssertionError("the process did not open the file")


@pytest.mark.skipif(
    not Path("/proc/self/fd").exists(), reason="only Linux tells which files a process has open"
)
@pytest.mark.parametrize("arguments", [("due",), ("lead", "add", "New")])
def test_interrupted_while_waiting(filled: Salesmap, arguments: tuple[str, ...]) -> None:
    """Ctrl-C is typed when a command hangs, and a command hangs when the file is locked: it must not wait to the end."""
    with closing(sqlite3.connect(filled.db, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        process = start(filled, *arguments)
        wait_until_open(process, filled.db)
        began = time.monotonic()
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=30)
        assert (process.returncode, out, err) == (130, "", "")
        assert time.monotonic() - began < 5
    assert filled.sql("SELECT name FROM lead") == [("Acme",)]
    filled.ok("db", "check")


def test_invalid_utf8(filled: Salesmap) -> None:
    with untouched(filled.db):
        for arguments in (
            ["lead", "add", b"Caf\xe9"],
            ["lead", "list", "--search", b"\xff"],
            [b"--user=\xe9", "lead", "add", "x"],
        ):
            assert_one_line(type_in(filled, [], arguments), 2, "not valid UTF-8")


@pytest.mark.parametrize("arguments", [("lead", "add", "New"), ("due", "--mine")])
def test_invalid_utf8_in_the_environment(filled: Salesmap, arguments: tuple[str, ...]) -> None:
    with untouched(filled.db):
        answer = type_in(
            filled, in_shell(r"""SALESMAP_USER=$(printf '\351') exec "$@" """), arguments
        )
        assert_one_line(answer, 2, "UTF-8", "user")


def test_a_database_whose_name_is_no_text(filled: Salesmap) -> None:
    script = r"""SALESMAP_DB=$(printf '\351.db') exec "$@" """
    assert type_in(filled, in_shell(script), ["lead", "add", "New"]).code == 0
    assert type_in(filled, in_shell(script), ["lead", "list", "-f", "ids"]).out == "1\n"
    assert (filled.home / os.fsdecode(b"\xe9.db")).is_file()


def test_unbuffered_output(filled: Salesmap) -> None:
    """Python's own unbuffered output drops what a full disk or a closed pipe did not take at once."""
    fill_up(filled, 1000)
    listing = ["lead", "list", "-f", "json", "--limit", "0"]
    answer = type_in(
        filled, in_shell('ulimit -f 100; exec "$@" > out'), listing, PYTHONUNBUFFERED="1"
    )
    assert_one_line(answer, 5, "Cannot write the output")
    answer = type_in(
        filled, in_shell('{ "$@"; echo $? >&2; } | head -1'), listing, PYTHONUNBUFFERED="1"
    )
    assert answer.err == "141\n", answer
