"""Compiling the catalogues (.po → .mo).

It runs when the package is built or installed, editable or not; by hand, after a catalogue was
edited, with `python salesmap/locale/compile.py`.
"""

from compileall import compile_dir
from pathlib import Path
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
        if version == "editable":
            # pip compiles the modules that it copies, not those that it only points to. Where
            # Python may not write (PYTHONDONTWRITEBYTECODE), every command would compile them.
            compile_dir(Path(__file__).parent.parent, quiet=2)


def compile_all() -> None:
    """Compile every catalogue beside its source."""
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    for source in sorted(Path(__file__).parent.glob("*/LC_MESSAGES/*.po")):
        with source.open("rb") as readable:
            catalogue = read_po(readable)
        fresh = source.with_suffix(".mo.new")
        with fresh.open("wb") as writable:
            write_mo(writable, catalogue)
        fresh.replace(source.with_suffix(".mo"))


if __name__ == "__main__":
    compile_all()
