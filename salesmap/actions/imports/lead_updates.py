"""Updating leads from a file: only what differs is written."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from salesmap.actions.lead.edit import LeadEdit, change_lead
from salesmap.actions.lead.pipelines import lead_with_id
from salesmap.domain.drafts import LeadDraft
from salesmap.domain.fields import PLAIN_FIELDS
from salesmap.store.unit_of_work import UnitOfWork

_FIELDS = (
    "name",
    "customer",
    "contact",
    "phone",
    "email",
    "wechat",
    *PLAIN_FIELDS,
    "value_cents",
    "currency",
    "owner",
    "lost_reason",
    "expected_close",
)
_PLAIN = ", ".join(f"l.{name}" for name in PLAIN_FIELDS)
_CURRENT = f"""
SELECT l.id, l.name, c.name, k.name, k.phone, k.email, k.wechat, {_PLAIN},
  l.value_cents, l.currency, l.owner, l.lost_reason, l.expected_close, l.fields,
  (SELECT json_group_array(t.tag) FROM lead_tag t WHERE t.lead_id = l.id)
FROM lead l LEFT JOIN customer c ON c.id = l.customer_id LEFT JOIN contact k ON k.id = l.contact_id
WHERE l.id IN ({{places}})
"""

Update = tuple[int, LeadDraft]
"""The id of a lead, and the row of the file about it."""


def update_leads(change: UnitOfWork, updates: Sequence[Update]) -> int:
    """Set on leads what a file says of them. Return how many were changed.

    A lead that the file says nothing new of is not touched. Raises UsageError, RequiredByStage.
    """
    updated = 0
    for lead_id, draft in _differing(change, updates):
        updated += change_lead(change, lead_with_id(change, lead_id), _edit(draft))
        change.flush()
        change.forget()
    return updated


def _differing(change: UnitOfWork, updates: Sequence[Update]) -> Iterator[Update]:
    """Yield the updates that differ from what the database holds."""
    ids = list({lead_id for lead_id, _draft in updates})
    if not ids:
        return
    rows = change.sql(_CURRENT.format(places=", ".join("?" * len(ids))), *ids)
    current = {row[0]: row for row in rows}
    for lead_id, draft in updates:
        _id, *values, fields, tags = current[lead_id]
        existing = dict(zip(_FIELDS, values, strict=True))
        if (
            _differ(_values(draft).items(), existing)
            or _differ(draft.fields.items(), json.loads(fields) if draft.fields else {})
            or (draft.tags and not set(draft.tags) <= set(json.loads(tags)))
        ):
            yield lead_id, draft


def _differ(values: Iterable[tuple[str, Any]], existing: dict[str, Any]) -> bool:
    return any(existing.get(key) != value for key, value in values)


def _edit(draft: LeadDraft) -> LeadEdit:
    return LeadEdit(_values(draft), draft.tags, (), dict(draft.fields))


def _values(draft: LeadDraft) -> dict[str, Any]:
    """Return the fields that are filled in in a row."""
    values = draft._asdict() | {
        "expected_close": draft.expected_close.isoformat() if draft.expected_close else None
    }
    return {key: values[key] for key in _FIELDS if values[key] not in (None, "")}
