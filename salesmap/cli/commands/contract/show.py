"""`salesmap contract show`."""

from typing import Annotated

import typer

from salesmap.cli.commands.contract._shared.contracts import CONTRACT_HELP
from salesmap.cli.commands.contract._shared.page import show_page
from salesmap.cli.completion.names import CONTRACT
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import show, write
from salesmap.core.i18n import _
from salesmap.render.json_text import dumps

app = typer.Typer()
EXAMPLES = (
    (_("By its id"), "salesmap contract show 1"),
    (_("By the lead, its newest contract, as JSON"), "salesmap contract show lead:5 --format json"),
)
SUPPORTS_AS_OF = True


@app.command()
def show_contract(
    ctx: typer.Context,
    contract: Annotated[
        list[str],
        typer.Argument(metavar=_("CONTRACT..."), click_type=CONTRACT, help=CONTRACT_HELP),
    ],
    version: Annotated[
        int | None,
        typer.Option("--version", min=1, metavar=_("N"), help=_("Version whose lines to show.")),
    ] = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Show contracts."""
    from salesmap.reports.contract import contracts
    from salesmap.reports.query.papers import find_paper

    context = get_context(ctx)
    today = context.clock.today()
    with context.read_connection() as connection:
        ids = [find_paper(connection, "contract", each).id for each in contract]
        details = [contracts.detail(connection, today, id, version) for id in dict.fromkeys(ids)]
    if format in (None, "table", "plain") and fields is None:
        for number, detail in enumerate(details):
            if number:
                write("")
            show_page(context, detail, format)
    elif format == "json" and fields is None:
        found = [detail.as_dict() for detail in details]
        write(dumps(found if len(contract) > 1 else found[0]))
    else:
        rows = details[0].contract
        rows = rows._replace(values=[row for each in details for row in each.contract.values])
        show(context, rows, format, fields, single=len(contract) == 1)
