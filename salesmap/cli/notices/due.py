"""What `due --notify` sends: tickets by themselves, for nobody is called to them after hours."""

from collections.abc import Callable, Sequence

from salesmap.cli.context import AppContext
from salesmap.cli.notices.news import send_inboxes
from salesmap.cli.notices.sending import Address, News, send_news
from salesmap.cli.output import notify
from salesmap.core.i18n import _, ngettext, word
from salesmap.core.table import Table

_TICKET = "ticket"


def send_due(
    context: AppContext,
    of: Callable[[str | None], Table],
    person: str | None,
    addresses: Sequence[Address],
) -> None:
    """Send what is due of a person or of all (None); of tickets only in working time."""
    send_news(
        context,
        News(
            "due",
            lambda owner: _rows(of(owner), tickets=False),
            _title,
            lambda owner: _gaps(context, owner),
        ),
        person,
        addresses,
    )
    send_inboxes(context, person or context.database.user, addresses)
    if not _rows(of(person), tickets=True).values:
        return
    if not _is_working(context):
        notify(_("Tickets are sent in working hours only."))
        return
    news = News(_TICKET, lambda owner: _rows(of(owner), tickets=True), _ticket_title)
    send_news(context, news, person, addresses)


def _rows(rows: Table, *, tickets: bool) -> Table:
    kind = rows.names().index("kind")
    chosen = [row for row in rows.values if (row[kind] == _TICKET) == tickets]
    return rows._replace(values=chosen)


def _is_working(context: AppContext) -> bool:
    from salesmap.store.working_calendar import working_time

    with context.read_connection() as connection:
        return working_time(connection, context.clock).is_on(context.clock.now())


def _title(count: int) -> str:
    return ngettext("{count} follow-up due", "{count} follow-ups due", count).format(count=count)


def _ticket_title(count: int) -> str:
    return ngettext("{count} ticket due", "{count} tickets due", count).format(count=count)


def _gaps(context: AppContext, person: str | None) -> str:
    """Return what is missing to the current targets of a person, a line for each; none for all."""
    from salesmap.core.calendar import working_days
    from salesmap.core.table import grouped
    from salesmap.reports.forecast.targets import TargetFilter, measured_targets

    if person is None:
        return ""
    with context.read_connection() as connection:
        chosen = TargetFilter(owners=(person,), amounts=context.amounts(connection))
        targets = measured_targets(connection, context.clock, working_days(), chosen)
    lines = []
    for target in targets:
        text = _(
            "Target {period}, {kind}: {actual} of {target}; {gap} to go, {pace} a working day."
        )
        pace = target.pace_needed
        lines.append(
            text.format(
                period=target.period,
                kind=word(target.kind),
                actual=grouped(round(target.actual, 2)),
                target=grouped(round(target.target, 2)),
                gap=grouped(round(target.gap, 2)),
                pace="–" if pace is None else grouped(round(pace, 2)),
            )
        )
    return "\n".join(lines)
