"""What can go wrong, each kind with its exit code. The message is one line: what, why, what to do."""


class SalesmapError(Exception):
    """Anything salesmap tells its user as one line instead of a traceback."""

    exit_code = 1


class UsageError(SalesmapError):
    """Wrong usage, or a value that cannot be read."""

    exit_code = 2


class NotFoundError(SalesmapError):
    """What was named is not in the book."""

    exit_code = 3


class RuleViolation(SalesmapError):
    """A rule says no: a gate, a duplicate, a conflict, something changed meanwhile."""

    exit_code = 4


class ResourceError(SalesmapError):
    """The database or the output cannot be used: missing, locked, corrupt, newer, read-only, full."""

    exit_code = 5
