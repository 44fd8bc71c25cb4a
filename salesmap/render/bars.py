"""Numbers as bars and sparks; Chinese labels take two cells a character."""

from collections.abc import Callable, Sequence

from rich.cells import cell_len, set_cell_size

from salesmap.render.sanitize import clean

_EIGHTHS = " ▏▎▍▌▋▊▉"
_SPARKS = "▁▂▃▄▅▆▇█"
_LONGEST_LABEL = 30


def bars(
    labels: Sequence[str], values: Sequence[float | None], texts: Sequence[str], width: int
) -> list[str]:
    """Return a line per label: the label, a bar relative to the greatest value, and its text."""
    return _lines(labels, values, texts, width, bar)


def centred(
    labels: Sequence[str], values: Sequence[float | None], texts: Sequence[str], width: int
) -> list[str]:
    """Return a line per label, with the bars centred under each other."""

    def centred_bar(share: float, length: int) -> str:
        blocks = "█" * (round(max(0.0, share) * length) or bool(share))
        return blocks.center(length)

    return _lines(labels, values, texts, width, centred_bar)


def _lines(
    labels: Sequence[str],
    values: Sequence[float | None],
    texts: Sequence[str],
    width: int,
    draw: Callable[[float, int], str],
) -> list[str]:
    names = [clean(label) for label in labels]
    room = min(_LONGEST_LABEL, max(map(cell_len, names), default=0))
    greatest = max((value for value in values if value), default=0) or 1
    length = max(8, width - room - max(map(cell_len, texts), default=0) - 2)
    return [
        f"{set_cell_size(name, room)} {draw((value or 0) / greatest, length)} {text}".rstrip()
        for name, value, text in zip(names, values, texts, strict=True)
    ]


def bar(share: float, length: int) -> str:
    """Return a share (0 … 1) as a bar of at most `length` cells."""
    eighths = round(max(0.0, share) * length * 8)
    return "█" * (eighths // 8) + _EIGHTHS[eighths % 8].strip()


def sparks(values: Sequence[float | None]) -> str:
    """Return numbers as a row of small columns."""
    known = [value for value in values if value is not None]
    least, most = min(known, default=0), max(known, default=0)
    step = (most - least) / (len(_SPARKS) - 1) or 1
    return "".join(
        " " if value is None else _SPARKS[round((value - least) / step)] for value in values
    )
