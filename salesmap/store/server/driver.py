"""The import of psycopg2, without Python's ssl."""

import sys
import threading
from contextlib import suppress


def import_driver() -> None:
    """Import psycopg2, unless it is not installed: who needs it says so.

    While it is imported it looks for Python's `ssl`, so that two users of one OpenSSL do not set up
    its locks twice. OpenSSL has needed none since 1.1, and the import takes 8 ms of each command:
    it is hidden, as if Python had been built without it. Other threads might look for it meanwhile.
    """
    is_hidden = "ssl" not in sys.modules and threading.active_count() == 1
    if is_hidden:
        sys.modules["ssl"] = None  # type: ignore[assignment]
    try:
        with suppress(ImportError):
            import psycopg2  # noqa: F401
    finally:
        if is_hidden:
            del sys.modules["ssl"]
