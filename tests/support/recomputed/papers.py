"""The reports on contracts and money worked out anew in pandas, from nothing but an export."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from math import ceil, floor
from pathlib import Path
from statistics import median
from typing import Any

import pandas as pd

from support.recomputed.leads import Asked, Row, table

Facts = dict[str, pd.DataFrame]
_AGES = (("d1_30", 1, 30), ("d31_60", 31, 60), ("d61_90", 61, 90), ("over_90", 91, 10**6))


def facts_of(folder: Path) -> Facts:
    """Return the signed contracts, parts, payments, invoices and milestones, with their lead's fields."""
    leads = table(folder, "lead", "id owner source customer_id status").set_index("id")
    customers = table(folder, "customer", "id name").set_index("id")["name"]
    contracts = table(
        folder, "contract", "id lead_id customer_id owner signed_on voided_on ends terminated_on renews_id",
    )  # fmt: skip
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
        ("plan_part", "id contract_id due_on amount_cents received_cents anchor", "due_on"),
        ("payment", "id contract_id paid_on amount_cents", "paid_on"),
        ("milestone", "contract_id due_on done_on what", "due_on"),
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
    leads["customer"] = leads["customer_id"].map(customers)
    found["quote"] = _quotes(folder, leads)
    amounts = table(folder, "allocation", "plan_part_id payment_id amount_cents")
    amounts = amounts[amounts["amount_cents"] > 0].merge(
        found["payment"], left_on="payment_id", right_on="id"
    )
    came = amounts.groupby("plan_part_id")["paid_on"].max()
    found["came"] = came.rename("came_on").to_frame()
    planned = found["milestone"][found["milestone"]["done_on"].isna()]
    planned = planned.assign(anchor=planned["what"].str.lower())
    found["plan_part"]["planned_on"] = [
        planned[(planned["contract_id"] == part.contract_id) & (planned["anchor"] == str(part.anchor).lower())]["due_on"].min()
        for part in found["plan_part"].itertuples()
    ]  # fmt: skip
    return found


def _quotes(folder: Path, leads: pd.DataFrame) -> pd.DataFrame:
    """Return the quotes of which a version was sent, each by the version that stands for it."""
    versions = table(
        folder, "quote_version",
        "quote_id n sent_on accepted_on declined_at withdrawn_at valid_until total_cents list_total_cents charged_cents why got",
    )  # fmt: skip
    sent = versions[versions["sent_on"].notna()].sort_values("n")
    accepted = sent[sent["accepted_on"].notna()].drop_duplicates("quote_id")
    others = sent[~sent["quote_id"].isin(accepted["quote_id"])].drop_duplicates("quote_id", keep="last")  # fmt: skip
    standing = pd.concat([accepted, others]).set_index("quote_id")
    first = sent.groupby("quote_id").first()
    standing["first"], standing["day"] = first["total_cents"], first["sent_on"]
    standing["rounds"] = sent.groupby("quote_id").size()
    later = sent[sent["n"] > 1]
    bids = table(folder, "bid", "id quote_id")
    for name, rows in (
        ("price_only", later[(later["why"] == "price") & later["got"].isna()]),
        ("with_return", later[later["got"].notna()]),
        ("bids", bids),
    ):
        standing[name] = rows.groupby("quote_id").size().reindex(standing.index).fillna(0)
    quotes = table(folder, "quote", "id lead_id owner").merge(
        standing, left_on="id", right_index=True
    )
    quotes = quotes.merge(
        leads[["source", "customer", "status"]], left_on="lead_id", right_index=True
    )
    return quotes[quotes["status"] != "dropped"]


def grouped(
    rows: pd.DataFrame, asked: Asked, *, timed: bool = True, day: str = "day"
) -> Iterator[tuple[Row, pd.DataFrame]]:
    """Yield what is asked for by the dimensions that are asked for; `day` is what its time bounds."""
    if asked.condition:
        rows = rows[asked.condition(rows)]
    if timed and asked.since:
        rows = rows[rows[day].fillna("") >= asked.since.isoformat()]
    if timed and asked.until:
        rows = rows[rows[day].fillna("9999") <= asked.until.isoformat()]
    if not asked.by:
        yield {}, rows
        return
    rows = rows.assign(month=rows[day].str[:7])
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
        ("contracts", grouped(facts["signed"], asked), len),
        ("amount", grouped(facts["signed"], asked), _sum("cents")),
        ("received", grouped(facts["payment"], asked), _sum("amount_cents")),
        ("due", grouped(due, asked), _sum("amount_cents")),
        ("received_due", grouped(due, asked), _sum("received_cents")),
        ("overdue", grouped(overdue, asked), _sum("open")),
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
    figures = [("not_due", grouped(parts[late.isna() | (late <= 0)], asked), _sum("open"))]
    figures += [
        (name, grouped(parts[(late >= low) & (late <= high)], asked), _sum("open"))
        for name, low, high in _AGES
    ]
    figures.append(("overdue", grouped(parts[late > 0], asked), _sum("open")))
    if not (asked.since or asked.until):
        planned = set(facts["plan_part"]["contract_id"])
        bare = facts["signed"][~facts["signed"]["id"].isin(planned)]
        received = facts["payment"].groupby("contract_id")["amount_cents"].sum()
        bare = bare.assign(open=bare["cents"] - bare["id"].map(received).fillna(0))
        figures.append(("bare", grouped(bare[bare["open"] > 0], asked), _sum("open")))
    for row in _added(figures):
        row["not_due"] = row.get("not_due", 0) + row.pop("bare", 0)
        yield {**{name: 0 for name, _groups, _figure in figures if name != "bare"}, **row}


