"""Referrals: who brought a lead, what came of it, and the thanks for it."""

from typing import Any

import pytest

from tests.conftest import Salesmap, made_once

THANKS = "Thank them for the referral"


@made_once
def known(person: Salesmap) -> None:
    """A customer with a won lead and two contacts, another customer without a lead, a contact alone."""
    person.ok("lead", "add", "Cold store", "--company", "Harbor Ltd", "--contact", "Grace Hopper", "--owner", "ann", "--value", "10k")  # fmt: skip
    person.ok("lead", "win", "1")
    person.ok("contact", "add", "Mia Wong", "--company", "Harbor Ltd")
    person.ok("customer", "add", "Willow School")
    person.ok("contact", "add", "Lee", "--company", "")


def added(person: Salesmap, name: str, referrer: str, *more: str) -> Any:
    return person.json(
        "lead",
        "add",
        name,
        "--company",
        f"{name} Inc",
        "--referred-by",
        referrer,
        *(more or ("--value", "1k")),
    )


def test_a_customer_or_a_contact_brings_a_lead(known: Salesmap) -> None:
    assert added(known, "A", "Harbor Ltd")["referred_by"] == "Harbor Ltd"
    assert added(known, "B", "harbor")["referred_by"] == "Harbor Ltd", (
        "a company, not those who are there"
    )
    assert added(known, "C", "mia")["referred_by"] == "Mia Wong (Harbor Ltd)"
    assert added(known, "D", "lee")["referred_by"] == "Lee"
    assert added(known, "E", "2")["referred_by"] == "Willow School"
    assert added(known, "F", "contact:1")["referred_by"] == "Grace Hopper (Harbor Ltd)"
    rows = known.json("lead", "list", "referred_by~harbor", "--sort", "id")
    assert [row["name"] for row in rows] == ["A", "B", "C", "F"]
    assert len(known.json("lead", "list", "referred_by=", "--status", "all")) == 1
    assert "Customer 1: Harbor Ltd" in known.ok("lead", "add", "G", "--referred-by", "harb").err
    assert "Referred by" in known.ok("lead", "show", "2", terminal=100).out
    assert "介绍人" in known.ok("lead", "show", "2", terminal=100, SALESMAP_LANG="zh").out


def test_edit_and_clear(known: Salesmap) -> None:
    known.ok("lead", "add", "Pier", "--company", "Pier Ltd")
    assert "Harbor Ltd" in known.ok("lead", "edit", "2", "--referred-by", "harbor").out
    assert known.json("lead", "show", "2")["referred_by"] == "Harbor Ltd"
    known.ok("lead", "edit", "2", "referred_by=lee")
    assert known.json("lead", "show", "2")["referred_by"] == "Lee"
    known.ok("lead", "edit", "2", "--referred-by", "")
    assert known.json("lead", "show", "2")["referred_by"] is None
    known.ok("undo")
    assert known.json("lead", "show", "2")["referred_by"] == "Lee"


def test_what_is_unclear_is_refused(known: Salesmap) -> None:
    known.ok("customer", "add", "Mia Foods")
    several = known.run("lead", "add", "X", "--referred-by", "mia")
    assert several.code == 4 and "customer:3" in several.err and "contact:2" in several.err
    nobody = known.run("lead", "add", "X", "--referred-by", "harbour ltd")
    assert nobody.code == 3 and "Harbor Ltd" in nobody.err
    for referrer in ("harbor", "mia wong", "contact:1"):
        own = known.run("lead", "add", "Y", "--company", "Harbor Ltd", "--referred-by", referrer)
        assert own.code == 4 and "repurchase" in own.err
    assert known.run("lead", "edit", "1", "--referred-by", "harbor").code == 4
    added(known, "Z", "harbor")
    moved = known.run("lead", "edit", "2", "--company", "Harbor Ltd")
    assert moved.code == 4 and "Nobody refers themselves" in moved.err
    assert len(known.json("lead", "list", "--status", "all")) == 2


def followups(person: Salesmap) -> list[tuple[int, str]]:
    return [(row["lead_id"], row["what"]) for row in person.json("followup", "list")]


def test_who_brought_it_is_thanked(known: Salesmap) -> None:
    added(known, "A", "harbor")
    won = known.ok("lead", "win", "2")
    assert f"Follow-up 1 on lead 1: {THANKS} (Harbor Ltd), due 2026-11-24" in won.err
    added(known, "B", "mia")
    assert "Follow-up 1 on lead 1" in known.ok("lead", "win", "3").err, "one is open already"
    assert followups(known) == [(1, THANKS)]
    added(known, "C", "willow")
    assert "has no lead to put it on" in known.ok("lead", "win", "4").err
    known.ok("lead", "add", "Lee's", "--contact", "Lee", "--company", "")
    added(known, "D", "lee")
    known.ok("contract", "new", "6", "--amount", "1k", "--sign")
    assert followups(known)[0] in [(1, THANKS), (5, THANKS)]
    known.ok("undo")
    known.ok("undo")


