"""What the commands of sources share."""

from typing import Annotated

import typer

from salesmap.cli.completion.names import PERIOD, VALUES
from salesmap.core.i18n import _

SourceName = Annotated[
    str,
    typer.Argument(
        metavar=_("SOURCE"), click_type=VALUES["source"], help=_("Lead source, or a campaign.")
    ),
]
CostPeriod = Annotated[
    str,
    typer.Option(
        "--period",
        metavar=_("PERIOD"),
        click_type=PERIOD,
        help=_("Period of the cost, such as 2026-11, 2026-Q4 or 2026; this month by default."),
    ),
]
