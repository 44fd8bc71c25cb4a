"""What a map says about the team: the rows of `[[assign]]`, `[[pool]]` and `[[right]]`."""

from collections.abc import Sequence
from typing import NamedTuple

from salesmap.core.i18n import N_
from salesmap.domain.map.words import Words

METHODS = (N_("round robin"), N_("least loaded"), N_("weighted"))
"""How a rule chooses among people: in turn, who has the fewest open leads, in turn by weight."""

VERBS = (
    N_("read"),
    N_("add"),
    N_("edit"),
    N_("delete"),
    N_("export"),
    N_("assign"),
    N_("approve"),
    N_("pay"),
)
"""What a role may do."""

REACHES = (N_("own"), N_("pool"), N_("team"), N_("all"))
"""On whose records a role may do it."""

TEAM = "team:"
"""Before the name of a team in `to` of `[[assign]]`."""


class AssignRule(NamedTuple):
    """Who gets the leads that pass all filters of `when`.

    `to` are names of members, or of teams behind `team:`.
    """

    key: str
    label: Words | None
    when: tuple[str, ...]
    to: tuple[str, ...]
    method: str


class PoolRule(NamedTuple):
    """When the leads that pass all filters of `when` fall into the pool, and who may claim them.

    An owner keeps a lead for `days`, and `extend` days after each activity, `most` days at most;
    `notice` days before it is due. A member claims `per_day` leads in a day, while fewer than
    `capacity` open ones are theirs, and none that they lost in the last `cooldown` days. With
    `assign` what fell into the pool is assigned by the rules.
    """

    key: str
    label: Words | None
    when: tuple[str, ...]
    days: int
    extend: int = 0
    most: int | None = None
    notice: int = 0
    per_day: int | None = None
    capacity: int | None = None
    cooldown: int = 0
    assign: bool = False


class RightRule(NamedTuple):
    """What members of a role may do, on whose records."""

    role: str
    may: tuple[str, ...]
    on: str

    @property
    def key(self) -> str:
        """What the row is called."""
        return f"{self.role} · {self.on}"


def assigns_from_json(raw: Sequence[Sequence[object]]) -> tuple[AssignRule, ...]:
    """Return the rules that were stored as lists."""
    rules = (AssignRule(*each) for each in raw)  # type: ignore[arg-type]
    return tuple(
        rule._replace(label=_words(rule.label), when=tuple(rule.when), to=tuple(rule.to))
        for rule in rules
    )


def pools_from_json(raw: Sequence[Sequence[object]]) -> tuple[PoolRule, ...]:
    """Return the pools that were stored as lists."""
    rules = (PoolRule(*each) for each in raw)  # type: ignore[arg-type]
    return tuple(rule._replace(label=_words(rule.label), when=tuple(rule.when)) for rule in rules)


def rights_from_json(raw: Sequence[Sequence[object]]) -> tuple[RightRule, ...]:
    """Return the rights that were stored as lists."""
    rules = (RightRule(*each) for each in raw)  # type: ignore[arg-type]
    return tuple(rule._replace(may=tuple(rule.may)) for rule in rules)


def _words(value: Words | None) -> Words | None:
    return Words(*value) if value else None
