"""The filters of leads over contracts, which may hang on a customer alone."""

from typing import TYPE_CHECKING

from salesmap.cli.context import AppContext
from salesmap.cli.filters import Days, LeadFilters
from salesmap.domain.vocabulary import is_me

if TYPE_CHECKING:
    from salesmap.reports.query.scope import LeadScope
    from salesmap.store.connection import Connection


def contract_scope(
    context: AppContext, connection: "Connection", filters: LeadFilters, days: Days | None = None
) -> "LeadScope":
    """Return the contracts that pass the filters: owner and customer are the contract's own.

    Whether something is overdue is not looked at. Raises UsageError.
    """
    from salesmap.reports.contract.sources import narrowed

    user = context.database.user
    owners = [user if is_me(each) else each for each in filters.values.get("owner", ())]
    customers = filters.values.get("customer", ())
    others = filters._replace(values={**filters.values, "customer": ()}, is_overdue=False)
    scope = others.scope(context, connection, days, but_owner=True)
    if filters.since or filters.until or days:
        from salesmap.cli.options import day

        since, until = days or (day(context, filters.since), day(context, filters.until))
        scope = scope._replace(since=since, until=until)
    return narrowed(connection, scope, owners, customers)
