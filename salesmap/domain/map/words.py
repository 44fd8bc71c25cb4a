"""A text of a map in both languages."""

from typing import NamedTuple


class Words(NamedTuple):
    """A text in both languages."""

    en: str
    zh: str

    def text(self, lang: str) -> str:
        """Return the text in a language, `en` or `zh`."""
        return self.zh if lang == "zh" else self.en
