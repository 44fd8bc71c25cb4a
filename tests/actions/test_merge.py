"""Merging duplicates: everything that refers to the second record survives on the first."""

from datetime import date, timedelta

import pytest
from support.machine.in_process import NOW, contents, last_change, later, parts, record, rows

from salesmap.actions.customer.merge import merge
from salesmap.actions.database.create import transaction
from salesmap.actions.database.undo import redo, undo
from salesmap.actions.followup import followups
from salesmap.actions.imports.activities import import_activities
from salesmap.actions.imports.stage_history import import_stage_history
from salesmap.actions.lead import moves
from salesmap.actions.lead.add import add
from salesmap.actions.lead.answers import import_answers
from salesmap.actions.lead.checklist import check
from salesmap.actions.lead.edit import LeadEdit, edit
from salesmap.core.clock import instant
from salesmap.core.errors import UsageError
from salesmap.domain.customer.merge_refusals import (
    ClosedIntoOpen,
    MergedAway,
    RecordNotFound,
    SameRecord,
)
from salesmap.domain.drafts import ActivityDraft, LeadDraft, MoveDraft
from salesmap.domain.errors import LeadNotFound, RequiredByStage, UnknownFieldError
from salesmap.domain.records import (
    Attachment,
    Comment,
    Contract,
    LeadContact,
    Need,
    News,
    OwnerChange,
    Quote,
    Rating,
    RuleFiring,
    Ruling,
    RulingLead,
    Ticket,
)
from salesmap.store.database import Database
from salesmap.store.tables import TABLES

DUE = date(2026, 11, 30)


def refuse(_draft: object, reason: str) -> None:
    raise AssertionError(reason)


@pytest.fixture
def twice(db: Database) -> Database:
    """Return a database with a lead that is there twice, each with everything a lead can have."""
    add(db, LeadDraft("Pumps", customer="Acme", contact="Ann", phone="13800000001",
        value_cents=500, stage="solution", external_id="A1", tags=("hot",), fields={"size": "9"},
        next_step=("call", DUE)))  # fmt: skip
    before = later(db, days=-9, user="bo")
    add(before, LeadDraft("Pumps & more", customer="Acme Ltd", contact="Anna", email="a@x.example",
        value_cents=700, currency="USD", source="web", owner="bo", stage="solution",
        external_id="B1", tags=("hot", "big"), note="hello", fields={"size": "7", "colour": "red"},
        next_step=("visit", DUE)), allow_duplicate=True)  # fmt: skip
    for lead, hours in ((1, 1), (2, 2)):
        check(db, lead, "solution.presented")
        import_answers(later(db, hours=hours), lead, "needs", {"pain": f"of {lead}"})
    check(db, 2, "quote.terms")
    followups.log(later(db, hours=3), 2, "call", "talked", NOW + timedelta(hours=3))
    import_stage_history(db, [
        MoveDraft((), "A1", None, NOW, expected_close=date(2026, 12, 1)),
        MoveDraft((), "B1", None, NOW - timedelta(days=2), expected_close=date(2026, 12, 2)),
        MoveDraft((), "B1", None, NOW + timedelta(days=2), expected_close=date(2026, 12, 3)),
    ], "f.csv", refuse)  # fmt: skip
    with transaction(db) as change:
        now = change.now
        for lead in (1, 2):
            change.add(LeadContact(lead_id=lead, contact_id=1, role="buyer", recorded_at=now))
            change.add(
                Need(lead_id=lead, text=f"of {lead}", text_key=f"of {lead}", recorded_at=now)
            )
            change.add(Quote(lead_id=lead, currency="CNY", recorded_at=now))
            change.add(Contract(lead_id=lead, customer_id=lead, currency="CNY", recorded_at=now))
            change.add(
                Attachment(lead_id=lead, name="a.pdf", name_key="a.pdf", sha256="0", size=1,
                    actor="lin", recorded_at=now))  # fmt: skip
            change.add(
                Ticket(customer_id=lead, lead_id=lead, priority="low", text="leaks", is_ours=0,
                    opened_at=now, opened_on="2026-11-23", recorded_at=now))  # fmt: skip
            change.add(
                Rating(customer_id=lead, lead_id=lead, scale="nps", score=9, at=now,
                    rated_on="2026-11-23", actor="lin", recorded_at=now))  # fmt: skip
            change.add(
                RuleFiring(rule="r", event=f"stay:{lead}", lead_id=lead, did="{}", at=now,
                    actor="lin", recorded_at=now))  # fmt: skip
            change.add(
                OwnerChange(lead_id=lead, kind="claimed", owner_after="lin", at=now,
                    changed_on="2026-11-23", actor="lin", recorded_at=now))  # fmt: skip
            comment = change.add(
                Comment(lead_id=lead, text=f"of {lead}", at=now, actor="lin", recorded_at=now))  # fmt: skip
            change.add(
                News(person="bo", person_key="bo", kind="mention", lead_id=lead, at=now,
                    comment_id=comment.id, actor="lin", recorded_at=now))  # fmt: skip
        ruling = change.add(
            Ruling(outcome="shared", shared_keys="phone", at=now, actor="lin", recorded_at=now))  # fmt: skip
        for lead in (1, 2):
            change.add(RulingLead(ruling_id=ruling.id, lead_id=lead, owner_before="lin"))
        change.add(LeadContact(lead_id=2, contact_id=2, role="user", recorded_at=now))
        change.describe("filled: {}", "papers")
    return db


