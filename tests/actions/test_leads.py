"""Leads: what adding, editing and moving them writes, to the field."""

from datetime import date, timedelta

import pytest
from support.machine.in_process import NOW, contents, last_change, later, parts, record, rows

from salesmap.actions.followup import followups
from salesmap.actions.lead import moves
from salesmap.actions.lead.add import add
from salesmap.actions.lead.checklist import AmbiguousItem, ItemAlreadySo, ItemHasField, check
from salesmap.actions.lead.edit import LeadEdit, edit
from salesmap.core.clock import instant
from salesmap.core.figures.errors import UnknownCurrency
from salesmap.domain.drafts import LeadDraft
from salesmap.domain.errors import (
    EmptyText,
    ExternalIdTaken,
    FollowupEnded,
    FollowupNotFound,
    GateClosed,
    LeadAlreadyClosed,
    LeadAlreadyOpen,
    LeadChangedMeanwhile,
    LeadNotFound,
    LikelyConflict,
    NoNextStage,
    OverrideNeedsReason,
    RequiredByStage,
    StageAfterWin,
    UnknownItemError,
    UnknownKindError,
    WonLeadCannotGoBack,
)
from salesmap.store.database import Database

AT = instant(NOW)
DUE = date(2026, 11, 30)


def visits(db: Database, lead: int = 1) -> list[tuple[object, ...]]:
    return rows(
        db,
        "SELECT s.key, y.entered_at, y.left_at, y.secs, y.outcome, y.again, y.counted"
        " FROM stay y JOIN stage s ON s.id = y.stage_id WHERE y.lead_id = ? ORDER BY y.id",
        lead,
    )


def stage_of(db: Database, lead: int = 1) -> tuple[object, ...]:
    return rows(
        db,
        "SELECT s.key, f.key, l.status FROM lead l JOIN stage s ON s.id = l.stage_id"
        " JOIN stage f ON f.id = l.furthest_id WHERE l.id = ?",
        lead,
    )[0]


FULL = LeadDraft(
    name="Pumps", customer="Acme Ltd", contact="Ann", phone="138 0000 0001",
    email="Ann@Acme.example", wechat="annie", source="web", product="P1", region="North",
    value_cents=500, owner="mei", expected_close=date(2026, 12, 24), external_id="X1",
    tags=("hot", "hot", "big"), note="first words", fields={"size": "9"},
    next_step=("call back", DUE),
)  # fmt: skip


