"""The reports worked out anew in pandas, from nothing but the files that `export --all` wrote."""

import json
import tomllib
from collections.abc import Callable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pandas as pd

Row = dict[str, Any]
Condition = Callable[[pd.DataFrame], pd.Series]
BANDS = ((7, "0-7"), (30, "8-30"), (90, "31-90"), (180, "91-180"), (365, "181-365"), (10**6, "366+"))  # fmt: skip
ZONE = ZoneInfo("Asia/Shanghai")


class Asked(NamedTuple):
    """What is asked: of which leads, in which days, grouped by what."""

    by: tuple[str, ...] = ()
    condition: Condition | None = None
    since: date | None = None
    until: date | None = None


class Files:
    """The tables of an export, and the day on which they are looked at."""

    past: Any = None
    """What happened before, where a report needs more than one export."""

    def __init__(self, folder: Path, now: datetime) -> None:
        self.now, self.today = pd.Timestamp(now), now.astimezone(ZONE).date()
        self.stages = table(
            folder, "stage", "id key position phase response_hours quiet_days"
        ).sort_values("position")
        sales_map = tomllib.loads(table(folder, "map_version", "id source")["source"].iloc[-1])
        labels = {role["key"]: role["label"]["en"] for role in sales_map["role"]}
        roles = {each["key"]: labels.get(each.get("role")) for each in sales_map["stage"]}
        self.stages["role"] = self.stages["key"].map(roles)
        stage = self.stages.set_index("id")
        lead = table(
            folder,
            "lead",
            "id customer_id stage_id furthest_id process_id status owner source product region "
            "value_cents created_on closed_on lost_reason fields created_unknown assigned_at created_at "
            "referred_by_customer_id",
        )
        lead = lead[lead["id"].notna()]
        lead["value"] = lead["value_cents"].astype(float) / 100
        lead["customer"] = lead["customer_id"].map(_names(folder, "customer", "name"))
        lead["pipeline"] = lead["process_id"].map(_names(folder, "process", "key"))
        lead["stage"] = lead["stage_id"].map(stage["key"])
        lead["place"] = lead["stage_id"].map(stage["position"])
        lead["furthest"] = lead["furthest_id"].map(stage["position"])
        lead["segment"] = pd.json_normalize(lead["fields"].map(_json).tolist())["segment"].tolist()
        self.tags = table(folder, "lead_tag", "lead_id tag")
        lead["tags"] = lead["id"].map(self.tags.groupby("lead_id")["tag"].agg(set))
        created, closed = (pd.to_datetime(lead[name]) for name in ("created_on", "closed_on"))
        lead["days"] = (closed - created).dt.days
        lead["age"] = (pd.Timestamp(self.today) - created).dt.days
        self.leads = lead
        self.stays = table(
            folder, "stay", "id lead_id stage_id secs outcome counted again entered_at left_at"
        )
        self.interactions = table(folder, "interaction", "id lead_id kind at actor")
        self.followups = table(folder, "followup", "id lead_id done_at dropped_at due_on owner")
        self.owner_changes = table(folder, "owner_change", "id lead_id owner_before owner_after at")

    def groups(
        self,
        asked: Asked,
        day: str = "created_on",
        *,
        timed: bool = True,
        with_dropped: bool = False,
    ) -> Iterator[tuple[Row, pd.DataFrame]]:
        """Yield the leads of each group; without dimensions, all of them."""
        yield from self.grouped(
            self.chosen(asked, day, timed=timed, with_dropped=with_dropped), asked, day
        )

    def chosen(
        self, asked: Asked, day: str, *, timed: bool = True, with_dropped: bool = False
    ) -> pd.DataFrame:
        """Return the leads that are asked for."""
        leads = self.leads if with_dropped else self.leads[self.leads["status"] != "dropped"]
        if asked.condition:
            leads = leads[asked.condition(leads)]
        if timed and asked.since:
            leads = leads[leads[day].fillna("") >= asked.since.isoformat()]
        if timed and asked.until:
            leads = leads[leads[day].fillna("9999") <= asked.until.isoformat()]
        return leads

    def grouped(
        self, leads: pd.DataFrame, asked: Asked, day: str
    ) -> Iterator[tuple[Row, pd.DataFrame]]:
        """Yield the leads by the dimensions that are asked for."""
        if "tag" in asked.by:
            leads = leads.merge(self.tags, left_on="id", right_on="lead_id", how="left")
        if not asked.by:
            yield {}, leads
            return
        periods = pd.to_datetime(leads[day])
        leads = leads.assign(
            month=periods.dt.strftime("%Y-%m"),
            year=periods.dt.strftime("%Y"),
            quarter=periods.dt.strftime("%Y-Q") + periods.dt.quarter.astype("Int64").astype(str),
            week=periods.dt.strftime("%G-W%V"),
        )
        for key, group in leads.groupby(list(asked.by), dropna=False):
            names = (None if pd.isna(part) else part for part in key)
            yield dict(zip(asked.by, names, strict=True)), group

    def before_win(self) -> pd.DataFrame:
        """Return the stages before the win, in order."""
        return self.stages[self.stages["phase"] == "before"]


