"""Which hooks there are: the executables in the user's folder of hooks, in the order of names."""

import os
import stat
from pathlib import Path
from typing import NamedTuple

from salesmap.core.i18n import N_

READY, NOT_EXECUTABLE, IGNORED = N_("ready"), N_("not executable"), N_("ignored")


class Hook(NamedTuple):
    """A file in the folder of hooks.

    `state` is `ready`, `not executable`, or `ignored`: another user's, or anybody may write it.
    """

    name: str
    path: Path
    state: str


def hooks_in(folder: Path) -> list[Hook]:
    """Return the hooks in a folder; none where there is no folder, or it cannot be read."""
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        return []
    return [
        Hook(path.name, path, _state(path))
        for path in paths
        if path.is_file() and path.name[0] != "." and path.name[-1] != "~"
    ]


def _state(path: Path) -> str:
    status, of_folder = path.stat(), path.parent.stat()
    mine = getattr(os, "geteuid", lambda: status.st_uid)()
    if any(
        each.st_uid not in (mine, 0) or each.st_mode & stat.S_IWOTH for each in (status, of_folder)
    ):
        return IGNORED
    return READY if os.access(path, os.X_OK) else NOT_EXECUTABLE
