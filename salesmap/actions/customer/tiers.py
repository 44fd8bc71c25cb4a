"""Tiers of customers, set by hand."""

from typing import NamedTuple

from salesmap.actions.database.create import transaction
from salesmap.core.folding import fold
from salesmap.domain.errors import UnknownTierError
from salesmap.domain.records import Customer
from salesmap.domain.vocabulary import TIER_SET, TIERS
from salesmap.store.database import Database


class TierChange(NamedTuple):
    """The tier of a customer before and after."""

    before: str | None
    after: str | None


def set_tier(database: Database, customer_id: int, text: str, why: str | None) -> TierChange:
    """Put a customer into a tier; an empty text takes it out. Raises UnknownTierError.

    The history has the reason.
    """
    tier = tier_named(text)
    with transaction(database) as change:
        customer = change.existing(Customer, customer_id)
        before = customer.tier
        if tier != before:
            customer.tier = tier
            customer.version += 1
        reason = f" ({why})" if why else ""
        change.describe(TIER_SET, f"{customer.name}: {before or '–'} → {tier or '–'}{reason}")
        return TierChange(before, tier)


def tier_named(text: str) -> str | None:
    """Return the tier that a text means, None for an empty one. Raises UnknownTierError."""
    if not text.strip():
        return None
    tier = next((each for each in TIERS if fold(each) == fold(text)), None)
    if tier is None:
        raise UnknownTierError(text, TIERS)
    return tier