def milestones(facts: Facts, asked: Asked, today: date) -> Iterator[Row]:
    due = facts["milestone"]
    due = due[due["due_on"].fillna("9999") <= today.isoformat()]
    for key, rows in grouped(due, asked):
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
        ("all", grouped(to_end["invoice"], asked, timed=False), _sum("amount_cents")),
        ("received", grouped(to_end["payment"], asked, timed=False), _sum("amount_cents")),
        ("invoiced", grouped(within, asked, timed=False), _sum("amount_cents")),
    ]):  # fmt: skip
        open_ = row.pop("all", 0) - row.pop("received", 0)
        invoiced = row.get("invoiced", 0)
        found = round(open_ / invoiced * days, 2) if invoiced else None
        yield {**row, "receivables": open_, "invoiced": invoiced, "days": days, "dso": found}


def renewals(facts: Facts, asked: Asked, today: date) -> Iterator[Row]:
    signed, day = facts["signed"], today.isoformat()
    terminated, ends = (signed[name].astype("str") for name in ("terminated_on", "ends"))
    is_early = signed["terminated_on"].notna() & signed["ends"].notna() & (terminated < ends)
    ended = signed.assign(day=terminated.where(is_early, ends))
    ended = ended[ended["ends"].notna() & ((ends < day) | (is_early & (terminated <= day)))]
    later = set(signed[signed["signed_on"] <= day]["renews_id"].dropna())
    for key, rows in grouped(ended, asked):
        renewed = rows[rows["id"].isin(later)]
        value, kept = rows["cents"].sum() / 100, renewed["cents"].sum() / 100
        yield {
            **key, "ended": len(rows), "renewed": len(renewed), "rate": _share(len(renewed), len(rows)),
            "value": value, "rate_value": _share(kept, value),
        }  # fmt: skip


def _states(quotes: pd.DataFrame, today: date) -> pd.Series:
    expired = quotes["valid_until"].fillna("9999") < today.isoformat()
    states = expired.map({True: "expired", False: "open"})
    states = states.mask(quotes["declined_at"].notna(), "declined")
    states = states.mask(quotes["withdrawn_at"].notna(), "withdrawn")
    return states.mask(quotes["accepted_on"].notna(), "accepted")


def quotes_by(*counted: str) -> Callable[[Facts, Asked, date], Iterator[Row]]:
    def quotes(facts: Facts, asked: Asked, today: date) -> Iterator[Row]:
        every = facts["quote"].assign(state=_states(facts["quote"], today))
        for key, rows in grouped(every, asked):
            counts = {
                name: int((rows["state"] == name).sum())
                for name in ("accepted", "declined", "expired", "open")
            }
            whole = sum(counts[name] for name in counted) if counted else len(rows)
            won = rows[rows["state"] == "accepted"]
            days = (pd.to_datetime(won["accepted_on"]) - pd.to_datetime(won["day"])).dt.days
            yield {
                **key, "sent": len(rows), **counts, "rate": _share(counts["accepted"], whole),
                "value_accepted": float(won["total_cents"].sum()) / 100, "given": _given(rows),
                "median_days": float(days.median()) if len(won) else None,
            }  # fmt: skip

    return quotes


def _given(rows: pd.DataFrame) -> float | None:
    first = float(rows["first"].sum())
    return _share(first - float(rows["total_cents"].sum()), first)


def discounts(facts: Facts, asked: Asked, today: date) -> Iterator[Row]:
    every = facts["quote"].assign(state=_states(facts["quote"], today))
    off = 100 * (1 - every["charged_cents"].astype(float) / every["list_total_cents"].astype(float))
    bands = pd.cut(off, [-1e9, 0, 5, 10, 20, 1e9], labels=["0", "-5", "-10", "-20", "over 20"])
    for key, quotes in grouped(every.assign(band=bands.astype(str)), asked):
        for band, rows in quotes.groupby("band"):
            won = int((rows["state"] == "accepted").sum())
            lost = int(rows["state"].isin({"declined", "expired"}).sum())
            yield {
                **key, "band": band, "quotes": len(rows), "won": won, "lost": lost,
                "win_rate": _share(won, won + lost), "given": _given(rows),
            }  # fmt: skip