def table(folder: Path, name: str, columns: str) -> pd.DataFrame:
    text = (folder / f"{name}.jsonl").read_text(encoding="utf-8")
    records = [json.loads(line) for line in text.splitlines()]
    return pd.DataFrame(records).reindex(columns=columns.split())


def _names(folder: Path, name: str, column: str) -> pd.Series:
    return table(folder, name, f"id {column}").set_index("id")[column]


def _json(text: str) -> Row:
    return {"segment": None, **json.loads(text)}


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None


def _count(leads: pd.DataFrame, status: str) -> int:
    return int((leads["status"] == status).sum())


def _value(leads: pd.DataFrame, status: str | None = None) -> float:
    chosen = leads if status is None else leads[leads["status"] == status]
    return float(chosen["value"].sum())


# --- the reports ------------------------------------------------------------------------------


def winrate(files: Files, asked: Asked) -> Iterator[Row]:
    for key, leads in files.groups(asked, "closed_on"):
        won, lost = _count(leads, "won"), _count(leads, "lost")
        if won + lost or not asked.by:
            of_won, of_lost = _value(leads, "won"), _value(leads, "lost")
            yield {
                **key, "won": won, "lost": lost, "rate": _share(won, won + lost), "value_won": of_won,
                "value_lost": of_lost, "value_rate": _share(of_won, of_won + of_lost),
            }  # fmt: skip


def winrate_created(files: Files, asked: Asked) -> Iterator[Row]:
    for key, leads in files.groups(asked):
        won, of_won, of_all = _count(leads, "won"), _value(leads, "won"), _value(leads)
        yield {
            **key, "won": won, "leads": len(leads), "rate": _share(won, len(leads)), "value_won": of_won,
            "value": of_all, "value_rate": _share(of_won, of_all),
        }  # fmt: skip


def _spread(files: Files, asked: Asked, column: str) -> Iterator[tuple[Row, pd.Series]]:
    for key, leads in files.groups(asked, "closed_on"):
        for outcome, statuses in (("won", {"won"}), ("lost", {"lost"}), ("closed", {"won", "lost"})):  # fmt: skip
            numbers = leads[leads["status"].isin(statuses)][column].dropna()
            if len(numbers):
                yield {**key, "outcome": outcome, "count": len(numbers)}, numbers


def cycle(files: Files, asked: Asked) -> Iterator[Row]:
    for key, days in _spread(files, asked, "days"):
        yield {**key, "median": days.median(), "mean": days.mean(), "min": days.min(), "max": days.max()}  # fmt: skip


def deal_size(files: Files, asked: Asked) -> Iterator[Row]:
    for key, values in _spread(files, asked, "value"):
        yield {
            **key, "median": values.median(), "mean": values.mean(), "min": values.min(), "max": values.max(), "total": values.sum(),
        }  # fmt: skip


def velocity(files: Files, asked: Asked) -> Iterator[Row]:
    totals: dict[tuple[Any, ...], Row] = {}
    for key, leads in files.groups(asked, timed=False):
        if (open_ := _count(leads, "open")) or not asked.by:
            totals[tuple(key.values())] = {**key, "open": open_, "leads": leads.iloc[:0]}
    for key, leads in files.groups(asked, "closed_on"):
        if len(leads := leads[leads["status"].isin({"won", "lost"})]):
            row = totals.setdefault(tuple(key.values()), {**key, "open": 0})
            row["leads"] = leads
    for row in totals.values():
        leads = row.pop("leads")
        won = leads[leads["status"] == "won"]
        rate, mean = _share(len(won), len(leads)), _share(_value(won), won["value"].count())
        days = _share(won["days"].sum(), won["days"].count())
        known = rate is not None and mean is not None and days
        per_day = row["open"] * rate * mean / days if known else None  # type: ignore[operator]
        yield {**row, "win_rate": rate, "mean_value": mean, "cycle_days": days, "per_day": per_day}


