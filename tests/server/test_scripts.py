"""The acceptance scripts on a server: the same words, to the byte."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from acceptance.player import Player
from acceptance.script import SCRIPTS, Script, Step, read, scripts

from server.conftest import ServerDatabases

_OF_FILES = ("database/", "start/init", "start/config", "imports/text-dump")
"""Scripts about the file itself: damaged bytes, backups, other programs on it."""

ALL = [path for path in scripts() if not path.relative_to(SCRIPTS).as_posix().startswith(_OF_FILES)]
_FIRST = {path.parent: path for path in reversed(ALL)}
"""A script of each folder is played whenever the tests run, the others with the long ones."""


class ServerPlayer(Player):
    """A person at the keyboard whose database is on a server."""

    def __init__(self, script: Script, home: Path, url: str) -> None:
        super().__init__(script, home)
        self.url = url
        self.environment["SALESMAP_DB"] = url

    def uid(self) -> str:
        import psycopg2

        with psycopg2.connect(self.url) as connection, connection.cursor() as cursor:
            cursor.execute("SELECT uid FROM identity")
            return str(cursor.fetchone()[0])

    def _neutral(self, text: str) -> str:
        return super()._neutral(text.replace(self.url, f"{self.home}/team.db"))


def _said(step: Step) -> tuple[list[str], list[str], int]:
    return step.out.splitlines(), step.err.splitlines(), step.code


@pytest.fixture
def home() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(
        prefix="salesmap-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")
    ) as folder:
        yield Path(folder).resolve()


@pytest.mark.parametrize(
    "path",
    [pytest.param(path, marks=() if path in _FIRST.values() else pytest.mark.long) for path in ALL],
    ids=lambda path: path.relative_to(SCRIPTS).as_posix(),
)
def test_script(path: Path, home: Path, databases: ServerDatabases) -> None:
    script = read(path)
    name = databases.copy(script.headers.get("db", "filled"))
    player = ServerPlayer(script, home, databases.server.url(name))
    steps = [
        (step, player._played(step))
        for step in script.steps
        if not step.command.startswith("sqlite3")
    ]
    wrong = [
        f"$ {wanted.command}\n--- wanted ({wanted.code})\n{wanted.out}{wanted.err}"
        f"--- printed ({got.code})\n{got.out}{got.err}"
        for wanted, got in steps
        if _said(wanted) != _said(got)
    ]
    assert not wrong, "\n\n".join(wrong)
    if script.headers.get("check") != "no" and databases.is_filled(name):
        checked = player.person.run("db", "check", **player.environment)
        assert checked.code == 0, checked
    databases.server.drop(name)
