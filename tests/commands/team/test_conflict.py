"""Conflicts of owners: the same company, phone or email with several owners (撞单)."""

from pathlib import Path

import pytest
from conftest import Salesmap, assert_refused

ANYWAY = "--allow-duplicate"


def add(salesmap: Salesmap, name: str, owner: str, *more: str) -> str:
    """Add a lead whatever it conflicts with; return what was said."""
    return salesmap.ok("lead", "add", name, "--owner", owner, ANYWAY, *more).err


def conflicts(salesmap: Salesmap, *more: str) -> list[dict]:
    rows: list[dict] = salesmap.json("lead", "conflict", "list", *more)
    return rows


@pytest.mark.parametrize(
    ("one", "other", "is_same"),
    [
        ("Harbor Ltd", "HARBOR, Inc.", True),
        ("云帆科技有限公司", "云帆科技股份有限公司", True),
        ("Harbor", "Harbor Hotels", False),
        ("Müller GmbH", "muller", True),
    ],
)
def test_the_legal_form_makes_no_other_company(
    salesmap: Salesmap, one: str, other: str, is_same: bool
) -> None:
    salesmap.ok("lead", "add", "A", "--owner", "ann", "--company", one)
    refused = salesmap.run("lead", "add", "B", "--owner", "bo", "--company", other)
    assert (refused.code == 4) == is_same
    add(salesmap, "B", "bo", "--company", other)
    found = conflicts(salesmap)
    assert bool(found) == is_same
    if is_same:
        assert found[0]["shared"] == ["company"] and found[0]["owners"] == ["ann", "bo"]


def test_only_between_owners(salesmap: Salesmap) -> None:
    add(salesmap, "A", "ann", "--company", "Harbor")
    assert "Conflict" not in add(salesmap, "B", "Ann", "--company", "Harbor")
    assert conflicts(salesmap) == []
    assert "Conflict" in add(salesmap, "C", "bo", "--company", "Harbor")
    assert conflicts(salesmap)[0]["leads"] == [1, 2, 3]
    salesmap.ok("lead", "lose", "3", "--reason", "price")
    assert conflicts(salesmap) == []
    assert "Conflict" in salesmap.ok("lead", "reopen", "3").err


def test_the_pool_is_another_owner(salesmap: Salesmap) -> None:
    add(salesmap, "A", "ann", "--phone", "13900001111")
    salesmap.ok("lead", "edit", "1", "--owner", "")
    assert "in the pool" in add(salesmap, "B", "bo", "--phone", "139 0000 1111")
    assert conflicts(salesmap)[0]["owners"] == [None, "bo"]
    assert "–, bo" in salesmap.ok("lead", "conflict", "list", "--format", "table").out


def test_another_contact_of_the_customer_counts(salesmap: Salesmap) -> None:
    """Across customers: who is known there by another person is known."""
    salesmap.ok("lead", "add", "A", "--owner", "ann", "--company", "Harbor", "--contact", "Grace")
    salesmap.ok("contact", "add", "Mo", "--company", "Harbor", "--email", "mo@harbor.example")
    refused = salesmap.run("lead", "add", "B", "--owner", "bo", "--email", "MO@harbor.example")
    assert_refused(refused, 4, "same e-mail", "Open lead 1")
    assert "same e-mail" in add(
        salesmap, "B", "bo", "--company", "Pier", "--email", "mo@harbor.example"
    )
    assert conflicts(salesmap)[0]["shared"] == ["email"]


def test_the_same_domain_is_told_only(salesmap: Salesmap) -> None:
    add(salesmap, "A", "ann", "--email", "a@harbor.example")
    said = add(salesmap, "B", "bo", "--email", "b@Harbor.example")
    assert "same domain" in said and "Conflict" not in said
    assert conflicts(salesmap) == []
    add(salesmap, "C", "ann", "--email", "a@qq.com")
    assert "domain" not in add(salesmap, "D", "bo", "--email", "b@qq.com")


