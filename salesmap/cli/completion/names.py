"""The names that shells complete: records, stages, owners, values of fields, reports, topics."""

import os
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import click
import typer

from salesmap.core.errors import SalesmapError
from salesmap.core.i18n import _, label
from salesmap.domain.fields import PLAIN_FIELDS
from salesmap.domain.vocabulary import STATUSES, TIERS, is_me

SHELLS = ("bash", "zsh", "fish")
VARIABLE = "_SALESMAP_COMPLETE"


def answer_shell(command: click.Command, program: str) -> None:
    """Answer a shell that asks for completions, and exit; otherwise do nothing."""
    instruction = os.environ.get(VARIABLE)
    if not instruction:
        return
    from salesmap.cli.completion.scripts import shell_class

    shell, _sep, request = instruction.partition("_")
    if shell not in SHELLS or request not in ("complete", "source"):
        raise typer.Exit(1)
    completer = shell_class(shell)(command, {"obj": []}, program, VARIABLE)
    try:
        click.echo(completer.complete() if request == "complete" else completer.source())
    except (SalesmapError, click.ClickException):
        raise typer.Exit(1) from None  # an error would stand in the middle of the line typed
    raise typer.Exit


class Names(click.types.StringParamType):
    """A text whose likely values are in the database (`what`: see `reports/query/completion.py`).

    `always` are values beside them. A type, because typer passes on only what begins exactly as
    typed, and `acm` is to find Acme.
    """

    def __init__(self, what: str, always: Sequence[str] = ()) -> None:
        self.what = what
        self.always = always

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[Any]:
        """Return what a shell offers."""
        begun = incomplete.casefold()
        always = [(word, "") for word in self.always if word.casefold().startswith(begun)]
        return _items(list(dict([*always, *_names(ctx, self.what, incomplete)]).items()))


class Topics(click.types.StringParamType):
    """A topic of the guide."""

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[Any]:
        """Return what a shell offers."""
        from salesmap.cli.guide import pages
        from salesmap.core.i18n import bound_language

        return _items(
            [
                (page.topic, page.title)
                for page in pages(bound_language())
                if page.topic.startswith(incomplete)
            ]
        )


class Words(click.types.StringParamType):
    """A text of which the likely words are known without the database, each with its meaning."""

    def __init__(self, known: Callable[[], Iterable[tuple[str, str]]]) -> None:
        self.known = known

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> list[Any]:
        """Return what a shell offers; in a list behind a comma, for its last part."""
        begun, comma, last = incomplete.rpartition(",")
        sign = "-" if last.startswith("-") else ""
        return _items(
            [
                (f"{begun}{comma}{sign}{word}", meaning)
                for word, meaning in self.known()
                if word.startswith(last.removeprefix("-"))
            ]
        )


def _statuses() -> Iterable[tuple[str, str]]:
    return ((status, _(status)) for status in (*STATUSES, "all"))


def _roles() -> Iterable[tuple[str, str]]:
    from salesmap.domain.team.vocabulary import ROLES

    return ((role, _(role)) for role in ROLES)


def _reports() -> Iterable[tuple[str, str]]:
    from salesmap.domain.report_names import REPORT_NAMES

    return ((name, "") for name in ("list", *REPORT_NAMES))


def _dimensions() -> Iterable[tuple[str, str]]:
    from salesmap.reports.query.dimensions import DIMENSIONS

    return ((name, label(name)) for name in DIMENSIONS)


def _fields() -> Iterable[tuple[str, str]]:
    from salesmap.domain.fields import FIELDS

    return ((field.key, label(field.key)) for field in FIELDS)


def _customer_fields() -> Iterable[tuple[str, str]]:
    from salesmap.domain.customer.fields import FIELD_KEYS

    return ((key, label(key)) for key in FIELD_KEYS)


def _customer_filters() -> Iterable[tuple[str, str]]:
    return ((f"{key}=", meaning) for key, meaning in _customer_fields())


def _periods() -> Iterable[tuple[str, str]]:
    words = ("this-week", "last-week", "this-month", "last-month", "this-quarter", "last-quarter")
    return ((word, "") for word in (*words, "this-year", "last-year"))


def _settings() -> Iterable[tuple[str, str]]:
    from salesmap.cli.commands.config._shared import known_keys, meaning

    return ((key, meaning(key)) for key in known_keys())


LEAD_NAME = Names("lead_names")


class Person(Names):
    """Somebody who owns something; `me` is the current user."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the name of the person."""
        context = ctx.find_root().obj if ctx else None
        database = getattr(context, "database", None)
        if database is not None and isinstance(value, str) and is_me(value.strip()):
            return database.user
        return super().convert(value, param, ctx)


OWNER = Names("owners")
PERSON = Person("owners")
MEMBER = Names("members")
TEAM = Names("teams")
STAGE = Names("stages")
CUSTOMER = Names("customers")
CONTACT = Names("contacts")
FOLLOWUP = Names("followups")
SEGMENT = Names("segments")
QUOTE = Names("quotes")
CONTRACT = Names("contracts")
TICKET = Names("tickets")
PRODUCT = Names("products")
PRICE_LIST = Names("price_lists")
TIER = Names("tiers", TIERS)
CATEGORY = Names("categories")
VALUES = {
    **{field: Names(f"values:{field}") for field in PLAIN_FIELDS},
    "tag": Names("tags"),
    "tier": TIER,
    "pipeline": Names("pipelines"),
    "status": Words(_statuses),
}
ROLE = Words(_roles)
REPORT, DIMENSION, FIELD, PERIOD, SETTING = map(
    Words, (_reports, _dimensions, _fields, _periods, _settings)
)
CUSTOMER_FIELD, CUSTOMER_FILTER = map(Words, (_customer_fields, _customer_filters))
TOPIC = Topics()


def _items(names: list[tuple[str, str]]) -> list[Any]:
    from click.shell_completion import CompletionItem

    return [CompletionItem(name, help=help) for name, help in names]


def _names(ctx: click.Context, what: str, incomplete: str) -> list[tuple[str, str]]:
    from salesmap.cli.context import build_context
    from salesmap.core.config import resolve
    from salesmap.render.sanitize import clean
    from salesmap.reports.query.completion import completions

    given = ctx.find_root().params
    try:
        settings = resolve({key: given.get(key) for key in ("db", "user", "lang")})
        context = build_context(settings, None, ())
        with context.read_connection() as connection:
            names = completions(connection, what, incomplete, context.lang)
    except SalesmapError:
        return []  # an error would stand in the middle of the line typed
    return [(name, clean(help)) for name, help in names if name == clean(name)]
