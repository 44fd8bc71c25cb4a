"""Contacts as vCards (RFC 2426 for 3.0, RFC 6350 for 4.0), for phones and address books."""

from collections.abc import Iterable
from typing import NamedTuple

from salesmap.core.text import one_line, without_controls


class Card(NamedTuple):
    """A contact of an address book; `phone` is E.164 where it could be read."""

    id: int
    name: str
    customer: str | None
    phone: str | None
    email: str | None
    wechat: str | None
    title: str | None
    external_id: str | None
    fields: dict[str, str]


def cards(contacts: Iterable[Card], version: str, database_uid: str) -> bytes:
    """Return the file with a card for each contact.

    UIDs do not change, so that an address book that reads the file again updates its contacts.
    """
    return b"".join(_card(contact, version, database_uid) for contact in contacts)


def _card(contact: Card, version: str, database_uid: str) -> bytes:
    from icalendar.parser import Contentline

    lines = [
        ("VERSION", version),
        ("UID", one_line(contact.external_id or "") or f"contact-{contact.id}@{database_uid}"),
    ]
    lines += [("FN", _escaped(contact.name)), ("N", _parts(contact.name))]
    if contact.customer:
        lines.append(("ORG", _escaped(contact.customer)))
    if contact.title:
        lines.append(("TITLE", _escaped(contact.title)))
    if contact.phone:
        lines.append(
            ("TEL;VALUE=uri;TYPE=cell", f"tel:{one_line(contact.phone)}")
            if version == "4.0"
            else ("TEL;TYPE=CELL", one_line(contact.phone))
        )
    if contact.email:
        lines.append(
            ("EMAIL" if version == "4.0" else "EMAIL;TYPE=INTERNET", _escaped(contact.email))
        )
    if contact.wechat:
        lines.append(("X-WECHAT", _escaped(contact.wechat)))
    for name, text in contact.fields.items():
        lines.append(_other(name, text))
    whole = [("BEGIN", "VCARD"), *lines, ("END", "VCARD")]
    folded = (Contentline(f"{name}:{value}").to_ical() for name, value in whole)  # type: ignore[no-untyped-call]
    return b"".join(line + b"\r\n" for line in folded)


def _parts(name: str) -> str:
    """Return family and given name; a name of one word, as most Chinese names, is a given one."""
    words = name.split()
    if len(words) == 1:
        return f";{_escaped(name)};;;"
    return f"{_escaped(words[-1])};{_escaped(' '.join(words[:-1]))};;;"


def _other(name: str, text: str) -> tuple[str, str]:
    kind, _space, label = name.partition(" ")
    match kind:
        case "phone":
            return f"TEL;TYPE={_label(label)}", one_line(text)
        case "email":
            return f"EMAIL;TYPE={_label(label)}", _escaped(text)
        case "address":
            return "ADR", f";;{_escaped(text)};;;;"
        case "birthday":
            return "BDAY", _escaped(text)
        case "url" | "note" | "nickname":
            return kind.upper(), _escaped(text)
    return "NOTE", _escaped(f"{name}: {text}")


def _label(label: str) -> str:
    return (
        "".join(
            character for character in label.upper() if character.isascii() and character.isalnum()
        )
        or "OTHER"
    )


def _escaped(text: str) -> str:
    for plain, escaped in (
        ("\\", "\\\\"),
        (";", "\\;"),
        (",", "\\,"),
        ("\r\n", "\n"),
        ("\r", "\n"),
        ("\n", "\\n"),
    ):
        text = text.replace(plain, escaped)
    return without_controls(text)
