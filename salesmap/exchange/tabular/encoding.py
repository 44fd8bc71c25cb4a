"""A look at all the bytes of a text file: in which encoding it is written, and whether it can be read line by line."""

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from salesmap.core.errors import UsageError
from salesmap.core.i18n import _
from salesmap.exchange.tabular.codepage import likelier

LONGEST_LINE = 10_000_000
"""Bytes. A line is the least that is read at once."""

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CHUNK = 1 << 20
_START = 1 << 16
_SAMPLE = 1 << 18
_MOST_ZEROS = 0.02
_MARKS_OF_TABLES = {(ord(mark), 0) for mark in "\n\r,;\t|"}
"""Line ends and delimiters in UTF-16, the lower byte first."""


class Writing(NamedTuple):
    """The encoding, and whether NUL characters stand in the text."""

    encoding: str
    has_nul: bool


def look_through(path: Path) -> Writing:
    """Read the file once from end to end, in little memory. Raises UsageError for a file that is no text,
    UnicodeError where no encoding fits, OSError.
    """
    survey = _Survey()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            survey.take(chunk)
    if survey.longest > LONGEST_LINE:
        raise UsageError(
            _(
                "Cannot read {path}: a line has more than {most:,} characters, so it is not a "
                "table."
            ).format(path=path, most=LONGEST_LINE)
        )
    encoding = survey.encoding()
    if encoding is None and not survey.zeros:
        if _is_damaged_utf8(survey.beyond_ascii):
            raise UsageError(
                _(
                    "Cannot read {path}: it is UTF-8 with damaged characters; save it as UTF-8 again."
                ).format(path=path)
            )
        encoding = next(iter(likelier(survey.beyond_ascii or survey.start)), None)
        if encoding is None or not _is_all(
            path, encoding
        ):  # the less likely one would garble every name to save one
            raise UnicodeError
    if encoding is None:
        raise UsageError(
            _(
                "Cannot read {path}: it is not a text file; export the sheet as CSV or .xlsx."
            ).format(path=path)
        )
    return Writing(encoding, survey.zeros > 0 and not encoding.startswith("utf-16"))


class _Survey:
    """What the bytes tell, a chunk at a time."""

    def __init__(self) -> None:
        self.start = b""
        self.zeros = 0
        self.size = 0
        self.longest = self.unbroken = 0
        self.beyond_ascii = b""
        self._utf8: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-8")()

    def take(self, chunk: bytes) -> None:
        if len(self.start) < _START:
            self.start += chunk[: _START - len(self.start)]
        self.size += len(chunk)
        self.zeros += chunk.count(0)
        self._measure(chunk)
        if self._utf8:
            try:
                self._utf8.decode(chunk)
            except UnicodeDecodeError:
                self._utf8 = None
        if not chunk.isascii() and len(self.beyond_ascii) < _SAMPLE:
            lines = chunk.splitlines()
            begin = (
                0 if self.size == len(chunk) else 1
            )  # at both ends of a chunk, a character may be cut
            end = len(lines) if len(chunk) < _CHUNK else -1
            found = b"\n".join(line for line in lines[begin:end] if not line.isascii())
            self.beyond_ascii += found[: _SAMPLE - len(self.beyond_ascii)]

    def _measure(self, chunk: bytes) -> None:
        """Keep count of the longest stretch without a line's end, to within a chunk."""
        last = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
        if last < 0:
            self.unbroken += len(chunk)
        else:
            first = min(place for place in (chunk.find(b"\n"), chunk.find(b"\r")) if place >= 0)
            self.longest = max(self.longest, self.unbroken + first)
            self.unbroken = len(chunk) - last
        self.longest = max(self.longest, self.unbroken)

    def encoding(self) -> str | None:
        """The encoding, if the bytes themselves show it; None for text in an older one, and for what is no text."""
        marked = next((encoding for mark, encoding in _MARKS if self.start.startswith(mark)), None)
        if marked:
            return marked
        little, big = (
            sum(pair in _MARKS_OF_TABLES for pair in self._pairs(first)) for first in (0, 1)
        )
        if self.zeros > self.size * _MOST_ZEROS and abs(little - big) > 1:
            return "utf-16-le" if little > big else "utf-16-be"
        if self.zeros > self.size * _MOST_ZEROS:
            return None
        return "utf-8" if self._utf8 and self._is_whole() else None

    def _pairs(self, first: int) -> Iterator[tuple[int, int]]:
        """The bytes two by two, the lower one of each pair being its first or its second."""
        return zip(self.start[first::2], self.start[1 - first :: 2], strict=False)

    def _is_whole(self) -> bool:
        """Whether the file does not end within a character."""
        assert self._utf8
        try:
            self._utf8.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
        return True


def _is_damaged_utf8(sample: bytes) -> bool:
    """Whether it is UTF-8 but for a few bytes: read in an older encoding, every name in it would be garbled."""
    text = sample.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = sum(1 for character in text if not character.isascii()) - broken
    return sound > 8 and sound > 4 * broken


def _is_all(path: Path, encoding: str) -> bool:
    """Whether the whole file can be read so, not only what was looked at."""
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True