class TestAdding:
    def test_every_field(self, db: Database) -> None:
        assert add(db, FULL) == 1
        lead = record(db, "lead")
        assert parts(lead, "name name_key source product region value_cents currency owner") == (
            "Pumps", "pumps", "web", "P1", "North", 500, "CNY", "mei")  # fmt: skip
        assert parts(lead, "created_at assigned_at stage_since touched_at recorded_at") == (AT,) * 5
        assert parts(lead, "created_on expected_close external_id fields version") == (
            "2026-11-23", "2026-12-24", "X1", '{"size": "9"}', 1)  # fmt: skip
        assert parts(lead, "closed_at closed_on cycle_days lost_reason import_key") == (None,) * 5
        contact = record(db, "contact")
        assert parts(contact, "customer_id name name_key phone phone_key email email_key") == (
            1, "Ann", "ann", "138 0000 0001", "+8613800000001", "Ann@Acme.example",
            "ann@acme.example")  # fmt: skip
        assert parts(contact, "wechat version recorded_at") == ("annie", 1, AT)
        assert parts(record(db, "customer"), "name name_key version") == ("Acme Ltd", "acme ltd", 1)
        assert rows(db, "SELECT tag FROM lead_tag ORDER BY id") == [("hot",), ("big",)]
        assert rows(db, "SELECT kind, text, at, actor FROM interaction") == [
            ("note", "first words", AT, "lin")]  # fmt: skip
        assert rows(db, "SELECT what, due_on, owner, kind FROM followup") == [
            ("call back", "2026-11-30", "mei", None)]  # fmt: skip
        assert visits(db) == [("lead", AT, None, None, None, 0, 1)]
        assert rows(db, "SELECT count(*) FROM custom_field WHERE key = 'size'") == [(1,)]
        assert last_change(db)[:2] == ("lead added: {}", "Pumps")

    def test_defaults(self, db: Database) -> None:
        add(db, LeadDraft("A", currency="USD", source=""))
        assert parts(record(db, "lead"), "owner currency source customer_id contact_id") == (
            "lin", "USD", None, None, None)  # fmt: skip

    def test_an_empty_owner_is_nobody(self, db: Database) -> None:
        add(db, LeadDraft("A", owner=" "))
        assert record(db, "lead")["owner"] is None

    def test_in_a_stage(self, db: Database) -> None:
        add(db, LeadDraft("A", stage="quote"))
        assert stage_of(db) == ("quote", "quote", "open")

    @pytest.mark.parametrize(
        ("draft", "error"),
        [
            (LeadDraft(" "), EmptyText),
            (LeadDraft("A", stage="aftersales"), StageAfterWin),
            (LeadDraft("A", stage="contract"), GateClosed),
            (LeadDraft("A", tags=("ok", " ")), EmptyText),
            (LeadDraft("A", fields={" ": "x"}), EmptyText),
            (LeadDraft("A", note=" "), EmptyText),
            (LeadDraft("A", next_step=(" ", DUE)), EmptyText),
        ],
    )
    def test_refused(self, db: Database, draft: LeadDraft, error: type[Exception]) -> None:
        before = contents(db)
        with pytest.raises(error):
            add(db, draft)
        assert contents(db) == before

    @pytest.mark.parametrize(
        ("draft", "shared"),
        [
            (LeadDraft("B", phone="+86 138-0000-0001"), ["phone"]),
            (LeadDraft("B", email="ANN@acme.example"), ["e-mail"]),
            (LeadDraft("B", customer="ACME ltd"), ["company"]),
            (LeadDraft("B", customer="acme LTD", phone="13800000001"), ["phone", "company"]),
        ],
    )
    def test_conflicts(self, db: Database, draft: LeadDraft, shared: list[str]) -> None:
        add(db, FULL)
        with pytest.raises(LikelyConflict) as caught:
            add(later(db, user="bo"), draft)
        assert caught.value.data == {"id": 1, "name": "Pumps", "owner": "mei", "shared": shared}
        assert add(db, draft, allow_duplicate=True) == 2
        moves.drop(db, 2)
        moves.drop(db, 1)
        assert add(db, draft) == 3, "a closed lead is no conflict"

    def test_no_conflict(self, db: Database) -> None:
        add(db, FULL)
        assert add(db, LeadDraft("B", customer="Other", phone="13800000002")) == 2

    def test_an_external_id_is_taken_once(self, db: Database) -> None:
        add(db, FULL)
        with pytest.raises(ExternalIdTaken):
            add(db, LeadDraft("B", external_id="X1"))
        edit(db, 1, LeadEdit({"external_id": "X1"}))
        add(db, LeadDraft("B"))
        with pytest.raises(ExternalIdTaken):
            edit(db, 2, LeadEdit({"external_id": "X1"}))
        edit(db, 2, LeadEdit({"external_id": "X2"}))


