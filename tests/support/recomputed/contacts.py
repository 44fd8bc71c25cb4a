"""The reports on contact and next steps worked out anew in pandas, from nothing but an export."""

from collections.abc import Callable, Iterator

import pandas as pd

from support.recomputed.leads import ZONE, Asked, Files, Row


def _moments(texts: pd.Series) -> pd.Series:
    return pd.to_datetime(texts, utc=True, format="ISO8601")


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _assigned(files: Files) -> pd.DataFrame:
    """Return the assigned leads whose response time is over: `secs` to the first contact, `allowed`."""
    leads = files.leads[files.leads["assigned_at"].notna()]
    leads = leads.assign(assigned=_moments(leads["assigned_at"]))
    stays = files.stays.merge(leads[["id", "assigned"]], left_on="lead_id", right_on="id")
    stays = stays.sort_values("id_x")
    before = stays[_moments(stays["entered_at"]) <= stays["assigned"]]
    stood = stays.groupby("lead_id")["stage_id"].first()
    stood.update(before.groupby("lead_id")["stage_id"].last())
    hours = files.stages.set_index("id")["response_hours"]
    stage = leads["id"].map(stood).fillna(leads["stage_id"])
    leads = leads.assign(allowed=stage.map(hours) * 3600)
    calls = files.interactions[files.interactions["kind"] != "note"][["lead_id", "at"]]
    done = files.followups[files.followups["done_at"].notna()][["lead_id", "done_at"]]
    contacts = pd.concat([calls, done.rename(columns={"done_at": "at"})])
    contacts = contacts.merge(leads[["id", "assigned"]], left_on="lead_id", right_on="id")
    contacts["secs"] = (_moments(contacts["at"]) - contacts["assigned"]).dt.total_seconds()
    first = contacts[contacts["secs"] >= 0].groupby("lead_id")["secs"].min()
    leads = leads.assign(secs=leads["id"].map(first))
    return leads[(files.now - leads["assigned"]).dt.total_seconds() >= leads["allowed"]]


def _groups(files: Files, asked: Asked) -> Iterator[tuple[Row, pd.DataFrame]]:
    found = _assigned(files).set_index("id")[["secs", "allowed"]]
    for key, leads in files.groups(asked):
        rows = leads.merge(found, left_on="id", right_index=True)
        if len(rows) or not asked.by:
            yield key, rows


def followup_rate(files: Files, asked: Asked) -> Iterator[Row]:
    for key, rows in _groups(files, asked):
        followed = int((rows["secs"] <= rows["allowed"]).sum())
        rate = _share(followed, len(rows))
        yield {**key, "assigned": len(rows), "followed": followed, "rate": rate}


def response_time(files: Files, asked: Asked) -> Iterator[Row]:
    for key, rows in _groups(files, asked):
        hours = rows["secs"].dropna() / 3600
        median, mean = (hours.median(), hours.mean()) if len(hours) else (None, None)
        waiting = int(rows["secs"].isna().sum())
        yield {**key, "answered": len(hours), "waiting": waiting, "median_hours": median, "mean_hours": mean}  # fmt: skip


def _planned(files: Files) -> set[int]:
    """Return the leads with a follow-up ahead."""
    steps = files.followups
    ahead = steps["done_at"].isna() & steps["dropped_at"].isna()
    return set(steps[ahead & (steps["due_on"] >= files.today.isoformat())]["lead_id"])


def next_steps(files: Files, asked: Asked) -> Iterator[Row]:
    planned = _planned(files)
    for key, leads in files.groups(asked):
        open_ = leads[leads["status"] == "open"]
        if len(open_) or not asked.by:
            count = int(open_["id"].isin(planned).sum())
            yield {
                **key, "open": len(open_), "with_next": count, "without_next": len(open_) - count,
                "rate": _share(count, len(open_)),
            }  # fmt: skip


def quiet(files: Files, asked: Asked) -> Iterator[Row]:
    done = files.followups[files.followups["done_at"].notna()]
    happened = pd.concat([
        files.leads[["id", "created_at"]].set_axis(["lead_id", "at"], axis=1),
        files.interactions[["lead_id", "at"]],
        files.stays[["lead_id", "entered_at"]].set_axis(["lead_id", "at"], axis=1),
        done[["lead_id", "done_at"]].set_axis(["lead_id", "at"], axis=1),
    ])  # fmt: skip
    last = happened.assign(at=_moments(happened["at"])).groupby("lead_id")["at"].max()
    allowed = files.stages.set_index("id")["quiet_days"]
    planned = _planned(files)
    for key, leads in files.groups(asked):
        open_ = leads[(leads["status"] == "open") & ~leads["id"].isin(planned)]
        since = open_["id"].map(last)
        found = open_[(files.now - since).dt.total_seconds() > open_["stage_id"].map(allowed) * 86_400]  # fmt: skip
        days = (pd.Timestamp(files.today) - since.dt.tz_convert(ZONE).dt.normalize().dt.tz_localize(None)).dt.days  # fmt: skip
        if not asked.by:
            yield from ({"id": row["id"], "quiet_days": days[at]} for at, row in found.iterrows())
        elif len(found):
            yield {**key, "leads": len(found), "value": found["value"].sum(), "quiet_days": days[found.index].max()}  # fmt: skip


REPORTS: dict[tuple[str, str | None], Callable[[Files, Asked], Iterator[Row]]] = {
    ("followup-rate", None): followup_rate,
    ("response-time", None): response_time,
    ("next-steps", None): next_steps,
    ("quiet", None): quiet,
}
