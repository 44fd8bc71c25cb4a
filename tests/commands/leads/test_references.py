"""Records named by any word: what wins, what is ambiguous, what is offered."""

import json

import pytest

from tests.conftest import Salesmap, made_once


@made_once
def crm(salesmap: Salesmap) -> None:
    salesmap.ok(
        "lead", "add", "Cold Harbor", "--company", "Harbor Ltd",
        "--contact", "Grace Hopper", "--phone", "13900001111", "--email", "grace@harbor.test",
    )  # fmt: skip
    salesmap.ok("lead", "add", "Élan vital", "--company", "Müller Channel")
    salesmap.ok("lead", "add", "Anna 2027", "--company", "Straße AG")
    salesmap.ok("lead", "add", "示例项目", "--company", "云帆科技")


@pytest.mark.parametrize(
    ("reference", "id"),
    [
        ("cold", 1), ("harbor", 1), ("Harbor Ltd", 1), ("grace", 1), ("HOPPER", 1), ("harbor grace", 1),
        ("13900001111", 1), ("+86 139 0000 1111", 1), ("00001111", 1), ("grace@harbor.test", 1),
        ("elan", 2), ("muller", 2), ("channel", 2), ("ann", 3), ("strasse", 3), ("2027", None), ("2", 2),
        ("示例", 4), ("项目", 4), ("云帆", 4),
    ],
)  # fmt: skip
def test_any_word(crm: Salesmap, reference: str, id: int | None) -> None:
    answer = crm.run("lead", "show", reference, "--format", "json")
    if id is None:
        assert answer.code == 3, "a short number is an id and nothing else"
    else:
        assert answer.data["id"] == id


def test_several(crm: Salesmap) -> None:
    crm.ok("lead", "add", "New quay", "--company", "Harbor Ltd", "--allow-duplicate")
    answer = crm.run("lead", "show", "Harbor Ltd")
    assert answer.code == 4
    assert "1 'Cold Harbor'" in answer.err and "5 'New quay'" in answer.err
    assert crm.json("lead", "show", "quay")["id"] == 5


@pytest.mark.parametrize("typo", ["harbro", "gracee", "cold harbur"])
def test_the_nearest_is_offered(crm: Salesmap, typo: str) -> None:
    answer = crm.run("lead", "show", typo)
    assert answer.code == 3 and "Did you mean" in answer.err


def test_nothing_near(crm: Salesmap) -> None:
    answer = crm.run("lead", "show", "zzzz")
    assert answer.code == 3 and "lead list" in answer.err


def test_a_write_names_what_it_hit(crm: Salesmap) -> None:
    assert "Cold Harbor" in crm.ok("log", "grace", "call", "hello").out
    assert "Lead 1: Cold Harbor" in crm.run("lead", "checklist", "grace").err


def test_papers(crm: Salesmap) -> None:
    """The nearest number or lead is offered, and the history of a paper is its own."""
    crm.ok("quote", "new", "harbor", "Work", "--price", "500", "--send")
    crm.ok("quote", "accept", "harbor")
    crm.ok("contract", "new", "harbor", "--sign")
    crm.ok("payment", "add", "1", "100")
    for line, near in (
        ("quote show Q-2026-0010", "Q-2026-0001"), ("quote send harbur", "Cold Harbor"),
        ("contract show c-2026-0010", "C-2026-0001"), ("invoice add harbur 5", "Cold Harbor"),
        ("payment add lead:harbur 5", "Cold Harbor"), ("payment move 7 --to 1", "1"),
        ("history Q-2026-0010", "Q-2026-0001"), ("history contract:harbur", "Cold Harbor"),
    ):  # fmt: skip
        answer = crm.run(*line.split(), "--format", "json")
        assert answer.code == 3, line
        error = json.loads(answer.err)
        assert str(error["data"]["candidates"][0]) == near, line
        assert error["hint"].startswith("Did you mean"), line
    commands = {
        reference: [row["command"].split()[0] for row in crm.json("history", reference)]
        for reference in ("Q-2026-0001", "quote:1", "C-2026-0001", "contract:harbor", "harbor")
    }
    assert commands["quote:1"] == commands["Q-2026-0001"] == ["quote", "quote"]
    assert commands["contract:harbor"] == commands["C-2026-0001"] == ["payment", "contract"]
    assert commands["harbor"] == ["payment", "contract", "quote", "quote", "lead"]


def test_a_merged_lead_gives_way(crm: Salesmap) -> None:
    crm.ok("lead", "add", "Cold Harbor", "--allow-duplicate")
    assert crm.run("lead", "show", "cold").code == 4
    crm.ok("dup", "merge", "lead:1", "lead:5", "--yes")
    assert crm.json("lead", "show", "cold")["id"] == 1


def test_find(crm: Salesmap) -> None:
    crm.ok("log", "1", "note", "wants the blue pallets")
    crm.ok("followup", "add", "2", "send the pallets brochure", "--due", "fri")
    rows = crm.json("find", "pallets")
    assert [(row["kind"], row["id"]) for row in rows] == [("followup", 1), ("interaction", 1)]
    kinds = {row["kind"]: row["name"] for row in crm.json("find", "harbor")}
    assert kinds["lead"] == "Cold Harbor" and kinds["customer"] == "Harbor Ltd"
    assert kinds["contact"] == "Grace Hopper"
    assert [row["name"] for row in crm.json("find", "0001111")] == ["Grace Hopper"]
    assert crm.json("find", "elan")[0]["name"] == "Élan vital"
    assert set(crm.json("find", "harbor")[0]) == {"kind", "id", "name", "detail"}
    nothing = crm.run("find", "nothing-of-the-sort")
    assert nothing.code == 0 and "No matches." in nothing.err


def test_a_lead_as_hints_name_it(crm: Salesmap) -> None:
    assert crm.json("lead", "show", "lead:2")["id"] == 2
    crm.ok("quote", "new", "lead:2", "Survey", "--price", "100")
    assert crm.json("contract", "new", "lead:2", "--amount", "100")["lead_id"] == 2
    assert crm.run("lead", "show", "lead:9").code == 3
    assert crm.run("lead", "show", "lead:vital").code == 3


def test_any_phone_of_a_contact_finds_it(salesmap: Salesmap) -> None:
    """The further ones, and those that stand in one text, however they are written."""
    salesmap.ok(
        "lead",
        "add",
        "Pier",
        "--contact",
        "Amy",
        "--phone",
        "13900001111/13800002222、020-8888 7777",
    )
    salesmap.ok("contact", "add", "Bo", "--phone", "13500001111", "--phone", "0171 555-1234")
    salesmap.ok("lead", "add", "Quay", "--contact", "Cy", "--phone", "13700003333")
    for phone in ("13800002222", "138 0000 2222", "02088887777"):
        assert [row["name"] for row in salesmap.json("find", phone)] == ["Amy"]
        assert salesmap.json("lead", "show", phone)["name"] == "Pier"
        assert [row["name"] for row in salesmap.json("lead", "list", "--search", phone)] == ["Pier"]
        assert [row["name"] for row in salesmap.json("contact", "list", "--search", phone)] == [
            "Amy"
        ]
    assert salesmap.json("contact", "show", "(0171) 5551234")["name"] == "Bo"
    assert salesmap.json("contact", "show", "13500001111")["name"] == "Bo"
    assert salesmap.run("lead", "show", "13812340000").code == 3
