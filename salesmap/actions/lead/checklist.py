"""Ticking key elements off: those that no field can show."""

from sqlmodel import select

from salesmap.actions.database.create import transaction
from salesmap.actions.lead.records import lead_with_id, renew
from salesmap.actions.lead.stages import pipeline_of_lead
from salesmap.core.errors import NotFoundError, RuleViolation, UsageError
from salesmap.core.i18n import _
from salesmap.domain.gates import Requirement, requirements, supply
from salesmap.store.database import Database
from salesmap.store.map_versions import current_map
from salesmap.store.models import Lead, LeadCheck
from salesmap.store.unit_of_work import UnitOfWork


def check(database: Database, lead_id: int, item: str, *, done: bool = True) -> Requirement:
    """Tick a key element off (not `done`: take the tick away). `item` is its key, or `stage.item`. Returns the element.

    Raises NotFoundError for an element that the map has not, RuleViolation for one that several stages have, or that is as it should be
    already, UsageError for one that a field or a form supplies.
    """
    with transaction(database) as change:
        lead = lead_with_id(change, lead_id)
        wanted = _named(change, lead, item)
        if wanted.item.field or wanted.item.form:
            command = supply(wanted, lead.id)
            raise UsageError(
                _("{item} cannot be checked by hand, fill it in: {command}").format(
                    item=wanted.name, command=command
                )
            )
        ticked = change.session.exec(
            select(LeadCheck).where(LeadCheck.lead_id == lead.id, LeadCheck.item == wanted.name)
        ).first()
        if done and ticked is None:
            change.session.add(
                LeadCheck(
                    lead_id=lead.id, item=wanted.name, done_at=change.now, actor=database.user
                )
            )
            change.describe("ticked off: {}", f"{wanted.name} · {lead.name}")
        elif not done and ticked is not None:
            change.session.delete(ticked)
            change.describe("no longer ticked off: {}", f"{wanted.name} · {lead.name}")
        else:
            told = _("{item} is already checked.") if done else _("{item} is not checked.")
            raise RuleViolation(told.format(item=wanted.name))
        renew(change, lead)
        return wanted


def _named(change: UnitOfWork, lead: Lead, name: str) -> Requirement:
    path, read = pipeline_of_lead(change, lead), current_map(change.sql)
    way = read.stages_of(path.process.key)
    query = [each for stage in way for each in requirements(read, stage, (), ())]
    found = [each for each in query if name in (each.name, each.item.key)]
    here = [each for each in found if each.stage.key == path.stage(lead.stage_id).key]
    if len(found) > 1 and len(here) == 1:
        found = here
    if not found:
        known = ", ".join(each.name for each in query if not (each.item.field or each.item.form))
        raise NotFoundError(
            _("Unknown key element {item!r}: choose one of {known}.").format(
                item=name, known=known or _("none")
            )
        )
    if len(found) > 1:
        raise RuleViolation(
            _("{item!r} matches several key elements: {known}. Add the stage.").format(
                item=name, known=", ".join(each.name for each in found)
            )
        )
    return found[0]
