"""The differences between two maps, row by row, for review before the new one is applied."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from salesmap.core.i18n import N_, _, bound_language
from salesmap.domain.map.customer_rules import RfmRules
from salesmap.domain.map.model import SalesMap, StageSpec
from salesmap.domain.map.paper_rules import QuoteRules
from salesmap.domain.map.rating_rules import RatingRules
from salesmap.domain.map.succession import Succession
from salesmap.domain.map.words import Words


class Difference(NamedTuple):
    """A change of `what` in a stage (None: in the map itself); `leads` is how many are there."""

    what: str
    stage: str | None
    before: str | None
    after: str | None
    leads: int


_PARTS = ("items", "actions", "problems")
_OF_A_MAP = (
    "roles", "fields", "forms", "scores", "kpis", "kinds", "approvals", "services", "rules",
    "tiers", "assigns", "pools", "rights",
)  # fmt: skip
_SILENT = {"key", *_PARTS}

_WORDS = {
    word.replace(" ", "_"): word
    for word in (
        N_("key"), N_("label"), N_("strict"), N_("may force"), N_("roles"), N_("fields"),
        N_("forms"), N_("scores"), N_("kpis"), N_("report"), N_("figure"), N_("where"),
        N_("pipeline"), N_("stage"), N_("items"), N_("actions"), N_("problems"), N_("phase"),
        N_("probability"), N_("quiet days"), N_("response hours"), N_("group"), N_("role"),
        N_("value"), N_("guide"), N_("elements"), N_("inputs"), N_("outputs"), N_("indicators"),
        N_("next step"), N_("field"), N_("form"), N_("hard"), N_("at"), N_("only"), N_("helpers"),
        N_("kind"), N_("metric"), N_("side"), N_("threshold"), N_("window days"), N_("least"),
        N_("words"), N_("days"), N_("weight"), N_("countermeasures"), N_("person"), N_("type"),
        N_("choices"), N_("required from"), N_("hint"), N_("title"), N_("intro"), N_("required"),
        N_("when"), N_("points"), N_("stages"), N_("kinds"), N_("approvals"), N_("of"), N_("rules"),
        N_("on"), N_("every"), N_("then"), N_("followup"), N_("tag"), N_("owner"), N_("notice"),
        N_("given limit"), N_("follow days"),
        N_("before expiry days"), N_("lead value"), N_("services"), N_("priority"),
        N_("solution hours"), N_("tiers"), N_("care days"), N_("repurchase days"), N_("ask"),
        N_("care per day"), N_("assigns"), N_("pools"), N_("rights"), N_("to"), N_("method"),
        N_("extend"), N_("most"), N_("per day"), N_("capacity"), N_("cooldown"), N_("assign"),
        N_("may"),
    )
} | {
    "quote": N_("by the quote"), "contract": N_("by the contract"), "needs": N_("by the needs"),
}  # fmt: skip
"""The names of the parts of a map, translated when shown."""


def differences(
    old: SalesMap, new: SalesMap, succession: Succession, leads: Mapping[str, int]
) -> list[Difference]:
    """Return every difference of the new map. `leads` is the number of leads by old stage."""
    return [
        *_map_differences(old, new),
        *_pipeline_differences(old, new, succession),
        *_stage_differences(old, new, succession, leads),
    ]


def _map_differences(old: SalesMap, new: SalesMap) -> Iterator[Difference]:
    for name in ("key", "label", "strict", "may_force", "care_per_day"):
        if getattr(old, name) != getattr(new, name):
            yield Difference(
                _(_WORDS[name]), None, _shown(getattr(old, name)), _shown(getattr(new, name)), 0
            )
    for name in QuoteRules._fields:
        before, after = getattr(old.quoting, name), getattr(new.quoting, name)
        if before != after:
            yield Difference(
                f"{_('quotes')} · {_(_WORDS[name])}", None, _shown(before), _shown(after), 0
            )
    for name in RfmRules._fields:
        before, after = getattr(old.rfm, name), getattr(new.rfm, name)
        if before != after:
            yield Difference(f"RFM · {name}", None, _shown(before), _shown(after), 0)
    for name in RatingRules._fields:
        before, after = getattr(old.satisfaction, name), getattr(new.satisfaction, name)
        if before != after:
            words = {"low": _("low ratings"), "high": _("high ratings")}
            yield Difference(words[name], None, _shown(before), _shown(after), 0)
    if old.referral != new.referral:
        yield Difference(_("referral"), None, _shown(old.referral), _shown(new.referral), 0)
    for name in _OF_A_MAP:
        yield from _parts(name, None, getattr(old, name), getattr(new, name), 0)


def _pipeline_differences(
    old: SalesMap, new: SalesMap, succession: Succession
) -> Iterator[Difference]:
    for pipeline in old.pipelines:
        became = succession.pipelines.get(pipeline.key)
        if became != pipeline.key:
            yield Difference(
                _in("pipeline", _("renamed") if became else _("removed")),
                None,
                pipeline.key,
                became,
                0,
            )
    if len(old.pipelines) == len(new.pipelines) == 1:
        return  # all stages are in the only pipeline, and their changes are rows of their own
    existing = {pipeline.key: pipeline for pipeline in old.pipelines}
    for pipeline in new.pipelines:
        earlier = existing.get(pipeline.key)
        if earlier is None and pipeline.key not in succession.pipelines.values():
            yield Difference(_in("pipeline", _("added")), None, None, pipeline.key, 0)
        if earlier and earlier != pipeline:
            yield Difference(
                _in("pipeline", pipeline.key), None, _shown(earlier[1:]), _shown(pipeline[1:]), 0
            )


def _stage_differences(
    old: SalesMap, new: SalesMap, succession: Succession, leads: Mapping[str, int]
) -> Iterator[Difference]:
    old_stages = {stage.key: stage for stage in old.stages}
    new_stages = {stage.key: stage for stage in new.stages}
    for key, stage in old_stages.items():
        became, count = succession.stages.get(key), leads.get(key, 0)
        if key not in new_stages:
            is_rename = became in new_stages.keys() - old_stages and succession.is_rename(key)
            word = _("renamed") if is_rename else _("removed")
            yield Difference(_in("stage", word), key, key, became, count)
            if became and is_rename:
                yield from _one_stage(stage, new_stages[became], count)
        elif became != key:
            yield Difference(_in("stage", _("leads moved")), key, key, became, count)
    for key, stage in new_stages.items():
        if key in old_stages:
            yield from _position_difference(old, new, key, leads.get(key, 0))
            yield from _one_stage(old_stages[key], stage, leads.get(key, 0))
        elif key not in succession.stages.values():
            label = stage.label.text(bound_language())
            yield Difference(_in("stage", _("added")), key, None, label, 0)


def _position_difference(
    old: SalesMap, new: SalesMap, key: str, leads: int
) -> Iterator[Difference]:
    before = _predecessor(old.stages, key, [stage.key for stage in new.stages])
    after = _predecessor(new.stages, key, [stage.key for stage in old.stages])
    if before != after:
        what = _in("stage", _("moved"))
        yield Difference(what, key, _position(before), _position(after), leads)


def _predecessor(stages: Sequence[StageSpec], key: str, common: Iterable[str]) -> str | None:
    """Return the stage before this one, of those that are in both maps."""
    both = set(common)
    keys = [stage.key for stage in stages if stage.key in both or stage.key == key]
    index = keys.index(key)
    return keys[index - 1] if index else None


def _position(key: str | None) -> str:
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


def _changed(part: Any, other: Any) -> list[str]:
    """Return the fields of a part that differ from the other one's, as `name=value`."""
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
    """Return any part of a map in one line."""
    if value is None:
        return None
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, Words):
        return " ".join(value.text(bound_language()).split())
    if hasattr(value, "label") and hasattr(value, "key"):
        if value.label is None:
            return str(value.key)
        return f"{value.key}: {value.label.text(bound_language())}"
    if isinstance(value, list | tuple):
        return _(", ").join(shown for each in value if (shown := _shown(each)) not in (None, ""))
    return f"{value:g}" if isinstance(value, float) else str(value)
