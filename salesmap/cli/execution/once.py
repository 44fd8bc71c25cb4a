"""`--once KEY`: a command that is repeated with the same key gives its first answer."""

import io
import sys
from collections.abc import Callable, Sequence
from contextlib import redirect_stdout
from typing import TYPE_CHECKING, Any, TextIO

import click
from typer.core import TyperOption

from salesmap.cli.output import write
from salesmap.core.i18n import _, journaled

if TYPE_CHECKING:
    from salesmap.store.database import Database
    from salesmap.store.journal.once import MadeBefore

_OPTION = "--once"


class _Recorder(io.TextIOBase):
    """Standard output that keeps a copy of what goes through it."""

    def __init__(self, stream: TextIO) -> None:
        self.stream = stream
        self.copy = io.StringIO()
        self.database: Database | None = None

    def write(self, text: str) -> int:
        self.copy.write(text)
        return self.stream.write(text)

    def flush(self) -> None:
        self.stream.flush()

    def isatty(self) -> bool:
        return self.stream.isatty()

    @property
    def buffer(self) -> Any:
        """Return the bytes below, for a command that writes a file to standard output."""
        return self.stream.buffer


def once_option() -> click.Option:
    """Return `--once`, which gives the database its key before the command runs."""

    def keep(ctx: click.Context, _parameter: click.Parameter, key: str | None) -> None:
        if key is not None:
            database = ctx.obj.database._replace(once=key)
            ctx.obj = ctx.obj._replace(database=database)
            if isinstance(sys.stdout, _Recorder):
                sys.stdout.database = database

    return TyperOption(
        param_decls=[_OPTION],
        metavar=_("KEY"),
        help=_("Carry the command out once: repeated with this key, it gives the first answer."),
        callback=keep,
        expose_value=False,
        type=str,
    )


def run_once(arguments: Sequence[str], run: Callable[[], Any]) -> Any:
    """Run a command; with `--once`, keep its answer, or give the one it gave before."""
    if sys.stdout is None or not any(word.partition("=")[0] == _OPTION for word in arguments):
        return run()
    from salesmap.store.journal.once import MadeBefore, save_answer

    recorder = _Recorder(sys.stdout)
    try:
        with redirect_stdout(recorder):
            result = run()
    except MadeBefore as before:
        _repeat(before)
        return 0
    if recorder.database is not None:
        save_answer(recorder.database, recorder.copy.getvalue())
    return result


def _repeat(before: "MadeBefore") -> None:
    """Print the first answer; a command killed before it could answer is named."""
    if before.answer is not None:
        write(before.answer.removesuffix("\n"))
        return
    summary = journaled(before.change.what, before.change.subject)
    text = _("Already carried out as change {id}: {summary}.")
    write(text.format(id=before.change.id, summary=summary))
