"""A quote and its versions, with what can happen to them.

One number, versions 1 … n, at most one draft. A version that went out is frozen; a decision is a
dated fact on the version that it was made on, and is never overwritten.
"""

from collections.abc import Sequence
from typing import NamedTuple

from salesmap.domain import records
from salesmap.domain.lead import Moment
from salesmap.domain.papers.names import kept_name, paper_name
from salesmap.domain.quote.refusals import (
    DraftExists,
    LateWithoutNote,
    QuoteDecided,
    QuoteExpired,
    QuoteFrozen,
    QuoteNotSent,
    VersionNotFound,
)
from salesmap.domain.quote.state import has_expired, quote_state
from salesmap.domain.records import QuoteVersion


class Quote(records.Quote):
    """A thread of quotes on one lead."""

    __slots__ = ()

    @property
    def name(self) -> str:
        """Return the number; `draft 12` until one is given, in the bound language."""
        return paper_name(self.number, self.id)

    @property
    def kept_name(self) -> str:
        """Return the name as the journal keeps it."""
        return kept_name(self.number, self.id)


class Thread(NamedTuple):
    """A quote with its versions in their order."""

    quote: Quote
    versions: Sequence[QuoteVersion]

    @property
    def draft(self) -> QuoteVersion | None:
        """Return the version that was not sent yet."""
        return next((each for each in self.versions if each.sent_at is None), None)

    @property
    def sent(self) -> list[QuoteVersion]:
        """Return the versions that went out, in their order."""
        return [each for each in self.versions if each.sent_at is not None]

    @property
    def accepted(self) -> QuoteVersion | None:
        """Return the version that the customer accepted."""
        return next((each for each in self.versions if each.accepted_at is not None), None)

    @property
    def current(self) -> QuoteVersion:
        """Return the accepted version, else the newest that went out, else the draft."""
        return self.accepted or (self.sent or self.versions)[-1]

    def state(self, today: str) -> str:
        """Return the state on a day; that of a draft without its approvals."""
        return quote_state(self.versions, today)

    def editable(self, today: str) -> QuoteVersion:
        """Return the draft; once a version is accepted it goes nowhere any more.

        Raises QuoteFrozen, QuoteDecided (accepted).
        """
        if self.draft is None:
            raise QuoteFrozen(self.quote.name, self.state(today))
        if self.accepted:
            raise QuoteDecided(self.quote.name, self.state(today))
        return self.draft

    def numbered(self, n: int) -> QuoteVersion:
        """Return a version by its number. Raises VersionNotFound."""
        for version in self.versions:
            if version.n == n:
                return version
        raise VersionNotFound(self.quote.name, n, [each.n for each in self.versions])

    def revise(self, today: str) -> QuoteVersion:
        """Return the version that a revision begins from.

        Raises DraftExists, QuoteDecided (accepted), QuoteNotSent.
        """
        if self.accepted:
            raise QuoteDecided(self.quote.name, self.state(today))
        if self.draft is not None and self.sent:
            raise DraftExists(self.quote.name, self.draft.n)
        if not self.sent:
            raise QuoteNotSent(self.quote.name)
        return self.sent[-1]

    def undecided(self, n: int | None, today: str) -> QuoteVersion:
        """Return the version that went out and is to be decided, the newest unless named.

        Raises QuoteNotSent, QuoteDecided, VersionNotFound.
        """
        if not self.sent:
            raise QuoteNotSent(self.quote.name)
        newest = self.sent[-1]
        if self.accepted or newest.declined_at or newest.withdrawn_at:
            raise QuoteDecided(self.quote.name, self.state(today))
        if n is None:
            return newest
        version = self.numbered(n)
        if version.sent_at is None:
            raise VersionNotFound(self.quote.name, n, [each.n for each in self.sent])
        return version

    def accept(
        self, n: int | None, moment: Moment, *, late: bool, note: str | None
    ) -> QuoteVersion:
        """Accept a version; after its last day only `late`, with a note. Return it.

        Raises QuoteExpired, LateWithoutNote, and what `undecided` raises.
        """
        today = moment.today.isoformat()
        version = self.undecided(n, today)
        if version.valid_until and has_expired(version.valid_until, today):
            if not late:
                raise QuoteExpired(self.quote.name, version.valid_until)
            if not note:
                raise LateWithoutNote
        version.accepted_at, version.accepted_on = moment.now, today
        # A version that was declined or withdrawn once keeps what was noted then.
        version.decision_note = " · ".join(filter(None, (version.decision_note, note))) or None
        version.version += 1
        return version

    def decline(self, reason: str, moment: Moment, note: str | None) -> QuoteVersion:
        """Note that the customer declined the newest version. Return it."""
        version = self.undecided(None, moment.today.isoformat())
        version.declined_at, version.declined_on = moment.now, moment.today.isoformat()
        version.decline_reason, version.decision_note = reason, note
        version.version += 1
        return version

    def withdraw(self, moment: Moment, note: str | None) -> QuoteVersion:
        """Take the newest version back. Return it."""
        version = self.undecided(None, moment.today.isoformat())
        version.withdrawn_at, version.withdrawn_on = moment.now, moment.today.isoformat()
        version.decision_note = note
        version.version += 1
        return version
