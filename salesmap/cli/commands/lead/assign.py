"""`salesmap lead assign`."""

from typing import Annotated

import typer

from salesmap.cli.commands.lead._shared.answers import answer_with_leads, find_leads
from salesmap.cli.context import get_context
from salesmap.cli.option_errors import NoNewOwnerError
from salesmap.cli.options import Fields, Format
from salesmap.core.i18n import _, ngettext
from salesmap.domain.vocabulary import is_me

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Give a lead to a colleague"), _("salesmap lead assign harbor bo")),
    (_("Take two leads over"), "salesmap lead assign 1 2 me"),
)


@app.command()
def assign_leads(
    ctx: typer.Context,
    words: Annotated[
        list[str],
        typer.Argument(metavar=_("LEAD... OWNER"), help=_("Leads, then who they are given to.")),
    ],
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Give leads to another owner."""
    from salesmap.actions.lead.edit import LeadEdit, edit_all

    context = get_context(ctx)
    *references, owner = words
    if not references:
        raise NoNewOwnerError()
    owner = context.database.user if is_me(owner) else owner
    ids = find_leads(context, references)
    moved = edit_all(context.database, ids, LeadEdit({"owner": owner or None}))
    message = ngettext(
        "Gave lead {{names}} to {owner}.", "Gave {{count}} leads to {owner}: {{names}}.", len(ids)
    ).format(owner=owner)
    answer_with_leads(context, ids, format, fields, message, moved)
