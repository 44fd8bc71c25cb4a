"""A quote on one page."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from salesmap.cli.context import AppContext
from salesmap.cli.output import usual_format
from salesmap.cli.record_page import titled_paper, write_fact, write_facts, write_section
from salesmap.core.i18n import _

if TYPE_CHECKING:
    from salesmap.reports.quote.quotes import QuoteDetail

_HIDDEN = ("lead_id", "row_version", "list_total", "version")


def war_text(signs: Sequence[str]) -> str:
    """Return the signs of a price war in words."""
    from salesmap.reports.quote.price_war import SIGNS

    return _("; ").join(_(SIGNS[sign]) for sign in signs)


def show_page(context: AppContext, detail: "QuoteDetail", format: str | None) -> None:
    """Print the facts of a quote, its lines, versions, bids and approvals."""
    format = format or usual_format()
    write_facts(context, titled_paper(detail.quote), format, hidden=_HIDDEN)
    if detail.price_war:
        write_fact(_("Price war"), war_text(detail.price_war), format)
    write_section(context, _("Lines"), detail.lines, format)
    write_section(context, _("Versions"), detail.versions, format)
    write_section(context, _("Bids"), detail.bids, format)
    write_section(context, _("Approvals"), detail.approvals, format)
