"""What stands in the way of sending a quote, and what was forgotten on it."""

from collections.abc import Iterator, Sequence
from typing import Any

from salesmap.core.clock import Clock
from salesmap.core.figures.rounding import half_up
from salesmap.core.i18n import N_, _
from salesmap.core.money import money_text
from salesmap.core.table import Table, columns
from salesmap.domain.approvals import PaperFigures, step_title, steps
from salesmap.reports.quote.lines import priced_version
from salesmap.reports.quote.price_war import SIGNS, war_signs
from salesmap.store.connection import Connection
from salesmap.store.currency import amount_by_currency
from salesmap.store.map_versions import current_map
from salesmap.store.statements import statements

_SQL = statements(__file__)
COLUMNS = columns("problem:key:problem_words blocks:yesno line:int detail")
_PROBLEMS = {
    "no_priced_line": N_("nothing priced"),
    "approval": N_("needs approval"),
    "below_floor": N_("below the floor"),
    "missing_product": N_("missing product"),
    "excluded_product": N_("excluded product"),
    "need": N_("uncovered need"),
    "company": N_("own company"),
    "customer": N_("no customer"),
    "address": N_("customer's address"),
    "contact": N_("no contact"),
    "price_war": N_("price war"),
    "template": N_("the template"),
    "template_line": N_("line of the template"),
    "font": N_("font"),
}
"""What the problems are called on screens."""

Problem = tuple[str, bool, int | None, str]
"""What is wrong by its key, whether it blocks sending, on which line, and in words."""


def problem_table(found: Sequence[Problem]) -> Table:
    """Return problems as a table."""
    values = [(*each, _(_PROBLEMS[each[0]])) for each in found]
    return Table(COLUMNS, values, words=("problem_words",))


def problems(connection: Connection, currency: str, quote_id: int, clock: Clock) -> list[Problem]:
    """Return what is wrong with the draft, what blocks sending first; empty when all is well."""
    draft = connection.execute(_SQL["draft"], {"id": quote_id}).fetchone()
    if draft[2] is not None:  # it went out: there is nothing to check any more
        return []
    found = [
        *_blocking(connection, currency, clock.today().isoformat(), draft),
        *_forgotten(connection, draft),
    ]
    if signs := war_signs(connection, quote_id, clock):
        detail = _("A price war: {signs}.").format(signs=_("; ").join(_(SIGNS[s]) for s in signs))
        found.append(("price_war", False, None, detail))
    return found


def _blocking(
    connection: Connection, currency: str, today: str, draft: tuple[Any, ...]
) -> Iterator[Problem]:
    version = priced_version(connection, draft[0])
    if not any(line.is_priced for line in version.priced):
        yield "no_priced_line", True, None, _("No line has a price.")
    approved = {
        rule for (rule,) in connection.execute(_SQL["approved"], {"version": draft[0]}).fetchall()
    }
    figures = version.totals
    totals = amount_by_currency(connection, figures.total, draft[4], currency, today)
    paper = PaperFigures(figures.discount_rate, figures.below_floor, totals, currency)
    steps_needed = [
        step
        for step in steps(current_map(connection).approvals, "quote", paper)
        if step.key not in approved
    ]
    for step in steps_needed:
        detail = (
            _("{rule}: needs the approval of {role}.")
            if step.role
            else _("{rule}: needs approval.")
        )
        yield "approval", True, None, detail.format(rule=step_title(step), role=step.role)
    for stored, written, line in zip(version.stored, version.priced, figures.lines, strict=True):
        if line.below_floor:
            price = money_text(half_up(line.effective_price))
            detail = _("{name}: {price} is left of a unit, the floor is {floor}.").format(
                name=stored.name, price=price, floor=money_text(half_up(written.floor or 0))
            )
            yield "below_floor", bool(steps_needed), line.position, detail


def _forgotten(connection: Connection, draft: tuple[Any, ...]) -> Iterator[Problem]:
    parameters = {"version": draft[0], "lead": draft[5]}
    for code, target in connection.execute(_SQL["missing_products"], parameters).fetchall():
        detail = _("{code} requires {other}.").format(code=code, other=target)
        yield "missing_product", False, None, detail
    for code, target in connection.execute(_SQL["excluded_products"], parameters).fetchall():
        detail = _("{code} does not go with {other}.").format(code=code, other=target)
        yield "excluded_product", False, None, detail
    for (need,) in connection.execute(_SQL["uncovered_needs"], parameters).fetchall():
        yield "need", False, None, _("Not covered: {need}").format(need=need)
    company = {key for (key,) in connection.execute(_SQL["company"]).fetchall()}
    if "company.name" not in company:
        yield "company", False, None, _("The company's own name is not set.")
    if draft[6] is None:
        yield "customer", False, None, _("The lead has no customer: its name stands on the quote.")
    elif draft[8] is None:
        yield "address", False, None, _("The customer's address is unknown.")
    if draft[7] is None:
        yield "contact", False, None, _("The lead has no contact.")
