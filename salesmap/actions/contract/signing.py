"""Signing contracts and their amendments; the first signature wins the lead."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from salesmap.actions.contract.approving import needed_steps
from salesmap.actions.contract.loading import file_with_id, lines_of, parts_of, past_day
from salesmap.actions.contract.plans import put_plan, reach, terms_of
from salesmap.actions.database.create import transaction
from salesmap.actions.lead.gates import missing_to_win
from salesmap.actions.lead.moves import win_on
from salesmap.actions.lead.pipelines import moment_of
from salesmap.actions.papers import approvals
from salesmap.actions.papers.numbering import give_number
from salesmap.core.i18n import N_
from salesmap.domain.contract.approved_content import seal_of
from salesmap.domain.contract.contract import Contract
from salesmap.domain.contract.plan import SIGN
from salesmap.domain.gates import Requirement
from salesmap.domain.lead import Lead
from salesmap.domain.records import ContractVersion, PlanPart
from salesmap.store.database import Database
from salesmap.store.map_versions import current_map
from salesmap.store.unit_of_work import UnitOfWork


class Signed(NamedTuple):
    """What a signature did.

    `won` is the lead that it won, and `missing` what that lead lacked on the way; `lost` one that
    was lost or discarded and stays so. `won_today`: the win could not be dated back to the
    signature. `value_cents` is what the lead's value became, `other_value_cents` what it is where
    it differs from the contract. Without a plan nothing of the contract ever falls due; `due`
    are the days on which parts fall due now that it is signed.
    """

    contract_id: int
    n: int
    won: int | None = None
    lost: int | None = None
    missing: Sequence[Requirement] = ()
    won_today: bool = False
    value_cents: int | None = None
    other_value_cents: int | None = None
    has_plan: bool = True
    due: Sequence[str] = ()


def sign(database: Database, contract_id: int, on: date | None) -> Signed:
    """Sign the draft or the amendment of a contract.

    Raises ContractEnded, NothingToSign, SignedInFuture, ApprovalMissing.
    """
    with transaction(database) as change:
        file = file_with_id(change, contract_id)
        contract, version = file.contract, file.unsigned()
        steps = needed_steps(change, contract, version)
        approvals.require_approval(change, version, contract.name, steps)
        is_first = contract.signed_on is None
        day = past_day(change, on)
        file.sign(day, moment_of(change))
        give_number(change, contract)
        version.content_hash = seal_of(contract, version, lines_of(change, version))
        dated: Sequence[PlanPart] = ()
        if is_first:
            dated = reach(change, contract, SIGN, day)
        else:
            put_plan(change, contract, terms_of(change, contract, version))
        done = Signed(contract_id, version.n)
        if is_first and contract.lead_id is not None and contract.renews_id is None:
            done = _win(change, change.existing(Lead, contract.lead_id), version, day, done)
        what = N_("contract signed: {}") if is_first else N_("amendment signed: {}")
        change.describe(
            what, contract.kept_name if is_first else f"{contract.kept_name} v{version.n}"
        )
        due = [part.due_on for part in dated if part.due_on]
        return done._replace(has_plan=bool(parts_of(change, contract)), due=due)


def _win(
    change: UnitOfWork, lead: Lead, version: ContractVersion, day: date, done: Signed
) -> Signed:
    """Win the lead of a contract that was signed."""
    if lead.status in ("lost", "dropped"):
        return done._replace(lost=lead.id)
    if lead.status == "won":
        return done
    missing = missing_to_win(change, lead)
    contract = change.existing(Contract, version.contract_id)
    follows = current_map(change.connection).quoting.lead_value
    cents = version.amount_cents
    if follows == "net" and version.net_cents is not None:
        cents = version.net_cents
    if (lead.value_cents, lead.currency) != (cents, contract.currency):
        if follows != "off" or not lead.value_cents:
            lead.value_cents, lead.currency = cents, contract.currency
            done = done._replace(value_cents=cents)
        else:
            done = done._replace(other_value_cents=lead.value_cents)
    is_on_day = win_on(change, lead, day)
    return done._replace(won=lead.id, missing=missing, won_today=not is_on_day)
