"""The holidays and moved working days of countries, year by year, as far as they are published."""

from datetime import date
from typing import NamedTuple

from salesmap.core.working_time.errors import MissingCalendarLibrary, UnknownCountry

COUNTRIES = ("CN",)


class CountryDays(NamedTuple):
    """The free days of a country, the weekend days on which it works, and the years known."""

    holidays: frozenset[date]
    workdays: frozenset[date]
    years: frozenset[int]


def country_days(country: str) -> CountryDays:
    """Return the days of a country (`CN`).

    Raises UnknownCountry, MissingCalendarLibrary.
    """
    if country.upper() not in COUNTRIES:
        raise UnknownCountry(country, COUNTRIES)
    try:
        from chinese_calendar import constants
    except ImportError:
        raise MissingCalendarLibrary(country.upper()) from None
    holidays, workdays = frozenset(constants.holidays), frozenset(constants.workdays)
    # A year is published as a whole, in November of the year before.
    return CountryDays(holidays, workdays, frozenset(day.year for day in holidays))
