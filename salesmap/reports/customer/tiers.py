"""Tiers as the rules of the map would have them, beside those that customers are in."""

from typing import NamedTuple

from salesmap.core.table import Table, columns
from salesmap.domain.customer.tier_change import TierChange
from salesmap.domain.map.customer_rules import TierRule
from salesmap.reports.customer.conditions import CustomerFields, customer_where
from salesmap.reports.customer.customers import ids
from salesmap.reports.query.spellings import UnknownValue
from salesmap.store.connection import Connection
from salesmap.store.map_versions import current_map
from salesmap.store.statements import statements

_SQL = statements(__file__)
_COLUMNS = columns("id:int name before:::tier_before after:::tier_after rule")


class TierPlan(NamedTuple):
    """Which customers change their tier, how many stay in one set by hand, and unknown values."""

    changes: tuple[TierChange, ...]
    by_hand: int
    unknown: tuple[UnknownValue, ...]

    @property
    def table(self) -> Table:
        """The changes as rows."""
        rows = [
            (each.customer_id, each.name, each.before, each.after, each.rule)
            for each in self.changes
        ]
        return Table(_COLUMNS, rows)

    def moves(self) -> dict[tuple[str | None, str | None], int]:
        """Return how many customers go from which tier to which, the most first."""
        counts: dict[tuple[str | None, str | None], int] = {}
        for each in self.changes:
            counts[each.before, each.after] = counts.get((each.before, each.after), 0) + 1
        return dict(sorted(counts.items(), key=lambda pair: (-pair[1], str(pair[0]))))


def rules(connection: Connection) -> tuple[TierRule, ...]:
    """Return the tiers of the map in force."""
    return current_map(connection).tiers


def plan(fields: CustomerFields, user: str) -> TierPlan:
    """Return who would change the tier: the first whose filters hold counts.

    A tier set by hand stays, and what no rule says anything of is taken out of its tier. Raises
    what `customer_where` raises.
    """
    unknown: list[UnknownValue] = []
    ruled: dict[int, str] = {}
    for rule in rules(fields.connection):
        where = customer_where(fields, rule.when, user)
        unknown += where.unknown
        for id in ids(fields, where):
            ruled.setdefault(id, rule.key)
    changes, by_hand = [], 0
    for id, name, tier, rule, version in fields.connection.execute(_SQL["customers"]):
        wanted = ruled.get(id)
        if tier is not None and rule is None:
            by_hand += wanted != tier
        elif tier != wanted:
            changes.append(TierChange(id, name, tier, wanted, wanted, version))
    return TierPlan(tuple(changes), by_hand, tuple(dict.fromkeys(unknown)))
