"""The numbers of papers: given when a paper first goes out, or a ticket is opened; counted by year.

The next number follows the largest one given, so that undoing the newest gives it back; undoing an
older one leaves a gap, and its number is never given again.
"""

from salesmap.domain.records import Contract, Quote, Setting, Ticket
from salesmap.domain.settings.shared import SHARED, check_shared
from salesmap.store.unit_of_work import UnitOfWork

_YEAR = "{year}"


def give_number(change: UnitOfWork, paper: Quote | Contract | Ticket) -> None:
    """Give a paper its number, unless it has one. A form without the year is counted through.

    Raises InvalidSharedSetting for a form that came into the database by another door.
    """
    if paper.number is not None:
        return
    key = f"number.{paper.TABLE}"
    setting = change.first(Setting, "key = ?", key)
    form = check_shared(key, setting.value) if setting else SHARED[key].default
    year = str(change.database.clock.today().year)
    series = year if _YEAR in form else ""
    ((last,),) = change.sql(f"SELECT max(serial) FROM {paper.TABLE} WHERE series = ?", series)
    paper.series, paper.serial = series, (last or 0) + 1
    while change.sql(
        f"SELECT 1 FROM {paper.TABLE} WHERE number = ?", form.format(year=year, n=paper.serial)
    ):
        paper.serial += 1  # an imported paper has that number
    paper.number = form.format(year=year, n=paper.serial)
