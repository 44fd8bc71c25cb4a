"""What becomes of a quote that went out: revised, bid for, accepted, declined, withdrawn."""

from typing import NamedTuple

from salesmap.actions.database.create import transaction
from salesmap.actions.lead.pipelines import moment_of
from salesmap.actions.quote.lead_value import follow_quote
from salesmap.actions.quote.sending import followup_key
from salesmap.actions.quote.threads import (
    lead_of,
    lines_of,
    save_totals,
    thread_with_id,
    today_of,
)
from salesmap.core.i18n import N_, _
from salesmap.core.money import money_text
from salesmap.domain.errors import EmptyText
from salesmap.domain.quote.errors import UnknownRevisionReason
from salesmap.domain.quote.quote import Thread
from salesmap.domain.quote.refusals import OtherCurrency
from salesmap.domain.quote.vocabulary import REVISION_REASONS
from salesmap.domain.records import Bid, Followup, QuoteLine, QuoteVersion
from salesmap.store.database import Database
from salesmap.store.unit_of_work import UnitOfWork


class Decided(NamedTuple):
    """What was decided: the quote's number and version, what was canceled, the lead's new value.

    `newer` is a later version that the accepted one supersedes; `was_last`: no quote of the lead is
    open any more.
    """

    quote_id: int
    name: str
    n: int
    lead_id: int
    canceled: int
    newer: int | None = None
    was_last: bool = False
    lead_value_cents: int | None = None


def revise(database: Database, quote_id: int, why: str, got: str | None = None) -> Decided:
    """Begin the next version as a draft. Raises DraftExists, QuoteDecided, QuoteNotSent."""
    if why not in REVISION_REASONS:
        raise UnknownRevisionReason(why)
    with transaction(database) as change:
        thread = thread_with_id(change, quote_id)
        base = thread.revise(today_of(change))
        version = change.add(
            QuoteVersion(
                quote_id=quote_id,
                n=thread.versions[-1].n + 1,
                why=why,
                got=got,
                text=base.text,
                discount_ppm=base.discount_ppm,
                discount_cents=base.discount_cents,
                round_to_cents=base.round_to_cents,
                recorded_at=change.now,
            )
        )
        for line in lines_of(change, base):
            copied = {
                column: getattr(line, column)
                for column in QuoteLine.COLUMNS
                if column not in ("id", "quote_version_id")
            }
            change.add(QuoteLine(quote_version_id=version.id, **copied))
        save_totals(change, thread.quote, version)
        canceled = _cancel_followups(change, thread)
        change.describe("quote revised: {}", f"{thread.quote.kept_name} v{version.n}")
        return Decided(quote_id, thread.quote.name, version.n, thread.quote.lead_id, canceled)


def bid(
    database: Database,
    quote_id: int,
    amount_cents: int,
    competitor: str | None = None,
    note: str | None = None,
    *,
    currency: str | None = None,
) -> Decided:
    """Note what the customer offers, or what a competitor asks.

    It answers the newest version that went out. Raises QuoteNotSent, QuoteDecided, OtherCurrency.
    """
    with transaction(database) as change:
        thread = thread_with_id(change, quote_id)
        if currency and currency != thread.quote.currency:
            raise OtherCurrency(money_text(amount_cents), currency, thread.quote.currency)
        version = thread.undecided(None, today_of(change))
        change.add(
            Bid(
                quote_id=quote_id,
                n=version.n,
                at=change.now,
                amount_cents=amount_cents,
                competitor=competitor,
                note=note,
                actor=change.database.user,
                recorded_at=change.now,
            )
        )
        lead = lead_of(change, thread.quote)
        lead.touch(change.now, change.now)
        change.describe("bid for quote {}", thread.quote.kept_name)
        return Decided(quote_id, thread.quote.name, version.n, lead.id, 0)


def accept(
    database: Database,
    quote_id: int,
    n: int | None = None,
    *,
    late: bool = False,
    note: str | None = None,
) -> Decided:
    """Note that the customer accepted a version. Raises what `Quote.accept` raises."""
    with transaction(database) as change:
        thread = thread_with_id(change, quote_id)
        version = thread.accept(n, moment_of(change), late=late, note=note)
        lead = lead_of(change, thread.quote)
        value = follow_quote(change, lead, thread.quote, version)
        done = _close(change, thread, version, N_("quote accepted: {}"))
        newest = thread.versions[-1].n
        return done._replace(newer=newest if newest != version.n else None, lead_value_cents=value)


def decline(database: Database, quote_id: int, reason: str, note: str | None = None) -> Decided:
    """Note that the customer declined the quote, and why.

    Raises QuoteNotSent, QuoteDecided, EmptyText.
    """
    if not reason.strip():
        raise EmptyText(_("A declined quote needs a reason."))
    with transaction(database) as change:
        thread = thread_with_id(change, quote_id)
        version = thread.decline(reason, moment_of(change), note)
        done = _close(change, thread, version, N_("quote declined: {}"))
        return done._replace(was_last=not _has_open_quote(change, thread.quote.lead_id))


def withdraw(database: Database, quote_id: int, note: str | None = None) -> Decided:
    """Take a quote back. Raises QuoteNotSent, QuoteDecided."""
    with transaction(database) as change:
        thread = thread_with_id(change, quote_id)
        version = thread.withdraw(moment_of(change), note)
        return _close(change, thread, version, N_("quote withdrawn: {}"))


def _close(change: UnitOfWork, thread: Thread, version: QuoteVersion, what: str) -> Decided:
    quote = thread.quote
    quote.version += 1
    lead_of(change, quote).touch(change.now, change.now)
    canceled = _cancel_followups(change, thread)
    change.describe(what, f"{quote.kept_name} v{version.n}")
    return Decided(quote.id, quote.name, version.n, quote.lead_id, canceled)


def _cancel_followups(change: UnitOfWork, thread: Thread) -> int:
    """Cancel the open follow-ups that sending planned. Returns how many."""
    keys = [followup_key(each, key) for each in thread.versions for key in ("follow", "expiry")]
    marks = ", ".join("?" * len(keys))
    open_ones = change.all(
        Followup, f"import_key IN ({marks}) AND done_at IS NULL AND dropped_at IS NULL", *keys
    )
    for followup in open_ones:
        followup.dropped_at = change.now
        followup.version += 1
    return len(open_ones)


def _has_open_quote(change: UnitOfWork, lead_id: int) -> bool:
    """Return whether a version of any quote of the lead is a draft or waits for an answer."""
    rows = change.sql(
        "SELECT 1 FROM quote_version v JOIN quote q ON q.id = v.quote_id WHERE q.lead_id = ?"
        " AND v.accepted_at IS NULL AND v.declined_at IS NULL AND v.withdrawn_at IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM quote_version o WHERE o.quote_id = q.id AND o.n > v.n)",
        lead_id,
    )
    return bool(rows)
