"""The map: looked at, checked line by line, and written anew from its documentation alone."""

import copy
import random
import re
import tomllib
import xml.etree.ElementTree as ElementTree
from collections.abc import Iterator
from typing import Any

import pytest
from conftest import ROOT, Salesmap
from hypothesis import given
from hypothesis import strategies as st

from salesmap.domain.map.checker import check
from salesmap.domain.map.diff import differences
from salesmap.domain.map.json_form import map_from_json, map_to_json
from salesmap.domain.map.line_numbers import LineIndex
from salesmap.domain.map.loader import read_source, template_names
from salesmap.domain.map.reader import read_map
from salesmap.domain.map.succession import succession
from salesmap.domain.map.toml_table import Table, Violation

ROW = ["stage", "label", "owner_role", "key_elements", "actions", "inputs", "outputs", "indicators", "problems", "value",
       "probability", "quiet_days", "response_hours"]  # fmt: skip
SIX = read_source("six-stage")


# Looking at it.


@pytest.mark.parametrize("name", template_names())
def test_shipped_maps_are_complete(name: str) -> None:
    read, findings = check(read_source(name))
    assert read and not findings
    assert map_from_json(map_to_json(read)) == read
    for stage in read.stages:
        texts = (
            stage.role,
            stage.value,
            stage.guide,
            stage.elements,
            stage.inputs,
            stage.outputs,
            stage.indicators,
            stage.next_step,
        )
        assert all(texts) and stage.actions and stage.problems, stage.key
        assert all(action.role for action in stage.actions)
        assert all(problem.countermeasures for problem in stage.problems)


def test_the_table_of_usual_problems(salesmap: Salesmap) -> None:
    """Every stage of the default map with its key elements, its usual problems, and what the map is worth there."""
    rows = salesmap.json("map", "show")
    assert [list(row)[: len(ROW)] for row in rows] == [ROW] * 6
    assert [row["stage"] for row in rows] == [
        "lead",
        "needs",
        "solution",
        "quote",
        "contract",
        "aftersales",
    ]
    for row in rows:
        assert all(isinstance(row[field], list) and row[field] for field in ROW[3:9]), row["stage"]
        assert row["owner_role"] and row["value"]
    chinese = salesmap.json("map", "show", SALESMAP_LANG="zh")
    assert [list(row) for row in chinese] == [list(row) for row in rows]
    assert all(re.search("[\u4e00-\u9fff]", row["value"]) for row in chinese)


def test_one_stage_and_its_guide(salesmap: Salesmap) -> None:
    stage = salesmap.json("map", "show", "报价")
    assert stage["stage"] == "quote" and stage["guide"] and stage["next"]["days"] == 2
    assert {detail["problem"] for detail in stage["problem_details"]} == {
        "price-war",
        "out-of-hand",
        "too-slow",
        "gone-quiet",
        "unanswered",
        "price-only",
        "slow-approval",
    }
    salesmap.ok("kb", "add", "Three rounds", "--text", "No more.", "--stage", "quote")
    guide = salesmap.ok("map", "guide", "quote").out
    assert (
        guide.startswith("# Quote & negotiation") and "Three rounds (salesmap kb show 1)" in guide
    )
    assert "## Common problems" in guide
    assert salesmap.ok("map", "show", "--format", "markdown").out.count("\n## ") == 6
    assert salesmap.run("map", "show", "nix").code == 2
    assert salesmap.run("map", "guide", "q" * 50).code == 2


