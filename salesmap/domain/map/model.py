"""The sales map as plain data: what a salesperson must know, do and watch in each stage.

Named tuples, because most commands load a map and tuples load fast. Texts that people read are
`Words`, in both languages.
"""

from collections.abc import Iterator
from typing import NamedTuple, TypeVar

from salesmap.domain.map.automation.rules import WhenRule
from salesmap.domain.map.customer_rules import RfmRules, ServiceRule, TierRule
from salesmap.domain.map.paper_rules import PAPER_FACTS, QuoteRules
from salesmap.domain.map.rating_rules import RaisedFollowup, RatingRules
from salesmap.domain.map.team.rules import AssignRule, PoolRule, RightRule
from salesmap.domain.map.words import Words


class Item(NamedTuple):
    """A key element: what must be known or done.

    `field` is a field of the lead that must be filled in, `form` a form whose required fields must
    be; `quote` (`sent accepted`), `contract` (`approved signed`) and `needs` (`covered`) are facts
    of the lead's papers, for which somebody may tick the item off as well; without any of them,
    somebody does. A hard item blocks the lead. `at` is when it is checked: on `enter` or `leave` of
    the stage. `only` limits it to some pipelines.
    """

    key: str
    label: Words
    field: str | None
    form: str | None
    hard: bool
    at: str
    only: tuple[str, ...]
    quote: str | None = None
    contract: str | None = None
    needs: str | None = None

    @property
    def fact(self) -> str | None:
        """The fact of the papers that fulfils it, as `quote:sent`."""
        for paper in PAPER_FACTS:
            if state := getattr(self, paper):
                return f"{paper}:{state}"
        return None

    @property
    def is_by_hand(self) -> bool:
        """Whether somebody may tick it off."""
        return not (self.field or self.form)


class Action(NamedTuple):
    """A standard action.

    `role` is responsible, `helpers` are the roles that take part; `kind` is the type of contact,
    if it is one.
    """

    key: str
    label: Words
    role: str
    helpers: tuple[str, ...]
    kind: str | None
    only: tuple[str, ...]


class Countermeasure(NamedTuple):
    """What to do about a problem: a follow-up on each affected lead, due in `days` days."""

    what: Words
    days: int
    kind: str | None


class Problem(NamedTuple):
    """A typical problem of a stage with its detector.

    It is present where `metric` is `above` or `below` (`side`) the threshold with at least `least`
    cases within `window_days`. `fields`, `words` and `days` are parameters of the metric.
    `weight` multiplies an affected lead in the ranking.
    """

    key: str
    label: Words
    metric: str
    side: str
    threshold: float
    window_days: int
    least: int
    fields: tuple[str, ...]
    words: tuple[str, ...]
    days: float | None
    weight: float
    countermeasures: tuple[Countermeasure, ...]
    only: tuple[str, ...]


class NextStep(NamedTuple):
    """The usual next step when a lead enters a stage, due in `days` days."""

    what: Words
    days: int


class StageSpec(NamedTuple):
    """One stage.

    `phase` is `before` or `after` the win; `probability` of winning is 0 … 1. Stages of several
    pipelines with the same `group` are counted together.
    """

    key: str
    label: Words
    phase: str
    probability: float
    quiet_days: int
    response_hours: int
    group: str
    role: str | None
    value: Words | None
    guide: Words | None
    elements: tuple[Words, ...]
    inputs: tuple[Words, ...]
    outputs: tuple[Words, ...]
    indicators: tuple[Words, ...]
    next_step: NextStep | None
    items: tuple[Item, ...]
    actions: tuple[Action, ...]
    problems: tuple[Problem, ...]


class Role(NamedTuple):
    """A role. `person` holds it; without one it is the owner of the lead."""

    key: str
    label: Words
    person: str | None


class Kind(NamedTuple):
    """A type of interactions and follow-ups, beside those of `vocabulary.KINDS`."""

    key: str
    label: Words


class FieldSpec(NamedTuple):
    """A custom field.

    Of a choice the English word is stored, and both can be typed. From the stage `required_from`
    on the field is a key element, hard or soft.
    """

    key: str
    label: Words
    type: str
    choices: tuple[Words, ...]
    required_from: str | None
    hard: bool
    hint: Words | None


class FormSpec(NamedTuple):
    """Fields under one title for the customer to fill in; `required` are the mandatory ones."""

    key: str
    title: Words
    intro: Words | None
    fields: tuple[str, ...]
    required: tuple[str, ...]


class ScoreRule(NamedTuple):
    """Points for the leads that match all of these filters, written as for `lead list`."""

    label: Words
    when: tuple[str, ...]
    points: int