def test_every_door_tells(salesmap: Salesmap, tmp_path: Path) -> None:
    add(salesmap, "A", "ann", "--company", "Harbor", "--phone", "13900001111")
    add(salesmap, "B", "bo")
    told = "Conflict: lead 2 (B) and lead 1 (A, ann) have the same phone"
    assert told in salesmap.ok("lead", "edit", "2", "--phone", "13900001111").err
    assert "Conflict" not in salesmap.ok("lead", "edit", "2", "--source", "web").err
    assert "Conflict" not in salesmap.ok("lead", "advance", "2").err
    salesmap.ok("lead", "edit", "2", "--phone", "")
    assert conflicts(salesmap) == []
    assert "Conflict" in salesmap.ok("lead", "edit", "2", "--company", "harbor ltd").err
    salesmap.ok("undo")
    salesmap.ok("lead", "edit", "2", "--company", "Pier")
    assert "same company" in salesmap.ok("customer", "edit", "Pier", "--name", "Harbor AG").err
    salesmap.ok("undo")
    salesmap.ok("contact", "add", "Mo")
    answer = salesmap.ok("contact", "edit", "Mo", "--company", "Pier", "--phone", "13900001111")
    assert "same phone" in answer.err
    assert "Conflict" in salesmap.ok("lead", "assign", "1", "cy").err
    file = tmp_path / "leads.csv"
    file.write_text("name,company,owner\nC,HARBOR,dee\nD,Quay,dee\n")
    assert "lead 3 (C) and lead 1 (A, cy)" in salesmap.ok("lead", "import", str(file)).err


def test_a_large_import_counts(salesmap: Salesmap, tmp_path: Path) -> None:
    add(salesmap, "A", "ann", "--company", "Harbor")
    file = tmp_path / "leads.csv"
    rows = [f"L{n},{'Harbor' if n < 3 else f'Company {n}'},bo" for n in range(250)]
    file.write_text("name,company,owner\n" + "\n".join(rows) + "\n")
    assert (
        "3 leads conflict with leads of other owners"
        in salesmap.ok("lead", "import", str(file)).err
    )
    assert len(conflicts(salesmap)[0]["leads"]) == 4


def test_undoing_is_no_news(salesmap: Salesmap) -> None:
    add(salesmap, "A", "ann", "--company", "Harbor")
    add(salesmap, "B", "bo", "--company", "Harbor")
    salesmap.ok("undo")
    assert "Conflict" not in salesmap.ok("redo").err


def test_one_owner(salesmap: Salesmap) -> None:
    add(salesmap, "A", "ann", "--company", "Harbor")
    add(salesmap, "B", "bo", "--company", "Harbor", "--next", "call", "--due", "fri")
    add(salesmap, "C", "ann", "--company", "Quay")
    answer = salesmap.ok("lead", "conflict", "settle", "2", "--to", "ann", "--why", "first")
    assert "leads 1, 2 belong to ann" in answer.out and "1 open follow-up" in answer.err
    assert conflicts(salesmap) == []
    (ruling,) = conflicts(salesmap, "--settled")
    assert ruling["leads"] == [1, 2] and ruling["owners"] == ["ann", "bo"]
    assert (ruling["outcome"], ruling["owner"], ruling["why"]) == ("one owner", "ann", "first")
    assert (ruling["settled_by"], ruling["settled_at"]) == ("lin", "2026-11-23T01:00:00Z")
    assert salesmap.json("lead", "show", "2")["followups"][0]["owner"] == "ann"
    assert next(row["id"] for row in salesmap.json("history", "1")) == 4
    salesmap.ok("undo")
    assert conflicts(salesmap)[0]["owners"] == ["ann", "bo"]
    assert conflicts(salesmap, "--settled") == []
    salesmap.ok("redo")
    salesmap.ok("lead", "assign", "2", "bo")
    assert conflicts(salesmap), "whoever gives it away again makes a conflict again"


def test_shared(salesmap: Salesmap) -> None:
    add(salesmap, "A", "ann", "--company", "Harbor")
    add(salesmap, "B", "bo", "--company", "Harbor")
    settle = ("lead", "conflict", "settle", "1")
    assert_refused(salesmap.run(*settle), 2, "--to NAME", "--share")
    assert_refused(salesmap.run(*settle, "--share"), 2, "--why")
    assert_refused(salesmap.run(*settle, "--share", "--to", "ann", "--why", "x"), 2, "--share")
    assert_refused(salesmap.run(*settle, "--to", " "), 2, "--to NAME")
    made = salesmap.ok(*settle, "--share", "--why", "two sites", "--format", "json").data
    assert (made["outcome"], made["owner"], made["leads"]) == ("shared", None, [1, 2])
    assert conflicts(salesmap) == []
    assert_refused(salesmap.run(*settle, "--to", "ann"), 3, "no open conflict 1")
    assert "Conflict" not in salesmap.ok("lead", "edit", "1", "--owner", "cy").err
    add(salesmap, "C", "dee", "--company", "Harbor")
    assert conflicts(salesmap)[0]["leads"] == [1, 2, 3]


