"""What a command and a group of commands are."""

from typing import NamedTuple


class Verb(NamedTuple):
    """A command: its name and its help."""

    name: str
    help: str


class Noun(NamedTuple):
    """A group of commands: its name, its help, and its verbs."""

    name: str
    help: str
    verbs: tuple[Verb, ...]
