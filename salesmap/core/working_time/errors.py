"""Calendars that cannot be used."""

from collections.abc import Iterable

from salesmap.core.errors import ResourceError, UnknownNameError, UsageError
from salesmap.core.i18n import N_, _


class UnknownCountry(UnknownNameError):
    """The holidays of a country are not known."""

    code = "unknown_country"
    message = N_("Unknown country {name!r}: choose one of {known}.")

    def __init__(self, name: str, known: Iterable[str]) -> None:
        names = list(known)
        super().__init__(name, names, names)


class MissingCalendarLibrary(ResourceError):
    """The library with the holidays of a country is not installed. `data`: the `extra`."""

    code = "missing_library"

    def __init__(self, country: str) -> None:
        message = _("The working days of {country} need the library chinesecalendar.")
        super().__init__(
            message.format(country=country),
            country=country,
            library="chinesecalendar",
            extra="calendar",
        )


class UnreadableHours(UsageError):
    """A text names no working hours."""

    code = "unreadable_hours"

    def __init__(self, text: str) -> None:
        message = _(
            "Cannot read the working hours {text!r}: write them like mon-fri 9-18, or "
            "mon-fri 9:00-12:00 13:30-18:00; sat 9-12."
        )
        super().__init__(message.format(text=text), text=text)


class NoWorkingTime(UsageError):
    """A calendar has no working time for years on."""

    code = "no_working_time"

    def __init__(self) -> None:
        super().__init__(_("The calendar has no working time."))
