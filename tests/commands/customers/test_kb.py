"""The knowledge base: two Chinese characters find a note, and so does any form of an English word."""

import pytest
from conftest import Salesmap, made_once

NOTES = [
    (
        "Price talk",
        "Never give discounts without getting something for it. Negotiations end after three rounds.",
        ["--stage", "quote"],
    ),
    ("停电怎么问", "先问最近一次停电的经过，再问一年停几次电。", ["--stage", "需求调研与分析"]),
    (
        "Réfrigération",
        "Cold stores want alarms at night; <b>no</b> [red]markup[/] \u001b[31m",
        ["--product", "Cold store"],
    ),
    ("挽回丢单", "价格战中先讲价值。", ["--problem", "price-war"]),
]


@made_once
def learned(salesmap: Salesmap) -> None:
    for title, text, about in NOTES:
        salesmap.ok("kb", "add", title, "--text", text, *about)


def found(person: Salesmap, *words: str) -> list[str]:
    return [row["id"] for row in person.json("kb", "search", *words) if row["kind"] == "note"]


@pytest.mark.parametrize(
    ("words", "notes"),
    [
        ("停电", ["2"]), ("经过", ["2"]), ("电", ["2"]), ("一年停几次电", ["2"]), ("价格", ["4"]), ("价值", ["4"]), ("格战", ["4"]), ("电停", []),
        ("discount", ["1"]), ("Negotiating", ["1"]), ("negotiate round", ["1"]), ("ALARMED", ["3"]), ("refrigeration", ["3"]), ("refrigerations", ["3"]),
        ("停电 最近", ["2"]), ("停电 价格", []), ('"OR" NOT *', []), ("title:停电", []), ("nights", ["3"]),
    ],
)  # fmt: skip
def test_search(learned: Salesmap, words: str, notes: list[str]) -> None:
    assert found(learned, *words.split()) == notes


def test_search_finds_the_map_too(learned: Salesmap) -> None:
    rows = learned.json("kb", "search", "痛点")
    assert {(row["kind"], row["id"]) for row in rows} == {("map", "lead"), ("map", "needs")}
    assert all(
        "痛点" in row["excerpt"] for row in learned.json("kb", "search", "痛点", SALESMAP_LANG="zh")
    )
    assert learned.run("kb", "search", "…").code == 2
    nothing = learned.run("kb", "search", "zeppelin")
    assert (nothing.code, nothing.out, nothing.err) == (0, "", "No matches.\n")
    assert learned.json("kb", "search", "zeppelin") == []


def test_title_before_text(learned: Salesmap) -> None:
    learned.ok("kb", "add", "Alarms", "--text", "See the maker's page.")
    assert found(learned, "alarm") == ["5", "3"]


def test_where_a_note_belongs(learned: Salesmap) -> None:
    rows = learned.json("kb", "list")
    assert [(row["stage"], row["problem"], row["product"]) for row in rows] == [
        ("quote", None, None), ("needs", None, None), (None, None, "Cold store"), ("quote", "quote.price-war", None),
    ]  # fmt: skip
    assert [row["id"] for row in learned.json("kb", "list", "--stage", "quote")] == [1, 4]
    assert [row["id"] for row in learned.json("kb", "list", "--product", "cold store")] == [3]
    guide = learned.ok("map", "guide", "quote").out
    assert "挽回丢单" in guide and "Price talk" in guide and "停电" not in guide


def test_edit_show_drop(learned: Salesmap) -> None:
    learned.ok(
        "kb", "edit", "1", "--text", "Four rounds.", "--stage", "", "--problem", "quote.out-of-hand"
    )
    note = learned.json("kb", "show", "1")
    assert (note["text"], note["stage"], note["problem"]) == (
        "Four rounds.",
        "quote",
        "quote.out-of-hand",
    )
    assert found(learned, "discount") == []
    learned.ok("undo")
    assert found(learned, "discount") == ["1"]
    learned.ok("kb", "drop", "2")
    assert found(learned, "停电") == [] and learned.run("kb", "show", "2").code == 3
    learned.ok("undo")
    assert found(learned, "停电") == ["2"]
    page = learned.ok("kb", "show", "3").out
    assert (
        page.startswith("# Réfrigération\n") and "[red]markup[/]" in page and "\u001b" not in page
    )
    assert learned.json("history")[0]["summary"].startswith("Undid: Deleted note")


def test_text_from_elsewhere(learned: Salesmap) -> None:
    (learned.home / "note.md").write_text("# Head\n\nbody\n", encoding="utf-8")
    learned.ok("kb", "add", "From a file", "--file", "note.md")
    assert learned.json("kb", "show", "5")["text"] == "# Head\n\nbody"
    assert (
        learned.run("kb", "add", "From a pipe", "--file", "-", stdin="through the pipe").code == 0
    )
    assert learned.json("kb", "show", "6")["text"] == "through the pipe"
    for wrong in (("add", "x"), ("add", "x", "--text", " "), ("add", " ", "--text", "y"), ("edit", "1"), ("add", "x", "--file", "nix"),
                  ("add", "x", "--text", "y", "--stage", "nix"), ("add", "x", "--text", "y", "--problem", "gone-quiet")):  # fmt: skip
        assert learned.run("kb", *wrong).code == 2, wrong
    assert learned.run("kb", "edit", "99", "--title", "x").code == 3
    assert len(learned.json("kb", "list")) == 6
