"""Random operations on a database, each compared with the model of what it must do."""

import os
import random
import signal
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from salesmap.actions.database import undo as journal
from salesmap.actions.database.create import create
from salesmap.actions.followup import followups
from salesmap.actions.imports.leads import import_leads
from salesmap.actions.lead import moves
from salesmap.actions.lead.add import add
from salesmap.actions.lead.edit import LeadEdit, edit
from salesmap.core.clock import Clock
from salesmap.core.errors import SalesmapError
from salesmap.domain.drafts import LeadDraft
from salesmap.reports.data.integrity import contradictions
from salesmap.store.database import Database
from salesmap.store.file.backup import damage
from salesmap.store.file.connection import read_connection
from salesmap.store.journal.seals import verify
from salesmap.store.tables import JOURNALED

from .model import BEFORE_WIN, Change, Lead, Rows, counts, difference, expected, taken_back

EPISODE = 250
"""How many operations a database lives through before a new one begins."""

EVERY = 25
"""After how many operations the whole file is checked, journal included."""

ACTORS = ("ann", "bo", "cai")
CRASHES = 0.04
"""The share of the operations that are killed at a random moment."""

LONGEST_BEFORE_KILL = 0.012
_STATES = "SELECT l.id, l.status, s.key, l.owner, l.value_cents, l.caretaker FROM lead l JOIN stage s ON s.id = l.stage_id"


