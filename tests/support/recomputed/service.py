"""The reports on tickets, care and satisfaction worked out anew in pandas, from nothing but an export."""

from collections.abc import Iterator
from datetime import date
from math import ceil
from pathlib import Path

import pandas as pd

from support.filled.quoted import ZONE
from support.recomputed.leads import Asked, Row, table
from support.recomputed.papers import Facts, grouped

NOW = pd.Timestamp("2026-11-23T10:00:00+08:00")
_CARE_DAYS = {"A": 30, "B": 90, "C": 180}
"""The map's."""


def facts_of(folder: Path) -> Facts:
    """Return the tickets, the ratings, and the care that fell due."""
    leads = table(folder, "lead", "id owner source customer_id status closed_on created_at").set_index("id")  # fmt: skip
    customers = table(folder, "customer", "id name tier recorded_at").set_index("id")
    return {
        "rating": _ratings(folder, leads, customers),
        "ticket": _tickets(folder, leads, customers),
        "care": _care(folder, leads, customers),
    }


def _ratings(folder: Path, leads: pd.DataFrame, customers: pd.DataFrame) -> pd.DataFrame:
    ratings = table(folder, "rating", "rated_on scale score owner customer_id lead_id")
    return ratings.assign(
        day=ratings["rated_on"],
        source=ratings["lead_id"].map(leads["source"]),
        customer=ratings["customer_id"].map(customers["name"]),
    )


def _tickets(folder: Path, leads: pd.DataFrame, customers: pd.DataFrame) -> pd.DataFrame:
    """Return the tickets; a lead's fields are those of the customer's newest sale."""
    tickets = table(
        folder, "ticket",
        "id customer_id owner is_ours opened_at response_due solution_due responded_at waiting_since resolved_at closed_at response_secs solution_secs",
    )  # fmt: skip
    won = leads[leads["status"] == "won"].reset_index().groupby("customer_id")["id"].max()
    lead = tickets["customer_id"].map(won)
    for name in ("opened_at", "response_due", "solution_due", "responded_at", "waiting_since", "resolved_at", "closed_at"):  # fmt: skip
        tickets[name] = pd.to_datetime(tickets[name], utc=True, format="ISO8601")
    return tickets.assign(
        day=[_day(moment) for moment in tickets["opened_at"]],
        customer=tickets["customer_id"].map(customers["name"]),
        source=lead.map(leads["source"]),
        owner=tickets["owner"].fillna(lead.map(leads["owner"])),
    )


def _care(folder: Path, leads: pd.DataFrame, customers: pd.DataFrame) -> pd.DataFrame:
    """Return each time that care fell due, done or open, with the fields of the newest lead."""
    visits = table(folder, "care_visit", "customer_id at visited_on due_on")
    bought = leads[(leads["status"] == "won") & leads["closed_on"].notna()]
    calls = table(folder, "interaction", "lead_id kind at")
    calls = calls[calls["kind"] != "note"]
    replies = table(folder, "ticket_event", "ticket_id kind at is_human")
    replies = replies[(replies["kind"] == "replied") & (replies["is_human"] == 1)]
    of_ticket = table(folder, "ticket", "id customer_id").set_index("id")["customer_id"]
    touches = pd.concat([
        pd.DataFrame({"customer": bought["customer_id"], "day": bought["closed_on"]}),
        _touches(visits["customer_id"], visits["at"]),
        _touches(calls["lead_id"].map(leads["customer_id"]), calls["at"]),
        _touches(replies["ticket_id"].map(of_ticket), replies["at"]),
    ])  # fmt: skip
    last = touches.groupby("customer")["day"].max()
    rows = [
        {"customer_id": visit.customer_id, "done": 1, "day": min(visit.due_on, visit.visited_on)}
        for visit in visits.itertuples()
        if isinstance(visit.due_on, str)
    ]
    buyers = set(bought["customer_id"])
    for customer in customers.itertuples():
        tier = "C" if pd.isna(customer.tier) and customer.Index in buyers else customer.tier
        if not pd.isna(tier):
            since = last.get(customer.Index) or _day(pd.Timestamp(customer.recorded_at))
            due = pd.Timestamp(since) + pd.Timedelta(days=_CARE_DAYS[tier])
            rows.append({"customer_id": customer.Index, "done": 0, "day": f"{due:%Y-%m-%d}"})
    found = pd.DataFrame(rows)
    newest = leads[leads["status"] != "dropped"].reset_index()
    newest = newest.assign(is_closed=newest["status"] != "open").sort_values(
        ["is_closed", "created_at", "id"], ascending=[True, False, False]
    )
    newest = newest.drop_duplicates("customer_id").set_index("customer_id")
    return found.assign(
        customer=found["customer_id"].map(customers["name"]),
        owner=found["customer_id"].map(newest["owner"]),
        source=found["customer_id"].map(newest["source"]),
    )


