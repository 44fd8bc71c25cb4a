"""Random operations on a database, each compared with the model of what it must do."""

import os
import random
import signal
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from salesmap.actions.database import undo as journal
from salesmap.actions.database.create import create
from salesmap.core.clock import Clock
from salesmap.core.errors import SalesmapError
from salesmap.reports.data.integrity import contradictions
from salesmap.store.database import Database
from salesmap.store.file.backup import damage
from salesmap.store.file.connection import read_connection
from salesmap.store.journal.seals import verify

from . import first_half, second_half
from .first_half import Deed
from .model import (
    BEFORE_WIN,
    Change,
    Lead,
    Rows,
    counts,
    difference,
    expected,
    may_follow,
    taken_back,
)
from .papers import Either, Refused, changed_papers, expected_paper, read_papers
from .reader import Reader
from .second_half import make_team, map_with_pool

EPISODE = 250
"""How many operations a database lives through before a new one begins."""

EVERY = 25
"""After how many operations the whole file is checked, journal included."""

ACTORS = ("ann", "bo", "cai")
CRASHES = 0.04
"""The share of the operations that are killed at a random moment."""

LONGEST_BEFORE_KILL = 0.012
REFUSED = 0.3
"""The share of what must be refused in the second half that is tried all the same."""

SECOND_HALF = 0.5
"""The share of the operations on quotes, contracts, tickets, customers and the team."""


