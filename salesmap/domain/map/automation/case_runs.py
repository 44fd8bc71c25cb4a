"""Running the test cases of a map, and what they cover."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import NamedTuple

from salesmap.core.i18n import _
from salesmap.core.money import parse_money
from salesmap.domain.approvals import PaperFigures, steps
from salesmap.domain.gates import LeadState, missing_elements, requirements
from salesmap.domain.map.automation.cases import WON, Case
from salesmap.domain.map.metrics import is_beyond
from salesmap.domain.map.model import SalesMap

Firing = Callable[[Case], Sequence[str]]
"""Return the keys of the rules that act on the lead of a case."""


class CaseResult(NamedTuple):
    """How a case went: what came out, what it should be (both in words), and what it covers."""

    case: Case
    expected: str
    got: str
    covers: tuple[tuple[str, str], ...]

    @property
    def has_passed(self) -> bool:
        """Return whether it came out as it should."""
        return self.expected == self.got


class Coverage(NamedTuple):
    """A part of a map, and how many passing cases are about it."""

    about: str
    key: str
    cases: int


def run(sales_map: SalesMap, cases: Iterable[Case], firing: Firing) -> list[CaseResult]:
    """Run the cases. Raises what `firing` raises, UsageError for an amount that is none."""
    return [_run(sales_map, case, firing) for case in cases]


def coverage(sales_map: SalesMap, results: Sequence[CaseResult]) -> list[Coverage]:
    """Return every gate, rule, detector and approval of a map with its passing cases.

    A gate is covered where its element is missing, a rule where it acts, a detector where its
    problem is found, an approval where it is asked for.
    """
    covered = [part for result in results if result.has_passed for part in result.covers]
    return [Coverage(about, key, covered.count((about, key))) for about, key in _parts(sales_map)]


def _parts(sales_map: SalesMap) -> Iterable[tuple[str, str]]:
    names = [
        each.name
        for stage in sales_map.stages
        if stage.phase == "before"
        for each in requirements(sales_map, stage, LeadState())
    ]
    yield from (("gate", name) for name in dict.fromkeys(names))
    yield from (("rule", rule.key) for rule in sales_map.rules)
    yield from (("detector", f"{spec.key}.{each.key}") for spec, each in sales_map.problems())
    yield from (("approval", rule.key) for rule in sales_map.approvals)


def _run(sales_map: SalesMap, case: Case, firing: Firing) -> CaseResult:
    if case.about == "gate":
        return _gate(sales_map, case)
    if case.about == "detector":
        return _detector(sales_map, case)
    expected = case.fires if case.about == "rule" else case.asks
    got = firing(case) if case.about == "rule" else _asked(sales_map, case)
    covers = tuple((case.about, key) for key in got)
    return CaseResult(case, _list(sorted(expected)), _list(sorted(got)), covers)


def _gate(sales_map: SalesMap, case: Case) -> CaseResult:
    pipeline = case.pipeline or sales_map.pipelines[0].key
    state = LeadState(frozenset(case.known), frozenset(case.checked), frozenset(case.papers))
    target = None if case.to == WON else case.to
    missing = missing_elements(
        sales_map, sales_map.stages_of(pipeline), case.start or None, target, state
    )
    names = [each.name for each in missing]
    expected, got = _list(sorted(case.missing)), _list(sorted(names))
    if case.blocked is not None:
        expected += _blocked(case.blocked)
        got += _blocked(any(each.item.hard for each in missing))
    return CaseResult(case, expected, got, tuple(("gate", name) for name in names))


def _blocked(is_blocked: bool) -> str:
    return f" ({_('blocked') if is_blocked else _('not blocked')})"


def _detector(sales_map: SalesMap, case: Case) -> CaseResult:
    problem = next(
        each for spec, each in sales_map.problems() if f"{spec.key}.{each.key}" == case.problem
    )
    wrong = [
        f"{figure:g} ÷ {count}"
        for measured, should in ((case.found, True), (case.not_found, False))
        for figure, count in measured
        if is_beyond(problem, figure, count) != should
    ]
    expected = _("as it should be")
    got = _("otherwise at {figures}").format(figures=_list(wrong)) if wrong else expected
    covers = (("detector", case.problem),) if case.found else ()
    return CaseResult(case, expected, got, covers)


def _asked(sales_map: SalesMap, case: Case) -> list[str]:
    figures: Mapping[str, str] = case.lead
    total = parse_money(figures.get("total", "0"))[0]
    paper = PaperFigures(
        Fraction(figures.get("discount_rate", "0")),
        "below_floor" in figures,
        {"": total},
        "",
    )
    return [step.key for step in steps(sales_map.approvals, case.paper, paper)]


def _list(names: Sequence[str]) -> str:
    return ", ".join(names) or _("nothing")
