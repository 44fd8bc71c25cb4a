"""Whether the command has done its work for good: an error that comes after must say that it stands."""

_is_done = False


def mark_committed(done: bool = True) -> None:
    """From here on, what the command is for has happened (or, at its beginning, has not)."""
    global _is_done
    _is_done = done


def is_committed() -> bool:
    """Whether something was changed for good."""
    return _is_done
