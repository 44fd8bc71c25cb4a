"""Every acceptance script prints what it says, and leaves a database without faults."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

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


def in_turn() -> Iterator[Any]:
    """Yield the scripts; of each pair of languages one is for the long tests, each in turn."""
    stories = sorted({path.name.partition(".")[0] for path in ALL})
    for path in ALL:
        story, *languages, _suffix = path.name.split(".")
        is_long = bool(languages) and (stories.index(story) % 2 == 0) == (languages == ["zh"])
        marks = [pytest.mark.long] if is_long else []
        yield pytest.param(path, marks=marks, id=path.relative_to(SCRIPTS).as_posix())


@pytest.mark.parametrize("path", [*in_turn()])
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
