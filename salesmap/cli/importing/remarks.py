"""What an import says that it decided about rows, or finds doubtful, by the code of the remark."""

from collections.abc import Callable, Mapping

from salesmap.core.i18n import ngettext

OF_ALL_RECORDS = (
    "refund",
    "repeated",
    "by_id",
    "customer_differs",
    "no_customer",
    "several_numbers",
)
"""The remarks that not only leads have."""


def remark(code: str, count: int) -> str:
    """Return what a remark says of so many rows."""
    return _REMARKS[code](count).format(count=count)


_REMARKS: Mapping[str, Callable[[int], str]] = {
    "undated": lambda count: ngettext(
        "{count} closed lead has no close date: it is in no month.",
        "{count} closed leads have no close date: they are in no month.",
        count,
    ),
    "expected_as_closed": lambda count: ngettext(
        "{count} closed lead has only an expected close date: taken as its close date.",
        "{count} closed leads have only an expected close date: taken as their close date.",
        count,
    ),
    "created_after_close": lambda count: ngettext(
        "{count} lead was closed before it was created: created set to the close.",
        "{count} leads were closed before they were created: created set to the close.",
        count,
    ),
    "created_unknown": lambda count: ngettext(
        "{count} lead has no creation date: figures by creation leave it out.",
        "{count} leads have no creation date: figures by creation leave them out.",
        count,
    ),
    "open_with_close": lambda count: ngettext(
        "{count} open lead has a close date: it is left out.",
        "{count} open leads have a close date: it is left out.",
        count,
    ),
    "no_phone": lambda count: ngettext(
        "{count} phone number has hardly a digit: kept as it is.",
        "{count} phone numbers have hardly a digit: kept as they are.",
        count,
    ),
    "no_email": lambda count: ngettext(
        "{count} email address has no @ between two names: kept as it is.",
        "{count} email addresses have no @ between two names: kept as they are.",
        count,
    ),
    "below_zero": lambda count: ngettext(
        "{count} value is below zero: kept as it is.",
        "{count} values are below zero: kept as they are.",
        count,
    ),
    "contact_is_email": lambda count: ngettext(
        "{count} contact is an email address: taken as the contact's email.",
        "{count} contacts are email addresses: taken as the contacts' emails.",
        count,
    ),
    "referrer_unknown": lambda count: ngettext(
        "{count} lead was brought by somebody who is no customer or contact, or several: left out.",
        "{count} leads were brought by somebody who is no customer or contact, or several: "
        "left out.",
        count,
    ),
    "own_referral": lambda count: ngettext(
        "{count} lead was brought by its own customer, a repurchase: left out.",
        "{count} leads were brought by their own customers, repurchases: left out.",
        count,
    ),
    "unthanked": lambda count: ngettext(
        "{count} referred lead is won by this import: no follow-up thanks the referrer.",
        "{count} referred leads are won by this import: no follow-ups thank the referrers.",
        count,
    ),
    "several_numbers": lambda count: ngettext(
        "{count} row has several phones or emails in one cell: the first is the preferred one.",
        "{count} rows have several phones or emails in one cell: the first is the preferred one.",
        count,
    ),
    "no_customer": lambda count: ngettext(
        "{count} row has details of a customer, and its lead has none: they are left out.",
        "{count} rows have details of customers, and their leads have none: they are left out.",
        count,
    ),
    "customer_differs": lambda count: ngettext(
        "{count} detail of a customer is another than known: it is left out.",
        "{count} details of customers are others than known: they are left out.",
        count,
    ),
    "refund": lambda count: ngettext(
        "{count} payment is below zero: a refund.",
        "{count} payments are below zero: refunds.",
        count,
    ),
    "repeated": lambda count: ngettext(
        "{count} row is there twice: both are taken.",
        "{count} rows are there again: all are taken.",
        count,
    ),
    "by_id": lambda count: ngettext(
        "{count} payment names its contract by the id, not by a number.",
        "{count} payments name their contracts by the id, not by a number.",
        count,
    ),
}