def of_lead(db: Database, table: str, columns: str, lead: int = 1) -> list[tuple[object, ...]]:
    return rows(db, f"SELECT {columns} FROM {table} WHERE lead_id = ? ORDER BY id", lead)


class TestLeads:
    def test_every_child_survives(self, twice: Database) -> None:
        before = contents(twice)
        merge(later(twice, days=1), "lead", 1, 2, {})
        assert of_lead(twice, "lead_tag", "tag") == [("hot",), ("big",)]
        assert of_lead(twice, "lead_check", "item") == [("solution.presented",), ("quote.terms",)]
        assert of_lead(twice, "followup", "what, owner") == [("call", "lin"), ("visit", "bo")]
        assert of_lead(twice, "interaction", "kind, text")[:2] == [
            ("note", "hello"), ("call", "talked")]  # fmt: skip
        answers = of_lead(twice, "form_answer", "number, answers")
        assert [number for number, _answers in answers] == [1, 2]
        assert ["of 1" in str(answers[0][1]), "of 2" in str(answers[1][1])] == [True, True]
        assert of_lead(twice, "expectation", "expected_close") == [
            ("2026-12-01",), ("2026-12-02",)], "what is later than the first one's stays"  # fmt: skip
        assert of_lead(twice, "lead_tag", "tag", 2) == [("hot",)]
        assert of_lead(twice, "stay", "count(*)", 2) == [(1,)]
        for table in (
            "need", "quote", "contract", "attachment", "ticket", "rating", "rule_firing",
            "owner_change", "comment", "news"):  # fmt: skip
            assert len(of_lead(twice, table, "id")) == 2, table
        assert of_lead(twice, "lead_contact", "contact_id") == [(1,), (2,)]
        assert of_lead(twice, "ruling_lead", "ruling_id") == [(1,)]
        after = contents(twice)
        undo(later(twice, days=1))
        assert contents(twice) == before
        redo(later(twice, days=1))
        assert contents(twice) == after

    def test_fields(self, twice: Database) -> None:
        merge(later(twice, days=1), "lead", 1, 2, {})
        lead = record(twice, "lead")
        assert parts(lead, "name value_cents currency source owner external_id status") == (
            "Pumps", 500, "CNY", "web", "lin", "A1", "open")  # fmt: skip
        assert parts(lead, "customer_id contact_id") == (1, 1)
        assert lead["fields"] == '{"size": "9", "colour": "red", "pain": "of 1"}'
        began = NOW - timedelta(days=9)
        assert parts(lead, "created_at created_on assigned_at") == (
            instant(began), "2026-11-14", instant(began))  # fmt: skip
        assert lead["touched_at"] == instant(NOW + timedelta(hours=3))
        other = record(twice, "lead", 2)
        assert parts(other, "status merged_into_id external_id") == ("dropped", 1, "B1")
        assert rows(twice, "SELECT DISTINCT counted FROM stay WHERE lead_id = 2") == [(0,)]
        (note,) = of_lead(twice, "interaction", "text")[-1]
        assert note == (
            "Merged with lead 2 (Pumps & more). name Pumps & more; value 7.0; owner bo;"
            " expected_close 2026-12-03; external_id B1"
        )
        assert last_change(twice)[:2] == ("merged: {}", "Pumps")

    def test_the_choice(self, twice: Database) -> None:
        merge(twice, "lead", 1, 2, {"value": "b", "name": "b", "source": "a", "customer": "b"})
        lead = record(twice, "lead")
        assert parts(lead, "name name_key value_cents currency source customer_id") == (
            "Pumps & more", "pumps & more", 700, "USD", None, 2)  # fmt: skip

    def test_the_cycle_begins_earlier(self, twice: Database) -> None:
        edit(twice, 1, LeadEdit({"source": "x"}))
        moves.win(later(twice, days=4), 1)
        assert record(twice, "lead")["cycle_days"] == 4
        merge(later(twice, days=5), "lead", 1, 2, {})
        assert record(twice, "lead")["cycle_days"] == 13

    def test_the_earlier_one_keeps_its_dates(self, twice: Database) -> None:
        moves.lose(later(twice, days=4), 2, "price")
        moves.lose(later(twice, days=4), 1, "price")
        before = parts(record(twice, "lead", 2), "created_at created_on assigned_at cycle_days")
        merge(later(twice, days=5), "lead", 2, 1, {})
        after = parts(record(twice, "lead", 2), "created_at created_on assigned_at cycle_days")
        assert after == before and before[-1] == 13

    def test_merged_leads_refuse(self, twice: Database) -> None:
        merge(twice, "lead", 1, 2, {})
        add(twice, LeadDraft("Third"))
        for a, b in ((2, 1), (1, 2), (3, 2), (2, 3)):
            with pytest.raises(MergedAway) as caught:
                merge(twice, "lead", a, b, {})
            assert caught.value.exit_code == 4
            assert caught.value.data == {"id": 2, "survivor": 1}
        merge(twice, "lead", 3, 1, {})
        assert parts(record(twice, "lead", 2), "merged_into_id") == (3,), "it goes along"

    def test_refused(self, twice: Database) -> None:
        before = contents(twice)
        for a, b, choice, error in (
            (1, 1, {}, SameRecord),
            (1, 9, {}, LeadNotFound),
            (1, 2, {"external_id": "b"}, UsageError),
            (1, 2, {"size": "b"}, UnknownFieldError),
        ):
            with pytest.raises(error):
                merge(twice, "lead", a, b, choice)
        assert contents(twice) == before

    @pytest.mark.parametrize("end", ["won", "lost"])
    def test_a_closed_one_into_an_open_one(self, twice: Database, end: str) -> None:
        close(twice, 2, end)
        with pytest.raises(ClosedIntoOpen) as caught:
            merge(twice, "lead", 1, 2, {})
        assert caught.value.data == {"a": 1, "b": 2, "status": end}
        close(twice, 1, end)
        merge(twice, "lead", 1, 2, {})

    def test_an_open_one_into_a_closed_one(self, twice: Database) -> None:
        close(twice, 1, "won")
        merge(twice, "lead", 1, 2, {})
        assert parts(record(twice, "lead"), "status") == ("won",)

    def test_a_discarded_one(self, twice: Database) -> None:
        moves.drop(twice, 2)
        version = record(twice, "lead", 2)["version"]
        merge(twice, "lead", 1, 2, {})
        assert parts(record(twice, "lead", 2), "status merged_into_id version") == (
            "dropped", 1, version + 1)  # fmt: skip

    def test_what_the_stage_requires_stays(self, db: Database) -> None:
        add(db, LeadDraft("A", stage="contract", customer="Acme", value_cents=5))
        add(db, LeadDraft("B"))
        merge(db, "lead", 1, 2, {})
        add(db, LeadDraft("C"))
        with pytest.raises(RequiredByStage):
            merge(db, "lead", 1, 3, {"customer": "b"})


