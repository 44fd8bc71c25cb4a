"""Whether a map makes sense as a whole: everything that is wrong, each with its line."""

import re
import tomllib
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from salesmap.core.i18n import _, reason
from salesmap.domain.map.line_numbers import Path, Places
from salesmap.domain.map.model import SalesMap, StageSpec
from salesmap.domain.map.reader import read_map
from salesmap.domain.map.toml_table import Mistake
from salesmap.domain.vocabulary import FILTER, LEAD_FACTS, LEAD_FIELDS, STATUSES


class Finding(NamedTuple):
    """A mistake in a map: its line, where that is in words, and what is wrong."""

    line: int
    where: str
    problem: str


def check(source: str) -> tuple[SalesMap | None, list[Finding]]:
    """The map that a TOML text tells, and what is wrong with it, line by line. Only a map without findings may be used."""
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        return None, [Finding(_line_of(error, source), "TOML", reason(error))]
    mistakes: list[Mistake] = []
    read = read_map(data, mistakes)
    _check_whole(read, mistakes)
    places = Places(source)
    findings = [
        Finding(places.line(mistake.path), mistake.where or _("the map"), mistake.problem)
        for mistake in mistakes
    ]
    return read, sorted(findings)


def _line_of(error: tomllib.TOMLDecodeError, source: str) -> int:
    words = str(error).replace(",", " ").split()
    return int(words[words.index("line") + 1]) if "line" in words[:-1] else source.count("\n") + 1


def _check_whole(read: SalesMap, mistakes: list[Mistake]) -> None:
    _Whole(
        read, lambda path, where, problem: mistakes.append(Mistake(path, where, problem))
    ).check()


