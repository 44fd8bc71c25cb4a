"""Many processes at the money of one contract: all of it counts, once, and who is refused is told."""

import subprocess

import pytest
from conftest import Answer, Salesmap

PAYERS, SIGNERS = 4, 3


@pytest.fixture
def harbor(salesmap: Salesmap) -> Salesmap:
    """A person with a lead worth 1,000."""
    salesmap.ok("lead", "add", "Harbor", "--value", "1000")
    return salesmap


def at_once(person: Salesmap, *lines: str) -> list[Answer]:
    """Run commands as processes of their own, all at the same time."""
    running = [
        subprocess.Popen(
            person.command(*line.split()), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True, env=person.environment(), cwd=person.home,
        )
        for line in lines
    ]  # fmt: skip
    answers = []
    for process in running:
        out, err = process.communicate(timeout=120)
        answers.append(Answer(process.returncode, out, err))
    person.ok("db", "check")
    return answers


def test_everybody_pays_the_same_contract(harbor: Salesmap) -> None:
    harbor.ok("contract", "new", "1", "--plan", "50% sign, 50% eom", "--sign")
    amounts = [201 + number for number in range(PAYERS)]
    answers = at_once(harbor, *(f"payment add 1 {each} -f json" for each in amounts))
    assert [(answer.code, answer.data["amount"]) for answer in answers] == [
        (0, each) for each in amounts
    ], answers
    contract = harbor.json("contract", "show", "1")
    assert (contract["received"], contract["open"], contract["credit"]) == (810, 190, 0)
    assert sorted(row["amount"] for row in contract["payments"]) == amounts
    answers = at_once(harbor, *[f"payment add 1 {each}" for each in amounts])
    assert [answer.code for answer in answers] == [0] * PAYERS, answers
    assert "Credit of the contract: 620 CNY." in "".join(answer.err for answer in answers)
    contract = harbor.json("contract", "show", "1")
    assert (contract["received"], contract["open"], contract["credit"]) == (1620, 0, 620)


def test_one_signs_and_the_others_are_told(harbor: Salesmap) -> None:
    harbor.ok("contract", "new", "1", "--plan", "100% sign")
    answers = at_once(harbor, *["contract sign 1"] * SIGNERS)
    assert sorted(answer.code for answer in answers) == [0, *[4] * (SIGNERS - 1)], answers
    assert all("signed already" in answer.err for answer in answers if answer.code)
    contract = harbor.json("contract", "show", "1")
    assert (contract["number"], contract["state"], len(contract["versions"])) == ("C-2026-0001", "signed", 1)  # fmt: skip
    assert harbor.sql("SELECT count(*) FROM change") == [(3,)]


def test_each_contract_gets_a_number_of_its_own(harbor: Salesmap) -> None:
    for _draft in range(SIGNERS):
        harbor.ok("contract", "new", "1")
    answers = at_once(harbor, *(f"contract sign {id}" for id in range(1, SIGNERS + 1)))
    assert [answer.code for answer in answers] == [0] * SIGNERS, answers
    numbers = sorted(row["number"] for row in harbor.json("contract", "list"))
    assert numbers == [f"C-2026-000{n}" for n in range(1, SIGNERS + 1)]


def test_a_payment_is_moved_or_refunded(harbor: Salesmap) -> None:
    """Whoever comes first: a moved payment is not refunded here, a refunded one is not moved."""
    for _contract in range(3):
        harbor.ok("contract", "new", "1", "--plan", "100% sign", "--sign")
    harbor.ok("payment", "add", "1", "500")
    refunds, moves = (
        ["payment refund 1 500"] * 2,
        ["payment move 1 --to 2", "payment move 1 --to 3"],
    )
    refund, again, move, further = at_once(harbor, *refunds, *moves)
    landed = sum(answer.code == 0 for answer in (refund, again))
    moved = sum(answer.code == 0 for answer in (move, further))
    assert (landed, moved) in ((1, 0), (0, 2)), (refund, again, move, further)
    refused = [answer for answer in (refund, again, move, further) if answer.code]
    assert all(answer.code == 4 and "refund" in answer.err for answer in refused), refused
    contracts = harbor.json("contract", "list")
    assert sum(row["received"] for row in contracts) == 500 - 500 * landed
    assert sorted(row["received"] for row in contracts) == [0, 0, 500 - 500 * landed]
