"""The words of tickets as people read and type them: elsewhere the same words mean other things."""

from collections.abc import Iterable

from salesmap.core.i18n import N_, _, chinese, is_bound_to_english, label
from salesmap.domain.service.vocabulary import PRIORITIES, TICKET_STATES

_MESSAGES = (
    N_("priority:urgent"),
    N_("priority:high"),
    N_("priority:normal"),
    N_("priority:low"),
    N_("ticket:open"),
    N_("ticket:in_progress"),
    N_("ticket:waiting"),
    N_("ticket:resolved"),
    N_("ticket:closed"),
    N_("ticket:opened"),
    N_("ticket:replied"),
    N_("ticket:customer"),
    N_("ticket:resumed"),
    N_("ticket:reopened"),
    N_("ticket:changed"),
)


_ENGLISH = {"customer": "customer note"}
"""The words that say too little by themselves."""


def priority_word(priority: str) -> str:
    """Return a priority in the bound language."""
    return _shown("priority", priority)


def ticket_word(word: str) -> str:
    """Return a state or an event of tickets in the bound language."""
    return _shown("ticket", word)


def change_words(text: str) -> str:
    """Return what changed of a ticket, kept as `priority low → high; owner ann → bo`."""
    if is_bound_to_english():
        return text
    parts = [part.partition(" ") for part in text.split("; ")]
    return _("; ").join(
        f"{label(field)} "
        + (" → ".join(map(priority_word, values.split(" → "))) if field == "priority" else values)
        for field, _space, values in parts
    )


def priority_of(text: str) -> str | None:
    """Return the priority that a word means in any language, None for another word."""
    return _meaning("priority", text, PRIORITIES)


def state_of(text: str) -> str | None:
    """Return the state that a word means in any language, None for another word."""
    return _meaning("ticket", text, TICKET_STATES)


def choices_of_states() -> list[str]:
    """Return the states of tickets as they are typed in the bound language."""
    is_english = is_bound_to_english()
    return [state if is_english else ticket_word(state) for state in TICKET_STATES]


def _shown(subject: str, word: str) -> str:
    if is_bound_to_english():
        return _ENGLISH.get(word, word.replace("_", " "))
    message = f"{subject}:{word}"
    return _(message)


def _meaning(subject: str, text: str, keys: Iterable[str]) -> str | None:
    typed = "_".join(text.strip().lower().replace("-", " ").split())
    for key in keys:
        if typed == key or (not typed.isascii() and typed == chinese(f"{subject}:{key}")):
            return key
    return None
