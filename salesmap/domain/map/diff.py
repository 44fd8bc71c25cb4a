"""What changes from one map to the next, line by line, for people to look at before it happens."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from salesmap.core.i18n import N_, _, bound_language
from salesmap.domain.map.model import SalesMap, StageSpec, Words
from salesmap.domain.map.succession import Succession


class Difference(NamedTuple):
    """`what` changed in which stage (None: in the map itself), from what to what; how many leads under way stand there."""

    what: str
    stage: str | None
    before: str | None
    after: str | None
    leads: int


_PARTS = ("items", "actions", "problems")
_OF_A_MAP = ("roles", "fields", "forms", "scores", "kpis")
_SILENT = {"key", *_PARTS}

_WORDS = {
    word.replace(" ", "_"): word
    for word in (
        N_("key"), N_("label"), N_("strict"), N_("may force"), N_("roles"), N_("fields"), N_("forms"), N_("scores"),
        N_("kpis"), N_("report"), N_("figure"), N_("where"),
        N_("pipeline"), N_("stage"), N_("items"), N_("actions"), N_("problems"), N_("phase"), N_("probability"),
        N_("quiet days"), N_("response hours"), N_("group"), N_("role"), N_("value"), N_("guide"), N_("elements"),
        N_("inputs"), N_("outputs"), N_("indicators"), N_("next step"), N_("field"), N_("form"), N_("hard"), N_("at"),
        N_("only"), N_("helpers"), N_("kind"), N_("metric"), N_("side"), N_("threshold"), N_("window days"), N_("least"),
        N_("words"), N_("days"), N_("weight"), N_("countermeasures"), N_("person"), N_("type"), N_("choices"),
        N_("required from"), N_("hint"), N_("title"), N_("intro"), N_("required"), N_("when"), N_("points"), N_("stages"),
    )
}  # fmt: skip
"""What the parts of a map are called."""


def differences(
    old: SalesMap, new: SalesMap, way: Succession, leads: Mapping[str, int]
) -> list[Difference]:
    """Everything that is different in the new map. `leads` are the leads under way by stage of the old map."""
    return [*_of_the_map(old, new), *_pipelines(old, new, way), *_stages(old, new, way, leads)]


def _of_the_map(old: SalesMap, new: SalesMap) -> Iterator[Difference]:
    for name in ("key", "label", "strict", "may_force"):
        if getattr(old, name) != getattr(new, name):
            yield Difference(
                _(_WORDS[name]), None, _shown(getattr(old, name)), _shown(getattr(new, name)), 0
            )
    for name in _OF_A_MAP:
        yield from _parts(name, None, getattr(old, name), getattr(new, name), 0)


def _pipelines(old: SalesMap, new: SalesMap, way: Succession) -> Iterator[Difference]:
    for pipeline in old.pipelines:
        became = way.pipelines.get(pipeline.key)
        if became != pipeline.key:
            yield Difference(
                _in("pipeline", _("renamed") if became else _("removed")),
                None,
                pipeline.key,
                became,
                0,
            )
    if len(old.pipelines) == len(new.pipelines) == 1:
        return  # the one way leads through all stages, and those are told by themselves
    known = {pipeline.key: pipeline for pipeline in old.pipelines}
    for pipeline in new.pipelines:
        earlier = known.get(pipeline.key)
        if earlier is None and pipeline.key not in way.pipelines.values():
            yield Difference(_in("pipeline", _("added")), None, None, pipeline.key, 0)
        if earlier and earlier != pipeline:
            yield Difference(
                _in("pipeline", pipeline.key), None, _shown(earlier[1:]), _shown(pipeline[1:]), 0
            )


def _stages(
    old: SalesMap, new: SalesMap, way: Succession, leads: Mapping[str, int]
) -> Iterator[Difference]:
    new_keys = [stage.key for stage in new.stages]
    for stage in old.stages:
        here, became = leads.get(stage.key, 0), way.stages.get(stage.key)
        if stage.key in new_keys:
            if became != stage.key:
                yield Difference(_in("stage", _("leads moved")), stage.key, stage.key, became, here)
            continue
        renamed = (
            became is not None
            and became not in [each.key for each in old.stages]
            and way.is_only_successor(stage.key)
        )
        yield Difference(
            _in("stage", _("renamed") if renamed else _("removed")),
            stage.key,
            stage.key,
            became,
            here,
        )
        if renamed and became:
            yield from _one_stage(stage, new.stage(became), here)
    for stage in new.stages:
        earlier = next((each for each in old.stages if each.key == stage.key), None)
        if earlier is None:
            if stage.key not in way.stages.values():
                yield Difference(
                    _in("stage", _("added")), stage.key, None, stage.label.text(bound_language()), 0
                )
            continue
        here = leads.get(stage.key, 0)
        before = _follows(old.stages, stage.key, new_keys)
        after = _follows(new.stages, stage.key, [each.key for each in old.stages])
        if before != after:
            yield Difference(
                _in("stage", _("moved")), stage.key, _place_after(before), _place_after(after), here
            )
        yield from _one_stage(earlier, stage, here)


def _follows(stages: Sequence[StageSpec], key: str, known: Iterable[str]) -> str | None:
    """The stage before this one, of those that are in both maps."""
    both = set(known)
    keys = [stage.key for stage in stages if stage.key in both or stage.key == key]
    place = keys.index(key)
    return keys[place - 1] if place else None


def _place_after(key: str | None) -> str:
    return _("after {stage}").format(stage=key) if key else _("first")


def _one_stage(old: StageSpec, new: StageSpec, leads: int) -> Iterator[Difference]:
    for name in StageSpec._fields:
        before, after = getattr(old, name), getattr(new, name)
        if (
            name not in _SILENT
            and before != after
            and (name != "group" or (before, after) != (old.key, new.key))
        ):
            yield Difference(_(_WORDS[name]), new.key, _shown(before), _shown(after), leads)
    for name in _PARTS:
        yield from _parts(name, new.key, getattr(old, name), getattr(new, name), leads)


def _parts(
    name: str, stage: str | None, old: Sequence[Any], new: Sequence[Any], leads: int
) -> Iterator[Difference]:
    before, after = {_key(part): part for part in old}, {_key(part): part for part in new}
    for key, part in before.items():
        if key not in after:
            yield Difference(_in(name, _("removed")), stage, _shown(part), None, leads)
    for key, part in after.items():
        if key not in before:
            yield Difference(_in(name, _("added")), stage, None, _shown(part), leads)
        elif before[key] != part:
            yield Difference(
                _in(name, key),
                stage,
                _shown(_changed(before[key], part)),
                _shown(_changed(part, before[key])),
                leads,
            )


def _changed(part: Any, other: Any) -> list[Any]:
    """Of a part that changed, what is different."""
    return [
        f"{_(_WORDS[name])}={_shown(value) or '–'}"
        for name, value in part._asdict().items()
        if value != getattr(other, name)
    ]


def _key(part: Any) -> str:
    return str(part.key) if hasattr(part, "key") else _shown(part.label) or ""


def _in(name: str, what: str) -> str:
    return f"{_(_WORDS[name])} · {what}"


def _shown(value: Any) -> str | None:
    """Any part of a map in one line."""
    if value is None:
        return None
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Words):
        return " ".join(value.text(bound_language()).split())
    if hasattr(value, "label") and hasattr(value, "key"):
        return f"{value.key}: {value.label.text(bound_language())}"
    if isinstance(value, list | tuple):
        return _(", ").join(shown for each in value if (shown := _shown(each)) not in (None, ""))
    return f"{value:g}" if isinstance(value, float) else str(value)
