"""In which encoding a text file without a byte order mark is written."""

import codecs
from pathlib import Path

_OTHERS = ("gb18030", "cp1252")
_CHUNK = 1 << 20
_SAMPLE = 1 << 16


def guess_encoding(path: Path) -> str:
    """`utf-8` if all of the file is, UTF-16 if its start shows the zero bytes of Latin letters, else what fits of GB18030
    and CP1252. A wrong guess that cannot be decoded comes out when the file is read.
    """
    with path.open("rb") as file:
        start = file.read(4)
        if len(start) == 4 and start[1] == start[3] == 0 != start[0]:
            return "utf-16-le"
        if len(start) == 4 and start[0] == start[2] == 0 != start[1]:
            return "utf-16-be"
    sample = _not_utf8(path)
    if sample is None:
        return "utf-8"
    from charset_normalizer import from_bytes  # wanted only by files that are not UTF-8

    best = from_bytes(sample, cp_isolation=list(_OTHERS)).best()
    return best.encoding if best else "utf-8"


def _not_utf8(path: Path) -> bytes | None:
    """The file from the line on where it stops being UTF-8, as far as a guess needs it; None when it never does."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    place = 0
    with path.open("rb") as file:
        while True:
            chunk = file.read(_CHUNK)
            try:
                decoder.decode(chunk, final=not chunk)
            except UnicodeDecodeError:
                file.seek(place)
                return b"\n".join(line for line in file.read(_CHUNK).splitlines() if not line.isascii())[:_SAMPLE]
            if not chunk:
                return None
            place += len(chunk)
