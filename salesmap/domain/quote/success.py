"""How often quotes succeed: counted by quote, not by version, which would punish revising."""

from collections import Counter
from collections.abc import Iterable
from fractions import Fraction
from typing import NamedTuple

from salesmap.domain.quote.state import ACCEPTED, DECLINED, EXPIRED, SENT, WITHDRAWN

SUCCESS_DEFINITIONS = ("decided", "answered", "sent")
"""Out of which quotes the accepted ones are: decided or expired, answered, or all sent."""

_OUT_OF = {
    "decided": (ACCEPTED, DECLINED, EXPIRED),
    "answered": (ACCEPTED, DECLINED),
    "sent": (ACCEPTED, DECLINED, EXPIRED, SENT, WITHDRAWN),
}


class SentQuote(NamedTuple):
    """A quote of which something was sent: its state, and how many versions went out."""

    state: str
    rounds: int = 1


class Round(NamedTuple):
    """What became of the quotes of which so many versions went out; the rest adds up to reached.

    A quote that was accepted counts in its last round, whichever version the customer chose.
    """

    round: int
    reached: int
    accepted: int
    revised: int
    declined: int
    expired: int
    open: int


def success_rate(states: Iterable[str], definition: str) -> Fraction | None:
    """Return accepted ÷ those that count by a definition of SUCCESS_DEFINITIONS, None of none.

    `states` is one of each quote, or a Counter of them.
    """
    counts = Counter(states)
    whole = sum(counts[state] for state in _OUT_OF[definition])
    return Fraction(counts[ACCEPTED], whole) if whole else None


def rounds(quotes: Iterable[SentQuote]) -> list[Round]:
    """Return a row per round, from the first; a quote withdrawn in a round is not in its row."""
    found: dict[int, Counter[str]] = {}
    for quote in quotes:
        for number in range(1, quote.rounds):
            found.setdefault(number, Counter())["revised"] += 1
        if quote.state != WITHDRAWN:
            found.setdefault(quote.rounds, Counter())[quote.state] += 1
    return [
        Round(
            round=number,
            reached=counts.total(),
            accepted=counts[ACCEPTED],
            revised=counts["revised"],
            declined=counts[DECLINED],
            expired=counts[EXPIRED],
            open=counts[SENT],
        )
        for number, counts in sorted(found.items())
    ]
