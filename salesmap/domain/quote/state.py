"""The states of a quote and its versions, from dated facts and the day; nothing here is stored.

A decision is never overwritten: not by a later version, not by the end of the validity. The last
day is valid through the whole of it.
"""

from collections.abc import Sequence
from typing import NamedTuple

from salesmap.domain.quote.vocabulary import STATES, SUPERSEDED
from salesmap.domain.records import QuoteVersion

DRAFT, AWAITING, APPROVED, SENT, ACCEPTED, DECLINED, EXPIRED, WITHDRAWN = STATES


class ApprovalFacts(NamedTuple):
    """How far the approval of a draft is: asked for and not decided, or given and still good."""

    requested: bool = False
    given: bool = False


NO_APPROVAL = ApprovalFacts()


def has_expired(valid_until: str | None, today: str) -> bool:
    """Return whether the last day is over; without one, never."""
    return valid_until is not None and valid_until < today


def version_state(
    version: QuoteVersion,
    versions: Sequence[QuoteVersion],
    today: str,
    approval: ApprovalFacts = NO_APPROVAL,
) -> str:
    """Return the state of a version among all of its quote on a day.

    What is undecided, a draft too, is superseded when a later version went out, or another one was
    accepted.
    """
    decision = decided_state(version)
    if decision and version.sent_at:
        return decision
    if any(
        other.accepted_at or (other.sent_at and other.n > version.n)
        for other in versions
        if other.n != version.n
    ):
        return SUPERSEDED
    if version.sent_at is None:
        return _draft_state(approval)
    return EXPIRED if has_expired(version.valid_until, today) else SENT


def quote_state(
    versions: Sequence[QuoteVersion], today: str, approval: ApprovalFacts = NO_APPROVAL
) -> str:
    """Return the state of a quote: accepted once any version is, else that of its newest sent.

    That of its draft when nothing went out; `approval` is the draft's.
    """
    if any(version.accepted_at for version in versions):
        return ACCEPTED
    sent = [version for version in versions if version.sent_at]
    if not sent:
        return _draft_state(approval)
    newest = max(sent, key=lambda version: version.n)
    return version_state(newest, versions, today)


def decided_state(version: QuoteVersion) -> str | None:
    """Return what was decided on a version, None while nothing was."""
    if version.accepted_at:
        return ACCEPTED
    if version.withdrawn_at:
        return WITHDRAWN
    return DECLINED if version.declined_at else None


def _draft_state(approval: ApprovalFacts) -> str:
    if approval.requested:
        return AWAITING
    return APPROVED if approval.given else DRAFT
