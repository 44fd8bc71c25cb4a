"""The checklist of a lead: the key elements of its stage, and how to supply those missing."""

from itertools import pairwise
from typing import Any

from salesmap.core.table import Table, columns
from salesmap.domain.gates import Requirement, requirements, supply
from salesmap.store.connection import Connection
from salesmap.store.derived_columns import lead_state
from salesmap.store.map_versions import current_map
from salesmap.store.statements import statements

COLUMNS = columns(
    "item label:text::item done:yesno required_to_leave:yesno stage:key:stage_label at:word "
    "hard:yesno supply"
)
DEFAULT_COLUMNS = ("label", "done", "required_to_leave", "stage", "supply")


def checklist(connection: Connection, lead_id: int, lang: str, all_stages: bool = False) -> Table:
    """Return the key elements of the stage that a lead is in, in the order of the map.

    `all_stages`: those of every stage of its pipeline. `required_to_leave`: without it the lead
    goes no further. `supply` is the command that supplies it, empty when it is there.
    """
    pipeline, current = connection.execute(statements(__file__)["lead"], {"id": lead_id}).fetchone()
    sales_map, state = current_map(connection), lead_state(connection, lead_id)
    stages = sales_map.stages_of(pipeline)
    following = next(
        (after.key for stage, after in pairwise(stages) if stage.key == current),
        None,
    )
    rows = []
    for stage in stages:
        for requirement in requirements(sales_map, stage, state):
            at = requirement.item.at
            is_to_leave = at == "leave" and stage.key == current
            is_to_go_on = at == "enter" and stage.key == following
            is_entered = at == "enter" and stage.key == current
            if all_stages or is_to_leave or is_to_go_on or is_entered:
                is_required = requirement.item.hard and (is_to_leave or is_to_go_on)
                rows.append(_row(requirement, lead_id, lang, is_required))
    return Table(COLUMNS, rows, DEFAULT_COLUMNS, ("stage_label",))


def _row(requirement: Requirement, lead_id: int, lang: str, is_required: bool) -> tuple[Any, ...]:
    item, stage = requirement.item, requirement.stage
    return (
        item.key,
        item.label.text(lang),
        requirement.is_done,
        is_required,
        stage.key,
        item.at,
        item.hard,
        None if requirement.is_done else supply(requirement, lead_id),
        stage.label.text(lang),
    )
