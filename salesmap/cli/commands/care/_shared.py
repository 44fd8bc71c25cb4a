"""What the commands on care share."""

from typing import TYPE_CHECKING

from salesmap.cli.commands.customer._shared import wanted_customers
from salesmap.cli.context import AppContext
from salesmap.cli.filters import LeadFilters, say_unknown

if TYPE_CHECKING:
    from salesmap.reports.customer.care import Among
    from salesmap.reports.customer.conditions import CustomerFields


def among_wanted(context: AppContext, sheet: "CustomerFields", filters: LeadFilters) -> "Among":
    """Return the customers that pass the filters, as those to look at; name unknown values."""
    from salesmap.reports.customer import care

    where = wanted_customers(context, sheet, filters)
    say_unknown(where.unknown)
    if filters.are_empty():
        return care.EVERYBODY
    return care.Among(f" AND {where.sql}", where.joins, where.parameters)
