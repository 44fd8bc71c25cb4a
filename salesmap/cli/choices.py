"""Values of options that are words of ours: also in Chinese, whichever language is bound."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from salesmap.core.i18n import _, key_of, shown_words
from salesmap.domain.vocabulary import KINDS

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem


class FreeText(click.types.StringParamType):
    """A text that people write; `-` reads it from standard input."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the text."""
        from salesmap.cli.prompts import typed_text

        return typed_text(super().convert(value, param, ctx))


FREE_TEXT = FreeText()


class KindName(click.types.StringParamType):
    """A type of interaction: a known word in either language, or one that only the map knows."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word that is meant; the action refuses one that the map does not know."""
        return key_of(super().convert(value, param, ctx), KINDS)

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem]":
        """Return what a shell offers."""
        from click.shell_completion import CompletionItem

        return [CompletionItem(kind) for kind in KINDS if kind.startswith(incomplete)]


class Priority(click.types.StringParamType):
    """A priority of tickets, in either language."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the key that is meant. Raises UnknownPriority."""
        from salesmap.domain.service.refusals import UnknownPriority
        from salesmap.domain.service.words import priority_of

        priority = priority_of(str(value))
        if priority is None:
            raise UnknownPriority(str(value))
        return priority

    def shell_complete(
        self, ctx: click.Context, param: click.Parameter, incomplete: str
    ) -> "list[CompletionItem]":
        """Return what a shell offers."""
        from click.shell_completion import CompletionItem

        from salesmap.domain.service.vocabulary import PRIORITIES

        return [CompletionItem(each) for each in PRIORITIES if each.startswith(incomplete)]


class Channel(click.types.StringParamType):
    """A way to send a paper: a known word in either language, or another one."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """Return the word that is meant."""
        from salesmap.domain.quote.vocabulary import CHANNELS

        return key_of(super().convert(value, param, ctx), CHANNELS)


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
