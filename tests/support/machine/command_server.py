"""A process that runs one command after the other in one language: the same way in and out as a
process for each, with its own environment, folder and files, without half a second of imports.

Help is put into words when `cli` is imported, so each language has its server; a command in the
other language is refused with the name of that language.
"""

import atexit
import faulthandler
import gc
import json
import os
import shutil
import signal
import sys
import tempfile
import termios
import time
import traceback
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pathlib import Path

from salesmap.__main__ import _HAS_ITS_OWN_LANGUAGE, _before, _flag, run
from salesmap.core import i18n
from salesmap.core.calendar import working_days
from salesmap.core.config import language, user_file
from salesmap.core.errors import SalesmapError
from salesmap.exchange.mapping import aliases, columns
from salesmap.store.journal import once
from tests.support.machine import built_once
from tests.support.machine.terminals import mark_end, open_terminal, read_to_end

LONGEST = 120
"""How many seconds a command may take before its server ends with a traceback."""

_STREAMS = (("stdin", "r", -1), ("stdout", "w", -1), ("stderr", "w", 1))


def serve(lang: str) -> None:
    """Answer requests, a line of JSON each, until there are no more."""
    requests, answers = (os.fdopen(os.dup(number), mode) for number, mode in ((0, "r"), (1, "w")))
    faulthandler.register(signal.SIGALRM, file=os.dup(2), chain=True)
    i18n.bind(lang)
    built_once.keep()
    gc.freeze()
    gc.set_threshold(100_000)  # as the program has it

    folder = Path(tempfile.mkdtemp(dir=os.environ.get("PYTEST_DEBUG_TEMPROOT")))
    atexit.register(shutil.rmtree, folder)
    for line in requests:
        request = json.loads(line)
        signal.setitimer(signal.ITIMER_REAL, LONGEST)
        _enter(request)
        wanted = _language(request["arguments"], lang)
        if wanted != lang:
            answer: list = [wanted]
        elif request.get("terminal"):
            answer = _at_a_terminal(request)
        else:
            answer = _into_files(request, folder)
        os.chdir("/")
        signal.setitimer(signal.ITIMER_REAL, 0)
        print(json.dumps(answer), file=answers, flush=True)


def _into_files(request: dict, folder: Path) -> list:
    paths = [folder / name for name, _mode, _buffering in _STREAMS]
    paths[0].write_text(request["stdin"] or "", encoding="utf-8")
    flags = (os.O_RDONLY, *[os.O_WRONLY | os.O_CREAT] * 2)
    files = [os.open(path, flag, 0o600) for path, flag in zip(paths, flags, strict=True)]
    code = _run(request["arguments"], files)
    texts = [path.read_bytes().decode("utf-8") for path in paths[1:]]
    for path in paths:  # a process that the command left behind may write on
        path.unlink()
    return [code, *texts]


def _at_a_terminal(request: dict) -> list:
    """Run the command on terminals, one for its output and one for its errors and its input."""
    (out, out_end), (err, err_end) = (_terminal(request["terminal"]) for _stream in range(2))
    os.write(err, (request["stdin"] or "").encode() + b"\x04")
    kept = [os.dup(end) for end in (out_end, err_end)]
    with ThreadPoolExecutor(2) as pool:
        texts = [pool.submit(read_to_end, terminal) for terminal in (out, err)]
        code = _run(request["arguments"], [err_end, out_end, err_end])
        for end in kept:
            mark_end(end)
        answer = [code, *(text.result() for text in texts)]
    for file in (*kept, out, err):
        os.close(file)
    return answer


def _terminal(columns: int) -> tuple[int, int]:
    """Open a terminal without echo and without changes of line ends: its two ends."""
    ours, theirs = open_terminal(columns)
    modes = termios.tcgetattr(theirs)
    modes[1] &= ~termios.OPOST
    modes[3] &= ~termios.ECHO
    termios.tcsetattr(theirs, termios.TCSANOW, modes)
    return ours, theirs


def _run(arguments: list[str], files: list[int]) -> int:
    """Run a command on open files, which are closed at its end, and return its exit code."""
    _open_streams(files)
    once._used.clear()
    import_module("salesmap.cli.context")._built.clear()
    _forget_files_of_others()
    try:
        return run(arguments)
    except BaseException:
        traceback.print_exc()
        return 1
    finally:
        # What was not written by now is lost, as it is when a process leaves.
        _open_streams([os.open(os.devnull, os.O_RDWR)] * len(_STREAMS))


_users_files: list[Path] = []


def _forget_files_of_others() -> None:
    """Let a command read its user's calendar and words: a process remembers those of one user."""
    folder = user_file().parent
    found = sorted(folder.iterdir()) if folder.is_dir() else []
    if found or _users_files:
        for function in (working_days, aliases._files, aliases.aliases, columns._ranked):
            function.cache_clear()
    _users_files[:] = found


def _language(arguments: list[str], otherwise: str) -> str:
    try:
        return language(_flag(_before(arguments, _HAS_ITS_OWN_LANGUAGE), "--lang"))
    except SalesmapError:
        return otherwise


def _enter(request: dict) -> None:
    """Let this process have the environment and the folder of a command."""
    os.environ.clear()
    os.environ.update(request["environment"])
    time.tzset()
    tempfile.tempdir = None
    os.chdir(request["folder"])
    sys.argv = ["salesmap", *request["arguments"]]


def _open_streams(files: list[int]) -> None:
    """Make three open files the standard streams."""
    for number, (file, (name, mode, buffering)) in enumerate(zip(files, _STREAMS, strict=True)):
        os.dup2(file, number)
        stream = os.fdopen(number, mode, buffering, encoding="utf-8", closefd=False)
        setattr(sys, name, stream)
    for file in set(files):
        os.close(file)


if __name__ == "__main__":
    serve(sys.argv[1])
