"""A password on the command line: other users of the computer can read it there."""

import os
import re
import sys
from collections.abc import Sequence

_ADDRESS = re.compile(r"(?P<head>postgres(?:ql)?://[^/?#@:]*):(?P<password>[^@]*)(?P<rest>@.*)")


def hide_password(arguments: Sequence[str]) -> None:
    """Start the command anew without the password of a server in its arguments, if one is there.

    libpq reads it from the environment, which belongs to the user alone.
    """
    from urllib.parse import unquote

    found = [match for match in map(_address, arguments) if match]
    if not found or "PGPASSWORD" in os.environ:
        return
    password = found[0]["password"]
    shown = [_without(argument, password) for argument in arguments]
    before = sys.orig_argv[: len(sys.orig_argv) - len(arguments)]
    environment = {**os.environ, "PGPASSWORD": unquote(password)}
    os.execve(sys.executable, [*before, *shown], environment)


def _address(argument: str) -> "re.Match[str] | None":
    return _ADDRESS.search(argument)


def _without(argument: str, password: str) -> str:
    match = _address(argument)
    if match is None or match["password"] != password:
        return argument
    return argument[: match.start()] + match["head"] + match["rest"]
