"""Talk, conflicts and hooks on a server: as on a file."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from conftest import Salesmap

from server.conftest import ServerDatabases


@pytest.fixture
def shared(databases: ServerDatabases, tmp_path: Path) -> Iterator[Salesmap]:
    """Return a command line on an empty database of a server."""
    name = databases.copy("empty")
    url = databases.server.url(name)
    person = Salesmap(tmp_path / "unused.db", tmp_path)
    yield _On(person.db, person.home, url)
    databases.server.drop(name)


@dataclass(frozen=True)
class _On(Salesmap):
    """A command line whose database is on a server."""

    url: str

    def environment(self, **more: str) -> dict[str, str]:
        """Return the environment with the address of the database."""
        return {**super().environment(), "SALESMAP_DB": self.url, **more}


def test_hooks(shared: Salesmap) -> None:
    folder = shared.home / ".config/salesmap/hooks"
    folder.mkdir(parents=True)
    hook = folder / "keep"
    hook.write_text('#!/bin/sh\necho "$SALESMAP_DB" >> "$HOME/db"\ncat >> "$HOME/kept"\n')
    hook.chmod(0o700)
    shared.ok("lead", "add", "A", "--value", "12.50")
    shared.ok("lead", "advance", "1")
    assert shared.json("hook", "run") == {"delivered": 0, "failed": 0, "left": 0}
    kept = [json.loads(line) for line in (shared.home / "kept").read_text().splitlines()]
    events = [json.loads(line) for line in shared.ok("events").out.splitlines()]
    assert kept == events and len(kept) == 2
    assert (shared.home / "db").read_text().splitlines() == [
        shared.environment()["SALESMAP_DB"]
    ] * 2


def test_conflicts_and_news(shared: Salesmap) -> None:
    shared.ok("member", "add", "lin", "--role", "admin")
    for name in ("ann", "bo"):
        shared.ok("member", "add", name)
    shared.ok("lead", "add", "A", "--company", "Harbor Ltd", "--owner", "ann")
    told = shared.ok(
        "lead", "add", "B", "--company", "HARBOR Inc", "--owner", "bo", "--allow-duplicate"
    )
    assert "same company" in told.err
    assert shared.json("lead", "conflict", "list")[0]["leads"] == [1, 2]
    shared.ok("lead", "conflict", "settle", "1", "--to", "ann", "--why", "first")
    kinds = {
        name: [row["kind"] for row in shared.json("inbox", SALESMAP_USER=name)]
        for name in ("ann", "bo")
    }
    assert kinds == {"ann": ["assigned", "conflict", "assigned"], "bo": ["assigned", "decision"]}
    shared.ok("undo")
    assert len(shared.json("inbox", SALESMAP_USER="bo")) == 1
    shared.ok("inbox", "--mark-read", SALESMAP_USER="bo")
    assert shared.json("inbox", SALESMAP_USER="bo") == []
