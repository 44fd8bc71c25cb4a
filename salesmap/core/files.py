"""The one writer of files: whole or not at all, never over what is read or over a neighbour.

A new file can be read by its owner only, like the database; one that was there keeps its mode. An
existing file is replaced only where that is allowed (`allow_overwriting`, or by the caller).
"""

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

from salesmap.core.errors import OutputExists, OutputIsSource, UnwritableFile
from salesmap.core.i18n import _

STDIO = Path("-")
"""Standard output or input, where a file can be named."""

UNFINISHED = ".salesmap-new"
"""How the name of a file ends that is not complete yet."""

_COMPANIONS = ("-journal", "-wal", "-shm")
_sources: set[Path] = set()
_input_copies: set[Path] = set()
_may_overwrite = False


def protect(*paths: Path) -> None:
    """Note files that the command reads: it must not write over them.

    What lies beside a database belongs to it.
    """
    _sources.update(Path(os.path.realpath(path)) for path in paths)


def note_input_copy(path: Path) -> None:
    """Note a file that holds what standard input held: messages name the latter."""
    _input_copies.add(path)


def typed_path(path: Path) -> str:
    """Return a file as the user named it: `-` for the copy of standard input."""
    return str(STDIO if path in _input_copies else path)


def shown_path(path: Path) -> str:
    """Return a file as messages name it."""
    return _("standard input") if path in _input_copies else str(path)


def begin() -> None:
    """Forget what an earlier command of this process read and was allowed."""
    _sources.clear()
    _input_copies.clear()
    allow_overwriting(False)


def allow_overwriting(allowed: bool = True) -> None:
    """Let existing files be replaced."""
    global _may_overwrite
    _may_overwrite = allowed


def check_output(path: Path, *, overwrite: bool | None = None) -> None:
    """Raise OutputIsSource or OutputExists for a file that must not be written."""
    if path == STDIO:
        return
    real = Path(os.path.realpath(path))
    if any(real in _with_companions(source) for source in _sources) or _is_same_file(real):
        raise OutputIsSource(path)
    may_overwrite = _may_overwrite if overwrite is None else overwrite
    if real.is_file() and not may_overwrite and not _is_stream(path):
        raise OutputExists(path)


@contextmanager
def replacing(path: Path, mode: str = "w", *, overwrite: bool | None = None) -> Iterator[IO[Any]]:
    """Open a new file that takes the place of `path` once it is complete.

    After an error the old file is as it was. `-` is standard output; devices, pipes and symbolic
    links are written through. Text is UTF-8 with line ends as they are. `overwrite` replaces an
    existing file, or not, whatever is allowed. Raises OutputIsSource, OutputExists, UnwritableFile.
    """
    check_output(path, overwrite=overwrite)
    text: dict[str, Any] = {} if "b" in mode else {"encoding": "utf-8", "newline": ""}
    if path == STDIO:
        yield sys.stdout.buffer if "b" in mode else sys.stdout
        return
    try:
        if _is_stream(path):
            with path.open(mode, **text) as file:
                yield file
            return
        target = Path(os.path.realpath(path))
        with _complete(target, mode, text) as file:
            yield file
    except OSError as error:
        raise UnwritableFile(path, error) from None


@contextmanager
def exclusive(folder: Path) -> Iterator[None]:
    """Hold a lock on a folder: of those who ask for it, one at a time changes its files."""
    try:
        import fcntl
    except ImportError:  # no such locks on this system
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


@contextmanager
def _complete(target: Path, mode: str, text: dict[str, Any]) -> Iterator[IO[Any]]:
    """Open a file of an unguessable name beside the target, and rename it at the end."""
    import tempfile  # only here: it loads random numbers and hashes

    descriptor, name = tempfile.mkstemp(
        prefix=f".{target.name[:40]}.", suffix=UNFINISHED, dir=target.parent
    )
    temporary = Path(name)
    try:
        with os.fdopen(descriptor, mode, **text) as file:
            copy_rights(target, descriptor)
            yield file
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(target)
    finally:
        temporary.unlink(missing_ok=True)


def copy_rights(model: Path, descriptor: int) -> None:
    """Give a new file the mode and the group of another one, such as that whose place it takes."""
    try:
        former = model.stat()
    except OSError:
        return
    with suppress(OSError, AttributeError):  # somebody else's group: only its owner may give it
        os.fchown(descriptor, -1, former.st_gid)
    os.fchmod(descriptor, stat.S_IMODE(former.st_mode))


def _with_companions(source: Path) -> tuple[Path, ...]:
    return (source, *(source.with_name(source.name + suffix) for suffix in _COMPANIONS))


def _is_same_file(real: Path) -> bool:
    """Return whether the file is one that is read, under another name (a hard link)."""
    try:
        return any(source.exists() and real.samefile(source) for source in _sources)
    except OSError:
        return False


def _is_stream(path: Path) -> bool:
    """Return whether a path is a device, a pipe, or a name of an open file (`/dev/stdout`).

    Files in memory (`/dev/shm`) are files.
    """
    if str(path).startswith(("/dev/std", "/dev/fd/", "/proc/")):
        return True
    try:
        return not stat.S_ISREG(path.stat().st_mode) and not path.is_dir()
    except OSError:
        return False
