"""Errors of the command line: a line with a hint, and JSON with `code message data hint`."""

import json

import pytest
from conftest import Salesmap

ERRORS = (
    (["lead", "lst"], "unknown_command", 2, {"candidates": ["list"]}, "Did you mean list?"),
    (["xyz"], "unknown_command", 2, {"name": "xyz"}, "Available: today, "),
    (["lead", "show"], "missing_argument", 2, {"name": "lead"}, "See 'salesmap lead show --help'."),
    (["lead", "lose", "1"], "missing_option", 2, {"name": "--reason"}, "lead lose --help"),
    (
        ["lead", "list", "--onwer", "ann"],
        "unknown_option",
        2,
        {"option": "--onwer", "candidates": ["--owner"]},
        "Did you mean --owner?",
    ),
    (["lead", "list", "--bogus"], "unknown_option", 2, {"command": "salesmap lead list"}, "--help"),
    (["due", "--days", "x"], "invalid_value", 2, {"parameter": "--days"}, "due --help"),
    (["due", "--days", "-1"], "invalid_value", 2, {"parameter": "--days"}, "due --help"),
    (
        ["dup", "list", "--among", "x"],
        "invalid_value",
        2,
        {"parameter": "--among"},
        "dup list --help",
    ),
    (["undo", "1", "extra"], "usage_of_command", 2, {"command": "salesmap undo"}, "undo --help"),
    (["due", "--lang", "zh"], "misplaced_option", 2, {"option": "--lang"}, None),
    (["lead", "edit", "1"], "nothing_to_change", 2, {}, "Name at least one field"),
    (["log", "1", "call", "x", "--due", "fri"], "incomplete_next_step", 2, {}, "Give both"),
    (
        ["report", "winrate", "--period", "2026", "--since", "today"],
        "conflicting_options",
        2,
        {"option": "--period", "others": ["--since", "--until"]},
        "Leave --period out.",
    ),
    (["report", "nix"], "unknown_report", 2, {"name": "nix"}, "salesmap report list"),
    (["lead", "show", "99"], "lead_not_found", 3, {}, "salesmap lead list"),
    (["review", "week", "--until", "2026-11-20"], "until_without_since", 2, {}, "the first day"),
)


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("error", ERRORS, ids=lambda error: " ".join(error[0]))
def test_an_error_as_json(salesmap: Salesmap, error: tuple, lang: str) -> None:
    arguments, code, exit_code, data, hint = error
    answer = salesmap.run(*arguments, "--format", "json", SALESMAP_LANG=lang)
    assert (answer.code, answer.out) == (exit_code, "")
    report = json.loads(answer.err)
    assert list(report) == ["code", "message", "data", "hint"]
    assert report["code"] == code
    assert report["data"].items() >= data.items()
    if lang == "zh":
        assert not report["message"].isascii() and "'" not in report["message"]
    elif hint is None:
        assert report["hint"] is None
    else:
        assert hint in report["hint"]


def test_an_error_as_a_line_ends_with_its_hint(salesmap: Salesmap) -> None:
    english = salesmap.run("lead", "lst").err
    assert english == "Unknown command 'lst'. Did you mean list?\n"
    chinese = salesmap.run("lead", "lst", SALESMAP_LANG="zh").err
    assert chinese == "没有命令“lst”。您是否要用“list”？\n"


def test_a_group_alone_prints_its_help_once(salesmap: Salesmap) -> None:
    alone, option = salesmap.ok("lead").out, salesmap.ok("lead", "--help").out
    assert alone.strip() == option.strip() and alone.count("Usage:") == 1


@pytest.mark.parametrize(
    "now", ["9999-12-31T23:59:00", "9999-12-20T12:00:00", "0001-01-01T00:00:00"]
)
@pytest.mark.parametrize("line", [("today",), ("review", "month"), ("quote", "list")])
def test_at_the_ends_of_the_calendar(salesmap: Salesmap, now: str, line: tuple[str, ...]) -> None:
    answer = salesmap.run(*line, SALESMAP_NOW=now)
    assert answer.code in (0, 2) and len(answer.err.strip().splitlines()) <= 2, answer
