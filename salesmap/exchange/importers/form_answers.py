"""The file that a form page saves, or a mail with it or with its text."""

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from salesmap.core.errors import UsageError
from salesmap.core.i18n import _
from salesmap.exchange.errors import FormAnswersError
from salesmap.exchange.pages.form_page import FORMAT
from salesmap.exchange.pages.rating_page import RATED, subject

_LONGEST = 2_000_000
_FIRST_KEY = '"salesmap_form"'
_MAIL = re.compile(rb"\s*[A-Za-z-]+:[^\n]*\n(?:[A-Za-z-]+:|[ \t])")
"""How the headers of a mail begin."""
_QUOTED = re.compile(r"^(?:>[ \t]?)+", re.MULTILINE)
_STRING = re.compile(r'"(?:[^"\\]|\\.)*"', re.DOTALL)
_WRAPPED = re.compile(r"[ \t]*\r?\n[ \t]*")


class RatingAnswers(NamedTuple):
    """The answers to a rating page, for a customer of the database with a uid.

    `subject` is what the page is of and its `token` proves: see `pages.rating_page`; `ids` are the
    customer, and the ticket, contract and contact or None.
    """

    database_uid: str
    subject: str
    ids: tuple[int | None, ...]
    token: str
    fields: dict[str, str]


class Answers(NamedTuple):
    """The answers to a form: by field, for a lead of the database with a uid.

    `token` proves that the form was sent to this lead's customer. `was_wrapped`: a mail program
    had broken the lines of answers.
    """

    form: str
    database_uid: str
    lead_id: int
    token: str
    fields: dict[str, str]
    was_wrapped: bool = False


def has_answers(content: bytes) -> bool:
    """Return whether a file seems to hold answers, and is no sheet."""
    return _FIRST_KEY.encode() in content[:_LONGEST] and bool(_first_found(content)[0])


def read_answers(content: bytes) -> Answers | RatingAnswers:
    """Return the answers in a file, in the text that the page shows for copying, or in a mail.

    Raises FormAnswersError, UsageError.
    """
    if len(content) > _LONGEST:
        raise UsageError(_("Cannot read the answers: the file is too large."))
    data, was_wrapped = _first_found(content)
    if data.get("salesmap_form") != FORMAT:
        raise FormAnswersError()
    if "customer" in data:
        return _rating_answers(data)
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
    _check_texts(fields)
    token = data.get("token", "")
    token = token if isinstance(token, str) else ""
    return Answers(form, uid, lead, token, fields, was_wrapped)


def _rating_answers(data: dict[str, Any]) -> RatingAnswers:
    """Return the answers of a rating page. Raises FormAnswersError, UsageError."""
    uid, issued, fields = data.get("book"), data.get("issued"), data.get("answers")
    ids = tuple(data.get(name) for name in RATED)
    are_ids = all(
        (each is None and number) or (type(each) is int and 0 < each < 2**63)
        for number, each in enumerate(ids)
    )
    if not (
        isinstance(uid, str) and isinstance(issued, str) and isinstance(fields, dict) and are_ids
    ):
        raise FormAnswersError()
    _check_texts(fields)
    token = data.get("token", "")
    token = token if isinstance(token, str) else ""
    return RatingAnswers(uid, subject(ids, issued), ids, token, fields)


def _check_texts(fields: dict[str, Any]) -> None:
    """Raise UsageError for an answer that is no text."""
    if wrong := [
        key
        for key, value in fields.items()
        if not isinstance(value, str) or "\0" in value or _has_surrogates(value)
    ]:
        raise UsageError(_("The answer to {field!r} is not text.").format(field=wrong[0]))


def _texts(content: bytes) -> Iterator[str]:
    """Yield the texts that may hold the answers: those of a mail, or the whole."""
    if _MAIL.match(content):
        from email import message_from_bytes

        for part in message_from_bytes(content).walk():
            payload = part.get_payload(decode=True)
            if isinstance(payload, bytes) and part.get_content_type() != "text/html":
                yield from _decoded(payload, part.get_content_charset("utf-8"))
    yield from _decoded(content, "utf-8-sig")


def _decoded(content: bytes, encoding: str) -> Iterator[str]:
    """Yield the text, if it is one."""
    try:
        yield content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return


def _first_found(content: bytes) -> tuple[dict[str, Any], bool]:
    """Return the first object in the content, and whether a mail program had wrapped its strings.

    Without one, the object is empty.
    """
    for text in _texts(content):
        if found := _found_in(text):
            return found
    return {}, False


def _found_in(text: str) -> tuple[dict[str, Any], bool] | None:
    if ">" in text:
        text = _QUOTED.sub("", text)
    start = text.rfind("{", 0, max(0, text.find(_FIRST_KEY)))
    if start < 0:
        return None
    as_sent = text[start:]
    if (data := _object(as_sent)) is not None:
        return data, False
    joined = _STRING.sub(lambda string: _WRAPPED.sub(" ", string[0]), as_sent)
    data = _object(joined)
    return None if data is None else (data, True)


def _object(text: str) -> dict[str, Any] | None:
    """Return the object that a text begins with, whatever follows it."""
    try:
        data: dict[str, Any] = json.JSONDecoder().raw_decode(text)[0]
    except (ValueError, RecursionError):
        return None
    return data


def _has_surrogates(text: str) -> bool:
    return any("\ud800" <= character <= "\udfff" for character in text)
