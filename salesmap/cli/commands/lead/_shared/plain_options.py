"""The options of the plain fields of a lead, as `domain/fields.py` declares them."""

from collections.abc import Callable
from inspect import Parameter
from typing import Annotated, Any

import typer

from salesmap.cli.command_tree.parameters import in_place_of
from salesmap.core.i18n import _
from salesmap.core.wording.headings import figure_label
from salesmap.domain.fields import PLAIN

PlainOptions = dict[str, Any]
"""The parameter of a command for these options: what was given of each, by the field's key."""


def with_plain_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command an option for each plain field, in place of its parameter `plain`."""
    return in_place_of("plain", command, [_option(field.key) for field in PLAIN], dict)


def _option(key: str) -> Parameter:
    text = _("{heading}.").format(heading=figure_label(key))
    annotation = Annotated[str | None, typer.Option(metavar=_("TEXT"), help=text)]
    return Parameter(key, Parameter.KEYWORD_ONLY, default=None, annotation=annotation)
