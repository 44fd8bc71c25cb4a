"""Terminals for tests: what a program writes to one is read to a mark, not to its closing.

A kernel may drop what was not read when the last file of a terminal's end is closed, so the end of
the program stays open here until all was read.
"""

import fcntl
import os
import pty
import struct
import termios

_MARK = b"\x00end of the program\x00"


def open_terminal(columns: int, lines: int = 50) -> tuple[int, int]:
    """Open a terminal of a size: the end to read, and that of the program."""
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", lines, columns, 0, 0))
    return ours, theirs


def mark_end(theirs: int) -> None:
    """Tell the reader that the program has written all."""
    os.write(theirs, _MARK)


def read_to_end(ours: int) -> str:
    """Read what is written to a terminal up to its mark."""
    text = b""
    while not text.endswith(_MARK):
        text += os.read(ours, 65_536)
    return text.removesuffix(_MARK).decode()
