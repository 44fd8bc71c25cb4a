"""Every table and key of a map's text: read as it stands, and each mistake in it is found."""

import copy
import tomllib
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from salesmap.domain.map.checker import check
from salesmap.domain.map.diff import Difference, differences
from salesmap.domain.map.loader import parse_map, read_source, template_names
from salesmap.domain.map.model import SalesMap
from salesmap.domain.map.reader import read_map
from salesmap.domain.map.succession import succession
from salesmap.domain.map.toml_table import Violation
from salesmap.domain.map.words import Words

Path = tuple[str | int, ...]
MANY = {
    "role": "roles", "field": "fields", "form": "forms", "score": "scores", "pipeline": "pipelines", "stage": "stages", "kpi": "kpis",
    "kind": "kinds", "item": "items", "action": "actions", "problem": "problems", "countermeasure": "countermeasures", "next": "next_step",
}  # fmt: skip
"""What a list of tables is called in the model."""


@cache
def _data(name: str) -> dict[str, Any]:
    return tomllib.loads(read_source(name))


def walk(node: Any, path: Path = ()) -> Iterator[tuple[Path, Any]]:
    """Yield every table, list and value with its path."""
    yield path, node
    parts = node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ()  # fmt: skip
    for key, part in parts:
        yield from walk(part, (*path, key))


def of_each_kind(name: str) -> Iterator[tuple[Path, Any]]:
    """Yield the first node of each kind: items of the second stage are like those of the first."""
    seen = set()
    for path, node in walk(_data(name)):
        kind = tuple(part for part in path if isinstance(part, str)), type(node)
        if kind not in seen:
            seen.add(kind)
            yield path, node


def with_change(name: str, path: Path, value: Any) -> dict[str, Any]:
    """Return the data of a map with another value at a path; without it for None."""
    data = copy.copy(_data(name))
    node: Any = data
    for part in path[:-1]:  # nothing else changes
        node[part] = copy.copy(node[part])
        node = node[part]
    if value is None:
        del node[path[-1]]
    else:
        node[path[-1]] = value
    return data


def violations(data: dict[str, Any]) -> list[Violation]:
    found: list[Violation] = []
    read_map(data, found)
    return found


def is_free(path: Path) -> bool:
    """Whether a table's keys are names of fields, not of the map's own parts."""
    return path[-1:] in (("when",), ("where",))


@pytest.mark.parametrize("name", template_names())
def test_an_unknown_key_is_found_in_every_table(name: str) -> None:
    for path, table in of_each_kind(name):
        if isinstance(table, dict) and not is_free(path):
            found = violations(with_change(name, (*path, "zzz"), 1))
            assert any("zzz" in each.problem for each in found), path


@pytest.mark.parametrize("name", template_names())
def test_a_value_of_another_type_is_found(name: str) -> None:
    for path, value in of_each_kind(name):
        if path and not isinstance(path[-1], int):
            wrong: Any = 7.5 if isinstance(value, str | list | dict | bool) else "seven"
            found = violations(with_change(name, path, wrong))
            table = path[:-1][:2]
            assert any(each.path[: len(table)] == table for each in found), path


REQUIRED = {
    "role": "key label", "field": "key label", "form": "key title", "score": "label when points", "pipeline": "key label stages",
    "kpi": "key label report figure", "stage": "key label phase probability quiet_days response_hours", "item": "key label",
    "action": "key label role", "problem": "key label metric", "countermeasure": "what", "next": "what days",
}  # fmt: skip


@pytest.mark.parametrize("name", template_names())
def test_what_is_missing_is_found_where_it_is_required(name: str) -> None:
    for path, table in of_each_kind(name):
        if not isinstance(table, dict) or not path:
            continue
        kind = str(path[-2] if isinstance(path[-1], int) else path[-1])
        for key in REQUIRED.get(kind, "en zh" if set(table) == {"en", "zh"} else "").split():
            found = violations(with_change(name, (*path, key), None))
            assert found and all(each.path[: len(path) - 1] == path[:-1] for each in found), (path, key)  # fmt: skip


@pytest.mark.parametrize("name", template_names())
def test_every_value_is_read_as_it_stands(name: str) -> None:
    sales_map = parse_map(read_source(name))
    compared = 0
    for path, value in walk(_data(name)):
        found: Any = sales_map
        for part in path:
            if found is not None:
                found = found[part] if isinstance(part, int) else _part(found, part)
        if isinstance(value, str | int | float) and found is not None:
            assert found == value, path
            compared += 1
    assert compared > 300


def _part(found: Any, name: str) -> Any:
    """Return a part of the model; None where it is put together from several keys."""
    if name in ("above", "below"):
        assert found.side == name
        return found.threshold
    return getattr(found, MANY.get(name, name), None)


def test_what_is_left_out_has_its_usual_value() -> None:
    source = read_source("six-stage").replace("strict = false ", "strict = true ")
    strict = parse_map(source)
    stages = _data("six-stage")["stage"]
    for stage, table in zip(strict.stages, stages, strict=True):
        assert stage.group == table.get("group", stage.key)
        for item, given in zip(stage.items, table.get("item", ()), strict=True):
            assert (item.hard, item.at) == (given.get("hard", True), given.get("at", "leave"))
        for problem, given in zip(stage.problems, table.get("problem", ()), strict=True):
            usual = (given.get("window_days", 180), given.get("least", 8), given.get("days"))
            assert (problem.window_days, problem.least, problem.days) == usual