def test_what_leads_share_joins_them(salesmap: Salesmap) -> None:
    """A by company with B, B by phone with C: one conflict; D and E another."""
    add(salesmap, "A", "ann", "--company", "Harbor")
    add(salesmap, "B", "bo", "--company", "Harbor", "--phone", "13900001111")
    add(salesmap, "C", "cy", "--phone", "13900001111")
    add(salesmap, "D", "ann", "--email", "d@quay.example")
    add(salesmap, "E", "bo", "--email", "d@quay.example")
    found = conflicts(salesmap)
    assert [(row["id"], row["shared"], row["leads"]) for row in found] == [
        (1, ["company", "phone"], [1, 2, 3]),
        (4, ["email"], [4, 5]),
    ]
    later = {"SALESMAP_NOW": "2026-11-25T09:00:00"}
    salesmap.ok("lead", "conflict", "settle", "5", "--to", "ann", **later)
    past = salesmap.ok("lead", "conflict", "list", "-f", "json", "--as-of", "2026-11-24", **later)
    assert len(past.data) == 2


def test_keys_follow_the_names(salesmap: Salesmap) -> None:
    """Whichever way a customer or an address comes in, it is found by the same key."""
    add(salesmap, "A", "ann", "--company", "Harbor Ltd", "--email", "g@harbor.example")
    salesmap.ok("customer", "add", "Quay GmbH")
    salesmap.ok("customer", "edit", "Quay GmbH", "--name", "Pier GmbH")
    salesmap.ok("contact", "add", "Mo", "--company", "Atlas Inc", "--email", "Mo@Atlas.example")
    assert salesmap.sql("SELECT name, company_key FROM customer ORDER BY id") == [
        ("Harbor Ltd", "harbor"),
        ("Pier GmbH", "pier"),
        ("Atlas Inc", "atlas"),
    ]
    assert salesmap.sql("SELECT domain_key FROM contact ORDER BY id") == [
        ("harbor.example",),
        ("atlas.example",),
    ]
    salesmap.ok("dup", "merge", "customer:1", "customer:2", "--keep", "name=B", "--yes")
    assert salesmap.sql("SELECT company_key FROM customer WHERE id = 1") == [("pier",)]


def test_who_may_not_see_a_lead_learns_that_it_is_taken(salesmap: Salesmap) -> None:
    """By whom and since when; neither its name nor its number."""
    salesmap.ok("member", "add", "lin", "--role", "manager")
    for name in ("ann", "bo"):
        salesmap.ok("member", "add", name)
    salesmap.ok("lead", "add", "Cold store", "--company", "Harbor Ltd", "--owner", "ann")
    bo = {"SALESMAP_USER": "bo", "SALESMAP_NOW": "2026-11-25T09:00:00"}
    add_it = ("lead", "add", "B", "--company", "Harbor Inc")
    refused = salesmap.run(*add_it, **bo)
    assert_refused(refused, 4, "An open lead of ann since 2026-11-23 has the same company.")
    assert "Cold store" not in refused.err and "lead show" not in refused.err
    told = salesmap.ok(*add_it, ANYWAY, **bo).err
    assert "lead 2 (B) and an open lead of ann since 2026-11-23 have the same company" in told
    assert "Cold store" not in told
    (row,) = salesmap.ok("lead", "conflict", "list", "-f", "json", **bo).data
    assert (row["owners"], row["names"]) == (["ann", "bo"], ["\u2026", "B"])
    assert_refused(
        salesmap.run("lead", "conflict", "settle", "1", "--to", "bo", **bo), 4, "manager"
    )
    salesmap.ok("member", "add", "cy")
    cy = {"SALESMAP_USER": "cy"}
    assert salesmap.ok("lead", "conflict", "list", "-f", "json", **cy).data == []
    assert salesmap.json("lead", "conflict", "list")[0]["names"] == ["Cold store", "B"]
    salesmap.ok("lead", "conflict", "settle", "1", "--to", "ann", "--why", "first")


def test_sharing_needs_the_right_to_assign(salesmap: Salesmap) -> None:
    salesmap.ok("member", "add", "lin", "--role", "manager")
    for name in ("ann", "bo"):
        salesmap.ok("member", "add", name)
        salesmap.ok("lead", "add", name, "--company", "Harbor", "--owner", name, ANYWAY)
    share = ("lead", "conflict", "settle", "1", "--share", "--why", "two sites")
    assert_refused(salesmap.run(*share, SALESMAP_USER="bo"), 4, "manager")
    salesmap.ok(*share)


