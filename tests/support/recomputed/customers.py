"""The reports on what customers buy worked out anew in pandas, from nothing but an export."""

from collections.abc import Callable, Iterator
from datetime import timedelta

import pandas as pd

from support.recomputed.leads import Asked, Files, Row

_DAYS, _FEWEST = 180, 50
_BOUNDS = {"r": (365, 180, 90, 30), "f": (2, 3, 5, 8), "m": (10_000, 50_000, 100_000, 500_000)}
"""The map's, for fewer customers than can be scored against each other."""


def _purchases(files: Files, asked: Asked, *, timed: bool = True) -> pd.DataFrame:
    leads = files.chosen(asked, "closed_on", timed=timed)
    is_one = leads["closed_on"].notna() & leads["customer_id"].notna()
    return leads[(leads["status"] == "won") & is_one].sort_values(["closed_on", "id"])


def _buyers(purchases: pd.DataFrame, at: int) -> pd.DataFrame:
    """Return each customer with the lead of its first (0) or last (-1) purchase."""
    customers = purchases.groupby("customer_id")
    figures = customers.agg(
        first=("closed_on", "min"), last=("closed_on", "max"), days=("closed_on", "nunique"), money=("value", "sum"),
    )  # fmt: skip
    # Of several on one day, the one that was there first.
    ends = purchases["customer_id"].map(figures["first" if at == 0 else "last"])
    leads = purchases[purchases["closed_on"] == ends].groupby("customer_id").head(1)
    return leads.drop(columns="days").merge(figures.reset_index(), on="customer_id")


def _rate(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def repurchase(files: Files, asked: Asked) -> Iterator[Row]:
    buyers = _buyers(_purchases(files, asked), 0)
    for key, rows in files.grouped(buyers, asked, "closed_on"):
        repeat = int((rows["days"] > 1).sum())
        yield {**key, "customers": len(rows), "repeat": repeat, "rate": _rate(repeat, len(rows)), "purchases": int(rows["days"].sum())}  # fmt: skip


def repurchase_of_orders(files: Files, asked: Asked) -> Iterator[Row]:
    for row in repurchase(files, asked):
        again = row["purchases"] - row["customers"]
        yield {**row, "repeat": again, "rate": _rate(again, row["purchases"])}


def repurchase_in_window(files: Files, asked: Asked) -> Iterator[Row]:
    purchases = _purchases(files, asked, timed=False)
    buyers = _buyers(purchases, 0)
    buyers = buyers[buyers["first"] < (files.today - timedelta(days=_DAYS)).isoformat()]
    if asked.since:
        buyers = buyers[buyers["first"] >= asked.since.isoformat()]
    if asked.until:
        buyers = buyers[buyers["first"] <= asked.until.isoformat()]
    first = purchases["customer_id"].map(buyers.set_index("customer_id")["first"])
    after = (pd.to_datetime(purchases["closed_on"]) - pd.to_datetime(first)).dt.days
    soon = set(purchases[after.between(1, _DAYS)]["customer_id"])
    for key, rows in files.grouped(buyers, asked, "closed_on"):
        repeat = int(rows["customer_id"].isin(soon).sum())
        yield {**key, "customers": len(rows), "repeat": repeat, "rate": _rate(repeat, len(rows)), "purchases": int(rows["days"].sum())}  # fmt: skip


def _scores(files: Files, asked: Asked, buyers: pd.DataFrame) -> pd.DataFrame:
    end = min(files.today, asked.until) if asked.until else files.today
    age = (pd.Timestamp(end) - pd.to_datetime(buyers["last"])).dt.days
    figures = {"r": -age, "f": buyers["days"], "m": buyers["money"]}
    if len(buyers) >= _FEWEST:
        worse = {name: column.rank(method="min") - 1 for name, column in figures.items()}
        return buyers.assign(
            **{
                name: 1 + (5 * rank // len(buyers)).clip(upper=4).astype(int)
                for name, rank in worse.items()
            }
        )
    bounds = {**_BOUNDS, "r": [-days for days in _BOUNDS["r"]]}
    return buyers.assign(
        **{
            name: 1 + sum((column >= bound).astype(int) for bound in bounds[name])
            for name, column in figures.items()
        }
    )


def rfm(files: Files, asked: Asked) -> Iterator[Row]:
    buyers = _buyers(_purchases(files, asked), -1)
    scored = _scores(files, asked, buyers)
    for key, rows in files.grouped(scored, asked, "closed_on"):
        for (r, f, m), cell in rows.groupby(["r", "f", "m"]):
            yield {**key, "rfm": f"{r}{f}{m}", "r": r, "f": f, "m": m, "customers": len(cell), "value": cell["money"].sum()}  # fmt: skip


def abc(files: Files, asked: Asked) -> Iterator[Row]:
    buyers = _buyers(_purchases(files, asked), -1)
    buyers = buyers.sort_values(["money", "customer_id"], ascending=[False, True])
    before, total = buyers["money"].cumsum() - buyers["money"], buyers["money"].sum()
    classes = [
        "A" if not sum_ or sum_ < 0.8 * total else "B" if sum_ < 0.95 * total else "C"
        for sum_ in before
    ]
    for key, rows in files.grouped(buyers.assign(which=classes), asked, "closed_on"):
        whole = rows["money"].sum()
        for name, part in rows.groupby("which"):
            money = part["money"].sum()
            yield {**key, "class": name, "customers": len(part), "share": _rate(money, whole), "value": money}  # fmt: skip


REPORTS: dict[tuple[str, str | None], Callable[[Files, Asked], Iterator[Row]]] = {
    ("repurchase", None): repurchase,
    ("repurchase", "customers"): repurchase,
    ("repurchase", "orders"): repurchase_of_orders,
    ("repurchase", "window"): repurchase_in_window,
    ("rfm", None): rfm,
    ("abc", None): abc,
}
