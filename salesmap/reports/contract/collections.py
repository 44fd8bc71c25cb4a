"""Report `collections`: what was signed, what came, and how much of what fell due."""

from collections.abc import Mapping
from typing import Any

from salesmap.core.i18n import N_
from salesmap.core.table import Table, columns
from salesmap.reports.contract.drilldown import behind
from salesmap.reports.contract.sources import (
    DUE_PARTS,
    OPEN_PARTS,
    PAYMENTS,
    RECEIVED_PARTS,
    SIGNED,
)
from salesmap.reports.query.report import AMOUNT_SUM, Metric, Report
from salesmap.reports.query.report_query import ReportQuery
from salesmap.reports.query.rows import share
from salesmap.store.statements import statements

_SQL = statements(__file__)
COLUMNS = columns(
    "contracts:int amount:money received:money rate:ratio::collection_rate due:money::due_amount "
    "received_due:money rate_due:ratio::collection_rate_due overdue:money"
)
_PARTS = (
    # statement, source, day that the time bounds
    ("signed", SIGNED, "signed_on"),
    ("money", PAYMENTS, "paid_on"),
    ("due", DUE_PARTS, "due_on"),
    ("due", RECEIVED_PARTS, "due_on"),
    ("overdue", OPEN_PARTS, "due_on"),
)


def collections(query: ReportQuery) -> Table:
    """Return contracts and their money; each fact counts on its own day.

    By month: amounts by the signature, received by the day of the payment, due by the due date.
    """
    found = [_sums(query, *part) for part in _PARTS]
    keys = sorted(set().union(*found), key=lambda key: [(part is not None, part) for part in key])
    if not query.by:
        keys = [()]
    rows = []
    for key in keys:
        contracts, amount = found[0].get(key, (0, 0))
        received, due, received_due, overdue = (each.get(key, (0,))[0] for each in found[1:])
        rows.append(
            (
                *key,
                contracts,
                amount,
                received,
                share(received, amount),
                due,
                received_due,
                share(received_due, due),
                overdue,
            )
        )
    return Table((*query.dimensions, *COLUMNS), rows)


def _sums(
    query: ReportQuery, name: str, source: str, day: str
) -> Mapping[tuple[Any, ...], tuple[int, ...]]:
    """Return sums by the keys of their group."""
    sql = _SQL[name].replace("{source}", source)
    rows = query.rows(sql, day, today=query.clock.today().isoformat())
    keys = len(query.by)
    return {tuple(row[:keys]): tuple(row[keys:]) for row in rows}


_SIGNED = behind(SIGNED, "signed_on")
_RECEIVED = behind(PAYMENTS, "paid_on")
_DUE = behind(DUE_PARTS, "due_on", "l.due_on <= :today")
_OVERDUE = behind(OPEN_PARTS, "due_on", "l.due_on < :today")

REPORT = Report(
    "collections",
    N_("Collections: amounts signed and received, and how much of what fell due came."),
    collections,
    (
        Metric(
            "contracts",
            N_("contracts signed in the period; void ones do not count"),
            N_("number of contracts = {leads_behind}"),
            _SIGNED,
        ),
        Metric("amount", N_("amount of the contracts signed in the period"), AMOUNT_SUM, _SIGNED),
        Metric(
            "received",
            N_("payments of the period − refunds; what is left over as credit counts"),
            AMOUNT_SUM,
            _RECEIVED,
        ),
        Metric(
            "rate",
            N_("received ÷ amount of the contracts"),
            "{received} ÷ {amount}",
            _SIGNED,
        ),
        Metric(
            "due",
            N_("parts of payment plans that fell due in the period, to today"),
            AMOUNT_SUM,
            _DUE,
        ),
        Metric(
            "received_due", N_("what was received of the parts that fell due"), AMOUNT_SUM, _DUE
        ),
        Metric(
            "rate_due",
            N_("received of the parts that fell due ÷ these parts"),
            "{received_due} ÷ {due}",
            _DUE,
        ),
        Metric("overdue", N_("open part of the parts due before today"), AMOUNT_SUM, _OVERDUE),
    ),
    amounts_of="contract",
    record="contract",
)