def test_every_action_has_one_answerable_role(salesmap: Salesmap) -> None:
    rows = salesmap.json("map", "roles")
    assert len(rows) == len({(row["stage"], row["action"]) for row in rows}) and all(
        row["answerable"] for row in rows
    )
    assert {"stage": "needs", "action": "interview", "answerable": "sales"}.items() <= rows[
        3
    ].items()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_charts(newcomer: Salesmap, lang: str) -> None:
    newcomer.ok("init", "--map", "medical-device")
    newcomer.ok("lead", "add", "A", "--value", "5k")
    picture = newcomer.ok(
        "map", "draw", "--format", "svg", "--live", "--out", "flow.svg", SALESMAP_LANG=lang
    )
    assert "flow.svg" in picture.out
    root = ElementTree.parse(newcomer.home / "flow.svg").getroot()
    texts = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"en": "Sample trial", "zh": "样品试用"}[lang] in texts or any(
        "rial" in (text or "") for text in texts
    )
    assert len(list(root.iter("{http://www.w3.org/2000/svg}rect"))) == 13
    mermaid = newcomer.ok("map", "draw", "--format", "mermaid", SALESMAP_LANG=lang).out
    assert (
        mermaid.startswith("flowchart TD")
        and mermaid.count("subgraph") == 2
        and mermaid.count("-->") == 11
    )
    lines = newcomer.ok("map", "draw", SALESMAP_LANG=lang).out.splitlines()
    assert sum(line.startswith("┌") for line in lines) == 13


def test_texts_of_a_map_are_data(newcomer: Salesmap) -> None:
    nasty = '<script>alert(1)</script> & [red]x[/] \u001b[31m " | }'
    source = SIX.replace('en = "Quote & negotiation"', f"en = {toml(nasty)}")
    (newcomer.home / "map.toml").write_text(source, encoding="utf-8")
    newcomer.ok("init", "--map", "map.toml")
    root = ElementTree.fromstring(newcomer.ok("map", "draw", "--format", "svg").out)
    assert any("<script>" in (element.text or "") for element in root.iter()) and not list(
        root.iter("script")
    )
    mermaid = newcomer.ok("map", "draw", "--format", "mermaid").out
    assert "<script>" not in mermaid and "\u001b" not in mermaid
    for view in (
        ("map", "draw"),
        ("map", "show", "--format", "table"),
        ("map", "guide", "quote"),
        ("funnel",),
    ):
        assert "\u001b" not in newcomer.ok(*view).out, view


def toml(text: str) -> str:
    import json

    return json.dumps(text)


# Checking it.


def edited(*changes: tuple[str, str]) -> str:
    source = SIX
    for old, new in changes:
        assert old in source
        source = source.replace(old, new, 1)
    return source


