"""What happened and what was promised elsewhere, on leads that are in the book already: one change."""

from collections.abc import Callable, Iterable, Sequence
from itertools import islice
from typing import Any

from salesmap.actions.database.create import transaction
from salesmap.actions.imports.leads import Tally
from salesmap.actions.imports.references import FileReferences
from salesmap.core.clock import instant
from salesmap.core.errors import RuleViolation
from salesmap.domain.drafts import ActivityDraft
from salesmap.domain.records import Followup, Interaction
from salesmap.store.database import Database
from salesmap.store.journal.bulk import in_bulk, insert
from salesmap.store.unit_of_work import UnitOfWork

Refuse = Callable[[ActivityDraft, str], None]

_BATCH = 500
_INTERACTION = ("lead_id", "kind", "text", "at", "actor", "recorded_at", "import_key")
_FOLLOWUP = (
    "lead_id",
    "kind",
    "what",
    "due_on",
    "owner",
    "done_at",
    "dropped_at",
    "recorded_at",
    "version",
    "import_key",
)
_NEXT = ":next"


def take_in_activities(
    database: Database, drafts: Iterable[ActivityDraft], source: str, refuse: Refuse
) -> Tally:
    """Add what is not in the book yet; `refuse` hears of activities whose lead is not to be found."""
    tally = Tally()
    with transaction(database) as change:
        chronicler = _ActivityImporter(change, tally, refuse)
        waiting = iter(drafts)
        with in_bulk(change, expected=0):
            while batch := list(islice(waiting, _BATCH)):
                chronicler.take(batch)
        change.describe("activities imported: {}", f"{tally.added} · {source}")
    return tally


class _ActivityImporter:
    """One import under way."""

    def __init__(self, change: UnitOfWork, tally: Tally, refuse: Refuse) -> None:
        self.change = change
        self.tally = tally
        self.refuse = refuse
        self.references = FileReferences(change)

    def take(self, drafts: Sequence[ActivityDraft]) -> None:
        known = self._known([draft.key for draft in drafts])
        fresh = [draft for draft in drafts if draft.key not in known]
        self.tally.skipped += len(drafts) - len(fresh)
        found = []
        for draft, lead_id in zip(
            fresh, self.references.find([draft.lead for draft in fresh]), strict=True
        ):
            if isinstance(lead_id, RuleViolation):
                self.refuse(draft, str(lead_id))
            elif draft.key in known:
                self.tally.skipped += 1
            else:
                known.add(draft.key)
                found.append((lead_id, draft))
        insert(
            self.change,
            Interaction,
            _INTERACTION,
            [self._interaction(id, draft) for id, draft in found if draft.at],
        )
        insert(
            self.change,
            Followup,
            _FOLLOWUP,
            [row for id, draft in found for row in self._followups(id, draft)],
        )
        self._touch(found)
        self.tally.added += len(found)

    def _known(self, keys: Sequence[str]) -> set[str]:
        places = ", ".join("?" * len(keys))
        query = "SELECT import_key FROM {} WHERE import_key IN ({})"
        return {
            key
            for table in ("interaction", "followup")
            for (key,) in self.change.sql(query.format(table, places), *keys)
        }

    def _interaction(self, lead_id: int, draft: ActivityDraft) -> tuple[Any, ...]:
        assert draft.at
        actor = draft.owner or self.change.database.user
        return (
            lead_id,
            draft.kind or "note",
            draft.text,
            instant(draft.at),
            actor,
            self.change.now,
            draft.key,
        )

    def _followups(self, lead_id: int, draft: ActivityDraft) -> list[tuple[Any, ...]]:
        now, owner = self.change.now, draft.owner or self.change.database.user
        rows: list[tuple[Any, ...]] = []
        if draft.due:
            done, dropped = (
                instant(draft.done_at) if draft.done_at else None,
                now if draft.dropped else None,
            )
            rows.append(
                (
                    lead_id,
                    draft.kind,
                    draft.text,
                    draft.due.isoformat(),
                    owner,
                    done,
                    dropped,
                    now,
                    1,
                    draft.key,
                )
            )
        if draft.then:
            what, due = draft.then
            rows.append(
                (lead_id, None, what, due.isoformat(), owner, None, None, now, 1, draft.key + _NEXT)
            )
        return rows

    def _touch(self, found: Sequence[tuple[int, ActivityDraft]]) -> None:
        """Note the last contact with each lead. A note is none."""
        latest: dict[int, str] = {}
        for lead_id, draft in found:
            moment = draft.done_at or (draft.at if draft.kind and draft.kind != "note" else None)
            if moment:
                latest[lead_id] = max(latest.get(lead_id, ""), instant(moment))
        for lead_id, at in latest.items():
            self.change.sql(
                "UPDATE lead SET touched_at = ?, version = version + 1, updated_at = ? WHERE id = ? AND touched_at < ?",
                at, self.change.now, lead_id, at,
            )  # fmt: skip