class TestParties:
    def test_found_again(self, db: Database) -> None:
        add(db, FULL)
        add(db, LeadDraft("B", customer="ACME LTD", contact="ann", phone="13800000001"),
            allow_duplicate=True)  # fmt: skip
        assert parts(record(db, "lead", 2), "customer_id contact_id") == (1, 1)
        assert record(db, "contact")["version"] == 1

    @pytest.mark.parametrize("detail", [
        {"phone": "13800000001"}, {"email": "ann@acme.example"}, {"contact": "ANN"}])  # fmt: skip
    def test_by_one_detail(self, db: Database, detail: dict[str, str]) -> None:
        add(db, FULL)
        add(db, LeadDraft("B", customer="Acme Ltd", **detail), allow_duplicate=True)
        assert record(db, "lead", 2)["contact_id"] == 1

    @pytest.mark.parametrize("details", [
        {"contact": "Bob", "phone": "13800000001"}, {"contact": "Ann", "phone": "13900000001"},
        {"contact": "Ann", "email": "x@y.example"}, {"contact": "Ann", "wechat": "other"},
        {"wechat": "annie"}])  # fmt: skip
    def test_somebody_else(self, db: Database, details: dict[str, str]) -> None:
        add(db, FULL)
        add(db, LeadDraft("B", customer="Acme Ltd", **details), allow_duplicate=True)
        assert record(db, "lead", 2)["contact_id"] == 2

    def test_at_another_company(self, db: Database) -> None:
        add(db, FULL)
        add(db, LeadDraft("B", contact="Ann", phone="13800000001"), allow_duplicate=True)
        assert parts(record(db, "lead", 2), "customer_id contact_id") == (None, 2)
        assert record(db, "contact", 2)["customer_id"] is None

    def test_what_was_empty_is_filled_in(self, db: Database) -> None:
        add(db, LeadDraft("A", contact="Ann"))
        add(db, LeadDraft("B", contact="Ann", phone="13800000001"))
        assert parts(record(db, "contact"), "phone phone_key version") == (
            "13800000001", "+8613800000001", 2)  # fmt: skip


