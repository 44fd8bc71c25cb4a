"""`salesmap hook run`, for cron: hooks get what other people and programs changed, too."""

from typing import Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import notify, show_result
from salesmap.core.config import hooks_folder
from salesmap.core.i18n import _, ngettext
from salesmap.core.table import Table, columns

app = typer.Typer()
EXAMPLES = (
    (_("Give the hooks what they have not had yet"), "salesmap hook run"),
    (_("Give them all changes after change 4 once more"), "salesmap hook run --since 4"),
)

_COLUMNS = columns("delivered:int failed:int left:int")


@app.command()
def run(
    ctx: typer.Context,
    since: Annotated[
        int | None,
        typer.Option(
            min=0, metavar=_("ID"), help=_("All changes after this one, given before or not.")
        ),
    ] = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Give waiting changes to the hooks."""
    from salesmap.cli.execution.hooks import Run, give_waiting
    from salesmap.exchange.hooks.folder import hooks_in

    if not hooks_in(hooks_folder()):
        notify(_("No hooks: put executables into {folder}.").format(folder=hooks_folder()))
    context = get_context(ctx)
    done = give_waiting(context, since)
    if done is None:
        notify(_("Hooks get the changes from now on; --since 0 gives them the earlier ones."))
    done = done or Run()
    text = ngettext(
        "{count} change given to the hooks.", "{count} changes given to the hooks.", done.given
    )
    show_result(
        context, Table(_COLUMNS, [tuple(done)]), format, fields, text.format(count=done.given)
    )
    if done.left:
        text = ngettext(
            "A hook hung: {count} change waits for the next run.",
            "A hook hung: {count} changes wait for the next run.",
            done.left,
        )
        notify(text.format(count=done.left))
