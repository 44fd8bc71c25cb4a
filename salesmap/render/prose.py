"""Texts for rich that wrap as Chinese does."""

from rich.console import Console
from rich.containers import Lines
from rich.text import Text

from salesmap.render.wrapping import breaks


class Prose(Text):
    """Text that wraps as Chinese does; rich breaks only at spaces and would cut a sentence off."""

    def wrap(self, console: Console, width: int, **_settings: object) -> Lines:
        """Return the lines of the text."""
        lines = Lines()
        for paragraph in self.split(allow_blank=True):
            lines.extend(paragraph.divide(breaks(paragraph.plain, width)))
        for line in lines:
            line.rstrip()
        return lines


def prose(text: Text) -> Prose:
    """Return the same text, with its styles, as Prose."""
    return Prose(text.plain, style=text.style, end=text.end, spans=list(text.spans))