class TestEditing:
    def test_values(self, db: Database) -> None:
        add(db, FULL)
        edit(
            later(db, hours=1), 1, LeadEdit({"name": "Big Pumps", "region": None, "value_cents": 7})
        )
        lead = record(db, "lead")
        assert parts(lead, "name name_key region value_cents version updated_at assigned_at") == (
            "Big Pumps", "big pumps", None, 7, 2, instant(NOW + timedelta(hours=1)), AT)  # fmt: skip
        assert last_change(db)[:2] == ("lead edited: {}", "Big Pumps")

    def test_another_owner_begins_to_respond_now(self, db: Database) -> None:
        add(db, FULL)
        edit(later(db, hours=5), 1, LeadEdit({"owner": "mei"}))
        assert parts(record(db, "lead"), "assigned_at version") == (AT, 1)
        edit(later(db, hours=6), 1, LeadEdit({"owner": "bo"}))
        assert parts(record(db, "lead"), "owner assigned_at version") == (
            "bo", instant(NOW + timedelta(hours=6)), 2)  # fmt: skip

    def test_contact_and_customer(self, db: Database) -> None:
        add(db, FULL)
        edit(db, 1, LeadEdit({"contact": "Anna", "phone": "", "customer": "Beta"}))
        assert parts(record(db, "contact"), "name name_key phone phone_key version") == (
            "Anna", "anna", None, None, 2)  # fmt: skip
        assert record(db, "lead")["customer_id"] == 2
        edit(db, 1, LeadEdit({"customer": None}))
        assert record(db, "lead")["customer_id"] is None

    def test_a_contact_for_a_lead_without(self, db: Database) -> None:
        add(db, LeadDraft("A", customer="Acme"))
        edit(db, 1, LeadEdit({"phone": "13800000001"}))
        assert parts(record(db, "contact"), "customer_id phone version") == (1, "13800000001", 1)
        assert parts(record(db, "lead"), "contact_id version") == (1, 2)

    def test_tags_and_fields(self, db: Database) -> None:
        add(db, FULL)
        edit(db, 1, LeadEdit({}, ("new", "hot"), ("big",), {"size": "", "colour": "red"}))
        assert rows(db, "SELECT tag FROM lead_tag ORDER BY tag") == [("hot",), ("new",)]
        assert parts(record(db, "lead"), "fields version") == ('{"colour": "red"}', 2)

    def test_nothing_new_is_no_change(self, db: Database) -> None:
        add(db, FULL)
        before, changes = contents(db), rows(db, "SELECT count(*) FROM change")
        edit(later(db, hours=1), 1, LeadEdit({"name": "Pumps", "phone": "138 0000 0001"}, ("hot",),
             ("none",), {"size": "9"}))  # fmt: skip
        assert contents(db) == before and rows(db, "SELECT count(*) FROM change") == changes

    def test_refused(self, db: Database) -> None:
        add(db, FULL)
        for requested, error in (
            (LeadEdit({"name": " "}), EmptyText),
            (LeadEdit({"name": None}), EmptyText),
            (LeadEdit({}, (" ",)), EmptyText),
            (LeadEdit({"source": "x"}, seen_version=2), LeadChangedMeanwhile),
        ):
            with pytest.raises(error):
                edit(db, 1, requested)
        with pytest.raises(LeadNotFound):
            edit(db, 2, LeadEdit({"name": "B"}))
        edit(db, 1, LeadEdit({"source": "x"}, seen_version=1))
        assert record(db, "lead")["version"] == 2

    def test_what_the_stage_requires_stays(self, db: Database) -> None:
        add(db, FULL._replace(stage="contract"))
        with pytest.raises(RequiredByStage) as caught:
            edit(db, 1, LeadEdit({"customer": None, "value_cents": None}))
        assert sorted(caught.value.data["missing"]) == ["contract.customer", "contract.value"]
        edit(db, 1, LeadEdit({"value_cents": 1, "source": None}))

    def test_what_was_missing_before_may_stay_missing(self, db: Database) -> None:
        add(db, LeadDraft("A", stage="quote"))
        moves.advance(db, 1, "contract", "no paper yet", force=True)
        edit(db, 1, LeadEdit({"source": "web"}))

    def test_answers_are_versions_of_the_form(self, db: Database) -> None:
        add(db, LeadDraft("A"))
        for urgency in ("now", "now", ""):
            edit(db, 1, LeadEdit({}, (), (), {"pain": "it hurts", "urgency": urgency}))
        edit(db, 1, LeadEdit({}, (), (), {"other": "x"}))
        assert rows(db, "SELECT number, answers, actor, origin, form FROM form_answer") == [
            (1, '{"pain": "it hurts", "urgency": "now"}', "lin", "edit", "needs"),
            (2, '{"pain": "it hurts"}', "lin", "edit", "needs"),
        ]


