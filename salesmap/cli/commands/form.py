"""`salesmap form …`: forms that a customer fills in."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format, LeadRef
from salesmap.cli.output import echo, notify, show, write
from salesmap.core import commit_state
from salesmap.core.errors import RuleViolation, UsageError
from salesmap.core.i18n import _, reason

app = typer.Typer()
SUPPORTS_AS_OF = ("diff", "export")

Lead = Annotated[
    str,
    typer.Option(
        "--lead",
        metavar=_("LEAD"),
        help=_("Lead number, start of its name, or x:EXTERNAL-ID."),
    ),
]
FormName = Annotated[str, typer.Argument(metavar=_("FORM"), help=_("Key of the form in the map."))]


@app.command(
    "export",
    help=_("Export a form as a web page for the customer, with the known answers filled in."),
)
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
    from salesmap.reports.activity.calendar_feed import identity
    from salesmap.reports.lead.answers import form_named, held
    from salesmap.reports.query.references import lead_id
    from salesmap.store.map_versions import asking, current_map

    context = get_context(ctx)
    with context.read_connection() as connection:
        read = current_map(asking(connection))
        spec, id = form_named(read, form), lead_id(connection, lead)
        name, answers = held(connection, id)
        fields = tuple(field for key in spec.fields if (field := read.field(key)))
        written = page(Survey(spec, fields, identity(connection), id, name, answers), context.lang)
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


@app.command(
    "import",
    help=_("Import a customer's answers as the form's next version."),
)
def import_form(
    ctx: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(
            metavar=_("FILE"), help=_("File saved by the form page; - for standard input.")
        ),
    ],
    lead: Annotated[
        str | None,
        typer.Option(
            metavar=_("LEAD"), help=_("Lead for the answers, in place of the one in the file.")
        ),
    ] = None,
) -> None:
    """Take answers in."""
    from salesmap.exchange.importers.form_answers import read_answers
    from salesmap.reports.activity.calendar_feed import identity
    from salesmap.reports.query.references import lead_id

    context = get_context(ctx)
    try:
        answers = read_answers(sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes())
    except OSError as error:
        raise UsageError(
            _("Cannot read {path}: {problem}.").format(path=file, problem=reason(error))
        ) from None
    with context.read_connection() as connection:
        id = lead_id(connection, lead) if lead is not None else answers.lead_id
        if lead is None and identity(connection) != answers.database_uid:
            raise RuleViolation(
                _(
                    "These answers belong to another database: name the lead with --lead to import "
                    "them anyway."
                )
            )
    from salesmap.actions.lead.answers import take_answers

    version = take_answers(context.database, id, answers.form, answers.fields)
    commit_state.mark_committed()
    if version is None:
        notify(_("Lead {id} already has these answers: nothing was changed.").format(id=id))
        return
    echo(
        _(
            "Imported the answers for lead {id} as version {version}: see 'salesmap form "
            "diff {id}'."
        ).format(id=id, version=version)
    )


@app.command("diff", help=_("Show how a customer's needs changed between versions."))
def diff_form(
    ctx: typer.Context,
    lead: LeadRef,
    form: Annotated[str | None, typer.Option(metavar=_("FORM"), help=_("Only this form."))] = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Show the changes."""
    from salesmap.reports.lead.answers import changes
    from salesmap.reports.query.references import lead_id
    from salesmap.store.map_versions import asking, current_map

    context = get_context(ctx)
    with context.read_connection() as connection:
        rows = changes(
            connection,
            current_map(asking(connection)),
            lead_id(connection, lead),
            context.lang,
            form,
        )
    show(context, rows, format, fields)
