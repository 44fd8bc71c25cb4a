"""What the commands of segments share."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from salesmap.cli.commands.customer._shared import customer_fields
from salesmap.cli.completion.names import SEGMENT
from salesmap.cli.context import AppContext
from salesmap.cli.filters import say_unknown
from salesmap.cli.output import notify
from salesmap.cli.prompts import confirm
from salesmap.core.i18n import _

if TYPE_CHECKING:
    from salesmap.reports.marketing.segments import Segment

SegmentRef = Annotated[
    str,
    typer.Argument(
        metavar=_("SEGMENT"), click_type=SEGMENT, help=_("Name or number of the segment.")
    ),
]
Yes = Annotated[bool, typer.Option("--yes", help=_("Do not ask."))]
_LISTED = 10


class Chosen(NamedTuple):
    """A segment with the ids of its customers now."""

    segment: "Segment"
    ids: Sequence[int]


def segment_of(context: AppContext, name: str) -> "Segment":
    """Return a segment. Raises SegmentNotFound."""
    from salesmap.actions.marketing.segments import SegmentNotFound
    from salesmap.reports.marketing import segments

    with context.read_connection() as connection:
        found = segments.segment_named(connection, name)
        if found is None:
            known = [each.name for each in segments.segments(connection)]
            raise SegmentNotFound(name, known)
    return found


def chosen(context: AppContext, name: str) -> Chosen:
    """Return a segment with its customers. Raises SegmentNotFound."""
    from salesmap.reports.customer import customers
    from salesmap.reports.marketing import segments

    segment = segment_of(context, name)
    with context.read_connection() as connection:
        sheet = customer_fields(context, connection)
        where = segments.where(sheet, segment, context.database.user)
        ids = customers.ids(sheet, where)
    say_unknown(where.unknown)
    return Chosen(segment, ids)


def preview(question: str, names: Sequence[str], *, yes: bool) -> None:
    """Name whom it concerns, and ask. Raises NotATerminalError, DeclinedError."""
    for name in names[:_LISTED]:
        notify(f"  {name}")
    if len(names) > _LISTED:
        notify("  …")
    if not yes:
        confirm(question)


def tell(text: str, names: Sequence[str]) -> None:
    """Print a sentence about customers, if there are any, with the first of their names."""
    if names:
        listed = _(", ").join(names[:_LISTED]) + (", …" if len(names) > _LISTED else "")
        notify(text.format(count=len(names), names=listed))
