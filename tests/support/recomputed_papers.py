"""The reports on contracts and money worked out anew in pandas, from nothing but an export."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pandas as pd

from support.recomputed import Asked, Row, table

Facts = dict[str, pd.DataFrame]
_AGES = (("d1_30", 1, 30), ("d31_60", 31, 60), ("d61_90", 61, 90), ("over_90", 91, 10**6))


def facts_of(folder: Path) -> Facts:
    """Return the signed contracts, parts, payments, invoices and milestones, with their lead's fields."""
    leads = table(folder, "lead", "id owner source customer_id").set_index("id")
    customers = table(folder, "customer", "id name").set_index("id")["name"]
    contracts = table(folder, "contract", "id lead_id customer_id owner signed_on voided_on")
    of_lead = contracts["lead_id"].map
    contracts["owner"] = contracts["owner"].fillna(of_lead(leads["owner"]))
    contracts["source"] = of_lead(leads["source"])
    contracts["customer"] = (
        contracts["customer_id"].fillna(of_lead(leads["customer_id"])).map(customers)
    )
    versions = table(folder, "contract_version", "contract_id n amount_cents signed_at")
    in_force = (
        versions[versions["signed_at"].notna()].sort_values("n").groupby("contract_id").last()
    )
    contracts["cents"] = contracts["id"].map(in_force["amount_cents"])
    signed = contracts[contracts["signed_on"].notna() & contracts["voided_on"].isna()]
    found = {"signed": signed.assign(day=signed["signed_on"])}
    of_contract = signed.set_index("id")[["owner", "source", "customer"]]
    for name, columns, day in (
        ("plan_part", "contract_id due_on amount_cents received_cents", "due_on"),
        ("payment", "contract_id paid_on amount_cents", "paid_on"),
        ("milestone", "contract_id due_on done_on", "due_on"),
    ):
        rows = table(folder, name, columns).merge(
            of_contract, left_on="contract_id", right_index=True
        )
        found[name] = rows.assign(day=rows[day])
    invoices = table(folder, "invoice", "contract_id issued_on amount_cents")
    everything = contracts[contracts["voided_on"].isna()].set_index("id")[
        ["owner", "source", "customer"]
    ]
    invoices = invoices.merge(everything, left_on="contract_id", right_index=True)
    found["invoice"] = invoices.assign(day=invoices["issued_on"])
    return found


def _grouped(
    rows: pd.DataFrame, asked: Asked, *, timed: bool = True
) -> Iterator[tuple[Row, pd.DataFrame]]:
    if asked.condition:
        rows = rows[asked.condition(rows)]
    if timed and asked.since:
        rows = rows[rows["day"].fillna("") >= asked.since.isoformat()]
    if timed and asked.until:
        rows = rows[rows["day"].fillna("9999") <= asked.until.isoformat()]
    if not asked.by:
        yield {}, rows
        return
    rows = rows.assign(month=rows["day"].str[:7])
    for key, group in rows.groupby(list(asked.by), dropna=False):
        names = (None if pd.isna(part) else part for part in key)
        yield dict(zip(asked.by, names, strict=True)), group


def _added(
    parts: list[tuple[str, Iterator[tuple[Row, pd.DataFrame]], Callable[[pd.DataFrame], float]]],
) -> list[Row]:
    """Return a row for each group that any of the parts has, with the figures of all."""
    rows: dict[tuple[Any, ...], Row] = {}
    for name, groups, figure in parts:
        for key, group in groups:
            if len(group) or not key:
                rows.setdefault(tuple(key.values()), dict(key))[name] = figure(group)
    return list(rows.values())


