"""`salesmap form export`."""

from pathlib import Path
from typing import Annotated

import typer

from salesmap.cli.completion.names import LEAD_NAME
from salesmap.cli.context import get_context
from salesmap.cli.output import echo, write
from salesmap.core.i18n import _

app = typer.Typer()
SAVES_FILES = True
EXAMPLES = (
    (
        _("Save a form for a customer"),
        _("salesmap form export needs --lead harbor --html needs.html"),
    ),
    (_("See the page"), "salesmap form export needs --lead 1"),
)
SUPPORTS_AS_OF = True

Lead = Annotated[
    str,
    typer.Option(
        "--lead",
        metavar=_("LEAD"),
        click_type=LEAD_NAME,
        help=_("Lead number, start of its name, or x:EXTERNAL-ID."),
    ),
]
FormName = Annotated[str, typer.Argument(metavar=_("FORM"), help=_("Key of the form in the map."))]


@app.command()
def export_form(
    ctx: typer.Context,
    form: FormName,
    lead: Lead,
    html: Annotated[
        Path | None,
        typer.Option(metavar=_("FILE"), help=_("Output file; standard output by default.")),
    ] = None,
) -> None:
    """Write a form."""
    from salesmap.exchange.pages.form_page import Survey, page
    from salesmap.reports.activity.calendar_feed import database_uid
    from salesmap.reports.lead.answers import custom_values, form_named
    from salesmap.reports.lead.form_token import form_token
    from salesmap.reports.query.references import lead_id
    from salesmap.store.map_versions import current_map

    context = get_context(ctx)
    with context.read_connection() as connection:
        read = current_map(connection)
        spec, id = form_named(read, form), lead_id(connection, lead)
        name, answers = custom_values(connection, id)
        fields = tuple(field for key in spec.fields if (field := read.field(key)))
        uid, token = database_uid(connection), form_token(connection, spec.key, id)
        written = page(Survey(spec, fields, uid, id, token, name, answers), context.lang)
    if html is None:
        write(written.rstrip("\n"))
        return
    from salesmap.core.files import replacing

    with replacing(html) as file:
        file.write(written)
    echo(
        _(
            "Saved {path}: send it to the customer, then import the answers with 'salesmap "
            "form import'."
        ).format(path=html)
    )
