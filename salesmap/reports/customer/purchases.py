"""Purchases by customer, for the reports that count customers."""

from salesmap.core.i18n import N_, ngettext
from salesmap.reports.query.report_query import ReportQuery
from salesmap.store.statements import statements

_SQL = statements(__file__)
_CURRENCY = "currency"
CUSTOMER_COUNT = N_("number of customers = {leads_behind}")
"""The formula of a figure that counts customers."""


def with_purchases(statement: str, query: ReportQuery, *, by_last: bool = False) -> str:
    """Return a statement with {buyers}, {lead} and {is_purchase} filled in.

    {lead} joins `lead l`, only where the query has dimensions: the customer is in the groups of its
    first purchase, or of its last one.
    """
    by_currency = _CURRENCY in query.by
    return (
        statement.replace("{buyers}", _SQL["buyers"])
        .replace("{lead}", _SQL["lead"] if query.by else "")
        .replace("{same_currency}", " AND l.currency = b.currency" if by_currency else "")
        .replace("{currency}", ", l.currency" if by_currency else "")
        .replace("{direction}", " DESC" if by_last else "")
        .replace("{is_purchase}", _SQL["is_purchase"])
    )


def left_out(query: ReportQuery) -> list[str]:
    """Return sentences on the won leads that count as no purchase, at any time."""
    sql = _SQL["left_out"]
    ((undated, nobody),) = query.at_any_time()._replace(by=()).rows(sql, "closed_on")
    notes = []
    if undated:
        text = ngettext(
            "{count} won lead without a close date is left out.",
            "{count} won leads without a close date are left out.",
            undated,
        )
        notes.append(text.format(count=undated))
    if nobody:
        text = ngettext(
            "{count} won lead without a customer is left out.",
            "{count} won leads without a customer are left out.",
            nobody,
        )
        notes.append(text.format(count=nobody))
    return notes
