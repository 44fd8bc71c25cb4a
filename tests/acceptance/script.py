"""A script as text: its headers and steps, read and written."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

SCRIPTS = Path(__file__).parent / "scripts"

HEADERS = ("lang", "db", "now", "terminal", "check")
DATABASES = ("empty", "filled", "none")
_MARKED = re.compile(r"[$!?] |\\")


@dataclass(frozen=True)
class Step:
    """A command with its input, and what it prints. `comment` are the lines before it."""

    command: str
    stdin: str | None = None
    out: str = ""
    err: str = ""
    code: int = 0
    comment: tuple[str, ...] = ()


@dataclass(frozen=True)
class Script:
    """A script. `about` are the comment lines at its head."""

    path: Path
    about: tuple[str, ...]
    headers: dict[str, str] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()

    @property
    def name(self) -> str:
        """The path below `scripts`, without its ending."""
        return self.path.relative_to(SCRIPTS).as_posix().removesuffix(".txt")

    @property
    def lang(self) -> str:
        """The language of the script."""
        return self.headers.get("lang") or ("zh" if self.name.endswith(".zh") else "en")


def scripts() -> list[Path]:
    """All scripts there are."""
    return sorted(SCRIPTS.rglob("*.txt"))


def read(path: Path) -> Script:
    """Read a script. Raises ValueError for one that is not written as it must be."""
    head, *blocks = _blocks(path.read_text(encoding="utf-8").splitlines())
    about = tuple(line for line in head if line.startswith("#"))
    headers = dict(line.split(": ", 1) for line in head if line and not line.startswith("#"))
    if unknown := headers.keys() - set(HEADERS):
        raise ValueError(f"{path}: unknown headers {unknown}")
    if headers.get("db", "filled") not in DATABASES:
        raise ValueError(f"{path}: unknown database {headers['db']}")
    return Script(path, about, headers, tuple(_step(block) for block in blocks))


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    """The head of a script, then each step with its comments."""
    starts = [_first_comment(lines, index) for index in _commands(lines)]
    for start, end in zip([0, *starts], [*starts, len(lines)], strict=True):
        block = lines[start:end]
        yield block[:-1] if block and block[-1] == "" else block


def _commands(lines: list[str]) -> Iterator[int]:
    """The indexes of the lines with commands; lines of input are none."""
    end = None
    for index, line in enumerate(lines):
        if end is None and line.startswith("$ "):
            yield index
            end = _end_of_input(line)
        elif line == end:
            end = None


def _first_comment(lines: list[str], index: int) -> int:
    """Where the comment above a command begins: `#` lines directly above it, below an empty one."""
    start = index
    while lines[start - 1].startswith("# "):
        start -= 1
    return start if lines[start - 1] == "" else index


def _end_of_input(command: str) -> str | None:
    match = re.search(r"<<(\w+)", command)
    return match[1] if match else None


def _step(block: list[str]) -> Step:
    start = next(index for index, line in enumerate(block) if line.startswith("$ "))
    step = Step(block[start][2:], comment=tuple(block[:start]))
    lines = block[start + 1 :]
    if end := _end_of_input(step.command):
        length = lines.index(end)
        step = replace(step, stdin="".join(f"{line}\n" for line in lines[:length]))
        lines = lines[length + 1 :]
    out, err, code = "", "", 0
    for line in lines:
        if line.startswith("! "):
            err += f"{line[2:]}\n"
        elif line.startswith("? "):
            code = int(line[2:])
        else:
            out += f"{line.removeprefix(chr(92))}\n"
    return replace(step, out=out, err=err, code=code)


def written(script: Script) -> str:
    """The text of a script."""
    lines = [*script.about, *(f"{key}: {value}" for key, value in script.headers.items())]
    for step in script.steps:
        lines += ["", *step.comment, f"$ {step.command}"]
        if step.stdin is not None:
            lines += [*step.stdin.splitlines(), _end_of_input(step.command) or ""]
        lines += _marked(step.out)
        lines += [f"! {line}" for line in step.err.splitlines()]
        lines += [f"? {step.code}"] if step.code else []
    return "\n".join(lines) + "\n"


def _marked(out: str) -> list[str]:
    lines = [f"\\{line}" if _MARKED.match(line) else line for line in out.splitlines()]
    if lines and lines[-1] == "":
        lines[-1] = "\\"
    return lines
