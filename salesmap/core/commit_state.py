"""What became of the running command: whether its change is committed, what else is to be told.

An error after the commit (a full disk under the output) must say that the change is saved.
"""

_is_done = False
_is_rehearsed = False

notices: list[str] = []
"""What is told at the end of the command, if its change was committed or rehearsed."""

changes: list[int] = []
"""The changes that were committed, for those who wait for them."""

damaged: list[str] = []
"""What could not be read of damaged records, told at the end; the command fails then."""


def mark_committed(done: bool = True) -> None:
    """Record that the change is committed; False at the beginning of a command."""
    global _is_done
    _is_done = done


def mark_rehearsed() -> None:
    """Record that a change was made and taken back: what it would bring about is told."""
    global _is_rehearsed
    _is_rehearsed = True


def begin() -> None:
    """Forget what became of another command of this process."""
    global _is_rehearsed
    mark_committed(False)
    _is_rehearsed = False
    notices.clear()
    changes.clear()
    damaged.clear()


def is_committed() -> bool:
    """Return whether the command has changed something for good."""
    return _is_done


def has_changed() -> bool:
    """Return whether the command committed a change that touched something."""
    return bool(changes)


def tells_notices() -> bool:
    """Return whether what the change brings about is to be told."""
    return _is_done or _is_rehearsed
