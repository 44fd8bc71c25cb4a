"""Segments: saved filters on customers, and what is done for all customers of one."""

import csv

import pytest

from tests.conftest import Salesmap, made_once


@made_once
def town(person: Salesmap) -> None:
    """Three customers in tier A: with a won lead, with an open one, without any; one in no tier."""
    person.ok("lead", "add", "Cold store", "--company", "Harbor Ltd", "--contact", "Grace", "--phone", "13900001111", "--owner", "ann", "--value", "10k", "--region", "East")  # fmt: skip
    person.ok("lead", "win", "1")
    person.ok("lead", "add", "Clinic", "--company", "Lakeside", "--owner", "bo", "--value", "5k")
    person.ok("customer", "add", "Willow")
    person.ok("lead", "add", "Depot", "--company", "Depot Inc", "--value", "1k")
    for number in "123":
        person.ok("customer", "tier", number, "A")
    person.ok("segment", "save", "best", "tier=A")


def test_save_list_show_drop(town: Salesmap) -> None:
    (row,) = town.json("segment", "list")
    assert (row["name"], row["filters"], row["customers"]) == ("best", ["tier=A"], 3)
    assert [each["name"] for each in town.json("segment", "show", "BEST")] == [
        "Harbor Ltd",
        "Lakeside",
        "Willow",
    ]
    assert town.json("segment", "show", "1", "--limit", "1")[0]["tier"] == "A"
    town.ok("customer", "tier", "4", "A")
    assert len(town.json("segment", "show", "best")) == 4, "a filter, not a list"
    there = town.run("segment", "save", "Best", "tier=B")
    assert there.code == 4 and "--overwrite" in there.err
    assert "Before: tier=A" in town.ok("segment", "save", "Best", "leads_won>0", "--overwrite").err
    assert [each["name"] for each in town.json("segment", "show", "best")] == ["Harbor Ltd"]
    assert town.run("segment", "save", "x", "nix=1").code == 2
    assert "Known" in town.ok("segment", "save", "y", "tier=Z").err
    assert [each["kind"] for each in town.json("find", "best")] == ["segment"]
    near = town.run("segment", "show", "bst")
    assert near.code == 3 and "best" in near.err
    town.ok("segment", "drop", "best")
    assert town.run("segment", "show", "best").code == 3
    town.ok("undo")
    town.ok("db", "check")


def test_followups_for_all_are_one_change(town: Salesmap) -> None:
    call = ("segment", "followup", "best", "Ask for news", "--due", "fri", "--kind", "call")
    asked = town.run(*call)
    assert asked.code == 2 or asked.code == 4, asked
    assert "Harbor Ltd" in asked.err and town.json("followup", "list") == []
    done = town.ok(*call, "--yes")
    assert "Scheduled 2 follow-ups" in done.out and "Without a lead to put it on: Willow" in done.err  # fmt: skip
    rows = town.json("followup", "list")
    assert [(row["lead_id"], row["owner"], row["kind"], row["due_on"]) for row in rows] == [
        (1, "ann", "call", "2026-11-27"), (2, "bo", "call", "2026-11-27"),
    ]  # fmt: skip
    again = town.ok(*call, "--yes")
    assert "Scheduled 0 follow-ups" in again.out and "Planned already: Harbor Ltd" in again.err
    town.ok("segment", "followup", "best", "Another", "--due", "+1w", "--owner", "cai", "--yes")
    assert {row["owner"] for row in town.json("followup", "list")} == {"ann", "bo", "cai"}
    assert "segment best" in town.ok("history", "--limit", "1").out
    town.ok("undo")
    town.ok("undo")
    assert town.json("followup", "list") == []
    assert town.run("segment", "followup", "best", "x", "--due", "nix", "--yes").code == 2


