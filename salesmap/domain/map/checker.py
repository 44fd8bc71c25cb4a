"""The check of a map as a whole: every mistake with its line."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from salesmap.core.i18n import _, reason
from salesmap.domain.customer.filter_check import filter_problem
from salesmap.domain.fields import REQUIRABLE_FIELDS
from salesmap.domain.map.automation.asked import (
    OF_EVERY_LEAD,
    event_problem,
    known_fields,
    record_of,
)
from salesmap.domain.map.automation.case_checks import wrong_references
from salesmap.domain.map.automation.cases import Case
from salesmap.domain.map.automation.contradictions import (
    impossible,
    opposing,
    parts,
    stage_never_is,
)
from salesmap.domain.map.filter_values import kind_of_lead_field, unreadable
from salesmap.domain.map.line_numbers import LineIndex, Path
from salesmap.domain.map.model import FieldSpec, FormSpec, PipelineSpec, SalesMap, StageSpec
from salesmap.domain.map.reader import read_map
from salesmap.domain.map.toml_table import Violation
from salesmap.domain.vocabulary import FILTER, STATUSES


class Finding(NamedTuple):
    """A mistake in a map: its line, its position in words, and the problem."""

    line: int
    where: str
    problem: str


def check(source: str) -> tuple[SalesMap | None, list[Finding]]:
    """Return the map of a TOML text and its mistakes by line.

    Only a map without findings may be used; there is none when the text is no TOML.
    """
    sales_map, _cases, findings = _checked(source, with_references=False)
    return sales_map, findings


def check_with_cases(source: str) -> tuple[SalesMap | None, tuple[Case, ...], list[Finding]]:
    """Return what `check` does, and the test cases of the map.

    What they name and the map does not have is a finding, too. It keeps nobody from using the map:
    a stage may be renamed before its cases are.
    """
    return _checked(source, with_references=True)


def _checked(
    source: str, *, with_references: bool
) -> tuple[SalesMap | None, tuple[Case, ...], list[Finding]]:
    try:
        data = tomllib.loads(source)
    except tomllib.TOMLDecodeError as error:
        return None, (), [Finding(line_of(error, source), "TOML", reason(error))]
    except RecursionError:
        return None, (), [Finding(1, "TOML", _("it is nested too deeply"))]
    violations: list[Violation] = []
    sales_map, cases = read_map(data, violations)
    _MapChecker(sales_map, violations).check()
    if with_references:
        violations += wrong_references(sales_map, cases)
    if not violations:  # to find the lines costs as much as to read the map
        return sales_map, cases, []
    lines = LineIndex(source)
    findings = [
        Finding(lines.line(each.path), each.where or _("the map"), each.problem)
        for each in violations
    ]
    return sales_map, cases, sorted(findings)


def line_of(error: tomllib.TOMLDecodeError, source: str) -> int:
    """Return the line at which a text is no TOML."""
    words = str(error).replace(",", " ").split()
    return int(words[words.index("line") + 1]) if "line" in words[:-1] else source.count("\n") + 1


class _MapChecker:
    """Checks the references between the parts of a map; single tables are checked by `reader`."""

    def __init__(self, sales_map: SalesMap, violations: list[Violation]) -> None:
        self.map = sales_map
        self.violations = violations
        self.stage_keys = [stage.key for stage in sales_map.stages]
        self.roles = [role.key for role in sales_map.roles]
        self.custom_fields = [field.key for field in sales_map.fields]
        self.fields = [*REQUIRABLE_FIELDS, *self.custom_fields]
        self.forms = [form.key for form in sales_map.forms]
        self.pipelines = [pipeline.key for pipeline in sales_map.pipelines]

    def check(self) -> None:
        self._check_unique("stage", _("stage"), self.stage_keys)
        self._check_unique("role", _("role"), self.roles)
        self._check_unique("field", _("field"), self.custom_fields)
        self._check_unique("form", _("form"), self.forms)
        self._check_unique("pipeline", _("pipeline"), self.pipelines)
        kinds = [kind.key for kind in self.map.kinds]
        self._check_unique("kind", _("type of contact"), kinds)
        self._check_unique("kpi", _("KPI"), [kpi.key for kpi in self.map.kpis])
        approvals = [rule.key for rule in self.map.approvals]
        self._check_unique("approval", _("approval"), approvals)
        for index, approval in enumerate(self.map.approvals):
            role_path, where = ("approval", index, "role"), f"{_('approval')} {approval.key}"
            self._check_known(approval.role or None, self.roles, _("role"), role_path, where)
        for index, stage in enumerate(self.map.stages):
            self._check_stage(("stage", index), stage)
        for index, field in enumerate(self.map.fields):
            self._check_field(("field", index), field)
        for index, form in enumerate(self.map.forms):
            self._check_form(("form", index), form)
        for index, rule in enumerate(self.map.scores):
            for condition in rule.when:
                self._check_filter(condition, ("score", index, "when"), f"{_('score')} {index + 1}")
        self._check_rules()
        self._check_tiers()
        self._check_team()
        for index, pipeline in enumerate(self.map.pipelines):
            self._check_pipeline(("pipeline", index), pipeline)
        self._check_default_pipeline()
        self._check_unused_stages()

    def _wrong(self, path: Path, where: str, problem: str) -> None:
        self.violations.append(Violation(path, where, problem))

    def _check_unique(self, table: str, what: str, keys: Sequence[str]) -> None:
        # A key that cannot be is told, and was read as another: that one is no second one.
        wrong = {violation.path for violation in self.violations}
        known = ["" if (table, index, "key") in wrong else key for index, key in enumerate(keys)]
        for index, key in enumerate(known):
            if key and key in known[:index]:
                problem = _("the key {key!r} occurs twice").format(key=key)
                self._wrong((table, index, "key"), f"{what} {key}", problem)

    def _check_known(
        self, key: str | None, known: Iterable[str], what: str, path: Path, where: str
    ) -> None:
        names = list(known)
        if key is not None and key not in names:
            problem = (
                _("unknown {what} {key!r}: choose one of {known}")
                if names
                else _("unknown {what} {key!r}: the map defines none")
            )
            self._wrong(path, where, problem.format(what=what, key=key, known=_(", ").join(names)))

    def _check_field(self, path: Path, field: FieldSpec) -> None:
        where = f"{_('field')} {field.key}"
        self._check_known(
            field.required_from, self.stage_keys, _("stage"), (*path, "required_from"), where
        )
        if field.key in REQUIRABLE_FIELDS:
            problem = _("{key!r} is a standard field of every lead").format(key=field.key)
            self._wrong((*path, "key"), where, problem)

    def _check_form(self, path: Path, form: FormSpec) -> None:
        where = f"{_('form')} {form.key}"
        for key in form.fields:
            self._check_known(key, self.custom_fields, _("field"), (*path, "fields"), where)

    def _check_rules(self) -> None:
        rules = self.map.rules
        self._check_unique("when", _("automation"), [rule.key for rule in rules])
        for index, rule in enumerate(rules):
            path, where = ("when", index, "when"), f"{_('automation')} {rule.key}"
            for condition in rule.when:
                self._check_filter(condition, path, where, rule.on)
            for field, operator, value in parts(rule.when):
                if field == "stage" and operator in ("=", "!="):
                    stages = [*self.stage_keys, *self._stage_labels()]
                    if value not in map(str.casefold, stages):
                        self._check_known(value, self.stage_keys, _("stage"), path, where)
            if never := impossible(rule) or stage_never_is(rule, self.map):
                self._wrong(path, where, never)
        for first, second, event in opposing(rules):
            problem = _("on {event} it names another owner than {key} for the same leads")
            where = f"{_('automation')} {rules[second].key}"
            self._wrong(
                ("when", second, "then"), where, problem.format(event=event, key=rules[first].key)
            )

    def _check_tiers(self) -> None:
        keys = [tier.key for tier in self.map.tiers]
        self._check_unique("tier", _("tier"), keys)
        for index, tier in enumerate(self.map.tiers):
            for text in tier.when:
                if problem := filter_problem(text, self.custom_fields):
                    self._wrong(("tier", index, "when"), f"{_('tier')} {tier.key}", problem)

    def _check_team(self) -> None:
        """Check the filters and keys of assignment and pools, and the roles of rights."""
        assigns = [(rule.key, rule.when) for rule in self.map.assigns]
        pools = [(rule.key, rule.when) for rule in self.map.pools]
        for table, what, rules in (
            ("assign", _("assignment"), assigns),
            ("pool", _("pool"), pools),
        ):
            self._check_unique(table, what, [key for key, _when in rules])
            for index, (key, when) in enumerate(rules):
                for condition in when:
                    self._check_filter(condition, (table, index, "when"), f"{what} {key}")

    def _stage_labels(self) -> list[str]:
        return [word for stage in self.map.stages for word in stage.label]

    def _check_filter(self, text: str, path: Path, where: str, on: str | None = None) -> None:
        """Check a filter on leads; in a rule `on` an event, on its record or customer as well."""
        match = re.fullmatch(FILTER, text)
        if not match:
            problem = _(
                "{text!r} is not a filter: write field=value, field!=value, field>value or "
                "field~text"
            )
            self._wrong(path, where, problem.format(text=text))
            return
        name, operator, value = match[1].strip(), match[2], match[3]
        known, record = [*OF_EVERY_LEAD, *self.custom_fields], "lead"
        if on is not None:
            known = known_fields(on, self.custom_fields)
            record = record_of(name, on, self.custom_fields)
        self._check_known(name, known, _("field"), path, where)
        if record == "event":
            wrong = event_problem(on or "", name, operator, value)
        elif record == "customer":
            wrong = filter_problem(text, self.custom_fields)
        else:
            wrong = unreadable(kind_of_lead_field(name), name, operator, value)
        if wrong:
            self._wrong(path, where, wrong)

    def _check_stage(self, path: Path, stage: StageSpec) -> None:
        where = f"{_('stage')} {stage.key}"
        if stage.key in STATUSES:
            problem = _("{key!r} is a status and cannot be the key of a stage")
            self._wrong((*path, "key"), where, problem.format(key=stage.key))
        self._check_known(stage.role, self.roles, _("role"), (*path, "role"), where)
        self._check_parts((*path, "item"), where, [(each.key, each.only) for each in stage.items])
        actions = [(each.key, each.only) for each in stage.actions]
        self._check_parts((*path, "action"), where, actions)
        problems = [(each.key, each.only) for each in stage.problems]
        self._check_parts((*path, "problem"), where, problems)
        for index, item in enumerate(stage.items):
            table_path, name = (*path, "item", index), f"{where} · {item.key}"
            self._check_known(item.field, self.fields, _("field"), (*table_path, "field"), name)
            self._check_known(item.form, self.forms, _("form"), (*table_path, "form"), name)
        for index, action in enumerate(stage.actions):
            for role in (action.role, *action.helpers):
                role_path, name = (*path, "action", index, "role"), f"{where} · {action.key}"
                self._check_known(role or None, self.roles, _("role"), role_path, name)
        for index, typical in enumerate(stage.problems):
            for field in typical.fields:
                field_path, name = (*path, "problem", index, "fields"), f"{where} · {typical.key}"
                self._check_known(field, self.fields, _("field"), field_path, name)

    def _check_parts(
        self, path: Path, where: str, parts: Sequence[tuple[str, tuple[str, ...]]]
    ) -> None:
        """Check that each key occurs once and that `only` names known pipelines."""
        keys = [key for key, _only in parts]
        for index, (key, only) in enumerate(parts):
            if key in keys[:index]:
                problem = _("the key {key!r} occurs twice").format(key=key)
                self._wrong((*path, index, "key"), where, problem)
            for pipeline in only:
                self._check_known(
                    pipeline, self.pipelines, _("pipeline"), (*path, index, "only"), where
                )

    def _check_pipeline(self, path: Path, pipeline: PipelineSpec) -> None:
        where = f"{_('pipeline')} {pipeline.key}"
        for key in pipeline.stages:
            self._check_known(key or None, self.stage_keys, _("stage"), (*path, "stages"), where)
        if len(set(pipeline.stages)) < len(pipeline.stages):
            self._wrong((*path, "stages"), where, _("a stage occurs twice"))
        for field, _values in pipeline.when:
            self._check_known(field, self.fields, _("field"), (*path, "when", field), where)
        phases = [self.map.stage(key).phase for key in pipeline.stages if key in self.stage_keys]
        if phases and ("before" not in phases or phases != sorted(phases, reverse=True)):
            problem = _("the stages before the win must come first, and there must be at least one")
            self._wrong((*path, "stages"), where, problem)

    def _check_default_pipeline(self) -> None:
        if len(self.map.pipelines) > 1 and all(pipeline.when for pipeline in self.map.pipelines):
            problem = _("one pipeline must have no rule: it takes the leads that match no other")
            self._wrong(("pipeline",), _("the map"), problem)

    def _check_unused_stages(self) -> None:
        used = {key for pipeline in self.map.pipelines for key in pipeline.stages}
        for key in dict.fromkeys(self.stage_keys):
            if key not in used:
                path = ("stage", self.stage_keys.index(key))
                self._wrong(path, f"{_('stage')} {key}", _("no pipeline has this stage"))
