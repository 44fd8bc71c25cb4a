"""`salesmap segment lead`."""

import json
from typing import TYPE_CHECKING, Annotated

import typer

from salesmap.cli.commands.lead._shared.options import Currency, Tag, Value, read_amount
from salesmap.cli.commands.segment._shared import Chosen, SegmentRef, Yes, chosen, preview, tell
from salesmap.cli.context import AppContext, get_context
from salesmap.cli.options import Due, Format, Next, Owner, Product, read_next_step
from salesmap.cli.output import show_result
from salesmap.core.i18n import _, ngettext
from salesmap.core.table import Table, columns

if TYPE_CHECKING:
    from salesmap.actions.marketing.segments import Added

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (
        _("A lead for each customer, with the segment as its source"),
        'salesmap segment lead best "Autumn offer" --yes',
    ),
    (
        _("With a campaign as the source"),
        'salesmap segment lead best "Service plan" --campaign autumn --yes',
    ),
)

_COLUMNS = columns("segment campaign added:int with_lead:int lead_ids:list")


@app.command()
def add_leads(
    ctx: typer.Context,
    segment: SegmentRef,
    what: Annotated[
        str, typer.Argument(metavar=_("WHAT"), help=_("Name of the leads, before the customer's."))
    ],
    campaign: Annotated[
        str | None,
        typer.Option(
            metavar=_("NAME"), help=_("Source of the leads; the segment's name by default.")
        ),
    ] = None,
    product: Product = None,
    value: Value = None,
    currency: Currency = None,
    owner: Owner = None,
    tag: Tag = None,
    next_: Next = None,
    due: Due = None,
    allow_duplicate: Annotated[
        bool,
        typer.Option("--allow-duplicate", help=_("For customers with an open lead, too.")),
    ] = False,
    yes: Yes = False,
    format: Format = None,
) -> None:
    """Add a lead for each customer of a segment."""
    from salesmap.actions.marketing.segments import LeadWish, check_name
    from salesmap.actions.marketing.segments import add_leads as add

    context = get_context(ctx)
    check_name(what)
    cents, code = read_amount(value, currency)
    found = chosen(context, segment)
    wish = LeadWish(
        what.strip(),
        (campaign or found.segment.name).strip(),
        owner,
        product,
        cents,
        code,
        tuple(tag or ()),
        read_next_step(context, next_, due),
        allow_duplicate,
    )
    _confirm(context, found, yes=yes, allow_duplicate=allow_duplicate)
    added = add(context.database, found.segment.name, found.ids, wish)
    _answer(context, found.segment.name, wish.campaign, added, format)


def _confirm(context: AppContext, found: Chosen, *, yes: bool, allow_duplicate: bool) -> None:
    """Show whom a lead is added for, and ask."""
    from salesmap.reports.marketing import segments

    with context.read_connection() as connection:
        taken: set[str] = set()
        if not allow_duplicate:
            taken = set(segments.names(connection, found.ids, "with_open_lead"))
        names = [each for each in segments.names(connection, found.ids) if each not in taken]
    if names:
        question = ngettext("Add {count:,} lead?", "Add {count:,} leads?", len(names))
        preview(question.format(count=len(names)), names, yes=yes)


def _answer(
    context: AppContext, segment: str, campaign: str, added: "Added", format: str | None
) -> None:
    """Say what was added, and who was left out."""
    count = len(added.lead_ids)
    text = ngettext(
        "Added {count:,} lead for segment {name}, source {campaign}.",
        "Added {count:,} leads for segment {name}, source {campaign}.",
        count,
    ).format(count=count, name=segment, campaign=campaign)
    ids = json.dumps(list(added.lead_ids))
    rows = Table(_COLUMNS, [(segment, campaign, count, len(added.with_lead), ids)])
    show_result(context, rows, format, None, text)
    tell(_("Left out, for they have an open lead: {names} ({count})."), added.with_lead)
