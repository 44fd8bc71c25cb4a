"""`--notify`: rows sent to mail and chat tools."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Annotated, NamedTuple

import typer

from salesmap.cli.context import AppContext
from salesmap.cli.output import notify
from salesmap.core.clock import Clock
from salesmap.core.errors import SalesmapError
from salesmap.core.folding import fold
from salesmap.core.i18n import _, bound_language, speaking
from salesmap.core.table import Table

CONFIGURED = "config"

_PERSON = r"(?s)(?P<person>[^=:/]+)=(?P<address>[\w+-]+://.*)"

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


class Address(NamedTuple):
    """Where to send, in Apprise form; of a person only, if it has one."""

    person: str | None
    address: str


class News(NamedTuple):
    """Rows to send: of a person or of all (None), and the title over so many rows.

    `note` is a text below them; rows or a text are enough to send something.
    """

    kind: str
    of: Callable[[str | None], Table]
    title: Callable[[int], str]
    note: Callable[[str | None], str] = lambda _person: ""


def send_news(
    context: AppContext, news: News, person: str | None, addresses: Sequence[Address]
) -> None:
    """Send each address its rows, unless there are none or they were sent today.

    A personal address gets the rows of its person, others those of `person`, or all. A failure is
    retried by the next run; the last one is raised after every address was tried.
    """
    from salesmap.actions.database.notices import send_once
    from salesmap.exchange.exporters.notifier import send
    from salesmap.render.plain import message_text

    failure: SalesmapError | None = None
    for owner, address in addresses:
        if person and owner and owner.casefold() != person.casefold():
            continue
        readers = reader(context, owner or person)
        with speaking(readers.lang):
            rows, note = news.of(owner or person), news.note(owner or person)
            shown = rows.select(rows.default_columns or rows.names())
            title = news.title(len(rows.values))
            parts = (message_text(shown, readers.clock) if rows.values else "", note)
        if not any(parts):
            continue
        body = "\n\n".join(filter(None, parts))
        try:
            sent = send_once(
                context.database,
                news.kind,
                owner or person,
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


class Reader(NamedTuple):
    """How somebody reads messages: the language, and the clock of their time zone."""

    lang: str
    clock: Clock


def reader(context: AppContext, person: str | None) -> Reader:
    """Return how a person reads: as the member set it, else as the command speaks."""
    from zoneinfo import ZoneInfo

    from salesmap.store.members import habits

    if person is None:
        return Reader(bound_language(), context.clock)
    with context.read_connection() as connection:
        lang, zone = habits(connection, person)
    clock = context.clock._replace(zone=ZoneInfo(zone)) if zone else context.clock
    return Reader(lang or bound_language(), clock)


def addresses_of(context: AppContext, addresses: Sequence[str]) -> list[Address]:
    """Return each address once, and tell of persons who are no members.

    Raises NoAddressError.
    """
    import re

    found: list[str] = []
    for address in addresses:
        configured = context.settings["notify"].split() if address == CONFIGURED else [address]
        if not configured:
            from salesmap.cli.errors import NoAddressError

            raise NoAddressError()
        found += configured
    matches = ((re.fullmatch(_PERSON, each), each) for each in dict.fromkeys(found))
    pairs = [
        Address(match["person"], match["address"]) if match else Address(None, each)
        for match, each in matches
    ]
    _tell_of_strangers(context, {person for person, _address in pairs if person})
    return pairs


def _tell_of_strangers(context: AppContext, persons: Iterable[str]) -> None:
    """Say whose addresses get nothing: a name that no member has is mistyped, or has left."""
    from salesmap.store.members import people

    with context.read_connection() as connection:
        members = {each.key for each in people(connection) if each.is_active}
    strangers = sorted(person for person in persons if fold(person) not in members)
    if members and strangers:
        text = _("Addresses of who is no member of the team: {names}. See 'salesmap member list'.")
        notify(text.format(names=_(", ").join(strangers)))
