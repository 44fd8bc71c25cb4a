"""The path of a database file, and whether a database is there."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from salesmap.core.config import default_database
from salesmap.core.i18n import _, reason

if TYPE_CHECKING:
    from salesmap.store.errors import DatabaseUnreachable

_NETWORK = ("nfs", "cifs", "smb", "9p", "fuse.", "afs", "ceph", "glusterfs")
_MOUNTS = Path("/proc/self/mountinfo")


def is_filled(path: Path) -> bool:
    """Return whether a file with something in it is there.

    Raises DatabaseIsFolder, or DatabaseUnreachable where the system does not say.
    """
    try:
        if path.is_dir():
            from salesmap.store.errors import DatabaseIsFolder

            raise DatabaseIsFolder(path)
        return path.exists() and path.stat().st_size > 0
    except (OSError, ValueError) as error:
        raise _unreachable(path, error) from None


def require_file(path: Path) -> None:
    """Raise DatabaseNotFound unless a file, be it empty, is there."""
    try:
        if is_filled(path) or path.exists():
            return
    except OSError as error:
        raise _unreachable(path, error) from None
    from salesmap.store.errors import DatabaseNotFound

    raise DatabaseNotFound(path)


def make_file(path: Path) -> None:
    """Create an empty file if there is none; only its owner can read it.

    The folder is created for the default database only: another one that does not exist is a
    typing error. Raises DatabaseFolderMissing, DatabaseNotCreated.
    """
    try:
        if path == default_database():
            path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except FileNotFoundError:
        from salesmap.store.errors import DatabaseFolderMissing

        raise DatabaseFolderMissing(path, folder=path.parent) from None
    except OSError as error:
        from salesmap.store.errors import DatabaseNotCreated

        raise DatabaseNotCreated(path, reason=reason(error)) from None


def is_on_network(path: Path, mounts: str | None = None) -> bool:
    """Return whether the file's folder is on a network file system, whose locks may fail.

    `mounts` is the text of Linux' mountinfo, read from the system by default; where there is none
    the answer is no.
    """
    if mounts is None:
        mounts = _MOUNTS.read_text(errors="replace") if _MOUNTS.exists() else ""
    folder = path.absolute().parent.resolve()
    kind, longest = "", -1
    for line in mounts.splitlines():
        before, _dash, after = line.partition(" - ")
        point = Path(before.split()[4].replace("\\040", " "))
        if (folder == point or point in folder.parents) and len(point.parts) >= longest:
            kind, longest = after.split()[0], len(point.parts)
    return kind.startswith(_NETWORK)


def network_warnings(path: Path) -> list[str]:
    """Return a warning for a file whose locks may fail, if it is one."""
    if not is_on_network(path):
        return []
    text = _(
        "{path} is on a network file system, where file locks are not reliable: move it "
        "to a local disk."
    )
    return [text.format(path=path)]


def _unreachable(path: Path, error: Exception) -> "DatabaseUnreachable":
    from salesmap.store.errors import DatabaseUnreachable

    cause = reason(error) if isinstance(error, OSError) else str(error)
    return DatabaseUnreachable(path, reason=cause)
