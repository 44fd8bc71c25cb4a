"""The numbers of papers: given when a paper first goes out, counted by year.

The next number follows the largest one given, so that undoing the newest gives it back; undoing an
older one leaves a gap, and its number is never given again.
"""

from salesmap.core.errors import UsageError
from salesmap.core.i18n import _
from salesmap.domain.records import Contract, Quote, Setting
from salesmap.store.unit_of_work import UnitOfWork

FORMS = {"quote": "Q-{year}-{n:04}", "contract": "C-{year}-{n:04}", "ticket": "T-{year}-{n:04}"}
"""How numbers are written unless the setting `number.<kind>` says otherwise."""


class UnreadableNumberForm(UsageError):
    """A form of numbers cannot be used."""

    code = "unreadable_number_form"

    def __init__(self, kind: str, form: str) -> None:
        text = _("The form {form!r} of number.{kind} must hold {{n}}, and may hold {{year}}.")
        super().__init__(text.format(form=form, kind=kind), kind=kind, form=form)


def give_number(change: UnitOfWork, paper: Quote | Contract) -> None:
    """Give a paper its number, unless it has one. Raises UnreadableNumberForm."""
    if paper.number is not None:
        return
    kind = paper.TABLE
    series = str(change.database.clock.today().year)
    ((last,),) = change.sql(f"SELECT max(serial) FROM {kind} WHERE series = ?", series)
    paper.series, paper.serial = series, (last or 0) + 1
    setting = change.first(Setting, "key = ?", f"number.{kind}")
    form = setting.value if setting else FORMS[kind]
    paper.number = number_text(kind, form, series, paper.serial)


def number_text(kind: str, form: str, series: str, serial: int) -> str:
    """Return a number as the form writes it. Raises UnreadableNumberForm."""
    try:
        text = form.format(year=series, n=serial)
        distinct = form.format(year=series, n=serial + 1) != text
    except (KeyError, IndexError, ValueError, AttributeError):
        raise UnreadableNumberForm(kind, form) from None
    if not distinct:
        raise UnreadableNumberForm(kind, form)
    return text