@pytest.mark.parametrize(
    ("change", "line_of", "word"),
    [
        (("probability = 0.25", "probability = 1.25"), "probability = 1.25", "from 0 to 1"),
        (("probability = 0.25", ""), 'key = "needs"\nlabel = { en = "Needs res', "probability is missing"),
        (("quiet_days = 14", 'quiet_days = "a"'), 'quiet_days = "a"', "number"),
        (('phase = "after"', 'phase = "later"'), 'phase = "later"', "before, after"),
        (("response_hours = 72", "respons_hours = 72"), "respons_hours", "did you mean response_hours"),
        (('role = "presales"\nvalue', 'role = "wizard"\nvalue'), 'role = "wizard"', "unknown role 'wizard'"),
        (('metric = "median_days"', 'metric = "mood"'), 'metric = "mood"', "cannot be 'mood'"),
        (("days = 3\n  above", "above"), 'metric = "late_entry_share"', "needs days"),
        (("  below = 0.80", "  below = 0.80\n  above = 0.9"), 'key = "not-followed-up"', "threshold"),
        (('report = "winrate"', 'report = "mood"'), 'report = "mood"', "cannot be 'mood'"),
        (('  form = "needs"', '  form = "nix"'), 'form = "nix"', "unknown form 'nix'"),
        (('  field = "reach"', '  field = "shoe"'), 'field = "shoe"', "unknown field 'shoe'"),
        (('key = "solution"\nlabel', 'key = "needs"\nlabel'), 'key = "needs"\nlabel = { en = "Solution', "twice"),
        (('key = "quote"\nlabel', 'key = "won"\nlabel'), 'key = "won"', "status"),
        (('type = "choice"\n', 'type = "choices"\n'), None, None),
        (('type = "choice"\nchoices = [{ en = "now"', 'type = "choices"\nchoices = [{ en = "now, or so"'), 'choices = [{ en = "now, or so"', "comma"),
        (('label = { en = "Budget", zh = "预算" }', 'label = "Budget"'), 'label = "Budget"', "must be"),
        (('zh = "报价与谈判" }', 'zh = "" }'), 'zh = "" }', "must be"),
        (('when = ["phone!="]', 'when = ["fone!="]'), 'when = ["fone!="]', "unknown field 'fone'"),
        (('when = ["phone!="]', 'when = ["phone"]'), 'when = ["phone"]', "is not a filter"),
        (('strict = false ', 'strict = "no"'), 'strict = "no"', "true or false"),
        (('required = ["pain", "must_have"]', 'required = ["pain", "nix"]'), 'required = ["pain", "nix"]', "not among"),
        (('when = ["below_floor"]', 'when = ["mood>3"]'), 'when = ["mood>3"]', "is no condition"),
        (('when = ["below_floor"]', 'when = []'), None, None),
        (('of = "quote"\n', 'of = "ticket"\n'), 'of = "ticket"', "choose one of quote, contract"),
        (('when = ["below_floor"]\nrole = "manager"', 'when = ["below_floor"]\nrole = "boss"'), 'role = "boss"', "unknown role 'boss'"),
        (('lead_value = "off"', 'lead_value = "gross"'), 'lead_value = "gross"', "choose one of off, total, net"),
        (('given_limit = 0.15', 'given_limit = 15'), 'given_limit = 15', "from 0 to 1"),
        (('r = [30, 90, 180, 365]', 'r = [30, 90, 90, 365]'), 'r = [30, 90, 90, 365]', "4 whole numbers"),
        (('f = [2, 3, 5, 8]', 'f = [0, 3, 5, 8]'), 'f = [0, 3, 5, 8]', "4 whole numbers"),
        (('f = [2, 3, 5, 8]', 'f = [2, 3, 5]'), 'f = [2, 3, 5]', "4 whole numbers"),
        (('[rfm] ', '[rfm]\nn = 3'), 'n = 3', "unknown key 'n'"),
        (('follow_days = 2', 'folow_days = 2'), 'folow_days = 2', "did you mean follow_days"),
        (('  quote = "accepted"', '  quote = "signed"'), 'quote = "signed"', "choose one of sent, accepted"),
        (('  quote = "accepted"', '  quote = "accepted"\n  field = "value"'), 'quote = "accepted"', "field or quote"),
    ],
)  # fmt: skip
def test_mistakes_are_named_with_their_line(
    change: tuple[str, str], line_of: str | None, word: str | None
) -> None:
    source = edited(change)
    _read, findings = check(source)
    if line_of is None:
        assert not findings
        return
    line = source[: source.index(line_of)].count("\n") + 1
    assert findings, "nothing was found"
    assert any(word in finding.problem and abs(finding.line - line) <= (1 if "missing" in word or "needs" in word or word == "threshold" else 0)
               for finding in findings), (line, findings)  # fmt: skip


@pytest.mark.long
@pytest.mark.parametrize("seed", range(4))
def test_no_text_breaks_the_check(seed: int) -> None:
    """Lines lost, doubled, swapped, cut off, other values: each is either a map that works, or refused with its line."""
    chance = random.Random(seed)
    values = [
        "1",
        '"x"',
        "[]",
        "{}",
        "true",
        "-5",
        "1e400",
        "nan",
        '"\\u0000"',
        '["a"]',
        '{ en = "a", zh = "b" }',
        "{ en = 1 }",
        "2026-01-01",
        '""',
        "[[1]]",
    ]
    texts = {name: read_source(name) for name in template_names()}
    for _round in range(800):
        name = chance.choice(list(texts))
        lines = texts[name].split("\n")
        for _change in range(chance.randint(1, 3)):
            place, other = chance.randrange(len(lines)), chance.randrange(len(lines))
            line = lines[place]
            lines[place : place + 1] = chance.choice(([], [line, lines[other]], [line.split("=")[0] + "= " + chance.choice(values)], [line.replace('"', "", 1)],
                                                      [line[: chance.randrange(len(line) + 1)]]))  # fmt: skip
        source = "\n".join(lines)
        read, findings = check(source)
        assert all(1 <= finding.line <= len(lines) and finding.problem for finding in findings)
        if read and not findings:
            assert map_from_json(map_to_json(read)) == read
            before, _findings = check(texts[name])
            assert before
            list(differences(before, read, succession(before, read, {}), {}))
        else:
            assert findings


