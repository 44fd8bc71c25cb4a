"""The tables of the guide and the outputs in the README, which are made by the program.

`python -m tests.support.generated_docs` writes them, in both languages; with `--check` it fails
where one is not current.
"""

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
GUIDE = ROOT / "salesmap/guide"
README = ROOT / "README.md"
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_NAMES = {
    "lead": "lead",
    "followup": "due, followup",
    "funnel": "funnel",
    "history": "history",
    "checklist": "lead checklist",
    "diagnosis": "diagnose",
}


def commands() -> str:
    """Every command with its help, as a table."""
    import click
    from typer.main import get_command

    from salesmap.cli.app import app
    from salesmap.core.i18n import bound_language

    heads = {"en": "| command | what it does |", "zh": "| 命令 | 说明 |"}
    lines = [heads[bound_language()], "|---|---|"]

    def visit(command: click.Command, path: str) -> None:
        if isinstance(command, click.Group):
            context = click.Context(command)
            for name in command.list_commands(context):
                child = command.get_command(context, name)
                assert child
                visit(child, f"{path} {name}".strip())
        else:
            lines.append(f"| `{usage(command, path)}` | {command.help} |")

    visit(get_command(app), "")
    return "\n".join(lines)


def usage(command: "object", path: str) -> str:
    """The command with its arguments, as one types it."""
    import click

    assert isinstance(command, click.Command)
    context = click.Context(command)
    words = [path]
    for parameter in command.params:
        metavar = parameter.make_metavar(context)
        if isinstance(parameter, click.Argument):
            words.append(metavar)
        elif parameter.required:
            words.append(f"{parameter.opts[0]} {metavar}")
    return " ".join(words).replace("|", "\\|")


def fields() -> str:
    """The keys of each listing."""
    from salesmap.reports.activity import followups
    from salesmap.reports.data import history
    from salesmap.reports.diagnosis import diagnosis
    from salesmap.reports.lead import checklist, leads
    from salesmap.reports.pipeline import funnel

    modules = {
        "lead": leads, "followup": followups, "funnel": funnel, "history": history, "checklist": checklist, "diagnosis": diagnosis,
    }  # fmt: skip
    return "\n".join(
        f"- **{_NAMES[name]}**: `{' '.join(column.name for column in module.COLUMNS)}`"
        for name, module in modules.items()
    )


def metrics() -> str:
    """What a detector can measure."""
    from salesmap.core.i18n import _, bound_language
    from salesmap.domain.map.metrics import METRICS

    heads = {"en": "| metric | meaning | keys |", "zh": "| 指标 | 含义 | 键 |"}
    lines = [heads[bound_language()], "|---|---|---|"]
    lines += [
        f"| `{name}` | {_(metric.meaning)} | {' '.join(f'`{key}`' for key in (*metric.needs, *metric.takes))} |"
        for name, metric in METRICS.items()
    ]
    return "\n".join(lines)


PARTS: dict[str, tuple[str, Callable[[], str]]] = {
    "commands": ("commands", commands),
    "data": ("fields", fields),
    "mapfile": ("metrics", metrics),
}
"""The page of each part, the mark before and after it, and what makes it."""


def made(page: str, text: str) -> str:
    """The text of a page with its part as it should be."""
    mark, make = PARTS[page]
    before, rest = text.split(f"<!-- {mark} -->")
    end = f"<!-- end of {mark} -->"
    return f"{before}<!-- {mark} -->\n{make()}\n{end}{rest.split(end)[1]}"


def main(lang: str, *, check: bool) -> int:
    """Write the parts of a language, or return how many are not current."""
    from salesmap.core import i18n

    i18n.bind(lang)
    stale = 0
    for page in PARTS:
        path = GUIDE / lang / f"{page}.md"
        text = path.read_text(encoding="utf-8")
        if made(page, text) != text:
            stale += 1
            if not check:
                path.write_text(made(page, text), encoding="utf-8")
    return stale if check else 0


def readme(text: str) -> str:
    """The README with what its first block of commands prints, on a terminal of 100 columns."""
    import shlex
    import tempfile

    from conftest import Salesmap

    before, rest = text.split("```console\n", 1)
    block, after = rest.split("```", 1)
    lines: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "examples").symlink_to(ROOT / "examples")
        person = Salesmap(Path(folder) / "team.db", Path(folder))
        for command in (line for line in block.splitlines() if line.startswith("$ ")):
            answer = person.run(
                *shlex.split(command)[2:],
                terminal=100,
                SALESMAP_NOW="2026-11-27T09:00:00",
                SALESMAP_USER="mei",
                NO_COLOR="1",
                TERM="xterm",
            )
            assert answer.code == 0, (command, answer)
            shown = _ESCAPES.sub("", answer.out).replace("\r", "").rstrip()
            lines += [command, *([shown] if shown else []), ""]
    return f"{before}```console\n{chr(10).join(lines[:-1])}\n```{after}"


if __name__ == "__main__":
    sys.path.insert(0, str(ROOT / "tests"))
    languages = [word for word in sys.argv[1:] if word in ("en", "zh")]
    is_check = "--check" in sys.argv
    if languages:
        sys.exit(main(languages[0], check=is_check))
    text = README.read_text(encoding="utf-8")
    if (current := readme(text)) != text:
        if is_check:
            sys.exit("README.md is not current")
        README.write_text(current, encoding="utf-8")
    sys.exit(
        sum(  # help is read at import: each language has its process
            subprocess.run(
                [sys.executable, "-m", "tests.support.generated_docs", lang, *sys.argv[1:]],
                cwd=ROOT,
                check=False,
            ).returncode
            for lang in ("en", "zh")
        )
    )
