"""The manual pages name every command, in both languages, and groff reads them."""

import shutil
import subprocess
from pathlib import Path

import pytest
from support.machine.typist import command_lines, groups

from salesmap.cli.manual import write_pages

GROUPS = groups()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    return write_pages(tmp_path_factory.mktemp("man"))


@pytest.mark.parametrize("index", [0, 1], ids=["en", "zh"])
def test_every_command_is_named(pages: list[Path], index: int) -> None:
    text = pages[index].read_text(encoding="utf-8").replace("\\-", "-")
    for words in command_lines():
        if words not in GROUPS:
            assert f".B salesmap {' '.join(words)}\n" in text
    assert ("命令" in text) == (index == 1)


@pytest.mark.skipif(shutil.which("groff") is None, reason="needs groff")
@pytest.mark.parametrize("index", [0, 1], ids=["en", "zh"])
def test_groff_reads_them(pages: list[Path], index: int) -> None:
    done = subprocess.run(
        ["groff", "-man", "-Kutf8", "-Tutf8", "-wmac", str(pages[index])],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert ("SALESMAP(1)" in done.stdout and "Harbor" in done.stdout) or "海港" in done.stdout
