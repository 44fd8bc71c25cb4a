"""What a map says about customers: the table `[rfm]`."""

from salesmap.domain.map.customer_rules import RfmRules
from salesmap.domain.map.toml_table import Table

_MOST = 10**12


def read_rfm(table: Table | None) -> RfmRules:
    """Return the bounds between scores; without the table, the usual ones."""
    usual = RfmRules()
    if table is None:
        return usual
    rules = RfmRules(
        *(
            table.bounds(key, 1 if key == "f" else 0, _MOST, getattr(usual, key))
            for key in RfmRules._fields
        )
    )
    table.finish()
    return rules
