"""Options that several commands share, put in place of one parameter of the command."""

import inspect
from collections.abc import Callable, Sequence
from functools import wraps
from typing import Any


def in_place_of(
    name: str,
    command: Callable[..., None],
    options: Sequence[inspect.Parameter],
    gather: Callable[[dict[str, Any]], Any],
) -> Callable[..., None]:
    """Return a command with these options in place of its parameter `name`.

    The parameter gets what `gather` makes of the values given, by the names of the options.
    """
    declared = inspect.signature(command, eval_str=True)
    names = [option.name for option in options]

    @wraps(command)
    def run(**given: Any) -> None:
        typed = {each: given.pop(each) for each in names}
        command(**given, **{name: gather(typed)})

    parameters: list[inspect.Parameter] = []
    for each in declared.parameters.values():
        by_name = each.replace(kind=inspect.Parameter.KEYWORD_ONLY)
        parameters += options if each.name == name else [by_name]
    run.__signature__ = declared.replace(parameters=parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in parameters}
    return run
