"""The map: looked at, checked line by line, and changed under running leads without losing one."""

import random
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Salesmap
from hypothesis import given
from hypothesis import strategies as st

from salesmap.process.checking import check
from salesmap.process.comparing import differences
from salesmap.process.compiled import compiled, restored
from salesmap.process.loading import source_of, template_names
from salesmap.process.places import Places
from salesmap.process.succession import succession

ROW = ["stage", "label", "owner_role", "key_elements", "actions", "inputs", "outputs", "indicators", "problems", "value",
       "probability", "quiet_days", "response_hours"]  # fmt: skip
SIX = source_of("six-stage")
RUNNING = 1_000


# Looking at it.


@pytest.mark.parametrize("name", template_names())
def test_shipped_maps_are_complete(name: str) -> None:
    read, findings = check(source_of(name))
    assert read and not findings
    assert restored(compiled(read)) == read
    for stage in read.stages:
        told = (stage.role, stage.value, stage.guide, stage.elements, stage.inputs, stage.outputs, stage.indicators, stage.next_step)
        assert all(told) and stage.actions and stage.problems, stage.key
        assert all(action.role for action in stage.actions)
        assert all(problem.countermeasures for problem in stage.problems)


def test_the_table_of_usual_problems(salesmap: Salesmap) -> None:
    """Every stage of the default map with its key elements, its usual problems, and what the map is worth there."""
    rows = salesmap.json("map", "show")
    assert [list(row)[: len(ROW)] for row in rows] == [ROW] * 6
    assert [row["stage"] for row in rows] == ["lead", "needs", "solution", "quote", "contract", "aftersales"]
    for row in rows:
        assert all(isinstance(row[field], list) and row[field] for field in ROW[3:9]), row["stage"]
        assert row["owner_role"] and row["value"]
    chinese = salesmap.json("map", "show", SALESMAP_LANG="zh")
    assert [list(row) for row in chinese] == [list(row) for row in rows]
    assert all(re.search("[\u4e00-\u9fff]", row["value"]) for row in chinese)


def test_one_stage_and_its_guide(salesmap: Salesmap) -> None:
    stage = salesmap.json("map", "show", "报价")
    assert stage["stage"] == "quote" and stage["guide"] and stage["next"]["days"] == 2
    assert {detail["problem"] for detail in stage["problem_details"]} == {"price-war", "out-of-hand", "too-slow", "gone-quiet"}
    salesmap.ok("kb", "add", "Three rounds", "--text", "No more.", "--stage", "quote")
    guide = salesmap.ok("map", "guide", "quote").out
    assert guide.startswith("# Quote & negotiation") and "Three rounds (salesmap kb show 1)" in guide
    assert "## What usually goes wrong" in guide
    assert salesmap.ok("map", "show", "--format", "markdown").out.count("\n## ") == 6
    assert salesmap.run("map", "show", "nix").code == 2
    assert salesmap.run("map", "guide", "q" * 50).code == 2


def test_every_action_has_one_answerable_role(salesmap: Salesmap) -> None:
    rows = salesmap.json("map", "roles")
    assert len(rows) == len({(row["stage"], row["action"]) for row in rows}) and all(row["answerable"] for row in rows)
    assert {"stage": "needs", "action": "interview", "answerable": "sales"}.items() <= rows[3].items()


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_charts(newcomer: Salesmap, lang: str) -> None:
    newcomer.ok("init", "--process", "medical-device")
    newcomer.ok("lead", "add", "A", "--value", "5k")
    picture = newcomer.ok("map", "draw", "--format", "svg", "--live", "--out", "flow.svg", SALESMAP_LANG=lang)
    assert "flow.svg" in picture.out
    root = ElementTree.parse(newcomer.home / "flow.svg").getroot()
    texts = [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"en": "Sample trial", "zh": "样品试用"}[lang] in texts or any("rial" in (text or "") for text in texts)
    assert len(list(root.iter("{http://www.w3.org/2000/svg}rect"))) == 13
    mermaid = newcomer.ok("map", "draw", "--format", "mermaid", SALESMAP_LANG=lang).out
    assert mermaid.startswith("flowchart TD") and mermaid.count("subgraph") == 2 and mermaid.count("-->") == 11
    lines = newcomer.ok("map", "draw", SALESMAP_LANG=lang).out.splitlines()
    assert sum(line.startswith("┌") for line in lines) == 13


