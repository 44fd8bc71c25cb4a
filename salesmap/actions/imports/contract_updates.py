"""Bringing imported contracts up to date from a row of a file."""

from salesmap.actions.contract.allocating import reallocate
from salesmap.core.errors import RuleViolation
from salesmap.core.i18n import _, word
from salesmap.domain.contract.contract import Contract
from salesmap.domain.drafts import ContractDraft
from salesmap.domain.records import ContractVersion, Payment, PlanPart
from salesmap.store.mapper import values_of
from salesmap.store.unit_of_work import UnitOfWork

WHOLE = "100%"
"""The plan of an imported contract: one part."""


class NotUpdatable(RuleViolation):
    """A contract is not one that a file may change; nothing of it was changed."""

    code = "contract_not_updatable"


def update_contract(change: UnitOfWork, draft: ContractDraft, contract_id: int) -> bool:
    """Change what a row has of a contract of one part. Return whether anything changed.

    Raises NotUpdatable, and RefundTooLarge where refunds would be more than the payment.
    """
    contract = change.existing(Contract, contract_id)
    parts = change.all(PlanPart, "contract_id = ?", contract_id)
    versions = change.all(ContractVersion, "contract_id = ?", contract_id)
    is_signed = contract.signed_on is not None
    if draft.unclaimed and is_signed and not contract.end:
        text = _("contract {id} is {state} in the file: end it by hand")
        raise NotUpdatable(text.format(id=contract_id, state=word(draft.unclaimed)))
    if len(parts) != 1 or len(versions) != 1 or contract.end or not is_signed:
        if _says_nothing_new(change, draft, contract, versions[-1]):
            return False
        text = _("contract {id} was changed since: change it by hand")
        raise NotUpdatable(text.format(id=contract_id))
    if draft.currency and draft.currency != contract.currency:
        text = _("contract {id} is in {currency}")
        raise NotUpdatable(text.format(id=contract_id, currency=contract.currency))
    part, version = parts[0], versions[0]
    due = draft.due_on.isoformat() if draft.due_on else part.due_on
    is_as_signed = (draft.amount_cents, due) == (version.amount_cents, part.due_on)
    if version.content_hash and not is_as_signed:
        raise NotUpdatable(_("contract {id} was signed: amend it").format(id=contract_id))
    records = (contract, part, version)
    before = [values_of(each) for each in records]
    contract.owner = draft.owner or contract.owner
    contract.note = draft.note or contract.note
    version.amount_cents = part.amount_cents = draft.amount_cents
    if due != part.due_on:
        part.due_on = due
        version.plan_text = part.typed = f"{WHOLE} {due}"
    is_paid = _update_payment(change, draft, contract)
    if before == [values_of(each) for each in records] and not is_paid:
        return False
    for record in records:
        record.version += 1
    part.received_cents = min(part.received_cents, draft.amount_cents)
    reallocate(change, contract)
    return True


def _says_nothing_new(
    change: UnitOfWork, draft: ContractDraft, contract: Contract, version: ContractVersion
) -> bool:
    """Return whether a row has the amount, the money received, and what else it says as they are.

    A due date is one of the plan's.
    """
    received = sum(
        each.amount_cents for each in change.all(Payment, "contract_id = ?", contract.id)
    )
    due = change.all(PlanPart, "contract_id = ?", contract.id)
    return (
        draft.amount_cents == version.amount_cents
        and draft.currency in (None, contract.currency)
        and draft.owner in (None, contract.owner)
        and draft.note in (None, contract.note)
        and (draft.due_on is None or draft.due_on.isoformat() in [each.due_on for each in due])
        and paid_in(draft) in (0, received)
    )


def _update_payment(change: UnitOfWork, draft: ContractDraft, contract: Contract) -> bool:
    """Add or correct the payment that a row brings. Return whether anything changed."""
    paid = paid_in(draft)
    if not (paid and draft.paid_on):
        return False
    day = draft.paid_on.isoformat()
    payment = change.first(Payment, "contract_id = ? AND import_key IS NOT NULL", contract.id)
    if payment is None:
        change.add(
            Payment(
                contract_id=contract.id,
                amount_cents=paid,
                paid_on=day,
                actor=change.database.user,
                import_key=draft.key,
                recorded_at=change.now,
            )
        )
        return True
    if (payment.amount_cents, payment.paid_on) == (paid, day):
        return False
    payment.amount_cents, payment.paid_on = paid, day
    payment.version += 1
    return True


def paid_in(draft: ContractDraft) -> int:
    """Return what was paid: the whole amount unless the row says how much."""
    if draft.paid_on is None:
        return 0
    return draft.amount_cents if draft.paid_cents is None else draft.paid_cents
