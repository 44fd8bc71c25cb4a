"""The structure: which room may import which, where each library lives, how large a file may be."""

import ast
import re
import sys
import tomllib
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest
from conftest import ROOT

PACKAGE = ROOT / "salesmap"
FILES = sorted(PACKAGE.rglob("*.py"))

MAY_IMPORT = {
    "__init__": {"library", "core"},
    "library": {"actions", "reports", "domain", "store", "core"},
    "__main__": {"cli", "render", "core"},
    "cli": {"actions", "reports", "exchange", "render", "domain", "store", "core"},
    "actions": {"domain", "store", "core"},
    "reports": {"domain", "store", "core"},
    "exchange": {"domain", "store", "core"},
    "render": {"core"},
    "store": {"domain", "core"},
    "domain": {"core"},
    "core": set[str](),
    "locale": set[str](),
    "guide": set[str](),
}
"""The rooms that each room may import beside itself."""

HOMES = {
    "typer": ("cli",),
    "click": ("cli",),
    "rich": ("render",),
    "sqlmodel": ("store", "library/database.py"),
    "sqlalchemy": ("store", "library/database.py"),
    "pandas": ("library/table.py",),
    "alembic": ("store",),
    "psycopg2": ("store/server",),
    "openpyxl": ("exchange/tabular/workbook.py",),
    "xlsxwriter": ("render/workbook.py", "exchange/print/workbook.py"),
    "typst": ("exchange/print/pdf.py",),
    "fontTools": ("exchange/print/fonts.py",),
    "phonenumbers": ("core/folding.py", "core/numbering_plans.py"),
    "icalendar": ("exchange/exporters",),
    "vobject": ("exchange/importers/vcard_import.py",),
    "rapidfuzz": ("domain/company_names.py",),
    "tomlkit": ("core/toml_files.py",),
    "dateutil": ("core/dates.py",),
    "apprise": ("exchange/exporters/notifier.py",),
    "babel": ("locale/compile.py",),
    "chinese_calendar": ("core/working_time/countries.py",),
    "hatchling": ("locale/compile.py",),
}
"""Where a library from outside may be imported: one place each; the ORM in the store, and behind `db.session()`; workbooks of rows and of papers."""

ENGINE = (
    "store/file/",
    "store/server/",
    "store/engine/opening.py",
    "store/engine/sql_dates.py",
    "store/migrations/",
    "store/models/",
    "store/generate.py",
    "library/database.py",
)
"""Where what only one engine understands may stand: its own room, and what is made for it."""

ENGINE_ONLY = re.compile(
    r"\bimport sqlite3\b|\bfrom sqlite3\b|\bPRAGMA\b|\bpragma_\w+|\bsqlite_(?!where|with_rowid)\w+"
    r"|\bstrftime\('|\bjulianday\(|\bdatetime\('|\bifnull\(|\biif\(|\bgroup_concat\(|\bGLOB\b"
    r"|\bINSERT OR\b|\bREPLACE INTO\b|\bUSING fts5\b|\browid\b|\bLIMIT -1\b|substr\([^()]*, -\d"
)

MOST_MODULES = 20
MOST_LINES = 320


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def room_of(path: Path) -> str:
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


FILES_OF: dict[str, list[Path]] = {}
"""The modules of each room: a test of each module alone would spend its time on being one."""
for each in FILES:
    FILES_OF.setdefault(room_of(each), []).append(each)


@cache
def facts(path: Path) -> tuple[tuple[str, ...], frozenset[object], str | None]:
    """Return what a file imports, its literals and its docstring: each file is parsed once."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    imported: list[str] = []
    literals = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant):
            literals.add(node.value)
        elif isinstance(node, ast.Import):
            imported += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)} imports relatively"
            imported += (f"{node.module}.{alias.name}" for alias in node.names)
    return tuple(imported), frozenset(literals), ast.get_docstring(tree)


def imports(path: Path) -> tuple[str, ...]:
    """Every module that a file imports, at its head or in a function; `from a import b` counts as `a.b`."""
    return facts(path)[0]


@pytest.mark.parametrize("room", FILES_OF)
def test_one_engine_has_one_room(room: str) -> None:
    """Everything else reads and writes through `store.connection.Connection`."""
    for path in [*FILES_OF[room], *sorted((PACKAGE / room).rglob("*.sql"))]:
        if name_of(path).startswith(ENGINE):
            continue
        text = path.read_text(encoding="utf-8")
        found = [
            match[0] for match in ENGINE_ONLY.finditer(text) if not _is_time_format(match, text)
        ]
        assert not found, (name_of(path), found)


def _is_time_format(match: "re.Match[str]", text: str) -> bool:
    """Whether it is Python's `moment.strftime('…')`."""
    return text[: match.start()].endswith(".")


