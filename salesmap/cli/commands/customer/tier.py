"""`salesmap customer tier`."""

from typing import Annotated

import typer

from salesmap.cli.choices import FREE_TEXT
from salesmap.cli.commands.customer._shared import (
    answer_with_customer,
    customer_fields,
    tell_currencies,
)
from salesmap.cli.completion.names import CUSTOMER, TIER
from salesmap.cli.context import AppContext, get_context
from salesmap.cli.filters import say_unknown
from salesmap.cli.option_errors import (
    NeedsTierError,
    NoCustomerError,
    NoTierRulesError,
    TierOfAllError,
)
from salesmap.cli.options import Fields, Format, Limit
from salesmap.cli.output import notify, show_limited
from salesmap.cli.prompts import confirm
from salesmap.core.i18n import _, ngettext

Yes = Annotated[bool, typer.Option("--yes", help=_("Do not ask."))]

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (
        _("Put a customer into tier A, with the reason"),
        _('salesmap customer tier harbor A --why "framework contract"'),
    ),
    (_("See the tier of a customer"), _("salesmap customer tier harbor")),
    (_("See what the rules of the map would change"), "salesmap customer tier --dry-run"),
    (_("Apply them to all customers"), "salesmap customer tier --apply --yes"),
)


@app.command()
def tier_customer(
    ctx: typer.Context,
    customer: Annotated[
        str | None,
        typer.Argument(
            metavar=_("[CUSTOMER]"),
            click_type=CUSTOMER,
            help=_("Customer number, or words of its name."),
        ),
    ] = None,
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
    apply: Annotated[
        bool,
        typer.Option("--apply", help=_("Put all customers into tiers by the rules of the map.")),
    ] = False,
    yes: Yes = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=_("With --apply: only show who would change."))
    ] = False,
    limit: Limit = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Set or show the tier of a customer, or apply the tiers of the map to all."""
    context = get_context(ctx)
    if apply or dry_run:
        if customer is not None:
            raise TierOfAllError()
        _apply(context, limit, format, fields, yes=yes, dry_run=dry_run)
    elif customer is None:
        raise NoCustomerError()
    else:
        _set(context, customer, tier, why, format, fields)


def _set(
    context: AppContext,
    customer: str,
    tier: str | None,
    why: str | None,
    format: str | None,
    fields: str | None,
) -> None:
    """Set or show the tier of one customer."""
    from salesmap.actions.customer.tiers import set_tier
    from salesmap.reports.customer import customers
    from salesmap.reports.query.references import find_customer

    with context.read_connection() as connection:
        id = find_customer(connection, customer).id
        now = customers.tier_of(connection, id)
    if tier is None:
        if why is not None:
            raise NeedsTierError()
        message = _("Customer {{id}} ({{name}}): {tier}.").format(tier=_tier(now))
    else:
        done = set_tier(context.database, id, tier, why)
        if done.before != done.after:
            text = _("Customer {{id}} ({{name}}): {before} → {after}.")
            message = text.format(before=_tier(done.before), after=_tier(done.after))
        elif done.was_ruled:
            text = _("Customer {{id}} ({{name}}): {tier}, from now on by hand.")
            message = text.format(tier=_tier(done.after))
        else:
            text = _("Nothing to change: customer {{id}} ({{name}}), {tier}.")
            message = text.format(tier=_tier(done.after))
    answer_with_customer(context, id, format, fields, message)


def _apply(
    context: AppContext,
    limit: int | None,
    format: str | None,
    fields: str | None,
    *,
    yes: bool,
    dry_run: bool,
) -> None:
    """Show who changes the tier by the rules of the map, and write it after a yes."""
    from salesmap.actions.customer.tiers import apply_tiers
    from salesmap.reports.customer import tiers

    with context.read_connection() as connection:
        if not tiers.rules(connection):
            raise NoTierRulesError()
        sheet = customer_fields(context, connection)
        plan = tiers.plan(sheet, context.database.user)
    say_unknown(plan.unknown)
    tell_currencies(sheet)
    show_limited(context, plan.table, limit, format, fields)
    for (before, after), count in plan.moves().items():
        text = ngettext(
            "{before} → {after}: {count} customer",
            "{before} → {after}: {count} customers",
            count,
        )
        notify(text.format(before=_tier(before), after=_tier(after), count=f"{count:,}"))
    if plan.by_hand:
        text = ngettext(
            "{count} customer stays in a tier set by hand.",
            "{count} customers stay in tiers set by hand.",
            plan.by_hand,
        )
        notify(text.format(count=plan.by_hand))
    if not plan.changes:
        notify(_("Every customer is in its tier."))
    elif dry_run:
        apply_tiers(context.database, plan.changes, dry_run=True)  # refused as the change would be
    else:
        if not yes:
            confirm(_("Apply these changes?"))
        done = apply_tiers(context.database, plan.changes)
        text = ngettext(
            "{count} customer changed its tier. To undo: 'salesmap undo'.",
            "{count} customers changed their tiers. To undo: 'salesmap undo'.",
            done,
        )
        notify(text.format(count=f"{done:,}"))


def _tier(tier: str | None) -> str:
    """Return a tier in a sentence."""
    return _("tier {tier}").format(tier=tier) if tier else _("no tier")
