"""`--as-of`: a command shows the data of an earlier time, and says so."""

from salesmap.cli.context import AppContext
from salesmap.cli.output import notify
from salesmap.core.i18n import _


def show_past(context: AppContext, when: str) -> AppContext:
    """Return the context as of an earlier time, named on standard error. Raises UsageError.

    The time of day is named unless it is the end of a day.
    """
    past = context.back_at(when)
    then = past.clock.now().astimezone(past.clock.zone)
    is_end = (then.hour, then.minute) == (23, 59)
    shown = then.strftime("%Y-%m-%d" if is_end else "%Y-%m-%d %H:%M")
    notify(_("As of {when}.").format(when=shown))
    return past
