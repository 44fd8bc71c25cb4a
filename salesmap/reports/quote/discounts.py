"""Report `discounts`: whether discounts buy anything: success of quotes by their discount."""

from collections.abc import Iterable
from typing import Any

from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.domain.quote.state import ACCEPTED, DECLINED, EXPIRED
from salesmap.reports.query.report import LEAD_COUNT, WIN_RATE, Metric, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.rows import share
from salesmap.reports.quote.threads import OWN_DIMENSIONS, SentThread, drilldown, given_of, grouped

BANDS = (("0", 0), ("-5", 5), ("-10", 10), ("-20", 20))
"""The bands of discounts, each with its end in per cent; what is above the last is in OVER."""

OVER = N_("over 20")
_LOST = (DECLINED, EXPIRED)
_METRICS = columns("band:word quotes:int won:int lost:int win_rate:ratio given:ratio")


def band_of(thread: SentThread) -> str:
    """Return the band of a quote: its discount off the list prices, in per cent."""
    off = 100 * (thread.list_total - thread.charged) if thread.list_total else 0
    return next((name for name, end in BANDS if off <= end * thread.list_total), OVER)


def discounts(query: ReportQuery) -> Table:
    """Return the quotes first sent in the time by their discount, the smallest first."""
    rows = []
    for group, members in grouped(query):
        names = [*(name for name, _end in BANDS), OVER]
        of_band: dict[str, list[SentThread]] = {name: [] for name in names}
        for thread in members:
            of_band[band_of(thread)].append(thread)
        rows += [(*group, name, *_figures(found)) for name, found in of_band.items() if found]
    return Table((*query.dimensions, *_METRICS), rows)


def _figures(members: Iterable[SentThread]) -> tuple[Any, ...]:
    found = list(members)
    won = sum(thread.state == ACCEPTED for thread in found)
    lost = sum(thread.state in _LOST for thread in found)
    return len(found), won, lost, share(won, won + lost), given_of(found)


def _leads(*states: str) -> Any:
    return drilldown(
        lambda thread: not states or thread.state in states, lambda thread: (band_of(thread),)
    )


REPORT = Report(
    "discounts",
    N_("Discounts: success of quotes by their discount off the list prices."),
    discounts,
    (
        Metric("quotes", N_("quotes of which the first version was sent in the period"),
               LEAD_COUNT, _leads()),
        Metric("won", N_("of these, the accepted ones"), LEAD_COUNT, _leads(ACCEPTED)),
        Metric("lost", N_("of these, those declined or expired"), LEAD_COUNT, _leads(*_LOST)),
        Metric("win_rate", N_("accepted ÷ (accepted + declined + expired)"), WIN_RATE,
               _leads(ACCEPTED, *_LOST)),
        Metric("given", N_("share of the first totals sent that was given away since"),
               N_("(Σ first total − Σ total now) ÷ Σ first total"), _leads()),
    ),
    keys=("band",),
    amounts_of="quote",
    own_dimensions=tuple(OWN_DIMENSIONS),
)  # fmt: skip
