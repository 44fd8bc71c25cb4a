"""The filters of leads over contracts, which may hang on a customer alone."""

from typing import TYPE_CHECKING

from salesmap.cli.context import AppContext
from salesmap.cli.filters import Days, LeadFilters

if TYPE_CHECKING:
    from salesmap.reports.query.scope import LeadScope
    from salesmap.store.connection import Connection


def contract_scope(
    context: AppContext, connection: "Connection", filters: LeadFilters, days: Days | None = None
) -> "LeadScope":
    """Return the contracts that pass the filters, with their days or others. Raises UsageError."""
    from salesmap.reports.contract import scope

    return scope.contract_scope(connection, filters.read(context, days))