def close(db: Database, lead: int, end: str) -> None:
    if end == "won":
        moves.win(db, lead, note="x", force=True)
    else:
        moves.lose(db, lead, "price")


class TestParties:
    def test_customers(self, twice: Database) -> None:
        before = contents(twice)
        merge(twice, "customer", 1, 2, {"name": "b"})
        assert parts(record(twice, "customer"), "name name_key version") == (
            "Acme Ltd", "acme ltd", 2)  # fmt: skip
        assert rows(twice, "SELECT DISTINCT customer_id FROM lead") == [(1,)]
        assert rows(twice, "SELECT DISTINCT customer_id FROM contact") == [(1,)]
        assert rows(twice, "SELECT count(*) FROM customer") == [(1,)]
        assert last_change(twice)[:2] == ("merged: {}", "Acme Ltd")
        undo(twice)
        assert contents(twice) == before

    def test_contacts(self, twice: Database) -> None:
        merge(twice, "contact", 1, 2, {"name": "b"})
        contact = record(twice, "contact")
        assert parts(contact, "name name_key phone phone_key email email_key version") == (
            "Anna", "anna", "13800000001", "+8613800000001", "a@x.example", "a@x.example",
            2)  # fmt: skip
        assert contact["fields"] == '{"name 2": "Ann"}' and contact["customer_id"] == 1
        assert rows(twice, "SELECT DISTINCT contact_id FROM lead") == [(1,)]
        assert rows(twice, "SELECT count(*) FROM contact") == [(1,)]
        assert rows(twice, "SELECT lead_id, role FROM lead_contact ORDER BY id") == [
            (1, "buyer"), (2, "buyer")]  # fmt: skip

    def test_not_found(self, twice: Database) -> None:
        for kind in ("customer", "contact"):
            with pytest.raises(RecordNotFound) as caught:
                merge(twice, kind, 1, 9, {})
            assert caught.value.data == {"kind": kind, "id": 9}
            with pytest.raises(RecordNotFound):
                merge(twice, kind, 9, 1, {})


def test_every_child_table_is_in_these_tests() -> None:
    """A new table that refers to a lead must be added to `twice` and to the test of its children."""
    children = {
        table
        for table, spec in TABLES.items()
        for reference in spec.references
        if reference.parent == "lead" and table != "lead"
    }
    assert children == {
        "lead_tag", "stay", "interaction", "followup", "expectation", "lead_check",
        "form_answer", "lead_contact", "need", "quote", "contract", "attachment", "ticket", "rating",
        "rule_firing", "owner_change", "comment", "news", "ruling_lead"}  # fmt: skip


def test_imported_activities_follow(twice: Database) -> None:
    import_activities(twice, [
        ActivityDraft((), "B1", "visit", "saw them", NOW, None, None, False, "bo", None, "k1")
    ], "f.csv", refuse)  # fmt: skip
    merge(later(twice, days=1), "lead", 1, 2, {})
    assert ("visit", "saw them") in of_lead(twice, "interaction", "kind, text")
