"""Every acceptance script prints what it says, and leaves a database without faults."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from acceptance.player import Player
from acceptance.sample import Databases
from acceptance.script import SCRIPTS, read, scripts, written

ALL = scripts()


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Databases:
    return Databases(tmp_path_factory.mktemp("databases"))


@pytest.fixture
def home() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(
        prefix="salesmap-", dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")
    ) as folder:
        yield Path(folder).resolve()


@pytest.mark.parametrize("path", ALL, ids=lambda path: path.relative_to(SCRIPTS).as_posix())
def test_script(path: Path, home: Path, databases: Databases) -> None:
    script = read(path)
    databases.put(script, home)
    player = Player(script, home)
    assert written(player.play()).splitlines() == path.read_text(encoding="utf-8").splitlines()
    check = player.check()
    assert check.code == 0, check


def test_there_are_scripts_in_both_languages() -> None:
    names = {read(path).name for path in ALL}
    assert len(names) >= 60
    english = {name.removesuffix(".en") for name in names if name.endswith(".en")}
    chinese = {name.removesuffix(".zh") for name in names if name.endswith(".zh")}
    assert english == chinese
