"""The options that contracts, payments and invoices share."""

import re
from typing import Annotated

import typer

from salesmap.actions.contract.drafting import ContractWish
from salesmap.cli.choices import FREE_TEXT
from salesmap.cli.commands.contract._shared.errors import UnreadableNoticeError
from salesmap.cli.completion.names import CONTRACT
from salesmap.cli.context import AppContext
from salesmap.cli.options import day
from salesmap.core.i18n import _
from salesmap.core.money import parse_money

Amount = Annotated[str | None, typer.Option(metavar=_("AMOUNT"), help=_("Amount of the contract."))]
Starts = Annotated[str | None, typer.Option(metavar=_("WHEN"), help=_("First day."))]
Ends = Annotated[str | None, typer.Option(metavar=_("WHEN"), help=_("Last day, included."))]
Notice = Annotated[
    str | None, typer.Option(metavar=_("DAYS"), help=_("Notice before its end, such as 60d."))
]
Plan = Annotated[
    str | None,
    typer.Option(
        metavar=_("PLAN"),
        click_type=FREE_TEXT,
        help=_('Payment plan: "30% sign+7d, 60% delivery+15d, 10% 2027-09-01".'),
    ),
]
Sign = Annotated[bool, typer.Option("--sign", help=_("Sign it at once."))]
On = Annotated[str | None, typer.Option(metavar=_("WHEN"), help=_("Day; today by default."))]
ExternalId = Annotated[
    str | None, typer.Option(metavar=_("ID"), help=_("Its id in another system."))
]
Refund = Annotated[bool, typer.Option("--refund", help=_("What was received on it is paid back."))]
KeepCredit = Annotated[
    bool, typer.Option("--keep-credit", help=_("What was received on it stays as credit."))
]
MoveTo = Annotated[
    str | None,
    typer.Option(
        metavar=_("CONTRACT"),
        click_type=CONTRACT,
        help=_("What was received on it goes to another contract."),
    ),
]

_NOTICE = re.compile(r"(\d{1,4})\s*(d|days?|w|weeks?|天|周|)")


def contract_wish(
    context: AppContext,
    amount: str | None = None,
    starts: str | None = None,
    ends: str | None = None,
    notice: str | None = None,
    plan: str | None = None,
    owner: str | None = None,
    note: str | None = None,
    external_id: str | None = None,
) -> ContractWish:
    """Return what was typed about a contract. Raises UsageError for what cannot be read."""
    cents, currency = parse_money(amount) if amount is not None else (None, None)
    first, last = day(context, starts), day(context, ends)
    return ContractWish(
        amount_cents=cents,
        currency=currency,
        starts=first.isoformat() if first else None,
        ends=last.isoformat() if last else None,
        notice_days=_notice_days(notice),
        plan=plan,
        owner=owner,
        note=note,
        external_id=external_id,
    )


def _notice_days(text: str | None) -> int | None:
    if text is None:
        return None
    match = _NOTICE.fullmatch(text.strip())
    if match is None:
        raise UnreadableNoticeError(text=text)
    return int(match[1]) * (7 if match[2][:1] in ("w", "周") and match[2] else 1)
