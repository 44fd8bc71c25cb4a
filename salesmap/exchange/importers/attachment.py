"""Files to attach, read whole up to a size."""

import sys
from pathlib import Path

from salesmap.core.errors import UnreadableFile
from salesmap.core.files import STDIO


def read_attachment(path: Path, most: int) -> bytes:
    """Return the content of a file, or of standard input (`-`).

    Of one that is larger than `most` bytes, or has no end, one byte more. Raises UnreadableFile.
    """
    if path == STDIO:
        return sys.stdin.buffer.read(most + 1)
    try:
        with path.open("rb") as file:
            return file.read(most + 1)
    except OSError as error:
        raise UnreadableFile(path, error) from None
