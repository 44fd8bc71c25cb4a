"""The test cases of a map: the tables `[[test]]`, which `map test` runs."""

from collections.abc import Mapping, Sequence
from math import isfinite
from typing import NamedTuple

from salesmap.core.i18n import N_, _
from salesmap.domain.map.automation.rules import EVENTS
from salesmap.domain.map.paper_rules import PAPERS_TO_APPROVE
from salesmap.domain.map.toml_table import Table
from salesmap.domain.map.words import Words

WON = "won"
"""Where a case moves a lead beyond the last stage before the win."""

_SUBJECTS = {
    "to": N_("gate"),
    "on": N_("rule"),
    "problem": N_("detector"),
    "paper": N_("approval"),
}
"""The key that says what a case is about."""

CASE_FIELDS = (
    "name", "customer", "contact", "phone", "email", "wechat", "source", "product", "region",
    "industry", "value", "currency", "owner", "stage", "status", "expected_close", "created_at",
    "tag",
)  # fmt: skip
"""What a case can say of its lead, beside the custom fields of the map."""

CUSTOMER_FACTS = ("tier", "bought", "tickets", "satisfaction")
"""What a case can say of its customer: days of other purchases, open tickets, the last rating."""

Measured = tuple[float, int]
"""A figure of a detector, and of how many cases."""


class Case(NamedTuple):
    """A test case: of a gate, a rule, a detector or an approval (`about`).

    A gate: a lead of which the fields in `known`, the items in `checked` and the facts in `papers`
    are there goes from a stage (empty: it is new) `to` another, and exactly `missing` is missing,
    which has it `blocked` or not. A rule: `on` an `event` (the fields of its record) of `lead` and
    its `customer` exactly the rules `fires` act. A detector: the `problem` is found at `found`, not
    at `not_found`. An approval: a `paper` with the figures of `lead` asks for exactly `asks`.
    """

    about: str
    what: Words | None
    start: str = ""
    to: str = ""
    pipeline: str | None = None
    known: tuple[str, ...] = ()
    checked: tuple[str, ...] = ()
    papers: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    blocked: bool | None = None
    on: str = ""
    lead: Mapping[str, str] = {}
    event: Mapping[str, str] = {}
    customer: Mapping[str, str] = {}
    fires: tuple[str, ...] = ()
    problem: str = ""
    found: tuple[Measured, ...] = ()
    not_found: tuple[Measured, ...] = ()
    paper: str = ""
    asks: tuple[str, ...] = ()


def read_cases(tables: Sequence[Table]) -> tuple[Case, ...]:
    """Return the cases in their order."""
    return tuple(case for table in tables if (case := _case(table)))


def _case(table: Table) -> Case | None:
    what = table.words_or_text("what")
    about = [word for key, word in _SUBJECTS.items() if key in table.data]
    if len(about) != 1:
        table.wrong(_("write exactly one of {known}").format(known=", ".join(_SUBJECTS)))
        return None
    case = _READERS[about[0]](table, Case(about[0], what))
    table.finish()
    return case


def _gate(table: Table, case: Case) -> Case:
    return case._replace(
        start=table.text_or_none("from") or "",
        to=table.text("to"),
        pipeline=table.text_or_none("pipeline"),
        known=table.texts("known"),
        checked=table.texts("checked"),
        papers=table.texts("papers"),
        missing=table.texts("missing"),
        blocked=table.flag("blocked", False) if "blocked" in table.data else None,
    )


def _rule(table: Table, case: Case) -> Case:
    return case._replace(
        on=table.choice("on", EVENTS),
        lead=_fields(table, "lead", _("lead")),
        event=_fields(table, "event", _("event")),
        customer=_fields(table, "customer", _("customer")),
        fires=table.texts("fires"),
    )


def _fields(table: Table, key: str, what: str) -> dict[str, str]:
    fields = table.table_or_none(key, what)
    return {name: fields.text(name) for name in fields.data} if fields else {}


def _detector(table: Table, case: Case) -> Case:
    case = case._replace(
        problem=table.text("problem"),
        found=_measured(table, "found"),
        not_found=_measured(table, "not_found"),
    )
    if not (case.found or case.not_found):
        table.wrong(_("{key} is missing").format(key="found"))
    return case


def _measured(table: Table, key: str) -> tuple[Measured, ...]:
    """Return a list of pairs: a figure, and of how many cases."""
    if not table.has(key):
        return ()
    value = table.data[key]
    if not isinstance(value, list) or not all(map(_is_measured, value)):
        problem = _("{key} must be a list of figures with their cases: [[0.3, 10]]")
        table.wrong(problem.format(key=key), key)
        return ()
    return tuple((float(figure), int(cases)) for figure, cases in value)


def _is_measured(value: object) -> bool:
    return (
        isinstance(value, list)
        and len(value) == 2
        and all(type(each) in (int, float) and isfinite(each) for each in value)
    )


def _approval(table: Table, case: Case) -> Case:
    figures = {}
    if table.has("discount_rate"):
        figures["discount_rate"] = str(table.number("discount_rate", 0, 1))
    if table.has("total"):
        total = table.data["total"]
        is_number = isinstance(total, int | float) and not isinstance(total, bool)
        figures["total"] = str(total) if is_number else table.text("total")
    if table.flag("below_floor", False):
        figures["below_floor"] = "true"
    return case._replace(
        paper=table.choice("paper", PAPERS_TO_APPROVE), lead=figures, asks=table.texts("asks")
    )


_READERS = {"gate": _gate, "rule": _rule, "detector": _detector, "approval": _approval}
