"""Approval of quotes before they go out."""

from collections.abc import Sequence
from typing import NamedTuple

from salesmap.actions.database.create import transaction
from salesmap.actions.papers import approvals
from salesmap.actions.quote.threads import lines_of, thread_with_id, today_of, totals_of
from salesmap.core.i18n import N_
from salesmap.domain.approvals import PaperFigures, steps
from salesmap.domain.map.model import ApprovalRule
from salesmap.domain.quote.approved_content import content_of, is_worse
from salesmap.domain.quote.quote import Quote
from salesmap.domain.quote.totals import QuoteTotals
from salesmap.domain.records import Approval, QuoteVersion
from salesmap.store.database import Database
from salesmap.store.map_versions import current_map
from salesmap.store.unit_of_work import UnitOfWork


class OnDraft(NamedTuple):
    """The requests that were made or decided on a draft, and what the draft comes to."""

    requests: Sequence[Approval]
    name: str
    n: int
    total_cents: int
    currency: str


def ask(database: Database, quote_id: int, why: str | None) -> OnDraft:
    """Ask for the approvals that the draft needs. Raises QuoteFrozen, NoApprovalNeeded."""
    with transaction(database) as change:
        thread = thread_with_id(change, quote_id)
        version = thread.editable(today_of(change))
        figures = totals_of(change, thread.quote, version)
        content = content_of(version, lines_of(change, version), figures)
        needed = needed_steps(change, thread.quote, figures)
        requests = approvals.ask(change, version, thread.quote.name, needed, content, why)
        change.describe("approval requested: quote {}", thread.quote.kept_name)
        return _on_draft(requests, thread.quote, version)


def decide(database: Database, quote_id: int, decision: str, note: str | None) -> OnDraft:
    """Approve or refuse the draft (`approved refused`).

    Raises QuoteFrozen, NothingToApprove, NotTheApprover, OwnApproval.
    """
    with transaction(database) as change:
        thread = thread_with_id(change, quote_id)
        version = thread.editable(today_of(change))
        own_of = [thread.quote.owner] if thread.quote.owner else []
        decided = approvals.decide(
            change,
            version,
            thread.quote.name,
            current_map(change.connection),
            decision,
            note,
            own_of,
        )
        what = N_("quote approved: {}") if decision == "approved" else N_("quote refused: {}")
        change.describe(what, thread.quote.kept_name)
        return _on_draft(decided, thread.quote, version)


def _on_draft(requests: Sequence[Approval], quote: Quote, version: QuoteVersion) -> OnDraft:
    return OnDraft(requests, quote.name, version.n, version.total_cents, quote.currency)


def needed_steps(change: UnitOfWork, quote: Quote, figures: QuoteTotals) -> Sequence[ApprovalRule]:
    """Return the approvals that the map asks for."""
    totals, currency = approvals.totals_of(change, figures.total, quote.currency)
    return steps(
        current_map(change.connection).approvals,
        "quote",
        PaperFigures(figures.discount_rate, figures.below_floor, totals, currency),
    )


def void_worse(change: UnitOfWork, quote: Quote, version: QuoteVersion) -> int:
    """Void the approvals that a change for the worse outdates. Returns how many."""
    held = approvals.approvals_of(change, version)
    if not held:
        return 0
    figures = totals_of(change, quote, version)
    now = content_of(version, lines_of(change, version), figures)
    outdated = [each for each in held if is_worse(each.content, now)]
    for each in outdated:
        each.voided_at = change.now
        each.version += 1
    return len(outdated)
