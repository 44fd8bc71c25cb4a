"""Panels of the board on open deals: by stage, their forecast, those to close this month."""

from datetime import date

from salesmap.core.clock import Clock
from salesmap.core.i18n import _, ngettext
from salesmap.core.periods import parse_period
from salesmap.core.table import Table
from salesmap.reports.board.panels import Panel, cut_words
from salesmap.reports.forecast.forecast import (
    ENOUGH_CLOSED,
    HISTORY,
    coming_months,
    coming_quarters,
    forecast,
)
from salesmap.reports.lead import leads
from salesmap.reports.query.filters import Filters
from salesmap.reports.query.scope import LeadScope
from salesmap.store.connection import Connection

_BY_STAGE = ("label", "now", "now_value")
_CLOSING = (
    "id", "name", "customer", "stage", "value", "currency", "owner", "expected_close", "next_due",
)  # fmt: skip
_CLOSING_SHOWN = ("id", "expected_close", "name", "stage", "value", "owner")


def open_by_stage(funnel: Table, options: tuple[str, ...]) -> Panel:
    """Return the open deals of each stage, out of the funnel."""
    before_win = funnel._replace(values=funnel.values[:-1])  # the last row are the won leads
    return Panel(
        "open_by_stage",
        _("Open deals by stage"),
        before_win.select(("stage", *_BY_STAGE))._replace(default_columns=_BY_STAGE),
        "now_value",
        same=(("funnel", *options, "--explain"),),
    )


def forecast_panel(
    connection: Connection, clock: Clock, scope: LeadScope, options: tuple[str, ...]
) -> Panel:
    """Return the forecast of this month and of the rest of this quarter."""
    today = clock.today()
    spans = [*coming_months(today, 1), *coming_quarters(today, 1)]
    table = forecast(connection, clock, scope, spans)
    expected = table.names().index("expected")
    too_few = any(row[0] == HISTORY and row[expected] is None for row in table.values)
    return Panel(
        "forecast",
        _("Forecast of this month and quarter"),
        table,
        note=_("History says nothing yet: fewer than {enough} closed deals.").format(
            enough=ENOUGH_CLOSED
        )
        if too_few
        else "",
        same=(
            ("forecast", "--months", "1", *options, "--explain"),
            ("forecast", "--quarters", "1", *options, "--explain"),
        ),
    )


def closing_panel(
    connection: Connection,
    clock: Clock,
    lang: str,
    filters: Filters | None,
    options: tuple[str, ...],
    most: int,
) -> Panel:
    """Return the open deals expected to close by the end of this month, the earliest first."""
    today = clock.today()
    condition = f"expected_close<={parse_period('this-month', today).until}"
    wanted = filters or Filters(clock)
    page = leads.find(
        connection,
        wanted._replace(
            status="open" if wanted.status == "all" else wanted.status,
            filters=(*wanted.filters, condition),
            since=None,
            until=None,
        ),
        lang,
        "expected_close",
        most,
    )
    table = page.rows.select(_CLOSING)._replace(default_columns=_CLOSING_SHOWN)
    return Panel(
        "expected_close",
        _("Expected to close this month"),
        table,
        marks=_past(table, today),
        nothing=_("No open lead is expected to close this month."),
        cut=cut_words(len(page.rows.values), page.total),
        same=(("lead", "list", condition, *options, "--sort", "expected_close"),),
    )


def _past(table: Table, today: date) -> dict[str, list[str]]:
    """Return a warning for each lead whose expected close date has passed."""
    late = {
        row["id"]: (today - date.fromisoformat(row["expected_close"])).days for row in table.dicts()
    }
    return {
        f"{id}": [ngettext("{days} day overdue", "{days} days overdue", days).format(days=days)]
        for id, days in late.items()
        if days > 0
    }
