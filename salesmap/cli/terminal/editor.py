"""Texts edited in the user's editor."""

import os
import tempfile
from pathlib import Path

import click

from salesmap.cli.errors import EditedTextKeptError, NoEditorError
from salesmap.core.i18n import _


def edited(text: str, extension: str) -> str | None:
    """Return the text as the editor left it, None if it was not changed.

    Raises NoEditorError, and EditedTextKeptError for a text that is not UTF-8: its file stays.
    """
    descriptor, name = tempfile.mkstemp(prefix="salesmap-", suffix=extension)
    path = Path(name)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    try:
        click.edit(filename=name, extension=extension)
        left = path.read_bytes()
    except click.ClickException as error:
        path.unlink(missing_ok=True)
        raise NoEditorError(reason=error.format_message()) from None
    try:
        changed = left.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        raise EditedTextKeptError(path=name, reason=_("it is not UTF-8")) from None
    path.unlink(missing_ok=True)
    return changed if changed != text else None
