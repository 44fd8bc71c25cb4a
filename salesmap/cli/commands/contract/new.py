"""`salesmap contract new`."""

from typing import Annotated

import typer

from salesmap.cli.commands.contract._shared import options
from salesmap.cli.commands.contract._shared.contracts import answer_with_contract, tell_drafted
from salesmap.cli.commands.contract._shared.signing import answer_with_signed
from salesmap.cli.completion.names import QUOTE
from salesmap.cli.context import get_context
from salesmap.cli.hints.lookup import drafting_with
from salesmap.cli.options import Fields, Format, LeadRef, Note, Owner, day
from salesmap.core.i18n import N_, _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (
        _("With a payment plan, signed today"),
        _('salesmap contract new harbor --plan "30% sign+7d, 70% 2027-01-31" --sign'),
    ),
    (_("From the accepted quote of the lead"), "salesmap contract new 1"),
)


@app.command()
def new_contract(
    ctx: typer.Context,
    lead: LeadRef,
    quote: Annotated[
        str | None,
        typer.Option(
            metavar=_("QUOTE"),
            click_type=QUOTE,
            help=_("Accepted quote to copy; without --amount, the lead's newest one."),
        ),
    ] = None,
    amount: options.Amount = None,
    starts: options.Starts = None,
    ends: options.Ends = None,
    notice: options.Notice = None,
    plan: options.Plan = None,
    owner: Owner = None,
    note: Note = None,
    external_id: options.ExternalId = None,
    sign: options.Sign = False,
    on: options.On = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Draft a contract."""
    from salesmap.actions.contract.drafting import new
    from salesmap.actions.contract.signing import sign as sign_contract
    from salesmap.actions.database.create import joined_transaction
    from salesmap.cli.commands.contract._shared.errors import NeedsOtherOptionError
    from salesmap.reports.query.papers import find_paper
    from salesmap.reports.query.references import find_lead

    context = get_context(ctx)
    if on is not None and not sign:
        raise NeedsOtherOptionError(option="--on", other="--sign")
    with context.read_connection() as connection:
        lead_id = find_lead(connection, lead).id
        quote_id = find_paper(connection, "quote", quote).id if quote else None
    wish = options.contract_wish(
        context, amount, starts, ends, notice, plan, owner, note, external_id
    )
    if not sign:
        done = new(context.database, lead_id, wish, quote_id)
        message = _("Contract {name} for {whom}: {total}.")
        answer_with_contract(context, done.contract_id, format, fields, message)
        tell_drafted(done)
        return
    signed_on = day(context, on)
    with (
        drafting_with("--sign"),
        joined_transaction(context.database, None, N_("contract signed: {}")),
    ):
        done = new(context.database, lead_id, wish, quote_id)
        signed = sign_contract(context.database, done.contract_id, signed_on)
    answer_with_signed(context, signed, format, fields)
    tell_drafted(done)