@pytest.mark.parametrize("command", [("lead", "advance", "2", "aftersales", "--force", "--note", "x"), ("log", "2", "call", "yes", "--stage", "aftersales", "--force")])  # fmt: skip
def test_every_way_to_win_thanks(known: Salesmap, command: tuple[str, ...]) -> None:
    added(known, "A", "harbor")
    assert THANKS in known.ok(*command).err
    assert followups(known) == [(1, THANKS)]
    known.ok("undo")
    assert followups(known) == []


def test_the_report(known: Salesmap) -> None:
    (nothing,) = known.json("report", "referrals")
    assert nothing == {"customers": 1, "referrers": 0, "rate": 0.0, "leads": 0, "won": 0, "win_rate": None, "value_won": 0}  # fmt: skip
    added(known, "A", "harbor", "--value", "5k", "--owner", "bo")
    added(known, "B", "mia", "--value", "2k")
    added(known, "C", "willow", "--value", "1k")
    known.ok("lead", "win", "2")
    known.ok("lead", "lose", "3", "--reason", "price")
    (row,) = known.json("report", "referrals")
    assert row == {"customers": 4, "referrers": 2, "rate": 0.25, "leads": 3, "won": 1, "win_rate": 0.5, "value_won": 5000}  # fmt: skip
    (buyers,) = known.json("report", "referrals", "--def", "buyers")
    assert (buyers["customers"], buyers["rate"]) == (2, 0.5)
    by = {row["owner"]: row for row in known.json("report", "referrals", "--by", "owner")}
    assert (by["bo"]["leads"], by["bo"]["value_won"], by["ann"]["customers"]) == (1, 5000, 1)
    figures = {row["figure"]: row for row in known.json("report", "referrals", "--explain")}
    assert figures["leads"]["lead_ids"] == [2, 3, 4] and figures["won"]["lead_ids"] == [2]
    assert figures["win_rate"]["formula"] == "1 ÷ (1 + 1)"
    assert known.json("report", "referrals", "--until", "2026-11-01")[0]["customers"] == 0
    assert figures["rate"]["formula"] == "1 ÷ 4"
    known.ok("dup", "merge", "customer:1", "customer:2", "--yes")
    assert known.json("report", "referrals")[0]["referrers"] == 1


def test_the_rate_counts_only_who_is_counted_below_it(known: Salesmap) -> None:
    known.ok("lead", "add", "Clinic", "--company", "Lakeside")
    for name, referrer in (("A", "harbor"), ("B", "lakeside"), ("C", "willow"), ("D", "lee")):
        added(known, name, referrer)
    (buyers,) = known.json("report", "referrals", "--def", "buyers")
    assert (buyers["referrers"], buyers["customers"], buyers["rate"]) == (4, 1, 1.0)
    figures = {row["figure"]: row for row in known.json("report", "referrals", "--def", "buyers", "--explain")}  # fmt: skip
    assert (figures["rate"]["formula"], figures["rate"]["lead_ids"]) == ("1 ÷ 1", [3])
    (everybody,) = known.json("report", "referrals")
    assert (everybody["customers"], everybody["rate"]) == (6, pytest.approx(2 / 6, abs=1e-4))
    assert all((row["rate"] or 0) <= 1 for row in known.json("report", "referrals", "--by", "owner"))  # fmt: skip


def test_a_rejected_row_writes_nothing(known: Salesmap) -> None:
    known.ok("lead", "add", "B", "--company", "B", "--referred-by", "Grace Hopper")
    before, rows = known.json("history"), known.json("lead", "show", "2")
    (known.home / "ch.csv").write_text("id,company,value,address,tags,name\n2,Harbor Ltd,9000,Pier 1,vip,New\n", encoding="utf-8")  # fmt: skip
    done = known.run("lead", "import", "ch.csv", "--on-duplicate", "update", "--key", "id")
    assert done.code == 4 and "Harbor Ltd" in done.err
    assert known.json("lead", "show", "2") == rows and known.json("history") == before
    assert known.json("customer", "show", "harbor")["address"] is None
    (known.home / "ch.csv").write_text("id,company,value\n2,Harbor Ltd,9000\n1,Harbor Ltd,7000\n", encoding="utf-8")  # fmt: skip
    known.ok("lead", "import", "ch.csv", "--on-duplicate", "update", "--key", "id")
    assert known.json("lead", "show", "2") == rows
    assert known.json("lead", "show", "1")["value"] == 7000
    known.ok("db", "check")
    known.ok("undo")
    assert known.json("lead", "show", "1")["value"] == 10000


