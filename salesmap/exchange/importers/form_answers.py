"""The small file that a filled-in form saves."""

import json
from typing import NamedTuple

from salesmap.core.errors import UsageError
from salesmap.core.i18n import _
from salesmap.exchange.pages.form_page import FORMAT

_LONGEST = 2_000_000


class Answers(NamedTuple):
    """What came back: of which form, for which lead of which book."""

    form: str
    database_uid: str
    lead_id: int
    fields: dict[str, str]


def read_answers(content: bytes) -> Answers:
    """The answers in a file, or in the text that the page offers to be copied. Raises UsageError."""
    if len(content) > _LONGEST:
        raise UsageError(_("Cannot read the answers: the file is too large."))
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise UsageError(
            _("Cannot read the answers: use the file that the form page saves.")
        ) from None
    if not isinstance(data, dict) or data.get("salesmap_form") != FORMAT:
        raise UsageError(_("Cannot read the answers: use the file that the form page saves."))
    form, uid, lead, fields = (
        data.get("form"),
        data.get("book"),
        data.get("lead"),
        data.get("answers"),
    )
    if not (
        isinstance(form, str)
        and isinstance(uid, str)
        and isinstance(lead, int)
        and 0 < lead < 2**63
        and isinstance(fields, dict)
    ):
        raise UsageError(_("Cannot read the answers: use the file that the form page saves."))
    if wrong := [
        key
        for key, value in fields.items()
        if not isinstance(value, str) or "\0" in value or _has_surrogates(value)
    ]:
        raise UsageError(_("The answer to {field!r} is not text.").format(field=wrong[0]))
    return Answers(form, uid, lead, fields)


def _has_surrogates(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)
