"""Report `negotiation`: rounds, concessions, what was got for them, and bids."""

from collections import Counter
from statistics import median
from typing import Any

from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.domain.quote.state import ACCEPTED, DECLINED, EXPIRED
from salesmap.reports.query.report import LEAD_COUNT, Metric, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.rows import share
from salesmap.reports.quote.threads import OWN_DIMENSIONS, Threads, drilldown, given_of, grouped
from salesmap.store.statements import statements

_SQL = statements(__file__)
_LOST = (DECLINED, EXPIRED)
_METRICS = columns(
    "quotes:int revised:int rounds_median:number revisions:int price_only:int "
    "price_only_share:ratio with_return:int bids:int given:ratio won:int lost:int win_rate:ratio"
)


def negotiation(query: ReportQuery) -> Table:
    """Return how the quotes first sent in the time were bargained for.

    By `competitor` the quotes in which that one's price was noted, with the success against it.
    """
    revisions = {
        quote: rest for quote, *rest in query.connection.execute(_SQL["revisions"]).fetchall()
    }
    bids = dict(query.connection.execute(_SQL["bids"]).fetchall())
    rows = [(*group, *_figures(members, revisions, bids)) for group, members in grouped(query)]
    return Table((*query.dimensions, *_METRICS), rows)


def _figures(
    members: Threads, revisions: dict[int, list[int]], bids: dict[int, int]
) -> tuple[Any, ...]:
    quotes, rounds = members.columns["quote_id"], members.columns["rounds"]
    made = [revisions[quote] for quote in quotes if quote in revisions]
    total, price_only, with_return = (sum(each[place] for each in made) for place in range(3))
    states = Counter(members.columns["state"])
    won, lost = states[ACCEPTED], sum(states[state] for state in _LOST)
    return (
        len(members),
        sum(each > 1 for each in rounds),
        float(median(rounds)) if members else None,
        total,
        price_only,
        share(price_only, total),
        with_return,
        sum(bids.get(quote, 0) for quote in quotes) if bids else 0,
        given_of(members),
        won,
        lost,
        share(won, won + lost),
    )


_ALL = drilldown(lambda _thread: True)
_REVISED = drilldown(lambda thread: thread.rounds > 1)
_WON = drilldown(lambda thread: thread.state == ACCEPTED)
_LOST_LEADS = drilldown(lambda thread: thread.state in _LOST)
_CLOSED = drilldown(lambda thread: thread.state in (ACCEPTED, *_LOST))

REPORT = Report(
    "negotiation",
    N_("Negotiation: rounds, concessions and what was got for them, bids, competitors."),
    negotiation,
    (
        Metric("quotes", N_("quotes of which the first version was sent in the period"),
               LEAD_COUNT, _ALL),
        Metric("revised", N_("of these, those with a second version"), LEAD_COUNT, _REVISED),
        Metric("rounds_median", N_("median number of versions sent"),
               N_("median (n = {leads_behind})"), _ALL),
        Metric("revisions", N_("versions sent after the first"), "{revisions}", _REVISED),
        Metric("price_only", N_("revisions for the price with nothing got for it"),
               "{price_only}", _REVISED),
        Metric("price_only_share", N_("revisions for the price with nothing got ÷ all revisions"),
               "{price_only} ÷ {revisions}", _REVISED),
        Metric("with_return", N_("revisions for which something was got"), "{with_return}",
               _REVISED),
        Metric("bids", N_("bids that were noted"), "{bids}", _ALL),
        Metric("given", N_("share of the first totals sent that was given away since"),
               N_("(Σ first total − Σ total now) ÷ Σ first total"), _ALL),
        Metric("won", N_("of these, the accepted ones"), LEAD_COUNT, _WON),
        Metric("lost", N_("of these, those declined or expired"), LEAD_COUNT, _LOST_LEADS),
        Metric("win_rate", N_("accepted ÷ (accepted + declined + expired)"),
               "{won} ÷ ({won} + {lost})", _CLOSED),
    ),
    amounts_of="quote",
    own_dimensions=tuple(OWN_DIMENSIONS),
)  # fmt: skip
