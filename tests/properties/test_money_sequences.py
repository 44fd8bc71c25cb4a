"""Random dealings with contracts: in whatever order, the money adds up, and undo gives back exactly what was."""

import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from conftest import examples
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.bounds import LONGER
from support.machine import in_process
from support.machine.in_process import contents, rows

from salesmap.actions.contract import (
    drafting,
    ending,
    milestones,
    payments,
    plans,
    renewing,
    signing,
)
from salesmap.actions.contract.drafting import ContractWish
from salesmap.actions.contract.payments import PaymentWish
from salesmap.actions.database import undo as journal
from salesmap.actions.lead.add import add
from salesmap.core.errors import SalesmapError
from salesmap.domain.drafts import LeadDraft
from salesmap.reports.contract import contracts
from salesmap.reports.data.integrity import contradictions
from salesmap.store.database import Database
from salesmap.store.file.backup import damage
from salesmap.store.file.connection import read_connection

TODAY = date(2026, 11, 23)
PLANS = (
    "30% sign, 40% delivery+15d, 30% eom",
    "50% 2026-11-01, 50% 2027-01-31",
    "rest sign",
    "100 sign, rest eom",
)
WAYS = (None, "refund", "keep_credit", "move")

numbers = st.integers(0, 5)
"""Which contract or payment: counted round and round over those that are there."""

cents = st.sampled_from([1, 3_333, 10_000, 33_334, 99_999, 250_000])
shares = st.sampled_from([1, 10, 50, 50, 100, 130])
"""How much to refund or move, in percent of what is there."""

part = st.sampled_from([None, None, None, None, 1, 2, 3])
plan = st.sampled_from([None, *PLANS])
STEPS = {
    "pay": st.tuples(numbers, cents, part),
    "refund": st.tuples(numbers, shares, part),
    "move": st.tuples(numbers, numbers, shares, part),
    "new": st.tuples(cents, plan),
    "plan": st.tuples(numbers, st.sampled_from(PLANS)),
    "edit": st.tuples(numbers, cents),
    "sign": st.tuples(numbers),
    "amend": st.tuples(numbers, st.none() | cents, plan),
    "deliver": st.tuples(numbers),
    "terminate": st.tuples(numbers, st.sampled_from(WAYS), numbers),
    "void": st.tuples(numbers, st.sampled_from(WAYS), numbers),
    "undo": st.tuples(),
    "undo one": st.tuples(st.integers(1, 5)),
    "redo": st.tuples(),
}
OFTEN = ("pay", "refund", "move", "undo", "undo one")
steps = st.sampled_from([*OFTEN, *OFTEN, *OFTEN, *STEPS]).flatmap(
    lambda deed: st.tuples(st.just(deed), STEPS[deed])
)


def contract_of(db: Database, number: int) -> int:
    return 1 + number % int(rows(db, "SELECT count(*) FROM contract")[0][0])


def payment_of(db: Database, number: int) -> tuple[int, int]:
    """Return the id and the amount of a payment."""
    found = rows(db, "SELECT id, amount_cents FROM payment WHERE amount_cents > 0 ORDER BY id")
    return found[number % len(found)]


def _new(db: Database, amount: int, plan: str | None) -> int:
    drafting.new(db, 1, ContractWish(amount_cents=amount, plan=plan), None)
    return 0


def _plan(db: Database, number: int, plan: str) -> int:
    plans.set_plan(db, contract_of(db, number), plan)
    return 0


def _edit(db: Database, number: int, amount: int) -> int:
    drafting.edit(db, contract_of(db, number), ContractWish(amount_cents=amount))
    return 0


def _sign(db: Database, number: int) -> int:
    signing.sign(db, contract_of(db, number), TODAY)
    return 0


def _pay(db: Database, number: int, amount: int, part: int | None) -> int:
    payments.add(db, contract_of(db, number), PaymentWish(amount, for_part=part))
    return amount