OVERVIEWS = {
    "owners": "owner", "sources": "source", "regions": "region", "products": "product", "customers": "customer",
}  # fmt: skip


def overview_by(usual: str) -> Callable[[Files, Asked], Iterator[Row]]:
    return lambda files, asked: overview(files, asked._replace(by=asked.by or (usual,)))


def overview(files: Files, asked: Asked) -> Iterator[Row]:
    for key, leads in files.groups(asked):
        open_, won, lost = (_count(leads, status) for status in ("open", "won", "lost"))
        yield {
            **key, "leads": len(leads), "open": open_, "won": won, "lost": lost, "rate": _share(won, won + lost),
            "value_open": _value(leads, "open"), "value_won": _value(leads, "won"),
        }  # fmt: skip


def months(files: Files, asked: Asked) -> Iterator[Row]:
    rows: dict[tuple[Any, ...], Row] = {}
    for day, statuses in (("created_on", ("created",)), ("closed_on", ("won", "lost"))):
        for key, leads in files.groups(asked, day):
            for month, part in leads.assign(when=leads[day].str[:7]).groupby("when"):
                counts = {status: _count(part, status) for status in statuses}
                if statuses == ("created",):
                    counts["created"] = len(part)
                if sum(counts.values()):
                    named = {**key, "month": month}
                    row = rows.setdefault(tuple(named.values()), {**named, "created": 0, "won": 0, "lost": 0, "value_won": 0})  # fmt: skip
                    row.update(counts)
                    if day == "closed_on":
                        row["value_won"] = _value(part, "won")
    for row in rows.values():
        yield {**row, "rate": _share(row["won"], row["won"] + row["lost"])}


def lost_reasons(files: Files, asked: Asked) -> Iterator[Row]:
    for key, leads in files.groups(asked, "closed_on"):
        lost = leads[leads["status"] == "lost"]
        for reason, part in lost.groupby("lost_reason", dropna=False):
            named = None if pd.isna(reason) else reason
            yield {**key, "lost_reason": named, "lost": len(part), "share": len(part) / len(lost), "value_lost": _value(part)}  # fmt: skip


def aging(files: Files, asked: Asked) -> Iterator[Row]:
    for key, leads in files.groups(asked):
        open_ = leads[leads["status"] == "open"]
        if not len(open_) and asked.by:
            continue
        after = -1
        for last, band in BANDS:
            part = open_[(open_["age"] > after) & (open_["age"] <= last)]
            yield {**key, "age": band, "leads": len(part), "value": _value(part)}
            after = last


def cohort(files: Files, asked: Asked) -> Iterator[Row]:
    this_month = files.today.year * 12 + files.today.month
    for key, leads in files.groups(asked):
        created = pd.to_datetime(leads["created_on"])
        closed = pd.to_datetime(leads["closed_on"])
        numbered = leads.assign(
            born=created.dt.year * 12 + created.dt.month,
            later=(closed.dt.year - created.dt.year) * 12 + closed.dt.month - created.dt.month,
            when=leads["created_on"].str[:7],
        )
        for month, part in numbered.groupby("when"):
            won = part[part["status"] == "won"]["later"]
            for later in range(this_month - int(part["born"].iloc[0]) + 1):
                if later == 0 or (won == later).any():
                    until = int((won <= later).sum())
                    yield {**key, "created_month": month, "leads": len(part), "months_later": later, "won": until, "share": until / len(part)}  # fmt: skip


def _reached(files: Files, leads: pd.DataFrame) -> list[int]:
    before = files.before_win()
    counts = [
        int(((leads["status"] == "won") | (leads["furthest"] >= place)).sum())
        for place in before["position"]
    ]
    return [*counts, _count(leads, "won")]


