"""A contract on one page."""

from typing import TYPE_CHECKING

from salesmap.cli.context import AppContext
from salesmap.cli.output import usual_format
from salesmap.cli.record_page import titled_paper, write_facts, write_section
from salesmap.core.i18n import _

if TYPE_CHECKING:
    from salesmap.reports.contract.contracts import ContractDetail

_HIDDEN = ("lead_id", "row_version")


def show_page(context: AppContext, detail: "ContractDetail", format: str | None) -> None:
    """Print the facts of a contract, and all that hangs on it."""
    format = format or usual_format()
    write_facts(context, titled_paper(detail.contract), format, hidden=_HIDDEN)
    sections = (
        (_("Payment plan"), detail.plan),
        (_("Milestones"), detail.milestones),
        (_("Payments"), detail.payments),
        (_("Invoices"), detail.invoices),
        (_("Lines"), detail.lines),
        (_("Versions"), detail.versions),
        (_("Approvals"), detail.approvals),
        (_("Files"), detail.files),
    )
    for title, rows in sections:
        write_section(context, title, rows, format)
