"""`salesmap rating add`."""

from typing import Annotated

import typer

from salesmap.cli.commands.contract._shared.contracts import CONTRACT_HELP, contract_of
from salesmap.cli.commands.rating._shared import (
    At,
    Comment,
    RatedRef,
    Scale,
    answer_with_rating,
    moment,
    rated_customer,
    tell_rated,
)
from salesmap.cli.completion.names import CONTACT, CONTRACT, LEAD_NAME
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.core.i18n import _
from salesmap.domain.service.rating import CSAT, read_score, scale_named

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("A customer is very satisfied"), "salesmap rating add 1 5"),
    (
        _("Would they recommend us, from 0 to 10?"),
        _('salesmap rating add 1 9 --scale nps --comment "fast delivery"'),
    ),
)


@app.command()
def add_rating(
    ctx: typer.Context,
    customer: RatedRef,
    score: Annotated[
        str,
        typer.Argument(
            metavar=_("SCORE"), help=_("1 to 5, or its words; with --scale nps 0 to 10.")
        ),
    ],
    scale: Scale = None,
    ticket: Annotated[
        str | None, typer.Option(metavar=_("TICKET"), help=_("Ticket that was rated."))
    ] = None,
    contract: Annotated[
        str | None,
        typer.Option(metavar=_("CONTRACT"), click_type=CONTRACT, help=CONTRACT_HELP),
    ] = None,
    lead: Annotated[
        str | None,
        typer.Option(metavar=_("LEAD"), click_type=LEAD_NAME, help=_("Lead that was rated.")),
    ] = None,
    contact: Annotated[
        str | None,
        typer.Option(metavar=_("CONTACT"), click_type=CONTACT, help=_("Who rated.")),
    ] = None,
    comment: Comment = None,
    at: At = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Record a rating."""
    from salesmap.actions.service.ratings import RatingWish, add
    from salesmap.cli.references import named_lead
    from salesmap.reports.service.reference import contact_at

    context = get_context(ctx)
    chosen = scale_named(scale) if scale is not None else CSAT
    value = read_score(score, chosen)
    with context.read_connection() as connection:
        found, ticket_id = rated_customer(connection, customer, ticket)
        wish = RatingWish(
            found.id,
            value,
            chosen,
            moment(context, at) or context.clock.now(),
            comment,
            ticket_id,
            lead_id=named_lead(connection, lead) if lead is not None else None,
            contact_id=contact_at(connection, found.id, contact) if contact is not None else None,
        )
    if contract is not None:
        wish = wish._replace(contract_id=contract_of(context, contract, is_named=False))
    done = add(context.database, wish, context.lang)
    message = _("Rating {id} of {customer}: {scale} {words}, {rated_on}.")
    answer_with_rating(context, done.rating_id, format, fields, message)
    tell_rated(done, found.name)
