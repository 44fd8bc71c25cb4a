"""A map from the data of its TOML: every table and key."""

from collections.abc import Sequence
from typing import Any

from salesmap.core.i18n import _
from salesmap.domain.field_values import SEVERAL, TYPES
from salesmap.domain.map.automation.cases import Case, read_cases
from salesmap.domain.map.automation.rule_reader import read_rules
from salesmap.domain.map.customers import read_rfm, read_services, read_tiers
from salesmap.domain.map.metrics import METRICS, MOST_OF_UNIT
from salesmap.domain.map.model import (
    Action,
    Countermeasure,
    FieldSpec,
    FormSpec,
    Item,
    Kind,
    KpiSpec,
    NextStep,
    PipelineSpec,
    Problem,
    Role,
    SalesMap,
    ScoreRule,
    StageSpec,
)
from salesmap.domain.map.paper_rules import PAPER_FACTS
from salesmap.domain.map.papers import read_approvals, read_facts, read_quoting
from salesmap.domain.map.ratings import read_referral, read_satisfaction
from salesmap.domain.map.team.reader import read_assigns, read_pools, read_rights
from salesmap.domain.map.toml_table import Table, Violation
from salesmap.domain.report_names import REPORT_NAMES
from salesmap.domain.vocabulary import KINDS

_PHASES = ("before", "after")
_MAX_DAYS, _MAX_HOURS = 36_500, 876_000
_MOST_A_DAY = 1000


def read_map(
    data: dict[str, Any], violations: list[Violation]
) -> tuple[SalesMap, tuple[Case, ...]]:
    """Return the map of the data and its test cases, which are no part of it.

    Mistakes in its tables and keys are added to `violations`.
    """
    table = Table(data, (), "", violations)
    key = table.key()
    table.where = ""
    strict = table.flag("strict", default=False)
    own_kinds = tuple(_kind(each) for each in table.tables("kind", _("type of contact")))
    kinds = (*KINDS, *(kind.key for kind in own_kinds))
    stages = tuple(_stage(each, strict, kinds) for each in table.tables("stage", _("stage")))
    if not stages:
        table.wrong(_("there is no [[stage]]"))
    label = table.words("label")
    pipelines = tuple(_pipeline(each) for each in table.tables("pipeline", _("pipeline")))
    sales_map = SalesMap(
        key=key,
        label=label,
        strict=strict,
        may_force=table.flag("may_force", default=not strict),
        roles=tuple(_role(each) for each in table.tables("role", _("role"))),
        fields=tuple(_field(each, strict) for each in table.tables("field", _("field"))),
        forms=tuple(_form(each) for each in table.tables("form", _("form"))),
        scores=tuple(_score(each) for each in table.tables("score", _("score"))),
        pipelines=pipelines
        or (PipelineSpec(key, label, (), tuple(stage.key for stage in stages)),),
        stages=stages,
        kpis=tuple(_kpi(each) for each in table.tables("kpi", _("KPI"))),
        kinds=own_kinds,
        approvals=read_approvals(table.tables("approval", _("approval"))),
        quoting=read_quoting(table.table_or_none("quote", _("quotes"))),
        rfm=read_rfm(table.table_or_none("rfm", "RFM")),
        services=read_services(table.tables("service", _("service target"))),
        satisfaction=read_satisfaction(
            table.table_or_none("satisfaction", _("satisfaction")), kinds
        ),
        referral=read_referral(table.table_or_none("referral", _("referral")), kinds),
        rules=read_rules(table.tables("when", _("automation")), kinds),
        tiers=read_tiers(table.tables("tier", _("tier")), kinds),
        care_per_day=table.integer("care_per_day", 1, _MOST_A_DAY, 10),
        assigns=read_assigns(table.tables("assign", _("assignment"))),
        pools=read_pools(table.tables("pool", _("pool"))),
        rights=read_rights(table.tables("right", _("right"))),
    )
    cases = read_cases(table.tables("test", _("case")))
    table.finish()
    return sales_map, cases


def _kind(table: Table) -> Kind:
    kind = Kind(table.key(), table.words("label"))
    if kind.key in KINDS:
        table.wrong(_("{key!r} is a type that every map has").format(key=kind.key), "key")
    table.finish()
    return kind


def _role(table: Table) -> Role:
    role = Role(table.key(), table.words("label"), table.text_or_none("person"))
    table.finish()
    return role


def _field(table: Table, strict: bool) -> FieldSpec:
    field = FieldSpec(
        key=table.key(),
        label=table.words("label"),
        type=table.choice("type", TYPES, "text"),
        choices=table.choices("choices"),
        required_from=table.text_or_none("required_from"),
        hard=table.flag("hard", strict),
        hint=table.words_or_none("hint"),
    )
    if field.type in ("choice", "choices") and not field.choices and table.is_right("choices"):
        table.wrong(
            _("a field of type {type} needs choices = [ … ]").format(type=field.type), "type"
        )
    if field.type == "choices" and any(
        SEVERAL.strip() in word for choice in field.choices for word in choice
    ):
        table.wrong(_("choices must not contain a comma: it separates them"), "choices")
    table.finish()
    return field


def _form(table: Table) -> FormSpec:
    form = FormSpec(
        table.key(),
        table.words("title"),
        table.words_or_none("intro"),
        table.some_texts("fields"),
        table.texts("required"),
    )
    for key in form.required:
        if form.fields and key not in form.fields:
            table.wrong(
                _("{field!r} is required but not among the fields").format(field=key), "required"
            )
    table.finish()
    return form


