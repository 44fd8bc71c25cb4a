"""Where a database file lies, and whether one lies there."""

import os
from pathlib import Path

from salesmap.core.config import default_database
from salesmap.core.errors import ResourceError
from salesmap.core.i18n import _, reason

_NETWORK = ("nfs", "cifs", "smb", "9p", "fuse.", "afs", "ceph", "glusterfs")
_MOUNTS = Path("/proc/self/mountinfo")


def is_filled(path: Path) -> bool:
    """Whether a file with something in it is there. Raises ResourceError for a folder, or where nobody can tell."""
    try:
        if path.is_dir():
            raise ResourceError(
                _("{path} is a folder, not a database: name a file with --db.").format(path=path)
            )
        return path.exists() and path.stat().st_size > 0
    except (OSError, ValueError) as error:
        raise _unreachable(path, error) from None


def require_file(path: Path) -> None:
    """Raise ResourceError unless a file, be it empty, is there."""
    try:
        if is_filled(path) or path.exists():
            return
    except OSError as error:
        raise _unreachable(path, error) from None
    raise ResourceError(
        _(
            "There is no database at {path}: create it with 'salesmap init', or name another "
            "one with --db."
        ).format(path=path)
    )


def make_file(path: Path) -> None:
    """Put an empty file there if there is none: a sales book is private until its owner shares it. Raises ResourceError.

    Only the folder of the book that is used when none is named is made as well: a folder that is not there is a typing error.
    """
    try:
        if path == default_database():
            path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
    except FileNotFoundError:
        raise ResourceError(
            _(
                "Cannot create the database {path}, the folder {folder} does not exist: create "
                "it, or name another location with --db."
            ).format(path=path, folder=path.parent)
        ) from None
    except OSError as error:
        raise ResourceError(
            _(
                "Cannot create the database {path} ({reason}): name another location with --db."
            ).format(path=path, reason=reason(error))
        ) from None


def is_on_network(path: Path, mounts: str | None = None) -> bool:
    """Whether the file's folder is on a network file system, whose locks cannot be relied on.

    `mounts` is the text of Linux' mountinfo; other systems do not tell.
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


def _unreachable(path: Path, error: Exception) -> ResourceError:
    why = reason(error) if isinstance(error, OSError) else str(error)
    return ResourceError(
        _("Cannot open the database {path} ({reason}): name another one with --db.").format(
            path=path, reason=why
        )
    )