def funnel(files: Files, asked: Asked) -> Iterator[Row]:
    for key, leads in files.groups(asked):
        if asked.by and not len(leads):
            continue
        stays = files.stays[files.stays["lead_id"].isin(leads["id"]) & (files.stays["counted"] == 1)]  # fmt: skip
        counts = _reached(files, leads)
        for number, stage in enumerate(files.before_win().to_dict("records")):
            here = leads[leads["stage"] == stage["key"]]
            there = stays[stays["stage_id"] == stage["id"]]
            onwards = there["outcome"].isin({"forward", "won"}) & (there["again"] == 0)
            median = there["secs"].dropna().median()
            yield {
                **key, "stage": stage["key"], "now": _count(here, "open"), "now_value": _value(here, "open"), "reached": counts[number],
                "advanced": int(onwards.sum()), "lost": _count(here, "lost"), "conversion": _share(counts[number + 1], counts[number]),
                "median_days": None if pd.isna(median) else median / 86_400,
            }  # fmt: skip
        yield {**key, "stage": "won", "now": counts[-1], "now_value": _value(leads, "won"), "reached": counts[-1]}  # fmt: skip


def conversion(files: Files, asked: Asked) -> Iterator[Row]:
    for key, leads in files.groups(asked):
        counts = _reached(files, leads)
        for number, stage in enumerate(files.before_win()["key"]):
            yield {**key, "stage": stage, "reached": counts[number], "onwards": counts[number + 1], "conversion": _share(counts[number + 1], counts[number])}  # fmt: skip


def conversion_from_first(files: Files, asked: Asked) -> Iterator[Row]:
    for row in conversion(files, asked):
        if row["stage"] == files.before_win()["key"].iloc[0]:
            first = row["reached"]
        row.pop("onwards")
        yield {**row, "first": first, "conversion": _share(row["reached"], first)}


def conversion_of_left(files: Files, asked: Asked) -> Iterator[Row]:
    for row in funnel(files, asked):
        onwards, lost = row.get("advanced", 0), row.get("lost", 0)
        if row["stage"] == "won" or (asked.by and not onwards + lost):
            continue
        key = {name: row[name] for name in (*asked.by, "stage")}
        yield {
            **key,
            "onwards": onwards,
            "lost": lost,
            "conversion": _share(onwards, onwards + lost),
        }


def stages(files: Files, asked: Asked) -> Iterator[Row]:
    for key, leads in files.groups(asked):
        stays = files.stays[files.stays["lead_id"].isin(leads["id"]) & (files.stays["counted"] == 1)]  # fmt: skip
        for stage in files.stages.to_dict("records"):
            is_before = stage["phase"] == "before"
            now = _count(leads[leads["stage"] == stage["key"]], "open" if is_before else "won")
            secs = stays[stays["stage_id"] == stage["id"]]["secs"].dropna() / 86_400
            if now or len(secs) or (not asked.by and is_before):
                median, mean = (secs.median(), secs.mean()) if len(secs) else (None, None)
                yield {**key, "stage": stage["key"], "stays": len(secs), "median_days": median, "mean_days": mean, "now": now}  # fmt: skip


def activity(files: Files, asked: Asked) -> Iterator[Row]:
    done = files.followups[files.followups["done_at"].notna()].assign(kind="done")
    done = done.rename(columns={"done_at": "when"})
    happened = pd.concat([files.interactions.rename(columns={"at": "when"}), done])
    happened["day"] = [
        pd.Timestamp(when).tz_convert(ZONE).date().isoformat() for when in happened["when"]
    ]
    if asked.since:
        happened = happened[happened["day"] >= asked.since.isoformat()]
    if asked.until:
        happened = happened[happened["day"] <= asked.until.isoformat()]
    for key, leads in files.groups(asked, timed=False, with_dropped=True):
        for kind, part in happened[happened["lead_id"].isin(leads["id"])].groupby("kind"):
            yield {**key, "kind": kind, "count": len(part), "leads": part["lead_id"].nunique()}


REPORTS: dict[tuple[str, str | None], Callable[[Files, Asked], Iterator[Row]]] = {
    ("funnel", None): funnel,
    ("conversion", None): conversion,
    ("conversion", "left"): conversion_of_left,
    ("conversion", "first"): conversion_from_first,
    ("stages", None): stages,
    ("winrate", None): winrate,
    ("winrate", "created"): winrate_created,
    ("cycle", None): cycle,
    ("deal-size", None): deal_size,
    ("velocity", None): velocity,
    **{(name, None): overview_by(by) for name, by in OVERVIEWS.items()},
    ("months", None): months,
    ("lost-reasons", None): lost_reasons,
    ("activity", None): activity,
    ("aging", None): aging,
    ("cohort", None): cohort,
}
