"""Options that several commands on the database file have."""

from pathlib import Path
from typing import Annotated

import typer

from salesmap.core.i18n import _

BackupFile = Annotated[Path, typer.Argument(metavar=_("FILE"), help=_("Backup file."))]