def test_texts_of_a_map_are_data(newcomer: Salesmap) -> None:
    nasty = '<script>alert(1)</script> & [red]x[/] \u001b[31m " | }'
    source = SIX.replace('en = "Quote & negotiation"', f"en = {toml(nasty)}")
    (newcomer.home / "map.toml").write_text(source, encoding="utf-8")
    newcomer.ok("init", "--process", "map.toml")
    root = ElementTree.fromstring(newcomer.ok("map", "draw", "--format", "svg").out)
    assert any("<script>" in (element.text or "") for element in root.iter()) and not list(root.iter("script"))
    mermaid = newcomer.ok("map", "draw", "--format", "mermaid").out
    assert "<script>" not in mermaid and "\u001b" not in mermaid
    for view in (("map", "draw"), ("map", "show", "--format", "table"), ("map", "guide", "quote"), ("funnel",)):
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
        (('role = "presales"\nvalue', 'role = "wizard"\nvalue'), 'role = "wizard"', "no role 'wizard'"),
        (('metric = "median_days"', 'metric = "mood"'), 'metric = "mood"', "cannot be 'mood'"),
        (("days = 3\n  above", "above"), 'metric = "late_entry_share"', "needs days"),
        (("  below = 0.80", "  below = 0.80\n  above = 0.9"), 'key = "not-followed-up"', "threshold"),
        (('report = "winrate"', 'report = "mood"'), 'report = "mood"', "cannot be 'mood'"),
        (('  form = "needs"', '  form = "nix"'), 'form = "nix"', "no form 'nix'"),
        (('  field = "reach"', '  field = "shoe"'), 'field = "shoe"', "no field 'shoe'"),
        (('key = "solution"\nlabel', 'key = "needs"\nlabel'), 'key = "needs"\nlabel = { en = "Solution', "twice"),
        (('key = "quote"\nlabel', 'key = "won"\nlabel'), 'key = "won"', "status"),
        (('type = "choice"\n', 'type = "choices"\n'), None, None),
        (('type = "choice"\nchoices = [{ en = "now"', 'type = "choices"\nchoices = [{ en = "now, or so"'), 'choices = [{ en = "now, or so"', "comma"),
        (('label = { en = "Budget", zh = "预算" }', 'label = "Budget"'), 'label = "Budget"', "must be"),
        (('zh = "报价与谈判" }', 'zh = "" }'), 'zh = "" }', "must be"),
        (('when = ["phone!="]', 'when = ["fone!="]'), 'when = ["fone!="]', "no field 'fone'"),
        (('when = ["phone!="]', 'when = ["phone"]'), 'when = ["phone"]', "no filter"),
        (('strict = false ', 'strict = "no"'), 'strict = "no"', "true or false"),
        (('required = ["pain", "must_have"]', 'required = ["pain", "nix"]'), 'required = ["pain", "nix"]', "not among"),
    ],
)  # fmt: skip
def test_mistakes_are_named_with_their_line(change: tuple[str, str], line_of: str | None, word: str | None) -> None:
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
    """Lines lost, doubled, swapped, cut off, other values: each is either a map that works, or told with its line."""
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
    texts = {name: source_of(name) for name in template_names()}
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
            assert restored(compiled(read)) == read
            before, _findings = check(texts[name])
            assert before
            list(differences(before, read, succession(before, read, {}), {}))
        else:
            assert findings


def test_a_small_map_has_every_view(newcomer: Salesmap) -> None:
    """No roles, no actions, no problems: nothing to tell is no mistake."""
    newcomer.ok("init", "--process", str(ROOT / "examples/short.toml"))
    newcomer.ok("lead", "add", "A", "--next", "call", "--due", "today")
    for view in (["map", "show"], ["map", "show", "talk"], ["map", "guide", "talk"], ["map", "roles"], ["map", "draw"], ["map", "draw", "--format", "svg", "--live"],
                 ["map", "draw", "--format", "mermaid"], ["lead", "checklist", "A"], ["lead", "score", "A"], ["lead", "show", "A"], ["diagnose"], ["kpi"],
                 ["board"], ["review", "week"], ["forecast"], ["kb", "search", "talk"], ["form", "diff", "A"], ["funnel"], ["diagnose", "--open"]):  # fmt: skip
        for lang in ("en", "zh"):
            newcomer.ok(*view, SALESMAP_LANG=lang)
    assert newcomer.run("form", "export", "needs", "--lead", "A").code == 2


