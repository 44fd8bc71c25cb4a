"""The leads that the rows of a file refer to, found a batch at a time."""

from collections.abc import Iterable, Sequence
from typing import Any

from salesmap.actions.imports.lead_keys import UnknownKeyError
from salesmap.core.errors import RuleViolation
from salesmap.core.folding import fold, phone_key
from salesmap.core.i18n import _
from salesmap.store.unit_of_work import UnitOfWork

_EXTERNAL = "x:"
_BY_EXTERNAL_ID = "SELECT external_id, id FROM lead WHERE external_id IN ({})"
_BY_NAME = "SELECT name_key, id FROM lead WHERE name_key IN ({})"
_OPEN_OF_CONTACT = """
SELECT k.{key}, l.id FROM lead l JOIN contact k ON k.id = l.contact_id
WHERE l.status = 'open' AND k.{key} IN ({}) ORDER BY l.id
"""
_BY_ID = "SELECT id FROM lead WHERE id IN ({})"


KEYS = ("external_id", "name", "id", "phone", "email")
"""What the column that names the lead can be told to hold."""


class FileReferences:
    """Finds leads by their external id, else by their whole name, or only by a `key`.

    A bare number is the id of a lead only if no lead has an external id: those of other systems
    are numbers, too.
    """

    def __init__(self, change: UnitOfWork, key: str | None = None) -> None:
        if key and key not in KEYS:
            raise UnknownKeyError(key, KEYS)
        self.change = change
        self.key = key
        self.takes_ids = not change.sql("SELECT 1 FROM lead WHERE external_id IS NOT NULL LIMIT 1")

    def find(self, names: Sequence[str]) -> list[int | RuleViolation]:
        """Return the id of the lead that each name means, or why it means none."""
        if self.key in ("phone", "email"):
            is_phone = self.key == "phone"
            return self.of_contacts([(name, None) if is_phone else (None, name) for name in names])
        if self.key:
            return self._by_key(names, self.key)
        bare = [name.removeprefix(_EXTERNAL) for name in names]
        by_external_id = dict(self._select(_BY_EXTERNAL_ID, set(bare)))
        keys = {name: fold(name) for name in bare if name not in by_external_id}
        by_name: dict[str, list[int]] = {}
        for key, id in self._select(_BY_NAME, set(keys.values())):
            by_name.setdefault(key, []).append(id)
        ids = {str(id) for (id,) in self._select(_BY_ID, self._numbers(keys))}
        return [
            by_external_id.get(name) or _choose(name, by_name.get(keys.get(name, ""), []), ids)
            for name in bare
        ]

    def _by_key(self, names: Sequence[str], key: str) -> list[int | RuleViolation]:
        """Return the leads by their external id, name or number, and by nothing else."""
        bare = [name.removeprefix(_EXTERNAL) for name in names]
        if key == "name":
            folded = {name: fold(name) for name in bare}
            found: dict[str, list[int]] = {}
            for name_key, id in self._select(_BY_NAME, set(folded.values())):
                found.setdefault(name_key, []).append(id)
            return [_choose(name, found.get(folded[name], []), set()) for name in bare]
        if key == "id":
            numbers = {name for name in bare if name.isascii() and name.isdigit()}
            ids = {str(id) for (id,) in self._select(_BY_ID, numbers)}
            return [_choose(name, [], ids) for name in bare]
        by_external_id = dict(self._select(_BY_EXTERNAL_ID, set(bare)))
        return [by_external_id.get(name) or _choose(name, [], set()) for name in bare]

    def of_contacts(
        self, contacts: Sequence[tuple[str | None, str | None]]
    ) -> list[int | RuleViolation]:
        """Return the only open lead of each contact, given as (phone, email)."""
        country = self.change.database.country
        keys = [
            (phone_key(phone, country) if phone else None, fold(email) if email else None)
            for phone, email in contacts
        ]
        leads: dict[str, list[int]] = {}
        for number, column in enumerate(("phone_key", "email_key")):
            values = {key[number] for key in keys if key[number]}
            for key, id in self._select(_OPEN_OF_CONTACT.replace("{key}", column), values):
                leads.setdefault(key, []).append(id)
        return [
            self._only(phone or email or "", leads.get(phone or "") or leads.get(email or "", []))
            for phone, email in keys
        ]

    def _only(self, contact: str, leads: Sequence[int]) -> int | RuleViolation:
        if len(leads) == 1:
            return leads[0]
        if leads:
            text = _("several open leads of {contact}: {ids}")
            return RuleViolation(text.format(contact=contact, ids=_(", ").join(map(str, leads))))
        return RuleViolation(_("no open lead of {contact}").format(contact=contact))

    def _numbers(self, names: Iterable[str]) -> set[str]:
        if not self.takes_ids:
            return set()
        return {name for name in names if name.isascii() and name.isdigit() and len(name) < 19}

    def _select(self, query: str, values: set[Any]) -> list[tuple[Any, ...]]:
        if not values:
            return []
        return self.change.sql(query.format(", ".join("?" * len(values))), *values)


def _choose(name: str, named: Sequence[int], ids: set[str]) -> int | RuleViolation:
    if len(named) == 1:
        return named[0]
    if name in ids:
        return int(name)
    if named:
        return RuleViolation(_("several leads are called {name!r}: use the id").format(name=name))
    return RuleViolation(_("no lead {name!r}").format(name=name))
