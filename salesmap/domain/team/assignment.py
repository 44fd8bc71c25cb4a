"""Who gets the next lead of a rule: deterministic, so that it can be explained and repeated."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from salesmap.core.folding import fold
from salesmap.core.i18n import N_
from salesmap.domain.map.team.rules import METHODS, TEAM, AssignRule
from salesmap.domain.team.person import Person, Workload

_ROUND_ROBIN, _LEAST_LOADED, _WEIGHTED = METHODS


@dataclass
class Candidate:
    """A member that a rule may give a lead to.

    `assigned` is how many leads the rule gave them so far, `last` when it last did (any growing
    number, 0 for never), `open` how many open leads are theirs; `refusal` is the state, away or
    former, for which they get none.
    """

    id: int
    name: str
    weight: int
    assigned: int
    last: int
    open: int
    capacity: int | None
    refusal: str | None = None

    @property
    def is_full(self) -> bool:
        """Whether the member has as many open leads as they take."""
        return self.capacity is not None and self.open >= self.capacity

    @property
    def is_eligible(self) -> bool:
        """Whether the member can get a lead."""
        return self.refusal is None and not self.is_full

    def load(self, method: str) -> Fraction:
        """Return the number by which a method compares: the least gets the next lead."""
        if method == _LEAST_LOADED:
            return Fraction(self.open)
        return Fraction(self.assigned, self.weight if method == _WEIGHTED else 1)


def next_of(method: str, candidates: Iterable[Candidate]) -> Candidate | None:
    """Return who gets the next lead, None if nobody is eligible.

    Ties go to whom the rule has given none for longest, then to the member added first.
    """
    eligible = [each for each in candidates if each.is_eligible]
    return min(eligible, key=lambda each: (each.load(method), each.last, each.id), default=None)


class Assignment:
    """The rules of a map with their candidates, while leads are given out."""

    def __init__(self, rules: Sequence[AssignRule], workload: Workload) -> None:
        self.moment = workload.moment
        self.candidates = {
            rule.key: [_candidate(rule, each, workload) for each in _named(rule, workload.people)]
            for rule in rules
        }

    def next(self, rule: AssignRule) -> str | None:
        """Return who gets the next lead of a rule, and count it; None if nobody can."""
        chosen = next_of(rule.method, self.candidates[rule.key])
        if chosen is None:
            return None
        self.moment += 1
        chosen.assigned += 1
        chosen.last = self.moment
        for others in self.candidates.values():  # a member is full for every rule
            for each in others:
                each.open += each.id == chosen.id
        return chosen.name


def _named(rule: AssignRule, people: Iterable[Person]) -> list[Person]:
    """Return the members that a rule names, in the order in which they were added."""
    names = {fold(name) for name in rule.to}
    teams = {fold(name.removeprefix(TEAM)) for name in rule.to if name.startswith(TEAM)}
    return [
        person
        for person in people
        if person.key in names or (person.team and fold(person.team) in teams)
    ]


def _candidate(rule: AssignRule, person: Person, workload: Workload) -> Candidate:
    assigned, last = workload.given.get((rule.key, person.key), (0, 0))
    refusal = N_("away") if person.id in workload.away else None
    return Candidate(
        person.id,
        person.name,
        person.weight,
        assigned,
        last,
        workload.open.get(person.key, 0),
        person.capacity,
        refusal if person.is_active else N_("former"),
    )
