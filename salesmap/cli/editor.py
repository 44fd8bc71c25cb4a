"""A text in the person's own editor."""

import click

from salesmap.core.errors import UsageError
from salesmap.core.i18n import _


def edited(text: str, extension: str) -> str | None:
    """The text as it was left in the editor; None when it was not saved. Raises UsageError when there is no editor."""
    try:
        return click.edit(text, extension=extension)
    except click.ClickException as error:
        raise UsageError(
            _("Cannot open the editor ({problem}): set the EDITOR variable.").format(
                problem=error.format_message()
            )
        ) from None
