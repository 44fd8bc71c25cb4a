"""The fields that lists are filtered, sorted and grouped by, as SQL over the lead sheet."""

from collections.abc import Sequence

from salesmap.core.i18n import key_of
from salesmap.domain.errors import UnknownFieldError
from salesmap.domain.vocabulary import FIELD_SYNONYMS, LEAD_FIELDS
from salesmap.store.connection import Connection
from salesmap.store.statements import statements

_SQL = statements(__file__)

TIER = "tier"
"""The tier of the customer, by which leads are filtered and sorted: no field of their own."""

TEAM = "team"
"""The team of the owner."""

FIELDS = sorted(LEAD_FIELDS | {"tag", TIER, TEAM})
"""The fields that every lead has."""

_CUSTOM_PREFIX = "fields."


def custom_fields_of(connection: Connection) -> list[str]:
    """Return the names of the custom fields."""
    return [key for (key,) in connection.execute(_SQL["custom_fields"])]


def custom_field_sql(name: str, column: str) -> str:
    """Return the value of a custom field as SQL; `column` holds the fields as JSON."""
    path = '$."' + name.removeprefix(_CUSTOM_PREFIX).replace('"', '\\"') + '"'
    return f"json_extract({column}, '" + path.replace("'", "''") + "')"


def custom_field_name(name: str, custom: Sequence[str]) -> str | None:
    """Return the custom field called so, or the only one called so when case is ignored."""
    bare = name.removeprefix(_CUSTOM_PREFIX)
    if bare in custom:
        return bare
    alike = [field for field in custom if field.casefold() == bare.casefold()]
    return alike[0] if len(alike) == 1 else None


def field_key(name: str, custom: Sequence[str]) -> str:
    """Return the key of a field, which may be named in Chinese; the name itself for none."""
    return name if custom_field_name(name, custom) else key_of(name, FIELDS)


def field_sql(name: str, custom: Sequence[str]) -> str:
    """Return a field as SQL over the lead sheet. Raises UnknownFieldError."""
    if name in LEAD_FIELDS:
        return name
    if field := custom_field_name(name, custom):
        return custom_field_sql(field, "fields")
    if name in (TIER, TEAM):
        return _SQL[name]
    if name in FIELD_SYNONYMS:
        return FIELD_SYNONYMS[name]
    raise UnknownFieldError(name, [*FIELDS, *custom])


def is_pipeline(name: str, custom: Sequence[str]) -> bool:
    """Return whether a name means the pipeline, and not a custom field called like its synonym."""
    return name == "pipeline" or (
        FIELD_SYNONYMS.get(name) == "pipeline" and custom_field_name(name, custom) is None
    )
