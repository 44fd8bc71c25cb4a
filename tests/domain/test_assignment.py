"""Who gets the next lead: the vectors of the definition, absences, capacity."""

import pytest

from salesmap.domain.map.team.rules import AssignRule
from salesmap.domain.team.assignment import Assignment
from salesmap.domain.team.person import Person, Workload


def person(id: int, name: str, weight: int = 1, **more: object) -> Person:
    values = {"role": "rep", "team": None, "manager_id": None, "capacity": None, "left_on": None}
    return Person(id=id, name=name, key=name.casefold(), weight=weight, **{**values, **more})  # type: ignore[arg-type]


def shares(
    people: list[Person],
    count: int,
    method: str = "weighted",
    given: dict[tuple[str, str], tuple[int, int]] | None = None,
    open: dict[str, int] | None = None,
    away: frozenset[int] = frozenset(),
    to: tuple[str, ...] = ("team:x", "A", "B", "C"),
) -> str:
    rule = AssignRule("r", None, (), to, method)
    assignment = Assignment([rule], Workload(people, away, open or {}, given or {}, 100))
    return " ".join(str(assignment.next(rule)) for _number in range(count))


def test_weights_five_one_one() -> None:
    people = [person(1, "A", 5), person(2, "B"), person(3, "C")]
    assert shares(people, 7) == "A B C A A A A"
    assert shares(people, 14) == "A B C A A A A B C A A A A A"
    later = {("r", "a"): (5, 7), ("r", "b"): (1, 2), ("r", "c"): (1, 3)}
    assert shares(people, 7, given=later) == "B C A A A A A", "the next batch goes on"


@pytest.mark.parametrize("method", ["weighted", "round robin"])
def test_thirty_one_leads_for_three(method: str) -> None:
    people = [person(1, "A"), person(2, "B"), person(3, "C")]
    first = shares(people, 31, method).split()
    assert [first.count(name) for name in "ABC"] == [11, 10, 10]
    given = {("r", "a"): (11, 31), ("r", "b"): (10, 29), ("r", "c"): (10, 30)}
    assert shares(people, 5, method, given) == "B C A B C"


def test_round_robin_knows_no_weight() -> None:
    assert shares([person(1, "A", 5), person(2, "B")], 4, "round robin") == "A B A B"


def test_least_loaded() -> None:
    people = [person(1, "A"), person(2, "B"), person(3, "C")]
    assert shares(people, 5, "least loaded", open={"a": 3, "b": 1, "c": 2}) == "B C B A C"


def test_who_cannot() -> None:
    people = [person(1, "A", capacity=1), person(2, "B"), person(3, "C", left_on="2026-01-01")]
    assert shares(people, 4, "round robin") == "A B B B"
    assert shares(people, 2, "round robin", away=frozenset({2})) == "A None"
    assert shares(people, 1, "round robin", open={"a": 1}, away=frozenset({2})) == "None"
    assert shares([person(1, "A", capacity=0)], 1) == "None"


def test_teams_and_names() -> None:
    people = [person(2, "B", team="X"), person(3, "C", team="y"), person(4, "D", team="x")]
    assert shares(people, 4, "round robin", to=("team:x",)) == "B D B D"
    assert shares(people, 2, "round robin", to=("team:X", "c")) == "B C"
    assert shares(people, 1, "round robin", to=("nobody",)) == "None"


def test_capacity_counts_for_every_rule() -> None:
    one, two = (AssignRule(key, None, (), ("A", "B"), "round robin") for key in ("1", "2"))
    people = [person(1, "A", capacity=1), person(2, "B")]
    assignment = Assignment([one, two], Workload(people, frozenset(), {}, {}, 0))
    assert [assignment.next(one), assignment.next(two), assignment.next(two)] == ["A", "B", "B"]
