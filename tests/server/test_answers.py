"""Every report and list of a real-looking database, on a file and on a server: the same bytes."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from conftest import NOW, Salesmap
from support.machine.typist import typist

from salesmap.actions.database.sample import fill
from salesmap.core.clock import Clock
from salesmap.reports.catalogue.catalogue import REPORTS
from salesmap.store.database import Database
from server.conftest import ServerDatabases

_THEN = "2026-10-15"
_FORMS = (
    (),
    ("--format", "json"),
    ("--explain",),
    ("--by", "owner"),
    ("--by", "month"),
    ("--by", "week,owner"),
    ("--by", "source", "--period", "2026"),
)
_LISTS = """
lead list --status all --limit 0 --format csv
lead list --status all --format json
lead list --sort value --limit 0
lead list --sort -value --limit 0
lead list --sort name --limit 0
lead list --sort customer --limit 0
lead list --sort next_due --limit 0
lead list --sort -last_contact --limit 0
lead list source~WEB
lead list value>20k
lead list region=
lead list owner!=lin
lead list --stage quote
lead show 1
lead show 7 --format json
contact list --limit 0
contact list --format json
contact export --format csv
customer list --limit 0
customer list last_purchase<-30d
customer show 1
due --all
due --format json
due --format ics
today
followup list --status all --format json
history --limit 5
find cold
find 139
diagnose --explain
diagnose --format json
funnel --by owner
funnel --by source --format json
forecast --explain
forecast backtest
forecast --months 3 --format json
kpi
board
review week
review close
map show
map draw --live
dup list
dup list --format json
kb search price
care due
ticket list
quote list
contract list
db verify
""".strip().splitlines()
_PAST = ("lead list --status all --format json", "funnel", "due", "kpi", "diagnose", "forecast",
         "contact list --limit 0", "customer list --limit 0", "review week", "lead show 1",
         "report pipeline-changes", "board")  # fmt: skip


def commands() -> Iterator[tuple[str, ...]]:
    """Every report in several forms and as of a day, every list, and some of the past."""
    for name in REPORTS:
        for form in _FORMS:
            yield ("report", name, *form)
        yield ("--as-of", _THEN, "report", name)
    for line in _LISTS:
        yield tuple(line.split())
    for line in _PAST:
        yield ("--as-of", _THEN, *line.split())


@pytest.mark.long
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_answers_are_the_same(
    lang: str, newcomer: Salesmap, databases: ServerDatabases
) -> None:
    clock = Clock(fixed=datetime.fromisoformat(NOW))
    fill(Database(newcomer.db, "lin", clock), lang)
    url = databases.server.url(databases.server.create())
    newcomer.ok("db", "move", url)
    different = []
    with typist(newcomer, lang) as run:
        for number, command in enumerate(commands()):
            if number % 2 == (lang == "zh"):
                continue
            on_file, on_server = run(*command), run("--db", url, *command)
            out, err = (
                text.replace(url, str(newcomer.db)) for text in (on_server.out, on_server.err)
            )
            if (on_file.code, on_file.out, on_file.err) != (on_server.code, out, err):
                different.append((command, on_file, on_server))
            assert on_file.code in (0, 2, 10), (command, on_file)
    assert not different, "\n".join(map(str, different[:5])) + f"\n{len(different)} differ"
