"""Sending quotes: the version is frozen, numbered, logged, and followed up."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from salesmap.actions.database.create import transaction
from salesmap.actions.followup.followups import add_interaction
from salesmap.actions.papers.approvals import require_approval
from salesmap.actions.papers.numbering import give_number
from salesmap.actions.quote.approvals import needed_steps
from salesmap.actions.quote.lead_value import follow_quote
from salesmap.actions.quote.threads import (
    lead_of,
    lines_of,
    save_totals,
    thread_with_id,
    today_of,
)
from salesmap.actions.team.owners import default_owner
from salesmap.core.clock import from_instant
from salesmap.core.i18n import _
from salesmap.core.money import money_text
from salesmap.domain.lead import Lead
from salesmap.domain.papers.shown import shown_text
from salesmap.domain.papers.template import QuoteTemplate
from salesmap.domain.papers.template_loader import usual_template
from salesmap.domain.quote.content import priced, seal_of
from salesmap.domain.quote.errors import require_to_come
from salesmap.domain.quote.quote import Quote, Thread
from salesmap.domain.quote.refusals import NothingPriced
from salesmap.domain.records import Followup, QuoteVersion
from salesmap.store.database import Database
from salesmap.store.map_versions import current_map
from salesmap.store.shown import shown_now
from salesmap.store.unit_of_work import UnitOfWork

_KIND_OF_CHANNEL = {"email": "email", "visit": "visit", "meeting": "meeting", "phone": "call"}


class Sent(NamedTuple):
    """What was sent: the quote, its number and version, and what came of it."""

    quote_id: int
    number: str
    n: int
    valid_until: str
    followups: tuple[str, ...]
    lead_value_cents: int | None


class Sending(NamedTuple):
    """How a quote goes out.

    `template_of` finds the template by its name; its days of validity hold unless the quote or
    `valid_until` says otherwise. `deliver` is called last, and its failure leaves the quote unsent.
    """

    channel: str | None = None
    sent_to: str | None = None
    valid_until: date | None = None
    template_of: Callable[[str | None], QuoteTemplate] = usual_template
    deliver: Callable[[UnitOfWork, Thread, QuoteVersion], None] | None = None


def send(database: Database, quote_id: int, sending: Sending) -> Sent:
    """Send the draft of a quote.

    Raises PastValidity, QuoteFrozen, NothingPriced, ApprovalMissing, and what `template_of` and
    `deliver` raise.
    """
    if sending.valid_until is not None:
        require_to_come(sending.valid_until.isoformat(), database.clock.today().isoformat())
    with transaction(database) as change:
        thread = thread_with_id(change, quote_id)
        quote, version = thread.quote, thread.editable(today_of(change))
        lines = lines_of(change, version)
        if not any(priced(line).is_priced for line in lines):
            raise NothingPriced(quote.name)
        figures = save_totals(change, quote, version)
        require_approval(change, version, quote.name, needed_steps(change, quote, figures))
        template = sending.template_of(quote.template)
        give_number(change, quote)
        _freeze(change, version, sending, template)
        lead = lead_of(change, quote)
        shown = shown_now(change.connection, lead.id, quote.owner, template)
        version.shown = shown_text(shown)
        version.content_hash = seal_of(quote, version, lines)
        _log(change, quote, version, lead)
        planned = _follow_up(change, quote, version, lead)
        value = follow_quote(change, lead, quote, version)
        change.describe("quote sent: {}", f"{quote.number} v{version.n}")
        change.flush()
        if sending.deliver:
            sending.deliver(change, thread, version)
        return Sent(quote.id, quote.name, version.n, version.valid_until or "", planned, value)


def _freeze(
    change: UnitOfWork, version: QuoteVersion, sending: Sending, template: QuoteTemplate
) -> None:
    today = change.database.clock.today()
    version.sent_at, version.sent_on = change.now, today.isoformat()
    version.channel, version.sent_to = sending.channel, sending.sent_to
    if sending.valid_until:
        version.valid_until = sending.valid_until.isoformat()
    elif not version.valid_until:
        version.valid_until = (today + timedelta(days=template.valid_days)).isoformat()


def _log(change: UnitOfWork, quote: Quote, version: QuoteVersion, lead: Lead) -> None:
    text = _("Quote {number} version {version} sent: {total} {currency}").format(
        number=quote.number,
        version=version.n,
        total=money_text(version.total_cents),
        currency=quote.currency,
    )
    kind = _KIND_OF_CHANNEL.get(version.channel or "", "message")
    add_interaction(change, lead, kind, text, from_instant(change.now))


def _follow_up(
    change: UnitOfWork, quote: Quote, version: QuoteVersion, lead: Lead
) -> tuple[str, ...]:
    """Plan the follow-ups of the map. Return the days on which they are due."""
    rules = current_map(change.connection).quoting
    today = change.database.clock.today()
    expiry = date.fromisoformat(version.valid_until or today.isoformat())
    planned = [
        ("follow", _("Ask about quote {number}"), today + timedelta(days=rules.follow_days)),
        (
            "expiry",
            _("Quote {number} is about to expire"),
            expiry - timedelta(days=rules.before_expiry_days),
        ),
    ]
    days = []
    for key, text, day in planned:
        if today < day <= expiry and day.isoformat() not in days:
            what = text.format(number=quote.number)
            change.add(
                Followup(
                    lead_id=lead.id,
                    what=what,
                    due_on=day.isoformat(),
                    owner=quote.owner or lead.owner or default_owner(change),
                    recorded_at=change.now,
                    import_key=followup_key(version, key),
                )
            )
            days.append(day.isoformat())
    return tuple(days)


def followup_key(version: QuoteVersion, key: str) -> str:
    """Return the key by which the follow-ups of a version are found again."""
    return f"quote:{version.id}:{key}"
