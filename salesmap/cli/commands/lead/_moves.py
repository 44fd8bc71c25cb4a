"""What the commands that move a lead share."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from salesmap.cli.output import notify
from salesmap.core.i18n import _

if TYPE_CHECKING:
    from salesmap.domain.gates import Requirement

Force = Annotated[
    bool,
    typer.Option(
        "--force",
        help=_("Override a gate, where the map allows it; needs --note."),
    ),
]


def notify_missing(lead_id: int, lacking: Sequence["Requirement"]) -> None:
    """Say which key elements are missing, and how they come in."""
    if lacking:
        from salesmap.actions.lead.gates import label_of
        from salesmap.domain.gates import supply

        for each in lacking:
            notify(
                _("Recommended, still missing: {item} · {command}").format(
                    item=label_of(each), command=supply(each, lead_id)
                )
            )
