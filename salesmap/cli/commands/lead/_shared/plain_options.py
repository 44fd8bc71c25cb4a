"""The options of the plain fields of a lead, as `domain/fields.py` declares them."""

from collections.abc import Callable
from functools import wraps
from inspect import Parameter, signature
from typing import Annotated, Any

import typer

from salesmap.core.headings import figure_label
from salesmap.core.i18n import _
from salesmap.domain.fields import PLAIN

PlainOptions = dict[str, Any]
"""The parameter of a command for these options: what was given of each, by the field's key."""


def with_plain_options(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command an option for each plain field, in place of its parameter `plain`."""
    declared = signature(command)
    options = {field.key: _option(field.key) for field in PLAIN}

    @wraps(command)
    def run(**values: Any) -> None:
        plain = {key: values.pop(key) for key in options}
        command(**values, plain=plain)

    parameters: list[Parameter] = []
    for parameter in declared.parameters.values():
        parameters += options.values() if parameter.name == "plain" else [parameter]
    run.__signature__ = declared.replace(parameters=parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in parameters}
    return run


def _option(key: str) -> Parameter:
    text = _("{heading}.").format(heading=figure_label(key))
    annotation = Annotated[str | None, typer.Option(metavar=_("TEXT"), help=text)]
    return Parameter(key, Parameter.POSITIONAL_OR_KEYWORD, default=None, annotation=annotation)
