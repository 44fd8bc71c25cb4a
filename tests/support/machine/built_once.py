"""The commands that typer has built, kept: building them takes as long as most of them run."""

import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from typing import Any


@cache
def kept() -> dict[str, Callable[..., Any]]:
    """Return what builds commands, by its name, each with a memory of what it built.

    A command that pages its output is another one at a terminal. Help is put into words when a
    command is built: one process speaks one language.
    """
    app = import_module("salesmap.cli.app")
    lazy = import_module("salesmap.cli.command_tree.lazy")
    load = lazy._load
    built = cache(lambda module, verb, _is_at_terminal: load(module, verb))
    return {
        "salesmap.cli.app.get_command": cache(app.get_command),
        "salesmap.cli.command_tree.lazy._load": lambda module, verb: built(
            module, verb, sys.stdout.isatty()
        ),
    }


def keep() -> None:
    """Let this process keep them."""
    for name, function in kept().items():
        module, _dot, attribute = name.rpartition(".")
        setattr(import_module(module), attribute, function)
