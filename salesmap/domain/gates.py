"""Gates: a lead enters and leaves stages only with their key elements.

Pure functions of the map and the facts of a lead: `fields` are its filled-in fields, `checked` the
elements checked off as `stage.item`.
"""

from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from salesmap.domain.fields import REQUIRABLE_FIELDS
from salesmap.domain.map.model import Item, SalesMap, StageSpec


class Requirement(NamedTuple):
    """A key element of a stage, required on entering or leaving it, and whether it is met."""

    stage: StageSpec
    item: Item
    is_done: bool

    @property
    def name(self) -> str:
        """Return the name of the item outside its stage: `stage.item`."""
        return f"{self.stage.key}.{self.item.key}"


def requirements(
    sales_map: SalesMap, stage: StageSpec, fields: Container[str], checked: Container[str]
) -> list[Requirement]:
    """Return the key elements of a stage, as its pipeline has it, met or not."""
    return [
        Requirement(stage, item, _is_done(sales_map, stage, item, fields, checked))
        for item in (*_required_fields(sales_map, stage), *stage.items)
    ]


def missing_elements(
    sales_map: SalesMap,
    stages: Sequence[StageSpec],
    current: str | None,
    target: str | None,
    fields: Container[str],
    checked: Container[str],
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
        for requirement in requirements(sales_map, stage, fields, checked)
        if not requirement.is_done
        and (start < index <= end if requirement.item.at == "enter" else start <= index < end)
    ]


def missing_so_far(
    sales_map: SalesMap,
    stages: Sequence[StageSpec],
    current: str,
    fields: Container[str],
    checked: Container[str],
) -> list[Requirement]:
    """Return what a lead in the stage `current` lacks that it needed to come so far."""
    return missing_elements(sales_map, stages, None, current, fields, checked)


def _required_fields(sales_map: SalesMap, stage: StageSpec) -> Iterator[Item]:
    """Yield the custom fields that are required from this stage on."""
    for field in sales_map.fields:
        if field.required_from == stage.key:
            yield Item(field.key, field.label, field.key, None, field.hard, "enter", ())


def _is_done(
    sales_map: SalesMap,
    stage: StageSpec,
    item: Item,
    fields: Container[str],
    checked: Container[str],
) -> bool:
    if item.field:
        return item.field in fields
    if item.form:
        form = sales_map.form(item.form)
        return all(key in fields for key in form.required or form.fields)
    return f"{stage.key}.{item.key}" in checked


_OPTIONS = {"customer": "--company", "reach": "--phone", "expected_close": "--close"}


def supply(requirement: Requirement, lead_id: int | str) -> str:
    """Return the command that supplies a key element."""
    item = requirement.item
    return supply_command(requirement.name, item.field, item.form, lead_id)


def supply_command(name: str, field: str | None, form: str | None, lead_id: int | str) -> str:
    """Return the command that supplies a key element by its field, its form, or by hand."""
    if form:
        return f"salesmap form export {form} --lead {lead_id} --html {form}.html"
    if field in REQUIRABLE_FIELDS:
        return f"salesmap lead edit {lead_id} {_OPTIONS.get(field, f'--{field}')} …"
    if field:
        return f"salesmap lead edit {lead_id} --set {field}=…"
    return f"salesmap lead check {lead_id} {name}"
