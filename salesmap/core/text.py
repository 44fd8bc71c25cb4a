"""Small changes of texts."""


def in_a_sentence(text: str) -> str:
    """Return a text with a small first letter, unless its first word is a name such as WeChat."""
    first = text.partition(" ")[0]
    return text[:1].lower() + text[1:] if first[1:].islower() else text