def test_the_timeline_of_a_customer_has_whom_it_brought(known: Salesmap) -> None:
    added(known, "A", "mia")
    events = known.json("customer", "show", "harbor")["timeline"]
    (event,) = [each for each in events if each["event"] == "referred"]
    assert (event["text"], event["lead"]) == ("Mia Wong", "A")


def test_import_and_export(known: Salesmap) -> None:
    text = "Name,Company,Referred by\nA,A Inc,Harbor Ltd\nB,B Inc,Mia Wong (Harbor Ltd)\nC,C Inc,Somebody\nD,Harbor Ltd,Harbor Ltd\nE,E Inc,Lee\n"
    (known.home / "leads.csv").write_text(text, encoding="utf-8")
    done = known.run("lead", "import", "leads.csv", "--format", "json")
    assert done.data["added"] == 5
    assert "1 lead was brought by somebody" in done.err and "a repurchase: left out" in done.err
    rows = known.json("lead", "list", "--sort", "id")
    assert [row["referred_by"] for row in rows] == ["Harbor Ltd", "Mia Wong (Harbor Ltd)", None, None, "Lee"]  # fmt: skip
    (known.home / "out.csv").write_text(known.ok("lead", "export").out, encoding="utf-8")
    again = known.json("lead", "import", "out.csv", "--on-duplicate", "update")
    assert (again["added"], again["updated"]) == (0, 0)
    changed = text.replace("A,A Inc,Harbor Ltd", "A,A Inc,Willow School")
    (known.home / "leads.csv").write_text(changed, encoding="utf-8")
    assert known.json("lead", "import", "leads.csv", "--key", "name", "--on-duplicate", "update")["updated"] == 1  # fmt: skip
    assert known.json("lead", "show", "2")["referred_by"] == "Willow School"
    known.ok("db", "check")


def cleared(person: Salesmap, lead: str) -> bool:
    brought = [row["referred"] for row in person.json("customer", "list")]
    (report,) = person.json("report", "referrals")
    person.ok("db", "check")
    is_cleared: bool = person.json("lead", "show", lead)["referred_by"] is None
    return is_cleared and (sum(brought), report["leads"]) == (0, 0)


def test_a_merge_clears_what_is_its_own_referral_now(known: Salesmap) -> None:
    added(known, "A", "harbor")
    assert "lead 2 (A)" in known.ok("dup", "merge", "customer:1", "customer:3", "--yes").err.lower().replace("(a)", "(A)")  # fmt: skip
    assert cleared(known, "2")
    known.ok("undo")
    assert known.json("lead", "show", "2")["referred_by"] == "Harbor Ltd"
    known.ok("dup", "merge", "customer:3", "customer:1", "--yes")
    assert cleared(known, "2")


def test_a_contact_who_goes_to_the_customer_is_no_referrer_of_it(known: Salesmap) -> None:
    added(known, "A", "mia")
    told = known.ok("contact", "edit", "mia", "--customer", "A Inc")
    assert "referrer cleared" in told.err and cleared(known, "2")


def test_a_merge_of_contacts_and_of_leads_clears_it_too(known: Salesmap) -> None:
    known.ok("lead", "add", "A", "--company", "A Inc", "--contact", "Ann", "--referred-by", "lee")
    known.ok("dup", "merge", "contact:4", "contact:3", "--yes")
    assert cleared(known, "2")


def test_a_referrer_told_after_the_win_is_thanked_if_that_is_fresh(known: Salesmap) -> None:
    known.ok("lead", "add", "A", "--company", "A Inc", "--value", "1k")
    known.ok("lead", "win", "2")
    assert THANKS in known.ok("lead", "edit", "2", "--referred-by", "harbor").err
    assert followups(known) == [(1, THANKS)]
    (known.home / "old.csv").write_text("name,company,status,closed,created,external id\nOld,Old Inc,won,2026-09-01,2026-08-01,x1\n", encoding="utf-8")  # fmt: skip
    known.ok("lead", "import", "old.csv")
    told = known.ok("lead", "edit", "3", "--referred-by", "harbor").err
    assert "last 30 days" in told and len(followups(known)) == 1


def test_an_import_of_won_leads_says_that_it_thanks_nobody(known: Salesmap) -> None:
    path = known.home / "won.csv"
    path.write_text("name,company,status,closed,created,referred by,external id\nN,N Inc,won,2026-11-20,2026-11-01,Harbor Ltd,x1\n", encoding="utf-8")  # fmt: skip
    assert "1 referred lead is won by this import" in known.ok("lead", "import", "won.csv").err
    update = ("lead", "import", "won.csv", "--on-duplicate", "update")
    assert "by this import" not in known.ok(*update).err
    added(known, "B", "harbor")
    path.write_text("id,status\n3,won\n", encoding="utf-8")
    assert "1 referred lead is won by this import" in known.ok(*update, "--key", "id").err
    assert followups(known) == []
