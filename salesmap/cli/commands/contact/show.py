"""`salesmap contact show`."""

import typer

from salesmap.cli.commands.contact._options import ContactRef
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import show, usual_format, write
from salesmap.cli.record_page import write_fact, write_facts, write_section
from salesmap.core.i18n import _, label

app = typer.Typer()
EXAMPLES = (
    (_("By its number"), "salesmap contact show 1"),
    (_("By the number, as JSON"), "salesmap contact show 1 --format json"),
)
SUPPORTS_AS_OF = True


@app.command()
def show_contact(
    ctx: typer.Context, contact: ContactRef, format: Format = None, fields: Fields = None
) -> None:
    """Show a contact."""
    from salesmap.render.json_text import dumps
    from salesmap.render.sanitize import clean
    from salesmap.reports.customer.contacts import detail
    from salesmap.reports.query.references import find_contact

    context = get_context(ctx)
    with context.read_connection() as connection:
        found = detail(connection, find_contact(connection, contact).id, context.lang)
    if format == "json" and fields is None:
        write(dumps(found.as_dict()))
    elif format not in (None, "table", "plain") or fields is not None:
        show(context, found.contact, format, fields, single=True)
    else:
        format = format or usual_format()
        write_facts(context, found.contact, format, ("fields",))
        for name, text in found.other_fields().items():
            write_fact(clean(_heading(name)), clean(text), format)
        write_section(context, _("Leads"), found.leads, format)


def _heading(name: str) -> str:
    """Return the heading of another field: `phone 2` has that of a phone before its number."""
    from salesmap.domain.customer.numbers import NUMBERS

    kind, space, rest = name.partition(" ")
    return f"{label(kind)} {rest}" if kind in NUMBERS and space else name
