"""Importing payments on contracts that are in the database, as one change."""

from collections.abc import Callable, Iterable, Iterator

from salesmap.actions.contract.allocating import record_payment
from salesmap.actions.contract.loading import check_amount
from salesmap.actions.imports.importing import importing
from salesmap.actions.imports.leads import Tally
from salesmap.core.errors import NotFoundError, RuleViolation
from salesmap.core.figures.errors import NoSuchDecimals
from salesmap.core.folding import fold
from salesmap.core.i18n import _
from salesmap.domain.contract.contract import Contract
from salesmap.domain.contract.refusals import ContractEnded
from salesmap.domain.drafts import PaymentDraft
from salesmap.domain.records import Payment
from salesmap.store.database import Database
from salesmap.store.unit_of_work import UnitOfWork

REFUND, BY_ID = "refund", "by_id"
"""The remarks on a payment below zero, on a contract by its id."""

Reject = Callable[[PaymentDraft, str], None]
"""Receives a row that is not imported, and why."""


def import_payments(
    database: Database,
    drafts: Iterable[PaymentDraft],
    source: str,
    *,
    dry_run: bool = False,
    reject: Reject = lambda draft, why: None,
) -> Tally:
    """Add the payments that are not in the database; one below zero is a refund, and counted.

    Those of unknown contracts are rejected.
    """
    tally = Tally(noun="payment")
    with importing(database, dry_run=dry_run) as change:
        for draft in _refunds_last(drafts):
            known = _known(change, draft)
            if known is not None:
                tally.skip(draft, known.id)
                continue
            try:
                with change.attempt():
                    contract = _record(change, draft)
                tally.add([draft.key])
                tally.remarks.update(_remarks(draft, contract))
            except (RuleViolation, NotFoundError, NoSuchDecimals) as error:
                reject(draft, str(error))
            change.flush()
            change.forget()  # each statement compares what is loaded
        change.describe("payments imported: {}", f"{tally.added} · {source}")
    return tally


def _known(change: UnitOfWork, draft: PaymentDraft) -> Payment | None:
    """Return the payment that a row brought before, or that it was listed from."""
    if found := change.first(Payment, "import_key = ?", draft.key):
        return found
    if draft.own is None:
        return None
    return change.first(
        Payment,
        "id = ? AND contract_id = ? AND amount_cents = ? AND paid_on = ?",
        *draft.own,
        draft.amount_cents,
        draft.paid_on.isoformat(),
    )


def _refunds_last(drafts: Iterable[PaymentDraft]) -> Iterator[PaymentDraft]:
    """Yield the payments, then the refunds: in statements the newest row often comes first."""
    refunds = []
    for draft in drafts:
        if draft.amount_cents < 0:
            refunds.append(draft)
        else:
            yield draft
    yield from refunds


def _remarks(draft: PaymentDraft, contract: Contract) -> Iterator[str]:
    """Yield what is to be told of a payment that was added."""
    if draft.amount_cents < 0:
        yield REFUND
    word = (draft.contract or "").strip()
    names = {fold(name) for name in (contract.number, contract.external_id) if name}
    if word and not {fold(word), fold(word.removeprefix("x:"))} & names:
        yield BY_ID


def _record(change: UnitOfWork, draft: PaymentDraft) -> Contract:
    contract = _contract_of(change, draft)
    if contract.end == "void":
        raise ContractEnded(contract.name, "void")
    check_amount(contract, draft.amount_cents, draft.currency)
    payment = Payment(
        contract_id=contract.id,
        amount_cents=draft.amount_cents,
        paid_on=draft.paid_on.isoformat(),
        for_part=draft.part,
        method=draft.method,
        reference=draft.reference,
        note=draft.note,
        actor=change.database.user,
        external_id=draft.external_id,
        import_key=draft.key,
        recorded_at=change.now,
    )
    record_payment(change, contract, payment)
    return contract


def _contract_of(change: UnitOfWork, draft: PaymentDraft) -> Contract:
    """Return the contract of a row: by its number, external id or id, else the customer's only one.

    Raises RuleViolation.
    """
    if draft.contract:
        word = draft.contract.strip()
        found = change.all(Contract, "lower(number) = lower(?)", word)
        found = found or change.all(Contract, "external_id = ?", word.removeprefix("x:"))
        if not found and word.isascii() and word.isdigit() and len(word) < 19:
            found = change.all(Contract, "id = ?", int(word))
        if not found:
            raise RuleViolation(_("no contract {number!r}").format(number=word))
        return found[0]
    name = draft.customer or ""
    found = change.all(
        Contract,
        "voided_on IS NULL AND customer_id IN (SELECT id FROM customer WHERE name_key = ?)",
        fold(name),
    )
    if len(found) == 1:
        return found[0]
    if found:
        listed = _(", ").join(contract.name for contract in found)
        raise RuleViolation(
            _("several contracts of {customer}: {contracts}").format(
                customer=name, contracts=listed
            )
        )
    raise RuleViolation(_("no contract of {customer}").format(customer=name))
