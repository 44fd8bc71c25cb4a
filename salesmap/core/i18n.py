"""English and Chinese: one gettext catalogue for our own words and for click's."""

import gettext
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path

DOMAIN = "salesmap"
LANGUAGES = ("en", "zh")
LOCALE_DIR = Path(__file__).parent.parent / "locale"

CHINESE_SYNONYMS = {
    "消息": "message",
    "赢率": "赢单率",
    "作废": "dropped",
    "取消": "dropped",
    "已完成": "done",
    "完成": "done",
    "公司": "customer",
    "来源": "source",
    "电邮": "email",
    "级别": "tier",
    "经理": "manager",
}
"""Chinese words that people type where the catalogue has another one."""

_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def bind(lang: str) -> None:
    """Translate into `lang` from here on.

    Must run before any module with help texts is imported: typer reads them at import.
    English needs no catalogue, so it costs nothing.
    """
    global _catalogue
    if lang == "en":
        _catalogue = gettext.NullTranslations()
        gettext.textdomain("messages")
        return
    # click looks its messages up through the process-wide domain and the LANGUAGE variable.
    os.environ["LANGUAGE"] = lang
    gettext.bindtextdomain(DOMAIN, str(LOCALE_DIR))
    gettext.textdomain(DOMAIN)
    _catalogue = gettext.translation(DOMAIN, str(LOCALE_DIR), languages=[lang], fallback=True)


@contextmanager
def speaking(lang: str) -> Iterator[None]:
    """Translate into another language meanwhile, such as that of who gets a message."""
    global _catalogue
    before = _catalogue
    _catalogue = gettext.NullTranslations() if lang == "en" else _chinese()
    try:
        yield
    finally:
        _catalogue = before


def _(message: str) -> str:
    """Return the message in the bound language."""
    return _catalogue.gettext(message)


def ngettext(singular: str, plural: str, count: float) -> str:
    """Return the singular or plural message for `count` in the bound language."""
    return _catalogue.ngettext(singular, plural, 1 if count == 1 else 2)


def N_(message: str) -> str:
    """Return the message as it is: marks it for the catalogue, translated where it is shown."""
    return message


# The most frequent system errors of files. Others are shown as the system words them.
_REASONS = (
    N_("No such file or directory"),
    N_("Permission denied"),
    N_("Operation not permitted"),
    N_("Is a directory"),
    N_("Not a directory"),
    N_("File exists"),
    N_("File name too long"),
    N_("File too large"),
    N_("No space left on device"),
    N_("Disk quota exceeded"),
    N_("Read-only file system"),
    N_("Input/output error"),
    N_("Bad file descriptor"),
    N_("Too many levels of symbolic links"),
)


def reason(error: Exception) -> str:
    """Return why something could not be read or written, translated where that is possible."""
    if isinstance(error, UnicodeError):
        return _("it is not UTF-8")
    if isinstance(error, RecursionError):
        return _("it is nested too deeply")
    toml = re.search(r"\(at (?:line (\d+), column (\d+)|end of document)\)$", str(error))
    if toml and not is_bound_to_english():  # in English the error says more than the position
        if toml[1] is None:
            return _("the TOML ends unexpectedly")
        return _("invalid TOML at line {line}, column {column}").format(
            line=toml[1], column=toml[2]
        )
    return _(getattr(error, "strerror", None) or str(error))


_OF_PAPERS = "quote|contract|amendment|payment|milestone|invoice|file"
_DRAFT = r"\bdraft (\d+)\b"
"""What a paper without a number is called in the journal."""


def journaled(what: str, subject: str) -> str:
    """Return the summary of a change in the bound language.

    `what` is as the journal keeps it: messages, one a line, each with a `{}` for the next one, the
    last one's for the subject.
    """
    from salesmap.core.wording.summaries import SUMMARIES

    is_english = is_bound_to_english()
    if re.search(_OF_PAPERS, what):
        subject = re.sub(_DRAFT, lambda match: _("draft {id}").format(id=match[1]), subject)
    for message in reversed(what.split("\n")):
        text = SUMMARIES.get(message, message) if is_english else _(message)
        subject = text.replace("{}", subject, 1)
    return subject


def glossed(words: Iterable[str], meaning: Callable[[str], str] = _) -> str:
    """Return words as they are typed, each followed by its meaning where that differs."""
    meanings = ((word, meaning(word)) for word in words)
    return _(", ").join(word if meant == word else f"{word} {meant}" for word, meant in meanings)


_labels: dict[str, tuple[str | None, str]] = {}


def declare_labels(labels: Mapping[str, tuple[str | None, str]]) -> None:
    """Set the headings (English or None, Chinese) of fields that have no entry in the catalogue."""
    _labels.update(labels)


def label(field: str) -> str:
    """Return the heading of a field: its name in English, its translation in Chinese."""
    if is_bound_to_english():
        return field
    return _chinese_label(field)


def declared_heading(field: str) -> str | None:
    """Return the English heading that was declared for a field."""
    return _labels.get(field, (None, ""))[0]


_words: dict[str, tuple[str, str]] = {}


def declare_words(words: Mapping[str, tuple[str, str]]) -> None:
    """Set the English and the Chinese of words that are data, such as a map's own kinds."""
    _words.update(words)


def word(value: str) -> str:
    """Return a word of the data as people read it: declared, else of the catalogue."""
    if value in _words:
        return _words[value][not is_bound_to_english()]
    return value.replace("_", " ") if is_bound_to_english() else _(value)


def _chinese_label(field: str) -> str:
    return _labels[field][1] if field in _labels else _chinese().pgettext("field", field)


@cache
def _chinese() -> gettext.NullTranslations:
    return gettext.translation(DOMAIN, str(LOCALE_DIR), languages=["zh"], fallback=True)


def chinese(message: str) -> str:
    """Return the Chinese of a message, whichever language is bound."""
    return _chinese().gettext(message)


def key_of(word: str, keys: Iterable[str]) -> str:
    """Return the key that a word means: itself as it is shown, or the one whose Chinese it is.

    A key is shown with spaces, and typed in any case (`In progress` is `in_progress`). A word that
    means none of the keys is returned as it is. English words load no catalogue.
    """
    known = list(keys)
    if word.isascii() or word in known:
        as_key = "_".join(word.lower().split())
        return as_key if word not in known and as_key in known else word
    word = CHINESE_SYNONYMS.get(word, word)
    for key in known:
        if word in (key, _chinese_label(key), _chinese().gettext(key)):
            return key
    # Where nothing has a number of its own, that of a record is its id.
    return "id" if word == "编号" and "id" in known else word


def shown_words(keys: Iterable[str]) -> list[str]:
    """Return keys as they are shown and typed in the language bound: in Chinese, translated."""
    if is_bound_to_english():
        return list(keys)
    shown = ((key, word(key)) for key in keys)
    return [text if text != key else label(key) for key, text in shown]


def bound_language() -> str:
    """Return the bound language, `zh` or `en`."""
    return "en" if is_bound_to_english() else "zh"


def is_bound_to_english() -> bool:
    """Return whether the bound language is English."""
    return type(_catalogue) is gettext.NullTranslations
