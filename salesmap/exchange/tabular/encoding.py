"""The encoding of a text file, found from all its bytes."""

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from salesmap.core.i18n import N_
from salesmap.exchange.errors import UnknownEncodingError, UnreadableFileError
from salesmap.exchange.tabular.codepage import likely_encodings

LONGEST_LINE = 10_000_000
"""In bytes. A line is the least that is read at once."""

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_CHUNK = 1 << 20
_START = 1 << 16
_SAMPLE = 1 << 18
_MOST_ZEROS = 0.02
_MARKS_OF_TABLES = {(ord(mark), 0) for mark in "\n\r,;\t|"}
"""Line ends and delimiters in UTF-16, the lower byte first."""


class TextFormat(NamedTuple):
    """The encoding, and whether NUL characters stand in the text."""

    encoding: str
    has_nul: bool


def detect_text_format(path: Path, encoding: str | None = None) -> TextFormat:
    """Return the encoding of a file, found in one reading in constant memory unless it is given.

    Raises UnknownEncodingError, UnreadableFileError for a file that is no text, UnicodeError where
    no encoding fits, and OSError.
    """
    survey = _Survey()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            survey.add(chunk)
    if survey.longest > LONGEST_LINE:
        raise UnreadableFileError(
            path,
            N_(
                "Cannot read {path}: a line has more than {most:,} characters, so it is not a "
                "table."
            ),
            most=LONGEST_LINE,
        )
    if encoding:
        if not _is_whole_file(path, _codec(encoding)):
            raise UnreadableFileError(
                path, N_("Cannot read {path}: it is not in the encoding {name}."), name=encoding
            )
        return TextFormat(_codec(encoding), survey.zeros > 0 and "16" not in encoding)
    encoding = survey.encoding()
    if encoding is None and not survey.zeros:
        if _is_damaged_utf8(survey.beyond_ascii):
            raise UnreadableFileError(
                path,
                N_(
                    "Cannot read {path}: it is UTF-8 with damaged characters; save it as UTF-8 "
                    "again."
                ),
            )
        encoding = next(iter(likely_encodings(survey.beyond_ascii or survey.start)), None)
        if encoding is None or not _is_whole_file(
            path, encoding
        ):  # the less likely one would garble every name to save one
            raise UnicodeError
    if encoding is None:
        raise UnreadableFileError(
            path, N_("Cannot read {path}: it is not a text file; export the sheet as CSV or .xlsx.")
        )
    return TextFormat(encoding, survey.zeros > 0 and not encoding.startswith("utf-16"))


def _codec(name: str) -> str:
    """Return the name of a codec as Python knows it. Raises UnknownEncodingError."""
    names = {"mac": "mac_roman", "macintosh": "mac_roman", "sjis": "cp932", "utf8": "utf-8-sig"}
    try:
        codec = codecs.lookup(names.get(name.lower(), name))
    except LookupError:
        raise UnknownEncodingError(name) from None
    if not codec._is_text_encoding:
        raise UnknownEncodingError(name)
    return "utf-8-sig" if codec.name == "utf-8" else codec.name


class _Survey:
    """What is found out about the bytes, a chunk at a time."""

    def __init__(self) -> None:
        self.start = b""
        self.zeros = 0
        self.size = 0
        self.longest = self.unbroken = 0
        self.beyond_ascii = b""
        self._utf8: codecs.IncrementalDecoder | None = codecs.getincrementaldecoder("utf-8")()

    def add(self, chunk: bytes) -> None:
        """Look at the next chunk."""
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
        """Measure the longest run without an end of line, to within a chunk."""
        last = max(chunk.rfind(b"\n"), chunk.rfind(b"\r"))
        if last < 0:
            self.unbroken += len(chunk)
        else:
            first = min(index for index in (chunk.find(b"\n"), chunk.find(b"\r")) if index >= 0)
            self.longest = max(self.longest, self.unbroken + first)
            self.unbroken = len(chunk) - last
        self.longest = max(self.longest, self.unbroken)

    def encoding(self) -> str | None:
        """Return the encoding if the bytes show it; None for older encodings and for no text."""
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
        """Yield the bytes in pairs, the lower one being the first or the second of each."""
        return zip(self.start[first::2], self.start[1 - first :: 2], strict=False)

    def _is_whole(self) -> bool:
        """Return whether UTF-8 text does not end within a character."""
        try:
            if self._utf8:
                self._utf8.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
        return True


def _is_damaged_utf8(sample: bytes) -> bool:
    """Return whether it is UTF-8 but for a few bytes; any other encoding would garble it."""
    text = sample.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    sound = sum(1 for character in text if not character.isascii()) - broken
    return sound > 8 and sound > 4 * broken


def _is_whole_file(path: Path, encoding: str) -> bool:
    """Return whether the whole file, not only the sample, has an encoding."""
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while chunk := file.read(_CHUNK):
                decoder.decode(chunk)
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True
