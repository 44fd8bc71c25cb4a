"""Tiers of customers, set by hand or by the rules of the map."""

from collections.abc import Sequence
from typing import NamedTuple

from salesmap.actions.database.create import transaction
from salesmap.actions.database.rehearsal import rehearsable
from salesmap.core.folding import fold
from salesmap.domain.customer.tier_change import TierChange
from salesmap.domain.errors import CustomerChangedMeanwhile, UnknownTierError
from salesmap.domain.records import Customer
from salesmap.domain.vocabulary import TIER_SET, TIERS, TIERS_APPLIED
from salesmap.store.database import Database

_SET = """
UPDATE customer SET tier = ?, tier_rule = ?, version = version + 1 WHERE id = ? AND version = ?
"""


class Moved(NamedTuple):
    """The tier of a customer before and after; `was_ruled`: a rule had put it there."""

    before: str | None
    after: str | None
    was_ruled: bool = False


def set_tier(database: Database, customer_id: int, text: str, why: str | None) -> Moved:
    """Put a customer into a tier; an empty text takes it out. Raises UnknownTierError.

    The history has the reason. No rule overrides a tier set by hand.
    """
    tier = tier_named(text)
    with transaction(database) as change:
        customer = change.existing(Customer, customer_id)
        before = customer.tier
        was_ruled = customer.tier_rule is not None
        if tier != before or customer.tier_rule is not None:
            customer.tier = tier
            customer.tier_rule = None
            customer.version += 1
        reason = f" ({why})" if why else ""
        change.describe(TIER_SET, f"{customer.name}: {before or '–'} → {tier or '–'}{reason}")
        return Moved(before, tier, was_ruled)


def apply_tiers(database: Database, changes: Sequence[TierChange], *, dry_run: bool = False) -> int:
    """Put customers into the tiers that the rules of the map say, as one change; return how many.

    Raises CustomerChangedMeanwhile, and nothing is written.
    """
    with rehearsable(database, dry_run=dry_run) as change:
        current = dict(change.sql("SELECT id, version FROM customer"))
        stale = [each for each in changes if current.get(each.customer_id) != each.version]
        if stale:
            raise CustomerChangedMeanwhile(stale[0].customer_id, stale[0].name)
        change.many(
            _SET, ((each.after, each.rule, each.customer_id, each.version) for each in changes)
        )
        change.describe(TIERS_APPLIED, str(len(changes)))
    return len(changes)


def tier_named(text: str) -> str | None:
    """Return the tier that a text means, None for an empty one. Raises UnknownTierError."""
    if not text.strip():
        return None
    tier = next((each for each in TIERS if fold(each) == fold(text)), None)
    if tier is None:
        raise UnknownTierError(text, TIERS)
    return tier
