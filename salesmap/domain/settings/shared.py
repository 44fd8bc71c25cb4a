"""Settings kept in the database, the same for everybody: company, forms of numbers, calendar."""

from collections.abc import Callable, Mapping
from typing import NamedTuple

from salesmap.core.i18n import N_
from salesmap.domain.settings import checks

LOGO = "company.logo"
CURRENCY = "currency"
_PAPERS = {"quote": "Q", "contract": "C", "ticket": "T"}


class SharedSetting(NamedTuple):
    """A setting: its help, its default, and what checks a value and returns it as it is kept."""

    help: str
    check: Callable[[str, str], str]
    default: str = ""


def check_shared(key: str, value: str) -> str:
    """Return the value of a setting as it is kept. Raises InvalidSharedSetting."""
    return SHARED[key].check(key, value)


def shown_shared(key: str, value: str) -> str:
    """Return a value as it may be printed: of a picture, its kind and size."""
    if key != LOGO or not value:
        return value
    kind, _separator, data = value.partition(";")
    return f"{kind.removeprefix('data:')}, {len(data) * 3 // 4_000} kB"


SHARED: Mapping[str, SharedSetting] = {
    "company.name": SharedSetting(N_("your company's registered name, on quotes"), checks.text),
    "company.address": SharedSetting(N_("your company's address, on quotes"), checks.text),
    "company.tax_no": SharedSetting(N_("your company's tax number, on quotes"), checks.text),
    "company.bank": SharedSetting(N_("your company's bank, on quotes"), checks.text),
    "company.account": SharedSetting(N_("your company's bank account, on quotes"), checks.text),
    "company.phone": SharedSetting(N_("your company's phone, on quotes"), checks.text),
    "company.email": SharedSetting(N_("your company's e-mail address, on quotes"), checks.email),
    LOGO: SharedSetting(N_("your company's logo, a PNG or JPEG file, on quotes"), checks.unchanged),
    **{
        f"number.{paper}": SharedSetting(text, checks.number, f"{_PAPERS[paper]}-{{year}}-{{n:04}}")
        for paper, text in (
            ("quote", N_("how quotes are numbered")),
            ("contract", N_("how contracts are numbered")),
            ("ticket", N_("how tickets are numbered")),
        )
    },
    "calendar.country": SharedSetting(N_("country of the public holidays"), checks.country),
    "calendar.timezone": SharedSetting(N_("time zone of the working hours"), checks.zone),
    "calendar.hours": SharedSetting(N_("working hours of a day"), checks.hours, "mon-fri 9-18"),
    CURRENCY: SharedSetting(N_("default currency of amounts"), checks.currency),
}
"""Every such setting; one that is not set has its default."""