@pytest.mark.parametrize("room", FILES_OF)
def test_arrows_run_one_way(room: str) -> None:
    for path in FILES_OF[room]:
        rooms = {module.split(".")[1] for module in imports(path) if module.startswith("salesmap.")}
        rooms = {
            name
            for name in rooms
            if (PACKAGE / name).is_dir() or (PACKAGE / f"{name}.py").is_file()
        }
        forbidden = rooms - {room} - MAY_IMPORT[room]
        assert not forbidden, f"{name_of(path)} may not import {forbidden}"


def test_there_is_no_circle_of_modules() -> None:
    modules = {
        f"salesmap.{name_of(path).removesuffix('.py').removesuffix('/__init__').replace('/', '.')}"
        for path in FILES
    }
    graph: dict[str, set[str]] = {}
    for path in FILES:
        module = f"salesmap.{name_of(path).removesuffix('.py').removesuffix('/__init__').replace('/', '.')}"
        found = imports(path)
        graph[module] = {
            each if each in modules else each.rpartition(".")[0]
            for each in found
            if each.startswith("salesmap")
        }
        graph[module] -= {module}
    list(TopologicalSorter(graph).static_order())


@pytest.mark.parametrize("room", FILES_OF)
def test_each_library_has_its_home(room: str) -> None:
    for path in FILES_OF[room]:
        for library in (
            {module.split(".")[0] for module in imports(path)}
            - set(sys.stdlib_module_names)
            - {"salesmap"}
        ):
            homes = HOMES.get(library, ())
            is_home = any(
                name_of(path) == home or name_of(path).startswith(f"{home}/") for home in homes
            )
            assert is_home, f"{library} is not at home in {name_of(path)}"


def test_render_knows_nothing_of_leads() -> None:
    for path in (PACKAGE / "render").glob("*.py"):
        words = {
            word
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
            for word in _words(node)
        }
        assert not words & {"lead", "leads", "followup", "followups", "funnel", "customer"}, (
            name_of(path)
        )


def test_stages_are_data() -> None:
    """A map can name its stages as it likes: no code knows one by its key. Our nouns are not meant."""
    templates = [
        tomllib.loads(path.read_text(encoding="utf-8"))
        for path in (PACKAGE / "domain/map/templates").glob("*.toml")
    ]
    keys = {stage["key"] for template in templates for stage in template["stage"]} - {
        "lead",
        "quote",
        "contract",
        "needs",
        "solution",
        "negotiation",
    }
    assert keys
    for path in FILES:
        literals = facts(path)[1]
        assert not literals & keys, f"{name_of(path)} names the stages {literals & keys}"


@pytest.mark.parametrize("room", FILES_OF)
def test_a_module_has_one_subject(room: str) -> None:
    for path in FILES_OF[room]:
        text = path.read_text(encoding="utf-8")
        if not text.startswith("# generated"):
            assert text.count("\n") <= MOST_LINES, name_of(path)


def test_a_folder_can_be_read_at_a_glance() -> None:
    folders = {path.parent for path in (*FILES, *(ROOT / "tests").rglob("*.py"))}
    sizes = {
        folder.relative_to(ROOT).as_posix(): len(
            [path for path in folder.glob("*.py") if path.name != "__init__.py"]
        )
        for folder in folders
    }
    assert not {folder: size for folder, size in sizes.items() if size > MOST_MODULES}


def test_every_package_says_what_lives_there() -> None:
    silent = [name_of(path) for path in FILES if path.name == "__init__.py" and not facts(path)[2]]
    assert not silent


def _words(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Constant):
        return str(node.value).split()
    return [
        str(value)
        for value in (
            getattr(node, "id", None),
            getattr(node, "attr", None),
            getattr(node, "name", None),
        )
        if value
    ]
