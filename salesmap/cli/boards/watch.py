"""A text that is refreshed every few seconds on the alternate screen, until Ctrl-C."""

import sys
import time
from collections.abc import Callable
from shutil import get_terminal_size

from salesmap.core.errors import SalesmapError
from salesmap.core.i18n import ngettext
from salesmap.render.sanitize import clean
from salesmap.store.engine.listening import only_wait

_HOME, _LINE_ANEW, _REST_OF_SCREEN = "\033[H", "\033[2K", "\033[J"
_ENTER, _LEAVE = (
    "\033[?1049h\033[?25l\033[?7l",
    f"{_HOME}{_REST_OF_SCREEN}\033[?7h\033[?25h\033[?1049l",
)
"""Another screen, without a cursor, on which long lines do not wrap; and back."""

_BLINK = 0.2
"""How often, in seconds, the size of the terminal is looked at."""


def watch(
    draw: Callable[[], str], seconds: int, pause: Callable[[float], bool] = only_wait
) -> None:
    """Show the text of `draw`, drawn again every `seconds`, or when `pause` returns true.

    `pause` waits so many seconds at most, and returns whether there is something new. An error of
    the first drawing is raised; a later one is shown above the last text, because the database may
    be free again in a moment.
    """
    picture = draw()
    sys.stdout.write(_ENTER)
    try:
        trouble = ""
        while True:
            _show(picture, trouble)
            _wait(seconds, pause)
            try:
                picture, trouble = draw(), ""
            except SalesmapError as problem:
                trouble = f"! {clean(str(problem))}"
    finally:
        sys.stdout.write(_LEAVE)
        sys.stdout.flush()


def _wait(seconds: int, pause: Callable[[float], bool]) -> None:
    """Wait so many seconds, until something is new, or until the terminal changes its size."""
    size, end = get_terminal_size(), time.monotonic() + seconds
    while time.monotonic() < end and get_terminal_size() == size and not pause(_BLINK):
        pass


def _show(picture: str, trouble: str) -> None:
    """Write over the last text at once, so that nothing flickers, and count the lines cut off."""
    lines, height = (
        [*([trouble] if trouble else []), *picture.rstrip("\n").split("\n")],
        get_terminal_size().lines,
    )
    if len(lines) > height:
        more = len(lines) - height + 1
        lines = [
            *lines[: height - 1],
            ngettext(
                "… {count} more line: enlarge the window.",
                "… {count} more lines: enlarge the window.",
                more,
            ).format(count=more),
        ]
    body = "\r\n".join(f"{_LINE_ANEW}{line}" for line in lines)
    rest = f"\r\n{_REST_OF_SCREEN}" if len(lines) < height else ""
    sys.stdout.write(f"{_HOME}{body}{rest}{_HOME}")
    sys.stdout.flush()