def quotes_by_round(facts: Facts, asked: Asked, today: date) -> Iterator[Row]:
    """A quote withdrawn in a round is not in its row."""
    every = facts["quote"].assign(state=_states(facts["quote"], today))
    for key, quotes in grouped(every, asked):
        for number in range(1, int(quotes["rounds"].max() if len(quotes) else 0) + 1):
            revised = int((quotes["rounds"] > number).sum())
            ended = quotes[quotes["rounds"] == number]["state"].value_counts()
            counts = {name: int(ended.get(name, 0)) for name in ("accepted", "declined", "expired", "open")}  # fmt: skip
            if reached := revised + sum(counts.values()):
                yield {**key, "round": number, "reached": reached, "revised": revised, **counts}


def negotiation(facts: Facts, asked: Asked, today: date) -> Iterator[Row]:
    every = facts["quote"].assign(state=_states(facts["quote"], today))
    for key, rows in grouped(every, asked):
        states = rows["state"].value_counts()
        won, lost = (int(sum(states.get(name, 0) for name in names)) for names in (("accepted",), ("declined", "expired")))  # fmt: skip
        revisions, price_only = int(rows["rounds"].sum()) - len(rows), int(rows["price_only"].sum())
        yield {
            **key, "quotes": len(rows), "revised": int((rows["rounds"] > 1).sum()), "rounds_median": float(rows["rounds"].median()) if len(rows) else None,
            "revisions": revisions, "price_only": price_only, "price_only_share": _share(price_only, revisions),
            "with_return": int(rows["with_return"].sum()), "bids": int(rows["bids"].sum()), "given": _given(rows),
            "won": won, "lost": lost, "win_rate": _share(won, won + lost),
        }  # fmt: skip


def cash(facts: Facts, asked: Asked, today: date) -> Iterator[Row]:
    """Open parts by the month in which they come: as late as the customer, else everybody, pays."""
    parts = facts["plan_part"].merge(facts["came"], left_on="id", right_index=True, how="left")
    paid = parts[(parts["received_cents"] >= parts["amount_cents"]) & parts["due_on"].notna() & parts["came_on"].notna()]  # fmt: skip
    late = (pd.to_datetime(paid["came_on"]) - pd.to_datetime(paid["due_on"])).dt.days
    own = {name: sorted(days) for name, days in late.groupby(paid["customer"]) if len(days) >= 3}
    open_ = parts[parts["received_cents"] < parts["amount_cents"]]
    open_ = open_.assign(
        open=open_["amount_cents"] - open_["received_cents"],
        day=open_["due_on"].fillna(open_["planned_on"]),
    )
    sums: dict[tuple[Any, ...], Row] = {}

    def add(key: Row, month: str | None, name: str, amount: float) -> None:
        usual = {**key, "month": month, "expected": 0, "low": 0, "high": 0, "parts": 0}
        row = sums.setdefault((*key.values(), month), usual)
        row[name] += amount

    for key, rows in grouped(open_, asked, day="due_on"):
        for part in rows.itertuples():
            months: list[str | None] = [None]
            expected = None
            if isinstance(part.day, str):
                early, usual, last = _quartiles(own.get(part.customer, sorted(late)))
                start, expected, end = (
                    max(pd.Timestamp(today), pd.Timestamp(part.day) + timedelta(days=each)).strftime("%Y-%m")
                    for each in (early, usual, last)
                )  # fmt: skip
                months = [*pd.period_range(start, end, freq="M").strftime("%Y-%m")]
            add(key, expected, "expected", part.open / 100)
            add(key, expected, "parts", 1)
            if len(months) == 1 and months[0]:
                add(key, months[0], "low", part.open / 100)
            for month in months:
                add(key, month, "high", part.open / 100)
    yield from sums.values()


def _quartiles(days: list[int]) -> tuple[int, int, int]:
    """Return the quartiles by nearest rank, and the median rounded half up."""
    if not days:
        return 0, 0, 0
    middle = floor(median(days) + 0.5)
    return days[ceil(len(days) / 4) - 1], middle, days[ceil(3 * len(days) / 4) - 1]


REPORTS = {
    "collections": collections,
    "receivables": receivables,
    "milestones": milestones,
    "dso": dso,
    "renewals": renewals,
    "quotes": quotes_by("accepted", "declined", "expired"),
    "quotes --def answered": quotes_by("accepted", "declined"),
    "quotes --def sent": quotes_by(),
    "discounts": discounts,
    "quotes --by round": quotes_by_round,
    "negotiation": negotiation,
    "cash": cash,
}
