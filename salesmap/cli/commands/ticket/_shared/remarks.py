"""What the import of tickets says that it decided about rows, by the code of the remark."""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from salesmap.actions.service import ticket_import as taken
from salesmap.actions.service import ticket_updates as updated
from salesmap.cli.commands.ticket._shared.tickets import tell_unpublished
from salesmap.cli.output import notify
from salesmap.core.i18n import _, label, ngettext
from salesmap.exchange.importers import ticket_import as read

if TYPE_CHECKING:
    from salesmap.actions.imports.leads import Tally

_SHOWN_WORDS, _SHOWN_LINES = 5, 3


def notify_remarks(tally: "Tally") -> None:
    """Say what was decided about rows that say too little, or contradict themselves."""
    remarks = tally.remarks
    for code, text in _REMARKS.items():
        if count := remarks.get(code):
            notify(_with_lines(text(count).format(count=count), tally.lines.get(code, ())))
    for field in _behind(remarks, updated.NOT_TAKEN):
        told = _("Another {field} of a known ticket is not taken from the file.")
        lines = tally.lines.get(f"{updated.NOT_TAKEN}{field}", ())
        notify(_with_lines(told.format(field=label(field).lower()), lines))
    words = _behind(remarks, read.UNKNOWN_PRIORITY)
    if words:
        listed = _(", ").join(words[:_SHOWN_WORDS]) + ("…" if len(words) > _SHOWN_WORDS else "")
        notify(_("Unknown priorities are taken as normal: {words}.").format(words=listed))
    tell_unpublished([int(year) for year in _behind(remarks, taken.UNPUBLISHED)])


def _with_lines(text: str, lines: Sequence[int]) -> str:
    """Return a remark with the first lines of the file that it is about."""
    if not lines:
        return text
    listed = _(", ").join(map(str, lines[:_SHOWN_LINES]))
    more = "…" if len(lines) > _SHOWN_LINES else ""
    return _("{text} (line {lines})").format(text=text, lines=listed + more)


def _behind(remarks: Mapping[str, int], code: str) -> list[str]:
    return [each.removeprefix(code) for each in remarks if each.startswith(code)]


_REMARKS: Mapping[str, Callable[[int], str]] = {
    read.ANSWERED_LATE: lambda count: ngettext(
        "{count} ticket was answered after it was solved: it is in no average.",
        "{count} tickets were answered after they were solved: they are in no average.",
        count,
    ),
    read.TOO_EARLY: lambda count: ngettext(
        "{count} ticket was answered or solved before it was opened: it is in no average.",
        "{count} tickets were answered or solved before they were opened: they are in no average.",
        count,
    ),
    read.UNOPENED: lambda count: ngettext(
        "{count} ticket has no opening: its first date, or now, is taken; it has no times.",
        "{count} tickets have no opening: their first date, or now, is taken; they have no times.",
        count,
    ),
    read.UNDATED_END: lambda count: ngettext(
        "{count} ticket ended without a date: its last date is taken; it has no solution time.",
        "{count} tickets ended without a date: their last date is taken; they have no solution "
        "time.",
        count,
    ),
    read.CLOSED_AS_SOLVED: lambda count: ngettext(
        "{count} ticket has only a closing date: it is taken as the solution's, too.",
        "{count} tickets have only a closing date: it is taken as the solution's, too.",
        count,
    ),
    read.ENDED_UNDER_WAY: lambda count: ngettext(
        "{count} ticket under way has the date of an end: it is left out.",
        "{count} tickets under way have the date of an end: it is left out.",
        count,
    ),
    read.WAITING_SINCE: lambda count: ngettext(
        "{count} ticket waits for the customer: since its answer or opening is taken.",
        "{count} tickets wait for the customer: since their answer or opening is taken.",
        count,
    ),
    read.CLOSED_EARLY: lambda count: ngettext(
        "{count} ticket was closed before it was solved: its last date is taken.",
        "{count} tickets were closed before they were solved: their last date is taken.",
        count,
    ),
    read.NOT_CLOSED: lambda count: ngettext(
        "{count} ticket is solved and has a closing date: it is left out, the ticket is not "
        "closed.",
        "{count} tickets are solved and have a closing date: it is left out, the tickets are "
        "not closed.",
        count,
    ),
    read.UNDATED_CLOSE: lambda count: ngettext(
        "{count} ticket was closed without a date: the date of its solution is taken.",
        "{count} tickets were closed without a date: the date of their solution is taken.",
        count,
    ),
    read.DAY_ONLY: lambda count: ngettext(
        "{count} ticket has a date without a time: no hours are counted from it.",
        "{count} tickets have dates without a time: no hours are counted from them.",
        count,
    ),
    read.NOBODYS: lambda count: ngettext(
        "{count} ticket has no owner: it is nobody's.",
        "{count} tickets have no owner: they are nobody's.",
        count,
    ),
    updated.DATED_NOW: lambda count: ngettext(
        "{count} known ticket has another status without a date: it changed at this import.",
        "{count} known tickets have another status without a date: they changed at this import.",
        count,
    ),
    read.UNANSWERED: lambda count: ngettext(
        "{count} ticket in progress has no answer: it is open until there is one.",
        "{count} tickets in progress have no answer: they are open until there is one.",
        count,
    ),
    taken.NO_CONTRACT: lambda count: ngettext(
        "{count} ticket names an unknown contract: it is left out.",
        "{count} tickets name unknown contracts: they are left out.",
        count,
    ),
    taken.NO_TARGETS: lambda count: ngettext(
        "{count} ticket has a priority without [[service]] in the map: it has no targets.",
        "{count} tickets have priorities without [[service]] in the map: they have no targets.",
        count,
    ),
}
