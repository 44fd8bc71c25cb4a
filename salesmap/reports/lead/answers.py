"""What a customer answered in forms, version by version."""

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.domain.errors import UnknownFormError
from salesmap.domain.field_values import display_value
from salesmap.domain.map.model import FormSpec, SalesMap
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = statements(__file__)
COLUMNS = columns(
    "form version:int received_at:instant actor origin:word field:text:label "
    "before:text:before_shown after:text:after_shown"
)
_DEFAULT_COLUMNS = ("version", "received_at", "actor", "field", "before", "after")
ORIGINS = (N_("form"), N_("edit"))


class _Version(NamedTuple):
    """One version of what the forms of a lead hold; `answers` is JSON."""

    form: str
    number: int
    answers: str
    received_at: str
    actor: str
    origin: str


def form_named(sales_map: SalesMap, name: str) -> FormSpec:
    """Return the form with this key. Raises UnknownFormError."""
    form = next((form for form in sales_map.forms if form.key == name), None)
    if form is None:
        raise UnknownFormError(name, (form.key for form in sales_map.forms))
    return form


def custom_values(connection: Connection, lead_id: int) -> dict[str, str]:
    """Return the values of a lead's custom fields."""
    ((fields,),) = connection.execute(_SQL["lead"], {"id": lead_id}).fetchall()
    values: dict[str, str] = json.loads(fields)
    return values


def own_answers(connection: Connection, lead_id: int, form: str) -> dict[str, str]:
    """Return what the customer answered to a form, but for what was edited since."""
    own: dict[str, str] = {}
    before: dict[str, str] = {}
    for version in _versions(connection, lead_id):
        if version.form != form:
            continue
        after = json.loads(version.answers)
        for field in {*after, *before}:
            if after.get(field) != before.get(field):
                own.pop(field, None)
                if version.origin == ORIGINS[0] and field in after:
                    own[field] = after[field]
        before = after
    return own


def answer_changes(
    connection: Connection,
    sales_map: SalesMap,
    lead_id: int,
    lang: str,
    form: str | None = None,
) -> Table:
    """Return a row for each field that a version of a form changed, in order.

    The first version has every field that was answered. `form` narrows to one form.
    """
    latest: dict[str, dict[str, str]] = {}
    rows: list[tuple[Any, ...]] = []
    for version in _versions(connection, lead_id):
        before, after = latest.get(version.form, {}), json.loads(version.answers)
        latest[version.form] = after
        if form not in (None, version.form):
            continue
        for field in dict.fromkeys([*after, *before]):
            if after.get(field) != before.get(field):
                change = before.get(field), after.get(field)
                rows.append(_row(sales_map, version, field, change, lang))
    return Table(COLUMNS, rows, _DEFAULT_COLUMNS, ("label", "before_shown", "after_shown"))


def _versions(connection: Connection, lead_id: int) -> Iterator[_Version]:
    return map(_Version._make, connection.execute(_SQL["versions"], {"id": lead_id}))


def _row(
    sales_map: SalesMap,
    version: _Version,
    field: str,
    change: tuple[str | None, str | None],
    lang: str,
) -> tuple[Any, ...]:
    spec = sales_map.field(field)
    return (
        version.form,
        version.number,
        version.received_at,
        version.actor,
        version.origin,
        field,
        *change,
        spec.label.text(lang) if spec else field,
        *(display_value(spec, value, lang) for value in change),
    )
