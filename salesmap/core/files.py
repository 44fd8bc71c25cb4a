"""A file that is there whole, or not at all."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from salesmap.core.errors import ResourceError
from salesmap.core.i18n import _, reason


@contextmanager
def replacing(path: Path, mode: str = "w") -> Iterator[IO[Any]]:
    """A new file, put in the place of the old one when all of it is written; what went wrong leaves the old one as it was.

    Text is UTF-8 with line ends as they are. Raises ResourceError.
    """
    fresh = path.with_name(f"{path.name}.new")
    text: dict[str, Any] = {} if "b" in mode else {"encoding": "utf-8", "newline": ""}
    try:
        try:
            with fresh.open(mode, **text) as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            fresh.replace(path)
        finally:
            fresh.unlink(missing_ok=True)
    except OSError as error:
        raise ResourceError(
            _("Cannot write {path}: {reason}.").format(path=path, reason=reason(error))
        ) from None
