"""`salesmap db verify`."""

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import notify, show_result
from salesmap.core.i18n import _, journaled, ngettext
from salesmap.core.table import Table, columns

app = typer.Typer()
EXAMPLES = (
    (_("Prove the change history"), "salesmap db verify"),
    (_("Keep the last seal elsewhere"), "salesmap db verify --format json"),
)

_COLUMNS = columns("changes:int unsealed:int seal")


@app.command()
def verify(ctx: typer.Context, format: Format = None, fields: Fields = None) -> None:
    """Check the seals of the journal. Raises JournalAltered with the first bad change."""
    from salesmap.store.errors import JournalAltered
    from salesmap.store.journal.seals import verify as verify_journal
    from salesmap.store.journal.stubs import stubs

    context = get_context(ctx)
    with context.read_connection() as connection:
        verdict = verify_journal(connection)
        taken_out = stubs(connection)
    if verdict.bad is not None:
        raise JournalAltered(verdict.bad)
    for stub in taken_out:
        notify(
            _("Change {id} says, and everything was sealed anew: {summary}.").format(
                id=stub.change_id, summary=journaled(stub.what, stub.subject)
            )
        )
    if verdict.unsealed:
        notify(
            ngettext(
                "{count} change of another program is not sealed yet: the next command that "
                "writes seals it.",
                "{count} changes of other programs are not sealed yet: the next command that "
                "writes seals them.",
                verdict.unsealed,
            ).format(count=verdict.unsealed)
        )
    text = ngettext(
        "{count} change verified; last seal: {seal}.",
        "{count} changes verified; last seal: {seal}.",
        verdict.changes,
    )
    table = Table(_COLUMNS, [(verdict.changes, verdict.unsealed, verdict.seal)])
    message = text.format(count=verdict.changes, seal=verdict.seal or "–")
    show_result(context, table, format, fields, message)
