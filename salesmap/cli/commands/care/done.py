"""`salesmap care done`."""

from typing import Annotated

import typer

from salesmap.cli.choices import FREE_TEXT
from salesmap.cli.commands.customer._shared import CustomerRef, answer_with_customer
from salesmap.cli.commands.rating._shared import tell_rated
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, Note
from salesmap.cli.output import notify
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("You called a customer"), _('salesmap care done harbor --note "runs well"')),
    (
        _("A visit yesterday, very satisfied"),
        "salesmap care done 1 --kind visit --satisfaction 5 --at yesterday",
    ),
)


@app.command()
def care_done(
    ctx: typer.Context,
    customer: CustomerRef,
    satisfaction: Annotated[
        str | None,
        typer.Option(metavar=_("SCORE"), help=_("How satisfied the customer is: 1 to 5.")),
    ] = None,
    note: Note = None,
    kind: Annotated[
        str | None,
        typer.Option(metavar=_("TYPE"), click_type=FREE_TEXT, help=_("Type of contact.")),
    ] = None,
    at: Annotated[
        str | None, typer.Option(metavar=_("WHEN"), help=_("When it was; now unless said."))
    ] = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Record that a customer was cared for; its next care counts from here."""
    from salesmap.actions.customer.care import CareWish
    from salesmap.actions.customer.care import care_done as record
    from salesmap.core.dates import parse_moment
    from salesmap.domain.service.rating import CSAT, read_score
    from salesmap.reports.customer.care import next_care
    from salesmap.reports.query.references import find_customer

    context = get_context(ctx)
    score = read_score(satisfaction, CSAT) if satisfaction is not None else None
    moment = parse_moment(at, context.clock) if at is not None else context.clock.now()
    with context.read_connection() as connection:
        found = find_customer(connection, customer)
        due_on = next_care(connection, context.clock, found.id)
    wish = CareWish(found.id, moment, kind, note, score, due_on)
    done = record(context.database, wish, context.lang)
    message = _("Cared for customer {id} ({name}).")
    answer_with_customer(context, found.id, format, fields, message)
    with context.read_connection() as connection:
        if following := next_care(connection, context.clock, found.id):
            notify(_("Next care: {day}").format(day=following))
    if done.rated:
        tell_rated(done.rated, found.name)
