"""`salesmap customer tier`."""

from typing import Annotated

import typer

from salesmap.cli.choices import FREE_TEXT
from salesmap.cli.commands.customer._shared import CustomerRef, answer_with_customer
from salesmap.cli.completion.names import TIER
from salesmap.cli.context import get_context
from salesmap.cli.option_errors import NeedsTierError
from salesmap.cli.options import Fields, Format
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (
        _("Put a customer into tier A, with the reason"),
        _('salesmap customer tier harbor A --why "framework contract"'),
    ),
    (_("See the tier of a customer"), _("salesmap customer tier harbor")),
)


@app.command()
def tier_customer(
    ctx: typer.Context,
    customer: CustomerRef,
    tier: Annotated[
        str | None,
        typer.Argument(
            metavar="[A|B|C]",
            click_type=TIER,
            help=_('Tier: A, B or C; "" for none. Without it, the tier is shown.'),
        ),
    ] = None,
    why: Annotated[
        str | None,
        typer.Option("--why", metavar=_("TEXT"), click_type=FREE_TEXT, help=_("Reason.")),
    ] = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Set or show the tier of a customer."""
    from salesmap.actions.customer.tiers import set_tier
    from salesmap.reports.customer import customers
    from salesmap.reports.query.references import find_customer

    context = get_context(ctx)
    with context.read_connection() as connection:
        id = find_customer(connection, customer).id
        now = customers.tier_of(connection, id)
    if tier is None:
        if why is not None:
            raise NeedsTierError()
        message = _("Customer {{id}} ({{name}}): {tier}.").format(tier=_tier(now))
    else:
        done = set_tier(context.database, id, tier, why)
        if done.before == done.after:
            text = _("Nothing to change: customer {{id}} ({{name}}), {tier}.")
            message = text.format(tier=_tier(done.after))
        else:
            text = _("Customer {{id}} ({{name}}): {before} → {after}.")
            message = text.format(before=_tier(done.before), after=_tier(done.after))
    answer_with_customer(context, id, format, fields, message)


def _tier(tier: str | None) -> str:
    """Return a tier in a sentence."""
    return _("tier {tier}").format(tier=tier) if tier else _("no tier")