def _touches(customers: pd.Series, moments: pd.Series) -> pd.DataFrame:
    days = [_day(pd.Timestamp(moment)) for moment in moments]
    return pd.DataFrame({"customer": customers, "day": days})


def _day(moment: pd.Timestamp) -> str:
    return moment.tz_convert(ZONE).date().isoformat()


def _rate(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _hours(secs: float | None) -> float | None:
    return None if secs is None else round(secs / 3600, 2)


def tickets(facts: Facts, asked: Asked, today: date) -> Iterator[Row]:
    """A target is missed when it passed before the answer, the solution, the wait, or now."""
    now = min(NOW, pd.Timestamp(f"{today}T23:59:59+08:00"))  # a past day is shown as it ended
    for key, rows in grouped(facts["ticket"], asked):
        if asked.by and not len(rows):
            continue
        answered, solved = rows["responded_at"], rows["resolved_at"]
        counted = answered.where(~(answered > solved)).fillna(solved).fillna(rows["closed_at"])
        late = (rows["is_ours"] == 0) & (rows["response_due"] < counted.fillna(now))
        ended = solved.fillna(rows["closed_at"]).fillna(rows["waiting_since"]).fillna(now)
        late |= rows["solution_due"] < ended
        wrong = (answered > solved) | (answered < rows["opened_at"]) | (solved < rows["opened_at"])
        response = sorted(rows[~wrong]["response_secs"].dropna())
        solution = rows[~wrong]["solution_secs"].dropna()
        yield {
            **key, "opened": len(rows), "resolved": int(solved.notna().sum()), "breached": int(late.sum()),
            "response_median_hours": _hours(pd.Series(response).median() if response else None),
            "response_p90_hours": _hours(response[ceil(len(response) * 0.9) - 1] if response else None),
            "solution_median_hours": _hours(solution.median() if len(solution) else None), "contradictory": int(wrong.sum()),
        }  # fmt: skip


def care(facts: Facts, asked: Asked, today: date) -> Iterator[Row]:
    """A customer counts once in a group, as done where nothing is open there."""
    fell_due = facts["care"][facts["care"]["day"] <= today.isoformat()]
    for key, rows in grouped(fell_due, asked):
        customers = rows.groupby("customer_id")["done"].min()
        done = int(customers.sum())
        if len(rows) or not asked.by:
            yield {**key, "due": len(customers), "done": done, "rate": _rate(done, len(customers))}


def satisfaction(facts: Facts, asked: Asked, today: date) -> Iterator[Row]:
    for key, every in grouped(facts["rating"], asked):
        for scale, rows in every.groupby("scale"):
            scores, is_nps = rows["score"], scale == "nps"
            good, bad = int((scores >= (9 if is_nps else 4)).sum()), int((scores <= 6).sum())
            yield {
                **key, "scale": scale, "n": len(rows), "mean": round(scores.mean() + 1e-9, 2),
                "csat": None if is_nps else good / len(rows),
                "nps": round(100 * (good - bad) / len(rows), 1) if is_nps else None,
                "low": int((scores <= (6 if is_nps else 2)).sum()),
            }  # fmt: skip


REPORTS = {"tickets": tickets, "care": care, "satisfaction": satisfaction}
