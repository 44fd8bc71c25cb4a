"""The roles that contacts have in deals."""

from salesmap.actions.database.create import transaction
from salesmap.actions.lead.pipelines import lead_with_id
from salesmap.domain.records import Contact, LeadContact
from salesmap.store.database import Database


def set_role(database: Database, lead_id: int, contact_id: int, role: str) -> None:
    """Set what a contact is in a deal; an empty role takes the contact from the deal.

    Raises LeadNotFound.
    """
    with transaction(database) as change:
        lead = lead_with_id(change, lead_id)
        contact = change.existing(Contact, contact_id)
        held = change.first(LeadContact, "lead_id = ? AND contact_id = ?", lead_id, contact_id)
        if not role.strip():
            if held is not None:
                change.delete(held)
        elif held is None:
            change.add(
                LeadContact(
                    lead_id=lead_id, contact_id=contact_id, role=role, recorded_at=change.now
                )
            )
        elif held.role != role:
            held.role = role
            held.version += 1
        name = contact.name or contact.phone or contact.email or ""
        change.describe("role in the deal set: {}", f"{lead.name} · {name}")
