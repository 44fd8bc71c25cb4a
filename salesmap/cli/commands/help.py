"""`salesmap help`."""

from collections.abc import Iterable
from typing import Annotated, Any

import click
import typer

from salesmap.cli.completion.names import TOPIC
from salesmap.cli.context import get_context
from salesmap.cli.guide import NoSchemaError, TopicNotFoundError, page_of_topic, page_titled, pages
from salesmap.cli.option_errors import ConflictingOptionsError
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import echo_page, notify, show, write
from salesmap.core.i18n import _
from salesmap.core.table import Table, columns

_COLUMNS = columns("topic title:text::page_title purpose")

app = typer.Typer()
PAGED = True
EXAMPLES = (
    (_("List the pages of the guide"), "salesmap help"),
    (_("Read how to import leads"), _("salesmap help import")),
    (_("See the options of a command"), "salesmap help lead add"),
    (_("Read the JSON Schema of what a command writes"), "salesmap help json lead list"),
)


@app.command()
def help_(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar=_("[TOPIC]"), click_type=TOPIC, help=_("Topic, its title, or a command.")
        ),
    ] = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Show a page of the guide."""
    context = get_context(ctx)
    if not words:
        rows = [(page.topic, page.title, page.purpose) for page in pages(context.lang)]
        show(context, Table(_COLUMNS, rows), format, fields)
        notify(_("Read one with 'salesmap help TOPIC'."))
        return
    if words[0] == "json":
        if format not in (None, "json") or fields:
            raise ConflictingOptionsError(option=_("[TOPIC]"), others=["--format", "--fields"])
        _show_schemas(" ".join(words[1:]))
        return
    name = " ".join(words)
    page = page_of_topic(name, context.lang)
    command = None if page else _command_context(ctx.find_root(), words)
    page = page or (None if command else page_titled(name, context.lang))
    if (page or command) and (format or fields):
        raise ConflictingOptionsError(option=_("[TOPIC]"), others=["--format", "--fields"])
    if command is not None:
        if text := command.command.get_help(command):  # on a terminal, it is printed already
            write(text)
        return
    if page is None:
        raise _not_found(ctx.find_root(), name, context.lang)
    echo_page(context, page.text().rstrip("\n"), None)


def _show_schemas(command: str) -> None:
    """Print the JSON Schema of what a command writes, or those of all."""
    from salesmap.cli.json_schema import schema_of, schemas, shapes
    from salesmap.render.json_text import dumps

    if not command:
        write(dumps(schemas()))
        notify(_("Of one command: 'salesmap help json lead list'."))
        return
    schema = schema_of(command)
    if schema is None:
        raise NoSchemaError(command, _near(command, shapes()))
    write(dumps(schema))


def _near(command: str, names: Iterable[str]) -> list[str]:
    """Return the commands of a noun, or the one that is spelled alike."""
    from difflib import get_close_matches

    of_noun = [name for name in names if name.startswith(f"{command} ")]
    return of_noun or get_close_matches(command, names, 1, 0.75)


def _command_context(root: click.Context, words: list[str]) -> click.Context | None:
    """Return a context of the command that these words name."""
    found = root
    for word in words:
        group: Any = found.command
        command = group.get_command(found, word) if isinstance(group, click.Group) else None
        if command is None:
            return None
        found = click.Context(command, info_name=word, parent=found)
    return found


def _not_found(root: click.Context, name: str, lang: str) -> TopicNotFoundError:
    from difflib import get_close_matches

    topics = [page.topic for page in pages(lang)]
    commands = root.command.list_commands(root) if isinstance(root.command, click.Group) else []
    return TopicNotFoundError(name, get_close_matches(name, [*topics, *commands], 1, 0.5))
