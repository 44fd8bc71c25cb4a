"""The tables `[[assign]]` and `[[pool]]` of a map: what they say, and what holds unsaid."""

import tomllib
from collections.abc import Callable
from typing import Any

import pytest

from salesmap.domain.map.team.reader import read_assigns, read_pools
from salesmap.domain.map.team.rules import AssignRule, PoolRule
from salesmap.domain.map.toml_table import Table, Violation


def read(reader: Callable[..., Any], *texts: str) -> tuple[tuple[Any, ...], list[str]]:
    """Return what tables mean, and what is wrong with them."""
    wrong: list[Violation] = []
    rules = reader([Table(tomllib.loads(text), (), "", wrong) for text in texts])
    return rules, [each.problem for each in wrong]


def test_a_pool_that_says_only_what_it_must() -> None:
    rules, wrong = read(read_pools, 'key = "p"\ndays = 1')
    assert wrong == []
    assert rules == (PoolRule("p", None, (), 1, 0, None, 0, None, None, 0, False),)


def test_a_pool_that_says_everything() -> None:
    text = """
key = "p"
when = ["source=web"]
days = 3650
extend = 3650
most = 3650
notice = 3650
per_day = 1000000
capacity = 1000000
cooldown = 3650
assign = true
"""
    rules, wrong = read(read_pools, text)
    assert wrong == []
    many = 1_000_000
    rule = PoolRule("p", None, ("source=web",), 3650, 3650, 3650, 3650, many, many, 3650, True)
    assert rules == (rule,)


@pytest.mark.parametrize(
    "line",
    "days = 0|days = 3651|extend = -1|extend = 3651|most = 0|most = 3651|notice = -1|notice = 3651"
    "|per_day = -1|per_day = 1000001|capacity = -1|capacity = 1000001|cooldown = -1"
    "|cooldown = 3651|extend = 1.5".split("|"),
)
def test_a_number_of_a_pool_beyond_its_bounds(line: str) -> None:
    days = "" if line.startswith("days") else "days = 1\n"
    _rules, (wrong, *_more) = read(read_pools, f'key = "p"\n{days}{line}')
    assert wrong.startswith(line.partition(" ")[0])


def test_the_least_of_a_pool() -> None:
    least = "extend = 0\nmost = 1\nnotice = 0\nper_day = 0\ncapacity = 0\ncooldown = 0"
    rules, wrong = read(read_pools, f'key = "p"\ndays = 1\n{least}')
    assert wrong == []
    assert rules == (PoolRule("p", None, (), 1, 0, 1, 0, 0, 0, 0, False),)


def test_most_is_not_less_than_days() -> None:
    assert read(read_pools, 'key = "p"\ndays = 5\nmost = 5')[1] == []
    assert read(read_pools, 'key = "p"\ndays = 5\nmost = 4')[1] == [
        "most must not be less than days"
    ]


def test_assignments_without_a_key_are_called_by_their_place() -> None:
    rules, wrong = read(
        read_assigns, 'to = ["ann "]', 'key = "k"\nto = ["team:east"]', 'to = ["bo"]'
    )
    assert wrong == []
    assert rules == (
        AssignRule("assign-1", None, (), ("ann",), "round robin"),
        AssignRule("k", None, (), ("team:east",), "round robin"),
        AssignRule("assign-3", None, (), ("bo",), "round robin"),
    )


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("", "to is missing"),
        ("to = []", "name at least one person or team"),
        ('to = ["me"]', 'write names of members, or "team:NAME"'),
        ('to = ["team: "]', 'write names of members, or "team:NAME"'),
    ],
)
def test_an_assignment_to_nobody(text: str, wrong: str) -> None:
    assert read(read_assigns, text)[1] == [wrong]
