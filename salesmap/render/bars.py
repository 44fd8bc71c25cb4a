"""Numbers as bars and sparks in a terminal; Chinese labels take two cells a character."""

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size

from salesmap.render.sanitize import clean

_EIGHTHS = " ▏▎▍▌▋▊▉"
_SPARKS = "▁▂▃▄▅▆▇█"
_LONGEST_LABEL = 30


def bars(
    labels: Sequence[str], values: Sequence[float | None], told: Sequence[str], width: int
) -> list[str]:
    """A line for each label: the label, a bar as long as its value is of the greatest, and the value as it is told."""
    room = min(_LONGEST_LABEL, max((cell_len(clean(label)) for label in labels), default=0))
    greatest = max((value for value in values if value), default=0) or 1
    length = max(8, width - room - max((cell_len(text) for text in told), default=0) - 2)
    lines = []
    for label, value, text in zip(labels, values, told, strict=True):
        lines.append(
            f"{set_cell_size(clean(label), room)} {bar((value or 0) / greatest, length)} {text}".rstrip()
        )
    return lines


def centred(
    labels: Sequence[str], values: Sequence[float | None], told: Sequence[str], width: int
) -> list[str]:
    """A line for each label: the label, a bar in the middle as wide as its value is of the greatest, and the value as it is told."""
    room = min(_LONGEST_LABEL, max((cell_len(clean(label)) for label in labels), default=0))
    greatest = max((value for value in values if value), default=0) or 1
    length = max(8, width - room - max((cell_len(text) for text in told), default=0) - 2)
    lines = []
    for label, value, text in zip(labels, values, told, strict=True):
        wide = round(max(0.0, (value or 0) / greatest) * length)
        lines.append(
            f"{set_cell_size(clean(label), room)} {('█' * (wide or bool(value))).center(length)} {text}".rstrip()
        )
    return lines


def bar(share: float, length: int) -> str:
    """A share of so many cells as a bar."""
    eighths = round(max(0.0, share) * length * 8)
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def sparks(values: Sequence[float | None]) -> str:
    """A row of numbers as a row of little columns."""
    known = [value for value in values if value is not None]
    least, most = min(known, default=0), max(known, default=0)
    step = (most - least) / (len(_SPARKS) - 1) or 1
    return "".join(
        " " if value is None else _SPARKS[round((value - least) / step)] for value in values
    )