class TestMoving:
    def test_forward_back_and_forward_again(self, db: Database) -> None:
        add(db, FULL)
        moves.advance(later(db, hours=1), 1)
        moves.advance(later(db, hours=2), 1, "lead")
        moves.advance(later(db, hours=4), 1)
        times = [instant(NOW + timedelta(hours=hours)) for hours in (0, 1, 2, 4)]
        assert visits(db) == [
            ("lead", times[0], times[1], 3600, "forward", 0, 1),
            ("needs", times[1], times[2], 3600, "back", 0, 1),
            ("lead", times[2], times[3], 7200, "forward", 1, 1),
            ("needs", times[3], None, None, None, 0, 1),
        ]
        lead = record(db, "lead")
        assert parts(lead, "stage_since touched_at version status") == (
            times[3], times[3], 4, "open")  # fmt: skip
        assert stage_of(db) == ("needs", "needs", "open")
        assert last_change(db)[0] == "lead moved: {}"

    def test_back_keeps_the_furthest(self, db: Database) -> None:
        add(db, LeadDraft("A", stage="quote"))
        moves.advance(db, 1, "needs")
        assert stage_of(db) == ("needs", "quote", "open")

    def test_win_with_value_and_currency(self, db: Database) -> None:
        add(db, FULL)
        moves.win(later(db, days=3), 1, 900, "USD", "at last")
        lead = record(db, "lead")
        assert parts(lead, "value_cents currency status closed_on cycle_days") == (
            900, "USD", "won", "2026-11-26", 3)  # fmt: skip
        assert lead["closed_at"] == instant(NOW + timedelta(days=3)) == lead["stage_since"]
        assert stage_of(db) == ("aftersales", "aftersales", "won")
        assert [visit[4] for visit in visits(db)] == ["won", None]
        assert rows(db, "SELECT text FROM interaction ORDER BY id DESC LIMIT 1") == [("at last",)]
        assert last_change(db)[0] == "lead won: {}"

    def test_win_keeps_value_and_currency(self, db: Database) -> None:
        add(db, FULL._replace(currency="EUR"))
        moves.win(db, 1)
        assert parts(record(db, "lead"), "value_cents currency") == (500, "EUR")
        with pytest.raises(LeadAlreadyClosed):
            moves.win(db, 1, 5)

    def test_win_for_an_amount_keeps_the_currency(self, db: Database) -> None:
        add(db, FULL._replace(currency="EUR"))
        moves.win(db, 1, 0)
        assert parts(record(db, "lead"), "value_cents currency") == (0, "EUR")

    def test_past_the_last_stage_is_a_win(self, db: Database) -> None:
        add(db, FULL._replace(stage="contract"))
        moves.advance(db, 1)
        assert stage_of(db) == ("aftersales", "aftersales", "won")
        with pytest.raises(NoNextStage):
            moves.advance(db, 1)
        with pytest.raises(WonLeadCannotGoBack):
            moves.advance(db, 1, "quote")

    def test_lose_and_reopen(self, db: Database) -> None:
        add(db, FULL._replace(stage="quote"))
        with pytest.raises(EmptyText):
            moves.lose(db, 1, " ")
        moves.lose(later(db, days=1), 1, "price", "too dear")
        lead = record(db, "lead")
        assert parts(lead, "status lost_reason closed_on cycle_days") == (
            "lost", "price", "2026-11-24", 1)  # fmt: skip
        assert last_change(db)[0] == "lead lost: {}"
        with pytest.raises(LeadAlreadyClosed):
            moves.lose(db, 1, "again")
        moves.reopen(later(db, days=2), 1, "back again", ("call", DUE))
        lead = record(db, "lead")
        assert parts(lead, "status lost_reason closed_at closed_on cycle_days") == (
            "open", None, None, None, None)  # fmt: skip
        assert stage_of(db) == ("quote", "quote", "open")
        assert [visit[4] for visit in visits(db)] == ["lost", None]
        assert rows(db, "SELECT text FROM interaction ORDER BY id") == [
            ("first words",), ("too dear",), ("back again",)]  # fmt: skip
        assert rows(db, "SELECT what FROM followup ORDER BY id DESC LIMIT 1") == [("call",)]
        with pytest.raises(LeadAlreadyOpen):
            moves.reopen(db, 1)

    def test_reopen_a_won_lead(self, db: Database) -> None:
        add(db, FULL._replace(stage="solution"))
        moves.win(later(db, days=1), 1)
        moves.reopen(later(db, days=2), 1)
        assert stage_of(db) == ("solution", "aftersales", "open")
        assert [visit[4] for visit in visits(db)] == ["won", "back", None]

    def test_discard(self, db: Database) -> None:
        add(db, FULL)
        moves.drop(later(db, days=1), 1, "a double")
        assert parts(record(db, "lead"), "status closed_on") == ("dropped", "2026-11-24")
        assert [visit[4:] for visit in visits(db)] == [("dropped", 0, 0)]
        assert last_change(db)[0] == "lead dropped: {}"
        with pytest.raises(LeadAlreadyClosed):
            moves.drop(db, 1)
        moves.reopen(later(db, days=2), 1)
        assert [visit[4:] for visit in visits(db)] == [("dropped", 0, 1), (None, 0, 1)]

    def test_discard_a_lost_lead(self, db: Database) -> None:
        add(db, FULL)
        moves.lose(db, 1, "price")
        moves.drop(later(db, days=1), 1)
        assert parts(record(db, "lead"), "status closed_on lost_reason") == (
            "dropped", "2026-11-23", "price")  # fmt: skip
        assert [visit[4:] for visit in visits(db)] == [("lost", 0, 0)]

    def test_a_gate(self, db: Database) -> None:
        add(db, LeadDraft("A", stage="quote"))
        with pytest.raises(GateClosed) as caught:
            moves.advance(db, 1)
        assert [each["item"] for each in caught.value.data["missing"]] == [
            "contract.customer", "contract.value"]  # fmt: skip
        assert caught.value.data["may_override"] and caught.value.data["id"] == 1
        with pytest.raises(OverrideNeedsReason):
            moves.advance(db, 1, force=True)
        with pytest.raises(OverrideNeedsReason):
            moves.win(db, 1, note=" ", force=True)
        missing = moves.advance(db, 1, note="signed on paper", force=True)
        assert {"contract.customer", "contract.value"} <= {each.name for each in missing}
        assert last_change(db)[:2] == ("lead forced through a gate: {}", "A")
        assert stage_of(db) == ("contract", "contract", "open")

    def test_what_is_recommended_is_returned(self, db: Database) -> None:
        add(db, LeadDraft("A"))
        assert [each.name for each in moves.advance(db, 1)] == ["lead.reach", "lead.source"]
        assert moves.advance(db, 1, "lead") == ()

    def test_advance_brings_note_and_next_step(self, db: Database) -> None:
        add(db, LeadDraft("A", source="web", phone="13800000001"))
        assert list(moves.advance(db, 1, None, "they like it", ("offer", DUE))) == []
        assert rows(db, "SELECT text FROM interaction") == [("they like it",)]
        assert rows(db, "SELECT what, due_on FROM followup") == [("offer", "2026-11-30")]


