"""Files to attach, read whole."""

import sys
from pathlib import Path

from salesmap.core.errors import UnreadableFile
from salesmap.core.files import STDIO


def read_attachment(path: Path) -> bytes:
    """Return the content of a file, or of standard input (`-`). Raises UnreadableFile."""
    if path == STDIO:
        return sys.stdin.buffer.read()
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(path, error) from None
