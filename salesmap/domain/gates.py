"""Gates: a lead enters and leaves stages only with their key elements.

Pure functions of the map and of what is known of a lead.
"""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from salesmap.domain.fields import REQUIRABLE_FIELDS
from salesmap.domain.map.model import Item, SalesMap, StageSpec


class LeadState(NamedTuple):
    """What gates look at: the filled-in fields of a lead, custom ones included, and the rest.

    `checked` are the items checked off, as `stage.item`. `papers` are the facts of its papers, as
    `quote:sent`; a bare `quote` says that the database holds quotes at all.
    """

    fields: frozenset[str] = frozenset()
    checked: frozenset[str] = frozenset()
    papers: frozenset[str] = frozenset()


NOTHING = LeadState()
"""A lead of which nothing is known."""


class Requirement(NamedTuple):
    """A key element of a stage, required on entering or leaving it, and whether it is met.

    `fact` is the fact of the lead's papers that fulfils it, where the database holds such papers.
    """

    stage: StageSpec
    item: Item
    is_done: bool
    fact: str | None = None

    @property
    def name(self) -> str:
        """Return the name of the item outside its stage: `stage.item`."""
        return f"{self.stage.key}.{self.item.key}"


def requirements(sales_map: SalesMap, stage: StageSpec, state: LeadState) -> list[Requirement]:
    """Return the key elements of a stage, as its pipeline has it, met or not."""
    return [
        Requirement(stage, item, _is_done(sales_map, stage, item, state), _fact_in_use(item, state))
        for item in (*_required_fields(sales_map, stage), *stage.items)
    ]


def missing_elements(
    sales_map: SalesMap,
    stages: Sequence[StageSpec],
    current: str | None,
    target: str | None,
    state: LeadState,
) -> list[Requirement]:
    """Return what a lead lacks to go forwards from the stage `current` to `target`.

    `stages` are those of its pipeline; `current` is None for a new lead, `target` None for the win.
    Every stage passed over is both entered and left.
    """
    before = [stage for stage in stages if stage.phase == "before"]
    keys = [stage.key for stage in before]
    start = keys.index(current) if current in keys else -1
    end = keys.index(target) if target in keys else len(keys)
    return [
        requirement
        for index, stage in enumerate(before)
        for requirement in requirements(sales_map, stage, state)
        if not requirement.is_done
        and (start < index <= end if requirement.item.at == "enter" else start <= index < end)
    ]


def missing_so_far(
    sales_map: SalesMap,
    stages: Sequence[StageSpec],
    current: str,
    state: LeadState,
) -> list[Requirement]:
    """Return what a lead in the stage `current` lacks that it needed to come so far."""
    return missing_elements(sales_map, stages, None, current, state)


def _required_fields(sales_map: SalesMap, stage: StageSpec) -> Iterator[Item]:
    """Yield the custom fields that are required from this stage on."""
    for field in sales_map.fields:
        if field.required_from == stage.key:
            yield Item(field.key, field.label, field.key, None, field.hard, "enter", ())


def _is_done(sales_map: SalesMap, stage: StageSpec, item: Item, state: LeadState) -> bool:
    if item.field:
        return item.field in state.fields
    if item.form:
        form = sales_map.form(item.form)
        return all(key in state.fields for key in form.required or form.fields)
    return item.fact in state.papers or f"{stage.key}.{item.key}" in state.checked


def _fact_in_use(item: Item, state: LeadState) -> str | None:
    """Return the fact that fulfils an item, where the database holds papers of that kind."""
    fact = item.fact
    return fact if fact and fact.partition(":")[0] in state.papers else None


_OPTIONS = {"customer": "--company", "reach": "--phone", "expected_close": "--close"}


_PAPER_COMMANDS = {
    "quote:sent": "salesmap quote new {id} …",
    "quote:accepted": "salesmap quote accept lead:{id}",
    "contract:approved": "salesmap contract approve lead:{id}",
    "contract:signed": "salesmap contract sign lead:{id}",
    "needs:covered": "salesmap solution show {id}",
}


def supply(requirement: Requirement, lead_id: int | str) -> str:
    """Return the command that supplies a key element."""
    item = requirement.item
    return supply_command(requirement.name, item.field, item.form, lead_id, requirement.fact)


def supply_command(
    name: str, field: str | None, form: str | None, lead_id: int | str, fact: str | None = None
) -> str:
    """Return the command that supplies a key element: its field, form or paper, or by hand."""
    if fact:
        return _PAPER_COMMANDS[fact].format(id=lead_id)
    if form:
        return f"salesmap form export {form} --lead {lead_id} --html {form}.html"
    if field in REQUIRABLE_FIELDS:
        return f"salesmap lead edit {lead_id} {_OPTIONS.get(field, f'--{field}')} …"
    if field:
        return f"salesmap lead edit {lead_id} --set {field}=…"
    return f"salesmap lead check {lead_id} {name}"
