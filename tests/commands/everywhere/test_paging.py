"""Output longer than a screen of fifty lines goes into a pager, on a terminal."""

from typing import Any

import pytest

from tests.conftest import Answer, Salesmap, made_once

MARKED = {"terminal": 80, "SALESMAP_PAGER": "sed s/^/|/"}


@made_once
def many(salesmap: Salesmap) -> None:
    text = "name\n" + "".join(f"Lead {number}\n" for number in range(60))
    salesmap.run("lead", "import", "-", stdin=text)


def lines(answer: Answer) -> list[str]:
    return answer.out.splitlines()


@pytest.mark.parametrize(
    "command",
    ["lead list --limit 0", "history --limit 0", "help quotes", "lead list --limit 0 --json"],
)
def test_what_is_longer_than_the_screen(many: Salesmap, command: str) -> None:
    many.ok("lead", "edit", *map(str, range(1, 61)), "--tag", "x", "--yes")
    for lead in range(1, 56):
        many.ok("log", str(lead), "call", "x") if command.startswith("history") else None
    answer = many.run(*command.split(), **MARKED)
    assert answer.code == 0 and len(lines(answer)) > 50
    assert all(line.startswith("|") for line in lines(answer))


def test_messages_follow_it(many: Salesmap) -> None:
    options: dict[str, Any] = {**MARKED, "SALESMAP_PAGER": "sed s/Lead/Deal/"}
    answer = many.run("lead", "list", "--limit", "55", **options)
    assert answer.out.count("Deal") == 55
    assert answer.err == "55 of 60; --limit 0 for all.\n"


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("lead list --limit 40", MARKED),
        ("lead list --limit 0", {"SALESMAP_PAGER": "sed s/^/|/"}),
        ("lead list --limit 0", {**MARKED, "SALESMAP_PAGER": "never"}),
        ("lead list --limit 0", {**MARKED, "SALESMAP_PAGER": "no-such-program -x"}),
        ("lead edit 1 --tag new", MARKED),
        ("lead show 999", MARKED),
    ],
)
def test_anything_else_is_printed_as_it_is(
    many: Salesmap, command: str, options: dict[str, Any]
) -> None:
    answer = many.run(*command.split(), **options)
    assert "|" not in answer.out and bool(answer.out) != bool(answer.code)


def test_a_pager_that_is_left_early(many: Salesmap) -> None:
    text = "name\n" + "".join(f"More {number}\n" for number in range(3_000))
    many.run("lead", "import", "-", stdin=text)
    answer = many.run("lead", "list", "--limit", "0", terminal=80, SALESMAP_PAGER="head -n 3")
    assert (answer.code, len(lines(answer)), answer.err) == (0, 3, "")


def test_a_pager_with_an_open_quotation_mark(many: Salesmap) -> None:
    answer = many.run("lead", "list", "--limit", "0", terminal=80, SALESMAP_PAGER="sed s/^/'/")
    assert answer.code == 0 and all(line.startswith("'") for line in lines(answer))
