"""`salesmap rating form`."""

from pathlib import Path
from typing import Annotated

import typer

from salesmap.cli.commands.contract._shared.contracts import CONTRACT_HELP
from salesmap.cli.commands.rating._shared import RatedRef, rated_customer
from salesmap.cli.completion.names import CONTACT, CONTRACT
from salesmap.cli.context import AppContext, get_context
from salesmap.cli.output import echo, write
from salesmap.core.i18n import _

app = typer.Typer()
SAVES_FILES = True
EXAMPLES = (
    (_("Ask a customer to rate you"), "salesmap rating form 1 --html rating.html"),
    (_("In Chinese"), "salesmap --lang zh rating form 1 --html rating.html"),
)


@app.command()
def rating_form(
    ctx: typer.Context,
    customer: RatedRef,
    html: Annotated[
        Path | None,
        typer.Option(metavar=_("FILE"), help=_("Output file; standard output by default.")),
    ] = None,
    ticket: Annotated[
        str | None, typer.Option(metavar=_("TICKET"), help=_("Ticket to be rated."))
    ] = None,
    contract: Annotated[
        str | None, typer.Option(metavar=_("CONTRACT"), click_type=CONTRACT, help=CONTRACT_HELP)
    ] = None,
    contact: Annotated[
        str | None,
        typer.Option(metavar=_("CONTACT"), click_type=CONTACT, help=_("Who is asked.")),
    ] = None,
) -> None:
    """Write a rating page."""
    context = get_context(ctx)
    written = _page(context, customer, ticket, contract, contact)
    if html is None:
        write(written.rstrip("\n"))
        return
    from salesmap.core.files import replacing

    with replacing(html) as file:
        file.write(written)
    echo(
        _(
            "Saved {path}: send it to the customer, then import the answer with 'salesmap "
            "rating import'."
        ).format(path=html)
    )


def _page(
    context: AppContext,
    customer: str,
    ticket: str | None,
    contract: str | None,
    contact: str | None,
) -> str:
    from salesmap.core.clock import instant
    from salesmap.exchange.pages.rating_page import FORM, Request, rating_page, subject
    from salesmap.reports.activity.calendar_feed import database_uid
    from salesmap.reports.lead.form_token import form_token
    from salesmap.reports.query.papers import find_paper
    from salesmap.reports.service.rated import check_customer
    from salesmap.reports.service.reference import contact_at
    from salesmap.store.shown import company_now

    with context.read_connection() as connection:
        found, ticket_id = rated_customer(connection, customer, ticket)
        paper = find_paper(connection, "contract", contract) if contract is not None else None
        contact_id = contact_at(connection, found.id, contact) if contact is not None else None
        ids = (
            found.id,
            ticket_id,
            paper.id if paper else None,
            contact_id,
        )
        what = check_customer(connection, found, ids[1:])
        company, issued = company_now(connection), instant(context.clock.now())
        request = Request(
            ids,
            what,
            found.name,
            issued,
            database_uid(connection),
            form_token(connection, FORM, subject(ids, issued)),
            company.name,
            company.email,
        )
    return rating_page(request, context.lang)
