"""`salesmap history`."""

from typing import Annotated

import typer

from salesmap.cli.completion.names import LEAD_NAME
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, Limit
from salesmap.cli.output import notify, notify_cut, row_limit, show
from salesmap.cli.references import named_record
from salesmap.core.i18n import _

app = typer.Typer()
EXAMPLES = (
    (_("See the last changes"), "salesmap history --limit 20"),
    (_("See the changes to a lead"), _("salesmap history harbor")),
    (_("See the changes to a quote"), "salesmap history quote:1"),
    (_("See your own changes"), "salesmap history --mine"),
)
SUPPORTS_AS_OF = True


@app.command()
def history(
    ctx: typer.Context,
    reference: Annotated[
        str | None,
        typer.Argument(
            metavar=_("[REF]"),
            click_type=LEAD_NAME,
            help=_("Only changes to this lead, or this quote, contract or ticket by its number."),
        ),
    ] = None,
    mine: Annotated[bool, typer.Option("--mine", help=_("Only your own changes."))] = False,
    actor: Annotated[
        str | None, typer.Option(metavar=_("NAME"), help=_("Only changes by this user."))
    ] = None,
    limit: Limit = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """List changes."""
    from salesmap.reports.data.history import actors, history, total
    from salesmap.store.journal.stubs import reaches_back_to

    context = get_context(ctx)
    most = row_limit(context, limit, format)
    who = context.database.user if mine or actor == "me" else actor
    with context.read_connection() as connection:
        record = named_record(connection, reference) if reference is not None else None
        rows = history(connection, most, record, who)
        everything = total(connection, who) if record is None else len(rows.values)
        known = [] if everything or who is None else actors(connection)
        trim = reaches_back_to(connection)
    if known:
        message = _("No changes by {name!r}. Known: {known}.")
        notify(message.format(name=who, known=_(", ").join(known)))
    show(context, rows, format, fields)
    if trim:
        notify(_("The history reaches back to {day} only: it was trimmed.").format(day=trim.day))
    if most:
        notify_cut(len(rows.values), everything)
