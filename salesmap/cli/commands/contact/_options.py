"""Options that several commands on contacts have."""

from typing import Annotated

import typer

from salesmap.core.i18n import _

Search = Annotated[
    str | None,
    typer.Option(metavar=_("TEXT"), help=_("Text to find in names, companies, phones and emails.")),
]
