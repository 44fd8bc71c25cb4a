"""A lead's key elements: what its stage asks for, what is there, and how the rest comes in."""

import sqlite3
from typing import Any

from salesmap.core.table import Table, columns
from salesmap.domain.gates import Requirement, requirements, supply
from salesmap.reports.query.statements import statements
from salesmap.store.derived_columns import facts_of
from salesmap.store.map_versions import asking, current_map

COLUMNS = columns(
    "item label:text::item done:yesno required_to_leave:yesno stage:key:stage_label at:word hard:yesno supply"
)
BRIEF = ("label", "done", "required_to_leave", "stage", "supply")


def checklist(
    connection: sqlite3.Connection, lead_id: int, lang: str, whole: bool = False
) -> Table:
    """The key elements of the stage where a lead stands (`whole`: of every stage of its pipeline), in the order of the map.

    `required_to_leave`: without it the lead goes no further. `supply` is the command that supplies it, empty when it is there.
    """
    pipeline, here = connection.execute(
        statements(__file__)["standing"], {"id": lead_id}
    ).fetchone()
    ask = asking(connection)
    read, facts = current_map(ask), facts_of(ask, lead_id)
    way = read.stages_of(pipeline)
    following = next(
        (stage for stage, before in zip(way[1:], way, strict=False) if before.key == here), None
    )
    rows = []
    for stage in way:
        for each in requirements(read, stage, facts.fields, facts.ticked):
            leaves = stage.key == here and each.item.at == "leave"
            entered = stage.key == here and each.item.at == "enter"
            comes_next = (
                following is not None and stage.key == following.key and each.item.at == "enter"
            )
            if whole or leaves or entered or comes_next:
                rows.append(
                    _row(each, lead_id, lang, required=each.item.hard and (leaves or comes_next))
                )
    return Table(COLUMNS, rows, BRIEF, ("stage_label",))


def _row(each: Requirement, lead_id: int, lang: str, required: bool) -> tuple[Any, ...]:
    command = None if each.is_done else supply(each, lead_id)
    stage = each.stage.label.text(lang)
    return (
        each.item.key,
        each.item.label.text(lang),
        each.is_done,
        required,
        each.stage.key,
        each.item.at,
        each.item.hard,
        command,
        stage,
    )
