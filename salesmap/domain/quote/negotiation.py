"""Bargaining: what was given away from version to version, and when it became a price war."""

from collections.abc import Iterable, Sequence
from datetime import timedelta
from fractions import Fraction
from itertools import pairwise

from salesmap.core.clock import from_instant
from salesmap.core.figures.rounding import MILLION
from salesmap.domain.quote.totals import PricedLine, QuoteTotals
from salesmap.domain.records import QuoteVersion

PRICE = "price"
PRICE_ONLY, NO_TAPER, GIVEN, NEAR_FLOOR = "price_only", "no_taper", "given", "near_floor"
COMPETITOR, HASTE = "competitor", "haste"
SIGNS = (PRICE_ONLY, NO_TAPER, GIVEN, NEAR_FLOOR, COMPETITOR, HASTE)
"""Two price revisions without return; no smaller step; much given; near the floor; and so on."""

ENOUGH = 2
"""How many signs make a price war; `given` and `near_floor` are one."""

_NEAR = Fraction(102, 100)


def given(first: int, now: int) -> Fraction | None:
    """Return the share of the first total sent that was given away; None where it was nothing.

    Below 0 where the total went up.
    """
    return Fraction(first - now, first) if first else None


def price_war(
    versions: Sequence[QuoteVersion],
    *,
    now: str,
    limit_ppm: int,
    near_floor: bool,
    competitor: bool,
) -> tuple[str, ...]:
    """Return the signs of SIGNS where enough of them say that a price war goes on, else nothing.

    `versions` are those sent, in order, and the draft if there is one, which counts as sent at
    `now`. `competitor`: a competitor's price is recorded.
    """
    signs = price_signs(
        versions, now=now, limit_ppm=limit_ppm, near_floor=near_floor, competitor=competitor
    )
    different = {GIVEN if sign == NEAR_FLOOR else sign for sign in signs}
    return signs if len(different) >= ENOUGH else ()


def price_signs(
    versions: Sequence[QuoteVersion],
    *,
    now: str,
    limit_ppm: int,
    near_floor: bool,
    competitor: bool,
) -> tuple[str, ...]:
    """Return the signs of a price war that are there, in the order of SIGNS."""
    away = given(versions[0].total_cents, versions[-1].total_cents)
    found = {
        PRICE_ONLY: len(versions) > 2 and all(map(_is_price_only, versions[-2:])),
        NO_TAPER: _has_no_taper(versions),
        GIVEN: away is not None and away >= Fraction(limit_ppm, MILLION),
        NEAR_FLOOR: near_floor,
        COMPETITOR: competitor,
        HASTE: len(versions) > 1
        and _time_between(versions[-2], versions[-1], now) < timedelta(days=1),
    }
    return tuple(sign for sign in SIGNS if found[sign])


def concessions(versions: Sequence[QuoteVersion]) -> list[int]:
    """Return by how much each revision for the price alone lowered the total, if it did."""
    return [
        before.total_cents - after.total_cents
        for before, after in pairwise(versions)
        if after.why == PRICE and after.total_cents < before.total_cents
    ]


def is_near_floor(lines: Iterable[PricedLine], totals: QuoteTotals) -> bool:
    """Return whether a line that counts is sold within 2 % of its floor, or below it."""
    return any(
        line.floor is not None and figures.counts and figures.effective_price <= line.floor * _NEAR
        for line, figures in zip(lines, totals.lines, strict=True)
    )


def _is_price_only(version: QuoteVersion) -> bool:
    return version.why == PRICE and not version.got


def _has_no_taper(versions: Sequence[QuoteVersion]) -> bool:
    """Return whether the newest version concedes, and no less than the concession before."""
    steps = concessions(versions)
    is_newest = bool(concessions(versions[-2:]))
    return is_newest and len(steps) > 1 and steps[-1] >= steps[-2]


def _time_between(before: QuoteVersion, after: QuoteVersion, now: str) -> timedelta:
    return from_instant(after.sent_at or now) - from_instant(before.sent_at or now)
