"""`python -m tests.bench.rights [--rounds N] [--leads N]`: what rights cost on a server, by role.

Processor time of the command and of the server together, as a ratio to that of the owner of the
database, whom no rights hold. `full` manages everybody, `half` a team of half of the owners.
"""

import argparse
import os
import shutil
import tempfile
import time
from pathlib import Path
from statistics import median

from tests.bench.databases import OWNERS, Shape, database
from tests.bench.measuring import measure
from tests.bench.programs import salesmap
from tests.support.machine.postgres import Server, server

READS = {
    "lead list": ("lead", "list"),
    "lead list, 50": ("lead", "list", "--limit", "50"),
    "lead show": ("lead", "show", "{lead}"),
    "due": ("due",),
    "funnel": ("funnel",),
    "kpi": ("kpi",),
    "find": ("find", "Harbour"),
    "history": ("history",),
    "as of": ("--as-of", "2026-11-01", "funnel"),
    "diagnose": ("diagnose",),
}
UNDONE = ("lead", "edit", "{lead}", "--value", "{number}")
OWNER, REP = "bench", OWNERS[0]
ROLES = {"admin": ("adm", 1.2), "full": ("full", 1.2), "half": ("half", 1.2), "rep": (REP, 2.0)}
"""The person of each role, and how many times the owner's time their reads may take."""


def main() -> None:
    """Run each command in turn for everybody, so that what else the machine does meets all alike."""
    parser = argparse.ArgumentParser(prog="python -m tests.bench.rights", description=__doc__)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--leads", type=int, default=20_000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch, server() as running:
        team = _Team(running, Path(scratch), options.leads)
        print(f"{'what':16}{'owner ms':>10}" + "".join(f"{role:>14}" for role in ROLES))
        for name, words in READS.items():
            _print(name, team.compared(words, options.rounds))
        _print("undo", team.compared(("undo",), options.rounds, before=UNDONE))


def _print(name: str, spent: dict[str, float]) -> None:
    line = f"{name:16}{spent[OWNER]:10.0f}"
    for person, limit in ROLES.values():
        ratio = spent[person] / spent[OWNER]
        line += f"{ratio:9.2f} {'OVER' if ratio > limit else 'ok':4}"
    print(line, flush=True)


class _Team:
    """A database with a person of each role."""

    def __init__(self, running: Server, scratch: Path, leads: int) -> None:
        self.server = running
        self.name = running.create()
        file = scratch / "file.db"
        shutil.copyfile(database(Shape(leads)), file)
        add = ("member", "add")
        people = [(OWNER, "admin", "east"), ("adm", "admin", "east"), ("full", "manager", "east"),
                  ("half", "manager", "west")]  # fmt: skip
        people += [(name, "rep", ("east", "west")[place % 2]) for place, name in enumerate(OWNERS)]
        for name, role, team in people:
            led = ("--manager", "full") if role == "rep" else ()
            measure(*salesmap(file, *add, name, "--role", role, "--team", team, *led)(0))
        measure(*salesmap(file, "db", "move", running.url(self.name))(0))
        for name, _role, _team in people[1:]:
            measure(*self.command(OWNER, "db", "grant", name)(0))
        running.sql("VACUUM ANALYZE", self.name)
        self.pid = int((running.folder / "data" / "postmaster.pid").read_text().split()[0])
        self.leads = {
            person: str(running.sql(_LEAD_OF.format(person), self.name)[0][0])
            for person in (OWNER, *(name for name, _limit in ROLES.values()))
        }

    def compared(
        self, words: tuple[str, ...], rounds: int, before: tuple[str, ...] = ()
    ) -> dict[str, float]:
        """Return the median of a command for each person, who ran another one `before`."""
        spent: dict[str, list[float]] = {person: [] for person in self.leads}
        for number in range(rounds + 1):
            for person, times in spent.items():
                now = {"SALESMAP_NOW": ""} if before else {}
                if before:
                    self.run(person, before, number, now)
                times.append(self.run(person, words, number, now))
        return {person: median(times[1:]) for person, times in spent.items()}

    def run(
        self, person: str, words: tuple[str, ...], number: int, variables: dict[str, str]
    ) -> float:
        """Return the processor time of a command and of what the server does for it."""
        filled = [word.format(lead=self.leads[person], number=number + 1) for word in words]
        before = self.spent()
        own = measure(*self.command(person, *filled, **variables)(0)).milliseconds
        time.sleep(0.05)  # the server counts the time of a session at its end
        return own + self.spent() - before

    def command(self, person: str, *words: str, **variables: str) -> object:
        login = "postgres" if person == OWNER else person
        url = f"postgresql://{login}@127.0.0.1:{self.server.port}/{self.name}"
        return salesmap(url, *words, SALESMAP_USER=person, **variables)

    def spent(self) -> float:
        """Return the processor time of all sessions that ended."""
        fields = Path(f"/proc/{self.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[13]) + int(fields[14])) * 1_000 / os.sysconf("SC_CLK_TCK")


_LEAD_OF = (
    "SELECT id FROM lead WHERE status = 'open' ORDER BY (owner = '{}') DESC,"
    " (owner = 'owner01') DESC, id LIMIT 1"
)

if __name__ == "__main__":
    main()
