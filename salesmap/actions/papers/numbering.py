"""The numbers of papers: given when a paper first goes out, or a ticket is opened; counted by year.

The next number follows the largest one given, so that undoing the newest gives it back; undoing an
older one leaves a gap, and its number is never given again.
"""

from salesmap.domain.records import Contract, Quote, Setting, Ticket
from salesmap.domain.settings.shared import SHARED, check_shared
from salesmap.store.engine.paper_numbers import has_others, is_taken, last_serial
from salesmap.store.unit_of_work import UnitOfWork

_YEAR = "{year}"


class NumberSeries:
    """Numbers for many new papers of a table in one change, without a look-up for each.

    `taken` are numbers that others of the same change will have.
    """

    def __init__(self, change: UnitOfWork, table: str) -> None:
        self._change = change
        self._table = table
        self._form = _form_of(change, table)
        self._year = str(change.database.clock.today().year)
        self.series = self._year if _YEAR in self._form else ""
        self.serial = _last_serial(change, table, self.series)
        self._has_others = has_others(change.connection, table)
        self.taken: set[str] = set()

    def next(self) -> tuple[str, str, int]:
        """Return the next number, its series and its serial."""
        while True:
            self.serial += 1
            number = self._form.format(year=self._year, n=self.serial)
            if number not in self.taken and not self._is_used(number):
                return number, self.series, self.serial

    def _is_used(self, number: str) -> bool:
        return self._has_others and is_taken(self._change.connection, self._table, number)


def give_number(change: UnitOfWork, paper: Quote | Contract | Ticket) -> None:
    """Give a paper its number, unless it has one. A form without the year is counted through.

    Raises InvalidSharedSetting for a form that came into the database by another door.
    """
    if paper.number is not None:
        return
    form = _form_of(change, paper.TABLE)
    year = str(change.database.clock.today().year)
    series = year if _YEAR in form else ""
    paper.series, paper.serial = series, _last_serial(change, paper.TABLE, series) + 1
    while is_taken(change.connection, paper.TABLE, form.format(year=year, n=paper.serial)):
        paper.serial += 1  # an imported paper has that number
    paper.number = form.format(year=year, n=paper.serial)


def _form_of(change: UnitOfWork, table: str) -> str:
    key = f"number.{table}"
    setting = change.first(Setting, "key = ?", key)
    return check_shared(key, setting.value) if setting else SHARED[key].default


def _last_serial(change: UnitOfWork, table: str, series: str) -> int:
    change.flush()
    return last_serial(change.connection, table, series)
