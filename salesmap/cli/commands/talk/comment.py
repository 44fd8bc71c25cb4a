"""`salesmap comment`."""

from typing import TYPE_CHECKING, Annotated

import typer

from salesmap.cli.completion.names import LEAD_NAME
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import notify, show_result
from salesmap.cli.prompts import typed_text
from salesmap.cli.references import named_record
from salesmap.core.i18n import _
from salesmap.core.table import Table, columns

if TYPE_CHECKING:
    from salesmap.actions.talk.comments import Said

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Comment on a lead"), _('salesmap comment harbor "They ask for two sites"')),
    (_("Comment on the lead of a quote"), _('salesmap comment quote:1 "Too dear?"')),
    (_("Ask a colleague"), _('salesmap comment harbor "@bo can you price this?"')),
)

_COLUMNS = columns("id:int lead_id:int text actor told:list unknown:list unseeing:list")


@app.command()
def comment(
    ctx: typer.Context,
    record: Annotated[
        str,
        typer.Argument(
            metavar=_("REF"),
            click_type=LEAD_NAME,
            help=_("Lead; or a quote, contract or ticket by its number, for its lead."),
        ),
    ],
    text: Annotated[
        str, typer.Argument(metavar=_("TEXT"), help=_("The comment; - reads standard input."))
    ],
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Comment on a lead."""
    context = get_context(ctx)
    from salesmap.actions.talk.comments import comment as write_comment
    from salesmap.reports.talk.subject import lead_of

    with context.read_connection() as connection:
        id = lead_of(connection, named_record(connection, record))
    text = typed_text(text)
    said = write_comment(context.database, id, text)
    line = _("Comment {id} on lead {lead}.").format(id=said.comment_id, lead=id)
    if said.told:
        line += _(" Told: {people}.").format(people=_(", ").join(said.told))
    show_result(context, _row(said, id, text, context.database.user), format, fields, line)
    if said.unseeing:
        text = _("Not told, because they may not see the lead: {people}.")
        notify(text.format(people=_(", ").join(said.unseeing)))
    if said.unknown:
        notify(
            _("Nobody is called {names}: not told.").format(
                names=_(", ").join(f"@{name}" for name in said.unknown)
            )
        )


def _row(said: "Said", lead_id: int, text: str, actor: str) -> Table:
    import json

    lists = (
        json.dumps(list(names), ensure_ascii=False)
        for names in (said.told, said.unknown, said.unseeing)
    )
    return Table(_COLUMNS, [(said.comment_id, lead_id, text.strip(), actor, *lists)])