def _score(table: Table) -> ScoreRule:
    rule = ScoreRule(
        table.words("label"), table.some_texts("when"), table.integer("points", -1_000, 1_000)
    )
    table.finish()
    return rule


def _kpi(table: Table) -> KpiSpec:
    key, label = table.key(), table.words("label")
    conditions = table.table_or_none("where", _("rule"))
    where = (
        tuple((column, conditions.text(column)) for column in conditions.data) if conditions else ()
    )
    side = table.side()
    kpi = KpiSpec(
        key=key,
        label=label,
        report=table.choice("report", REPORT_NAMES),
        figure=table.text("figure"),
        where=where,
        side=side,
        threshold=table.number(side, -1e12, 1e12, 0),
        window_days=table.integer("window_days", 1, _MAX_DAYS, 90),
    )
    table.finish()
    return kpi


def _pipeline(table: Table) -> PipelineSpec:
    rules = table.table_or_none("when", _("rule"))
    when = tuple((field, rules.texts(field)) for field in rules.data) if rules else ()
    pipeline = PipelineSpec(table.key(), table.words("label"), when, table.some_texts("stages"))
    table.finish()
    return pipeline


def _stage(table: Table, strict: bool, kinds: Sequence[str]) -> StageSpec:
    key = table.key()
    stage = StageSpec(
        key=key,
        label=table.words("label"),
        phase=table.choice("phase", _PHASES),
        probability=table.number("probability", 0, 1),
        quiet_days=table.integer("quiet_days", 0, _MAX_DAYS),
        response_hours=table.integer("response_hours", 0, _MAX_HOURS),
        group=table.text_or_none("group") or key,
        role=table.text_or_none("role"),
        value=table.words_or_none("value"),
        guide=table.words_or_none("guide"),
        elements=table.words_list("elements"),
        inputs=table.words_list("inputs"),
        outputs=table.words_list("outputs"),
        indicators=table.words_list("indicators"),
        next_step=_next_step(table.table_or_none("next", _("next step"))),
        items=tuple(_item(each, strict) for each in table.tables("item", _("item"))),
        actions=tuple(_action(each, kinds) for each in table.tables("action", _("action"))),
        problems=tuple(_problem(each, kinds) for each in table.tables("problem", _("problem"))),
    )
    table.finish()
    return stage


def _next_step(table: Table | None) -> NextStep | None:
    if table is None:
        return None
    step = NextStep(table.words("what"), table.integer("days", 0, _MAX_DAYS))
    table.finish()
    return step


def _item(table: Table, strict: bool) -> Item:
    item = Item(
        key=table.key(),
        label=table.words("label"),
        field=table.text_or_none("field"),
        form=table.text_or_none("form"),
        hard=table.flag("hard", strict),
        at=table.choice("at", ("leave", "enter"), "leave"),
        only=table.texts("only"),
        **read_facts(table),
    )
    ways = [key for key in ("field", "form", *PAPER_FACTS) if getattr(item, key)]
    for key in ways[1:]:
        table.wrong(
            _("an item can have {one} or {other}, not both").format(one=ways[0], other=key), key
        )
    table.finish()
    return item


def _action(table: Table, kinds: Sequence[str]) -> Action:
    action = Action(
        table.key(),
        table.words("label"),
        table.text("role"),
        table.texts("helpers"),
        table.choice_or_none("kind", kinds),
        table.texts("only"),
    )
    table.finish()
    return action


def _problem(table: Table, kinds: Sequence[str]) -> Problem:
    key, label = table.key(), table.words("label")
    metric = table.choice("metric", tuple(METRICS))
    measure = METRICS[metric]
    side = table.side()
    maximum = MOST_OF_UNIT[measure.unit]
    problem = Problem(
        key=key,
        label=label,
        metric=metric,
        side=side,
        threshold=table.number(side, 0, maximum, 0),
        window_days=table.integer("window_days", 1, _MAX_DAYS, 180),
        least=table.integer("least", 1, 1_000_000, 8),
        fields=table.texts("fields"),
        words=table.texts("words"),
        days=table.number("days", 0, _MAX_DAYS, 0) if table.has("days") else None,
        weight=table.number("weight", 0, 100, 1),
        countermeasures=tuple(
            _countermeasure(each, kinds)
            for each in table.tables("countermeasure", _("countermeasure"))
        ),
        only=table.texts("only"),
    )
    for name in measure.needs:
        if name not in table.data and table.is_right("metric"):
            table.wrong(
                _("the metric {metric} needs {key}").format(metric=metric, key=name), "metric"
            )
    for name in ("fields", "words", "days"):
        is_used = name in (*measure.takes, *measure.needs)
        if name in table.data and not is_used and table.is_right("metric"):
            table.wrong(
                _("the metric {metric} does not use {key}").format(metric=metric, key=name), name
            )
    if not problem.countermeasures:
        table.wrong(_("a problem needs at least one [[stage.problem.countermeasure]]"))
    table.finish()
    return problem


def _countermeasure(table: Table, kinds: Sequence[str]) -> Countermeasure:
    countermeasure = Countermeasure(
        table.words("what"),
        table.integer("days", 0, _MAX_DAYS, 1),
        table.choice_or_none("kind", kinds),
    )
    table.finish()
    return countermeasure
