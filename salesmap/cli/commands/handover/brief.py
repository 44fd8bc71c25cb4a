"""`salesmap handover brief`."""

from pathlib import Path
from typing import Annotated

import typer

from salesmap.cli.commands.handover._brief import brief_of, brief_text, markdown
from salesmap.cli.completion.names import OWNER
from salesmap.cli.context import get_context
from salesmap.cli.output import echo_page, write_file
from salesmap.core.i18n import _
from salesmap.domain.vocabulary import is_me

app = typer.Typer()
SAVES_FILES = True
SUPPORTS_AS_OF = True
EXAMPLES = (
    (_("What a successor must know"), _("salesmap handover brief ann")),
    (_("As a page"), _("salesmap handover brief ann --html ann.html")),
)


@app.command()
def brief_handover(
    ctx: typer.Context,
    name: Annotated[
        str, typer.Argument(metavar=_("NAME"), click_type=OWNER, help=_("Whose work it is about."))
    ],
    html: Annotated[
        Path | None,
        typer.Option(metavar=_("FILE"), help=_("File for a web page that works offline.")),
    ] = None,
) -> None:
    """Print the brief of a handover."""
    context = get_context(ctx)
    name = context.database.user if is_me(name) else name
    topics = brief_of(context, name)
    if html is None:
        echo_page(context, markdown(context, name, topics), None)
    else:
        write_file(html, brief_text(context, name, topics, html.with_suffix(".html")))
