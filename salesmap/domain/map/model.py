"""The sales map as plain data: what a salesperson must know, do and watch in each stage.

Tuples, for every command that reads a book may need them at once. Texts that people read are `Words`, in both languages.
"""

from collections.abc import Iterator
from typing import NamedTuple, TypeVar


class Words(NamedTuple):
    """A text in both languages."""

    en: str
    zh: str

    def text(self, lang: str) -> str:
        """The text in a language."""
        return self.zh if lang == "zh" else self.en


class Item(NamedTuple):
    """A key element: what must be known or done. `field` is a field of the lead that must be filled in, `form` a form whose
    required fields must be; with neither, somebody ticks it off. Hard: without it no lead passes. `at` says where it is asked:
    to `enter` the stage or to `leave` it. `only` narrows it to some pipelines."""

    key: str
    label: Words
    field: str | None
    form: str | None
    hard: bool
    at: str
    only: tuple[str, ...]


class Action(NamedTuple):
    """A standard action. `role` is the one who answers for it; `helpers` are roles that take part. `kind` is the kind of contact,
    if it is one."""

    key: str
    label: Words
    role: str
    helpers: tuple[str, ...]
    kind: str | None
    only: tuple[str, ...]


class Countermeasure(NamedTuple):
    """What to do about a problem: becomes a follow-up on each lead that proves it, due in so many days."""

    what: Words
    days: int
    kind: str | None


class Problem(NamedTuple):
    """A usual problem of a stage with its detector: it stands where `metric` lies beyond `threshold` on the side of `side`
    (`above`, `below`) with at least `least` cases within `window_days`. `fields`, `words` and `days` are what the metric looks
    for. `weight` is how much one such lead matters beside others in the ranking."""

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
    """What is usually next when a lead comes into a stage, and in how many days."""

    what: Words
    days: int


class StageSpec(NamedTuple):
    """One stage. `phase` is `before` or `after` the win; `probability` of being won is 0 … 1. Stages of several pipelines with
    the same `group` are counted together."""

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
    """Who does things. `person` is who that is, where it is always the same; else it is the owner of the lead."""

    key: str
    label: Words
    person: str | None


class FieldSpec(NamedTuple):
    """A field of one's own. Of a choice, the English word is kept, and either may be typed. From the stage `required_from` on,
    no lead (soft: hardly one) goes without it."""

    key: str
    label: Words
    type: str
    choices: tuple[Words, ...]
    required_from: str | None
    hard: bool
    hint: Words | None


class FormSpec(NamedTuple):
    """Fields under one title, to be filled in by the customer; `required` are those that must be."""

    key: str
    title: Words
    intro: Words | None
    fields: tuple[str, ...]
    required: tuple[str, ...]


class ScoreRule(NamedTuple):
    """Points for the leads that pass all of these filters (as `lead list` takes them)."""

    label: Words
    when: tuple[str, ...]
    points: int


class PipelineSpec(NamedTuple):
    """A way through the stages. `when` are the fields and values by which a new lead comes here; none: whoever fits nowhere else."""

    key: str
    label: Words
    when: tuple[tuple[str, tuple[str, ...]], ...]
    stages: tuple[str, ...]


class KpiSpec(NamedTuple):
    """A figure to be watched: a column of a report over the last `window_days`, in the row where `where` (column, value) holds, if
    that is said. `rows` as the figure counts the report's rows. It alarms beyond its threshold on the side of `side`."""

    key: str
    label: Words
    report: str
    figure: str
    where: tuple[tuple[str, str], ...]
    side: str
    threshold: float
    window_days: int


class SalesMap(NamedTuple):
    """A map. `strict`: items are hard unless they say otherwise. `may_force`: a hard item can be overruled, with a reason."""

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

    def stage(self, key: str) -> StageSpec:
        """The stage with this key. Raises KeyError."""
        return _keyed(self.stages, key)

    def role(self, key: str) -> Role:
        """The role with this key. Raises KeyError."""
        return _keyed(self.roles, key)

    def form(self, key: str) -> FormSpec:
        """The form with this key. Raises KeyError."""
        return _keyed(self.forms, key)

    def field(self, key: str) -> FieldSpec | None:
        """The field of one's own with this key, if the map knows it."""
        return next((field for field in self.fields if field.key == key), None)

    def pipeline(self, key: str) -> PipelineSpec:
        """The pipeline with this key. Raises KeyError."""
        return _keyed(self.pipelines, key)

    def stages_of(self, pipeline: str) -> tuple[StageSpec, ...]:
        """The stages of a pipeline in their order, each as far as it concerns that pipeline."""
        return tuple(_within(self.stage(key), pipeline) for key in self.pipeline(pipeline).stages)

    def problems(self) -> Iterator[tuple[StageSpec, Problem]]:
        """Every usual problem with its stage."""
        return ((stage, problem) for stage in self.stages for problem in stage.problems)


_Part = TypeVar("_Part", Item, Action, Problem)
_Keyed = TypeVar("_Keyed", StageSpec, Role, FormSpec, PipelineSpec)


def _within(stage: StageSpec, pipeline: str) -> StageSpec:
    return stage._replace(
        items=_concerning(stage.items, pipeline),
        actions=_concerning(stage.actions, pipeline),
        problems=_concerning(stage.problems, pipeline),
    )


def _concerning(parts: tuple[_Part, ...], pipeline: str) -> tuple[_Part, ...]:
    return tuple(part for part in parts if not part.only or pipeline in part.only)


def _keyed(parts: tuple[_Keyed, ...], key: str) -> _Keyed:
    for part in parts:
        if part.key == key:
            return part
    raise KeyError(key)