def simulate(
    folder: Path, operations: int, seed: int, told: Callable[[str], object] = lambda line: None
) -> Counter[str]:
    """Run so many operations. Returns how many of each kind were done. Raises AssertionError."""
    tally: Counter[str] = Counter()
    for number in range(-(-operations // EPISODE)):
        episode = _Episode(folder / f"{number}.db", f"{seed}-{number}")
        try:
            episode.live(min(EPISODE, operations - number * EPISODE))
        except Exception as error:  # whatever is no refusal is a bug
            last = "\n".join(episode.log[-12:])
            place = f"seed {seed}, database {number}"
            raise AssertionError(f"{place}: {type(error).__name__} {error}\n{last}") from error
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
        map_file = path.with_suffix(".toml")
        map_file.write_text(map_with_pool(), encoding="utf-8")
        create(self.db, str(map_file))
        map_file.unlink()
        if self.chance.random() < 0.5:  # else people work without members
            make_team(self.db._replace(user="lin"), ACTORS)
        self.reader = Reader(path)
        self.leads: dict[int, Lead] = {}
        self.papers = read_papers(self.reader.connection)
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
        is_late = self.chance.random() < SECOND_HALF
        deed, lead, argument, run = self._choose_late() if is_late else self._choose()
        is_killed = self.chance.random() < CRASHES and deed not in ("undo", "redo")
        refused = self._killed(run) if is_killed else self._run(run)
        self.log.append(f"{self.actor} {deed} {lead} {argument!r} {refused or ''}")
        rows = self.reader.now()
        changed = difference(self.reader.rows, rows)
        self.tally["killed" if is_killed else "refused" if refused else deed] += 1
        if deed in ("undo", "redo"):
            self._compare_undo(deed, refused, rows)
        elif refused:
            assert not changed, f"refused ({refused}), and changed {changed}"
            if not is_killed:
                self._check_refusal(deed, lead, argument, refused, is_late=is_late)
        elif changed:
            (self._compare_late if is_late else self._compare_deed)(deed, lead, argument)
            self._remember(changed)
        else:
            assert is_killed or self._is_idle(deed, lead, argument, is_late=is_late), (
                "nothing happened"
            )
        self.reader.rows = rows
        self._compare_counts()

    def _choose(self) -> Deed:
        return first_half.choose(self.chance, self.db, len(self.leads), ACTORS)

    def _choose_late(self) -> Deed:
        """Return a deed of the second half; one that must be refused is mostly drawn again."""
        for _try in range(3):
            deed = second_half.choose(self.chance, self.db, self.papers, self.leads, ACTORS)
            must = self._expected_paper(deed.name, deed.id, deed.argument)
            if must is not Refused or self.chance.random() < REFUSED:
                break
        return deed

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

    def _expected_paper(self, deed: str, id: int, argument: Any) -> Any:
        return expected_paper(self.papers, deed, id, argument, self.db.clock.today().isoformat())

    def _check_refusal(
        self, deed: str, id: int, argument: Any, refused: str, *, is_late: bool
    ) -> None:
        """What the model knows to be right is not refused."""
        if is_late:
            must = self._expected_paper(deed, id, argument)
            assert must in (Refused, Either), f"refused though right: {refused}"
        else:
            must = expected(self.leads.get(id), deed, argument) if id else None
            assert must is None, f"refused though right: {refused}"

    def _is_idle(self, deed: str, id: int, argument: Any, *, is_late: bool) -> bool:
        """Whether a deed changes nothing: an edit to what it is, an import of what is known."""
        if is_late:
            return self._expected_paper(deed, id, argument) is Either
        if deed in ("import", "shell", "settle"):
            return True
        lead = self.leads.get(id)
        return lead is not None and expected(lead, deed, argument) == lead

    def _compare_late(self, deed: str, id: int, argument: Any) -> None:
        """A deed on a paper, a customer or in the team: nothing else becomes another."""
        leads, papers = self.reader.leads(), read_papers(self.reader.connection)
        own = self.papers.contracts[id].lead if deed == "contract sign" else id
        for lead, before in self.leads.items():
            is_right = may_follow(
                before, leads[lead], deed, argument, self.actor, is_own=lead == own
            )
            assert is_right, f"lead {lead} from {before} to {leads[lead]}"
        noun, _space, verb = deed.partition(" ")
        must = self._expected_paper(deed, id, argument)
        assert must is not Refused, "done though it must be refused"
        kind = "contracts" if noun == "payment" else f"{noun}s"
        if must is not Either:
            found = getattr(papers, kind)[id]
            assert found == must, f"{found} instead of {must}"
        for place, paper in changed_papers(self.papers, papers).items():
            is_new = (
                verb == "new" and place[0] == kind and place[1] not in getattr(self.papers, kind)
            )
            assert is_new or place == (kind, id), f"{place} became {paper}, too"
        self.leads, self.papers = leads, papers

    def _compare_deed(self, deed: str, lead: int, argument: Any) -> None:
        found = self.reader.leads()
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
        papers = read_papers(self.reader.connection)
        assert not (changed := changed_papers(self.papers, papers)), f"{changed} became so, too"
        self.leads, self.papers = found, papers

    def _remember(self, changed: dict[Any, Any]) -> None:
        id, actor = self.reader.connection.execute(
            "SELECT id, actor FROM change ORDER BY id DESC LIMIT 1"
        ).fetchone()
        if actor in ACTORS:
            self.done.append(Change(id, actor, changed))

    def _compare_undo(self, deed: str, refused: str | None, rows: Rows) -> None:
        """One's own newest change is taken back whole, or refused and nothing is touched."""
        source, target = (self.done, self.undone) if deed == "undo" else (self.undone, self.done)
        own = [change for change in source if change.actor == self.actor]
        if refused:
            assert rows == self.reader.rows, f"refused ({refused}), and changed"
            return
        assert own, f"{deed} of nothing"
        change = max(own) if deed == "undo" else own[-1]
        if deed == "redo":
            swapped = {key: (after, before) for key, (before, after) in change.rows.items()}
            must = taken_back(self.reader.rows, change._replace(rows=swapped))
        else:
            must = taken_back(self.reader.rows, change)
        assert must == rows, f"{deed} of change {change.id}: {difference(must or {}, rows)}"
        source.remove(change)
        target.append(change)
        self.leads, self.papers = self.reader.leads(), read_papers(self.reader.connection)

    def _compare_counts(self) -> None:
        found = self.reader.connection.execute(
            "SELECT l.status, s.key, count(*) FROM lead l JOIN stage s ON s.id = l.stage_id"
            " GROUP BY 1, 2"
        ).fetchall()
        assert {(status, stage): count for status, stage, count in found} == counts(self.leads)

    def _check_file(self) -> None:
        with read_connection(self.db) as connection:
            assert damage(connection) == []
            assert contradictions(connection) == []
            assert verify(connection).bad is None
        assert self.reader.all_rows() == self.reader.rows
        assert self.reader.leads() == self.leads
        assert read_papers(self.reader.connection) == self.papers

    def _undo_everything(self) -> None:
        """Each takes back what is left of their own, until all are refused."""
        left = True
        while left:
            left = False
            for self.actor in ACTORS:
                self.db = self.db._replace(user=self.actor)
                if not (refused := self._run(lambda: journal.undo(self.db))):
                    left = True
                rows = self.reader.now()
                self._compare_undo("undo", refused, rows)
                self.reader.rows = rows
        self._check_file()
