"""Gates: a stage is not left, and another not entered, until its key elements are there. Pure functions of map and facts."""

from collections.abc import Container, Iterator, Sequence
from typing import NamedTuple

from salesmap.domain.map.model import Item, SalesMap, StageSpec
from salesmap.domain.vocabulary import LEAD_FACTS


class Requirement(NamedTuple):
    """A key element of a stage, asked for at its entrance or its exit, and whether it is there."""

    stage: StageSpec
    item: Item
    is_done: bool

    @property
    def name(self) -> str:
        """What the item is called, from outside its stage, too: `stage.item`."""
        return f"{self.stage.key}.{self.item.key}"


def requirements(
    read: SalesMap, stage: StageSpec, fields: Container[str], ticked: Container[str]
) -> list[Requirement]:
    """What a stage asks for, with what is there. `stage` is as its pipeline sees it."""
    query = [*_of_fields(read, stage), *stage.items]
    return [Requirement(stage, item, _is_done(read, stage, item, fields, ticked)) for item in query]


def missing(
    read: SalesMap,
    way: Sequence[StageSpec],
    here: str | None,
    target: str | None,
    fields: Container[str],
    ticked: Container[str],
) -> list[Requirement]:
    """What is not there of what a lead needs to go forwards from the stage `here` (None: it begins) to `target` (None: it is won).

    Leaving a stage asks for what it wants at its exit, entering one for what it wants at its entrance; every stage that is
    passed over on the way is both entered and left.
    """
    before = [stage for stage in way if stage.phase == "before"]
    keys = [stage.key for stage in before]
    start = keys.index(here) if here in keys else -1
    end = keys.index(target) if target in keys else len(keys)
    found = []
    for place, stage in enumerate(before):
        for requirement in requirements(read, stage, fields, ticked):
            passed = (
                start < place <= end if requirement.item.at == "enter" else start <= place < end
            )
            if passed and not requirement.is_done:
                found.append(requirement)
    return found


def standing(
    read: SalesMap,
    way: Sequence[StageSpec],
    here: str,
    fields: Container[str],
    ticked: Container[str],
) -> list[Requirement]:
    """What is not there of what a lead that stands `here` must have had to come so far."""
    return missing(read, way, None, here, fields, ticked)


def _of_fields(read: SalesMap, stage: StageSpec) -> Iterator[Item]:
    """Fields of one's own that are required from this stage on."""
    for field in read.fields:
        if field.required_from == stage.key:
            yield Item(field.key, field.label, field.key, None, field.hard, "enter", ())


def _is_done(
    read: SalesMap, stage: StageSpec, item: Item, fields: Container[str], ticked: Container[str]
) -> bool:
    if item.field:
        return item.field in fields
    if item.form:
        form = read.form(item.form)
        return all(key in fields for key in form.required or form.fields)
    return f"{stage.key}.{item.key}" in ticked


_OPTIONS = {"customer": "--company", "reach": "--phone", "expected_close": "--close"}


def supply(requirement: Requirement, lead_id: int | str) -> str:
    """Return the command that supplies a key element."""
    item = requirement.item
    return supply_command(requirement.name, item.field, item.form, lead_id)


def supply_command(name: str, field: str | None, form: str | None, lead_id: int | str) -> str:
    """Return the command that supplies a key element by its field, its form, or by hand."""
    if form:
        return f"salesmap form export {form} --lead {lead_id} --html {form}.html"
    if field in LEAD_FACTS:
        return f"salesmap lead edit {lead_id} {_OPTIONS.get(field, f'--{field}')} …"
    if field:
        return f"salesmap lead edit {lead_id} --set {field}=…"
    return f"salesmap lead check {lead_id} {name}"
