"""The lines of a TOML text on which its tables and keys stand: tomllib does not keep them."""

import re
from collections.abc import Iterator

Path = tuple[str | int, ...]
"""A position in the data: `("stage", 2, "problem", 0, "label")`."""

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*("[^"]*"|'[^']*'|[A-Za-z0-9_-]+)\s*(?:\.|=)""")
_LONG_QUOTES = ('"""', "'''")


class LineIndex:
    """The line of each path in a text that is valid TOML."""

    def __init__(self, source: str) -> None:
        self.lines: dict[Path, int] = {}
        counts: dict[Path, int] = {}
        table: Path = ()
        for number, line in _statement_lines(source):
            if header := _HEADER.match(line):
                table = _opened_table(header[2], header[1] == "[[", counts)
                self.lines.setdefault(table, number)
            elif key := _KEY.match(line):
                self.lines.setdefault((*table, key[1].strip("\"'")), number)

    def line(self, path: Path) -> int:
        """Return the line of a key, or of the nearest table around it; 1 for the whole text."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def _opened_table(name: str, is_list: bool, counts: dict[Path, int]) -> Path:
    """Return the path that a header opens: `[[stage.problem]]` is the last stage's next problem."""
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


def _statement_lines(source: str) -> Iterator[tuple[int, str]]:
    """Yield (number, line) of the lines that may begin a header or key: not inside a value."""
    closing, depth = None, 0
    for number, line in enumerate(source.split("\n"), 1):
        if closing is None and depth == 0:
            yield number, line
        closing, depth = _state_after(line, closing, depth)


def _state_after(line: str, closing: str | None, depth: int) -> tuple[str | None, int]:
    """Return the long quotes that a line leaves open, and the number of open brackets."""
    if closing is None and depth == 0 and _HEADER.match(line):
        return None, 0
    index = 0
    while index < len(line):
        rest = line[index:]
        if closing:
            end = rest.find(closing)
            if end < 0:
                return closing, depth
            index, closing = index + end + len(closing), None
        elif quotes := next((each for each in _LONG_QUOTES if rest.startswith(each)), None):
            index, closing = index + len(quotes), quotes
        elif rest[0] in "\"'":
            index += _string_length(rest)
        elif rest[0] == "#":
            break
        else:
            depth += {"[": 1, "{": 1, "]": -1, "}": -1}.get(rest[0], 0)
            index += 1
    return closing, depth


def _string_length(text: str) -> int:
    """Return the length of the quoted string at the beginning of a text."""
    pattern = r'"(?:\\.|[^"\\])*"' if text[0] == '"' else r"'[^']*'"
    match = re.match(pattern, text)
    return len(match[0]) if match else 1
