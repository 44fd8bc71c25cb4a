"""The command line: parse, call one function, show its result. The only home of typer.

Nobody imports this room. A command is `commands/<noun>/<verb>.py`, found by its name.
"""
