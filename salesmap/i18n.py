"""English and Chinese: one gettext catalogue for our own words and for click's."""

import gettext
import os
from pathlib import Path

DOMAIN = "salesmap"
LANGUAGES = ("en", "zh")
LOCALE_DIR = Path(__file__).parent / "locale"

_catalogue: gettext.NullTranslations = gettext.NullTranslations()


def bind(lang: str) -> None:
    """Speak `lang` from here on.

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


def _(message: str) -> str:
    """The message in the language bound."""
    return _catalogue.gettext(message)


def mark(message: str) -> str:
    """The message as it is, to be translated where it is shown; marks it for the catalogue."""
    return message


def label(field: str) -> str:
    """The heading of a field: its own name in English, the trade's word in Chinese."""
    return _catalogue.pgettext("field", field)


def is_bound_to_english() -> bool:
    """Whether headings are the fields' own names."""
    return type(_catalogue) is gettext.NullTranslations
