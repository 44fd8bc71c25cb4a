"""Ctrl-C while a server works or keeps waiting: the statement is taken back at once."""

import select
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from psycopg2 import OperationalError, extensions
from psycopg2.errors import QueryCanceled


class _Waiter:
    """Waits for what the server answers, and remembers whether somebody broke in."""

    def __init__(self) -> None:
        self.was_interrupted = False

    def __call__(self, raw: Any) -> None:
        while True:
            try:
                state = raw.poll()
                if state == extensions.POLL_OK:
                    return
                if state == extensions.POLL_READ:
                    select.select([raw], [], [])
                elif state == extensions.POLL_WRITE:
                    select.select([], [raw], [])
                else:
                    raise OperationalError(f"state of the connection: {state}")
            except KeyboardInterrupt:  # the server's answer to this ends the loop
                self.was_interrupted = True
                raw.cancel()


@contextmanager
def can_be_interrupted() -> Iterator[None]:
    """Let Ctrl-C end what is sent to a server meanwhile; the driver itself waits for the answer.

    How the driver waits is one setting of the process, so it is let be where threads are.
    """
    if threading.active_count() > 1 or extensions.get_wait_callback():
        yield
        return
    waiter = _Waiter()
    extensions.set_wait_callback(waiter)
    try:
        yield
    except QueryCanceled:
        if waiter.was_interrupted:
            raise KeyboardInterrupt from None
        raise
    finally:
        extensions.set_wait_callback(None)
    if waiter.was_interrupted:
        raise KeyboardInterrupt