def test_a_persons_lead_of_no_company_meets_those_of_theirs(salesmap: Salesmap) -> None:
    """The contact of one lead is a colleague at the customer of the other; its phone is there once."""
    add(salesmap, "A", "ann", "--company", "Harbor", "--contact", "Grace")
    salesmap.ok("contact", "add", "Mo", "--company", "Harbor", "--phone", "13900001111")
    add(salesmap, "B", "bo", "--contact", "Zoe", "--phone", "13900002222")
    salesmap.sql("UPDATE lead SET contact_id = 2 WHERE id = 2")
    found = conflicts(salesmap)
    assert [(row["shared"], row["leads"]) for row in found] == [(["phone"], [1, 2])]


def test_a_dry_run_tells_of_conflicts(salesmap: Salesmap, tmp_path: Path) -> None:
    add(salesmap, "A", "ann", "--company", "Harbor")
    file = tmp_path / "leads.csv"
    file.write_text("name,company,owner\nB,HARBOR,bo\n")
    told = salesmap.ok("lead", "import", str(file), "--dry-run").err
    assert "lead 2 (B) and lead 1 (A, ann) have the same company" in told
    assert conflicts(salesmap) == []
    file.write_text("name,company,owner\nB,Quay,bo\n")
    assert "Conflict" not in salesmap.ok("lead", "import", str(file), "--dry-run").err


FIRST, SECOND = "13900001111", "13700002222"


def test_a_second_phone_or_email_is_a_conflict_at_each_door(salesmap: Salesmap) -> None:
    """Whichever of the two is the further one, and however it came there."""
    add(salesmap, "A", "ann", "--contact", "Al", "--phone", f"{FIRST}, {SECOND}")
    for given in (SECOND, f"+86 {SECOND}", f"13600003333, {SECOND}"):
        refused = salesmap.run("lead", "add", "B", "--owner", "bo", "--phone", given)
        assert_refused(refused, 4, "same phone")
    assert "Conflict" in add(salesmap, "B", "bo", "--contact", "Bea", "--phone", SECOND)
    assert [(row["shared"], row["leads"]) for row in conflicts(salesmap)] == [(["phone"], [1, 2])]
    salesmap.ok("contact", "edit", "Al", "--remove", SECOND)
    assert conflicts(salesmap) == []
    assert "same phone" in salesmap.ok("contact", "edit", "Al", "--phone", SECOND).err
    salesmap.ok("undo")
    assert conflicts(salesmap) == []
    assert "same e-mail" not in add(salesmap, "C", "bo", "--contact", "Cy", "--email", "c@x.com")
    told = salesmap.ok("lead", "edit", "1", "--email", "al@y.com; C@X.com").err
    assert "same e-mail" in told
    assert [row["leads"] for row in conflicts(salesmap)] == [[1, 3]]


def test_further_numbers_of_colleagues_and_of_files(salesmap: Salesmap, tmp_path: Path) -> None:
    """A lead is known by all of its company's contacts; imports are looked at as well."""
    add(salesmap, "A", "ann", "--company", "Harbor", "--contact", "Al", "--phone", FIRST)
    salesmap.ok(
        "contact", "add", "Bea", "--company", "Harbor", "--phone", "5551", "--phone", SECOND
    )
    path = tmp_path / "leads.csv"
    path.write_text(f"name,owner,company,contact,phone\nB,bo,Other,Cy,{SECOND}\n", encoding="utf-8")
    assert "Conflict" in salesmap.ok("lead", "import", str(path)).err
    assert conflicts(salesmap)[0]["leads"] == [1, 2]
    path.write_text(
        f"name,owner,company,contact,phone\nD,cy,Third,Di,13600004444 / {FIRST}\n", encoding="utf-8"
    )
    assert "Conflict" in salesmap.ok("lead", "import", str(path)).err
    assert conflicts(salesmap)[0]["leads"] == [1, 2, 3]
    salesmap.ok("dup", "merge", "contact:2", "contact:4", "--yes")
    assert conflicts(salesmap)[0]["leads"] == [1, 2, 3], "merging loses no number"


def test_a_forgotten_person_is_found_by_no_number(salesmap: Salesmap) -> None:
    add(salesmap, "A", "ann", "--contact", "Al", "--phone", f"{FIRST}, {SECOND}")
    salesmap.ok("contact", "forget", "Al", "--yes")
    assert "Conflict" not in add(salesmap, "B", "bo", "--phone", SECOND)
