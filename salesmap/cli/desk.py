"""What every command works with: the settings, the book, and the way out to the screen."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from salesmap.clock import Clock
from salesmap.config import Settings, color_wanted, is_terminal
from salesmap.errors import Unreadable, Unusable
from salesmap.i18n import _
from salesmap.rows import Rows
from salesmap.store.book import Book

if TYPE_CHECKING:
    import sqlite3
    from datetime import tzinfo

FORMATS = ("table", "plain", "json", "csv", "tsv", "ids")
_SQLITE_URL = "sqlite:///"


class Desk(NamedTuple):
    """A person's place in front of a book."""

    settings: Settings
    book: Book

    @property
    def lang(self) -> str:
        """The language that the person reads."""
        return self.settings["lang"]

    @property
    def clock(self) -> Clock:
        """What time it is for the person."""
        return self.book.clock

    @contextmanager
    def reading(self) -> Iterator["sqlite3.Connection"]:
        """A look into the book."""
        from salesmap.store.reading import reading

        with reading(self.book) as connection:
            yield connection


def desk_of(ctx: typer.Context) -> Desk:
    """The desk that the root command laid out."""
    assert isinstance(ctx.obj, Desk)
    return ctx.obj


def open_desk(settings: Settings, now: str | None, arguments: tuple[str, ...]) -> Desk:
    """Lay out a desk. Raises Unreadable for a time, a zone or a database that cannot be understood."""
    book = Book(
        path=database_path(settings["db"]),
        user=settings["user"],
        clock=_clock(settings["timezone"], now),
        arguments=arguments,
        currency=settings["currency"],
        country=settings["country"],
        lock_timeout=settings.number("lock_timeout"),
        journal_mode=settings["journal_mode"],
    )
    return Desk(settings, book)


def database_path(name: str) -> Path:
    """The file that `--db` names. Raises Unreadable for an address of another kind."""
    if name.startswith(_SQLITE_URL):
        name = name.removeprefix(_SQLITE_URL)
    elif "://" in name:
        raise Unusable(_("{name}: this version keeps its book in a file; name one with --db.").format(name=name))
    if not name:
        raise Unreadable(_("--db needs the name of a file."))
    return Path(name).expanduser()


def _clock(zone: str, now: str | None) -> Clock:
    import os

    clock = Clock(zone=_zone(zone) if zone else None)
    wanted = now or os.environ.get("SALESMAP_NOW")
    if not wanted:
        return clock
    from salesmap.days import parse_moment

    return Clock(fixed=parse_moment(wanted, clock), zone=clock.zone)


def _zone(name: str) -> "tzinfo":
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise Unreadable(_("There is no time zone {name!r}: write it like Asia/Shanghai.").format(name=name)) from None


def say(message: str) -> None:
    """A word to the person, beside the data."""
    from salesmap.render.cleaning import clean

    if sys.stdout is not None:
        sys.stdout.flush()  # data and words in the order in which they were said, wherever both go
    if sys.stderr is not None:
        print(clean(message), file=sys.stderr)


def tell(message: str) -> None:
    """A sentence on standard output; what it quotes is shown, never obeyed."""
    from salesmap.render.cleaning import clean

    put(clean(message))


def put(text: str) -> None:
    """Data on standard output. Raises Unusable when there is none."""
    if sys.stdout is None:
        raise Unusable(_("The output cannot be written: standard output is closed."))
    sys.stdout.write(text + "\n")


def show(desk: Desk, rows: Rows, format: str | None, fields: str | None = None, *, single: bool = False) -> None:
    """Print rows in the format asked for: a table on a terminal, plain elsewhere, unless another was named."""
    format = format or usual_format()
    if fields is not None:
        rows = rows.choose([name.strip() for name in fields.split(",") if name.strip()])
    elif format in ("table", "plain"):
        rows = rows.choose(rows.brief or rows.names())
    if format == "table":
        from salesmap.render.table import print_table

        if sys.stdout is None:
            put("")
        print_table(rows, desk.clock, color_wanted(desk.settings))
    elif format == "plain":
        from salesmap.render.plain import plain

        put(plain(rows, desk.clock))
    else:
        _show_data(rows, format, single)


def usual_format() -> str:
    """How rows are written when nobody said: for a person at a terminal, or for whatever stands behind a pipe."""
    return "table" if is_terminal(sys.stdout) else "plain"


def _show_data(rows: Rows, format: str, single: bool) -> None:
    from salesmap.render.data import as_csv, as_ids, as_json

    if format == "json":
        put(as_json(rows, single=single))
    elif format in ("csv", "tsv"):
        put(as_csv(rows, "," if format == "csv" else "\t", is_terminal(sys.stdout)))
    elif rows.values:
        put(as_ids(rows))


def answer(desk: Desk, rows: Rows, format: str | None, fields: str | None, message: str) -> None:
    """After a command that made or changed one thing: a sentence, or the thing itself in the format asked for."""
    if format is None and fields is None:
        tell(message)
    else:
        show(desk, rows, format, fields, single=True)


def most_rows(desk: Desk, limit: int | None, format: str | None) -> int:
    """How many rows of a list at most: what was asked for; else the setting on a terminal, and all (0) elsewhere."""
    if limit is not None:
        return limit
    return desk.settings.number("limit") if is_terminal(sys.stdout) and format in (None, "table", "plain") else 0
