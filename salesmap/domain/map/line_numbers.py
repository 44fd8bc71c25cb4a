"""On which line of a TOML text each table and key stands: the standard reader keeps no places."""

import re
from collections.abc import Iterator

Path = tuple[str | int, ...]
"""Where in the data: `("stage", 2, "problem", 0, "label")`."""

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*("[^"]*"|'[^']*'|[A-Za-z0-9_-]+)\s*(?:\.|=)""")
_LONG_QUOTES = ('"""', "'''")


class Places:
    """The lines of a text that is valid TOML."""

    def __init__(self, source: str) -> None:
        self.lines: dict[Path, int] = {}
        counts: dict[Path, int] = {}
        here: Path = ()
        for number, line in _beginnings(source):
            if header := _HEADER.match(line):
                here = _opened(header[2], header[1] == "[[", counts)
                self.lines.setdefault(here, number)
            elif key := _KEY.match(line):
                self.lines.setdefault((*here, key[1].strip("\"'")), number)

    def line(self, path: Path) -> int:
        """The line of this key, or of the nearest table around it; 1 for the text itself."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def _opened(name: str, is_list: bool, counts: dict[Path, int]) -> Path:
    """The path of the table that a header opens: `[[stage.problem]]` is the next problem of the last stage."""
    parts = [part.strip().strip("\"'") for part in name.split(".")]
    path: Path = ()
    for part in parts[:-1]:
        path = (*path, part)
        if path in counts:
            path = (*path, counts[path] - 1)
    path = (*path, parts[-1])
    if is_list:
        counts[path] = counts.get(path, 0) + 1
        path = (*path, counts[path] - 1)
    return path


def _beginnings(source: str) -> Iterator[tuple[int, str]]:
    """(number, line) of the lines on which a header or a key may begin: not within a value of several lines."""
    closing, depth = None, 0
    for number, line in enumerate(source.split("\n"), 1):
        if closing is None and depth == 0:
            yield number, line
        closing, depth = _state_after(line, closing, depth)


def _state_after(line: str, closing: str | None, depth: int) -> tuple[str | None, int]:
    """Which long quotation a line leaves open, and how many brackets of a value."""
    if closing is None and depth == 0 and _HEADER.match(line):
        return None, 0
    place = 0
    while place < len(line):
        rest = line[place:]
        if closing:
            end = rest.find(closing)
            if end < 0:
                return closing, depth
            place, closing = place + end + len(closing), None
        elif long_quotes := next(
            (quotes for quotes in _LONG_QUOTES if rest.startswith(quotes)), None
        ):
            place, closing = place + 3, long_quotes
        elif rest[0] in "\"'":
            place += _length_of_string(rest)
        elif rest[0] == "#":
            break
        else:
            depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(rest[0], 0)
            place += 1
    return closing, depth


def _length_of_string(text: str) -> int:
    pattern = r'"(?:\\.|[^"\\])*"' if text[0] == '"' else r"'[^']*'"
    found = re.match(pattern, text)
    return len(found[0]) if found else 1
