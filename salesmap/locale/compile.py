"""The build step: compile the catalogues (.po → .mo), and write the manual pages.

It runs when the package is built or installed, editable or not; by hand with `python
salesmap/locale/compile.py` after a catalogue was edited.
"""

import sys
from compileall import compile_dir
from pathlib import Path
from subprocess import DEVNULL, run
from tempfile import mkdtemp
from typing import Any

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run by hand, where the build tool is not needed
    BuildHookInterface = object


class CompileCatalogues(BuildHookInterface):  # type: ignore[misc]
    """The build step."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        """Compile before the files are gathered."""
        compile_all()
        if version == "standard" and self.target_name == "wheel":
            build_data["shared_data"].update(_manual_pages())
        if version == "editable":
            # pip compiles the modules that it copies, but not those that it only points to. Where
            # Python may not write (PYTHONDONTWRITEBYTECODE), every command would compile them.
            compile_dir(Path(__file__).parent.parent, quiet=2)


def _manual_pages() -> dict[str, str]:
    """Write the manual pages and return where each is to be installed."""
    folder = Path(mkdtemp())
    root = Path(__file__).parent.parent.parent
    command = [sys.executable, "-m", "salesmap.cli.manual", str(folder)]
    run(command, cwd=root, check=True, stdout=DEVNULL)
    return {
        str(path): f"share/man/{path.relative_to(folder).as_posix()}"
        for path in folder.rglob("*.1")
    }


def compile_all(*, only_older: bool = False) -> None:
    """Compile every catalogue beside its source, or those alone that are older than it."""
    sources = sorted(Path(__file__).parent.glob("*/LC_MESSAGES/*.po"))
    if only_older:
        sources = [source for source in sources if _is_older(source.with_suffix(".mo"), source)]
    if not sources:
        return
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for source in sources:
        with source.open("rb") as readable:
            catalogue = read_po(readable)
        fresh = source.with_suffix(".mo.new")
        with fresh.open("wb") as writable:
            write_mo(writable, catalogue)
        fresh.replace(source.with_suffix(".mo"))


def _is_older(compiled: Path, *sources: Path) -> bool:
    """Return whether one of the sources, or this step, was changed since."""
    if not compiled.exists():
        return True
    moment = compiled.stat().st_mtime_ns
    return any(each.stat().st_mtime_ns >= moment for each in (*sources, Path(__file__)))


if __name__ == "__main__":
    compile_all()
