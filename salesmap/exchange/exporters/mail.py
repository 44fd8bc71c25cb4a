"""Mail to a customer, from the account that the setting `notify` has."""

import re
from collections.abc import Iterable
from urllib.parse import parse_qsl, quote, urlencode, urlsplit, urlunsplit

from salesmap.exchange.errors import NoMailAccountError

_SCHEMES = ("mailto", "mailtos")
_RECIPIENTS = ("to", "cc", "bcc")
_PERSON = re.compile(r"[^=:/]+=(?=mailtos?://)")


def mail_address(addresses: Iterable[str], recipient: str) -> str:
    """Return the first mail account among Apprise addresses, as one that sends to the recipient.

    Raises NoMailAccountError.
    """
    for address in addresses:
        parts = urlsplit(_PERSON.sub("", address))
        if parts.scheme in _SCHEMES:
            # Recipients stand in the path, too.
            kept = [pair for pair in parse_qsl(parts.query) if pair[0] not in _RECIPIENTS]
            query = urlencode([*kept, ("to", recipient)], quote_via=quote)
            return urlunsplit((parts.scheme, parts.netloc, "/", query, ""))
    raise NoMailAccountError(recipient)
