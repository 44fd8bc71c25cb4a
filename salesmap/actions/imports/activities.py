"""Importing interactions and follow-ups of leads that are in the database, as one change."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any

from salesmap.actions.imports.importing import importing
from salesmap.actions.imports.leads import Tally
from salesmap.actions.imports.references import FileReferences
from salesmap.actions.team.owners import FileOwners, default_owner
from salesmap.core.clock import instant
from salesmap.core.errors import RuleViolation
from salesmap.domain.drafts import ActivityDraft
from salesmap.domain.records import Followup, Interaction
from salesmap.store.database import Database
from salesmap.store.engine.bulk import in_bulk, insert
from salesmap.store.unit_of_work import UnitOfWork

Reject = Callable[[ActivityDraft, str], None]
"""Receives a row that is not imported, and why."""

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
_NEXT_STEP = ":next"
"""Added to the key of a row for the follow-up that is its next step."""
_TOUCH = """
UPDATE lead SET touched_at = ?, version = version + 1, updated_at = ?
WHERE id = ? AND touched_at < ?
"""


def import_activities(
    database: Database,
    drafts: Iterable[ActivityDraft],
    source: str,
    reject: Reject,
    *,
    dry_run: bool = False,
    key: str | None = None,
) -> Tally:
    """Add the activities that are not in the database. Those of unknown leads are rejected."""
    tally = Tally()
    with importing(database, dry_run=dry_run) as change:
        importer = _ActivityImporter(change, tally, reject, key)
        rows = iter(drafts)
        with in_bulk(change, expected=0):
            while batch := list(islice(rows, _BATCH)):
                importer.add(batch)
        change.describe("activities imported: {}", f"{tally.added} · {source}")
    return tally


class _ActivityImporter:
    """An import under way."""

    def __init__(self, change: UnitOfWork, tally: Tally, reject: Reject, key: str | None) -> None:
        self.change = change
        self.tally = tally
        self.reject = reject
        self.references = FileReferences(change, key)
        self.owners: dict[int, str | None] = {}
        self.members = FileOwners(change)
        self.default_owner = default_owner(change)

    def add(self, drafts: Sequence[ActivityDraft]) -> None:
        new = list(self._admitted(self._new(drafts)))
        self.owners = self._owners_of(id for id, _draft in new)
        interactions = [self._interaction(id, each) for id, each in new if each.at]
        followups = [row for id, each in new for row in self._followups(id, each)]
        insert(self.change, Interaction, _INTERACTION, interactions)
        insert(self.change, Followup, _FOLLOWUP, followups)
        self._touch(new)
        self.tally.add([draft.key for _id, draft in new])

    def _new(self, drafts: Sequence[ActivityDraft]) -> Iterator[tuple[int, ActivityDraft]]:
        """Yield the drafts to add with the ids of their leads; count or reject the others."""
        keys = self._existing_keys([draft.key for draft in drafts])
        leads = self._leads(drafts)
        for draft, lead_id in zip(drafts, leads, strict=True):
            if draft.key in keys:
                self.tally.skip(draft, lead_id if isinstance(lead_id, int) else None)
            elif isinstance(lead_id, RuleViolation):
                self.reject(draft, str(lead_id))
            else:
                keys.add(draft.key)
                yield lead_id, draft

    def _admitted(
        self, new: Iterator[tuple[int, ActivityDraft]]
    ) -> Iterator[tuple[int, ActivityDraft]]:
        """Yield the drafts, without those that only a member could plan; they are rejected."""
        for lead_id, draft in new:
            is_planned = bool(draft.next_step or (draft.due and not draft.done_at))
            if not is_planned or self.members.admit([draft], self.reject):
                yield lead_id, draft

    def _leads(self, drafts: Sequence[ActivityDraft]) -> list[int | RuleViolation]:
        """Return the lead of each draft: the one named, else the only open one of its contact."""
        named = iter(self.references.find([draft.lead for draft in drafts if draft.lead]))
        others = [(draft.phone, draft.email) for draft in drafts if not draft.lead]
        of_contacts = iter(self.references.of_contacts(others) if others else ())
        return [next(named) if draft.lead else next(of_contacts) for draft in drafts]

    def _owners_of(self, lead_ids: Iterable[int]) -> dict[int, str | None]:
        ids = list(dict.fromkeys(lead_ids))
        marks = ", ".join("?" * len(ids))
        return dict(self.change.sql(f"SELECT id, owner FROM lead WHERE id IN ({marks})", *ids))

    def _existing_keys(self, keys: Sequence[str]) -> set[str]:
        marks = ", ".join("?" * len(keys))
        query = "SELECT import_key FROM {} WHERE import_key IN ({})"
        return {
            key
            for table in ("interaction", "followup")
            for (key,) in self.change.sql(query.format(table, marks), *keys)
        }

    def _interaction(self, lead_id: int, draft: ActivityDraft) -> tuple[Any, ...]:
        actor = self._who(lead_id, draft)
        at = instant(draft.at) if draft.at else None
        return lead_id, draft.kind or "note", draft.text, at, actor, self.change.now, draft.key

    def _followups(self, lead_id: int, draft: ActivityDraft) -> Iterator[tuple[Any, ...]]:
        now, owner = self.change.now, draft.owner or self.owners[lead_id] or self.default_owner
        if draft.due:
            done_at = instant(draft.done_at) if draft.done_at else None
            dropped_at = now if draft.dropped else None
            due, key = draft.due.isoformat(), draft.key
            yield (
                lead_id,
                draft.kind,
                draft.text,
                due,
                owner,
                done_at,
                dropped_at,
                now,
                1,
                key,
            )
        if draft.next_step:
            what, day = draft.next_step
            due, key = day.isoformat(), draft.key + _NEXT_STEP
            yield lead_id, None, what, due, owner, None, None, now, 1, key

    def _who(self, lead_id: int, draft: ActivityDraft) -> str:
        """Return who did an activity: by default the owner of the lead."""
        return draft.owner or self.owners[lead_id] or self.change.database.user

    def _touch(self, added: Sequence[tuple[int, ActivityDraft]]) -> None:
        """Note the last contact with each lead. A note is no contact."""
        latest: dict[int, str] = {}
        for lead_id, draft in added:
            moment = draft.done_at or (draft.at if draft.kind and draft.kind != "note" else None)
            if moment:
                latest[lead_id] = max(latest.get(lead_id, ""), instant(moment))
        for lead_id, at in latest.items():
            self.change.sql(_TOUCH, at, self.change.now, lead_id, at)
