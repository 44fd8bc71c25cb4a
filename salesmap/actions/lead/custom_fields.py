"""Custom fields of a lead: any name may be one; those of the map hold values of their type."""

import json
from collections.abc import Iterable, Mapping

from salesmap.actions.database.create import transaction
from salesmap.core.i18n import _
from salesmap.domain.errors import EmptyText, UnknownCustomFieldError
from salesmap.domain.field_values import canonical
from salesmap.domain.lead import Lead
from salesmap.domain.map.model import FormSpec, SalesMap
from salesmap.domain.records import CustomField, FormAnswer
from salesmap.store.database import Database
from salesmap.store.map_versions import current_map
from salesmap.store.unit_of_work import UnitOfWork


def check_custom_fields(change: UnitOfWork, fields: Iterable[str]) -> None:
    """Raise UnknownCustomFieldError for a name that neither the map nor the database knows."""
    names = [name for name in fields if name.strip()]
    if not names:
        return
    known = {key for (key,) in change.sql("SELECT key FROM custom_field")}
    known |= {field.key for field in current_map(change.connection).fields}
    for name in names:
        if name not in known:
            raise UnknownCustomFieldError(name, sorted(known))


def set_custom_fields(
    change: UnitOfWork, lead: Lead, fields: Mapping[str, str], origin: str = "edit"
) -> None:
    """Set custom fields; a name used for the first time becomes a field of the database.

    Answers of a form that changed are kept as its next version. Raises UsageError for a value
    that its field cannot hold.
    """
    if not fields:
        return
    sales_map = current_map(change.connection)
    before = json.loads(lead.fields)
    declare_custom_fields(change, fields)
    merged = {**before, **typed(change, sales_map, fields)}
    values = {key: value for key, value in merged.items() if value != ""}
    lead.fields = json.dumps(values, ensure_ascii=False)
    for form in sales_map.forms:
        if any(before.get(key) != values.get(key) for key in form.fields):
            _add_version(change, lead, form, values, origin)


def add_custom_field(database: Database, key: str) -> bool:
    """Add a custom field. Returns whether it is new. Raises EmptyText."""
    with transaction(database) as change:
        if change.sql("SELECT 1 FROM custom_field WHERE key = ?", key):
            return False
        declare_custom_fields(change, [key])
        change.describe("field added: {}", key)
        return True


def typed(change: UnitOfWork, sales_map: SalesMap, fields: Mapping[str, str]) -> dict[str, str]:
    """Return the values in the form in which they are stored. Raises UsageError."""
    specs = {field.key: field for field in sales_map.fields}
    today = change.database.clock.today()
    return {
        key: canonical(specs[key], value, today) if key in specs else value
        for key, value in fields.items()
    }


def declare_custom_fields(change: UnitOfWork, keys: Iterable[str]) -> None:
    """Make these names fields of the database. Raises EmptyText for an empty name."""
    existing = {key for (key,) in change.sql("SELECT key FROM custom_field")}
    for key in keys:
        if not key.strip() or "\0" in key:
            raise EmptyText(_("The custom field has no name."))
        if key not in existing:
            change.add(CustomField(key=key))


def _add_version(
    change: UnitOfWork, lead: Lead, form: FormSpec, values: Mapping[str, str], origin: str
) -> None:
    last = change.sql(
        "SELECT coalesce(max(number), 0) FROM form_answer WHERE lead_id = ? AND form = ?",
        lead.id,
        form.key,
    )[0][0]
    answers = {key: values[key] for key in form.fields if key in values}
    change.add(
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
