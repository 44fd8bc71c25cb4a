"""Messages to mail and chat tools by Apprise (`mailto://…`, `wecombot://…`, `slack://…`)."""

import logging
from collections.abc import Sequence
from pathlib import Path

from salesmap.core.text import mask_address
from salesmap.exchange.errors import MissingLibraryError, UnknownAddressError, UnsentMessageError


def send(address: str, title: str, body: str, attached: Sequence[Path] = ()) -> None:
    """Send a message, with files where the messenger takes them.

    Raises UnknownAddressError, MissingLibraryError without Apprise, and UnsentMessageError.
    """
    try:
        import apprise
    except ImportError:
        raise MissingLibraryError("Apprise", "notify") from None
    # What goes wrong is reported below, in one line.
    logging.getLogger("apprise").setLevel(logging.CRITICAL)
    messenger = apprise.Apprise()
    if not messenger.add(address):
        raise UnknownAddressError(mask_address(address))
    files = [str(path) for path in attached] or None
    form = apprise.NotifyFormat.TEXT
    if not messenger.notify(title=title, body=body, body_format=form, attach=files):
        raise UnsentMessageError(mask_address(address))
