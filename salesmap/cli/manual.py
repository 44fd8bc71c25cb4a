"""`python -m salesmap.cli.manual FOLDER`: write the manual pages, in English and Chinese.

They are made from the list of commands and the first page of the guide, so that `man salesmap` says
what `--help` says. The build step of the package calls `write_pages`.
"""

import re
import subprocess
import sys
from pathlib import Path

from salesmap.cli.command_tree.verbs import Noun, Verb

_GUIDE = Path(__file__).parent.parent / "guide"
_FOLDERS = {"en": "man1", "zh": "zh_CN/man1"}
_HEADS = {
    "en": ("NAME", "SYNOPSIS", "COMMANDS", "SEE ALSO", "a CRM for the command line"),
    "zh": ("名称", "概要", "命令", "参见", "命令行里的 CRM"),
}
_BETWEEN_CHINESE = re.compile("([\u3400-\u9fff。，；：、！？）”])(?=[\u3400-\u9fff（“])")
_SYNOPSIS = (
    "salesmap [--db FILE] [--user NAME] [--lang en|zh] [--now WHEN] [--as-of WHEN] COMMAND …"
)


def write_pages(folder: Path) -> list[Path]:
    """Write `man1/salesmap.1` and `zh_CN/man1/salesmap.1` below a folder, and return their paths.

    Help is read at import, so each language has a process of its own.
    """
    paths = []
    for lang, subfolder in _FOLDERS.items():
        done = subprocess.run(
            [sys.executable, "-m", "salesmap.cli.manual", "--print", lang],
            cwd=Path(__file__).parent.parent.parent,
            capture_output=True,
            check=True,
        )
        path = folder / subfolder / "salesmap.1"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(done.stdout)
        paths.append(path)
    return paths


def manual(lang: str) -> str:
    """Return the manual page in roff."""
    from salesmap.core.i18n import bind

    bind(lang)
    from salesmap.cli.command_tree.command_list import COMMANDS

    name, synopsis, commands, see_also, title = _HEADS[lang]
    lines = ['.TH SALESMAP 1 "" salesmap', ".ad l", f".SH {name}", f"salesmap \\- {title}"]
    lines += [f".SH {synopsis}", _escaped(_SYNOPSIS), *_guide(lang), f".SH {commands}"]
    for each in COMMANDS:
        lines += _entries(each)
    lines += [f".SH {see_also}", ".B salesmap help", ".br", ".B salesmap COMMAND \\-\\-help"]
    return "\n".join(lines) + "\n"


def _entries(member: Verb | Noun, before: str = "") -> list[str]:
    """Return the entries of a command, or of all commands of a group."""
    if not isinstance(member, Noun):
        return _entry(before + member.name, member.help)
    return [line for each in member.verbs for line in _entries(each, f"{before}{member.name} ")]


def _entry(command: str, text: str) -> list[str]:
    return [".TP", f".B salesmap {_escaped(command)}", _escaped(text)]


def _guide(lang: str) -> list[str]:
    """Return the first page of the guide in roff."""
    lines: list[str] = []
    is_code = False
    for line in (_GUIDE / lang / "start.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("```"):
            lines.append(".fi" if is_code else ".nf")
            is_code = not is_code
        elif is_code:
            lines.append(_escaped(line))
        elif line.startswith("#"):
            lines.append(f".SH {_escaped(line.lstrip('# '))}")
        elif line.startswith("- "):
            lines += [".IP \\(bu 2", _inline(line[2:])]
        else:
            lines.append(_inline(line) if line else ".PP")
    return lines


def _inline(text: str) -> str:
    """Return a line with `code` and **strong** words in bold."""
    return re.sub(r"`([^`]*)`|\*\*([^*]*)\*\*", r"\\fB\1\2\\fR", _escaped(text))


def _escaped(text: str) -> str:
    text = text.replace("\\", "\\e").replace("-", "\\-")
    text = _BETWEEN_CHINESE.sub(r"\1\\:", text)  # a line may be broken here
    return f"\\&{text}" if text.startswith((".", "'")) else text


if __name__ == "__main__":
    if sys.argv[1] == "--print":
        sys.stdout.reconfigure(encoding="utf-8")  # type: ignore[union-attr]
        sys.stdout.write(manual(sys.argv[2]))
    else:
        for written in write_pages(Path(sys.argv[1])):
            print(written)
