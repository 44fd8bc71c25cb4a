"""The command line: parse, call one function, print its result. The only home of typer.

Nothing imports this room. A command is `commands/<noun>/<verb>.py`, found by its name; adding one
is that file and its name in the list in `app`. What to type after an error goes into `hints`.
"""
