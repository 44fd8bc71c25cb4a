"""`salesmap map check`."""

import typer

from salesmap.cli.commands.map._changes import FINDINGS, MapFile
from salesmap.cli.context import get_context
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import echo, show
from salesmap.core.i18n import _
from salesmap.core.table import Table

app = typer.Typer()
EXAMPLES = (
    (_("Check a map before you apply it"), _("salesmap map check my-map.toml")),
    (_("Check a built-in map"), "salesmap map check medical-device"),
)

WRONG = 2


@app.command()
def check_map(
    ctx: typer.Context, file: MapFile, format: Format = None, fields: Fields = None
) -> None:
    """Check a map."""
    from salesmap.domain.map.checker import check_with_cases
    from salesmap.domain.map.loader import read_source

    _read, _cases, findings = check_with_cases(read_source(file))
    if findings or format not in (None, "table", "plain"):
        show(
            get_context(ctx),
            Table(FINDINGS, [tuple(finding) for finding in findings]),
            format,
            fields,
        )
    if findings:
        raise typer.Exit(WRONG)
    if format in (None, "table", "plain"):
        echo(_("{file}: no problems found.").format(file=file))
