"""`salesmap ticket import`."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from salesmap.cli.commands.ticket._shared.tickets import tell_unpublished
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
from salesmap.core.i18n import _, glossed, key_of, label, ngettext
from salesmap.core.table import columns
from salesmap.domain.service.vocabulary import TICKET_STATES
from salesmap.domain.service.words import priority_word, ticket_word

if TYPE_CHECKING:
    from salesmap.actions.imports.leads import Tally
    from salesmap.domain.drafts import TicketDraft

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
_SHOWN_WORDS, _SHOWN_LINES = 5, 3


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
    _notify_remarks(run.tally)
    rows = partial(first_rows, plan, read_tickets, _LANDED, _landed)
    words = ("state_words", "priority_words")
    answer(context, run, given, lambda lines: rows(rejected=lines)._replace(words=words))


def _notify_remarks(tally: "Tally") -> None:
    """Say what was decided about rows that say too little, or contradict themselves."""
    from salesmap.actions.service.ticket_import import UNPUBLISHED
    from salesmap.actions.service.ticket_updates import NOT_TAKEN
    from salesmap.exchange.importers.ticket_import import UNKNOWN_PRIORITY

    remarks = tally.remarks
    for code, text in _texts(remarks).items():
        if count := remarks.get(code):
            notify(_with_lines(text.format(count=count), tally.lines.get(code, ())))
    for field in _behind(remarks, NOT_TAKEN):
        text = _("Another {field} of a known ticket is not taken from the file.")
        lines = tally.lines.get(f"{NOT_TAKEN}{field}", ())
        notify(_with_lines(text.format(field=label(field).lower()), lines))
    words = _behind(remarks, UNKNOWN_PRIORITY)
    if words:
        listed = _(", ").join(words[:_SHOWN_WORDS]) + ("…" if len(words) > _SHOWN_WORDS else "")
        notify(_("Unknown priorities are taken as normal: {words}.").format(words=listed))
    tell_unpublished([int(year) for year in _behind(remarks, UNPUBLISHED)])


def _with_lines(text: str, lines: Sequence[int]) -> str:
    """Return a remark with the first lines of the file that it is about."""
    if not lines:
        return text
    listed = _(", ").join(map(str, lines[:_SHOWN_LINES]))
    more = "…" if len(lines) > _SHOWN_LINES else ""
    return _("{text} (line {lines})").format(text=text, lines=listed + more)


def _behind(remarks: Mapping[str, int], code: str) -> list[str]:
    return [each.removeprefix(code) for each in remarks if each.startswith(code)]


def _texts(remarks: Mapping[str, int]) -> dict[str, str]:
    """Return what is said of each remark, by how often it was made."""
    from salesmap.actions.service import ticket_import as taken
    from salesmap.actions.service import ticket_updates as updated
    from salesmap.exchange.importers import ticket_import as read

    return {
        read.ANSWERED_LATE: ngettext(
            "{count} ticket was answered after it was solved: it is in no average.",
            "{count} tickets were answered after they were solved: they are in no average.",
            remarks.get(read.ANSWERED_LATE, 0),
        ),
        read.TOO_EARLY: ngettext(
            "{count} ticket was answered or solved before it was opened: it is in no average.",
            "{count} tickets were answered or solved before they were opened: they are in no "
            "average.",
            remarks.get(read.TOO_EARLY, 0),
        ),
        read.UNOPENED: ngettext(
            "{count} ticket has no opening: its first date, or now, is taken; it has no times.",
            "{count} tickets have no opening: their first date, or now, is taken; they have no "
            "times.",
            remarks.get(read.UNOPENED, 0),
        ),
        read.UNDATED_END: ngettext(
            "{count} ticket ended without a date: its last date is taken; it has no solution time.",
            "{count} tickets ended without a date: their last date is taken; they have no solution "
            "time.",
            remarks.get(read.UNDATED_END, 0),
        ),
        read.CLOSED_AS_SOLVED: ngettext(
            "{count} ticket has only a closing date: it is taken as the solution's, too.",
            "{count} tickets have only a closing date: it is taken as the solution's, too.",
            remarks.get(read.CLOSED_AS_SOLVED, 0),
        ),
        read.ENDED_UNDER_WAY: ngettext(
            "{count} ticket under way has the date of an end: it is left out.",
            "{count} tickets under way have the date of an end: it is left out.",
            remarks.get(read.ENDED_UNDER_WAY, 0),
        ),
        read.WAITING_SINCE: ngettext(
            "{count} ticket waits for the customer: since its answer or opening is taken.",
            "{count} tickets wait for the customer: since their answer or opening is taken.",
            remarks.get(read.WAITING_SINCE, 0),
        ),
        read.CLOSED_EARLY: ngettext(
            "{count} ticket was closed before it was solved: its last date is taken.",
            "{count} tickets were closed before they were solved: their last date is taken.",
            remarks.get(read.CLOSED_EARLY, 0),
        ),
        read.NOT_CLOSED: ngettext(
            "{count} ticket is solved and has a closing date: it is left out, the ticket is not "
            "closed.",
            "{count} tickets are solved and have a closing date: it is left out, the tickets are "
            "not closed.",
            remarks.get(read.NOT_CLOSED, 0),
        ),
        read.UNDATED_CLOSE: ngettext(
            "{count} ticket was closed without a date: the date of its solution is taken.",
            "{count} tickets were closed without a date: the date of their solution is taken.",
            remarks.get(read.UNDATED_CLOSE, 0),
        ),
        read.DAY_ONLY: ngettext(
            "{count} ticket has a date without a time: no hours are counted from it.",
            "{count} tickets have dates without a time: no hours are counted from them.",
            remarks.get(read.DAY_ONLY, 0),
        ),
        read.NOBODYS: ngettext(
            "{count} ticket has no owner: it is nobody's.",
            "{count} tickets have no owner: they are nobody's.",
            remarks.get(read.NOBODYS, 0),
        ),
        updated.DATED_NOW: ngettext(
            "{count} known ticket has another status without a date: it changed at this import.",
            "{count} known tickets have another status without a date: they changed at this "
            "import.",
            remarks.get(updated.DATED_NOW, 0),
        ),
        read.UNANSWERED: ngettext(
            "{count} ticket in progress has no answer: it is open until there is one.",
            "{count} tickets in progress have no answer: they are open until there is one.",
            remarks.get(read.UNANSWERED, 0),
        ),
        taken.NO_CONTRACT: ngettext(
            "{count} ticket names an unknown contract: it is left out.",
            "{count} tickets name unknown contracts: they are left out.",
            remarks.get(taken.NO_CONTRACT, 0),
        ),
        taken.NO_TARGETS: ngettext(
            "{count} ticket has a priority without [[service]] in the map: it has no targets.",
            "{count} tickets have priorities without [[service]] in the map: they have no targets.",
            remarks.get(taken.NO_TARGETS, 0),
        ),
    }


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
