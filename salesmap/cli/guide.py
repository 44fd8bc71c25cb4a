"""The pages of the guide: package data in both languages, `salesmap/guide/{en,zh}/<topic>.md`.

A page begins with its title (`# Title`), an empty line, and one line that says what it is for.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from salesmap.core.errors import NotFoundError
from salesmap.core.folding import fold
from salesmap.core.i18n import LANGUAGES, _

FOLDER = Path(__file__).parent.parent / "guide"
_FIRST = "start"


class Page(NamedTuple):
    """A page by its topic, the name of its file."""

    topic: str
    title: str
    purpose: str
    path: Path

    def text(self) -> str:
        """Return the page as Markdown."""
        return self.path.read_text(encoding="utf-8")


class TopicNotFoundError(NotFoundError):
    """No page of the guide has this name or title, and no command."""

    code = "topic_not_found"

    def __init__(self, name: str, close: Sequence[str]) -> None:
        super().__init__(
            _("No help on {name!r}.").format(name=name), name=name, candidates=list(close)
        )


class NoSchemaError(NotFoundError):
    """No command of this name writes JSON. `data`: the nearest one as `candidates`."""

    code = "schema_not_found"

    def __init__(self, command: str, close: Sequence[str]) -> None:
        super().__init__(
            _("'salesmap {command}' writes no JSON.").format(command=command),
            command=command,
            candidates=list(close),
        )


def pages(lang: str) -> list[Page]:
    """Return the pages in a language, the first steps before all others."""
    found = [_page(path) for path in sorted((FOLDER / lang).glob("*.md"))]
    return sorted(found, key=lambda page: page.topic != _FIRST)


def page_of_topic(name: str, lang: str) -> Page | None:
    """Return the page of a topic in a language; None for an unknown one."""
    path = FOLDER / lang / f"{name}.md"
    return _page(path) if name.isascii() and name.isalpha() and path.is_file() else None


def page_titled(text: str, lang: str) -> Page | None:
    """Return the page whose title, in any language, begins with a text."""
    wanted = fold(text)
    for language in (lang, *LANGUAGES):
        for page in pages(language):
            if wanted and fold(page.title).startswith(wanted):
                return _page(FOLDER / lang / f"{page.topic}.md")
    return None


def _page(path: Path) -> Page:
    with path.open(encoding="utf-8") as file:
        title, _empty, purpose = (file.readline().strip() for _line in range(3))
    return Page(path.stem, title.removeprefix("#").strip(), purpose, path)
