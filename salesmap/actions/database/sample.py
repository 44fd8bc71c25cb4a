"""A sample database: the last half year of a healthy team with two problems, in one language.

Research of needs takes too long, and quotes that went out are not followed up; `diagnose` names
both. The same seed and day give the same database.
"""

import tomllib
from datetime import datetime, timedelta
from functools import cache
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

from salesmap.actions.database.create import joined_transaction
from salesmap.actions.imports.activities import import_activities
from salesmap.actions.imports.leads import import_leads
from salesmap.actions.imports.stage_history import import_stage_history
from salesmap.actions.team import members
from salesmap.core.i18n import _
from salesmap.domain.drafts import ActivityDraft, MoveDraft
from salesmap.domain.lead_draft import LeadDraft
from salesmap.store.database import Database

LEADS = 160
_DAYS = 170
_KINDS = ("call", "visit", "message", "email", "meeting")


class _Stage(NamedTuple):
    """A stage: how many of its leads go on, and how many days they stay, at least and at most."""

    key: str
    goes_on: float
    days: tuple[int, int]


_STAGES = (
    _Stage("lead", 0.7, (2, 8)),
    _Stage("needs", 0.8, (32, 46)),  # too slow: research should take 30 days at most
    _Stage("solution", 0.85, (2, 9)),
    _Stage("quote", 0.85, (4, 12)),
    _Stage("contract", 0.95, (4, 10)),
)
_WAITING = 0.3
"""The share of quotes that nobody has asked about since."""

_AFTERWARDS = (25, 70, 115)
"""Days after a win on which the customer is called."""


class _Past(NamedTuple):
    """What happened: leads, the stages they went through, and what was done.

    `owners` are those to whom the companies came first, and with whom they stay.
    """

    leads: list[LeadDraft]
    moves: list[MoveDraft]
    activities: list[ActivityDraft]
    owners: dict[str, str]


def fill(database: Database, lang: str, seed: int = 8, *, team: bool = False) -> None:
    """Fill an empty database with `LEADS` leads, as one change.

    With a team, their owners are its members and the user the admin.
    """
    past = _Past([], [], [], {})
    random = Random(seed)
    for number in range(1, LEADS + 1):
        _Life(past, random, _words()[lang], database.clock.now(), number).live()
    with joined_transaction(database, _("sample data")):
        import_leads(database, past.leads, "demo")
        import_stage_history(database, past.moves, "demo", _refuse)
        import_activities(database, past.activities, "demo", _refuse)
        if team:
            _add_members(database, lang)


def team_words(lang: str) -> tuple[list[str], list[str]]:
    """Return the names of the owners and of the teams."""
    words = _words()[lang]
    return words["owners"], words["teams"]


def _add_members(database: Database, lang: str) -> None:
    """Make the owners of the sample leads two teams with a manager, and the user their admin."""
    words = _words()[lang]
    north, south = words["teams"]
    first, second, third = words["owners"]
    members.add(database, database.user, {"role": "admin"})
    members.add(database, words["manager"], {"role": "manager", "team": north})
    for name, of in ((first, north), (second, north), (third, south)):
        manager = words["manager"] if of == north else None
        members.add(database, name, {"team": of, "capacity": 60, "manager": manager})


def _refuse(_draft: object, why: str) -> None:
    raise ValueError(why)


@cache
def _words() -> dict[str, dict[str, Any]]:
    path = Path(__file__).with_suffix(".toml")
    return tomllib.loads(path.read_text(encoding="utf-8"))


class _Life:
    """The life of one lead, from the day it came to the present."""

    def __init__(
        self, past: _Past, random: Random, words: dict[str, Any], now: datetime, number: int
    ) -> None:
        self.past, self.random, self.words, self.now = past, random, words, now
        self.number, self.id = number, f"demo-{number}"
        self.moment = now - timedelta(days=random.uniform(2, _DAYS))
        self.owner: str = random.choice(words["owners"])

    def live(self) -> None:
        """Go through the stages, as far as it came, and record all of it."""
        words, random = self.words, self.random
        company, contact = random.choice(words["companies"])
        self.owner = self.past.owners.setdefault(company, self.owner)
        product = random.choice(words["products"])
        name = f"{company} {product}"
        before = sum(lead.name.startswith(name) for lead in self.past.leads)
        lead = LeadDraft(
            name=f"{name} {before + 1}" if before else name,
            customer=company,
            contact=contact,
            phone=f"138{10_000_000 + 7_919 * words['companies'].index([company, contact])}",
            source=random.choice(words["sources"]),
            product=product,
            region=random.choice(words["regions"]),
            value_cents=random.randint(8, 240) * 50_000,
            owner=self.owner,
            external_id=self.id,
            created_at=self.moment,
            stage="lead",
        )
        self._talk(self.moment + timedelta(hours=random.uniform(1, 12)))
        self.past.leads.append(self._through(lead))

    def _through(self, lead: LeadDraft) -> LeadDraft:
        for stage in _STAGES:
            lead = lead._replace(stage=stage.key)
            self._enter(stage.key)
            leaves = self.moment + timedelta(days=self.random.uniform(*stage.days))
            if stage.key == "quote" and self.random.random() < _WAITING:
                return lead  # it waits, without a next step
            if leaves > self.now:
                return self._open(lead)
            self._talk_between(self.moment, leaves)
            self.moment = leaves
            if self.random.random() > stage.goes_on:
                reason = self.random.choice(self.words["reasons"])
                self._enter("lost")
                return lead._replace(status="lost", closed_at=leaves, lost_reason=reason)
        self._enter("won")
        for days in _AFTERWARDS:
            self._talk(self.moment + timedelta(days=days))
        return lead._replace(status="won", closed_at=self.moment)

    def _open(self, lead: LeadDraft) -> LeadDraft:
        """Return an open lead that is worked on: with a next step and a date to close."""
        random, today = self.random, self.now.date()
        self._talk(max(self.moment, self.now - timedelta(hours=random.uniform(2, 60))))
        due = today + timedelta(days=random.randint(0, 9))
        return lead._replace(
            next_step=(random.choice(self.words["next"]), due),
            expected_close=today + timedelta(days=random.randint(5, 60)),
        )

    def _talk_between(self, start: datetime, end: datetime) -> None:
        self._talk(start + (end - start) * self.random.random())

    def _talk(self, moment: datetime) -> None:
        """Somebody talked with the customer, unless that is still to come."""
        if moment >= self.now:
            return
        self.past.activities.append(
            ActivityDraft(
                row=None,
                lead=self.id,
                kind=self.random.choice(_KINDS),
                text=self.random.choice(self.words["calls"]),
                at=moment,
                due=None,
                done_at=None,
                dropped=False,
                owner=self.owner,
                next_step=None,
                key=f"{self.id}-{len(self.past.activities)}",
            )
        )

    def _enter(self, stage: str) -> None:
        self.past.moves.append(MoveDraft(None, self.id, stage, self.moment))
