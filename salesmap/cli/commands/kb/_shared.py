"""What the commands on the knowledge base share."""

import sys
from pathlib import Path
from typing import Annotated

import typer

from salesmap.cli.completion.names import STAGE
from salesmap.cli.context import AppContext
from salesmap.cli.errors import UnreadableFileError
from salesmap.cli.option_errors import NoNoteTextError
from salesmap.cli.output import show_result
from salesmap.core.config import is_terminal
from salesmap.core.i18n import _, reason

NoteId = Annotated[int, typer.Argument(metavar=_("ID"), help=_("Note number."))]
Stage = Annotated[
    str | None, typer.Option(metavar=_("STAGE"), click_type=STAGE, help=_("Stage of the note."))
]
Problem = Annotated[
    str | None,
    typer.Option(metavar=_("PROBLEM"), help=_("Problem in the map: its key, or STAGE.PROBLEM.")),
]
Text = Annotated[str | None, typer.Option(metavar=_("TEXT"), help=_("Text in Markdown."))]
TextFile = Annotated[
    Path | None,
    typer.Option("--file", metavar=_("FILE"), help=_("File with the text; - for standard input.")),
]


def stage_key(context: AppContext, name: str | None) -> str | None:
    """Return the key of the stage that is named; an empty name stays empty."""
    if not name:
        return name
    from salesmap.reports.map.stages import stage_named
    from salesmap.store.map_versions import current_map

    with context.read_connection() as connection:
        return stage_named(current_map(connection), name).key


def read_text(text: str | None, file: Path | None, before: str) -> str:
    """Return the text given by option, file or editor. Raises UsageError."""
    if text is not None:
        return text
    try:
        if file is not None:
            return sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UnreadableFileError(path=str(file), reason=reason(error)) from None
    if not is_terminal(sys.stdin):
        raise NoNoteTextError()
    from salesmap.cli.terminal.editor import edited

    left = edited(before, ".md")
    return left if left is not None else before


def answer_with_note(
    context: AppContext, id: int, format: str | None, fields: str | None, message: str
) -> None:
    """Print a sentence about a note, or the note in a format."""
    from salesmap.reports.map.knowledge import note

    with context.read_connection() as connection:
        rows = note(connection, id)
    show_result(context, rows, format, fields, message.format(id=id, title=rows.values[0][1]))
