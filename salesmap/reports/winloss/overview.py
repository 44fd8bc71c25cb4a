"""Reports `regions`, `owners`, `products` and `customers`: outcomes by one dimension."""

from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.reports.query.lead_drilldown import leads
from salesmap.reports.query.report import LEAD_COUNT, VALUE_SUM, WIN_RATE, Metric, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.rows import share
from salesmap.store.statements import statements

_SQL = statements(__file__)


def overview(query: ReportQuery) -> Table:
    """Return the leads created in the time by what became of them: open, won, lost, and value."""
    rows = [
        (*group, created, open_, won, lost, share(won, won + lost), value_open, value_won)
        for *group, created, open_, won, lost, value_open, value_won in query.rows(_SQL["overview"])
    ]
    metrics = columns(
        "leads:int open:int won:int lost:int rate:ratio::win_rate value_open:money value_won:money"
    )
    return Table((*query.dimensions, *metrics), rows)


METRICS = (
    Metric(
        "leads",
        N_("leads created in the period; discarded leads do not count"),
        LEAD_COUNT,
        leads(),
    ),
    Metric("open", N_("open now"), LEAD_COUNT, leads("open")),
    Metric("won", N_("won so far"), LEAD_COUNT, leads("won")),
    Metric("lost", N_("lost so far"), LEAD_COUNT, leads("lost")),
    Metric(
        "rate",
        N_("won ÷ (won + lost), of leads created in the period"),
        WIN_RATE,
        leads("won", "lost"),
    ),
    Metric("value_open", N_("value of the leads open now"), VALUE_SUM, leads("open")),
    Metric("value_won", N_("value of the leads won so far"), VALUE_SUM, leads("won")),
)


def _by(dimension: str, name: str, help: str) -> Report:
    return Report(name, help, overview, METRICS, by=(dimension,))


REGIONS = _by("region", "regions", N_("Regions: open, won and lost leads by region."))
OWNERS = _by("owner", "owners", N_("Owners: open, won and lost leads by owner."))
PRODUCTS = _by("product", "products", N_("Products: open, won and lost leads by product."))
CUSTOMERS = _by("customer", "customers", N_("Customers: open, won and lost leads by customer."))
