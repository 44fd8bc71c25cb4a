"""Acceptance scripts: commands with what they print, in plain text; the documentation of behaviour.

A script is a file under `scripts/`, named `NAME.txt`, or `NAME.en.txt` and `NAME.zh.txt` where the
words differ:

    # What this script shows.
    lang: en                    the language, `en` or `zh`; without it the name's
    db: filled                  `empty` (with a map), `filled` (see `sample.py`) or `none`
    now: 2026-11-26T09:00:00    the clock
    terminal: 80                a terminal of so many columns; without it output is piped
    check: no                   the script leaves a database that `db check` finds broken

    # A comment on the next command.
    $ salesmap lead win 12
    Marked lead 12 as won.
    ! a line on standard error
    ? 4

Below a command: its standard output; its standard error, each line after `! `; `? CODE` when it
exits with another code than 0. A line of output that could be mistaken for one of these, and a last
line that is empty, is written after a `\\`. Before every command an empty line is left.

Commands are words as a shell reads them, with `NAME=value` before, `|` between, `< FILE`, `> FILE`
behind, and `<<END` for lines of input that follow up to `END`. Besides `salesmap` there are `cat`,
`cp`, `head -N`, `ls`, `mkdir`, `rm`, `sed -i s/OLD/NEW/ FILE`, `sqlite3 STATEMENT`. The files of `examples/`
lie in the folder `examples`. The folder is shown as `~`, the version as `VERSION`,
the id of a database as `DATABASE`, in the input, too.

`python -m tests.acceptance.update [NAME…]` writes what the program prints now; read the difference
before you commit it.
"""