def test_a_small_map_has_every_view(newcomer: Salesmap) -> None:
    """No roles, no actions, no problems: nothing to tell is no mistake."""
    newcomer.ok("init", "--map", str(ROOT / "examples/short.toml"))
    newcomer.ok("lead", "add", "A", "--next", "call", "--due", "today")
    for view in (["map", "show"], ["map", "show", "talk"], ["map", "guide", "talk"], ["map", "roles"], ["map", "draw"], ["map", "draw", "--format", "svg", "--live"],
                 ["map", "draw", "--format", "mermaid"], ["lead", "checklist", "A"], ["lead", "score", "A"], ["lead", "show", "A"], ["diagnose"], ["kpi"],
                 ["board"], ["review", "week"], ["forecast"], ["kb", "search", "talk"], ["form", "diff", "A"], ["funnel"], ["diagnose", "--open"]):  # fmt: skip
        for lang in ("en", "zh"):
            newcomer.ok(*view, SALESMAP_LANG=lang)
    assert newcomer.run("form", "export", "needs", "--lead", "A").code == 3


def test_check_on_the_command_line(salesmap: Salesmap) -> None:
    (salesmap.home / "bad.toml").write_text(
        edited(("probability = 0.25", "probability = 2"), ("quiet_days = 90", "quiet_days = 9.5")),
        encoding="utf-8",
    )
    answer = salesmap.run("map", "check", "bad.toml", "--format", "json")
    assert (
        answer.code == 2
        and [list(row) for row in answer.data] == [["line", "where", "problem"]] * 2
    )
    assert [row["where"] for row in answer.data] == ["stage needs", "stage aftersales"]
    (salesmap.home / "worse.toml").write_text("key = [\n", encoding="utf-8")
    assert salesmap.run("map", "check", "worse.toml", "--format", "json").data[0]["where"] == "TOML"
    assert salesmap.run("map", "check", "nix.toml").code == 3
    assert salesmap.ok("map", "check", "six-stage").out == "six-stage: no problems found.\n"
    refused = salesmap.run("map", "apply", "bad.toml", "--yes")
    assert refused.code == 2 and "line" in refused.err and "1 more" in refused.err
    assert (
        salesmap.run("--db", "new.db", "init", "--map", "bad.toml").code == 2
        and not (salesmap.home / "new.db").exists()
    )


@given(st.data())
def test_lines_are_found_whatever_stands_between(data: st.DataObject) -> None:
    """Comments, long texts with headers in them, arrays over several lines: every table is found on its own line."""
    fillers = [
        "# [[stage]]",
        'note = """\n[[stage]]\nkey = 1\n"""',
        "list = [\n  1, # ]\n  [2],\n]",
        "text = '[[stage]]'",
        'quoted = "a \\" [[stage]]"',
        "",
    ]
    lines, expected = [], []
    for number in range(data.draw(st.integers(1, 4))):
        if filler := data.draw(st.sampled_from(fillers)):
            lines += [line.replace("note", f"n{number}").replace("list", f"l{number}").replace("text =", f"t{number} =").replace("quoted", f"q{number}")
                      for line in filler.split("\n")]  # fmt: skip
        lines.append("[[stage]]")
        expected.append(len(lines))
        lines.append(f'key = "s{number}"')
    places = LineIndex("\n".join(lines))
    assert [places.line(("stage", number)) for number in range(len(expected))] == expected
    assert [places.line(("stage", number, "key")) for number in range(len(expected))] == [
        line + 1 for line in expected
    ]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_map_of_the_guide_works(newcomer: Salesmap, lang: str) -> None:
    guide = (ROOT / f"salesmap/guide/{lang}/mapfile.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```toml\n(key = .*?)```", guide, re.DOTALL)
    (newcomer.home / "own.toml").write_text(block, encoding="utf-8")
    assert newcomer.ok("map", "check", "own.toml")
    newcomer.ok("init", "--map", "own.toml")
    newcomer.ok("lead", "add", "A")
    assert newcomer.json("map", "show") and newcomer.json("lead", "checklist", "A", "--all")


