"""The rules of the house: which room may know which, where each library lives, and that stages are data."""

import ast
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import ROOT

HOUSE = ROOT / "salesmap"
FILES = sorted(HOUSE.rglob("*.py"))

_DOORS = {"actions", "reports", "exchange", "render"}
_FLOOR = {"process", "store"}
MAY_KNOW = {
    "__main__": {"cli", "render"},
    "cli": _DOORS | _FLOOR,
    "actions": _FLOOR,
    "reports": _FLOOR,
    "exchange": _FLOOR,
    "render": set[str](),
    "process": set[str](),
    "store": {"process"},
}
"""The rooms that each room may import; everyone may import the small words, which import no room."""

HOMES = {
    "typer": ("cli",),
    "click": ("cli",),
    "rich": ("render",),
    "sqlmodel": ("store", "actions"),
    "sqlalchemy": ("store", "actions"),
    "alembic": ("store",),
    "openpyxl": ("exchange/workbook.py", "render/workbook.py"),
    "phonenumbers": ("folding.py",),
    "icalendar": ("exchange/calendar_out.py", "exchange/cards_out.py"),
    "vobject": ("exchange/cards_in.py",),
    "rapidfuzz": ("company_names.py",),
    "tomlkit": ("toml.py",),
    "dateutil": ("days.py",),
    "apprise": ("exchange/messenger.py",),
    "babel": ("locale/compile.py",),
    "hatchling": ("locale/compile.py",),
}
"""Where a library from outside may be imported: one place each; the ORM in the two rooms that write."""


def named(path: Path) -> str:
    return path.relative_to(HOUSE).as_posix()


def room_of(path: Path) -> str:
    return path.relative_to(HOUSE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, at its head or in a function; `from a import b` counts as `a.b`."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{named(path)} imports relatively"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


@pytest.mark.parametrize("path", FILES, ids=named)
def test_arrows_run_one_way(path: Path) -> None:
    room = room_of(path)
    known = {module.split(".")[1] for module in imports(path) if module.startswith("salesmap.")}
    rooms = {name for name in known if (HOUSE / name).is_dir() or name == "__main__"}
    assert rooms - {room} <= MAY_KNOW.get(room, set()), f"{named(path)} may not import {rooms - {room} - MAY_KNOW.get(room, set())}"


@pytest.mark.parametrize("path", FILES, ids=named)
def test_each_library_has_its_home(path: Path) -> None:
    for library in {module.split(".")[0] for module in imports(path)} - set(sys.stdlib_module_names) - {"salesmap"}:
        homes = HOMES.get(library, ())
        assert any(named(path) == home or named(path).startswith(f"{home}/") for home in homes), (
            f"{library} is not at home in {named(path)}"
        )


def test_render_knows_nothing_of_leads() -> None:
    for path in (HOUSE / "render").glob("*.py"):
        words = {word for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) for word in _words(node)}
        assert not words & {"lead", "leads", "followup", "followups", "funnel", "customer"}, named(path)


def test_stages_are_data() -> None:
    """A process can name its stages as it likes: no code knows one by its key. (`lead` is a noun of ours, too.)"""
    templates = [tomllib.loads(path.read_text(encoding="utf-8")) for path in (HOUSE / "process" / "templates").glob("*.toml")]
    keys = {stage["key"] for template in templates for stage in template["stage"]} - {"lead"}
    assert keys
    for path in FILES:
        literals = {node.value for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if isinstance(node, ast.Constant)}
        assert not literals & keys, f"{named(path)} names the stages {literals & keys}"


def _words(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Constant):
        return str(node.value).split()
    return [str(value) for value in (getattr(node, "id", None), getattr(node, "attr", None), getattr(node, "name", None)) if value]
