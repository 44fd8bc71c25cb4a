"""Importing signed contracts, or receivables: one change, in batches."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import NamedTuple

from salesmap.actions.imports.contract_updates import (
    WHOLE,
    NotUpdatable,
    paid_in,
    update_contract,
)
from salesmap.actions.imports.importing import importing
from salesmap.actions.imports.lead_keys import UnknownKeyError
from salesmap.actions.imports.leads import AlreadyThere, Tally
from salesmap.actions.imports.references import FileReferences
from salesmap.actions.team.owners import FileOwners
from salesmap.core import i18n
from salesmap.core.errors import RuleViolation
from salesmap.core.figures.currencies import check_unit
from salesmap.core.figures.errors import NoSuchDecimals
from salesmap.core.folding import fold
from salesmap.core.i18n import _
from salesmap.domain.contract.contract import Contract
from salesmap.domain.drafts import ContractDraft
from salesmap.domain.records import Allocation, ContractVersion, Customer, Payment, PlanPart
from salesmap.store.database import Database
from salesmap.store.engine.bulk import in_bulk, insert, next_id
from salesmap.store.unit_of_work import UnitOfWork

Reject = Callable[[ContractDraft, str], None]
"""Receives a row that is not imported, and why."""

KEYS = ("number", "external_id")
"""The fields by which a contract can be found again."""

_BATCH = 500
_CONTRACT = (
    "id", "lead_id", "customer_id", "number", "currency", "owner", "signed_at", "signed_on", "note",
    "external_id", "import_key", "recorded_at", "version",
)  # fmt: skip
_VERSION = (
    "contract_id", "n", "amount_cents", "plan_text", "signed_at", "signed_on", "recorded_at",
    "version",
)  # fmt: skip
_PART = (
    "id", "contract_id", "position", "what", "typed", "amount_cents", "due_on", "received_cents",
    "recorded_at", "version",
)  # fmt: skip
_PAYMENT = (
    "id", "contract_id", "amount_cents", "paid_on", "actor", "import_key", "recorded_at", "version",
)  # fmt: skip
_ALLOCATION = ("payment_id", "plan_part_id", "amount_cents")


class _New(NamedTuple):
    """A contract to add, with the records that it hangs on."""

    draft: ContractDraft
    lead_id: int | None
    customer_id: int | None


def import_contracts(
    database: Database,
    drafts: Iterable[ContractDraft],
    source: str,
    on_duplicate: str = "skip",
    *,
    dry_run: bool = False,
    key: str | None = None,
    reject: Reject = lambda draft, why: None,
) -> Tally:
    """Add the contracts that are not in the database, as one change.

    A contract is there by the field `key`, else by its external id, its number, or the same row
    imported before; then it is skipped, updated with what the file has, or an error (`skip update
    error`). A dry run writes nothing. Raises AlreadyThere, UnknownKeyError.
    """
    if key and key not in KEYS:
        raise UnknownKeyError(key, KEYS)
    with importing(database, dry_run=dry_run) as change:
        importer = _ContractImporter(change, on_duplicate, key, reject)
        rows = iter(drafts)
        with in_bulk(change, expected=0):
            while batch := list(islice(rows, _BATCH)):
                importer.add(batch)
        tally = importer.tally
        change.describe("contracts imported: {}", f"{tally.added + tally.updated} · {source}")
    return tally


class _ContractImporter:
    """An import under way."""

    def __init__(
        self, change: UnitOfWork, on_duplicate: str, key: str | None, reject: Reject
    ) -> None:
        self.change = change
        self.on_duplicate = on_duplicate
        self.reject = reject
        self.tally = Tally(noun="contract")
        self.fields = (key,) if key else ("external_id", "number")
        self.references = FileReferences(change)
        self.owners = FileOwners(change)
        self.in_file: dict[tuple[str, str], ContractDraft] = {}
        """The rows of the file so far by the number and the external id of their contract."""

    def add(self, drafts: Sequence[ContractDraft]) -> None:
        """Add, update, skip or reject rows."""
        whole = self._new(list(filter(self._is_whole, drafts)))
        new = list(self._owned(self.owners.admit(whole, self.reject, _is_open)))
        if not new:
            return
        now, user = self.change.now, self.change.database.user
        contracts, versions, parts, payments, allocations = [], [], [], [], []
        ids = range(next_id(self.change, Contract), 2**63)
        part_ids = range(next_id(self.change, PlanPart), 2**63)
        payment_id = next_id(self.change, Payment)
        for each, id, part_id in zip(new, ids, part_ids, strict=False):
            draft = each.draft
            signed = draft.signed_on.isoformat()
            signed_at = f"{signed}T00:00:00Z"
            currency = draft.currency or self.change.database.currency
            due = draft.due_on.isoformat() if draft.due_on else None
            paid = paid_in(draft)
            contracts.append(
                (id, each.lead_id, each.customer_id, draft.number, currency, draft.owner, signed_at,
                 signed, draft.note, draft.external_id, draft.key, now, 1)
            )  # fmt: skip
            plan = f"{WHOLE} {due}" if due else None
            versions.append((id, 1, draft.amount_cents, plan, signed_at, signed, now, 1))
            received = min(paid, draft.amount_cents)
            parts.append(
                (part_id, id, 1, "", plan or WHOLE, draft.amount_cents, due, received, now, 1)
            )
            if paid and draft.paid_on:
                payments.append(
                    (payment_id, id, paid, draft.paid_on.isoformat(), user, draft.key, now, 1)
                )
                allocations.append((payment_id, part_id, received))
                payment_id += 1
            self.tally.remarks.update(draft.remarks)
        insert(self.change, Contract, _CONTRACT, contracts)
        insert(self.change, ContractVersion, _VERSION, versions)
        insert(self.change, PlanPart, _PART, parts)
        insert(self.change, Payment, _PAYMENT, payments)
        insert(self.change, Allocation, _ALLOCATION, allocations)
        self.tally.add([each.draft.key for each in new])

    def _new(self, drafts: Sequence[ContractDraft]) -> Iterator[ContractDraft]:
        """Yield the drafts of new contracts; the others are skipped, rejected, or an update."""
        known = {field: self._ids(field, drafts) for field in (*self.fields, "import_key")}
        for draft in drafts:
            words = {field: word for field in known if (word := _word(draft, field))}
            twin = self._twin(draft, words)
            found = (known[field].get(word) for field, word in words.items())
            id = next((id for id in found if id), None) or self._own(draft)
            if twin and twin.row.cells == draft.row.cells:
                self.tally.skip(draft, None)
            elif twin:
                number = draft.number or draft.external_id
                self.reject(draft, _("the number {number} is there twice").format(number=number))
            elif id is None and draft.unclaimed:
                self.reject(
                    draft, _("a contract that is {state}").format(state=i18n.word(draft.unclaimed))
                )
            elif id is None:
                yield draft
            elif self.on_duplicate == "error":
                raise AlreadyThere(draft.number or draft.external_id or "")
            elif self.on_duplicate == "update":
                self._update(draft, id)
            else:
                self.tally.skip(draft, id)

    def _own(self, draft: ContractDraft) -> int | None:
        """Return the draft of a contract, without a number, that a row was listed from."""
        if draft.own is None or draft.number or draft.external_id:
            return None
        rows = self.change.sql(
            "SELECT id FROM contract WHERE id = ? AND number IS NULL AND currency = ?",
            draft.own[0],
            draft.currency or self.change.database.currency,
        )
        return rows[0][0] if rows else None

    def _update(self, draft: ContractDraft, contract_id: int) -> None:
        """Change what the file has of a contract; where it may not be changed, reject the row."""
        if not self.owners.admit([draft], self.reject, _is_open):
            return
        try:
            with self.change.attempt():
                is_changed = update_contract(self.change, draft, contract_id)
        except NotUpdatable as error:
            self.reject(draft, str(error))
            return
        if not is_changed:
            self.tally.skip(draft, contract_id)
            return
        self.tally.updated += 1
        self.change.flush()
        self.change.forget()

    def _twin(self, draft: ContractDraft, words: Mapping[str, str]) -> ContractDraft | None:
        """Return an earlier row of the file with the same number or external id."""
        named = [(field, word) for field, word in words.items() if field in KEYS]
        twin = next((self.in_file[each] for each in named if each in self.in_file), None)
        for each in named:
            self.in_file.setdefault(each, draft)
        return twin

    def _ids(self, field: str, drafts: Sequence[ContractDraft]) -> dict[str, int]:
        """Return the contracts of the database by the words of a field."""
        words = {word for draft in drafts if (word := _word(draft, field))}
        if not words:
            return {}
        marks = ", ".join("?" * len(words))
        rows = self.change.sql(
            f"SELECT {field}, id FROM contract WHERE {field} IN ({marks})", *sorted(words)
        )
        return dict(rows)

    def _owned(self, drafts: Iterable[ContractDraft]) -> Iterator[_New]:
        """Yield the drafts with their lead and customer; those of unknown leads are rejected."""
        rows = list(drafts)
        named = [draft.lead for draft in rows if draft.lead]
        leads = iter(self.references.find(named) if named else ())
        found: list[tuple[ContractDraft, int | None]] = []
        for draft in rows:
            lead = next(leads) if draft.lead else None
            if isinstance(lead, RuleViolation):
                self.reject(draft, str(lead))
            else:
                found.append((draft, lead))
        customers = self._customers([draft.customer for draft, _lead in found if draft.customer])
        of_leads = self._customers_of([lead for _draft, lead in found if lead])
        for draft, lead in found:
            customer = customers[fold(draft.customer)] if draft.customer else of_leads.get(lead)
            yield _New(draft, lead, customer)

    def _is_whole(self, draft: ContractDraft) -> bool:
        """Return whether the amounts suit their currency; a row whose do not is rejected."""
        currency = draft.currency or self.change.database.currency
        try:
            check_unit(draft.amount_cents, currency)
            check_unit(draft.paid_cents, currency)
        except NoSuchDecimals as error:
            self.reject(draft, str(error))
            return False
        return True

    def _customers(self, names: Sequence[str]) -> dict[str, int]:
        """Return the customers of these names by folded name, created where there is none."""
        keys = {fold(name): name for name in reversed(names)}
        if not keys:
            return {}
        marks = ", ".join("?" * len(keys))
        ids = dict(
            self.change.sql(
                f"SELECT name_key, min(id) FROM customer WHERE name_key IN ({marks})"
                " GROUP BY name_key",
                *keys,
            )
        )
        missing = [key for key in keys if key not in ids]
        first = next_id(self.change, Customer) if missing else 0
        columns = ("id", "name", "name_key", "recorded_at", "version")
        rows = [(id, keys[key], key, self.change.now, 1) for id, key in enumerate(missing, first)]
        insert(self.change, Customer, columns, rows)
        return {**ids, **{key: id for id, key in enumerate(missing, first)}}

    def _customers_of(self, leads: Sequence[int]) -> dict[int | None, int | None]:
        marks = ", ".join("?" * len(leads)) or "NULL"
        return dict(
            self.change.sql(f"SELECT id, customer_id FROM lead WHERE id IN ({marks})", *leads)
        )


def _is_open(_draft: ContractDraft) -> bool:
    """Return that contracts of a file are signed: whose they are is a fact."""
    return False


def _word(draft: ContractDraft, field: str) -> str:
    """Return what a row says in a field by which contracts are found."""
    if field == "import_key":
        return draft.key
    return getattr(draft, field) or ""