def _refund(db: Database, number: int, share: int, part: int | None) -> int:
    id = contract_of(db, number)
    amount = received(db, id) * share // 100 + 1
    payments.refund(db, id, PaymentWish(amount, for_part=part))
    return -amount


def _move(db: Database, payment: int, number: int, share: int, part: int | None) -> int:
    id, amount = payment_of(db, payment)
    payments.move(db, id, contract_of(db, number), part, amount * share // 100)
    return 0


def _amend(db: Database, number: int, amount: int | None, plan: str | None) -> int:
    wish = ContractWish(amount_cents=amount, plan=plan)
    renewing.amend(db, contract_of(db, number), wish, None)
    return 0


def _deliver(db: Database, number: int) -> int:
    milestones.mark_done(db, contract_of(db, number), 1, TODAY)
    return 0


def _terminate(db: Database, number: int, way: str | None, to: int) -> int:
    return _end(ending.terminate, db, number, way, to)


def _void(db: Database, number: int, way: str | None, to: int) -> int:
    return _end(ending.void, db, number, way, to)


def _end(end: Callable[..., int], db: Database, number: int, way: str | None, to: int) -> int:
    money = end(db, contract_of(db, number), None, way, contract_of(db, to))
    return -money if way == "refund" else 0


DEEDS: dict[str, Callable[..., int]] = {
    "new": _new,
    "plan": _plan,
    "edit": _edit,
    "sign": _sign,
    "pay": _pay,
    "refund": _refund,
    "move": _move,
    "amend": _amend,
    "deliver": _deliver,
    "terminate": _terminate,
    "void": _void,
}
"""Each returns by how much the money on all contracts changes."""


_FIRST = 8
"""The last change of the database that the work begins with."""


class Done(NamedTuple):
    """A change, with all that the database held before and after it, and the money on its contracts."""

    id: int
    before: dict[str, list[Any]]
    after: dict[str, list[Any]]
    money_before: int
    money_after: int


@pytest.fixture(scope="module")
def contracted(blank_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a database with a signed contract in three parts, overpaid, and a draft with money."""
    path = Path(shutil.copy(blank_database, tmp_path_factory.mktemp("contracted") / "test.db"))
    db = in_process.later(
        Database(path, "ann", keeps_connection=True), user="ann"
    )  # whose changes are not lin's to undo
    add(db, LeadDraft(name="Harbor"))
    drafting.new(db, 1, ContractWish(amount_cents=100_000, plan=PLANS[0]), None)
    drafting.new(db, 1, ContractWish(amount_cents=77_777), None)
    milestones.add(db, 1, "delivery", None)
    signing.sign(db, 1, TODAY)
    payments.add(db, 1, PaymentWish(60_000))
    payments.add(db, 1, PaymentWish(55_000))
    payments.add(db, 2, PaymentWish(50_000))
    return path


unhurried = settings(
    deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)


@settings(unhurried, max_examples=examples(30))
@given(work=st.lists(steps, min_size=5, max_size=9))
def test_money_adds_up(work: list[tuple[Any, ...]], contracted: Path, tmp_path: Path) -> None:
    live_through(work, contracted, tmp_path)


@pytest.mark.long
@settings(unhurried, max_examples=100 * LONGER)
@given(work=st.lists(steps, min_size=8, max_size=30))
def test_money_adds_up_for_long(
    work: list[tuple[Any, ...]], contracted: Path, tmp_path: Path
) -> None:
    live_through(work, contracted, tmp_path)


def live_through(work: list[tuple[Any, ...]], contracted: Path, tmp_path: Path) -> None:
    """Do the work and check after each deed; undo all of it."""
    db = in_process.later(
        Database(Path(shutil.copy(contracted, tmp_path / "test.db")), "lin", keeps_connection=True)
    )
    begin = contents(db)
    done: list[Done] = []
    undone: list[Done] = []
    for deed, arguments in work:
        with suppress(SalesmapError):  # a refusal is an answer, too
            if deed in DEEDS:
                _deal(db, deed, arguments, done, undone)
            else:
                _take_back(db, deed, arguments, done, undone)
            check(db)
    while (newest := newest_change(db)) != _FIRST:
        journal.undo(db, newest)
    assert contents(db) == begin
    with read_connection(db) as connection:
        assert damage(connection) == []


def _deal(
    db: Database, deed: str, arguments: tuple[Any, ...], done: list[Done], undone: list[Done]
) -> None:
    """Do something new; what it means for the money is known, and a refusal changes nothing."""
    before, money, newest = contents(db), received(db), newest_change(db)
    try:
        change = DEEDS[deed](db, *arguments)
    except SalesmapError:
        assert contents(db) == before, "a refusal changes nothing"
        raise
    assert received(db) == money + change
    if newest_change(db) == newest:  # it was so already
        assert contents(db) == before
        return
    done.append(Done(newest_change(db), before, contents(db), money, money + change))
    undone.clear()


def _take_back(
    db: Database, deed: str, arguments: tuple[Any, ...], done: list[Done], undone: list[Done]
) -> None:
    """Undo or redo. The newest change is taken back exactly; an older one, or refused."""
    if deed == "redo":
        if journal.redo(db).id == (undone[-1].id if undone else None):
            done.append(undone.pop())
            assert (contents(db), received(db)) == (done[-1].after, done[-1].money_after)
        else:
            done.clear()
            undone.clear()
    elif journal.undo(db, *(_FIRST + number for number in arguments)).id == (
        done[-1].id if done else None
    ):
        undone.append(done.pop())
        assert (contents(db), received(db)) == (undone[-1].before, undone[-1].money_before)
    else:
        done.clear()
        undone.clear()


def check(db: Database) -> None:
    """Compare what is stored and what is reported with sums of the payments."""
    with read_connection(db) as connection:
        assert contradictions(connection) == []
        reported = contracts.find(connection, TODAY).rows.dicts()
    for contract in reported:
        id = contract["id"]
        amounts = [
            cents
            for (cents,) in rows(db, "SELECT amount_cents FROM plan_part WHERE contract_id = ?", id)
        ]
        settled = [
            cents
            for (cents,) in rows(
                db, "SELECT received_cents FROM plan_part WHERE contract_id = ? ORDER BY id", id
            )
        ]
        (allocated,) = rows(
            db,
            "SELECT coalesce(sum(a.amount_cents), 0) FROM allocation a JOIN payment p ON p.id = a.payment_id WHERE p.contract_id = ?",
            id,
        )[0]
        money = received(db, id)
        assert money >= 0 and sum(settled) == allocated <= money
        assert all(0 <= got <= amount for got, amount in zip(settled, amounts, strict=True))
        assert not amounts or sum(amounts) == round(contract["amount"] * 100)
        assert round(contract["received"] * 100) == money
        assert round(contract["credit"] * 100) == money - allocated
        of_a_part = rows(
            db,
            "SELECT 1 FROM payment WHERE contract_id = ? AND amount_cents < 0 AND for_part IS NOT NULL",
            id,
        )
        if not of_a_part:
            assert money - allocated == max(0, money - sum(amounts))


def received(db: Database, contract_id: int | None = None) -> int:
    """Return the money on a contract, or on all: receipts less refunds."""
    query = "SELECT coalesce(sum(amount_cents), 0) FROM payment WHERE contract_id = coalesce(?, contract_id)"
    return int(rows(db, query, contract_id)[0][0])


def newest_change(db: Database) -> int:
    """Return the newest change that stands."""
    query = (
        "SELECT max(id) FROM change WHERE rows IS NOT NULL AND undoes IS NULL AND undone_by IS NULL"
    )
    return int(rows(db, query)[0][0])