def test_a_map_without_pipelines_has_one_of_all_stages() -> None:
    sales_map = parse_map(read_source("six-stage"))
    (pipeline,) = sales_map.pipelines
    assert pipeline.stages == tuple(stage.key for stage in sales_map.stages)
    assert (pipeline.key, pipeline.label, pipeline.when) == (sales_map.key, sales_map.label, ())


@pytest.mark.parametrize(
    ("old", "new", "word"),
    [
        ('stages = ["', 'stages = ["nowhere", "', "nowhere"),
        ('stages = ["', 'stages = ["", "', "stage"),
        ("customer_type = [\"", "shoe_size = [\"", "shoe_size"),
    ],
)  # fmt: skip
def test_unknown_names_in_a_pipeline_are_found(old: str, new: str, word: str) -> None:
    source = read_source("medical-device")
    assert old in source
    _map, findings = check(source.replace(old, new, 1))
    assert any(word in finding.problem for finding in findings), findings


# Differences.


def changes(old: SalesMap, new: SalesMap) -> list[Difference]:
    leads = {stage.key: 3 for stage in old.stages}
    return differences(old, new, succession(old, new, {}), leads)


def test_a_map_does_not_differ_from_itself() -> None:
    for name in template_names():
        sales_map = parse_map(read_source(name))
        assert changes(sales_map, sales_map) == []


@pytest.mark.parametrize("part", ["items", "actions", "problems"])
def test_parts_of_a_stage(part: str) -> None:
    old = parse_map(read_source("six-stage"))
    number = next(n for n, stage in enumerate(old.stages) if len(getattr(stage, part)) > 1)
    stage = old.stages[number]
    first, *rest = getattr(stage, part)
    renamed = first._replace(label=Words("Another", "另一个"))

    def changed(parts: tuple[Any, ...]) -> SalesMap:
        stages = list(old.stages)
        stages[number] = stage._replace(**{part: parts})
        return old._replace(stages=tuple(stages))

    (removed,) = changes(old, changed(tuple(rest)))
    assert "removed" in removed.what and (removed.stage, removed.after) == (stage.key, None)
    (added,) = changes(changed(tuple(rest)), old)
    assert "added" in added.what and (added.stage, added.before) == (stage.key, None)
    (other,) = changes(old, changed((renamed, *rest)))
    assert other.stage == stage.key and "Another" in str(other.after) and other.leads == 3


@pytest.mark.parametrize("part", ["roles", "fields", "forms", "kpis"])
def test_parts_of_the_map(part: str) -> None:
    old = parse_map(read_source("six-stage"))
    _first, *rest = getattr(old, part)
    (removed,) = changes(old, old._replace(**{part: tuple(rest)}))
    assert "removed" in removed.what and (removed.stage, removed.leads) == (None, 0)
    (added,) = changes(old._replace(**{part: tuple(rest)}), old)
    assert "added" in added.what and added.before is None and added.after


@pytest.mark.parametrize(
    ("name", "value"),
    [("probability", 0.99), ("quiet_days", 99), ("response_hours", 99), ("label", Words("X", "某")), ("group", "other"), ("role", None)],
)  # fmt: skip
def test_values_of_a_stage(name: str, value: Any) -> None:
    old = parse_map(read_source("six-stage"))
    stages = list(old.stages)
    stages[1] = stages[1]._replace(**{name: value})
    (change,) = changes(old, old._replace(stages=tuple(stages)))
    assert (change.stage, change.leads) == (old.stages[1].key, 3)
    assert change.before != change.after


def test_values_of_the_map() -> None:
    old = parse_map(read_source("six-stage"))
    for name, value in (("label", Words("X", "某")), ("strict", True), ("may_force", False)):
        (change,) = changes(old, old._replace(**{name: value}))
        assert (change.stage, change.leads) == (None, 0) and change.before != change.after


_SMALL = """
key = "small"
label = { en = "Small", zh = "小" }
[[stage]]
key = "talk"
label = { en = "Talk", zh = "洽谈" }
phase = "before"
probability = 0.5
quiet_days = 3
response_hours = 8
"""


def test_tiers_of_customers() -> None:
    """Read with their filters, and checked without a customer."""
    sales_map, findings = check(
        _SMALL
        + """
[[tier]]
key = "A"
label = { en = "Key", zh = "重点" }
when = ["purchases>=3", "source=web", "区域=N"]
care_days = 30
kinds = ["visit"]
[[tier]]
key = "C"
label = { en = "Others", zh = "其他" }
"""
    )
    assert sales_map and not findings
    assert [rule.key for rule in sales_map.tiers] == ["A", "C"]
    assert sales_map.tiers[0].care_days == 30 and sales_map.care_per_day == 10


def test_tiers_that_cannot_be_meant() -> None:
    _map, findings = check(
        _SMALL
        + """
[[tier]]
key = "D"
label = { en = "Key", zh = "重点" }
when = ["purchases>=many", "tire=A", "tier=A", "last_purchase<never", "value_won>much", "A"]
kinds = ["pigeon"]
[[tier]]
key = "B"
label = { en = "Regular", zh = "普通" }
[[tier]]
key = "B"
label = { en = "Others", zh = "其他" }
care_days = 0
"""
    )
    problems = " ".join(each.problem for each in findings)
    for word in (
        "'D'",
        "'many'",
        "'tire'",
        "depend on the tier",
        "'never'",
        "'much'",
        "not a filter",
    ):
        assert word in problems
    for word in ("'pigeon'", "no customer gets here", "occurs twice", "care_days"):
        assert word in problems
    assert all(each.line > _SMALL.count("\n") for each in findings)
