"""Whether the running command has committed its change.

An error after the commit (a full disk under the output) must say that the change is saved.
"""

_is_done = False


def mark_committed(done: bool = True) -> None:
    """Record that the change is committed; False at the beginning of a command."""
    global _is_done
    _is_done = done


def is_committed() -> bool:
    """Return whether the command has changed something for good."""
    return _is_done
