"""A text in the person's own editor."""

import click

from salesmap.cli.errors import NoEditorError


def edited(text: str, extension: str) -> str | None:
    """The text as it was left in the editor; None when it was not saved. Raises UsageError when there is no editor."""
    try:
        return click.edit(text, extension=extension)
    except click.ClickException as error:
        raise NoEditorError(reason=error.format_message()) from None
