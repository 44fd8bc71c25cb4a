"""Checking off key elements that no field supplies."""

from collections.abc import Sequence

from salesmap.actions.database.create import transaction
from salesmap.actions.lead.pipelines import lead_with_id, pipeline_of
from salesmap.core.errors import RuleViolation, UsageError
from salesmap.core.i18n import _
from salesmap.domain.errors import UnknownItemError
from salesmap.domain.gates import NOTHING, Requirement, requirements
from salesmap.domain.lead import Lead
from salesmap.domain.records import CheckedItem
from salesmap.store.database import Database
from salesmap.store.map_versions import current_map
from salesmap.store.unit_of_work import UnitOfWork


class AmbiguousItem(RuleViolation):
    """Several stages have a key element of this name."""

    code = "ambiguous_item"

    def __init__(self, name: str, candidates: Sequence[str]) -> None:
        text = _("{item!r} matches several key elements: {known}.")
        super().__init__(
            text.format(item=name, known=", ".join(candidates)),
            item=name,
            candidates=list(candidates),
        )


class ItemHasField(UsageError):
    """A field or a form supplies the key element."""

    code = "item_has_field"

    def __init__(self, lead_id: int, requirement: Requirement) -> None:
        super().__init__(
            _("{item} cannot be checked by hand.").format(item=requirement.name),
            id=lead_id,
            item=requirement.name,
            field=requirement.item.field,
            form=requirement.item.form,
        )


class ItemAlreadySo(RuleViolation):
    """The key element is checked, or unchecked, already."""

    code = "item_already_so"

    def __init__(self, name: str, *, done: bool) -> None:
        text = _("{item} is already checked.") if done else _("{item} is not checked.")
        super().__init__(text.format(item=name), item=name, done=done)


def check(database: Database, lead_id: int, item: str, *, done: bool = True) -> Requirement:
    """Check a key element off (not `done`: uncheck it). `item` is its key, or `stage.item`.

    Returns the element. Raises LeadNotFound, UnknownItemError, AmbiguousItem, ItemAlreadySo,
    ItemHasField.
    """
    with transaction(database) as change:
        lead = lead_with_id(change, lead_id)
        requirement = _named(change, lead, item)
        if not requirement.item.is_by_hand:
            raise ItemHasField(lead.id, requirement)
        name = requirement.name
        checked = change.first(CheckedItem, "lead_id = ? AND item = ?", lead.id, name)
        if done and checked is None:
            change.add(
                CheckedItem(lead_id=lead.id, item=name, done_at=change.now, actor=database.user)
            )
            change.describe("ticked off: {}", f"{name} · {lead.name}")
        elif not done and checked is not None:
            change.delete(checked)
            change.describe("no longer ticked off: {}", f"{name} · {lead.name}")
        else:
            raise ItemAlreadySo(name, done=done)
        lead.renew(change.now)
        return requirement


def _named(change: UnitOfWork, lead: Lead, name: str) -> Requirement:
    pipeline, sales_map = pipeline_of(change, lead), current_map(change.connection)
    stages = sales_map.stages_of(pipeline.key)
    elements = [each for stage in stages for each in requirements(sales_map, stage, NOTHING)]
    matching = [each for each in elements if name in (each.name, each.item.key)]
    current = pipeline.stage(lead.stage_id).key
    in_current = [each for each in matching if each.stage.key == current]
    if len(matching) > 1 and len(in_current) == 1:
        matching = in_current
    if not matching:
        by_hand = [each.name for each in elements if each.item.is_by_hand]
        raise UnknownItemError(name, by_hand)
    if len(matching) > 1:
        raise AmbiguousItem(name, [each.name for each in matching])
    return matching[0]
