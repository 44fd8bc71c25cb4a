"""What several commands on contacts share."""

from typing import Annotated, NamedTuple

import typer

from salesmap.cli.completion.names import CONTACT, LEAD_NAME
from salesmap.cli.context import AppContext
from salesmap.cli.option_errors import IncompleteRoleError
from salesmap.cli.output import show_result
from salesmap.cli.references import named_lead
from salesmap.core.i18n import _

Search = Annotated[
    str | None,
    typer.Option(metavar=_("TEXT"), help=_("Text to find in names, companies, phones and emails.")),
]
ContactRef = Annotated[
    str,
    typer.Argument(
        metavar=_("CONTACT"),
        click_type=CONTACT,
        help=_("Contact: number, words of the name or company, phone or email."),
    ),
]


def answer_with_contact(
    context: AppContext, contact_id: int, format: str | None, fields: str | None, message: str
) -> None:
    """Print a sentence with places for `id` and `name`, or the contact in a format."""
    from salesmap.reports.customer import contacts

    with context.read_connection() as connection:
        rows = contacts.one(connection, contact_id)
    id, name = rows.values[0][:2]
    show_result(context, rows, format, fields, message.format(id=id, name=name))


Customer = Annotated[
    str | None,
    typer.Option("--customer", "--company", metavar=_("NAME"), help=_("Company.")),
]
Wechat = Annotated[str | None, typer.Option(metavar=_("NAME"), help=_("WeChat of the contact."))]
DealLead = Annotated[
    str | None,
    typer.Option("--lead", metavar=_("LEAD"), click_type=LEAD_NAME, help=_("Lead of --role.")),
]
DealRole = Annotated[
    str | None,
    typer.Option(
        "--role",
        metavar=_("TEXT"),
        help=_("What the contact is in the deal of --lead; an empty text takes it out."),
    ),
]
Title = Annotated[str | None, typer.Option(metavar=_("TEXT"), help=_("Job title."))]


class Deal(NamedTuple):
    """A lead, and what a contact is in it."""

    lead_id: int
    role: str


def deal_of(context: AppContext, lead: str | None, role: str | None) -> Deal | None:
    """Return the deal that the options name, None without them.

    Raises IncompleteRoleError, LeadNotFoundError, AmbiguousReferenceError.
    """
    if lead is None and role is None:
        return None
    if lead is None or role is None:
        raise IncompleteRoleError()
    with context.read_connection() as connection:
        return Deal(named_lead(connection, lead), role)
