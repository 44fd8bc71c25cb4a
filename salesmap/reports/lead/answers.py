"""How a customer's needs changed: the versions of what a lead's forms held, field by field."""

import json
import sqlite3
from typing import Any

from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.domain.errors import UnknownFormError
from salesmap.domain.field_values import display_value
from salesmap.domain.map.model import FormSpec, SalesMap
from salesmap.reports.query.statements import statements

COLUMNS = columns(
    "form version:int received_at:instant actor origin:word field:text:label before:text:before_shown after:text:after_shown"
)
_BRIEF = ("version", "received_at", "actor", "field", "before", "after")
ORIGINS = (N_("form"), N_("edit"))


def form_named(read: SalesMap, name: str) -> FormSpec:
    """The form with this key. Raises UsageError with the forms there are."""
    found = next((form for form in read.forms if form.key == name), None)
    if found is None:
        raise UnknownFormError(name, (form.key for form in read.forms))
    return found


def held(connection: sqlite3.Connection, lead_id: int) -> tuple[str, dict[str, str]]:
    """A lead's name, and what its fields of one's own hold."""
    name, fields = connection.execute(statements(__file__)["held"], {"id": lead_id}).fetchone()
    return name, json.loads(fields)


def changes(
    connection: sqlite3.Connection, read: SalesMap, lead_id: int, lang: str, form: str | None = None
) -> Table:
    """A row for each field that a version changed, in order; the first version shows everything that was answered."""
    before: dict[str, dict[str, str]] = {}
    rows: list[tuple[Any, ...]] = []
    for key, number, answers, received_at, actor, origin in connection.execute(
        statements(__file__)["versions"], {"id": lead_id}
    ).fetchall():
        now, earlier = json.loads(answers), before.get(key, {})
        before[key] = now
        for field in dict.fromkeys([*now, *earlier]):
            if now.get(field) != earlier.get(field) and form in (None, key):
                spec = read.field(field)
                label = spec.label.text(lang) if spec else field
                words = (display_value(spec, each.get(field), lang) for each in (earlier, now))
                rows.append(
                    (
                        key,
                        number,
                        received_at,
                        actor,
                        origin,
                        field,
                        earlier.get(field),
                        now.get(field),
                        label,
                        *words,
                    )
                )
    return Table(COLUMNS, rows, _BRIEF, ("label", "before_shown", "after_shown"))