def test_leads_for_all_have_the_campaign_as_their_source(town: Salesmap) -> None:
    done = town.ok("segment", "lead", "best", "Autumn offer", "--next", "Call", "--due", "fri", "--value", "2k", "--tag", "mail", "--yes")  # fmt: skip
    assert "Added 2 leads for segment best, source best" in done.out
    assert "they have an open lead: Lakeside" in done.err
    rows = town.json("lead", "list", "source=best", "--sort", "id")
    assert [
        (row["name"], row["customer"], row["owner"], row["contact"], row["region"]) for row in rows
    ] == [
        ("Autumn offer · Harbor Ltd", "Harbor Ltd", "ann", "Grace", "East"),
        ("Autumn offer · Willow", "Willow", "lin", None, None),
    ]
    assert rows[0]["tags"] == ["mail"] and rows[0]["next_due"] == "2026-11-27"
    assert "Added 0 leads" in town.ok("segment", "lead", "best", "Autumn offer", "--yes").out
    town.ok("segment", "lead", "best", "Plan", "--campaign", "spring", "--allow-duplicate", "--yes")
    sources = {row["source"]: row["leads"] for row in town.json("report", "sources")}
    assert sources["best"] == 2 and sources["spring"] == 3
    town.ok("undo")
    town.ok("undo")
    assert town.json("lead", "list", "source=best") == []
    town.ok("db", "check")


def test_export_for_a_mail_merge_and_for_phones(town: Salesmap) -> None:
    town.ok("customer", "edit", "1", "--address", "1 Quay Street")
    town.ok("contact", "add", "=HYPERLINK(1)", "--company", "Harbor Ltd", "--email", "x@h.co")
    text = town.ok("segment", "export", "best").out
    rows = list(csv.DictReader(text.splitlines()))
    assert [(row["customer"], row["contact"], row["address"]) for row in rows] == [
        ("Harbor Ltd", "'=HYPERLINK(1)", "1 Quay Street"), ("Harbor Ltd", "Grace", "1 Quay Street"), ("Lakeside", "", ""), ("Willow", "", ""),
    ]  # fmt: skip
    assert "2 customers have no contact" in town.ok("segment", "export", "best").err
    cards = town.ok("segment", "export", "best", "--format", "vcf").out
    assert cards.count("BEGIN:VCARD") == 2 and "TEL;TYPE=CELL:+8613900001111" in cards
    town.ok("segment", "export", "best", "-o", "best.vcf")
    assert (town.home / "best.vcf").read_bytes().startswith(b"BEGIN:VCARD")
    assert town.run("segment", "export", "best", "-o", "best.vcf").code == 4
    town.ok("segment", "export", "best", "-o", "best.xlsx")


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_an_empty_segment_does_nothing(town: Salesmap, lang: str) -> None:
    town.ok("segment", "save", "nobody", "leads_won>100")
    assert town.json("segment", "show", "nobody") == []
    done = town.ok("segment", "lead", "nobody", "x", "--yes", SALESMAP_LANG=lang)
    assert "0" in done.out
    assert "0" in town.ok("segment", "followup", "nobody", "x", "--due", "fri").out


def test_answers_as_data(town: Salesmap) -> None:
    row = town.json("segment", "save", "open", "leads_open>0")
    assert (row["name"], row["customers"]) == ("open", 2)
    row = town.json("segment", "followup", "best", "Ask", "--due", "fri", "--yes")
    assert row == {"segment": "best", "scheduled": 2, "without_lead": 1, "planned": 0, "due_on": "2026-11-27"}  # fmt: skip
    row = town.json("segment", "lead", "best", "Offer", "--yes")
    assert row == {"segment": "best", "campaign": "best", "added": 2, "with_lead": 1, "lead_ids": [4, 5]}  # fmt: skip


def test_what_cannot_be_done_for_all_is_refused_before_anybody_is_named(town: Salesmap) -> None:
    for command in (
        ("lead", "best", "", "--yes"),
        ("lead", "best", "  ", "--yes"),
        ("followup", "best", "Call", "--due", "fri", "--kind", "pigeon", "--yes"),
        ("followup", "best", " ", "--due", "fri", "--yes"),
    ):
        refused = town.run("segment", *command)
        assert refused.code == 2 and "Harbor Ltd" not in refused.err
