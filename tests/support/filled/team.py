"""A healthy team's database, made from a seed through the imports: leads answered in time, moved on, won and lost for many reasons."""

import csv
import random
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from conftest import NOW, Salesmap

LEADS = 700
STAGES = ("lead", "needs", "solution", "quote", "contract")
_KEEPS = (0.62, 0.75, 0.8, 0.8, 0.9)
"""How many of the leads that leave a stage go on."""

_DAYS = ((2, 9), (2, 9), (2, 9), (5, 18), (6, 18))
"""How long they stay, at least and at most."""

_REASONS = (
    "price",
    "价格太高",
    "no budget",
    "没有预算",
    "competitor",
    "选择了竞争对手",
    "project stopped",
    "项目取消",
    "no reply",
    "功能不符",
)
_NOW = datetime.fromisoformat(NOW)


def make(person: Salesmap, seed: int = 1, leads: int = LEADS) -> None:
    """Fill a person's empty database."""
    chance = random.Random(seed)
    folder = person.home
    rows: dict[str, list[dict[str, Any]]] = {"leads": [], "history": [], "activities": []}
    for number in range(1, leads + 1):
        _life(chance, number, rows)
    for name, table in rows.items():
        _write(folder / f"{name}.csv", table)
    person.ok("lead", "import", "leads.csv", "--date-order", "ymd")
    person.ok("lead", "import-history", "history.csv")
    person.ok("followup", "import", "activities.csv")


def _life(chance: random.Random, number: int, rows: dict[str, list[dict[str, Any]]]) -> None:
    """One lead from the day it came to the present."""
    id, moment = f"T{number}", _NOW - timedelta(days=chance.uniform(1, 170))
    lead = {
        "external_id": id, "name": f"Lead {number}", "customer": f"Company {number % 200}", "contact": f"Person {number}",
        "phone": f"138{number:08}", "source": chance.choice(("web", "fair", "referral")), "owner": chance.choice(("ann", "bo", "cai")),
        "value": chance.randint(5, 200) * 1000, "created": _told(moment), "stage": "lead", "lost_reason": "", "closed": "",
    }  # fmt: skip
    _touch(rows, id, moment + timedelta(hours=chance.uniform(0.5, 12)))
    for place, stage in enumerate(STAGES):
        lead["stage"] = stage
        rows["history"].append({"lead": id, "stage": stage, "at": _told(moment)})
        leaves = moment + timedelta(days=chance.uniform(*_DAYS[place]))
        if leaves > _NOW:
            _touch(rows, id, _NOW - timedelta(hours=chance.uniform(2, 60)), after=moment)
            lead["expected close"] = f"{_NOW.date() + timedelta(days=chance.randint(3, 40))}"
            break
        moment = leaves
        if chance.random() > _KEEPS[place]:
            lead |= {
                "stage": "lost",
                "lost_reason": chance.choice(_REASONS),
                "closed": _told(moment),
            }
            rows["history"].append({"lead": id, "stage": "lost", "at": _told(moment)})
            break
        _touch(rows, id, moment)
    else:
        lead |= {"stage": "won", "closed": _told(moment)}
        rows["history"].append({"lead": id, "stage": "won", "at": _told(moment)})
        for days in (25, 70, 115, 160):
            _touch(rows, id, moment + timedelta(days=days))
    rows["leads"].append(lead)


def _touch(
    rows: dict[str, list[dict[str, Any]]], id: str, moment: datetime, after: datetime | None = None
) -> None:
    """Somebody was in touch, if that is not still to come."""
    moment = max(moment, after) if after else moment
    if moment < _NOW:
        rows["activities"].append(
            {"lead": id, "kind": "call", "text": "spoke", "at": _told(moment)}
        )


def _told(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M:%S}"


def _write(path: Path, rows: list[dict[str, Any]]) -> None:
    columns = list(dict.fromkeys(key for row in rows for key in row))
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)
