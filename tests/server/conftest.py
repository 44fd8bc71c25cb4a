"""A server for the tests of this folder, with the databases that scripts begin with."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from acceptance.sample import Databases
from conftest import Salesmap
from support.machine.postgres import Server
from support.machine.postgres import server as started


@pytest.fixture(scope="session")
def server() -> Iterator[Server]:
    """Return a server that runs as long as the tests do."""
    with started() as running:
        yield running


class ServerDatabases:
    """Moves each database that scripts begin with to the server once, and copies it there."""

    def __init__(self, server: Server, folder: Path) -> None:
        self.server = server
        self.files = Databases(folder)
        self._moved: dict[str, str] = {}

    def copy(self, name: str) -> str:
        """Return the name of a new database like that: `none`, `empty`, `filled`."""
        if name == "none":
            return self.server.create()
        if name not in self._moved:
            moved = self.server.create()
            file = self.files.made(name)
            person = Salesmap(file, file.parent)
            person.ok("db", "move", self.server.url(moved))
            self._moved[name] = moved
        return self.server.create(self._moved[name])

    def is_filled(self, name: str) -> bool:
        """Return whether somebody has set up a database."""
        return bool(self.server.sql("SELECT 1 FROM pg_namespace WHERE nspname = 'salesmap'", name))


@pytest.fixture(scope="session")
def databases(server: Server, tmp_path_factory: pytest.TempPathFactory) -> ServerDatabases:
    """Return the databases that scripts begin with."""
    return ServerDatabases(server, tmp_path_factory.mktemp("databases"))
