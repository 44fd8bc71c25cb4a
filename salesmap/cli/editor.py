"""Texts edited in the user's editor."""

import click

from salesmap.cli.errors import NoEditorError


def edited(text: str, extension: str) -> str | None:
    """Return the text as the editor left it, None if it was not saved. Raises NoEditorError."""
    try:
        return click.edit(text, extension=extension)
    except click.ClickException as error:
        raise NoEditorError(reason=error.format_message()) from None
