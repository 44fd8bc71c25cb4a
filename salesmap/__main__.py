"""The one place where an error becomes a line and an exit code."""

import gc
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from salesmap.core import commit_state, i18n
from salesmap.core.config import hooks_folder, language
from salesmap.core.errors import ResourceError, SalesmapError, UsageError
from salesmap.core.i18n import _, reason

INTERRUPTED = 130
BROKEN_PIPE = 141

# A short command never makes so many objects: collecting garbage would only cost it time.
_OBJECTS_BEFORE_COLLECTING = 100_000

_HAS_ITS_OWN_LANGUAGE = "print"
"""A verb whose --lang is that of the paper it prints."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    gc.set_threshold(_OBJECTS_BEFORE_COLLECTING)
    if any("://" in argument and "@" in argument for argument in sys.argv):
        from salesmap.cli.terminal.secret_arguments import hide_password

        hide_password(sys.argv[1:])
    _buffer_output()
    code = run(sys.argv[1:])
    # Everything is written and closed by now. Leaving without taking the interpreter apart saves a
    # sixth of a command's time, and it must not flush an output that could not be written.
    os._exit(code)


def _buffer_output() -> None:
    """Buffer standard output under PYTHONUNBUFFERED, too.

    Otherwise Python forgets what the system did not take of a write: a full disk, a closed pipe.
    """
    raw = getattr(sys.stdout, "buffer", None)
    if isinstance(raw, io.RawIOBase):
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(raw), encoding=sys.stdout.encoding)


def run(arguments: Sequence[str]) -> int:
    """Run one command, let hooks have what it changed, and return its exit code."""
    code = _run(arguments)
    return _run_hooks(code) if commit_state.changes and hooks_folder().is_dir() else code


def _run_hooks(code: int) -> int:
    from salesmap.cli.context import newest_context
    from salesmap.cli.execution.hooks import give_own

    context, changes = newest_context(), commit_state.changes[:]
    try:
        if context is not None:
            give_own(context, changes)
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        return _fail(_unusable(error), ())
    return code


def _run(arguments: Sequence[str]) -> int:
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    commit_state.begin()
    try:
        i18n.bind(language(_flag(_before(arguments, _HAS_ITS_OWN_LANGUAGE), "--lang")))
        code = _run_command(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except SalesmapError as error:
        return _fail(error, arguments)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return BROKEN_PIPE
    except OSError as error:
        return _fail(_unusable(error), arguments)
    except Exception as error:
        if "--debug" in arguments:
            raise
        return _fail(_damage() or _out_of_range(error) or _bug(error), arguments)


def _run_command(arguments: Sequence[str]) -> int:
    for argument in arguments:
        if not argument.isascii() and any(
            "\ud800" <= character <= "\udfff" for character in argument
        ):
            raise UsageError(
                _(
                    "The argument {argument!r} is not valid UTF-8: check the encoding of your "
                    "terminal."
                ).format(argument=argument)
            )
    from salesmap.cli.app import invoke

    return invoke(arguments)


def _unusable(error: OSError) -> ResourceError:
    if error.filename is not None:
        text = _("Cannot use {path}: {reason}.").format(path=error.filename, reason=reason(error))
    else:
        text = _("Cannot write the output: {reason}.").format(reason=reason(error))
    return ResourceError(text, path=error.filename)


def _damage() -> SalesmapError | None:
    """Return the error of a damaged database, if it is the cause: it is no bug then."""
    from salesmap.cli.context import find_damage

    return find_damage()


_BEYOND_YEARS = "is out of range"
"""How Python says that there is no year 0 and no year 10000: by a ValueError."""


def _out_of_range(error: Exception) -> SalesmapError | None:
    """Return the error of a number or a date that no calendar and no database holds."""
    is_beyond_years = isinstance(error, ValueError) and str(error).endswith(_BEYOND_YEARS)
    if not isinstance(error, OverflowError) and not is_beyond_years:
        return None
    return UsageError(_("A number or a date is out of range."))


def _bug(error: Exception) -> SalesmapError:
    place = f"{type(error).__name__}: {error}".splitlines()[0]
    text = _(
        "This is a bug in salesmap ({place}): run the command again with --debug and "
        "report the output."
    )
    return SalesmapError(text.format(place=place), place=place)


def _fail(error: SalesmapError, arguments: Sequence[str]) -> int:
    """Report an error on stderr, as one line or as JSON, and return its exit code."""
    from salesmap.cli.hints.lookup import hint_for
    from salesmap.render.sanitize import clean

    hint = hint_for(error)
    message = str(error)
    if commit_state.is_committed():
        message += _(" The changes are saved: do not run the command again.")
    with suppress(OSError, AttributeError):  # what was found before it went wrong
        sys.stdout.flush()
    if _wants_json(arguments):
        line = _as_json(error, message, hint)
    else:
        line = clean(_("{message} {hint}").format(message=message, hint=hint) if hint else message)
    with suppress(OSError, AttributeError):  # nowhere left to say it
        print(line, file=sys.stderr, flush=True)
    return error.exit_code


def _as_json(error: SalesmapError, message: str, hint: str | None) -> str:
    import json

    report = {"code": error.code, "message": message, "data": error.data, "hint": hint}
    return json.dumps(report, ensure_ascii=False, default=str)


def _wants_json(arguments: Sequence[str]) -> bool:
    """Return whether the output shall be JSON, read from a command line that may be wrong."""
    format_ = _flag(arguments, "--format") or _flag(arguments, "-f")
    return format_ == "json" or "-fjson" in arguments or "--json" in arguments


def _before(arguments: Sequence[str], word: str) -> Sequence[str]:
    return arguments[: arguments.index(word)] if word in arguments else arguments


def _flag(arguments: Sequence[str], name: str) -> str | None:
    """The value of a global flag, read before the command line is parsed."""
    for number, argument in enumerate(arguments):
        if argument == "--":
            return None
        if argument == name and number + 1 < len(arguments):
            return arguments[number + 1]
        if argument.startswith(f"{name}="):
            return argument.partition("=")[2]
    return None


if __name__ == "__main__":
    main()
