"""`salesmap help json`: the schema of what each command writes, held against what it writes."""

import json
from pathlib import Path

import pytest
from conftest import Salesmap, assert_refused
from jsonschema import Draft202012Validator
from support import json_shapes
from support.filled import example_data
from support.machine.typist import typist

from salesmap.cli.json_schema import schema_of, schemas, shapes

EIGHTH = json_shapes.commands()[3::8]


def test_the_schemas_of_every_eighth_command_are_current(tmp_path: Path) -> None:
    """The others in the long test. If it fails: `python -m tests.support.json_shapes`."""
    found = json_shapes.made(EIGHTH, tmp_path)
    assert {name: shapes().get(name) for name in found} == found and len(found) > 15


@pytest.mark.long
def test_the_schemas_of_every_command_are_current(tmp_path: Path) -> None:
    found = json_shapes.made(json_shapes.commands(), tmp_path)
    assert json_shapes.written(found) == json_shapes.FILE.read_text(encoding="utf-8")
    Draft202012Validator.check_schema(schemas())


def test_every_eighth_command_writes_what_its_schema_says(tmp_path: Path) -> None:
    assert_schemas_hold(tmp_path, EIGHTH)


@pytest.mark.long
def test_every_command_writes_what_its_schema_says(tmp_path: Path) -> None:
    assert_schemas_hold(tmp_path, json_shapes.commands())


def assert_schemas_hold(folder: Path, tried: list[tuple[str, ...]]) -> None:
    (folder / "home").mkdir()
    prepared = example_data.prepared("en")
    person = Salesmap(folder / "home" / "example.db", folder / "home")
    without, wrong = [], {}
    with typist(person, "en") as run:
        for command in tried:
            for name, line in json_shapes.lines_of(run, command):
                schema = schema_of(name)
                example_data.copy(prepared, person.home, command)
                answer = run("--db", str(person.db), *line, "--format", "json")
                if answer.code or {"-o", "--output", "--export"} & set(line):
                    continue  # what goes into a file is none of the answer
                if not answer.out:
                    without.append(f"nothing from {' '.join(line)}")
                    continue
                if schema is None:
                    without.append(name)
                    continue
                try:
                    written = json.loads(answer.out)
                except json.JSONDecodeError as problem:
                    wrong[" ".join(line)] = f"{problem}: {answer.out[-200:]}"
                    continue
                problems = Draft202012Validator(schema).iter_errors(written)
                wrong.update({" ".join(line): str(problem)[:500] for problem in problems})
    assert not without and not wrong, (without, wrong)


def test_the_document_of_all(salesmap: Salesmap) -> None:
    answer = salesmap.ok("help", "json")
    document = json.loads(answer.out)
    assert document == schemas() and "salesmap help json lead list" in answer.err
    some = dict(list(document["$defs"].items())[::8])  # all of them in the long test
    Draft202012Validator.check_schema({**document, "$defs": some})
    assert {"lead list", "lead show", "report winrate", "events", "error"} <= set(document["$defs"])
    failed = salesmap.run("lead", "show", "99", "--format", "json")
    Draft202012Validator(document["$defs"]["error"]).validate(json.loads(failed.err))
    of_list = json.loads(salesmap.ok("help", "json", "lead", "list").out)
    assert of_list["title"] == "salesmap lead list --format json"
    salesmap.ok("lead", "add", "A")
    for line in salesmap.ok("events").out.splitlines():
        Draft202012Validator(schema_of("events") or {}).validate(json.loads(line))


def test_a_command_without_json(salesmap: Salesmap) -> None:
    assert_refused(salesmap.run("help", "json", "leed", "list"), 3, "writes no JSON", "lead list")
    assert schema_of("init") is None
    of_noun = salesmap.run("help", "json", "lead").err
    assert "lead add" in of_noun and "lead list" in of_noun
    assert salesmap.run("help", "json", "init").err.count("Did you mean") == 0
    assert_refused(salesmap.run("help", "json", "lead", "list", "-f", "csv"), 2, "--format")


def test_the_scores_of_rfm_are_what_the_schema_says(salesmap: Salesmap) -> None:
    """The examples have no purchase of it."""
    salesmap.ok("lead", "add", "Harbor", "--company", "Harbor", "--value", "5k")
    salesmap.ok("lead", "win", "1")
    rows = salesmap.json("report", "rfm")
    assert len(rows) == 1 and isinstance(rows[0]["r"], int)
    Draft202012Validator(schema_of("report rfm")).validate(rows)
