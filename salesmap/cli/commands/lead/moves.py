"""`salesmap lead advance`, `win`, `lose`, `reopen`, `drop`: a lead's way through the process."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, Annotated

import typer

from salesmap.cli.commands.lead._details import (
    Currency,
    Value,
    amount,
    answer_with_lead,
    lead_number,
    suggest_next,
)
from salesmap.cli.completion import STAGE
from salesmap.cli.context import get_context
from salesmap.cli.options import Due, Fields, Format, LeadRef, Next, Note, promise
from salesmap.cli.output import notify
from salesmap.core.i18n import _

if TYPE_CHECKING:
    from salesmap.domain.gates import Requirement

app = typer.Typer()

Force = Annotated[
    bool,
    typer.Option(
        "--force",
        help=_("Override a gate, where the map allows it; needs --note."),
    ),
]


@app.command(
    "advance",
    help=_(
        "Move a lead to the next stage or to a named one; past the last stage before the "
        "win, it is won."
    ),
)
def advance_lead(
    ctx: typer.Context,
    lead: LeadRef,
    to: Annotated[
        str | None,
        typer.Option(
            metavar=_("STAGE"),
            click_type=STAGE,
            help=_("Target stage; an earlier one is allowed."),
        ),
    ] = None,
    note: Note = None,
    next_: Next = None,
    due: Due = None,
    force: Force = False,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Move a lead."""
    context = get_context(ctx)
    then = promise(context, next_, due)
    from salesmap.actions.lead import moves

    id = lead_number(context, lead)
    lacking = moves.advance(context.database, id, to, note, then, force=force)
    _tell_lacking(id, lacking)
    answer_with_lead(
        context, id, format, fields, _("Moved lead {id} ({name}) to {stage} ({status}).")
    )
    if then is None:
        suggest_next(context, id)


@app.command(
    "move", help=_("Move a lead to another pipeline, to the matching stage or a named one.")
)
def move_lead(
    ctx: typer.Context,
    lead: LeadRef,
    pipeline: Annotated[
        str, typer.Argument(metavar=_("PIPELINE"), help=_("Key or label of the pipeline."))
    ],
    to: Annotated[
        str | None,
        typer.Option(metavar=_("STAGE"), click_type=STAGE, help=_("Stage in that pipeline.")),
    ] = None,
    note: Note = None,
    force: Force = False,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Move a lead to another pipeline."""
    context = get_context(ctx)
    from salesmap.actions.lead.transfer import transfer

    id = lead_number(context, lead)
    _tell_lacking(id, transfer(context.database, id, pipeline, to, note, force=force))
    answer_with_lead(
        context, id, format, fields, _("Moved lead {id} ({name}) to {stage} ({status}).")
    )


@app.command("win", help=_("Mark a lead as won."))
def win_lead(
    ctx: typer.Context,
    lead: LeadRef,
    value: Value = None,
    currency: Currency = None,
    note: Note = None,
    force: Force = False,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Win a lead."""
    context = get_context(ctx)
    cents, written = amount(value, currency)
    from salesmap.actions.lead import moves

    id = lead_number(context, lead)
    lacking = moves.win(context.database, id, cents, written, note, force=force)
    _tell_lacking(id, lacking)
    answer_with_lead(context, id, format, fields, _("Won lead {id}: {name}."))


@app.command("lose", help=_("Mark a lead as lost, with a reason."))
def lose_lead(
    ctx: typer.Context,
    lead: LeadRef,
    reason: Annotated[str, typer.Option(metavar=_("TEXT"), help=_("Lost reason."))],
    note: Note = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Lose a lead."""
    context = get_context(ctx)
    from salesmap.actions.lead import moves

    id = lead_number(context, lead)
    moves.lose(context.database, id, reason, note)
    answer_with_lead(context, id, format, fields, _("Lost lead {id}: {name}."))


@app.command("reopen", help=_("Reopen a closed lead in the stage where it was closed."))
def reopen_lead(
    ctx: typer.Context,
    lead: LeadRef,
    note: Note = None,
    next_: Next = None,
    due: Due = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Reopen a lead."""
    context = get_context(ctx)
    then = promise(context, next_, due)
    from salesmap.actions.lead import moves

    id = lead_number(context, lead)
    moves.reopen(context.database, id, note, then)
    answer_with_lead(context, id, format, fields, _("Reopened lead {id} ({name}) in {stage}."))


@app.command("drop", help=_("Discard an invalid or duplicate lead; it is left out of all reports."))
def drop_lead(
    ctx: typer.Context,
    lead: LeadRef,
    note: Note = None,
    format: Format = None,
    fields: Fields = None,
) -> None:
    """Drop a lead."""
    context = get_context(ctx)
    from salesmap.actions.lead import moves

    id = lead_number(context, lead)
    moves.drop(context.database, id, note)
    answer_with_lead(context, id, format, fields, _("Discarded lead {id}: {name}."))


def _tell_lacking(lead_id: int, lacking: Sequence["Requirement"]) -> None:
    """Say which key elements are missing, and how they come in."""
    if lacking:
        from salesmap.actions.lead.gates import said
        from salesmap.domain.gates import supply

        for each in lacking:
            notify(
                _("Recommended, still missing: {item} · {command}").format(
                    item=said(each), command=supply(each, lead_id)
                )
            )
