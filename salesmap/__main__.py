"""The one place where an error becomes a line and an exit code."""

import gc
import io
import os
import sys
from collections.abc import Sequence
from contextlib import suppress

from salesmap.core import commit_state, i18n
from salesmap.core.config import language
from salesmap.core.errors import ResourceError, SalesmapError, UsageError
from salesmap.core.i18n import _, reason

BUG = 1
INTERRUPTED = 130
BROKEN_PIPE = 141

# A short command never makes so many objects: collecting garbage would only cost it time.
_OBJECTS_BEFORE_COLLECTING = 100_000


def main() -> None:
    """Run the command line and leave with its exit code."""
    gc.set_threshold(_OBJECTS_BEFORE_COLLECTING)
    _buffer_output()
    code = run(sys.argv[1:])
    # Everything is written and closed by now. Leaving without taking the interpreter apart saves a sixth of a command's
    # time, and it must not try to flush, and complain of, an output that could not be written.
    os._exit(code)


def _buffer_output() -> None:
    """Under PYTHONUNBUFFERED, Python forgets what the system did not take of a write at once: a full disk, a closed pipe."""
    raw = getattr(sys.stdout, "buffer", None)
    if isinstance(raw, io.RawIOBase):
        sys.stdout = io.TextIOWrapper(io.BufferedWriter(raw), encoding=sys.stdout.encoding)


def run(arguments: Sequence[str]) -> int:
    """Run one command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    commit_state.mark_committed(False)
    try:
        i18n.bind(language(_flag(arguments, "--lang")))
        code = _run_command(arguments)
        if sys.stdout is not None:
            sys.stdout.flush()
        return code
    except SalesmapError as problem:
        return _fail(str(problem), problem.exit_code)
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        return BROKEN_PIPE
    except OSError as error:
        return _fail(_in_words(error), ResourceError.exit_code)
    except Exception as error:
        if "--debug" in arguments:
            raise
        place = f"{type(error).__name__}: {error}".splitlines()[0]
        return _fail(
            _(
                "This is a bug in salesmap ({place}): run the command again with --debug and "
                "report the output."
            ).format(place=place),
            BUG,
        )


def _run_command(arguments: Sequence[str]) -> int:
    for argument in arguments:
        if not argument.isascii() and any(
            "\ud800" <= character <= "\udfff" for character in argument
        ):
            raise UsageError(
                _(
                    "The argument {argument!r} is not valid UTF-8: check the encoding of your terminal."
                ).format(argument=argument)
            )
    from salesmap.cli.app import invoke

    return invoke(arguments)


def _in_words(error: OSError) -> str:
    if error.filename is not None:
        return _("Cannot use {path}: {reason}.").format(path=error.filename, reason=reason(error))
    return _("Cannot write the output: {reason}.").format(reason=reason(error))


def _fail(message: str, code: int) -> int:
    from salesmap.render.sanitize import clean

    if commit_state.is_committed():
        message += _(" The changes are saved: do not run the command again.")
    with suppress(OSError, AttributeError):  # what was found before it went wrong
        sys.stdout.flush()
    with suppress(OSError, AttributeError):  # nowhere left to say it
        print(clean(message), file=sys.stderr, flush=True)
    return code


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
