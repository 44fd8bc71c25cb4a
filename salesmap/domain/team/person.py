"""A member as rules look at one: by the key of the name; and what the members have on hand."""

from collections.abc import Mapping, Sequence, Set
from typing import NamedTuple


class Person(NamedTuple):
    """A member with the key by which names are compared; `left_on` is the day of leaving."""

    id: int
    name: str
    key: str
    role: str
    team: str | None
    manager_id: int | None
    capacity: int | None
    weight: int
    left_on: str | None

    @property
    def is_active(self) -> bool:
        """Whether the person belongs to the team now."""
        return self.left_on is None


class Workload(NamedTuple):
    """The members, the ids of those who are away, and how many open leads each has, by key.

    `given` are how many leads a rule gave somebody and when it last did, by rule and key; `moment`
    is the last of these.
    """

    people: Sequence[Person]
    away: Set[int]
    open: Mapping[str, int]
    given: Mapping[tuple[str, str], tuple[int, int]]
    moment: int
