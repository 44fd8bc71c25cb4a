"""What people do with leads and follow-ups: the first half of the process, imports, undo."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from datetime import timedelta
from typing import Any, NamedTuple

from salesmap.actions.database import undo as journal
from salesmap.actions.followup import followups
from salesmap.actions.imports.leads import import_leads
from salesmap.actions.lead import moves
from salesmap.actions.lead.add import add
from salesmap.actions.lead.edit import LeadEdit, edit
from salesmap.domain.drafts import LeadDraft
from salesmap.store.database import Database

from .model import BEFORE_WIN

_WEIGHTS = {
    "add": 14, "import": 2, "advance": 18, "win": 4, "lose": 5, "drop": 2, "reopen": 5, "edit owner": 5, "edit value": 6, "log": 8,
    "follow up": 6, "settle": 6, "shell": 2, "undo": 12, "redo": 7,
}  # fmt: skip
_ON_NO_LEAD = ("settle", "shell", "undo", "redo")


class Deed(NamedTuple):
    """Something to do: on which lead or paper, and with what."""

    name: str
    id: int
    argument: Any
    run: Callable[[], object]


def choose(chance: random.Random, db: Database, leads: int, names: tuple[str, ...]) -> Deed:
    """Return something to do."""
    lead = chance.randint(1, max(2, leads + 1))
    deed = chance.choices(list(_WEIGHTS), list(_WEIGHTS.values()))[0]
    argument: Any = None
    if deed == "add":
        draft = _draft(chance, names)
        return Deed(deed, 0, None, lambda: add(db, draft, allow_duplicate=True))
    if deed == "import":
        drafts = [
            _draft(chance, names, str(chance.randint(1, 60)))
            for _row in range(chance.randint(1, 4))
        ]
        return Deed(deed, 0, None, lambda: import_leads(db, drafts, "leads.csv", "update"))
    if deed == "advance":
        argument = chance.choice((None, None, *BEFORE_WIN))
        return Deed(deed, lead, argument, lambda: moves.advance(db, lead, argument))
    if deed == "edit owner":
        argument = chance.choice(names)
        return Deed(deed, lead, argument, lambda: edit(db, lead, LeadEdit({"owner": argument})))
    if deed == "edit value":
        argument = chance.randint(1, 99) * 100
        return Deed(
            deed, lead, argument, lambda: edit(db, lead, LeadEdit({"value_cents": argument}))
        )
    runs: dict[str, Callable[[], object]] = {
        "win": lambda: moves.win(db, lead, None),
        "lose": lambda: moves.lose(db, lead, "price"),
        "drop": lambda: moves.drop(db, lead),
        "reopen": lambda: moves.reopen(db, lead),
        "log": lambda: followups.log(db, lead, "call", "spoke", db.clock.now()),
        "follow up": lambda: followups.add(db, lead, "call", db.clock.today() + timedelta(days=3)),
        "settle": lambda: _settle(chance, db, lead),
        "shell": lambda: _write_in_shell(chance, db, lead),
        "undo": lambda: journal.undo(db),
        "redo": lambda: journal.redo(db),
    }
    return Deed(deed, 0 if deed in _ON_NO_LEAD else lead, None, runs[deed])


def _draft(
    chance: random.Random, names: tuple[str, ...], external_id: str | None = None
) -> LeadDraft:
    return LeadDraft(
        name=f"lead {chance.randint(1, 9999)}", customer=f"Company {chance.randint(1, 9)}", external_id=external_id,
        owner=chance.choice(names), value_cents=chance.choice((None, chance.randint(1, 99) * 100)),
        tags=tuple(chance.sample(("hot", "old", "new"), chance.randint(0, 2))),
    )  # fmt: skip


def _settle(chance: random.Random, db: Database, followup: int) -> None:
    kind = chance.randint(1, 3)
    if kind == 1:
        followups.done(db, followup, "done")
    elif kind == 2:
        followups.snooze(db, followup, db.clock.today() + timedelta(days=7))
    else:
        followups.drop(db, followup)


def _write_in_shell(chance: random.Random, db: Database, lead: int) -> None:
    """Another program writes: the triggers record it."""
    with closing(sqlite3.connect(db.path)) as connection, connection:
        region = f"shell {chance.randint(1, 9999)}"
        connection.execute("UPDATE lead SET region = ? WHERE id = ?", (region, lead))
