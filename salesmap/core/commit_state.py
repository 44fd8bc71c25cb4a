"""What became of the running command: whether its change is committed, what else is to be told.

An error after the commit (a full disk under the output) must say that the change is saved.
"""

_is_done = False

notices: list[str] = []
"""What is told at the end of the command, if its change was committed."""

changes: list[int] = []
"""The changes that were committed, for those who wait for them."""

damaged: list[str] = []
"""What could not be read of damaged records, told at the end; the command fails then."""


def mark_committed(done: bool = True) -> None:
    """Record that the change is committed; False at the beginning of a command."""
    global _is_done
    _is_done = done


def begin() -> None:
    """Forget what became of another command of this process."""
    mark_committed(False)
    notices.clear()
    changes.clear()
    damaged.clear()


def is_committed() -> bool:
    """Return whether the command has changed something for good."""
    return _is_done
