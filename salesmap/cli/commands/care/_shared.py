"""What the commands on care share."""

from typing import TYPE_CHECKING

from salesmap.cli.commands.customer._shared import wanted_customers
from salesmap.cli.context import AppContext
from salesmap.cli.filters import LeadFilters, say_unknown

if TYPE_CHECKING:
    from salesmap.reports.customer.clock_query import Among
    from salesmap.reports.customer.conditions import CustomerFields


def among_wanted(context: AppContext, sheet: "CustomerFields", filters: LeadFilters) -> "Among":
    """Return the customers that pass the filters, as those to look at; name unknown values."""
    from salesmap.reports.customer.clock_query import EVERYBODY, Among

    where = wanted_customers(context, sheet, filters)
    say_unknown(where.unknown)
    if filters.are_empty():
        return EVERYBODY
    owners = filters.values.get("owner", ())
    if all(owners) and filters._replace(values={**filters.values, "owner": ()}).are_empty():
        scope = filters.scope(context, sheet.connection, but_owner=True)
        return Among(owners=scope.owners)  # which the clocks know by themselves
    return Among(f" AND {where.sql}", where.joins, where.parameters)
