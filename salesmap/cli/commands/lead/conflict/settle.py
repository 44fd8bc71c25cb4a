"""`salesmap lead conflict settle`."""

from typing import Annotated

import typer

from salesmap.cli.completion.names import PERSON
from salesmap.cli.context import AppContext, get_context
from salesmap.cli.option_errors import ConflictingOptionsError, NoRulingError
from salesmap.cli.options import Fields, Format
from salesmap.cli.output import notify, show_result
from salesmap.core.i18n import _, ngettext

app = typer.Typer()
WRITES = True
EXAMPLES = (
    (_("Give all leads of a conflict to one owner"), _("salesmap lead conflict settle 1 --to ann")),
    (
        _("Let its owners share the customer"),
        _('salesmap lead conflict settle 1 --share --why "two sites"'),
    ),
)


@app.command()
def settle(
    ctx: typer.Context,
    id: Annotated[
        int, typer.Argument(metavar="ID", help=_("Conflict: its id, or one of its leads."))
    ],
    to: Annotated[
        str | None,
        typer.Option(
            metavar=_("NAME"), click_type=PERSON, help=_("Owner of all its leads from now on.")
        ),
    ] = None,
    share: Annotated[
        bool, typer.Option("--share", help=_("All owners keep their leads; needs --why."))
    ] = False,
    why: Annotated[str | None, typer.Option(metavar=_("TEXT"), help=_("Reason."))] = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Settle a conflict of owners."""
    if share and to is not None:
        raise ConflictingOptionsError(option="--share", others=["--to"])
    if not (why or "").strip() if share else not (to or "").strip():
        raise NoRulingError()
    context = get_context(ctx)
    from salesmap.actions.lead.conflict_rulings import ConflictNotFound
    from salesmap.actions.lead.conflict_rulings import settle as settle_conflict
    from salesmap.reports.lead.conflicts import open_conflicts, settled_conflicts

    with context.read_connection() as connection:
        found = [
            each
            for each in open_conflicts(connection)
            if id == each.id or any(id == lead.id for lead in each.leads)
        ]
    if not found:
        raise ConflictNotFound(id)
    (conflict,) = found
    leads = [lead.id for lead in conflict.leads]
    owner = to.strip() if to else None
    moved = settle_conflict(context.database, leads, conflict.shared, owner, why)
    with context.read_connection() as connection:
        rows = settled_conflicts(connection)
    show_result(
        context,
        rows._replace(values=rows.values[:1]),
        format,
        fields,
        _message(conflict.id, leads, owner),
    )
    _tell_moved(context, moved, owner)


def _message(id: int, leads: list[int], owner: str | None) -> str:
    numbers = _(", ").join(map(str, leads))
    if owner is None:
        return _("Settled conflict {id}: leads {leads} are shared.").format(id=id, leads=numbers)
    text = _("Settled conflict {id}: leads {leads} belong to {owner}.")
    return text.format(id=id, leads=numbers, owner=owner)


def _tell_moved(context: AppContext, moved: int, owner: str | None) -> None:
    if moved and owner:
        text = ngettext(
            "{count} open follow-up went to {owner}.",
            "{count} open follow-ups went to {owner}.",
            moved,
        )
        notify(text.format(count=moved, owner=owner))
