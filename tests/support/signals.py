"""Signals of processes that tests start: what the tests inherit must not reach them."""

import signal


def heeds_interrupts() -> None:
    """Let a new process end by Ctrl-C, which whoever runs the tests may have had ignored."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
