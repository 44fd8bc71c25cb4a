"""`salesmap form export`."""

from pathlib import Path
from typing import Annotated

import typer

from salesmap.cli.completion.names import LEAD_NAME
from salesmap.cli.context import AppContext, get_context
from salesmap.cli.output import echo, write
from salesmap.core.i18n import _

app = typer.Typer()
SAVES_FILES = True
EXAMPLES = (
    (
        _("Save a form for a customer"),
        _("salesmap form export needs --lead harbor --html needs.html"),
    ),
    (
        _("Save it with what you have recorded"),
        _("salesmap form export needs --lead harbor --prefill --html needs.html"),
    ),
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
    prefill: Annotated[
        bool,
        typer.Option(
            "--prefill", help=_("Fill in what you have recorded, too: the customer sees it.")
        ),
    ] = False,
) -> None:
    """Write a form."""
    context = get_context(ctx)
    written = _page(context, form, lead, prefill=prefill)
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


def _page(context: AppContext, form: str, lead: str, *, prefill: bool) -> str:
    from salesmap.exchange.pages.form_page import Survey, page
    from salesmap.reports.activity.calendar_feed import database_uid
    from salesmap.reports.lead.answers import custom_values, form_named, own_answers
    from salesmap.reports.lead.form_token import form_token
    from salesmap.reports.query.references import lead_id
    from salesmap.store.map_versions import current_map
    from salesmap.store.shown import company_now

    with context.read_connection() as connection:
        read = current_map(connection)
        spec, id = form_named(read, form), lead_id(connection, lead)
        answers = (
            custom_values(connection, id) if prefill else own_answers(connection, id, spec.key)
        )
        company = company_now(connection)
        survey = Survey(
            spec,
            tuple(field for key in spec.fields if (field := read.field(key))),
            database_uid(connection),
            id,
            form_token(connection, spec.key, id),
            answers,
            company.name,
            company.email,
        )
    return page(survey, context.lang)
