"""The shapes of what commands write with `--format json`: made by running their examples.

`python -m tests.support.json_shapes` writes `salesmap/cli/json_shapes.json` anew.
"""

import json
import re
import shlex
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

if __name__ == "__main__":  # as pytest finds the modules of the tests
    sys.path.insert(0, str(Path(__file__).parents[1]))

from conftest import ROOT, Salesmap

from salesmap.cli.json_schema import FILE
from support.filled import example_data
from support.machine.typist import Typist, command_lines, groups, typist

LANGUAGE = "en"
MORE: dict[tuple[str, ...], tuple[str, ...]] = {
    ("lead", "show"): ("lead show 1 3",),
    ("quote", "show"): ("quote show 1 2",),
    ("today",): ("today",),
    ("funnel",): ("funnel --explain",),
    ("forecast",): ("forecast --explain",),
}
"""Further command lines, whose answers have another shape than those of the examples."""

EVENTS = {
    "object": {
        **{name: {"kind": kind} for name, kind in (
            ("id", "int"), ("at", "instant"), ("actor", "text"), ("command", "text"),
            ("summary", "text"), ("undoes", "int"), ("rows", "int"),
        )},
        "records": {"list": "kind id:int event before:object after:object"},
    }
}  # fmt: skip
"""What `events` writes, a line for each change."""

_EXAMPLE = re.compile(r"(?m)^   salesmap (.*)$")
_FORMATS = re.compile(r"--format FORMAT\s+Output format: ([^.]*)\.", re.DOTALL)

RECORDER = r"""
import os
_columns = {}

def _record_shapes():
    from salesmap.core import table
    from salesmap.render import json_text

    class Row(dict):
        columns = ()

    class Rows(list):
        columns = ()

    def dicts(self):
        make, rows = self.as_dict(), Rows()
        rows.columns = self.columns
        for column in self.columns:
            _columns[column.name] = column.kind
        for values in self.values:
            row = Row(make(values))
            row.columns = self.columns
            rows.append(row)
        return rows

    table.Table.dicts = dicts
    written, pieces = json_text.dumps, json_text.json_text

    def keep(shape):
        import json
        with open(os.environ["SALESMAP_SHAPES"], "a", encoding="utf-8") as file:
            file.write(json.dumps(shape) + "\n")

    def of_columns(columns):
        names = (c.name if c.kind == "text" else f"{c.name}:{c.kind}" for c in columns)
        return " ".join(names)

    def shape(value, name=""):
        if isinstance(value, Rows):
            return {"list": of_columns(value.columns)}
        if isinstance(value, Row) and set(value) == {c.name for c in value.columns}:
            return of_columns(value.columns)
        if isinstance(value, dict):
            inner = {key: shape(each, key) for key, each in value.items()}
            if all(isinstance(each, dict) and "kind" in each for each in inner.values()):
                return " ".join(
                    key if each["kind"] == "text" else f"{key}:{each['kind']}"
                    for key, each in inner.items()
                )
            return {"object": inner}
        if isinstance(value, (list, tuple)):
            items = []
            for each in map(shape, value):
                items += [] if each in items else [each]
            return {"list": {"any": items} if len(items) > 1 else items[0] if items else None}
        if value is None or name in _columns:
            return {"kind": _columns[name]} if name in _columns else None
        kinds = {int: "int", float: "number", bool: "yesno"}
        return {"kind": kinds.get(type(value), "text")}

    def dumps(value):
        keep(shape(value))
        return written(value)

    def json_lines(rows, *, single=False):
        columns = of_columns(rows.columns)
        keep(columns if single else {"list": columns})
        json_text.dumps = written
        try:
            yield from pieces(rows, single=single)
        finally:
            json_text.dumps = dumps

    json_text.dumps, json_text.json_text = dumps, json_lines

_record_shapes()
"""
"""What the process that runs the examples does first: it keeps the shape of all JSON."""


def commands() -> list[tuple[str, ...]]:
    nouns = groups()
    return [each for each in command_lines() if each not in nouns]


def made(tried: list[tuple[str, ...]], folder: Path) -> dict[str, Any]:
    """Return the shapes of what commands write as JSON, by their names."""
    shapes = folder / "shapes"
    person = Salesmap(folder / "home" / "example.db", folder / "home")
    (folder / "home").mkdir()
    prepared = example_data.prepared(LANGUAGE)
    found: dict[str, Any] = {"events": EVENTS} if ("events",) in tried else {}
    before = f"import os; os.environ['SALESMAP_SHAPES'] = {str(shapes)!r}\n{RECORDER}"
    with typist(person, LANGUAGE, columns=100, before=before) as run:
        for command in tried:
            for name, words in lines_of(run, command):
                shapes.write_text("", encoding="utf-8")
                example_data.copy(prepared, person.home, command)
                if run("--db", str(person.db), *words, "--format", "json").code:
                    continue
                for text in shapes.read_text(encoding="utf-8").splitlines():
                    found[name] = _either(found.get(name), json.loads(text))
    return found


def lines_of(run: Typist, command: tuple[str, ...]) -> Iterator[tuple[str, list[str]]]:
    """Yield command lines of a command that writes JSON, each with the name of its schema."""
    from salesmap.domain.report_names import REPORT_NAMES

    if command == ("report",):
        for name in ("list", *REPORT_NAMES):
            yield f"report {name}", ["report", name]
        return
    page = run(*command, "--help").out
    formats = _FORMATS.search(page)
    if command == ("map", "edit") or formats is None:
        return
    if "json" not in re.split(r"[,\s]+", formats[1]):
        return
    for example in (*_EXAMPLE.findall(page), *MORE.get(command, ())):
        words = shlex.split(example.partition(" > ")[0].partition(" | ")[0])
        if not {"--format", "-f", "--html"} & set(words):
            yield " ".join(command), words


def _either(one: Any, other: Any) -> Any:
    """Return the shape of what has either of two."""
    if one is None or one == other:
        return other
    if other is None:
        return one
    if isinstance(one, dict) and "any" in one:
        return one if other in one["any"] else {"any": [*one["any"], other]}
    if isinstance(one, dict) and isinstance(other, dict) and one.keys() == other.keys():
        if "list" in one:
            return {"list": _either(one["list"], other["list"])}
        if "object" in one and one["object"].keys() == other["object"].keys():
            pairs = ((name, each, other["object"][name]) for name, each in one["object"].items())
            return {"object": {name: _either(each, too) for name, each, too in pairs}}
    return {"any": [one, other]}


def written(found: dict[str, Any]) -> str:
    """Return the file of all shapes, a line for each command."""
    lines = [f"  {json.dumps(name)}: {json.dumps(found[name])}" for name in sorted(found)]
    return "{\n" + ",\n".join(lines) + "\n}\n"


def main() -> None:
    """Write the file anew."""
    with tempfile.TemporaryDirectory() as folder:
        FILE.write_text(written(made(commands(), Path(folder))), encoding="utf-8")
    print(f"wrote {FILE.relative_to(ROOT)}")


if __name__ == "__main__":
    main()