def _sum(column: str) -> Callable[[pd.DataFrame], float]:
    return lambda rows: float(rows[column].sum()) / 100


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def collections(facts: Facts, asked: Asked, today: date) -> Iterator[Row]:
    parts = facts["plan_part"].assign(
        open=lambda rows: rows["amount_cents"] - rows["received_cents"]
    )
    due = parts[parts["due_on"].fillna("9999") <= today.isoformat()]
    overdue = parts[(parts["due_on"].fillna("9999") < today.isoformat()) & (parts["open"] > 0)]
    for row in _added([
        ("contracts", _grouped(facts["signed"], asked), len),
        ("amount", _grouped(facts["signed"], asked), _sum("cents")),
        ("received", _grouped(facts["payment"], asked), _sum("amount_cents")),
        ("due", _grouped(due, asked), _sum("amount_cents")),
        ("received_due", _grouped(due, asked), _sum("received_cents")),
        ("overdue", _grouped(overdue, asked), _sum("open")),
    ]):  # fmt: skip
        figures = {
            name: row.get(name, 0)
            for name in ("contracts", "amount", "received", "due", "received_due", "overdue")
        }
        rates = {
            "rate": _share(figures["received"], figures["amount"]),
            "rate_due": _share(figures["received_due"], figures["due"]),
        }
        yield {**row, **figures, **rates}


def receivables(facts: Facts, asked: Asked, today: date) -> Iterator[Row]:
    parts = facts["plan_part"].assign(
        open=lambda rows: rows["amount_cents"] - rows["received_cents"]
    )
    parts = parts[parts["open"] > 0]
    late = (pd.Timestamp(today) - pd.to_datetime(parts["due_on"])).dt.days
    figures = [("not_due", _grouped(parts[late.isna() | (late <= 0)], asked), _sum("open"))]
    figures += [
        (name, _grouped(parts[(late >= low) & (late <= high)], asked), _sum("open"))
        for name, low, high in _AGES
    ]
    figures.append(("overdue", _grouped(parts[late > 0], asked), _sum("open")))
    if not (asked.since or asked.until):
        planned = set(facts["plan_part"]["contract_id"])
        bare = facts["signed"][~facts["signed"]["id"].isin(planned)]
        received = facts["payment"].groupby("contract_id")["amount_cents"].sum()
        bare = bare.assign(open=bare["cents"] - bare["id"].map(received).fillna(0))
        figures.append(("bare", _grouped(bare[bare["open"] > 0], asked), _sum("open")))
    for row in _added(figures):
        row["not_due"] = row.get("not_due", 0) + row.pop("bare", 0)
        yield {**{name: 0 for name, _groups, _figure in figures if name != "bare"}, **row}


def milestones(facts: Facts, asked: Asked, today: date) -> Iterator[Row]:
    due = facts["milestone"]
    due = due[due["due_on"].fillna("9999") <= today.isoformat()]
    for key, rows in _grouped(due, asked):
        done = int((rows["done_on"].fillna("9999") <= today.isoformat()).sum())
        on_time = int((rows["done_on"].fillna("9999") <= rows["due_on"]).sum())
        yield {
            **key, "due": len(rows), "done": done, "on_time": on_time,
            "rate": _share(on_time, len(rows)), "late": len(rows) - on_time,
        }  # fmt: skip


def dso(facts: Facts, asked: Asked, today: date) -> Iterator[Row]:
    until = asked.until or today
    since = asked.since or until - timedelta(days=364)
    days = (until - since).days + 1
    to_end = {
        name: facts[name][facts[name]["day"] <= until.isoformat()]
        for name in ("invoice", "payment")
    }
    within = to_end["invoice"][to_end["invoice"]["day"] >= since.isoformat()]
    for row in _added([
        ("all", _grouped(to_end["invoice"], asked, timed=False), _sum("amount_cents")),
        ("received", _grouped(to_end["payment"], asked, timed=False), _sum("amount_cents")),
        ("invoiced", _grouped(within, asked, timed=False), _sum("amount_cents")),
    ]):  # fmt: skip
        open_ = row.pop("all", 0) - row.pop("received", 0)
        invoiced = row.get("invoiced", 0)
        found = round(open_ / invoiced * days, 2) if invoiced else None
        yield {**row, "receivables": open_, "invoiced": invoiced, "days": days, "dso": found}


REPORTS = {
    "collections": collections,
    "receivables": receivables,
    "milestones": milestones,
    "dso": dso,
}
