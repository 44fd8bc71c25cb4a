"""Patterns for LIKE."""


def escape_like(text: str) -> str:
    """Return a text that stands for itself in a LIKE pattern with ESCAPE '\\'."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
