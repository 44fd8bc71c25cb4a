"""Requests for approval of papers and the decisions, as parts of a change."""

from collections.abc import Sequence

from salesmap.core.errors import RuleViolation
from salesmap.core.folding import fold
from salesmap.domain.approvals import check_may_decide, step_title
from salesmap.domain.map.model import ApprovalRule, SalesMap
from salesmap.domain.quote.refusals import ApprovalMissing, NoApprovalNeeded, NothingToApprove
from salesmap.domain.quote.vocabulary import OWN_DECISION
from salesmap.domain.records import Approval, ContractVersion, QuoteVersion
from salesmap.store.currency import amount_by_currency
from salesmap.store.members import acting_for
from salesmap.store.members import people as people_of
from salesmap.store.unit_of_work import UnitOfWork

Version = QuoteVersion | ContractVersion


def approvals_of(change: UnitOfWork, version: Version) -> list[Approval]:
    """Return the requests on a version that still hold, the oldest first."""
    return change.all(
        Approval, f"{version.TABLE}_id = ? AND voided_at IS NULL", version.id, order="id"
    )


def totals_of(change: UnitOfWork, cents: int, currency: str) -> tuple[dict[str, int], str]:
    """Return the total of a paper by currency, and the currency of the database."""
    own, today = change.database.currency, change.database.clock.today()
    return amount_by_currency(change.connection, cents, currency, own, today.isoformat()), own


def missing_steps(
    change: UnitOfWork, version: Version, steps: Sequence[ApprovalRule]
) -> list[ApprovalRule]:
    """Return the steps that nobody approved."""
    approved = {each.rule for each in approvals_of(change, version) if each.decision == "approved"}
    return [step for step in steps if step.key not in approved]


def require_approval(
    change: UnitOfWork, version: Version, name: str, steps: Sequence[ApprovalRule]
) -> None:
    """Raise ApprovalMissing unless every step was approved."""
    if missing := missing_steps(change, version, steps):
        awaiting = any(each.decided_at is None for each in approvals_of(change, version))
        noun = "quote" if isinstance(version, QuoteVersion) else "contract"
        rules = [step_title(step) for step in missing]
        raise ApprovalMissing(name, rules, awaiting=awaiting, noun=noun)


def ask(
    change: UnitOfWork,
    version: Version,
    name: str,
    steps: Sequence[ApprovalRule],
    content: str,
    why: str | None,
) -> list[Approval]:
    """Ask for the steps that nobody approved or was asked for. Raises NoApprovalNeeded."""
    open_rules = {each.rule for each in approvals_of(change, version) if each.decided_at is None}
    missing = missing_steps(change, version, steps)
    if not missing:
        raise NoApprovalNeeded(name)
    return [
        change.add(
            Approval(
                rule=step.key,
                role=step.role or None,
                asked_by=change.database.user,
                asked_at=change.now,
                why=why,
                content=content,
                quote_version_id=version.id if isinstance(version, QuoteVersion) else None,
                contract_version_id=version.id if isinstance(version, ContractVersion) else None,
            )
        )
        for step in missing
        if step.key not in open_rules
    ]


def decide(
    change: UnitOfWork,
    version: Version,
    name: str,
    sales_map: SalesMap,
    decision: str,
    note: str | None,
    own_of: Sequence[str],
) -> list[Approval]:
    """Decide the open requests that are the user's to decide. Return them.

    `own_of` are the people whose paper it is. Raises NothingToApprove, NotTheApprover, OwnApproval.
    """
    waiting = [each for each in approvals_of(change, version) if each.decided_at is None]
    if not waiting:
        raise NothingToApprove(name)
    decided, refusal = [], None
    for request in waiting:
        try:
            is_own = _may_decide(change, sales_map, request, own_of)
        except RuleViolation as error:  # another request may be the user's
            refusal = error
            continue
        request.decision, request.decided_at = decision, change.now
        request.decided_by = change.database.user
        request.note = note or (OWN_DECISION if is_own else None)
        request.version += 1
        decided.append(request)
    if not decided and refusal:
        raise refusal
    return decided


def _may_decide(
    change: UnitOfWork, sales_map: SalesMap, request: Approval, own_of: Sequence[str]
) -> bool:
    """Return whether the user decides on their own paper.

    A deputy decides in place of somebody absent, but not on what is that one's own. Raises
    NotTheApprover, OwnApproval.
    """
    database = change.database
    people = holders(change, sales_map, request.role)
    own = [*own_of, request.asked_by]
    acting = acting_for(change.connection, database.user, database.clock.today())
    keys = {fold(each) for each in people}
    if fold(database.user) not in keys:
        absent = [each for each in acting if fold(each) in keys]
        if absent:
            people.append(database.user)
            if {fold(each) for each in absent} <= {fold(each) for each in own}:
                own.append(database.user)
    return check_may_decide(request.role or "", people, database.user, own)


def holders(change: UnitOfWork, sales_map: SalesMap, role: str | None) -> list[str]:
    """Return the people who hold a role: those whom the map names, and the members who have it."""
    named = [each.person for each in sales_map.roles if each.key == role and each.person]
    members = [
        each.name for each in people_of(change.connection) if each.is_active and each.role == role
    ]
    return list({fold(name): name for name in (*named, *members)}.values())