def test_check_on_the_command_line(salesmap: Salesmap) -> None:
    (salesmap.home / "bad.toml").write_text(
        edited(("probability = 0.25", "probability = 2"), ("quiet_days = 90", "quiet_days = 9.5")), encoding="utf-8"
    )
    answer = salesmap.run("map", "check", "bad.toml", "--format", "json")
    assert answer.code == 2 and [list(row) for row in answer.data] == [["line", "where", "problem"]] * 2
    assert [row["where"] for row in answer.data] == ["stage needs", "stage aftersales"]
    (salesmap.home / "worse.toml").write_text("key = [\n", encoding="utf-8")
    assert salesmap.run("map", "check", "worse.toml", "--format", "json").data[0]["where"] == "TOML"
    assert salesmap.run("map", "check", "nix.toml").code == 3
    assert salesmap.ok("map", "check", "six-stage").out == "six-stage: all is well.\n"
    refused = salesmap.run("map", "apply", "bad.toml", "--yes")
    assert refused.code == 2 and "line" in refused.err and "1 more" in refused.err
    assert salesmap.run("--db", "new.db", "init", "--process", "bad.toml").code == 2 and not (salesmap.home / "new.db").exists()


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
    places = Places("\n".join(lines))
    assert [places.line(("stage", number)) for number in range(len(expected))] == expected
    assert [places.line(("stage", number, "key")) for number in range(len(expected))] == [line + 1 for line in expected]


# Changing it.