class TestChecklist:
    def test_check_and_uncheck(self, db: Database) -> None:
        add(db, LeadDraft("A", stage="solution"))
        assert check(db, 1, "presented").name == "solution.presented"
        assert rows(db, "SELECT item, done_at, actor FROM lead_check") == [
            ("solution.presented", AT, "lin")]  # fmt: skip
        assert record(db, "lead")["version"] == 2
        assert last_change(db)[:2] == ("ticked off: {}", "solution.presented · A")
        with pytest.raises(ItemAlreadySo):
            check(db, 1, "solution.presented")
        check(db, 1, "presented", done=False)
        assert rows(db, "SELECT count(*) FROM lead_check") == [(0,)]
        assert last_change(db)[:2] == ("no longer ticked off: {}", "solution.presented · A")
        with pytest.raises(ItemAlreadySo):
            check(db, 1, "presented", done=False)

    def test_refused(self, db: Database) -> None:
        add(db, LeadDraft("A", stage="quote"))
        with pytest.raises(UnknownItemError) as caught:
            check(db, 1, "nothing")
        assert "lead.reach" not in caught.value.data["known"]
        assert "quote.terms" in caught.value.data["known"]
        with pytest.raises(ItemHasField):
            check(db, 1, "reach")
        with pytest.raises(ItemHasField):
            check(db, 1, "survey")
        with pytest.raises(AmbiguousItem):
            check(db, 1, "value")


