"""A process with the libraries loaded already, which forks for each command: a real process with its own environment, folder and
files, without half a second of imports. Of salesmap itself what most commands want is loaded before the fork, but not `cli`, whose help is put into words
when it is imported: the rest asks for the language when it speaks.
"""

import gc
import json
import os
import sys
import tempfile
import time
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
        with tempfile.TemporaryDirectory() as folder:
            paths = [Path(folder, name) for name in ("in", "out", "err")]
            paths[0].write_text(request["stdin"] or "", encoding="utf-8")
            child = os.fork()
            if child == 0:
                _be_the_command(request, paths)
            code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
            out, err = (path.read_bytes().decode("utf-8") for path in paths[1:])
        print(json.dumps([code, out, err]), flush=True)


def _be_the_command(request: dict, paths: list[Path]) -> None:
    os.environ.clear()
    os.environ.update(request["environment"])
    time.tzset()
    os.chdir(request["folder"])
    for number, (path, flags) in enumerate(
        zip(paths, (os.O_RDONLY, *[os.O_WRONLY | os.O_CREAT] * 2), strict=True)
    ):
        os.dup2(os.open(path, flags, 0o600), number)
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
