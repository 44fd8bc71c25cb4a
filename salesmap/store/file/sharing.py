"""A database that a group of people shares: the rights of its file, its folder, its backups."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from salesmap.core.errors import ResourceError, RuleViolation, UnknownNameError
from salesmap.core.files import UNFINISHED
from salesmap.core.i18n import N_, _, reason
from salesmap.store.file.database_path import require_file

_FILE = stat.S_IRUSR | stat.S_IWUSR | stat.S_IRGRP | stat.S_IWGRP
_FOLDER = stat.S_IRWXU | stat.S_IRWXG | stat.S_ISGID
_GROUP_WRITES = stat.S_IRGRP | stat.S_IWGRP
_COMPANIONS = ("-journal", "-wal", "-shm")


class UnknownGroup(UnknownNameError):
    """The system has no such group. `known` are the user's groups."""

    code = "unknown_group"
    message = N_("Unknown group {name!r}: choose one of {known}.")


class FolderNotOwn(RuleViolation):
    """The database lies where other things do, which the group must not get."""

    code = "folder_not_own"

    def __init__(self, folder: Path) -> None:
        text = _(
            "{folder} is not a folder for the database alone: the group would get all that is in "
            "it. Move the database into a folder of its own."
        )
        super().__init__(text.format(folder=folder), folder=str(folder))


class RightsNotChanged(ResourceError):
    """The system does not let the rights be changed."""

    code = "rights_not_changed"

    def __init__(self, path: Path, error: OSError) -> None:
        text = _("Cannot change the rights of {path}: {reason}.")
        super().__init__(
            text.format(path=path, reason=reason(error)), path=str(path), reason=reason(error)
        )


def share(path: Path, group: str) -> list[Path]:
    """Let a group read and write a database. Returns what was changed.

    The folder is the group's, too: SQLite makes its journal there. What is made in it later
    belongs to the group by itself. Raises UnknownGroup, FolderNotOwn, RightsNotChanged.
    """
    require_file(path)
    number = _group_number(group)
    folder = path.absolute().parent
    if _holds_other_things(folder):
        raise FolderNotOwn(folder)
    changed = []
    # The folder comes last: before, nobody else reaches what is not ready.
    for each, mode in (*((file, _FILE) for file in _files(path)), (folder, _FOLDER)):
        try:
            if _set(each, number, mode):
                changed.append(each)
        except OSError as error:
            raise RightsNotChanged(each, error) from None
    return changed


def problems(path: Path) -> list[str]:
    """Return what keeps a shared database from working, a line each; none for a private one."""
    path = path.absolute()
    try:
        file, folder = path.stat(), path.parent.stat()
    except OSError:
        return []
    is_shared = file.st_mode & _GROUP_WRITES == _GROUP_WRITES
    if not is_shared:
        if folder.st_mode & stat.S_ISGID and folder.st_mode & stat.S_IWGRP:
            text = _(
                "The folder {folder} is shared with the group {group}, the database is not: share "
                "it with 'salesmap db share {group}'."
            )
            return [text.format(folder=path.parent, group=_group_name(folder.st_gid))]
        return []
    group = _group_name(file.st_gid)
    lines = []
    if folder.st_gid != file.st_gid or not folder.st_mode & stat.S_IWGRP:
        lines.append(_("The group {group} cannot write the folder {folder}, where the journal is."))
    elif not folder.st_mode & stat.S_ISGID:
        lines.append(_("New files in {folder} will not belong to the group {group}."))
    for each in _files(path):
        status = each.stat()
        if each != path and (
            status.st_gid != file.st_gid or status.st_mode & _GROUP_WRITES != _GROUP_WRITES
        ):
            lines.append(_("The group {group} cannot use {file}.").replace("{file}", each.name))
    repair = _("Correct it with 'salesmap db share {group}'.")
    return [
        f"{line} {repair}".format(group=group, folder=path.parent) if line else line
        for line in lines
    ]


def warnings(path: Path) -> list[str]:
    """Return what is worth knowing of the rights and of what lies beside, a line each."""
    path = path.absolute()
    lines = []
    try:
        if path.stat().st_mode & (stat.S_IROTH | stat.S_IWOTH):
            lines.append(_("Everybody on this computer can read {path}.").format(path=path))
    except OSError:
        return []
    if leftovers := sorted(each.name for each in path.parent.glob(f".*{UNFINISHED}")):
        text = _("Left behind by commands that were killed, can be deleted: {files}.")
        lines.append(text.format(files=_(", ").join(leftovers)))
    return lines


def _files(path: Path) -> Iterator[Path]:
    """Yield the database, what SQLite keeps beside it, and its backups."""
    yield path
    for suffix in _COMPANIONS:
        if (companion := path.with_name(path.name + suffix)).exists():
            yield companion
    yield from copies(path)


def copies(path: Path) -> list[Path]:
    """Return the backups that salesmap made beside a database by itself."""
    patterns = (f"{path.name}.schema-*", f"{path.name}.before-restore-*")
    return sorted(each for pattern in patterns for each in path.parent.glob(pattern))


def _holds_other_things(folder: Path) -> bool:
    """Return whether a folder is somebody's home, the system's, or open to everybody."""
    try:
        homes = {Path.home().resolve()}
    except RuntimeError:
        homes = set()
    real = folder.resolve()
    return (
        real in homes
        or len(real.parts) <= 2
        or any(real in home.parents for home in homes)
        or bool(real.stat().st_mode & stat.S_ISVTX)
    )


def _set(path: Path, group: int, mode: int) -> bool:
    """Set group and mode; return whether they were different."""
    status = path.stat()
    wanted = stat.S_IMODE(status.st_mode) & stat.S_IRWXO | mode
    if status.st_gid == group and stat.S_IMODE(status.st_mode) == wanted:
        return False
    os.chown(path, -1, group)
    path.chmod(wanted)
    return True


def _group_number(name: str) -> int:
    try:
        import grp

        return grp.getgrnam(name).gr_gid
    except (ImportError, KeyError):
        numbers = {*os.getgroups(), os.getegid()} if hasattr(os, "getgroups") else set()
        raise UnknownGroup(name, map(_group_name, sorted(numbers))) from None


def _group_name(number: int) -> str:
    try:
        import grp

        return grp.getgrgid(number).gr_name
    except (ImportError, KeyError):
        return str(number)