class TestFollowups:
    def test_add_and_finish(self, db: Database) -> None:
        add(db, FULL._replace(next_step=None))
        assert followups.add(db, 1, "ask", DUE, "visit") == 1
        assert followups.add(db, 1, "send", DUE, owner="bo") == 2
        assert parts(record(db, "followup"), "kind what due_on owner version") == (
            "visit", "ask", "2026-11-30", "mei", 1)  # fmt: skip
        assert record(db, "followup", 2)["owner"] == "bo"
        followups.done(later(db, days=1), 1, "asked", ("send", date(2026, 12, 1)))
        moment = instant(NOW + timedelta(days=1))
        assert parts(record(db, "followup"), "done_at dropped_at version") == (moment, None, 2)
        assert parts(record(db, "lead"), "touched_at version") == (moment, 2)
        assert parts(record(db, "followup", 3), "what due_on") == ("send", "2026-12-01")
        assert rows(db, "SELECT kind, text FROM interaction ORDER BY id DESC LIMIT 1") == [
            ("note", "asked")]  # fmt: skip
        assert last_change(db)[:2] == ("follow-up done: {}", "ask")

    def test_reschedule_and_cancel(self, db: Database) -> None:
        add(db, FULL)
        followups.snooze(db, 1, date(2026, 12, 2))
        assert parts(record(db, "followup"), "due_on version") == ("2026-12-02", 2)
        assert last_change(db)[0] == "follow-up rescheduled: {}"
        followups.drop(db, 1)
        assert parts(record(db, "followup"), "dropped_at done_at version") == (AT, None, 3)
        assert last_change(db)[0] == "follow-up dropped: {}"
        for ended in (lambda: followups.done(db, 1), lambda: followups.snooze(db, 1, DUE),
                      lambda: followups.drop(db, 1)):  # fmt: skip
            with pytest.raises(FollowupEnded) as caught:
                ended()
            assert caught.value.data == {"id": 1, "done": False}
        with pytest.raises(FollowupNotFound):
            followups.done(db, 9)

    def test_done_is_not_canceled(self, db: Database) -> None:
        add(db, FULL)
        followups.done(db, 1)
        with pytest.raises(FollowupEnded) as caught:
            followups.done(db, 1)
        assert caught.value.data["done"] is True

    def test_kinds(self, db: Database) -> None:
        add(db, FULL)
        with pytest.raises(UnknownKindError):
            followups.add(db, 1, "x", DUE, "fax")
        with pytest.raises(EmptyText):
            followups.add(db, 1, " ", DUE)

    def test_log(self, db: Database) -> None:
        add(later(db, days=-3), FULL)
        happened = NOW - timedelta(hours=2)
        followups.log(db, 1, "call", "talked", happened, ("write", DUE))
        assert parts(record(db, "interaction", 2), "kind text at actor recorded_at") == (
            "call", "talked", instant(happened), "lin", AT)  # fmt: skip
        assert parts(record(db, "lead"), "touched_at version") == (instant(happened), 2)
        assert rows(db, "SELECT what FROM followup ORDER BY id DESC LIMIT 1") == [("write",)]
        assert last_change(db)[:2] == ("logged with {}", "Pumps")
        followups.log(db, 1, "note", "a thought", NOW)
        assert parts(record(db, "lead"), "touched_at version") == (instant(happened), 2)
        followups.log(db, 1, "call", "earlier", NOW - timedelta(days=1))
        assert record(db, "lead")["touched_at"] == instant(happened)

    def test_log_refused(self, db: Database) -> None:
        add(db, FULL)
        with pytest.raises(followups.StillToCome) as caught:
            followups.log(db, 1, "call", "x", NOW + timedelta(seconds=1))
        assert caught.value.data["at"] == "2026-11-23 09:00"
        followups.log(db, 1, "call", "x", NOW + timedelta(microseconds=5))
        with pytest.raises(EmptyText):
            followups.log(db, 1, "call", " ", NOW)
        with pytest.raises(UnknownKindError):
            followups.log(db, 1, "fax", "x", NOW)


def test_a_currency_is_checked_on_every_way_in(db: Database) -> None:
    """Scripts do not pass the command line."""
    add(db, LeadDraft("Pumps", value_cents=500, currency="CNY"))
    edit(db, 1, LeadEdit({"currency": "usd"}))
    assert record(db, "lead")["currency"] == "USD"
    with pytest.raises(UnknownCurrency):
        edit(db, 1, LeadEdit({"currency": "XXZ"}))
    assert record(db, "lead")["currency"] == "USD"