def simulate(
    folder: Path, operations: int, seed: int, told: Callable[[str], object] = lambda line: None
) -> Counter[str]:
    """Run so many operations. Returns how many of each kind were done. Raises AssertionError."""
    tally: Counter[str] = Counter()
    for number in range(-(-operations // EPISODE)):
        episode = _Episode(folder / f"{number}.db", f"{seed}-{number}")
        try:
            episode.live(min(EPISODE, operations - number * EPISODE))
        except AssertionError as error:
            last = "\n".join(episode.log[-12:])
            raise AssertionError(f"seed {seed}, database {number}: {error}\n{last}") from error
        finally:
            episode.reader.close()
        tally += episode.tally
        episode.db.path.unlink()
        if number % 40 == 39:
            told(f"{(number + 1) * EPISODE} operations")
    return tally


class _Episode:
    """The life of one database."""

    def __init__(self, path: Path, seed: str) -> None:
        self.chance = random.Random(seed)
        self.moment = datetime(2026, 1, 5, 1, tzinfo=UTC)
        self.db = Database(path, ACTORS[0], Clock(self.moment), keeps_connection=True)
        create(self.db)
        self.reader = sqlite3.connect(path, isolation_level=None)
        self.leads: dict[int, Lead] = {}
        self.rows = self._read_rows()
        self.done: list[Change] = []
        self.undone: list[Change] = []
        self.tally: Counter[str] = Counter()
        self.log: list[str] = []

    def live(self, operations: int) -> None:
        for number in range(1, operations + 1):
            self.moment += timedelta(minutes=self.chance.randint(1, 3000))
            self.actor = self.chance.choice(ACTORS)
            self.db = self.db._replace(clock=Clock(self.moment), user=self.actor)
            self._operate()
            if number % EVERY == 0:
                self._check_file()
        self._check_file()
        self._undo_everything()

    # --- operations -------------------------------------------------------------------------

    def _operate(self) -> None:
        deed, lead, argument, run = self._choose()
        is_killed = self.chance.random() < CRASHES and deed not in ("undo", "redo")
        refused = self._killed(run) if is_killed else self._run(run)
        self.log.append(f"{self.actor} {deed} {lead} {argument!r} {refused or ''}")
        rows = self._read_rows()
        changed = difference(self.rows, rows)
        self.tally["killed" if is_killed else "refused" if refused else deed] += 1
        if deed in ("undo", "redo"):
            self._compare_undo(deed, refused, rows)
        elif refused:
            assert not changed, f"refused ({refused}), and changed {changed}"
            must = expected(self.leads.get(lead), deed, argument) if lead else None
            assert must is None or is_killed, f"refused though right: {refused}"
        elif changed:
            self._compare_deed(deed, lead, argument)
            self._remember(changed)
        else:
            assert is_killed or _is_idle(self.leads.get(lead), deed, argument), "nothing happened"
        self.rows = rows
        self._compare_counts()

    def _choose(self) -> tuple[str, int, Any, Callable[[], object]]:
        chance, db = self.chance, self.db
        lead = chance.randint(1, max(2, len(self.leads) + 1))
        names = ("add", "import", "advance", "win", "lose", "drop", "reopen", "edit owner", "edit value", "log", "follow up", "settle", "shell", "undo", "redo")  # fmt: skip
        weights = (14, 2, 18, 4, 5, 2, 5, 5, 6, 8, 6, 6, 2, 12, 7)
        deed = chance.choices(names, weights)[0]
        argument: Any = None
        if deed == "add":
            draft = self._draft()
            return deed, 0, None, lambda: add(db, draft, allow_duplicate=True)
        if deed == "import":
            drafts = [self._draft(str(chance.randint(1, 60))) for _row in range(chance.randint(1, 4))]  # fmt: skip
            return deed, 0, None, lambda: import_leads(db, drafts, "leads.csv", "update")
        if deed == "advance":
            argument = chance.choice((None, None, *BEFORE_WIN))
            return deed, lead, argument, lambda: moves.advance(db, lead, argument)
        if deed == "edit owner":
            argument = chance.choice(ACTORS)
            return deed, lead, argument, lambda: edit(db, lead, LeadEdit({"owner": argument}))
        if deed == "edit value":
            argument = chance.randint(1, 99) * 100
            return deed, lead, argument, lambda: edit(db, lead, LeadEdit({"value_cents": argument}))
        runs: dict[str, Callable[[], object]] = {
            "win": lambda: moves.win(db, lead, None),
            "lose": lambda: moves.lose(db, lead, "price"),
            "drop": lambda: moves.drop(db, lead),
            "reopen": lambda: moves.reopen(db, lead),
            "log": lambda: followups.log(db, lead, "call", "spoke", db.clock.now()),
            "follow up": lambda: followups.add(db, lead, "call", db.clock.today() + timedelta(days=3)),
            "settle": lambda: self._settle(lead),
            "shell": lambda: self._write_in_shell(lead),
            "undo": lambda: journal.undo(db),
            "redo": lambda: journal.redo(db),
        }  # fmt: skip
        return deed, 0 if deed in ("settle", "shell", "undo", "redo") else lead, None, runs[deed]

    def _draft(self, external_id: str | None = None) -> LeadDraft:
        chance = self.chance
        return LeadDraft(
            name=f"lead {chance.randint(1, 9999)}", customer=f"Company {chance.randint(1, 9)}", external_id=external_id,
            owner=chance.choice(ACTORS), value_cents=chance.choice((None, chance.randint(1, 99) * 100)),
            tags=tuple(chance.sample(("hot", "old", "new"), chance.randint(0, 2))),
        )  # fmt: skip

    def _settle(self, followup: int) -> None:
        kind = self.chance.randint(1, 3)
        if kind == 1:
            followups.done(self.db, followup, "done")
        elif kind == 2:
            followups.snooze(self.db, followup, self.db.clock.today() + timedelta(days=7))
        else:
            followups.drop(self.db, followup)

    def _write_in_shell(self, lead: int) -> None:
        """Another program writes: the triggers record it."""
        with closing(sqlite3.connect(self.db.path)) as connection, connection:
            region = f"shell {self.chance.randint(1, 9999)}"
            connection.execute("UPDATE lead SET region = ? WHERE id = ?", (region, lead))

    def _run(self, run: Callable[[], object]) -> str | None:
        """Run an operation. Returns why it was refused, or None."""
        try:
            run()
        except SalesmapError as error:
            return f"{error.code}: {error}"
        return None

    def _killed(self, run: Callable[[], object]) -> str | None:
        """Run an operation in a process that is killed at a random moment."""
        child = os.fork()
        if child == 0:
            signal.signal(signal.SIGALRM, signal.SIG_DFL)
            signal.setitimer(signal.ITIMER_REAL, self.chance.uniform(1e-4, LONGEST_BEFORE_KILL))
            os._exit(1 if self._run(run) else 0)
        return "refused" if os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 1 else None

    # --- comparisons ------------------------------------------------------------------------

    def _compare_deed(self, deed: str, lead: int, argument: Any) -> None:
        found = self._read_leads()
        for id, before in self.leads.items():
            if id != lead and deed != "import":
                assert found[id] == before, f"lead {id} changed, too"
        if lead:
            must = expected(self.leads.get(lead), deed, argument)
            assert must is not None, f"done though it must be refused: {found.get(lead)}"
            if deed == "reopen":
                assert found[lead].stage in BEFORE_WIN, found[lead]
                must = must._replace(stage=found[lead].stage)
            assert found[lead] == must, f"{found[lead]} instead of {must}"
        self.leads = found

    def _remember(self, changed: dict[Any, Any]) -> None:
        id, actor = self.reader.execute(
            "SELECT id, actor FROM change ORDER BY id DESC LIMIT 1"
        ).fetchone()
        if actor in ACTORS:
            self.done.append(Change(id, actor, changed))

    def _compare_undo(self, deed: str, refused: str | None, rows: Rows) -> None:
        """One's own newest change is taken back whole, or refused and nothing is touched."""
        source, target = (self.done, self.undone) if deed == "undo" else (self.undone, self.done)
        own = [change for change in source if change.actor == self.actor]
        if refused:
            assert rows == self.rows, f"refused ({refused}), and changed"
            return
        assert own, f"{deed} of nothing"
        change = max(own) if deed == "undo" else own[-1]
        if deed == "redo":
            swapped = {key: (after, before) for key, (before, after) in change.rows.items()}
            must = taken_back(self.rows, change._replace(rows=swapped))
        else:
            must = taken_back(self.rows, change)
        assert must == rows, f"{deed} of change {change.id}: {difference(must or {}, rows)}"
        source.remove(change)
        target.append(change)
        self.leads = self._read_leads()

    def _compare_counts(self) -> None:
        found = self.reader.execute(
            "SELECT l.status, s.key, count(*) FROM lead l JOIN stage s ON s.id = l.stage_id"
            " GROUP BY 1, 2"
        ).fetchall()
        assert {(status, stage): count for status, stage, count in found} == counts(self.leads)

    def _check_file(self) -> None:
        with read_connection(self.db) as connection:
            assert damage(connection) == []
            assert contradictions(connection) == []
            assert verify(connection).bad is None
        assert self._read_leads() == self.leads

    def _undo_everything(self) -> None:
        """Each takes back what is left of their own, until all are refused."""
        left = True
        while left:
            left = False
            for self.actor in ACTORS:
                self.db = self.db._replace(user=self.actor)
                if not (refused := self._run(lambda: journal.undo(self.db))):
                    left = True
                rows = self._read_rows()
                self._compare_undo("undo", refused, rows)
                self.rows = rows
        self._check_file()

    def _read_rows(self) -> Rows:
        return {
            (table, row[0]): row
            for table in JOURNALED
            for row in self.reader.execute(f"SELECT * FROM {table}")
        }

    def _read_leads(self) -> dict[int, Lead]:
        return {id: Lead(*state) for id, *state in self.reader.execute(_STATES)}


def _is_idle(lead: Lead | None, deed: str, argument: Any) -> bool:
    """Whether a deed changes nothing: an edit to what it is, an import of what is known."""
    if deed in ("import", "shell", "settle"):
        return True
    return lead is not None and expected(lead, deed, argument) == lead