class _Whole:
    """The map seen from above: what its parts say of each other."""

    def __init__(self, read: SalesMap, wrong: Callable[[Path, str, str], None]) -> None:
        self.map = read
        self.wrong = wrong
        self.stage_keys = [stage.key for stage in read.stages]
        self.roles = [role.key for role in read.roles]
        self.parse_custom_fields = [field.key for field in read.fields]
        self.fields = [*LEAD_FACTS, *self.parse_custom_fields]
        self.forms = [form.key for form in read.forms]
        self.pipelines = [pipeline.key for pipeline in read.pipelines]

    def check(self) -> None:
        self._keys_once("stage", _("stage"), self.stage_keys)
        self._keys_once("role", _("role"), self.roles)
        self._keys_once("field", _("field"), self.parse_custom_fields)
        self._keys_once("form", _("form"), self.forms)
        self._keys_once("pipeline", _("pipeline"), self.pipelines)
        self._keys_once("kpi", _("KPI"), [kpi.key for kpi in self.map.kpis])
        for place, stage in enumerate(self.map.stages):
            self._stage(("stage", place), stage)
        for place, field in enumerate(self.map.fields):
            where, path = f"{_('field')} {field.key}", ("field", place)
            self._known(
                field.required_from, self.stage_keys, _("stage"), (*path, "required_from"), where
            )
            if field.key in LEAD_FACTS:
                self.wrong(
                    (*path, "key"),
                    where,
                    _("{key!r} is a standard field of every lead").format(key=field.key),
                )
        for place, form in enumerate(self.map.forms):
            for key in form.fields:
                self._known(
                    key,
                    [field.key for field in self.map.fields],
                    _("field"),
                    ("form", place, "fields"),
                    f"{_('form')} {form.key}",
                )
        for place, rule in enumerate(self.map.scores):
            for condition in rule.when:
                self._filter(condition, ("score", place, "when"), f"{_('score')} {place + 1}")
        self._pipelines()

    def _filter(self, text: str, path: Path, where: str) -> None:
        """A filter as lists take it, on a field that there is."""
        match = re.fullmatch(FILTER, text)
        if not match:
            self.wrong(
                path,
                where,
                _(
                    "{text!r} is not a filter: write field=value, field!=value, field>value or "
                    "field~text"
                ).format(text=text),
            )
            return
        self._known(
            match[1].strip(),
            [*sorted(LEAD_FIELDS | {"tag"}), *self.parse_custom_fields],
            _("field"),
            path,
            where,
        )

    def _stage(self, path: Path, stage: StageSpec) -> None:
        where = f"{_('stage')} {stage.key}"
        if stage.key in STATUSES:
            self.wrong(
                (*path, "key"),
                where,
                _("{key!r} is a status and cannot be the key of a stage").format(key=stage.key),
            )
        self._known(stage.role, self.roles, _("role"), (*path, "role"), where)
        self._parts_once((*path, "item"), where, [(item.key, item.only) for item in stage.items])
        self._parts_once(
            (*path, "action"), where, [(action.key, action.only) for action in stage.actions]
        )
        self._parts_once(
            (*path, "problem"), where, [(problem.key, problem.only) for problem in stage.problems]
        )
        for place, item in enumerate(stage.items):
            self._known(
                item.field,
                self.fields,
                _("field"),
                (*path, "item", place, "field"),
                f"{where} · {item.key}",
            )
            self._known(
                item.form,
                self.forms,
                _("form"),
                (*path, "item", place, "form"),
                f"{where} · {item.key}",
            )
        for place, action in enumerate(stage.actions):
            for role in (action.role, *action.helpers):
                self._known(
                    role or None,
                    self.roles,
                    _("role"),
                    (*path, "action", place, "role"),
                    f"{where} · {action.key}",
                )
        for place, problem in enumerate(stage.problems):
            for field in problem.fields:
                self._known(
                    field,
                    self.fields,
                    _("field"),
                    (*path, "problem", place, "fields"),
                    f"{where} · {problem.key}",
                )

    def _parts_once(
        self, path: Path, where: str, parts: Sequence[tuple[str, tuple[str, ...]]]
    ) -> None:
        """Each key once, and only for pipelines that there are."""
        keys = [key for key, _only in parts]
        for place, (key, only) in enumerate(parts):
            if key in keys[:place]:
                self.wrong(
                    (*path, place, "key"),
                    where,
                    _("the key {key!r} occurs twice").format(key=key),
                )
            for pipeline in only:
                self._known(pipeline, self.pipelines, _("pipeline"), (*path, place, "only"), where)

    def _pipelines(self) -> None:
        for place, pipeline in enumerate(self.map.pipelines):
            path, where = ("pipeline", place), f"{_('pipeline')} {pipeline.key}"
            for key in pipeline.stages:
                self._known(key or None, self.stage_keys, _("stage"), (*path, "stages"), where)
            if len(set(pipeline.stages)) < len(pipeline.stages):
                self.wrong((*path, "stages"), where, _("a stage occurs twice"))
            for field, _values in pipeline.when:
                self._known(field, self.fields, _("field"), (*path, "when", field), where)
            phases = [stage.phase for stage in self.map.stages if stage.key in pipeline.stages]
            ordered = [
                self.map.stage(key).phase for key in pipeline.stages if key in self.stage_keys
            ]
            if phases and ("before" not in phases or ordered != sorted(ordered, reverse=True)):
                self.wrong(
                    (*path, "stages"),
                    where,
                    _("the stages before the win must come first, and there must be at least one"),
                )
        if len(self.map.pipelines) > 1 and all(pipeline.when for pipeline in self.map.pipelines):
            self.wrong(
                ("pipeline",),
                _("the map"),
                _("one pipeline must have no rule: it takes the leads that match no other"),
            )
        unused = [
            key
            for key in self.stage_keys
            if not any(key in pipeline.stages for pipeline in self.map.pipelines)
        ]
        for key in dict.fromkeys(unused):
            self.wrong(
                ("stage", self.stage_keys.index(key)),
                f"{_('stage')} {key}",
                _("no pipeline has this stage"),
            )

    def _keys_once(self, table: str, what: str, keys: Sequence[str]) -> None:
        for place, key in enumerate(keys):
            if key and key in keys[:place]:
                self.wrong(
                    (table, place, "key"),
                    f"{what} {key}",
                    _("the key {key!r} occurs twice").format(key=key),
                )

    def _known(
        self, key: str | None, known: Iterable[str], what: str, path: Path, where: str
    ) -> None:
        names = list(known)
        if key is not None and key not in names:
            there = ", ".join(names) or _("none")
            self.wrong(
                path,
                where,
                _("unknown {what} {key!r}: choose one of {known}").format(
                    what=what, key=key, known=there
                ),
            )
