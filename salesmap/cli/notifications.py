"""`--notify`: what a command found, sent to mail and chat tools."""

import re
from collections.abc import Callable
from functools import partial
from typing import Annotated, NamedTuple

import typer

from salesmap.cli.context import AppContext
from salesmap.cli.errors import NoAddressError
from salesmap.cli.output import notify
from salesmap.core.errors import SalesmapError
from salesmap.core.i18n import _
from salesmap.core.table import Table

CONFIGURED = "config"

_PERSON = re.compile(r"(?P<person>[^=:/]+)=(?P<address>[\w+-]+://.*)", re.DOTALL)

Notify = Annotated[
    list[str] | None,
    typer.Option(
        metavar=_("ADDRESS"),
        help=_(
            "Address to notify once a day, in Apprise form; ann=ADDRESS for ann's records "
            "only; config for the addresses in the settings."
        ),
    ),
]


class News(NamedTuple):
    """What is told of a kind: the rows of a person (None: of everybody), and the title above some rows."""

    kind: str
    of: Callable[[str | None], Table]
    title: Callable[[int], str]


def send_news(context: AppContext, news: News, person: str | None, said: list[str]) -> None:
    """Send each address its rows, if there are any and it has not had them today: a person's own to the address of that person, to the
    others those of the `person` asked for, or all. What fails is said; the next run tries it again.

    Raises the last failure, after every address was tried.
    """
    from salesmap.actions.database.notices import send_once
    from salesmap.exchange.exporters.notifier import send
    from salesmap.render.plain import plain

    failure: SalesmapError | None = None
    for whose, address in _addresses(context, said):
        if person and whose and whose.casefold() != person.casefold():
            continue
        rows = news.of(whose or person)
        if not rows.values:
            continue
        title, body = (
            news.title(len(rows.values)),
            plain(rows.select(rows.default_columns or rows.names()), context.clock),
        )
        try:
            sent = send_once(
                context.database,
                news.kind,
                whose or person,
                address,
                partial(send, address, title, body),
            )
        except SalesmapError as problem:
            if failure:
                notify(str(failure))
            failure = problem
            continue
        notify(
            _("Sent: {title}.").format(title=title)
            if sent
            else _("Sent already today: {title}.").format(title=title)
        )
    if failure:
        raise failure


def _addresses(context: AppContext, said: list[str]) -> list[tuple[str | None, str]]:
    """(whose, address), each once. Raises UsageError where there is none."""
    found = [
        each
        for address in said
        for each in (context.settings["notify"].split() if address == CONFIGURED else [address])
    ]
    if not found:
        raise NoAddressError()
    matches = ((_PERSON.fullmatch(each), each) for each in dict.fromkeys(found))
    return [
        (match["person"], match["address"]) if match else (None, each) for match, each in matches
    ]
