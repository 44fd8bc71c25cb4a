"""Report `discounts`: whether discounts buy anything: success of quotes by their discount."""

from collections import Counter
from typing import Any

from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.domain.quote.state import ACCEPTED, DECLINED, EXPIRED
from salesmap.reports.query.report import LEAD_COUNT, WIN_RATE, Metric, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.rows import share
from salesmap.reports.quote.threads import OWN_DIMENSIONS, Threads, drilldown, given_of, grouped

BANDS = (("0", 0), ("-5", 5), ("-10", 10), ("-20", 20))
"""The bands of discounts, each with its end in per cent; what is above the last is in OVER."""

OVER = N_("over 20")
_LOST = (DECLINED, EXPIRED)
_METRICS = columns("band:word quotes:int won:int lost:int win_rate:ratio given:ratio")


def band_of(list_total: int, charged: int) -> str:
    """Return the band of a quote: its discount off the list prices, in per cent."""
    off = 100 * (list_total - charged) if list_total else 0
    for name, end in BANDS:
        if off <= end * list_total:
            return name
    return OVER


def discounts(query: ReportQuery) -> Table:
    """Return the quotes first sent in the time by their discount, the smallest first."""
    rows = []
    for group, members in grouped(query):
        names = [*(name for name, _end in BANDS), OVER]
        of_band: dict[str, list[tuple[Any, ...]]] = {name: [] for name in names}
        bands = map(band_of, members.columns["list_total"], members.columns["charged"])
        for band, row in zip(bands, members.rows, strict=True):
            of_band[band].append(row)
        rows += [
            (*group, name, *_figures(Threads(found, members.keys)))
            for name, found in of_band.items()
            if found
        ]
    return Table((*query.dimensions, *_METRICS), rows)


def _figures(members: Threads) -> tuple[Any, ...]:
    states = Counter(members.columns["state"])
    won, lost = states[ACCEPTED], sum(states[state] for state in _LOST)
    return len(members), won, lost, share(won, won + lost), given_of(members)


def _leads(*states: str) -> Any:
    return drilldown(
        lambda thread: not states or thread.state in states,
        lambda thread: (band_of(thread.list_total, thread.charged),),
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
