"""The file that a form page saves."""

import json
from typing import NamedTuple

from salesmap.core.errors import UsageError
from salesmap.core.i18n import _
from salesmap.exchange.errors import FormAnswersError
from salesmap.exchange.pages.form_page import FORMAT

_LONGEST = 2_000_000


class Answers(NamedTuple):
    """The answers to a form: by field, for a lead of the database with a uid.

    `token` proves that the form was sent to this lead's customer.
    """

    form: str
    database_uid: str
    lead_id: int
    token: str
    fields: dict[str, str]


def read_answers(content: bytes) -> Answers:
    """Return the answers in a file, or in the text that the page shows for copying.

    Raises FormAnswersError, UsageError.
    """
    if len(content) > _LONGEST:
        raise UsageError(_("Cannot read the answers: the file is too large."))
    try:
        data = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        raise FormAnswersError() from None
    if not isinstance(data, dict) or data.get("salesmap_form") != FORMAT:
        raise FormAnswersError()
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
        raise FormAnswersError()
    if wrong := [
        key
        for key, value in fields.items()
        if not isinstance(value, str) or "\0" in value or _has_surrogates(value)
    ]:
        raise UsageError(_("The answer to {field!r} is not text.").format(field=wrong[0]))
    token = data.get("token", "")
    return Answers(form, uid, lead, token if isinstance(token, str) else "", fields)


def _has_surrogates(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)
