"""A quote on one page."""

from typing import TYPE_CHECKING

from salesmap.cli.context import AppContext
from salesmap.cli.output import usual_format
from salesmap.cli.record_page import write_facts, write_section
from salesmap.core.i18n import _

if TYPE_CHECKING:
    from salesmap.reports.quote.quotes import QuoteDetail

_HIDDEN = ("lead_id", "row_version", "list_total", "version")


def show_page(context: AppContext, detail: "QuoteDetail", format: str | None) -> None:
    """Print the facts of a quote, its lines, versions, bids and approvals."""
    format = format or usual_format()
    write_facts(context, detail.quote, format, hidden=_HIDDEN)
    write_section(context, _("Lines"), detail.lines, format)
    write_section(context, _("Versions"), detail.versions, format)
    write_section(context, _("Bids"), detail.bids, format)
    write_section(context, _("Approvals"), detail.approvals, format)
