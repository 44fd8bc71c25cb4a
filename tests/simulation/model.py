"""What must hold after each operation, in plain Python that knows nothing of the program's code."""

from collections import Counter
from typing import Any, NamedTuple

BEFORE_WIN = ("lead", "needs", "solution", "quote", "contract")
AFTER_WIN = "aftersales"

Rows = dict[tuple[str, int], tuple[Any, ...]]
"""Every row of the database by table and id."""


class Lead(NamedTuple):
    """Where a lead stands."""

    status: str
    stage: str
    owner: str | None
    value: int | None
    caretaker: str | None = None


class Change(NamedTuple):
    """A change that somebody made: each row that it touched, before and after."""

    id: int
    actor: str
    rows: dict[tuple[str, int], tuple[tuple[Any, ...] | None, tuple[Any, ...] | None]]


def difference(before: Rows, after: Rows) -> dict[Any, Any]:
    """Return what became of each row that is not the same, as (before, after)."""
    return {
        key: (before.get(key), after.get(key))
        for key in before.keys() | after.keys()
        if before.get(key) != after.get(key)
    }


def taken_back(rows: Rows, change: Change) -> Rows | None:
    """Return the rows without a change; None if a row is no longer as the change left it."""
    result = dict(rows)
    for key, (before, after) in change.rows.items():
        if rows.get(key) != after:
            return None
        if before is None:
            result.pop(key)
        else:
            result[key] = before
    return result


def expected(lead: Lead | None, deed: str, argument: Any) -> Lead | None:
    """Return the lead after a deed; None if the deed must be refused."""
    if lead is None:
        return None
    status, stage = lead.status, lead.stage
    match deed:
        case "edit owner" if status == "open":
            return lead._replace(owner=argument)
        case "edit owner":  # the credit stays
            return lead._replace(caretaker=None if argument == lead.owner else argument)
        case "edit value":
            return lead._replace(value=argument)
        case "log" | "follow up":
            return lead
        case "lose" if status == "open":
            return lead._replace(status="lost")
        case "drop" if status != "dropped":
            return lead._replace(status="dropped")
        case "win" if status == "open":
            return _won(lead)
        case "advance" if status == "open" and argument is None:
            place = BEFORE_WIN.index(stage) + 1
            is_last = place == len(BEFORE_WIN)
            return _won(lead) if is_last else _moved(lead, BEFORE_WIN[place])
        case "advance" if status == "open" and argument != stage:
            return _moved(lead, argument)
        case "reopen" if status != "open":
            owner = lead.caretaker or lead.owner
            return lead._replace(status="open", owner=owner, caretaker=None)
    return None


def _moved(lead: Lead, stage: str) -> Lead | None:
    """Return the lead in another stage; the map wants a value in the last one before the win."""
    return None if stage == BEFORE_WIN[-1] and lead.value is None else lead._replace(stage=stage)


def _won(lead: Lead) -> Lead | None:
    """Return the lead after the win, for which the map wants a value."""
    return None if lead.value is None else lead._replace(status="won", stage=AFTER_WIN)


def may_follow(
    before: Lead, after: Lead, deed: str, argument: Any, actor: str, *, is_own: bool
) -> bool:
    """Return whether a deed of the second half may make this of a lead; most touch none."""
    if after == before:
        return deed not in ("pool return", "pool claim") or not is_own
    is_open = before.status == "open"
    match deed:
        case "contract sign":
            won = before._replace(status="won", stage=AFTER_WIN, value=before.value or after.value)
            return is_own and is_open and after == won
        case "pool claim":
            can = is_own and is_open and before.owner is None
            return can and after == before._replace(owner=actor)
        case "pool return" | "pool sweep":
            can = (is_own or deed == "pool sweep") and is_open and before.owner is not None
            return can and after == before._replace(owner=None)
        case "handover":
            giver, taker = argument
            if is_open:
                return before.owner == giver and after == before._replace(owner=taker)
            kept = None if before.owner == taker else taker
            keeper = before.caretaker or before.owner
            return keeper == giver and after == before._replace(caretaker=kept)
    return False


def counts(leads: dict[int, Lead]) -> Counter[tuple[str, str]]:
    """Return how many leads there are of each status in each stage."""
    return Counter((lead.status, lead.stage) for lead in leads.values())
