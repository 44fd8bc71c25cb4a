"""`db check` of the money on contracts: each rule by a database that breaks it and no other."""

import shutil
from pathlib import Path

import pytest
from conftest import Salesmap


@pytest.fixture(scope="module")
def paid_database(blank_database: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return two contracts with money: 1 has received 800 of 1,000, 2 has a credit of 50."""
    folder = tmp_path_factory.mktemp("paid")
    person = Salesmap(Path(shutil.copy(blank_database, folder)), folder)
    person.ok("lead", "add", "Harbor", "--value", "1000")
    person.ok("contract", "new", "1", "--plan", "50% sign, 50% eom", "--sign")
    person.ok("contract", "new", "1", "--amount", "300", "--plan", "100% sign", "--sign")
    person.ok("payment", "add", "1", "700")
    person.ok("payment", "add", "2", "400")
    person.ok("payment", "refund", "2", "50")
    person.ok("payment", "add", "1", "100")
    return person.db


@pytest.fixture
def paid(newcomer: Salesmap, paid_database: Path) -> Salesmap:
    shutil.copy(paid_database, newcomer.db)
    return newcomer


def found(person: Salesmap, lang: str = "en") -> list[str]:
    return person.run("--lang", lang, "db", "check").out.splitlines()


DAMAGE = [
    ("UPDATE plan_part SET received_cents = 40000 WHERE id = 2",
     "Contracts 1: what the plan has received is not what was allocated to it.",
     "合同 1：计划的已收金额与分配的金额不符。"),
    ("UPDATE payment SET amount_cents = -10001 WHERE id = 3",
     "Contracts 2: more was allocated than was received.",
     "合同 2：分配的金额多于收到的金额。"),
    ("UPDATE payment SET amount_cents = 10001 WHERE id = 4",
     "Contracts 1: there is credit while parts of the plan are open.",
     "合同 1：还有未收的期次，却有余款。"),
    ("UPDATE plan_part SET amount_cents = 50001 WHERE id = 2",
     "Contracts 1: the parts of the plan do not add up to the amount.",
     "合同 1：各期金额之和与合同金额不符。"),
    ("DELETE FROM allocation WHERE plan_part_id < 3; DELETE FROM plan_part WHERE id < 3",
     "Contracts 1: the parts of the plan do not add up to the amount.",
     "合同 1：各期金额之和与合同金额不符。"),
    ("UPDATE contract SET ends = '2027-01-01' WHERE id = 2",
     "Contracts 2: the dates differ from those that were signed.",
     "合同 2：日期与签订的不一致。"),
    ("UPDATE contract SET signed_on = '2026-11-22'",
     "Contracts 1, 2: the dates differ from those that were signed.",
     "合同 1, 2：日期与签订的不一致。"),
    ("UPDATE allocation SET amount_cents = 20001 WHERE id = 2; UPDATE allocation SET amount_cents = 9999 WHERE payment_id = 4",
     "Payments 1: the allocations do not fit the payment.",
     "回款 1：分配的金额与该笔回款不符。"),
    ("UPDATE allocation SET amount_cents = 30001 WHERE id = 2; UPDATE allocation SET amount_cents = -1 WHERE payment_id = 4",
     "Payments 1, 4: the allocations do not fit the payment.",
     "回款 1, 4：分配的金额与该笔回款不符。"),
    ("UPDATE allocation SET payment_id = 2 WHERE payment_id = 4",
     "Payments 2: they settle parts of another contract.",
     "回款 2：冲抵了另一份合同的期次。"),
    ("UPDATE contract SET currency = 'USD' WHERE id = 1",
     "Contracts 1 v1: changed after it was signed.",
     "合同 1 v1：签订后被改动。"),
    ("UPDATE contract_version SET plan_text = '100% sign' WHERE contract_id = 2",
     "Contracts 2 v1: changed after it was signed.",
     "合同 2 v1：签订后被改动。"),
]  # fmt: skip


@pytest.mark.inconsistent
@pytest.mark.parametrize(("damage", "english", "chinese"), DAMAGE)
def test_what_does_not_add_up_is_found(
    paid: Salesmap, damage: str, english: str, chinese: str
) -> None:
    for statement in damage.split("; "):
        paid.sql(statement)
    assert found(paid) == [english]
    assert found(paid, "zh") == [chinese]
