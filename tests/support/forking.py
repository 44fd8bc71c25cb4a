"""A process with the libraries loaded already, which forks for each command: a real process with its own environment, folder and
files, without half a second of imports. Of salesmap itself what most commands want is loaded before the fork, but not `cli`, whose help is put into words
when it is imported: the rest asks for the language when it speaks.
"""

import fcntl
import gc
import json
import os
import pty
import select
import signal
import struct
import sys
import tempfile
import termios
import time
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages

_LEFT_OUT = (
    "salesmap.cli",
    "salesmap.__main__",
    "salesmap.locale",
    "salesmap.store.migrations",
    "salesmap.store.models",
    "salesmap.store.generate",
    "salesmap.store.schema.constraints",
    "salesmap.exchange",
    "salesmap.render.workbook",
)


def serve() -> None:
    """Answer requests, a line of JSON each, until there are no more."""
    # All of them for the children.
    import dateutil.parser  # noqa: F401
    import typer.main  # noqa: F401

    import salesmap

    for module in walk_packages(salesmap.__path__, "salesmap."):
        if not module.name.startswith(_LEFT_OUT):
            import_module(module.name)
    gc.freeze()  # a child that collected garbage would copy what it shares

    for line in sys.stdin:
        request = json.loads(line)
        if request.get("terminal"):
            print(json.dumps(_at_a_terminal(request)), flush=True)
            continue
        with tempfile.TemporaryDirectory() as folder:
            paths = [Path(folder, name) for name in ("in", "out", "err")]
            paths[0].write_text(request["stdin"] or "", encoding="utf-8")
            child = os.fork()
            if child == 0:
                flags = (os.O_RDONLY, *[os.O_WRONLY | os.O_CREAT] * 2)
                opened = zip(paths, flags, strict=True)
                _be_the_command(request, [os.open(path, flag, 0o600) for path, flag in opened])
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            out, err = (path.read_bytes().decode("utf-8") for path in paths[1:])
        print(json.dumps([code, out, err]), flush=True)


def _at_a_terminal(request: dict) -> tuple[int, str, str]:
    """Run the command on terminals, one for its output and one for its errors and its input."""
    pairs = [_terminal(request["terminal"]) for _stream in ("out", "err")]
    (out, out_end), (err, err_end) = pairs
    child = os.fork()
    if child == 0:
        os.setsid()
        _be_the_command(request, [err_end, out_end, err_end])
    for end in (out_end, err_end):
        os.close(end)
    os.write(err, (request["stdin"] or "").encode() + b"\x04")
    texts = {out: b"", err: b""}
    while texts:
        ready, _, _ = select.select(list(texts), [], [], 60)
        if not ready:
            os.kill(child, signal.SIGKILL)
            break
        for stream in ready:
            with suppress(OSError):  # EIO: the other end is closed
                if part := os.read(stream, 65_536):
                    texts[stream] += part
                    continue
            os.close(stream)
            request[stream] = texts.pop(stream).decode()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return code, request.get(out, ""), request.get(err, "")


def _terminal(columns: int) -> tuple[int, int]:
    """Open a terminal without echo and without changes of line ends: its two ends."""
    ours, theirs = pty.openpty()
    modes = termios.tcgetattr(theirs)
    modes[1] &= ~termios.OPOST
    modes[3] &= ~termios.ECHO
    termios.tcsetattr(theirs, termios.TCSANOW, modes)
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    return ours, theirs


def _be_the_command(request: dict, streams: list[int]) -> None:
    os.environ.clear()
    os.environ.update(request["environment"])
    time.tzset()
    os.chdir(request["folder"])
    for number, stream in enumerate(streams):
        os.dup2(stream, number)
    for name, number, mode, buffering in (
        ("stdin", 0, "r", -1),
        ("stdout", 1, "w", -1),
        ("stderr", 2, "w", 1),
    ):
        setattr(sys, name, os.fdopen(number, mode, buffering, encoding="utf-8", closefd=False))
    sys.argv = ["salesmap", *request["arguments"]]
    try:
        from salesmap.__main__ import main

        main()
    except BaseException:
        import traceback

        traceback.print_exc()
    finally:
        os._exit(1)


if __name__ == "__main__":
    serve()
