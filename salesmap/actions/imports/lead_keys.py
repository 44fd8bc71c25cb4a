"""The leads that rows of a file are about, found a batch at a time by a key."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from salesmap.core.errors import RuleViolation, UsageError
from salesmap.core.folding import fold, phone_key
from salesmap.core.i18n import _
from salesmap.domain.drafts import LeadDraft
from salesmap.store.unit_of_work import UnitOfWork

EXTERNAL_ID, OWN_ID = "external_id", "id"
CUSTOM = "fields."

_COLUMNS = {
    "name": "l.name_key",
    "customer": "c.name_key",
    "contact": "k.name_key",
    "phone": "k.phone_key",
    "email": "k.email_key",
    "wechat": "k.wechat",
    OWN_ID: "CAST(l.id AS TEXT)",
}
"""The columns of the fields that can be a key, over the lead with its customer and contact."""

_FOUND = """
SELECT {column}, l.id, l.status, l.name FROM lead l
LEFT JOIN customer c ON c.id = l.customer_id LEFT JOIN contact k ON k.id = l.contact_id
WHERE {column} IN ({marks}) ORDER BY l.status <> 'open', l.id
"""
_NAMED = 5


class LeadNotHereError(RuleViolation):
    """A row was exported from this database, and the lead is not in it any more."""

    code = "lead_not_here"

    def __init__(self, lead_id: int) -> None:
        super().__init__(_("there is no lead {id} any more").format(id=lead_id), id=lead_id)


class UnknownKeyError(UsageError):
    """Records cannot be found by this field."""

    code = "unknown_key"

    def __init__(self, key: str, known: Iterable[str]) -> None:
        names = list(known)
        text = _("Rows cannot be matched by {key!r}: choose one of {known}.")
        super().__init__(text.format(key=key, known=_(", ").join(names)), key=key, known=names)


class SeveralMatchError(RuleViolation):
    """Several leads have the value of a row in the key."""

    code = "several_match"

    def __init__(self, key: str, value: str, candidates: Sequence[tuple[int, str]]) -> None:
        text = _("several leads have {key} {value!r}: {candidates}")
        names = [f"{id} {name}" for id, name in candidates[:_NAMED]]
        super().__init__(
            text.format(key=key, value=value, candidates=_(", ").join(names)),
            key=key,
            value=value,
            candidates=names,
        )


Match = int | SeveralMatchError | None
"""The id of the lead that a row is about; None for a new one."""


class LeadKeys:
    """Finds leads by a field: the only open one that has the row's value, else the only one."""

    def __init__(self, change: UnitOfWork, key: str) -> None:
        self.change = change
        self.key = key
        self.column, self.value_of = self._column(key)

    def find(self, drafts: Sequence[LeadDraft]) -> list[Match]:
        """Return the lead of each row."""
        values = [self.value_of(draft) for draft in drafts]
        leads = self._leads({value for value in values if value})
        return [self._only(value, leads.get(value, [])) if value else None for value in values]

    def _column(self, key: str) -> tuple[str, Callable[[LeadDraft], str | None]]:
        country = self.change.database.country
        if key == "phone":
            return _COLUMNS[key], lambda draft: draft.phone and phone_key(draft.phone, country)
        if key == OWN_ID:
            return _COLUMNS[key], lambda draft: draft.id and str(draft.id)
        if key == "wechat":
            return _COLUMNS[key], lambda draft: draft.wechat
        if key in _COLUMNS:
            return _COLUMNS[key], lambda draft: fold(getattr(draft, key) or "")
        name = key.removeprefix(CUSTOM)
        if name not in self._custom():
            raise UnknownKeyError(key, [EXTERNAL_ID, *_COLUMNS, *self._custom()])
        path = '"' + name.replace('"', '\\"') + '"'
        column = "json_extract(l.fields, '$." + path.replace("'", "''") + "')"
        return column, lambda draft: draft.fields.get(name)

    def _custom(self) -> list[str]:
        return [key for (key,) in self.change.sql("SELECT key FROM custom_field ORDER BY key")]

    def _leads(self, values: set[str]) -> dict[str, list[tuple[int, str, str]]]:
        found: dict[str, list[tuple[int, str, str]]] = {}
        if values:
            query = _FOUND.format(column=self.column, marks=", ".join("?" * len(values)))
            for value, *lead in self.change.sql(query, *sorted(values)):
                found.setdefault(str(value), []).append(tuple(lead))
        return found

    def _only(self, value: str, leads: Sequence[tuple[int, str, str]]) -> Match:
        open_ones = [lead for lead in leads if lead[1] == "open"]
        candidates: Sequence[Any] = open_ones or leads
        if len(candidates) > 1:
            return SeveralMatchError(self.key, value, [(id, name) for id, _st, name in candidates])
        return candidates[0][0] if candidates else None
