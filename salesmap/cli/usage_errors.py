"""Errors of a command line that cannot be parsed: click's exceptions as errors of ours."""

import re
from collections.abc import Sequence
from difflib import get_close_matches

import click

from salesmap.core.errors import UsageError
from salesmap.core.i18n import _, is_bound_to_english

PROGRAM = "salesmap"


class UnknownCommandError(UsageError):
    """A word is no command of its group."""

    code = "unknown_command"

    def __init__(self, name: str, close: Sequence[str], known: Sequence[str]) -> None:
        super().__init__(
            _("Unknown command {name!r}.").format(name=name),
            name=name,
            candidates=list(close),
            known=list(known),
        )


class UnknownOptionError(UsageError):
    """A command does not have this option."""

    code = "unknown_option"


class MisplacedOptionError(UsageError):
    """A global option stands behind the command."""

    code = "misplaced_option"

    def __init__(self, option: str, command: str) -> None:
        text = _(
            "{option} is a global option: put it before the command, as in {program} "
            "{option} … {command}."
        )
        super().__init__(
            text.format(option=option, program=PROGRAM, command=command.removeprefix("salesmap ")),
            option=option,
            command=command,
        )


class MissingArgumentError(UsageError):
    """A required argument was not given."""

    code = "missing_argument"


class MissingOptionError(UsageError):
    """A required option was not given."""

    code = "missing_option"


class InvalidValueError(UsageError):
    """The value of an option or an argument cannot be read."""

    code = "invalid_value"


class BadUsageError(UsageError):
    """A command line is wrong in another way."""

    code = "usage_of_command"


def usage_error(error: click.ClickException) -> UsageError:
    """Return the error of ours that says the same, with the command in its data."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else PROGRAM
    if isinstance(error, click.NoSuchOption):
        if context and error.option_name in _global_options(context):
            return MisplacedOptionError(error.option_name, command)
        return UnknownOptionError(
            _("Unknown option {option}.").format(option=error.option_name),
            option=error.option_name,
            candidates=_close(error.option_name, error.possibilities or ()),
            command=command,
        )
    if isinstance(error, click.MissingParameter) and error.param:
        is_argument = isinstance(error.param, click.Argument)
        text = _("Missing argument {name}.") if is_argument else _("Missing option {name}.")
        name = error.param.get_error_hint(context) if context else str(error.param.name)
        kind = MissingArgumentError if is_argument else MissingOptionError
        message = text.format(name=_in_quotes_of_the_language(name))
        return kind(message, name=_name_of(error.param), command=command)
    if isinstance(error, click.BadParameter) and error.param:
        choices = getattr(error.param.type, "choices", None)
        return InvalidValueError(
            _sentence(error),
            parameter=_name_of(error.param),
            known=list(choices or ()),
            command=command,
        )
    return BadUsageError(_sentence(error), command=command)


def _close(option: str, known: Sequence[str]) -> list[str]:
    """Return the option that is spelled nearly so; the dashes, which all share, do not count."""
    bare = {each.lstrip("-"): each for each in known}
    return [bare[name] for name in get_close_matches(option.lstrip("-"), bare, 1)]


def _name_of(parameter: click.Parameter) -> str:
    return max(parameter.opts, key=len) if parameter.opts else str(parameter.name)


def _sentence(error: click.ClickException) -> str:
    """Return click's message as one sentence on one line."""
    message = " ".join(error.format_message().split())
    message = message.replace("。 ", "。")  # click puts a space between two sentences
    message += "" if message.endswith((".", "?", "。", "？")) else _(".")
    return _in_quotes_of_the_language(message)


def _in_quotes_of_the_language(message: str) -> str:
    return message if is_bound_to_english() else re.sub(r"'([^']*)'", r"“\1”", message)


def _global_options(context: click.Context) -> set[str]:
    """Return the options that every command shares, which stand before it."""
    return {option for parameter in context.find_root().command.params for option in parameter.opts}
