"""Approval of contracts before they are signed."""

from collections.abc import Sequence
from fractions import Fraction
from typing import NamedTuple

from salesmap.actions.contract.loading import file_with_id, lines_of
from salesmap.actions.database.create import transaction
from salesmap.actions.papers import approvals
from salesmap.actions.papers.numbering import give_number
from salesmap.core.i18n import N_
from salesmap.domain.approvals import PaperFigures, steps
from salesmap.domain.contract.approved_content import content_of, is_worse
from salesmap.domain.contract.contract import Contract
from salesmap.domain.map.model import ApprovalRule
from salesmap.domain.records import Approval, ContractVersion, QuoteVersion
from salesmap.store.database import Database
from salesmap.store.map_versions import current_map
from salesmap.store.unit_of_work import UnitOfWork


class OnUnsigned(NamedTuple):
    """The requests that were made or decided, and the amount of the draft or amendment."""

    requests: Sequence[Approval]
    amount_cents: int


def submit(database: Database, contract_id: int, why: str | None) -> OnUnsigned:
    """Ask for the approvals that the draft or the amendment needs.

    Raises ContractEnded, NothingToSign, NoApprovalNeeded.
    """
    with transaction(database) as change:
        file = file_with_id(change, contract_id)
        version = file.unsigned()
        for each in approvals.approvals_of(change, version):
            if each.decision == "refused":
                _void(change, each)
        content = content_of(version, lines_of(change, version))
        needed = needed_steps(change, file.contract, version)
        requests = approvals.ask(change, version, file.contract.name, needed, content, why)
        version.submitted_at = change.now
        version.version += 1
        change.describe("approval requested: contract {}", file.contract.kept_name)
        return OnUnsigned(requests, version.amount_cents)


def decide(database: Database, contract_id: int, decision: str, note: str | None) -> OnUnsigned:
    """Approve or refuse what waits for it (`approved refused`).

    With the last approval the contract gets its number. Raises ContractEnded, NothingToSign,
    NothingToApprove, NotTheApprover, OwnApproval.
    """
    with transaction(database) as change:
        file = file_with_id(change, contract_id)
        version, contract = file.unsigned(), file.contract
        own_of = [contract.owner] if contract.owner else []
        sales_map = current_map(change.connection)
        decided = approvals.decide(
            change, version, contract.name, sales_map, decision, note, own_of
        )
        needed = needed_steps(change, contract, version)
        if decision == "approved" and not approvals.missing_steps(change, version, needed):
            give_number(change, contract)
            contract.version += 1
        what = N_("contract approved: {}") if decision == "approved" else N_("contract refused: {}")
        change.describe(what, contract.kept_name)
        return OnUnsigned(decided, version.amount_cents)


def needed_steps(
    change: UnitOfWork, contract: Contract, version: ContractVersion
) -> Sequence[ApprovalRule]:
    """Return the approvals that the map asks for: by what the contract's quote gave away."""
    rate, below_floor = Fraction(0), False
    if contract.quote_version_id is not None:
        quoted = change.existing(QuoteVersion, contract.quote_version_id)
        below_floor = bool(quoted.below_floor)
        if quoted.list_total_cents and quoted.total_cents:
            kept = Fraction(quoted.charged_cents, quoted.list_total_cents)
            rate = 1 - kept * Fraction(version.amount_cents, quoted.total_cents)
    totals, currency = approvals.totals_of(change, version.amount_cents, contract.currency)
    figures = PaperFigures(max(rate, Fraction(0)), below_floor, totals, currency)
    return steps(current_map(change.connection).approvals, "contract", figures)


def void_worse(change: UnitOfWork, version: ContractVersion) -> int:
    """Void the approvals that a change for the worse outdates. Returns how many."""
    held = approvals.approvals_of(change, version)
    if not held:
        return 0
    now = content_of(version, lines_of(change, version))
    outdated = [each for each in held if is_worse(each.content, now)]
    for each in outdated:
        _void(change, each)
    return len(outdated)


def _void(change: UnitOfWork, approval: Approval) -> None:
    approval.voided_at = change.now
    approval.version += 1
