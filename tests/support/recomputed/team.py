"""The reports on who has what, and who brought it, worked out anew in pandas from nothing but an export."""

from collections.abc import Callable, Iterator
from functools import cache

import pandas as pd

from support.recomputed.leads import ZONE, Asked, Files, Row


def _rate(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _day(moment: str) -> str:
    return pd.Timestamp(moment).tz_convert(ZONE).date().isoformat()


def workload(files: Files, asked: Asked) -> Iterator[Row]:
    """A lead counts for its owner, a follow-up for its own, else for that of its lead."""
    leads = files.chosen(asked, "created_on", timed=True)
    open_ = files.followups[
        files.followups["done_at"].isna() & files.followups["dropped_at"].isna()
    ]
    tasks = leads.drop(columns="owner").assign(of_lead=leads["owner"])
    tasks = open_.rename(columns={"id": "followup"}).merge(tasks, left_on="lead_id", right_on="id")
    tasks["person"] = tasks["owner"].fillna(tasks["of_lead"])
    tasks["owner"] = tasks["of_lead"]
    leads = leads[leads["status"] == "open"].assign(person=lambda rows: rows["owner"])
    waits = leads[~leads["id"].isin(open_["lead_id"])]
    by = asked._replace(by=asked.by or ("person",))
    today, week = files.today.isoformat(), (files.today + pd.Timedelta(days=7)).isoformat()
    rows: dict[tuple[object, ...], Row] = {}
    for name, every, figure in (
        ("leads", leads, len),
        ("value", leads, lambda part: float(part["value"].sum())),
        ("without_next", waits, len),
        ("followups", tasks, len),
        ("overdue", tasks, lambda part: int((part["due_on"] < today).sum())),
        ("due_today", tasks, lambda part: int((part["due_on"] == today).sum())),
        ("due_week", tasks, lambda part: int(part["due_on"].between(today, week, "right").sum())),
    ):  # fmt: skip
        for key, part in files.grouped(every, by, "created_on"):
            if len(part):
                usual = dict.fromkeys(("leads", "value", "without_next", "followups", "overdue", "due_today", "due_week"), 0)  # fmt: skip
                row = rows.setdefault(tuple(key.values()), {**key, **usual})
                row[name] = figure(part)
    yield from rows.values()


def handoffs(files: Files, asked: Asked) -> Iterator[Row]:
    """Each lead's changes of owner and moves between stages of other roles, one after the other."""
    leads = files.chosen(asked, "created_on", timed=False)
    found = _passed(files)
    if asked.since:
        found = found[found["day"] >= asked.since.isoformat()]
    if asked.until:
        found = found[found["day"] <= asked.until.isoformat()]
    for key, part in files.grouped(leads, asked, "created_on"):
        rows = found.merge(part[["id", "status"]], left_on="lead", right_on="id")
        for (what, giver, receiver), each in rows.groupby(["what", "from", "to"]):
            waits = each["wait"].dropna()
            # A stage that was left is not waited in; so is no lead that is closed.
            waiting = each["wait"].isna() & (each["status"] == "open")
            yield {
                **key, "what": what, "from": giver, "to": receiver, "handoffs": len(each), "leads": each["lead"].nunique(),
                "back": int(each["back"].sum()), "wait_days": float(waits.median()) if len(waits) else None, "untouched": int(waiting.sum()),
            }  # fmt: skip


@cache  # it is the same for whatever is asked
def _passed(files: Files) -> pd.DataFrame:
    columns = ["lead", "at", "what", "from", "to", "back", "wait"]
    found = pd.DataFrame([*_between_owners(files), *_between_roles(files)], columns=columns)
    return found.assign(day=found["at"].map(_day))


Passed = tuple[int, str, str, str, str, bool, float | None]


def _between_owners(files: Files) -> Iterator[Passed]:
    for lead, changes in files.owner_changes.sort_values(["at", "id"]).groupby("lead_id"):
        held: list[str] = []
        rows = changes.to_dict("records")
        for place, change in enumerate(rows):
            if isinstance(change["owner_before"], str):
                held.append(change["owner_before"])
            receiver = change["owner_after"]
            if not held or not isinstance(receiver, str) or held[-1] == receiver:
                continue
            deeds = _deeds(files, lead, receiver)
            ends = [at for at in deeds if at >= change["at"]]
            ends += [rows[place + 1]["at"]] if place + 1 < len(rows) else []
            yield (lead, change["at"], "owner", held[-1], receiver, receiver in held, _days(change["at"], ends))  # fmt: skip


def _between_roles(files: Files) -> Iterator[Passed]:
    roles = files.stages.set_index("id")["role"]
    stays = files.stays[files.stays["counted"] == 1].sort_values(["entered_at", "id"])
    for lead, visits in stays.groupby("lead_id"):
        before, came_back = None, False
        for visit in visits.to_dict("records"):
            role = roles[visit["stage_id"]]
            if before and role and role != before:
                ends = [at for at in _deeds(files, lead) if at > visit["entered_at"]]
                ends += [visit["left_at"]] if isinstance(visit["left_at"], str) else []
                yield (lead, visit["entered_at"], "role", before, role, came_back, _days(visit["entered_at"], ends))  # fmt: skip
            before, came_back = role or before, visit["outcome"] == "back"


def _deeds(files: Files, lead: int, person: str | None = None) -> list[str]:
    """Return when somebody, or a person, was in touch about a lead or did a follow-up of it."""
    calls = files.interactions[files.interactions["lead_id"] == lead]
    done = files.followups[
        (files.followups["lead_id"] == lead) & files.followups["done_at"].notna()
    ]
    if person:
        calls, done = calls[calls["actor"] == person], done[done["owner"] == person]
    return [*calls["at"], *done["done_at"]]


def _days(start: str, ends: list[str]) -> float | None:
    moments = [pd.Timestamp(end) for end in ends]
    return (min(moments) - pd.Timestamp(start)).total_seconds() / 86_400 if moments else None


def referrals(files: Files, asked: Asked, statuses: tuple[str, ...] = ()) -> Iterator[Row]:
    """Who brought leads in the time, of those who were customers by its end."""
    brought = files.chosen(asked, "created_on")
    brought = brought[
        brought["referred_by_customer_id"].notna()
        & (brought["referred_by_customer_id"] != brought["customer_id"])
    ]
    known = files.chosen(asked._replace(since=None), "created_on")
    known = known[known["customer_id"].notna()]
    if statuses:
        known = known[known["status"].isin(statuses)]
    groups = {tuple(key.values()): (key, part) for key, part in files.grouped(brought, asked, "created_on")}  # fmt: skip
    for key, _part in files.grouped(known, asked, "created_on"):
        groups.setdefault(tuple(key.values()), (key, brought.iloc[:0]))
    of = {tuple(key.values()): set(part["customer_id"]) for key, part in files.grouped(known, asked, "created_on")}  # fmt: skip
    for place, (key, part) in groups.items():
        customers, referrers = of.get(place, set()), set(part["referred_by_customer_id"])
        won, lost = (part[part["status"] == status] for status in ("won", "lost"))
        if not (customers or len(part)) and asked.by:
            continue
        yield {
            **key, "customers": len(customers), "referrers": len(referrers), "rate": _rate(len(referrers & customers), len(customers)),
            "leads": len(part), "won": len(won), "win_rate": _rate(len(won), len(won) + len(lost)), "value_won": float(won["value"].sum()),
        }  # fmt: skip


REPORTS: dict[tuple[str, str | None], Callable[[Files, Asked], Iterator[Row]]] = {
    ("workload", None): workload,
    ("handoffs", None): handoffs,
    ("referrals", None): referrals,
    ("referrals", "buyers"): lambda files, asked: referrals(files, asked, ("won",)),
}
