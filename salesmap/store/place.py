"""Where a database file lies."""

from pathlib import Path

_NETWORK = ("nfs", "cifs", "smb", "9p", "fuse.", "afs", "ceph", "glusterfs")
_MOUNTS = Path("/proc/self/mountinfo")


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
