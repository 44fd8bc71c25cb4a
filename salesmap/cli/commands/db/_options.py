"""What several commands on the database have in common."""

from pathlib import Path
from typing import Annotated

import typer

from salesmap.cli.context import AppContext
from salesmap.cli.errors import OnlyOfFilesError, OnlyOfServersError
from salesmap.core.i18n import _

BackupFile = Annotated[Path, typer.Argument(metavar=_("FILE"), help=_("Backup file."))]


def require_file(context: AppContext, command: str, counterpart: str) -> None:
    """Raise OnlyOfFilesError for a database on a server, which has a `counterpart` of its own."""
    if context.database.server:
        raise OnlyOfFilesError(
            command=command, database=context.database.name, counterpart=counterpart
        )


def require_server(context: AppContext, command: str) -> None:
    """Raise OnlyOfServersError for a database file, whose system knows no rights within it."""
    if not context.database.server:
        raise OnlyOfServersError(command=command, database=context.database.name)
