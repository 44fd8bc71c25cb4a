"""`--notify`: what a command found, sent to mail and chat tools."""

from typing import Annotated

import typer

from salesmap.cli.desk import Desk
from salesmap.cli.screen import say
from salesmap.errors import Problem, Unreadable
from salesmap.i18n import _
from salesmap.rows import Rows

CONFIGURED = "config"

Notify = Annotated[
    list[str] | None,
    typer.Option(metavar=_("ADDRESS"), help=_("Send it there, once a day: an address for Apprise, or config for those of the setting.")),
]


def send_rows(desk: Desk, kind: str, person: str | None, title: str, rows: Rows, addresses: list[str]) -> None:
    """Send rows to each address that has not had them today. What fails is said; the next run tries it again.

    Raises the last failure, after every address was tried.
    """
    from salesmap.actions.notices import send_once
    from salesmap.exchange.messenger import send
    from salesmap.render.plain import plain

    body = plain(rows.choose(rows.brief or rows.names()), desk.clock)
    failure: Problem | None = None
    for address in _addresses(desk, addresses):
        try:
            sent = send_once(desk.book, kind, person, address, lambda address=address: send(address, title, body))  # type: ignore[misc]
        except Problem as problem:
            if failure:
                say(str(failure))
            failure = problem
            continue
        say(_("Sent: {title}.").format(title=title) if sent else _("Sent already today: {title}.").format(title=title))
    if failure:
        raise failure


def _addresses(desk: Desk, said: list[str]) -> list[str]:
    found = [each for address in said for each in (desk.settings["notify"].split() if address == CONFIGURED else [address])]
    if not found:
        raise Unreadable(_("No address is set: 'salesmap config set notify mailto://…'."))
    return list(dict.fromkeys(found))
