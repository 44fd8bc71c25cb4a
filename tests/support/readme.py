"""The parts of the README that are made from the code: `python -m tests.support.readme` writes them, test_readme.py checks them."""

from pathlib import Path

README = Path(__file__).parent.parent.parent / "README.md"
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

    lines = ["| command | what it does |", "|---|---|"]

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
    lines = (
        f"- **{_NAMES[name]}**: `{' '.join(column.name for column in module.COLUMNS)}`"
        for name, module in modules.items()
    )
    return "\n".join(lines)


def metrics() -> str:
    """What a detector can measure."""
    from salesmap.domain.map.metrics import METRICS

    lines = ["| metric | what it is | says also |", "|---|---|---|"]
    lines += [
        f"| `{name}` | {metric.meaning} | {' '.join(f'`{key}`' for key in (*metric.needs, *metric.takes))} |"
        for name, metric in METRICS.items()
    ]
    return "\n".join(lines)


def made(text: str) -> str:
    """The README's text with the made parts as they should be."""
    for start, end, part in (
        (
            "<!-- commands: made by `python -m tests.support.readme`, checked by the tests -->",
            "<!-- end of commands -->",
            commands(),
        ),
        ("<!-- fields -->", "<!-- end of fields -->", fields()),
        ("<!-- metrics -->", "<!-- end of metrics -->", metrics()),
    ):
        before, rest = text.split(start)
        text = f"{before}{start}\n{part}\n{end}{rest.split(end)[1]}"
    return text


if __name__ == "__main__":
    README.write_text(made(README.read_text(encoding="utf-8")), encoding="utf-8")
