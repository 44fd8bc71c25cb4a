"""Contacts from vCards 2.1, 3.0 and 4.0, as phones write them."""

import io
import logging
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from salesmap.core.errors import UsageError
from salesmap.core.i18n import N_, _, reason
from salesmap.domain.drafts import ContactDraft
from salesmap.exchange.errors import UnreadableFileError
from salesmap.exchange.tabular.encoding import detect_text_format
from salesmap.exchange.tabular.rejects import Rejected
from salesmap.exchange.tabular.sheet import Record

_BEGIN, _END = "begin:vcard", "end:vcard"
_MOST_LINES = 100_000  # of one card: a photo has some thousand
_HAN = re.compile("[\u3400-\u9fff]")
_WITH_DATA = re.compile(r"(?i)(?:[\w-]+\.)?(?:photo|logo|sound|key)\b")
_ENCODED = re.compile(r"(?i)^[^:]*;(?:encoding=)?quoted-printable\b[^:]*:")
_CHARSET = re.compile(r"(?i);charset=([\w-]+)")
_SELF_EVIDENT = {
    "version",
    "n",
    "fn",
    "prodid",
    "rev",
    "x-ablabel",
    "x-abshowas",
    "x-abuid",
    "x-ms-ol-design",
    "label",
}


def read_cards(path: Path) -> Iterator[ContactDraft | Rejected]:
    """Yield every card as a contact, or rejected with the reason.

    Raises UnreadableFileError for a file without cards.
    """
    found = False
    try:
        for line, card in _cards(path):
            found = True
            try:
                yield _draft(Record(line, (card[0],)), card)
            except UsageError as problem:
                yield Rejected(Record(line, ("\n".join(card),)), str(problem))
    except OSError as error:
        raise UnreadableFileError(
            path, N_("Cannot read {path}: {problem}."), problem=reason(error)
        ) from None
    except UnicodeError:
        raise UnreadableFileError(
            path, N_("Cannot read {path}: unknown encoding; save it as UTF-8.")
        ) from None
    if not found:
        raise UnreadableFileError(
            path, N_("Cannot read {path}: it contains no card (BEGIN:VCARD).")
        )


def _cards(path: Path) -> Iterator[tuple[int, list[str]]]:
    """Yield (line, lines) of each card without pictures; a card without end ends at the next."""
    encoding = detect_text_format(path).encoding
    card: list[str] = []
    begins, in_picture = 0, False
    with path.open(encoding=encoding, errors="replace") as file:
        for number, raw in enumerate(file, 1):
            line = raw.rstrip("\r\n").lstrip("\ufeff")
            bare = line.strip().lower()
            if bare == _BEGIN:
                if card:
                    yield begins, card
                card, begins, in_picture = [line], number, False
            elif card and bare == _END:
                yield begins, [*card, line]
                card = []
            elif card:
                # The lines of a picture begin with a space, or (2.1) go on to an empty line.
                in_picture = bool(_WITH_DATA.match(line)) or (
                    in_picture and (not bare or line[:1] in " \t" or ":" not in line)
                )
                if not in_picture:
                    card.append(line)
                if len(card) > _MOST_LINES:
                    raise UnreadableFileError(
                        path,
                        N_("Cannot read {path}: the card on line {line} has no end (END:VCARD)."),
                        line=begins,
                    )
    if card:
        yield begins, card


def _draft(record: Record, lines: list[str]) -> ContactDraft:
    """Return the contact of a card. Raises UsageError."""
    card = _parsed(lines)
    reader = _CardReader(card)
    name = reader.name()
    phones, emails = reader.numbers("tel"), reader.numbers("email")
    company = reader.company()
    if not (name or phones or emails):
        raise UsageError(_("no name, phone or email"))
    return ContactDraft(
        row=record,
        name=name,
        customer=company[0] if company else None,
        phone=phones[0][1] if phones else None,
        email=emails[0][1] if emails else None,
        wechat=reader.wechat(),
        title=reader.first("title"),
        external_id=reader.first("uid"),
        fields=reader.rest(phones[1:], emails[1:], company[1:]),
    )


def _parsed(lines: list[str]) -> Any:
    """Return a card as vobject reads it. Raises UsageError."""
    import vobject

    # It warns about what it reads all the same.
    logging.getLogger("vobject").setLevel(logging.CRITICAL)
    text = "\r\n".join(_decoded(lines)) + (
        "\r\n" if lines[-1].strip().lower() == _END else "\r\nEND:VCARD\r\n"
    )
    try:
        return vobject.readOne(io.StringIO(text), ignoreUnreadable=True)
    except (
        vobject.base.VObjectError,
        ValueError,
        LookupError,
        StopIteration,
        AttributeError,
    ) as error:
        raise UsageError(
            _("the card cannot be read ({problem})").format(problem=" ".join(str(error).split()))
        ) from None


def _decoded(lines: list[str]) -> Iterator[str]:
    """Yield the lines with quoted-printable text decoded, in the charset that each names."""
    import quopri

    waiting = iter(lines)
    for line in waiting:
        if not _ENCODED.match(line):
            yield line
            continue
        whole = line
        while whole.endswith("="):
            whole = whole[:-1] + next(waiting, "").lstrip("\t ")
        head, _colon, value = whole.partition(":")
        charset = _CHARSET.search(head)
        text = _text_of(
            quopri.decodestring(value.encode("utf-8", "replace")),
            charset[1] if charset else "utf-8",
        )
        kept = _CHARSET.sub("", re.sub(r"(?i);(?:encoding=)?quoted-printable", "", head))
        yield f"{kept}:{text.replace(chr(13) + chr(10), chr(10)).replace(chr(10), chr(92) + 'n')}"