def test_lines_of_keys_behind_any_string() -> None:
    """Brackets and quotation marks inside a string open nothing."""
    before = [
        "a = '['",
        'b = "]["',
        "c = 'it \"is'",
        r'd = "a \" [ quote"',
        "e = ['[', \"]\", # [",
        "  '''x''',",
        "]",
        'f = """',
        "[g]",
        '"""',
    ]
    for end in range(len(before) + 1):
        if end in (5, 6, 8, 9):  # inside a value
            continue
        index = LineIndex("\n".join([*before[:end], "last = 1"]))
        assert index.line(("last",)) == end + 1, before[:end]


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_guide_names_every_table_and_key_that_a_map_may_have(
    monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    asked: set[tuple[str, str]] = set()
    has = Table.has

    def remember(table: Table, key: str) -> bool:
        asked.add((".".join(str(part) for part in table.path if isinstance(part, str)), key))
        return has(table, key)

    monkeypatch.setattr(Table, "has", remember)
    for name in template_names():
        read_map(tomllib.loads(read_source(name)), [])
    for key in {key for path, key in asked if not path}:
        for table in ([{}], {}):
            read_map({key: table}, [])

    def page(name: str) -> str:
        return (ROOT / f"salesmap/guide/{lang}/{name}.md").read_text(encoding="utf-8")

    rows = {path: line for line in page("mapfile").splitlines() for path in re.findall(r"`\[+([\w.]+)\]+`", line)}  # fmt: skip
    missing = set()
    for path, key in asked - {("kpi.where", "outcome"), ("kpi.where", "scale"), ("pipeline.when", "customer_type")}:  # fmt: skip
        row = rows.get(path, "") if path else page("mapfile")
        said = row + "".join(page(name) for name in re.findall(r"`salesmap help (\w+)`", row))
        if f"{path}.{key}" not in rows and not re.search(rf"\b{key}\b", said):
            missing.add(f"{path} {key}")
    assert not missing, "\n".join(sorted(missing))


def leaves(data: Any, path: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield where the values of a map are; those of a text in two languages are its."""
    if isinstance(data, dict) and not data.keys() <= {"en", "zh"}:
        for key, value in data.items():
            yield from leaves(value, (*path, key))
    elif isinstance(data, list) and data and isinstance(data[0], dict) and "en" not in data[0]:
        for number, value in enumerate(data):
            yield from leaves(value, (*path, number))
    else:
        yield path


def test_a_key_that_cannot_be_is_no_second_one() -> None:
    """It is read as the first of those that can be, which nobody wrote."""
    source = tomllib.loads(read_source("six-stage"))
    source["tier"][-1]["key"] = "D"
    source["service"][-1]["priority"] = "mega"
    source["pool"] = [{"key": "p", "label": "P", "days": 10, "per_day": -1}]
    told: list[Violation] = []
    read_map(source, told)
    assert {(each.where, each.problem) for each in told} == {
        ("tier", "key cannot be 'D': choose one of A, B, C"),
        ("service target", "priority cannot be 'mega': choose one of urgent, high, normal, low"),
        ("pool p", "per_day must be a number from 0 to 1000000"),
    }
    assert len(told) == 3


@pytest.mark.parametrize("name", template_names())
@pytest.mark.parametrize(
    "wrong", [[[1]], *(pytest.param(each, marks=pytest.mark.long) for each in ({"x": 1}, ""))]
)
def test_a_value_of_the_wrong_kind_is_told_once(name: str, wrong: Any) -> None:
    """Each kind of value, at the first place that has it; what follows from the mistake is not told."""
    source = tomllib.loads(read_source(name))
    source |= {"when": [{"key": "r", "on": "time", "every": "1d", "when": ["source=web"], "then": [{"tag": "x"}]}]}  # fmt: skip
    for path in {tuple(part for part in path if isinstance(part, str)): path for path in leaves(source)}.values():  # fmt: skip
        data = copy.deepcopy(source)
        place: Any = data
        for part in path[:-1]:
            place = place[part]
        place[path[-1]] = wrong
        told: list[Violation] = []
        read_map(data, told)
        assert len(told) == 1, (path, told)
