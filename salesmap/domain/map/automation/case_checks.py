"""Whether the test cases of a map speak of parts that it has."""

from collections.abc import Iterator, Sequence

from salesmap.core.errors import UsageError
from salesmap.core.figures.currencies import check_currency
from salesmap.core.folding import fold
from salesmap.core.i18n import _
from salesmap.core.money import parse_money
from salesmap.domain.approvals import parse_condition
from salesmap.domain.fields import REQUIRABLE_FIELDS
from salesmap.domain.gates import LeadState, requirements
from salesmap.domain.map.automation.asked import EVENT_FIELDS, event_problem
from salesmap.domain.map.automation.cases import CASE_FIELDS, CUSTOMER_FACTS, WON, Case
from salesmap.domain.map.filter_values import kind_of_lead_field, unreadable
from salesmap.domain.map.model import SalesMap, StageSpec
from salesmap.domain.map.paper_rules import PAPER_FACTS
from salesmap.domain.map.toml_table import Violation
from salesmap.domain.service.vocabulary import SCALES
from salesmap.domain.vocabulary import TIERS

_BOUNDS = {"tickets": (0, 100), "satisfaction": SCALES["csat5"]}
"""The least and the most that a case can say of its customer; each ticket takes time."""


def wrong_references(sales_map: SalesMap, cases: Sequence[Case]) -> Iterator[Violation]:
    """Yield what the cases name and the map does not have."""
    for index, case in enumerate(cases):
        for key, what, names, known in _references(sales_map, case):
            for name in names:
                if name not in known:
                    problem = (
                        _("unknown {what} {key!r}: choose one of {known}")
                        if known
                        else _("unknown {what} {key!r}: there is none")
                    )
                    problem = problem.format(what=what, key=name, known=_(", ").join(known))
                    where = f"{_('case')} {index + 1}"
                    yield Violation(("test", index, key), where, problem)
        for name, value in case.lead.items() if case.about == "rule" else ():
            if reason := _wrong_value(name, value):
                where = f"{_('case')} {index + 1}"
                yield Violation(("test", index, "lead", name), where, reason)
        for name, value in case.event.items():
            if reason := _wrong_fact(case.on, name, value):
                yield Violation(("test", index, "event", name), f"{_('case')} {index + 1}", reason)
        for name, value in case.customer.items():
            if reason := _wrong_customer(name, value):
                where = f"{_('case')} {index + 1}"
                yield Violation(("test", index, "customer", name), where, reason)
        if case.about == "approval" and (wrong := _wrong_figure(case)):
            yield Violation(("test", index), f"{_('case')} {index + 1}", wrong)


def _wrong_value(name: str, value: str) -> str | None:
    """Return why a lead cannot have a value, None if it can."""
    if name == "currency":
        try:
            check_currency(value)
        except UsageError as error:
            return str(error)
    return unreadable(kind_of_lead_field(name), name, "=", value)


def _wrong_fact(on: str, name: str, value: str) -> str | None:
    """Return why the record of an event cannot have a value, None if it can."""
    return event_problem(on, name, "=", value) if name in EVENT_FIELDS.get(on, ()) else None


def _wrong_customer(name: str, value: str) -> str | None:
    """Return why a customer cannot have a value, None if it can."""
    if name == "bought":  # an empty day is none, which "=" would let pass
        reasons = (unreadable("day", name, "<", day.strip()) for day in value.split(","))
        return next(filter(None, reasons), None)
    if name == "tier" and fold(value) not in map(fold, TIERS):
        return _("{key} cannot be {value!r}: choose one of {known}").format(
            key=name, value=value, known=_(", ").join(TIERS)
        )
    if name not in _BOUNDS:
        return None
    least, most = _BOUNDS[name]
    if (reason := unreadable("int", name, "<", value)) or least <= int(value) <= most:
        return reason
    return _("{key} must be a number from {least} to {most}").format(
        key=name, least=least, most=most
    )


def _wrong_figure(case: Case) -> str | None:
    rate = case.lead.get("discount_rate", "0")
    if parse_condition(f"discount_rate={rate}") is None:
        return _("{key} must be a number from {least} to {most}").format(
            key="discount_rate", least=0, most=1
        )
    try:
        parse_money(case.lead.get("total", "0"))
    except UsageError as error:
        return str(error)
    return None


def _without_forms(stage: StageSpec) -> StageSpec:
    """Return a stage whose items ask for no form: the map may name one that it does not have."""
    return stage._replace(items=tuple(item._replace(form=None) for item in stage.items))


def _references(
    sales_map: SalesMap, case: Case
) -> Iterator[tuple[str, str, Sequence[str], Sequence[str]]]:
    """Yield the names in a case: their key, what they are, the names, and those that there are."""
    stages = [stage.key for stage in sales_map.stages]
    if case.about == "gate":
        before = [stage.key for stage in sales_map.stages if stage.phase == "before"]
        items = [
            each.name
            for stage in sales_map.stages
            for each in requirements(sales_map, _without_forms(stage), LeadState())
        ]
        facts = [
            f"{paper}{state}"
            for paper, states in PAPER_FACTS.items()
            for state in ("", *(f":{each}" for each in states))
        ]
        fields = [*REQUIRABLE_FIELDS, *(field.key for field in sales_map.fields)]
        yield "from", _("stage"), [case.start] if case.start else [], before
        yield "to", _("stage"), [case.to] if case.to else [], [*before, WON]
        pipelines = [each.key for each in sales_map.pipelines]
        yield "pipeline", _("pipeline"), [case.pipeline] if case.pipeline else [], pipelines
        yield "known", _("field"), case.known, fields
        yield "checked", _("item"), case.checked, items
        yield "papers", _("fact"), case.papers, facts
        yield "missing", _("item"), case.missing, items
    elif case.about == "rule":
        own = [field.key for field in sales_map.fields]
        yield "lead", _("field"), list(case.lead), [*CASE_FIELDS, *own]
        yield "event", _("field"), list(case.event), list(EVENT_FIELDS.get(case.on, ()))
        yield "customer", _("field"), list(case.customer), CUSTOMER_FACTS
        at = [case.lead["stage"]] if "stage" in case.lead else []
        yield "lead", _("stage"), at, stages
        yield "fires", _("automation"), case.fires, [rule.key for rule in sales_map.rules]
    elif case.about == "detector":
        problems = [f"{spec.key}.{each.key}" for spec, each in sales_map.problems()]
        yield "problem", _("problem"), [case.problem] if case.problem else [], problems
    else:
        approvals = [rule.key for rule in sales_map.approvals]
        yield "asks", _("approval"), case.asks, [*approvals, "below-floor"]
