"""`salesmap dup merge`."""

from typing import TYPE_CHECKING, Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.importing.plan import pairs
from salesmap.cli.option_errors import DifferentTypesError, KeepSideError
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import echo, notify, show
from salesmap.cli.prompts import confirm
from salesmap.core.i18n import _, label

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Merge two leads"), "salesmap dup merge lead:1 lead:4 --yes"),
    (
        _("Keep the second record's phone"),
        "salesmap dup merge contact:1 contact:2 --keep phone=B --yes",
    ),
)

if TYPE_CHECKING:
    from salesmap.reports.customer.merge_preview import Differences

Reference = Annotated[
    str,
    typer.Argument(
        metavar=_("RECORD"),
        help=_("Record as in 'salesmap dup list', such as customer:12; a lead by number or name."),
    ),
]


@app.command()
def merge_duplicates(
    ctx: typer.Context,
    a: Reference,
    b: Reference,
    keep: Annotated[
        str | None,
        typer.Option(
            metavar=_("FIELD=A|B,…"),
            help=_("Record that wins for a field; by default the first, unless it is empty."),
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help=_("Merge without asking."))] = False,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Merge two records."""
    from salesmap.reports.customer.merge_preview import differences, merge_preview, record_named

    context = get_context(ctx)
    kept = {field: side.casefold() for field, side in pairs(keep, "--keep").items()}
    if wrong := [side for side in kept.values() if side not in ("a", "b")]:
        raise KeepSideError(side=wrong[0])
    with context.read_connection() as connection:
        (kind, one), (other_kind, other) = record_named(connection, a), record_named(connection, b)
        if kind != other_kind:
            raise DifferentTypesError(a=a, b=b)
        rows = merge_preview(connection, kind, one, other, kept)
    show(context, rows, format, fields)
    if not yes:
        confirm(_("Merge these two records?"))
    from salesmap.actions.customer.merge import merge
    from salesmap.cli.commands.lead._shared.referrers import tell_cleared

    cleared = merge(context.database, kind, one, other, kept)
    if kind == "customer":  # what others drop stays in a note of the lead, or with the contact
        _tell(differences(rows))
    if format in (None, "table", "plain"):
        echo(
            _("Merged {kind}:{b} into {kind}:{a}. To undo: 'salesmap undo'.").format(
                kind=kind, a=one, b=other
            )
        )
    tell_cleared(cleared)


def _tell(differences: "Differences") -> None:
    """Name what the first record took from the second, and what is kept nowhere."""
    for text, values in (
        (_("Taken from the other: {values}."), differences.filled),
        (_("Dropped, for they differ: {values}."), differences.dropped),
    ):
        if values:
            named = [f"{label(field)} {value}" for field, value in values]
            notify(text.format(values=_(", ").join(named)))
