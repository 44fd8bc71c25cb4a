"""The leads that the rows of a file are about, a batch at a time."""

from collections.abc import Sequence
from typing import Any

from salesmap.core.errors import RuleViolation
from salesmap.core.folding import fold
from salesmap.core.i18n import _
from salesmap.store.unit_of_work import UnitOfWork

_EXTERNAL = "x:"


class FileReferences:
    """Finds leads by what other systems call them: their id there, else their whole name.

    A bare number is one of ours only in a book in which no lead has an id from elsewhere: the ids of other systems are
    numbers, too.
    """

    def __init__(self, change: UnitOfWork) -> None:
        self.change = change
        self.numbers_are_ours = not change.sql(
            "SELECT 1 FROM lead WHERE external_id IS NOT NULL LIMIT 1"
        )

    def find(self, names: Sequence[str]) -> list[int | RuleViolation]:
        """The id of the lead that each name means, or why it means none."""
        bare = [name.removeprefix(_EXTERNAL) for name in names]
        by_id = dict(
            self._ask("SELECT external_id, id FROM lead WHERE external_id IN ({})", set(bare))
        )
        keys = {name: fold(name) for name in bare if name not in by_id}
        by_name: dict[str, list[int]] = {}
        for key, id in self._ask(
            "SELECT name_key, id FROM lead WHERE name_key IN ({})", set(keys.values())
        ):
            by_name.setdefault(key, []).append(id)
        ours = {
            str(id)
            for (id,) in self._ask("SELECT id FROM lead WHERE id IN ({})", self._numbers(keys))
        }
        return [
            by_id.get(name) or self._named(name, by_name.get(keys.get(name, ""), []), ours)
            for name in bare
        ]

    def _numbers(self, names: dict[str, str]) -> set[str]:
        return (
            {name for name in names if name.isascii() and name.isdigit() and len(name) < 19}
            if self.numbers_are_ours
            else set()
        )

    def _named(self, name: str, found: Sequence[int], ours: set[str]) -> int | RuleViolation:
        if len(found) == 1:
            return found[0]
        if name in ours:
            return int(name)
        if found:
            return RuleViolation(
                _("several leads are called {name!r}: use the id").format(name=name)
            )
        return RuleViolation(_("no lead {name!r}").format(name=name))

    def _ask(self, query: str, values: set[str]) -> list[tuple[Any, ...]]:
        return (
            self.change.sql(query.format(", ".join("?" * len(values))), *values) if values else []
        )
