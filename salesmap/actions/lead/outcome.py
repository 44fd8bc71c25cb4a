"""One gesture after a call: what was said and learned, where the lead stands, what is next."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from salesmap.actions.database.create import joined_transaction
from salesmap.actions.followup.followups import log
from salesmap.actions.lead.edit import LeadEdit, edit
from salesmap.actions.lead.moves import advance
from salesmap.core.i18n import N_
from salesmap.domain.field_work.whereabouts import NOWHERE, Whereabouts
from salesmap.domain.gates import Requirement
from salesmap.store.database import Database


class Outcome(NamedTuple):
    """What an interaction changed: fields, custom fields, the stage; `force` overrides a gate.

    `where` is where it took place, which changes nothing.
    """

    values: Mapping[str, Any] = {}
    fields: Mapping[str, str] = {}
    stage: str | None = None
    force: bool = False
    makes_fields: bool = True
    where: Whereabouts = NOWHERE


def log_with_outcome(
    database: Database,
    lead_id: int,
    kind: str,
    text: str,
    at: datetime,
    next_step: tuple[str, date] | None,
    outcome: Outcome,
) -> tuple[str, Sequence[Requirement]]:
    """Record an interaction and its outcome as one change.

    Returns its kind, and the key elements that are missing without being required. Raises what
    `log`, `edit` and `advance` raise.
    """
    if not (outcome.values or outcome.fields or outcome.stage):
        return log(database, lead_id, kind, text, at, next_step, outcome.where), ()
    missing: Sequence[Requirement] = ()
    with joined_transaction(database, None, N_("logged with {}")):
        if outcome.values or outcome.fields:
            edit(
                database,
                lead_id,
                LeadEdit(outcome.values, fields=outcome.fields, makes_fields=outcome.makes_fields),
            )
        if outcome.stage is not None:
            note = text if outcome.force else None
            missing = advance(database, lead_id, outcome.stage, note, force=outcome.force)
        logged = log(database, lead_id, kind, text, at, next_step, outcome.where)
    return logged, missing
