"""Messages to mail and chat tools, by Apprise: one address such as `mailto://…`, `wecombot://…`, `slack://…` each."""

import logging

from salesmap.core.errors import ResourceError, UsageError
from salesmap.core.i18n import _


def send(address: str, title: str, body: str) -> None:
    """Send a message. Raises UsageError for an address that is none, ResourceError when Apprise is missing or the message did not go out."""
    try:
        import apprise
    except ImportError:
        raise ResourceError(
            _("Sending needs Apprise: install it with 'pip install salesmap[notify]'.")
        ) from None
    logging.getLogger("apprise").setLevel(
        logging.CRITICAL
    )  # what went wrong is said below, in one line
    messenger = apprise.Apprise()
    if not messenger.add(address):
        raise UsageError(
            _("Unknown address {address!r}: write it like mailto://user:password@host.").format(
                address=_hidden(address)
            )
        )
    if not messenger.notify(title=title, body=body, body_format=apprise.NotifyFormat.TEXT):
        raise ResourceError(
            _("The message to {address} was not sent.").format(address=_hidden(address))
        )


def _hidden(address: str) -> str:
    """An address without what opens it."""
    scheme, sign, rest = address.partition("://")
    return (
        f"{scheme}{sign}{rest.rpartition('@')[2].partition('/')[0].partition('?')[0]}"
        if sign
        else scheme[:20]
    )
