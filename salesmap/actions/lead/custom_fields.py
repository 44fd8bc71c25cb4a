"""Fields of one's own on a lead: any name may be one; those that the map knows hold what their type can."""

import json
from collections.abc import Iterable, Mapping

from sqlmodel import select

from salesmap.core.errors import UsageError
from salesmap.core.i18n import _
from salesmap.domain.field_values import canonical
from salesmap.domain.map.model import FormSpec, SalesMap
from salesmap.store.map_versions import current_map
from salesmap.store.models import CustomField, FormAnswer, Lead
from salesmap.store.unit_of_work import UnitOfWork


def set_custom_fields(
    change: UnitOfWork, lead: Lead, fields: Mapping[str, str], origin: str = "edit"
) -> None:
    """Set fields of one's own; a name used for the first time becomes a field of the book. Answers of a form that changed
    are kept as its next version.

    Raises UsageError for a value that the field cannot hold.
    """
    if not fields:
        return
    read = current_map(change.sql)
    before = json.loads(lead.fields)
    declare_custom_fields(change, fields)
    merged = {**before, **typed(change, read, fields)}
    held = {key: value for key, value in merged.items() if value != ""}
    lead.fields = json.dumps(held, ensure_ascii=False)
    for form in read.forms:
        if {key: before.get(key) for key in form.fields} != {
            key: held.get(key) for key in form.fields
        }:
            change.session.flush()
            _keep_answers(change, lead, form, held, origin)


def typed(change: UnitOfWork, read: SalesMap, fields: Mapping[str, str]) -> dict[str, str]:
    """The values in the form in which their fields keep them. Raises UsageError."""
    known = {field.key: field for field in read.fields}
    today = change.database.clock.today()
    return {
        key: canonical(known[key], value, today) if key in known else value
        for key, value in fields.items()
    }


def declare_custom_fields(change: UnitOfWork, keys: Iterable[str]) -> None:
    """Make these names fields of the book. Raises UsageError for a name that cannot be one."""
    known = set(change.session.exec(select(CustomField.key)))
    for key in keys:
        if not key.strip() or "\0" in key:
            raise UsageError(_("The custom field has no name: write --set name=value."))
        if key not in known:
            change.session.add(CustomField(key=key))


def _keep_answers(
    change: UnitOfWork, lead: Lead, form: FormSpec, held: Mapping[str, str], origin: str
) -> None:
    last = change.sql(
        "SELECT coalesce(max(number), 0) FROM form_answer WHERE lead_id = ? AND form = ?",
        lead.id,
        form.key,
    )[0][0]
    answers = {key: held[key] for key in form.fields if key in held}
    change.session.add(
        FormAnswer(
            lead_id=lead.id,
            form=form.key,
            number=last + 1,
            answers=json.dumps(answers, ensure_ascii=False),
            received_at=change.now,
            actor=change.database.user,
            origin=origin,
        )
    )
