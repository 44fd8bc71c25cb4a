"""Many leads at once: one change, one transaction, in batches, so that memory stays flat however long the list is."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from salesmap.actions.database.create import transaction
from salesmap.actions.imports.import_parties import ImportedParties
from salesmap.actions.imports.import_rows import LEAD_COLUMNS, VISIT_COLUMNS, LeadRows
from salesmap.actions.imports.lead_updates import Update, update_leads
from salesmap.actions.lead.custom_fields import declare_custom_fields
from salesmap.actions.lead.pipelines import all_pipelines
from salesmap.core.errors import RuleViolation
from salesmap.core.i18n import _
from salesmap.domain.drafts import LeadDraft
from salesmap.domain.gates import missing_so_far
from salesmap.domain.map.model import Item
from salesmap.domain.pipeline import Pipeline, choose_pipeline
from salesmap.domain.records import Followup, Interaction, Lead, LeadTag, StageVisit
from salesmap.store.database import Database
from salesmap.store.derived_columns import known_fields
from salesmap.store.journal.bulk import in_bulk, insert, next_id
from salesmap.store.map_versions import current_map
from salesmap.store.unit_of_work import UnitOfWork

_BATCH = 500
_IN_THIS_FILE = 0
"""Stands for the id of a lead that is further up in the same file."""
_CREATED = LEAD_COLUMNS.index("created_at")
_STAGE = LEAD_COLUMNS.index("stage_id")
_NOTE_COLUMNS = ("lead_id", "kind", "text", "at", "actor", "recorded_at")
_FOLLOWUP_COLUMNS = ("lead_id", "what", "due_on", "owner", "recorded_at", "version")


class AlreadyThere(RuleViolation):
    """A row is of a lead that exists, where that is an error."""

    code = "already_there"

    def __init__(self, name: str) -> None:
        text = _("{name!r} already exists: nothing was imported.")
        super().__init__(text.format(name=name), name=name)


@dataclass
class Tally:
    """What became of the records of a file."""

    added: int = 0
    updated: int = 0
    skipped: int = 0
    lacking: int = 0
    """Open leads that stand further than the gates of the map would have let them come."""


class Rehearsed(Exception):
    """Thrown to leave a rehearsal without a trace."""


def import_leads(
    database: Database,
    drafts: Iterable[LeadDraft],
    source: str,
    on_duplicate: str = "skip",
    *,
    expected: int = 0,
    rehearse: bool = False,
) -> Tally:
    """Add leads that are not in the book yet; those known by external id, or alike to a row taken in before, are skipped,
    updated, or make the whole import fail, as `on_duplicate` says. All of it is one change.
    `expected` is about how many there are; `rehearse` leaves no trace.

    Raises RuleViolation for a duplicate when that is an error.
    """
    tally = Tally()
    try:
        with transaction(database) as change:
            loader = _Loader(change, on_duplicate, tally)
            with in_bulk(change, expected):
                for batch in _batches(drafts):
                    loader.take(batch)
            change.describe("leads imported: {}", f"{tally.added + tally.updated} · {source}")
            if rehearse:
                raise Rehearsed
    except Rehearsed:
        pass
    return tally


class _Loader:
    """One import under way."""

    def __init__(self, change: UnitOfWork, on_duplicate: str, tally: Tally) -> None:
        self.change = change
        self.on_duplicate = on_duplicate
        self.tally = tally
        self.parties = ImportedParties(change)
        self.map = current_map(change.sql)
        self.pipelines = all_pipelines(change)
        self.arrivals: dict[int, LeadRows] = {}
        self.gates: dict[tuple[int, int], list[Item]] = {}
        self.fields: set[str] = set()

    def take(self, drafts: Sequence[LeadDraft]) -> None:
        fresh = self._new_ones(drafts)
        if not fresh:
            return
        self._declare_fields(fresh)
        customers = self.parties.customers(fresh)
        contacts = self.parties.contacts(fresh, customers)
        first = next_id(self.change, Lead)
        leads, stays = [], []
        for id, draft, customer_id, contact_id in zip(
            range(first, first + len(fresh)), fresh, customers, contacts, strict=True
        ):
            path = choose_pipeline(self.pipelines, self.map, draft)
            row, its_stays = self._arrivals(path).rows(id, customer_id, contact_id, draft)
            leads.append(row)
            stays += its_stays
            if draft.status == "open":
                self.tally.lacking += self._lacks(path, row[_STAGE], draft)
        insert(self.change, Lead, LEAD_COLUMNS, leads)
        insert(self.change, StageVisit, VISIT_COLUMNS, stays)
        self._hang_on(fresh, leads)
        self.tally.added += len(leads)

    def _arrivals(self, path: Pipeline) -> LeadRows:
        if path.id not in self.arrivals:
            self.arrivals[path.id] = LeadRows(self.change, path)
        return self.arrivals[path.id]

    def _lacks(self, path: Pipeline, stage_id: int, draft: LeadDraft) -> bool:
        """Whether a lead has not what it must have had to come to its stage."""
        place = path.id, stage_id
        if place not in self.gates:
            query = missing_so_far(
                self.map, self.map.stages_of(path.key), path.stage(stage_id).key, (), ()
            )
            self.gates[place] = [each.item for each in query if each.item.hard]
        if not self.gates[place]:
            return False
        known = known_fields({**draft._asdict(), **draft.fields, "value": draft.value_cents})
        return any(not item.field or item.field not in known for item in self.gates[place])

    def _hang_on(self, drafts: Sequence[LeadDraft], leads: Sequence[tuple[Any, ...]]) -> None:
        """What belongs to the leads: tags, notes, and what is next."""
        now, user = self.change.now, self.change.database.user
        known = [(row[0], row[_CREATED], draft) for row, draft in zip(leads, drafts, strict=True)]
        tags = [(id, tag) for id, _created, draft in known for tag in dict.fromkeys(draft.tags)]
        notes = [
            (id, "note", draft.note, created, user, now)
            for id, created, draft in known
            if draft.note
        ]
        promises = [
            (id, draft.then[0], str(draft.then[1]), draft.owner or user, now, 1)
            for id, _created, draft in known
            if draft.then
        ]
        insert(self.change, LeadTag, ("lead_id", "tag"), tags)
        insert(self.change, Interaction, _NOTE_COLUMNS, notes)
        insert(self.change, Followup, _FOLLOWUP_COLUMNS, promises)

    def _new_ones(self, drafts: Sequence[LeadDraft]) -> list[LeadDraft]:
        """Return the drafts of leads that are not in the database; the others are skipped or updated."""
        by_id = self._known(
            "external_id", [each.external_id for each in drafts if each.external_id]
        )
        by_key = self._known("import_key", [each.import_key for each in drafts if each.import_key])
        new: list[LeadDraft] = []
        updates: list[Update] = []
        for draft in drafts:
            lead_id = (
                by_id.get(draft.external_id)
                if draft.external_id
                else by_key.get(draft.import_key or "")
            )
            if lead_id is None:
                new.append(draft)
                if draft.external_id:
                    by_id[draft.external_id] = _IN_THIS_FILE
            elif self.on_duplicate == "error":
                raise AlreadyThere(draft.external_id or draft.name)
            elif self.on_duplicate == "update" and lead_id != _IN_THIS_FILE:
                updates.append((lead_id, draft))
            else:
                self.tally.skipped += 1
        updated = update_leads(self.change, updates)
        self.tally.updated += updated
        self.tally.skipped += len(updates) - updated
        return new

    def _known(self, column: str, values: list[str]) -> dict[str, int]:
        if not values:
            return {}
        return dict(
            self.change.sql(
                f"SELECT {column}, id FROM lead WHERE {column} IN ({', '.join('?' * len(values))})",
                *values,
            )
        )

    def _declare_fields(self, drafts: Sequence[LeadDraft]) -> None:
        used = {key for draft in drafts for key in draft.fields} - self.fields
        if used:
            declare_custom_fields(self.change, sorted(used))
            self.fields |= used


def _batches(drafts: Iterable[LeadDraft]) -> Iterator[list[LeadDraft]]:
    waiting = iter(drafts)
    while batch := list(islice(waiting, _BATCH)):
        yield batch
