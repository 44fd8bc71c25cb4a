"""Importing leads: one change, in batches."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, NamedTuple

from salesmap.actions.imports.customer_details import Stated, customers_of, fill_details
from salesmap.actions.imports.import_parties import ImportedParties
from salesmap.actions.imports.import_rows import (
    VISIT_COLUMNS,
    Connected,
    Courses,
    insert_children,
    lead_columns,
)
from salesmap.actions.imports.importing import importing
from salesmap.actions.imports.lead_keys import EXTERNAL_ID, LeadKeys, LeadNotHereError, Match
from salesmap.actions.imports.lead_updates import Reject, Update, update_leads
from salesmap.actions.imports.referrers import UNTHANKED, ImportedReferrers
from salesmap.actions.lead.custom_fields import declare_custom_fields
from salesmap.actions.lead.pipelines import all_pipelines
from salesmap.actions.lead.referrers import NOBODY
from salesmap.actions.team.owners import FileOwners
from salesmap.core.errors import RuleViolation
from salesmap.core.i18n import _
from salesmap.domain.drafts import NO_NAME, LeadDraft, is_repeat
from salesmap.domain.gates import NOTHING, missing_so_far
from salesmap.domain.map.model import Item
from salesmap.domain.pipeline import Pipeline, choose_pipeline
from salesmap.domain.records import Lead, StageVisit
from salesmap.store.database import Database
from salesmap.store.derived_columns import filled_fields
from salesmap.store.engine.bulk import any_of, in_bulk, insert, next_id
from salesmap.store.map_versions import current_map
from salesmap.store.unit_of_work import UnitOfWork

_BATCH = 500
_MET_KEPT = 3
_EARLIER_IN_FILE = 0
"""In place of the id of a lead that stands earlier in the same file."""


class AlreadyThere(RuleViolation):
    """A row is of a lead that exists, where that is an error."""

    code = "already_there"

    def __init__(self, name: str) -> None:
        text = _("{name!r} already exists: nothing was imported.")
        super().__init__(text.format(name=name), name=name)


class Met(NamedTuple):
    """A row that is skipped, and the record that it met; None: one earlier in the same file."""

    row: Any
    lead_id: int | None
    noun: str = "lead"


REPEATED = "repeated"
"""The remark on rows that equal an earlier row of their file."""


@dataclass
class Tally:
    """How many records of a file were added, updated and skipped."""

    added: int = 0
    updated: int = 0
    skipped: int = 0
    lacking: int = 0
    """Open leads that lack what the gates before their stage require."""
    remarks: Counter[str] = field(default_factory=Counter, compare=False)
    """What was decided about leads that were added, by its code."""
    met: list[Met] = field(default_factory=list, compare=False)
    """The first skipped rows."""
    noun: str = "lead"
    """What the records of the file are."""
    lines: dict[str, list[int]] = field(default_factory=dict, compare=False)
    """The rows of each remark, where an import keeps them."""

    def add(self, keys: Sequence[str | None]) -> None:
        """Count rows that were added, by their keys, and those that equal an earlier one."""
        self.added += len(keys)
        if repeats := sum(map(is_repeat, keys)):
            self.remarks[REPEATED] += repeats

    def remark(self, code: str, line: int) -> None:
        """Count a remark on a row."""
        self.remarks[code] += 1
        self.lines.setdefault(code, []).append(line)

    def skip(
        self, draft: Any, lead_id: int | None, put: Callable[[Met], object] = lambda met: None
    ) -> None:
        """Count a row that is skipped, and put it on record."""
        self.skipped += 1
        met = Met(draft.row, lead_id, self.noun)
        if len(self.met) < _MET_KEPT:
            self.met.append(met)
        put(met)


def import_leads(
    database: Database,
    drafts: Iterable[LeadDraft],
    source: str,
    on_duplicate: str = "skip",
    *,
    expected: int = 0,
    dry_run: bool = False,
    key: str | None = None,
    reject: Reject = lambda draft, why: None,
    skipped: Callable[[Met], object] = lambda met: None,
) -> Tally:
    """Add the leads that are not in the database, as one change.

    A row is a duplicate where it is about a lead of the database: by the field `key`, else by the
    id of an export, the external id, or the same row imported before. It is skipped, updates the
    lead, or is an error, as `on_duplicate` says (`skip update error`). `expected` is the
    approximate number of rows; `reject` and `skipped` receive the rows that are neither added nor
    update a lead. A dry run writes nothing. Raises AlreadyThere, UnknownKeyError.
    """
    tally = Tally()
    with importing(database, dry_run=dry_run) as change:
        keys = LeadKeys(change, key) if key and key != EXTERNAL_ID else None
        importer = _LeadImporter(change, on_duplicate, tally, keys, reject, skipped)
        with in_bulk(change, expected):
            for batch in _batches(drafts):
                importer.add(batch)
        change.describe("leads imported: {}", f"{tally.added + tally.updated} · {source}")
    return tally


class _LeadImporter:
    """An import under way."""

    def __init__(
        self,
        change: UnitOfWork,
        on_duplicate: str,
        tally: Tally,
        keys: LeadKeys | None,
        reject: Reject,
        put_skipped: Callable[[Met], object],
    ) -> None:
        self.change = change
        self.keys = keys
        self.reject = reject
        self.put_skipped = put_skipped
        self.on_duplicate = on_duplicate
        self.tally = tally
        self.parties = ImportedParties(change)
        self.referrers = ImportedReferrers(change, tally.remarks)
        self.map = current_map(change.connection)
        self.pipelines = all_pipelines(change)
        self.courses: dict[int, Courses] = {}
        self.required: dict[tuple[int, int], list[Item]] = {}
        self.fields: set[str] = set()
        self.owners = FileOwners(change)

    def add(self, drafts: Sequence[LeadDraft]) -> None:
        new = self.owners.admit(self._new(drafts), self.reject, _is_open)
        if not new:
            return
        self._declare_fields(new)
        customers = self.parties.customers(new)
        self._fill_details(
            [(id, each.customer_details) for id, each in zip(customers, new, strict=True)]
        )
        contacts = self.parties.contacts(new, customers)
        first = next_id(self.change, Lead)
        ids = range(first, first + len(new))
        connected, courses, visits = [], [], []
        for id, draft, customer_id, contact_id in zip(ids, new, customers, contacts, strict=True):
            pipeline = choose_pipeline(self.pipelines, self.map, draft)
            referrer = NOBODY
            if draft.referred_by:
                referrer = self.referrers.of(draft.referred_by, customer_id, contact_id)
                self._remark_unthanked(draft.status == "won" and referrer != NOBODY)
            connected.append(Connected(id, customer_id, contact_id, referrer))
            course, lead_visits = self._courses_of(pipeline).follow(id, draft)
            courses.append(course)
            visits += lead_visits
            if draft.status == "open":
                self.tally.lacking += self._lacks_required(pipeline, course.stage_id, draft)
        leads = lead_columns(self.change, connected, new, courses)
        insert(self.change, Lead, list(leads), zip(*leads.values(), strict=True))
        insert(self.change, StageVisit, VISIT_COLUMNS, visits)
        insert_children(self.change, new, ids, courses)
        self.tally.add([draft.import_key for draft in new])
        self.tally.remarks.update(remark for draft in new for remark in draft.remarks)

    def _remark_unthanked(self, count: int) -> None:
        """Count referred leads that are won by the file; what a map without thanks does not."""
        if count and self.map.referral:
            self.tally.remarks[UNTHANKED] += count

    def _courses_of(self, pipeline: Pipeline) -> Courses:
        if pipeline.id not in self.courses:
            self.courses[pipeline.id] = Courses(self.change, pipeline)
        return self.courses[pipeline.id]

    def _lacks_required(self, pipeline: Pipeline, stage_id: int, draft: LeadDraft) -> bool:
        """Return whether a lead lacks what the gates before its stage require."""
        key = pipeline.id, stage_id
        if key not in self.required:
            stages, stage = self.map.stages_of(pipeline.key), pipeline.stage(stage_id)
            elements = missing_so_far(self.map, stages, stage.key, NOTHING)
            self.required[key] = [each.item for each in elements if each.item.hard]
        if not self.required[key]:
            return False
        filled = filled_fields({**draft._asdict(), **draft.fields, "value": draft.value_cents})
        return any(not item.field or item.field not in filled for item in self.required[key])

    def _new(self, drafts: Sequence[LeadDraft]) -> list[LeadDraft]:
        """Return the drafts of new leads; the others are skipped, rejected, or update a lead."""
        new: list[LeadDraft] = []
        updates: list[Update] = []
        for draft, lead_id in self._matched(drafts):
            if lead_id is None and not draft.name:
                self.reject(draft, _(NO_NAME))
            elif lead_id is None:
                new.append(draft)
            elif isinstance(lead_id, RuleViolation):
                self.reject(draft, str(lead_id))
            elif self.on_duplicate == "error":
                raise AlreadyThere(draft.external_id or draft.name)
            elif self.on_duplicate == "update" and lead_id != _EARLIER_IN_FILE:
                updates.append((lead_id, draft))
            else:
                self.tally.skip(draft, lead_id or None, self.put_skipped)
        updated = update_leads(self.change, updates, self.reject)
        enriched = self._update_customers(updated.kept)
        self.tally.updated += updated.changed
        self._remark_unthanked(updated.unthanked)
        self.tally.lacking += updated.lacking
        for lead_id, draft in updated.unchanged:
            if lead_id in enriched:
                self.tally.updated += 1
            else:
                self.tally.skip(draft, lead_id, self.put_skipped)
        return new

    def _update_customers(self, updates: Sequence[Update]) -> set[int]:
        """Set what the file says of the customers of leads. Return the leads of those changed."""
        stated = {
            lead_id: draft.customer_details for lead_id, draft in updates if draft.customer_details
        }
        customers = customers_of(self.change, list(stated)) if stated else {}
        self.tally.remarks.update("no_customer" for id in customers.values() if id is None)
        changed = self._fill_details([(customers[lead], stated[lead]) for lead in stated])
        return {lead for lead in stated if customers[lead] in changed}

    def _fill_details(self, stated: Sequence[Stated]) -> set[int]:
        replaces = self.on_duplicate == "update"
        changed, kept = fill_details(self.change, stated, replaces=replaces)
        self.tally.remarks.update(["customer_differs"] * kept)
        return changed

    def _matched(
        self, drafts: Sequence[LeadDraft]
    ) -> Iterator[tuple[LeadDraft, int | RuleViolation | None]]:
        """Yield the drafts with the leads that they are about."""
        by_key: Sequence[Match] = self.keys.find(drafts) if self.keys else [None] * len(drafts)
        own_ids = [each.id for each in drafts if each.id]
        own = self._ids("id", own_ids)
        by_id = self._ids("external_id", [each.external_id for each in drafts if each.external_id])
        by_row = self._ids("import_key", [each.import_key for each in drafts if each.import_key])
        for draft, match in zip(drafts, by_key, strict=True):
            if match is not None:
                yield draft, match
            elif draft.id:
                yield draft, own.get(draft.id) or LeadNotHereError(draft.id)
            elif draft.external_id:
                yield draft, by_id.get(draft.external_id)
                by_id.setdefault(draft.external_id, _EARLIER_IN_FILE)
            else:
                yield draft, by_row.get(draft.import_key or "")

    def _ids(self, column: str, values: list[Any]) -> dict[Any, int]:
        """Return the ids of the leads with these values in a column, by value."""
        if not values:
            return {}
        marks, parameters = any_of(values)
        rows = self.change.sql(
            f"SELECT {column}, id FROM lead WHERE {column} IN ({marks})", *parameters
        )
        return dict(rows)

    def _declare_fields(self, drafts: Sequence[LeadDraft]) -> None:
        used = {key for draft in drafts for key in draft.fields} - self.fields
        if used:
            declare_custom_fields(self.change, sorted(used))
            self.fields |= used


def _is_open(draft: LeadDraft) -> bool:
    return draft.status == "open"


def _batches(drafts: Iterable[LeadDraft]) -> Iterator[list[LeadDraft]]:
    rows = iter(drafts)
    while batch := list(islice(rows, _BATCH)):
        yield batch