@pytest.fixture(scope="module")
def running_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A book with a thousand leads under way, won and lost, made once."""
    import team

    home = tmp_path_factory.mktemp("running")
    person = Salesmap(home / "book.db", home)
    person.ok("init")
    team.make(person, 3, RUNNING)
    return person.db


@pytest.fixture
def running(newcomer: Salesmap, running_book: Path) -> Salesmap:
    import shutil

    shutil.copy(running_book, newcomer.db)
    return newcomer


def everything(person: Salesmap) -> dict[str, Any]:
    return {
        table: person.sql(f"SELECT * FROM {table} ORDER BY id")
        for table in ("lead", "stay", "stage", "process", "custom_field", "map_version", "interaction", "followup")
    }


def standing(person: Salesmap) -> dict[str, int]:
    return dict(person.sql("SELECT s.key, count(*) FROM lead l JOIN stage s ON s.id = l.stage_id GROUP BY s.key"))


def stage_text(key: str, source: str = SIX) -> str:
    """A stage's part of the map's text."""
    start = source.index(f'[[stage]]\nkey = "{key}"')
    end = source.find("\n[[stage]]", start)
    return source[start : end if end > 0 else len(source)]


def renamed(source: str) -> str:
    return source.replace('key = "quote"\n', 'key = "offer"\n')


def removed(source: str) -> str:
    return source.replace(stage_text("solution"), "")


def split(source: str) -> str:
    part = stage_text("quote")
    return source.replace(part, part + "\n" + part.replace('key = "quote"', 'key = "talks"', 1))


def reordered(source: str) -> str:
    needs, solution = stage_text("needs"), stage_text("solution")
    return source.replace(needs, "@").replace(solution, needs).replace("@", solution)


CHANGES: dict[str, tuple[Callable[[str], str], tuple[str, ...]]] = {
    "renamed": (renamed, ("--move", "quote=offer")),
    "removed": (removed, ("--move", "solution=needs")),
    "split": (split, ()),
    "reordered": (reordered, ()),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_under_running_leads(running: Salesmap, name: str) -> None:
    """One change in the journal, every lead still there, the figures reconcile, and one undo brings back each row."""
    change, moves = CHANGES[name]
    (running.home / "map.toml").write_text(change(SIX), encoding="utf-8")
    before, stood, funnel = everything(running), standing(running), running.json("funnel")
    rows = running.json("map", "diff", "map.toml", *moves)
    assert rows and [list(row) for row in rows] == [["what", "stage", "before", "after", "leads"]] * len(rows)
    assert everything(running) == before
    running.ok("map", "apply", "map.toml", *moves, "--yes")
    running.ok("db", "check")
    assert sum(standing(running).values()) == RUNNING
    now = running.json("funnel")
    assert (now[0]["reached"], now[-1]["now"]) == (funnel[0]["reached"], funnel[-1]["now"])
    assert sum(row["now"] for row in now) == sum(row["now"] for row in funnel)
    assert sum(row["lost"] or 0 for row in now) == sum(row["lost"] or 0 for row in funnel)
    assert all(row["reached"] >= after["reached"] for row, after in pairwise(now))
    if name == "renamed":
        assert {row["what"] for row in rows} == {"stage · renamed"} and rows[0]["leads"] > 0
        assert [row["reached"] for row in now] == [row["reached"] for row in funnel]
        assert standing(running) == {("offer" if key == "quote" else key): count for key, count in stood.items()}
        assert running.sql("SELECT count(*) FROM change_row WHERE change_id = (SELECT max(id) FROM change)")[0][0] == 2
    if name == "removed":
        assert standing(running)["needs"] == stood["needs"] + stood["solution"] and "solution" not in standing(running)
        assert running.json("lead", "list", "--stage", "needs", "--status", "all", "--fields", "id").__len__() == standing(running)["needs"]
    running.ok("undo")
    assert everything(running) == before
    assert running.json("funnel") == funnel
    running.ok("redo")
    running.ok("db", "check")
    assert running.json("funnel") == now


def test_leads_of_a_stage_that_stays_can_be_sent_elsewhere(running: Salesmap) -> None:
    """A stage split in two: the leads under way go to the new one, what happened in the old one stays there."""
    (running.home / "map.toml").write_text(split(SIX), encoding="utf-8")
    before, stays = standing(running), running.sql("SELECT count(*) FROM stay WHERE stage_id = 4 AND left_at IS NOT NULL")
    alive = running.sql("SELECT count(*) FROM lead WHERE stage_id = 4 AND status = 'open'")[0][0]
    told = running.json("map", "diff", "map.toml", "--move", "quote=talks")
    assert ("stage · leads moved", "quote", "talks", alive) in [(row["what"], row["before"], row["after"], row["leads"]) for row in told]
    running.ok("map", "apply", "map.toml", "--move", "quote=talks", "--yes")
    running.ok("db", "check")
    now = standing(running)
    assert (now["talks"], now.get("quote", 0)) == (alive, before["quote"] - alive)
    assert running.sql("SELECT count(*) FROM stay WHERE stage_id = 4 AND left_at IS NOT NULL") == stays


def test_no_lead_is_left_without_a_place(running: Salesmap) -> None:
    (running.home / "map.toml").write_text(removed(SIX), encoding="utf-8")
    before = everything(running)
    refused = running.run("map", "apply", "map.toml", "--yes")
    assert refused.code == 4 and "--move solution=…" in refused.err
    assert running.run("map", "apply", "map.toml", "--yes", "--move", "solution=aftersales").code == 4, "not over the win"
    assert running.run("map", "apply", "map.toml", "--yes", "--move", "solution=nix").code == 2
    assert running.run("map", "apply", "map.toml", "--move", "solution=needs").code == 2, "nobody is here to say yes"
    (running.home / "other.toml").write_text(source_of("b2b-simple"), encoding="utf-8")
    assert running.run("map", "apply", "other.toml", "--yes").code == 4
    assert everything(running) == before


def test_to_several_pipelines_and_back(running: Salesmap) -> None:
    """Another map altogether, with two ways, and each lead in the stage that was said."""
    before, stood = everything(running), standing(running)
    moves = "six-stage=hospital,lead=screening,quote=negotiation"
    refused = running.run("map", "apply", "medical-device", "--yes")
    assert refused.code == 4 and "--move six-stage=…" in refused.err
    running.ok("map", "apply", "medical-device", "--yes", "--move", moves)
    running.ok("db", "check")
    now = standing(running)
    assert (now["screening"], now["negotiation"], now["needs"]) == (stood["lead"], stood["quote"], stood["needs"])
    assert {row["process"] for row in running.json("lead", "list", "--status", "all")} == {"hospital"}
    assert running.json("lead", "add", "New", "--set", "customer_type=distributor")["process"] == "distributor"
    assert running.run("undo", "4").code == 4, "a lead came since"
    running.ok("undo")
    running.ok("undo")
    assert everything(running) == before


def test_versions_are_kept(salesmap: Salesmap) -> None:
    (salesmap.home / "map.toml").write_text(SIX.replace('en = "Quote & negotiation"', 'en = "Bargain"'), encoding="utf-8")
    salesmap.ok("map", "apply", "map.toml", "--yes", SALESMAP_NOW="2026-11-24T09:00:00")
    assert [row["version"] for row in salesmap.json("map", "versions")] == [2, 1]
    labels = [
        salesmap.json("map", "show", "quote", *when, SALESMAP_NOW="2026-11-25T09:00:00")["label"]
        for when in ((), ("--as-of", "2026-11-23"))
    ]
    assert labels == ["Bargain", "Quote & negotiation"]
    assert salesmap.ok("map", "export", "--version", "1").out == SIX
    assert salesmap.run("map", "export", "--version", "9").code == 3
    salesmap.ok("map", "export", "now.toml")
    assert "says the same" in salesmap.ok("map", "apply", "now.toml").err
    assert len(salesmap.json("map", "versions")) == 2
    (salesmap.home / "now.toml").write_text(
        "# a word to those who come after\n" + (salesmap.home / "now.toml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    salesmap.ok("map", "apply", "now.toml")
    assert salesmap.ok("map", "export").out.startswith("# a word"), "comments are kept, too"
    salesmap.ok("undo")
    salesmap.ok("undo")
    assert salesmap.json("map", "show", "quote")["label"] == "Quote & negotiation"


def test_stages_changed_past_salesmap_are_told(salesmap: Salesmap) -> None:
    salesmap.sql("UPDATE stage SET quiet_days = 99 WHERE key = 'quote'")
    told = salesmap.run("db", "check")
    assert told.code == 5 and "six-stage.quote are not as the map says" in told.out
    salesmap.ok("map", "export", "map.toml")
    (salesmap.home / "map.toml").write_text("# again\n" + (salesmap.home / "map.toml").read_text(encoding="utf-8"), encoding="utf-8")
    salesmap.ok("map", "apply", "map.toml")
    salesmap.ok("db", "check")


def test_edit_in_ones_editor(salesmap: Salesmap) -> None:
    editor = salesmap.home / "editor.sh"
    editor.write_text('#!/bin/sh\nsed -i "s/quiet_days = 14/quiet_days = 12/" "$1"\n')
    editor.chmod(0o755)
    salesmap.ok("map", "edit", "--yes", EDITOR=str(editor))
    assert salesmap.json("map", "show", "solution")["quiet_days"] == 12
    assert salesmap.sql("SELECT quiet_days FROM stage WHERE key = 'solution'") == [(12,)]
    editor.write_text('#!/bin/sh\nsed -i "s/quiet_days = 12/quiet_days = none/" "$1"\n')
    refused = salesmap.run("map", "edit", "--yes", EDITOR=str(editor))
    assert refused.code == 2
    kept = Path(re.search(r"/\S+\.toml", refused.err)[0])  # type: ignore[index]
    assert "quiet_days = none" in kept.read_text(encoding="utf-8"), "no work is lost"
    kept.unlink()


def test_a_process_from_the_documentation_alone(newcomer: Salesmap) -> None:
    """The example in the README is a map that works."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```toml\n(.*?)```", readme, re.DOTALL)
    (newcomer.home / "own.toml").write_text(block, encoding="utf-8")
    assert newcomer.ok("map", "check", "own.toml")
    newcomer.ok("init", "--process", "own.toml")
    newcomer.ok("lead", "add", "A")
    assert newcomer.json("map", "show") and newcomer.json("lead", "checklist", "A", "--all")
