"""Values of options that are words of ours: also in Chinese, whichever language is bound."""

from collections.abc import Sequence
from typing import Any

import click

from salesmap.core.i18n import _, key_of, shown_words


class WordChoice(click.Choice[str]):
    """A choice among words that have a translation, which may be typed, too."""

    def __init__(self, choices: Sequence[str]) -> None:
        super().__init__(choices)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word that is meant."""
        return super().convert(key_of(value, self.choices), param, ctx)

    def get_invalid_choice_message(self, value: Any, ctx: click.Context | None) -> str:
        """Return the message of an unknown word, with the words as they are shown."""
        return _("{value!r} is not one of {known}.").format(
            value=value, known=_(", ").join(shown_words(self.choices))
        )