def _text_of(content: bytes, charset: str) -> str:
    """Decode a text; old programs name no charset, or a wrong one."""
    for trial in (charset, "utf-8", "gb18030"):
        with suppress(LookupError, UnicodeDecodeError):
            return content.decode(trial)
    return content.decode("cp1252", "replace")


class _CardReader:
    """Reads the properties of one card."""

    def __init__(self, card: Any) -> None:
        self.contents: dict[str, list[Any]] = card.contents
        self.labels = {
            line.group: _text(line.value)
            for line in self.contents.get("x-ablabel", ())
            if line.group
        }

    def first(self, name: str) -> str | None:
        return next(
            (text for line in self.contents.get(name, ()) if (text := _text(line.value))), None
        )

    def name(self) -> str | None:
        """Return the full name, or its parts in the order of their language."""
        if full := self.first("fn"):
            return full
        for line in self.contents.get("n", ()):
            value = line.value
            family, given = (
                _joined(getattr(value, "family", "")),
                _joined(getattr(value, "given", "")),
            )
            if family and given and _HAN.search(family) and _HAN.search(given):
                return family + given
            parts = (
                _joined(getattr(value, "prefix", "")),
                given,
                _joined(getattr(value, "additional", "")),
                family,
            )
            if whole := " ".join(part for part in parts if part):
                return whole
        return self.first("nickname") or next(iter(self.company()), None)

    def company(self) -> list[str]:
        """Return the company and its departments."""
        for line in self.contents.get("org", ()):
            parts = line.value if isinstance(line.value, list) else str(line.value).split(";")
            return [text for part in parts if (text := _text(part))]
        return []

    def numbers(self, name: str) -> list[tuple[str, str]]:
        """Return (label, text) of each phone or e-mail, the preferred and mobile ones first."""
        found: list[tuple[bool, bool, int, str, str]] = []
        for line in self.contents.get(name, ()):
            text = _text(line.value).removeprefix("tel:").removeprefix("mailto:")
            if text:
                kinds = {
                    kind.lower() for kind in (*line.params.get("TYPE", ()), *line.singletonparams)
                }
                is_preferred = "pref" in kinds or line.params.get("PREF", [""])[0] == "1"
                label = self.labels.get(line.group or "") or next(
                    iter(sorted(kinds - {"pref", "voice", "internet"})), ""
                )
                found.append(
                    (not is_preferred, not kinds & {"cell", "iphone"}, len(found), label, text)
                )
        return [(label, text) for *_order, label, text in sorted(found)]

    def wechat(self) -> str | None:
        """Return a WeChat name, which phones put in several places."""
        for name in ("x-wechat", "x-weixin"):
            if name_at_wechat := self.first(name):
                return name_at_wechat
        for name in ("impp", "x-socialprofile"):
            for line in self.contents.get(name, ()):
                kinds = " ".join(
                    (
                        *line.params.get("TYPE", ()),
                        *line.params.get("X-SERVICE-TYPE", ()),
                        *line.singletonparams,
                    )
                ).lower()
                scheme, colon, address = _text(line.value).rpartition(":")
                if (
                    "wechat" in f"{kinds} {scheme}".lower()
                    or "weixin" in f"{kinds} {scheme}".lower()
                ):
                    return address if colon else _text(line.value)
        return None

    def rest(
        self, phones: list[tuple[str, str]], emails: list[tuple[str, str]], departments: list[str]
    ) -> dict[str, str]:
        """Return everything else in the card, by name."""
        found: dict[str, str] = {}
        for name, numbers in (("phone", phones), ("email", emails)):
            for label, text in numbers:
                _put(found, f"{name} {label}".strip() if label else f"{name} 2", text)
        for department in departments:
            _put(found, "department", department)
        taken = {"tel", "email", "org", "title", "uid", "x-wechat", "x-weixin", *_SELF_EVIDENT}
        for name, lines in self.contents.items():
            for line in lines if name not in taken else ():
                text = _text(line.value)
                if text and text != self.wechat():
                    _put(found, _NAMES.get(name, name.removeprefix("x-")), text)
        return found


_NAMES = {"adr": "address", "bday": "birthday"}


def _put(fields: dict[str, str], name: str, text: str) -> None:
    key, number = name, 2
    while key in fields:
        key, number = f"{name} {number}", number + 1
    fields[key] = text


def _joined(part: Any) -> str:
    return " ".join(part) if isinstance(part, list) else str(part).strip()


def _text(value: Any) -> str:
    """Return a value as one text; an address as its parts, with commas."""
    if isinstance(value, list):
        return ", ".join(text for part in value if (text := _text(part)))
    if hasattr(value, "street"):
        parts = (
            value.box,
            value.extended,
            value.street,
            value.city,
            value.region,
            value.code,
            value.country,
        )
        return ", ".join(text for part in parts if (text := _joined(part)))
    return str(value).strip()
