"""What the verbs of `salesmap lead` share: the details of a lead as options, and the answer after a change."""

import shlex
import sys
from typing import Annotated

import typer

from salesmap.cli.context import AppContext
from salesmap.cli.output import notify, show_result
from salesmap.core.config import is_terminal
from salesmap.core.errors import UsageError
from salesmap.core.i18n import _

Company = Annotated[
    str | None,
    typer.Option("--company", "--customer", metavar=_("NAME"), help=_("Company.")),
]
Contact = Annotated[str | None, typer.Option(metavar=_("NAME"), help=_("Contact."))]
Phone = Annotated[str | None, typer.Option(metavar=_("NUMBER"), help=_("Phone of the contact."))]
Email = Annotated[str | None, typer.Option(metavar=_("ADDRESS"), help=_("Email of the contact."))]
Wechat = Annotated[str | None, typer.Option(metavar=_("NAME"), help=_("WeChat of the contact."))]
Value = Annotated[
    str | None,
    typer.Option(metavar=_("AMOUNT"), help=_("Deal value: 12000, 12k, 1.2万, $12k.")),
]
Currency = Annotated[
    str | None, typer.Option(metavar=_("CODE"), help=_("Currency, such as CNY or USD."))
]
Close = Annotated[str | None, typer.Option(metavar=_("WHEN"), help=_("Expected close date."))]
Tag = Annotated[
    list[str] | None, typer.Option(metavar=_("TAG"), help=_("Tag; may be given several times."))
]
Set = Annotated[
    list[str] | None,
    typer.Option(
        "--set",
        metavar=_("FIELD=VALUE"),
        help=_("Custom field; may be given several times."),
    ),
]
ExternalId = Annotated[str | None, typer.Option(metavar=_("ID"), help=_("External id."))]


def lead_number(context: AppContext, reference: str) -> int:
    """The id of the lead meant. Raises NotFoundError, RuleViolation."""
    from salesmap.reports.query.references import lead_id

    with context.read_connection() as connection:
        return lead_id(connection, reference)


def answer_with_lead(
    context: AppContext, lead_id: int, format: str | None, fields: str | None, message: str
) -> None:
    """A sentence about the lead (with places for id, name, stage, status), or the lead in the format asked for."""
    from salesmap.reports.lead import leads

    with context.read_connection() as connection:
        rows = leads.with_custom_fields(
            connection, leads.one(connection, lead_id, context.lang), fields
        )
    lead = dict(zip([*rows.names(), *rows.words], rows.values[0], strict=False))
    told = {
        "id": lead_id,
        "name": lead["name"],
        "stage": lead["stage_words"],
        "status": _(lead["status"]),
    }
    line = message.format(**told)
    if lead["expected_close"] and lead["status"] == "open":
        line += _(" Expected close date: {day}").format(day=lead["expected_close"])
    if lead["next_due"]:
        line += _(" Next follow-up: {day}").format(day=lead["next_due"])
    show_result(context, rows, format, fields, line)


def suggest_next(context: AppContext, lead_id: int) -> None:
    """Tell a person at a terminal what is usually next in the lead's stage, when nothing is planned, and how to plan it."""
    if not is_terminal(sys.stderr):
        return
    from salesmap.reports.activity.next_action import suggested_step
    from salesmap.store.map_versions import asking, current_map

    with context.read_connection() as connection:
        step = suggested_step(connection, current_map(asking(connection)), lead_id)
    if step:
        what = step.what.text(context.lang)
        command = f"salesmap followup add {lead_id} {shlex.quote(what)} --due +{step.days}d"
        notify(_("Suggested next step: {command}").format(command=command))


def amount(value: str | None, currency: str | None) -> tuple[int | None, str | None]:
    """An amount in hundredths and its currency, as far as they were written. Raises UsageError."""
    from salesmap.core.money import is_currency, parse_money

    if currency is not None and not is_currency(currency.upper()):
        raise UsageError(
            _("Unknown currency {code!r}: write three letters, such as CNY or USD.").format(
                code=currency
            )
        )
    cents, written = parse_money(value) if value is not None else (None, None)
    if currency and written and currency.upper() != written:
        raise UsageError(
            _(
                "The amount {value!r} and --currency {code} name different currencies: give one "
                "currency only."
            ).format(value=value, code=currency.upper())
        )
    return cents, currency.upper() if currency else written


def parse_custom_fields(assignments: list[str] | None) -> dict[str, str]:
    """What `--set field=value` says. Raises UsageError."""
    fields = {}
    for assignment in assignments or ():
        name, sign, value = assignment.partition("=")
        if not sign or not name.strip():
            raise UsageError(
                _("Cannot read {text!r}: write --set field=value.").format(text=assignment)
            )
        fields[name.strip()] = value
    return fields
