"""`salesmap ticket import`."""

import shlex
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from salesmap.cli.context import get_context
from salesmap.cli.importing.options import (
    DateOrder,
    SheetImport,
    key_option,
    on_duplicate_option,
    with_sheet_options,
)
from salesmap.cli.importing.plan import plan_import
from salesmap.cli.importing.run import answer, first_rows, take_in
from salesmap.cli.output import notify
from salesmap.core.i18n import _, glossed, key_of
from salesmap.core.table import columns
from salesmap.domain.service.vocabulary import TICKET_STATES
from salesmap.domain.service.words import priority_word, ticket_word

if TYPE_CHECKING:
    from salesmap.domain.drafts import TicketDraft
    from salesmap.exchange.mapping.import_plan import ImportPlan

app = typer.Typer()
WRITES = True
SAVES_FILES = True
EXAMPLES = (
    (_("See what a file would do"), "salesmap ticket import tickets.csv --dry-run"),
    (
        _("Say what a status of the file means"),
        'salesmap ticket import tickets.csv --status-map "Parked=waiting"',
    ),
)
_LANDED = columns(
    "number external_id customer state:key:state_words priority:key:priority_words text owner "
    "opened_at:instant::received_at responded_at:instant resolved_at:instant"
)


@app.command()
@with_sheet_options(
    date_order=DateOrder,
    key=key_option(_("Field by which tickets are found again: number or external_id.")),
    status_map=Annotated[
        str | None,
        typer.Option(
            "--status-map",
            metavar=_("THEIRS=STATUS,…"),
            help=_("What the statuses in the file mean: {states}.").format(
                states=glossed(TICKET_STATES, ticket_word)
            ),
        ),
    ],
    on_duplicate=on_duplicate_option(_("Action for tickets that already exist.")),
)
def import_tickets(ctx: typer.Context, *, given: SheetImport) -> None:
    """Import tickets; contradictory dates are told."""
    from salesmap.actions.service import ticket_import
    from salesmap.cli.commands.ticket._shared.remarks import notify_remarks
    from salesmap.exchange.importers.ticket_import import read_tickets
    from salesmap.exchange.mapping.import_context import TICKETS

    context = get_context(ctx)
    plan = plan_import(context, given, TICKETS)
    key = key_of(plan.context.options.key or "", ticket_import.KEYS) or None
    take = partial(
        ticket_import.import_tickets,
        on_duplicate=given.on_duplicate,
        key=key,
        has_numbers="number" in plan.fields(),
    )
    run = take_in(context, plan, read_tickets, take, given)
    notify_remarks(run.tally)
    _notify_ratings(plan, given.file)
    rows = partial(first_rows, plan, read_tickets, _LANDED, _landed)
    words = ("state_words", "priority_words")
    answer(context, run, given, lambda lines: rows(rejected=lines)._replace(words=words))


def _landed(draft: "TicketDraft") -> tuple[str | None, ...]:
    """Return the ticket of a row as it would land."""
    from salesmap.core.clock import instant
    from salesmap.domain.service.ticket import NORMAL

    moments = (draft.opened_at, draft.responded_at, draft.resolved_at)
    priority = draft.priority or NORMAL
    return (
        draft.number,
        draft.external_id,
        draft.customer,
        draft.state,
        priority,
        draft.text,
        draft.owner,
        *(instant(moment) if moment else None for moment in moments),
        ticket_word(draft.state),
        priority_word(priority),
    )


def _notify_ratings(plan: "ImportPlan", file: Path) -> None:
    """Say how ratings of tickets are imported, where the file has some."""
    from salesmap.exchange.mapping.columns import LEFT_OUT, RATING, map_columns

    left_out = [column.header for column in plan.columns if column.field == LEFT_OUT]
    scores = {"score", "csat", "nps"}
    if any(column.field in scores for column in map_columns(left_out, {}, RATING)):
        text = _("The ratings in it are taken by 'salesmap rating import {file}'.")
        notify(text.format(file=shlex.quote(str(file))))
