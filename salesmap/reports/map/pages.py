"""The map as Markdown: for each stage what a newcomer needs to know and do."""

from collections.abc import Sequence

from salesmap.core.i18n import _, ngettext
from salesmap.domain.map.metrics import METRICS
from salesmap.domain.map.model import Problem, SalesMap, StageSpec
from salesmap.domain.map.words import Words
from salesmap.domain.service.words import priority_word
from salesmap.reports.map.metric_text import metric_text
from salesmap.reports.map.stages import checklist_labels, labels, stages_of


def map_page(sales_map: SalesMap, lang: str, pipeline: str | None = None) -> str:
    """Return the whole map, or one pipeline of it, with a section for each stage.

    Raises UnknownPipelineError.
    """
    sections = [
        stage_page(sales_map, stage, lang, level=2) for stage in stages_of(sales_map, pipeline)
    ]
    return "\n\n".join([f"# {sales_map.label.text(lang)}", *sections])


def stage_page(
    sales_map: SalesMap,
    stage: StageSpec,
    lang: str,
    level: int = 1,
    notes: Sequence[tuple[int, str]] = (),
) -> str:
    """Return what a newcomer needs to know and do in a stage.

    `level` is that of its heading, `notes` are ids and titles of the knowledge base.
    """
    mark = "#" * level
    parts = [f"{mark} {stage.label.text(lang)}"]
    if stage.guide:
        parts.append(_one_line(stage.guide, lang))
    parts.append(_bullets(_facts(sales_map, stage, lang)))
    for title, lines in _sections(sales_map, stage, lang, notes):
        if lines:
            parts.append(f"{mark}# {title}\n\n{_bullets(lines)}")
    return "\n\n".join(parts)


def _facts(sales_map: SalesMap, stage: StageSpec, lang: str) -> list[str]:
    facts = []
    if stage.role:
        role = sales_map.role(stage.role).label.text(lang)
        facts.append(_("Owner role: {role}").format(role=role))
    if stage.value:
        facts.append(_("Benefit: {value}").format(value=stage.value.text(lang)))
    facts.append(
        _("First contact within {hours} h; inactive after {days} d.").format(
            hours=stage.response_hours, days=stage.quiet_days
        )
    )
    if stage.next_step:
        facts.append(
            ngettext(
                "Suggested next step: {what}, within {days} day",
                "Suggested next step: {what}, within {days} days",
                stage.next_step.days,
            ).format(what=stage.next_step.what.text(lang), days=stage.next_step.days)
        )
    return facts


def _sections(
    sales_map: SalesMap, stage: StageSpec, lang: str, notes: Sequence[tuple[int, str]]
) -> list[tuple[str, list[str]]]:
    """Return (title, lines) of the sections of a stage's page."""
    actions = [
        _with_detail(action.label.text(lang), sales_map.role(action.role).label.text(lang))
        for action in stage.actions
    ]
    return [
        (_("Key elements"), [*labels(stage.elements, lang), *checklist_labels(stage, lang)]),
        (_("Standard actions"), actions),
        (_("Inputs"), labels(stage.inputs, lang)),
        (_("Outputs"), labels(stage.outputs, lang)),
        (_("Indicators"), labels(stage.indicators, lang)),
        (
            _("Common problems and countermeasures"),
            [_problem(problem, lang) for problem in stage.problems],
        ),
        (_("Tiers"), _tiers(sales_map, lang) if stage.phase == "after" else []),
        (_("Tickets"), _service_targets(sales_map) if stage.phase == "after" else []),
        (
            _("Ratings and referrals"),
            _raised_followups(sales_map, lang) if stage.phase == "after" else [],
        ),
        (_("Notes"), [_with_detail(title, f"salesmap kb show {id}") for id, title in notes]),
    ]


def _tiers(sales_map: SalesMap, lang: str) -> list[str]:
    """Return the tiers of customers: who is in them, and when they are cared for and buy again."""
    lines = []
    for rule in sales_map.tiers:
        parts = [f"{rule.key} {rule.label.text(lang)}"]
        parts.append(_(" and ").join(rule.when) or _("all others"))
        if rule.care_days:
            parts.append(_("care every {days} days").format(days=rule.care_days))
        if rule.repurchase_days:
            parts.append(_("buys again after {days} days").format(days=rule.repurchase_days))
        if rule.ask:
            parts.append(rule.ask.text(lang))
        lines.append(" · ".join(parts))
    return lines


def _service_targets(sales_map: SalesMap) -> list[str]:
    text = _("{priority}: answered in {response:g} h, solved in {solution:g} h (working time)")
    return [
        text.format(
            priority=priority_word(rule.priority),
            response=rule.response_hours,
            solution=rule.solution_hours,
        )
        for rule in sales_map.services
    ]


def _raised_followups(sales_map: SalesMap, lang: str) -> list[str]:
    """Return what follows from low and high ratings, and from a referred lead that is won."""
    rules = sales_map.satisfaction
    raised = [
        (_("Low rating: {what}"), rules.low.followup if rules.low else None),
        (_("High rating: {what}"), rules.high.followup if rules.high else None),
        (_("Referred lead won: {what}"), sales_map.referral),
    ]
    return [text.format(what=each.what.text(lang)) for text, each in raised if each]


def _problem(problem: Problem, lang: str) -> str:
    side = _("above {threshold}") if problem.side == "above" else _("below {threshold}")
    threshold = side.format(threshold=metric_text(problem.metric, problem.threshold))
    metric = _(METRICS[problem.metric].title)
    measures = _("; ").join(measure.what.text(lang) for measure in problem.countermeasures)
    figure = _("{metric} {threshold}").format(metric=metric, threshold=threshold)
    return f"{_with_detail(problem.label.text(lang), figure)} → {measures}"


def _with_detail(text: str, detail: str) -> str:
    return _("{text} ({detail})").format(text=text, detail=detail)


def _one_line(words: Words, lang: str) -> str:
    return " ".join(words.text(lang).split())


def _bullets(lines: Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)
