"""`salesmap contract file`."""

from pathlib import Path
from typing import Annotated

import typer

from salesmap.cli.commands.contract._shared.contracts import (
    ContractRef,
    answer_with_contract,
    contract_of,
)
from salesmap.cli.context import get_context
from salesmap.cli.option_errors import NameOfInputError
from salesmap.cli.options import Fields, Format
from salesmap.core.i18n import _

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Keep the signed paper"), "salesmap contract file 1 rates.csv --as signed.csv"),
    (_("See the files of a contract"), "salesmap contract show 1"),
)


@app.command()
def attach_file(
    ctx: typer.Context,
    contract: ContractRef,
    path: Annotated[Path, typer.Argument(metavar=_("FILE"), help=_("File; - for standard input."))],
    as_: Annotated[
        str | None, typer.Option("--as", metavar=_("NAME"), help=_("Name to keep it under."))
    ] = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Attach a file to a contract."""
    from salesmap.actions.papers.attachments import LARGEST_FILE, attach
    from salesmap.core.files import STDIO
    from salesmap.exchange.importers.attachment import read_attachment

    context = get_context(ctx)
    if path == STDIO and as_ is None:
        raise NameOfInputError()
    contract_id = contract_of(context, contract, is_named=False)
    name = as_ or path.name
    attach(context.database, "contract", contract_id, name, read_attachment(path, LARGEST_FILE))
    message = _("Attached {file} to contract {name}.").replace(
        "{file}", name.replace("{", "{{").replace("}", "}}")
    )
    answer_with_contract(context, contract_id, format, fields, message)