class PipelineSpec(NamedTuple):
    """A pipeline: the keys of its stages in order.

    `when` are the fields and values of new leads that take it; without any it takes the leads that
    match no other.
    """

    key: str
    label: Words
    when: tuple[tuple[str, tuple[str, ...]], ...]
    stages: tuple[str, ...]


class KpiSpec(NamedTuple):
    """A figure to watch: a column of a report over the last `window_days`.

    `where` are the (column, value) pairs that select the row; the figure `rows` counts the
    report's rows. It alarms `above` or `below` (`side`) the threshold.
    """

    key: str
    label: Words
    report: str
    figure: str
    where: tuple[tuple[str, str], ...]
    side: str
    threshold: float
    window_days: int


class ApprovalRule(NamedTuple):
    """A step of approval of quotes or contracts (`of`), decided by a role.

    It is asked for where all conditions of `when` hold: `below_floor`, `discount_rate>0.10`,
    `total>100k`. Without conditions it always is.
    """

    key: str
    label: Words | None
    of: str
    when: tuple[str, ...]
    role: str


class SalesMap(NamedTuple):
    """A sales map.

    `strict`: items are hard by default. `may_force`: a hard item can be overridden with a reason.
    `care_per_day`: how many customers an owner is reminded of in a day.
    """

    key: str
    label: Words
    strict: bool
    may_force: bool
    roles: tuple[Role, ...]
    fields: tuple[FieldSpec, ...]
    forms: tuple[FormSpec, ...]
    scores: tuple[ScoreRule, ...]
    pipelines: tuple[PipelineSpec, ...]
    stages: tuple[StageSpec, ...]
    kpis: tuple[KpiSpec, ...] = ()
    kinds: tuple[Kind, ...] = ()
    approvals: tuple[ApprovalRule, ...] = ()
    quoting: QuoteRules = QuoteRules()
    rfm: RfmRules = RfmRules()
    services: tuple[ServiceRule, ...] = ()
    satisfaction: RatingRules = RatingRules()
    referral: RaisedFollowup | None = None
    rules: tuple[WhenRule, ...] = ()
    tiers: tuple[TierRule, ...] = ()
    care_per_day: int = 10
    assigns: tuple[AssignRule, ...] = ()
    pools: tuple[PoolRule, ...] = ()
    rights: tuple[RightRule, ...] = ()

    def asks_for_papers(self) -> bool:
        """Return whether an item is fulfilled by facts of quotes, contracts or needs."""
        return any(item.fact for stage in self.stages for item in stage.items)

    def stage(self, key: str) -> StageSpec:
        """Return the stage with this key. Raises KeyError."""
        return _keyed(self.stages, key)

    def role(self, key: str) -> Role:
        """Return the role with this key. Raises KeyError."""
        return _keyed(self.roles, key)

    def form(self, key: str) -> FormSpec:
        """Return the form with this key. Raises KeyError."""
        return _keyed(self.forms, key)

    def field(self, key: str) -> FieldSpec | None:
        """Return the custom field with this key, or None."""
        return next((field for field in self.fields if field.key == key), None)

    def pipeline(self, key: str) -> PipelineSpec:
        """Return the pipeline with this key. Raises KeyError."""
        return _keyed(self.pipelines, key)

    def stages_of(self, pipeline: str) -> tuple[StageSpec, ...]:
        """Return the stages of a pipeline in order, without the parts for other pipelines."""
        return tuple(
            _limited_to(self.stage(key), pipeline) for key in self.pipeline(pipeline).stages
        )

    def problems(self) -> Iterator[tuple[StageSpec, Problem]]:
        """Yield every typical problem with its stage."""
        return ((stage, problem) for stage in self.stages for problem in stage.problems)


_Part = TypeVar("_Part", Item, Action, Problem)
_Keyed = TypeVar("_Keyed", StageSpec, Role, FormSpec, PipelineSpec)


def _limited_to(stage: StageSpec, pipeline: str) -> StageSpec:
    return stage._replace(
        items=_parts_for(stage.items, pipeline),
        actions=_parts_for(stage.actions, pipeline),
        problems=_parts_for(stage.problems, pipeline),
    )


def _parts_for(parts: tuple[_Part, ...], pipeline: str) -> tuple[_Part, ...]:
    return tuple(part for part in parts if not part.only or pipeline in part.only)


def _keyed(parts: tuple[_Keyed, ...], key: str) -> _Keyed:
    for part in parts:
        if part.key == key:
            return part
    raise KeyError(key)
