"""A map's own kinds of interactions and follow-ups: typed and shown in both languages."""

import pytest
from conftest import Salesmap, assert_refused

DEMO = """
[[kind]]
key = "demo"
label = { en = "Demonstration", zh = "演示" }
"""


@pytest.fixture
def demonstrating(filled: Salesmap) -> Salesmap:
    """A database whose map has a kind of its own."""
    source = filled.home / "map.toml"
    filled.ok("map", "export", str(source))
    source.write_text(source.read_text("utf-8") + DEMO, "utf-8")
    assert "demo: Demonstration" in filled.ok("map", "diff", str(source)).out
    filled.ok("map", "apply", str(source), "--yes")
    return filled


@pytest.mark.parametrize("name", ["demo", "Demonstration", "演示"])
def test_typed_in_either_language(demonstrating: Salesmap, name: str) -> None:
    assert "Demonstration" in demonstrating.ok("log", "1", name, "showed the pump").out
    assert demonstrating.json("lead", "show", "1")["timeline"][-1]["event"] == "demo"
    added = demonstrating.json(
        "followup", "add", "1", "show it again", "--due", "fri", "--kind", name
    )
    assert added["kind"] == "demo"


def test_shown_in_both_languages(demonstrating: Salesmap) -> None:
    demonstrating.ok("log", "1", "demo", "showed the pump")
    demonstrating.ok("followup", "add", "1", "again", "--due", "today", "--kind", "demo")
    for lang, label in (("en", "Demonstration"), ("zh", "演示")):
        for command in (
            ("lead", "show", "1", "-f", "table"),
            ("report", "activity", "-f", "table"),
            ("followup", "list", "--fields", "id,kind", "-f", "table"),
        ):
            assert label in demonstrating.ok("--lang", lang, *command).out, command
    rows = demonstrating.json("report", "activity")
    assert "demo" in {row["kind"] for row in rows}


def test_a_kind_that_the_map_does_not_have(filled: Salesmap, demonstrating: Salesmap) -> None:
    refused = demonstrating.run("log", "1", "dance", "no")
    assert_refused(refused, 2, "dance", "call, visit", "demo")
    assert "演示" in demonstrating.run("--lang", "zh", "log", "1", "跳舞", "x").err


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (DEMO + DEMO, "occurs twice"),
        (DEMO.replace("demo", "call"), "every map has"),
        (DEMO.replace("label", "lable"), "label is missing"),
    ],
)
def test_a_map_with_a_mistake(filled: Salesmap, text: str, problem: str) -> None:
    source = filled.home / "map.toml"
    filled.ok("map", "export", str(source))
    source.write_text(source.read_text("utf-8") + text, "utf-8")
    assert problem in filled.run("map", "check", str(source)).out
