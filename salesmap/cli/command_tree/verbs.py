"""What a command and a group of commands are."""

from typing import NamedTuple


class Verb(NamedTuple):
    """A command: its name and its help.

    `folder` holds its module, where that is not beside those of its group.
    """

    name: str
    help: str
    folder: str = ""


class Noun(NamedTuple):
    """A group of commands: its name, its help, its verbs.

    `default` is the verb of a line that begins with none of them.
    """

    name: str
    help: str
    verbs: "tuple[Verb | Noun, ...]"
    default: str | None = None
