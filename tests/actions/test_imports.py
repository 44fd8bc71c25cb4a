"""Imports: leads with a past, activities, contacts, expectations, stage histories."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from support.machine.in_process import NOW, contents, last_change, later, parts, record, rows

from salesmap.actions.imports.activities import import_activities
from salesmap.actions.imports.contacts import import_contacts
from salesmap.actions.imports.leads import AlreadyThere, Tally, import_leads
from salesmap.actions.imports.stage_history import import_stage_history
from salesmap.actions.lead import moves
from salesmap.actions.lead.add import add
from salesmap.actions.lead.edit import LeadEdit, edit
from salesmap.core.clock import instant
from salesmap.domain.drafts import ActivityDraft, ContactDraft, LeadDraft, MoveDraft
from salesmap.store.database import Database

AT = instant(NOW)
JUNE = datetime(2026, 6, 1, 4, tzinfo=UTC)
DAY = timedelta(days=1)


def leads(db: Database, *drafts: LeadDraft, **options: Any) -> Tally:
    return import_leads(db, drafts, "f.csv", **options)


def visits(db: Database, lead: int = 1) -> list[tuple[Any, ...]]:
    return rows(
        db,
        "SELECT s.key, y.entered_at, y.left_at, y.secs, y.outcome, y.counted"
        " FROM stay y JOIN stage s ON s.id = y.stage_id WHERE y.lead_id = ? ORDER BY y.id",
        lead,
    )


def stage_of(db: Database, lead: int = 1) -> tuple[Any, ...]:
    return rows(
        db,
        "SELECT s.key, f.key, l.status FROM lead l JOIN stage s ON s.id = l.stage_id"
        " JOIN stage f ON f.id = l.furthest_id WHERE l.id = ?",
        lead,
    )[0]


class TestLeads:
    def test_every_field(self, db: Database) -> None:
        draft = LeadDraft(
            name="Pumps", customer="Acme", contact="Ann", phone="13800000001",
            email="Ann@x.example", wechat="annie", source="web", product="P", region="North",
            value_cents=500, currency="USD", owner="mei", stage="needs",
            expected_close=date(2026, 12, 24), external_id="X1", tags=("hot", "hot"),
            note="a note", fields={"size": "9"}, next_step=("call", date(2026, 12, 1)),
            created_at=JUNE, stage_since=JUNE + DAY, last_contact=JUNE + 3 * DAY,
        )  # fmt: skip
        assert leads(db, draft) == Tally(added=1)
        lead = record(db, "lead")
        assert parts(lead, "name name_key source product region value_cents currency owner") == (
            "Pumps", "pumps", "web", "P", "North", 500, "USD", "mei")  # fmt: skip
        assert parts(lead, "created_at created_on assigned_at stage_since touched_at") == (
            instant(JUNE), "2026-06-01", instant(JUNE), instant(JUNE + DAY),
            instant(JUNE + 3 * DAY))  # fmt: skip
        assert parts(lead, "expected_close external_id fields recorded_at updated_at version") == (
            "2026-12-24", "X1", '{"size": "9"}', AT, AT, 1)  # fmt: skip
        assert parts(lead, "closed_at closed_on cycle_days customer_id contact_id") == (
            None, None, None, 1, 1)  # fmt: skip
        assert visits(db) == [("needs", instant(JUNE + DAY), None, None, None, 1)]
        assert parts(record(db, "contact"), "customer_id name name_key phone_key email_key") == (
            1, "Ann", "ann", "+8613800000001", "ann@x.example")  # fmt: skip
        assert parts(record(db, "contact"), "phone email wechat recorded_at version") == (
            "13800000001", "Ann@x.example", "annie", AT, 1)  # fmt: skip
        assert parts(record(db, "customer"), "name name_key recorded_at version") == (
            "Acme", "acme", AT, 1)  # fmt: skip
        assert rows(db, "SELECT tag FROM lead_tag") == [("hot",)]
        assert rows(db, "SELECT kind, text, at, actor, recorded_at FROM interaction") == [
            ("note", "a note", instant(JUNE), "lin", AT)], "a note is as old as its lead"  # fmt: skip
        assert rows(db, "SELECT what, due_on, owner, recorded_at, version FROM followup") == [
            ("call", "2026-12-01", "mei", AT, 1)]  # fmt: skip
        assert rows(db, "SELECT count(*) FROM custom_field WHERE key = 'size'") == [(1,)]
        assert last_change(db)[:2] == ("leads imported: {}", "1 · f.csv")

    def test_defaults(self, db: Database) -> None:
        leads(db, LeadDraft("A", next_step=("call", date(2026, 12, 1)), import_key="k"))
        lead = record(db, "lead")
        assert parts(lead, "currency owner created_at touched_at fields import_key") == (
            "CNY", None, AT, AT, "{}", "k")  # fmt: skip
        assert stage_of(db) == ("lead", "lead", "open")
        assert record(db, "followup")["owner"] == "lin"

    @pytest.mark.parametrize(("draft", "lead", "visit"), [
        (LeadDraft("A", status="won", created_at=JUNE, closed_at=JUNE + 5 * DAY),
         ("aftersales", "aftersales", "won", "2026-06-06", 5),
         ("lead", instant(JUNE), instant(JUNE + 5 * DAY), None, "won", 1)),
        (LeadDraft("A", status="lost", stage="quote", created_at=JUNE, stage_since=JUNE + DAY,
                   closed_at=JUNE + 3 * DAY, lost_reason="price"),
         ("quote", "quote", "lost", "2026-06-04", 3),
         ("quote", instant(JUNE + DAY), instant(JUNE + 3 * DAY), 172_800, "lost", 1)),
        (LeadDraft("A", status="lost", stage_since=JUNE + DAY, created_at=JUNE),
         ("lead", "lead", "lost", "2026-06-02", 1),
         ("lead", instant(JUNE), instant(JUNE + DAY), None, "lost", 1)),
        (LeadDraft("A", status="dropped", created_at=JUNE, closed_at=JUNE),
         ("lead", "lead", "dropped", "2026-06-01", 0),
         ("lead", instant(JUNE), instant(JUNE), None, "dropped", 0)),
        (LeadDraft("A", status="lost", closed_at=JUNE),
         ("lead", "lead", "lost", "2026-06-01", None),
         ("lead", instant(JUNE), instant(JUNE), None, "lost", 1)),
        (LeadDraft("A", status="lost", created_at=JUNE),
         ("lead", "lead", "lost", None, None),
         ("lead", instant(JUNE), instant(JUNE), None, "lost", 1)),
        (LeadDraft("A", stage="aftersales", created_at=JUNE, stage_since=JUNE + DAY),
         ("aftersales", "aftersales", "won", "2026-06-02", 1),
         ("lead", instant(JUNE), instant(JUNE + DAY), None, "won", 1)),
    ])  # fmt: skip
    def test_closed(self, db: Database, draft: LeadDraft, lead: Any, visit: Any) -> None:
        leads(db, draft)
        assert (*stage_of(db), *parts(record(db, "lead"), "closed_on cycle_days")) == lead
        assert visits(db)[0] == visit
        assert record(db, "lead")["lost_reason"] == draft.lost_reason

    def test_duplicates(self, db: Database) -> None:
        first = (LeadDraft("A", external_id="1"), LeadDraft("B", import_key="k"))
        assert leads(db, *first, LeadDraft("A again", external_id="1")) == Tally(2, 0, 1)
        before = contents(db)
        assert leads(db, *first) == Tally(0, 0, 2)
        with pytest.raises(AlreadyThere) as caught:
            leads(db, LeadDraft("New"), *first, on_duplicate="error")
        assert caught.value.data == {"name": "1"}
        with pytest.raises(AlreadyThere):
            leads(db, first[1], on_duplicate="error")
        assert leads(db, *first, on_duplicate="update") == Tally(0, 0, 2)
        assert contents(db) == before
        changed = (first[0]._replace(source="web"), first[1]._replace(tags=("x",)))
        assert leads(db, *changed, on_duplicate="update") == Tally(0, 2, 0)
        assert last_change(db)[1] == "2 · f.csv"
        assert parts(record(db, "lead"), "source version") == ("web", 2)
        assert leads(db, *changed, on_duplicate="update") == Tally(0, 0, 2)
        fields = (first[0]._replace(fields={"size": "1"}), first[1]._replace(value_cents=5))
        assert leads(db, *fields, on_duplicate="update") == Tally(0, 2, 0)
        assert leads(db, *fields, on_duplicate="update") == Tally(0, 0, 2)

    def test_an_update_leaves_what_the_file_does_not_say(self, db: Database) -> None:
        leads(db, LeadDraft("A", "Acme", "Ann", source="web", external_id="1", owner="mei"))
        leads(db, LeadDraft("A", external_id="1", region="", expected_close=date(2026, 12, 1)),
              on_duplicate="update")  # fmt: skip
        assert parts(record(db, "lead"), "source owner customer_id contact_id region") == (
            "web", "mei", 1, 1, None)  # fmt: skip
        assert record(db, "lead")["expected_close"] == "2026-12-01"

    def test_dry_run(self, db: Database) -> None:
        before = contents(db)
        assert leads(db, LeadDraft("A"), dry_run=True) == Tally(added=1)
        assert contents(db) == before

    def test_parties_are_found_again(self, db: Database) -> None:
        add(db, LeadDraft("Old", "Acme", "Ann", "13800000001"))
        leads(db, LeadDraft("A", "ACME", "ann", "138 0000 0001"), LeadDraft("B", "Beta", "Bob"),
              LeadDraft("C", "beta", "bob"), LeadDraft("D", "Beta", email="b@x.example"),
              LeadDraft("E", None, "Bob"), LeadDraft("F", None, None, None, "B@x.example"),
              LeadDraft("G", wechat="w"))  # fmt: skip
        assert rows(db, "SELECT name, customer_id, contact_id FROM lead WHERE id > 1") == [
            ("A", 1, 1), ("B", 2, 2), ("C", 2, 2), ("D", 2, 3), ("E", None, 4), ("F", None, 5),
            ("G", None, 6)]  # fmt: skip
        leads(db, LeadDraft("H", "Beta", None, None, "b@x.example"), LeadDraft("I", "Beta", "Bob"))
        assert rows(db, "SELECT customer_id, contact_id FROM lead WHERE id > 8") == [(2, 3), (2, 2)]
        assert rows(db, "SELECT count(*) FROM contact") == [(6,)]

    def test_what_gates_would_have_required_is_counted(self, db: Database) -> None:
        assert leads(
            db, LeadDraft("A", stage="contract"), LeadDraft("B", stage="quote"),
            LeadDraft("C", "Acme", stage="contract", value_cents=5),
            LeadDraft("D", "Acme", stage="contract"),
            LeadDraft("E", stage="contract", status="lost", closed_at=JUNE),
        ) == Tally(added=5, lacking=2)  # fmt: skip

    def test_batches(self, db: Database) -> None:
        drafts = [LeadDraft(f"L{n}", "Acme", external_id=str(n)) for n in range(1_001)]
        assert leads(db, *drafts, expected=1_001) == Tally(added=1_001)
        assert leads(db, *drafts) == Tally(skipped=1_001)
        assert rows(db, "SELECT count(*), max(id), count(DISTINCT customer_id) FROM lead") == [
            (1_001, 1_001, 1)]  # fmt: skip


def later_file(**more: Any) -> LeadDraft:
    return LeadDraft("A", external_id="1", **more)


def on(day: float | None) -> datetime | None:
    return None if day is None else JUNE + day * DAY


def day_of(moment: str | None) -> float | None:
    """Return how many days after the first of June something was."""
    return None if moment is None else (datetime.fromisoformat(moment) - JUNE) / DAY


class TestOutcomes:
    """What a later file says of stage, outcome and dates, each as days after the first of June."""

    STANDS = later_file(stage="needs", created_at=JUNE, stage_since=on(1))
    LOST = STANDS._replace(status="lost", closed_at=on(3), lost_reason="price")
    WON = STANDS._replace(status="won", stage="quote", closed_at=on(5))

    @pytest.mark.parametrize(("first", "then", "lead", "days", "stays"), [
        (STANDS, later_file(stage="contract", stage_since=on(4)),
         ("contract", "contract", "open", 1), (0, 4, None, 4, None),
         [("needs", 1, 4, "forward"), ("contract", 4, None, None)]),
        (STANDS, later_file(stage="lead", stage_since=on(2)),
         ("lead", "needs", "open", 0), (0, 2, None, 2, None),
         [("needs", 1, 2, "back"), ("lead", 2, None, None)]),
        (STANDS, later_file(stage="quote", stage_since=on(0)),
         ("quote", "quote", "open", 0), (0, 1, None, 1, None),
         [("needs", 1, 1, "forward"), ("quote", 1, None, None)]),
        (STANDS, later_file(stage="needs", stage_since=on(3)),
         ("needs", "needs", "open", 0), (0, 3, None, 3, None), [("needs", 3, None, None)]),
        (STANDS, later_file(status="won", closed_at=on(5)),
         ("aftersales", "aftersales", "won", 1), (0, 5, 5, 5, 5),
         [("needs", 1, 5, "won"), ("aftersales", 5, None, None)]),
        (STANDS, later_file(created_at=on(-2)),
         ("needs", "needs", "open", 0), (-2, 1, None, 1, None), [("needs", 1, None, None)]),
        (STANDS, later_file(last_contact=on(9)),
         ("needs", "needs", "open", 0), (0, 1, None, 9, None), [("needs", 1, None, None)]),
        (LOST, later_file(stage="quote", stage_since=on(6), status="open"),
         ("quote", "quote", "open", 0), (0, 6, None, 6, None),
         [("needs", 1, 3, "lost"), ("quote", 6, None, None)]),
        (LOST, later_file(status="won", closed_at=on(7)),
         ("aftersales", "aftersales", "won", 1), (0, 7, 7, 7, 7),
         [("needs", 1, 3, "lost"), ("needs", 7, 7, "won"), ("aftersales", 7, None, None)]),
        (WON, later_file(status="won", closed_at=on(4)),
         ("aftersales", "aftersales", "won", 0), (0, 4, 4, 5, 4),
         [("quote", 1, 4, "won"), ("aftersales", 4, None, None)]),
        (WON, later_file(status="won", closed_at=on(-1)),
         ("aftersales", "aftersales", "won", 0), (-1, -1, -1, 5, 0),
         [("quote", -1, -1, "won"), ("aftersales", -1, None, None)]),
    ])  # fmt: skip
    def test_updates(
        self, db: Database, first: LeadDraft, then: LeadDraft, lead: Any, days: Any, stays: Any
    ) -> None:
        leads(db, first)
        tally = leads(later(db, hours=1), then, on_duplicate="update")
        assert tally.updated == 1
        now = record(db, "lead")
        assert now["version"] > 1 and now["updated_at"] == instant(NOW + timedelta(hours=1))
        assert (*stage_of(db), tally.lacking) == lead
        moments = parts(now, "created_at stage_since closed_at touched_at")
        assert (*map(day_of, moments), now["cycle_days"]) == days
        assert [(key, day_of(begin), day_of(end), how)
                for key, begin, end, _secs, how, _counted in visits(db)] == stays  # fmt: skip
        assert [secs for _key, _begin, end, secs, *_rest in visits(db) if end] == [
            (end - begin) * 86_400 for _key, begin, end, _how in stays if end is not None
        ]

    @pytest.mark.parametrize(("status", "reason"), [("lost", "late"), ("dropped", None)])
    def test_an_end_without_a_date(self, db: Database, status: str, reason: str | None) -> None:
        leads(db, self.STANDS)
        leads(db, later_file(status=status, lost_reason=reason), on_duplicate="update")
        assert parts(record(db, "lead"), "status lost_reason closed_at closed_on cycle_days") == (
            status, reason, None, None, None)  # fmt: skip
        ((key, _begin, end, secs, how, counted),) = visits(db)
        assert (key, end, secs, how, counted) == ("needs", AT, None, status, int(status == "lost"))


def activity(lead: str, key: str, **more: Any) -> ActivityDraft:
    values: dict[str, Any] = dict.fromkeys(ActivityDraft._fields)
    return ActivityDraft(**{**values, "row": (), "lead": lead, "key": key, "text": "t",
                            "dropped": False, **more})  # fmt: skip


class TestActivities:
    def run(self, db: Database, drafts: Iterable[ActivityDraft]) -> tuple[Tally, list[str]]:
        rejected: list[str] = []
        tally = import_activities(
            db, drafts, "f.csv", lambda _draft, reason: rejected.append(reason)
        )
        return tally, rejected

    def test_interactions_and_followups(self, db: Database) -> None:
        add(later(db, days=-200), LeadDraft("A"))
        tally, rejected = self.run(db, [
            activity("A", "1", kind="call", at=JUNE, owner="mei"),
            activity("A", "2", at=JUNE + DAY),
            activity("A", "3", kind="visit", due=date(2026, 6, 5), done_at=JUNE + 4 * DAY),
            activity("A", "4", due=date(2026, 6, 6), dropped=True, owner="bo"),
            activity("A", "5", kind="call", at=JUNE, next_step=("write", date(2026, 6, 7))),
            activity("A", "5", kind="call", at=JUNE),
            activity("B", "6", kind="call", at=JUNE),
        ])  # fmt: skip
        assert (tally, rejected) == (Tally(added=5, skipped=1), ["no lead 'B'"])
        assert rows(db, "SELECT kind, text, at, actor, recorded_at, import_key FROM interaction") == [
            ("call", "t", instant(JUNE), "mei", AT, "1"),
            ("note", "t", instant(JUNE + DAY), "lin", AT, "2"),
            ("call", "t", instant(JUNE), "lin", AT, "5")]  # fmt: skip
        assert rows(db, "SELECT kind, what, due_on, owner, done_at, dropped_at, version, import_key"
                        " FROM followup") == [
            ("visit", "t", "2026-06-05", "lin", instant(JUNE + 4 * DAY), None, 1, "3"),
            (None, "t", "2026-06-06", "bo", None, AT, 1, "4"),
            (None, "write", "2026-06-07", "lin", None, None, 1, "5:next")]  # fmt: skip
        assert parts(record(db, "lead"), "touched_at version updated_at") == (
            instant(JUNE + 4 * DAY), 2, AT)  # fmt: skip
        assert last_change(db)[:2] == ("activities imported: {}", "5 · f.csv")
        before = contents(db)
        assert self.run(db, [activity("A", "1", kind="call", at=JUNE)])[0] == Tally(skipped=1)
        assert contents(db) == before

    def test_an_old_contact_does_not_count(self, db: Database) -> None:
        add(db, LeadDraft("A"))
        self.run(db, [activity("A", "1", kind="call", at=JUNE), activity("A", "2", at=NOW)])
        assert parts(record(db, "lead"), "touched_at version") == (AT, 1)

    def test_leads_by_id_name_and_number(self, db: Database) -> None:
        for name in ("Alpha", "beta", "Beta", "7"):
            add(db, LeadDraft(name))

        def find(*names: str) -> list[str]:
            drafts = [activity(name, f"{name}{len(name)}", at=JUNE) for name in names]
            return self.run(db, drafts)[1]

        assert find("alpha", "1", "7") == []
        assert rows(db, "SELECT lead_id FROM interaction ORDER BY id") == [(1,), (1,), (4,)]
        assert find("BETA", "9", "x:Alpha ") == [
            "several leads are called 'BETA': use the id", "no lead '9'"]  # fmt: skip
        edit(db, 1, LeadEdit({"external_id": "Z9"}))
        assert find("2", "x:Z9", "Z9") == ["no lead '2'"]

    def test_batches(self, db: Database) -> None:
        add(db, LeadDraft("A"))
        drafts = [activity("A", str(n), at=JUNE) for n in range(501)]
        assert self.run(db, drafts)[0] == Tally(added=501)


class TestContacts:
    def test_new_and_existing(self, db: Database) -> None:
        add(db, LeadDraft("A", "Acme", "Ann", "13800000001"))
        drafts = [
            ContactDraft(
                (), "Ann", "acme", None, "a@x.example", "w", "CEO", "u1", {"city": "Wuxi"}
            ),
            ContactDraft((), "Bob", "Beta", "13900000001", None, None, None, None),
            ContactDraft((), "Cy", None, None, "c@x.example", None, None, "u3"),
        ]
        assert import_contacts(db, drafts, "f.vcf") == Tally(added=2, updated=1)
        assert parts(record(db, "contact"), "name phone email wechat title external_id fields") == (
            "Ann", "13800000001", "a@x.example", "w", "CEO", "u1", '{"city": "Wuxi"}')  # fmt: skip
        assert parts(record(db, "contact", 2), "customer_id name phone fields") == (
            2, "Bob", "13900000001", "{}")  # fmt: skip
        assert last_change(db)[:2] == ("contacts imported: {}", "3 · f.vcf")
        before = contents(db)
        assert import_contacts(db, drafts, "f.vcf") == Tally(skipped=3)
        assert contents(db) == before

    def test_only_what_is_empty_is_filled_in(self, db: Database) -> None:
        card = ContactDraft((), "Ann", None, "13800000001", None, None, "CEO", "u1", {"a": "1"})
        import_contacts(db, [card], "f.vcf")
        other = ContactDraft((), "Anna", "Acme", "139", "a@x.example", None, "CTO", "u1",
                             {"a": "2", "b": "3"})  # fmt: skip
        assert import_contacts(db, [other], "f.vcf") == Tally(updated=1)
        assert parts(record(db, "contact"), "name phone email title customer_id fields") == (
            "Ann", "13800000001", "a@x.example", "CEO", 1, '{"a": "1", "b": "3"}')  # fmt: skip


def move(lead: str, days: float, stage: str | None, **more: Any) -> MoveDraft:
    return MoveDraft((), lead, stage, JUNE + timedelta(days=days), **more)


class TestHistories:
    def run(self, db: Database, *moves: MoveDraft) -> tuple[Tally, list[str]]:
        rejected: list[str] = []
        tally = import_stage_history(
            db, moves, "f.csv", lambda _draft, reason: rejected.append(reason)
        )
        return tally, rejected

    def keys(self, db: Database) -> list[tuple[Any, ...]]:
        return [(visit[0], visit[4]) for visit in visits(db)]

    @pytest.fixture
    def deal(self, db: Database) -> Database:
        leads(db, LeadDraft("A", external_id="1", stage="quote", created_at=JUNE))
        return db

    def test_the_visits_are_those_of_the_file(self, deal: Database) -> None:
        tally, rejected = self.run(
            deal, move("1", 0, "lead"), move("1", 2, "needs"), move("1", 2.5, "needs"),
            move("1", 3, "lead"), move("1", 5, "quote"), move("2", 1, "needs"))  # fmt: skip
        assert (tally, rejected) == (Tally(added=4, skipped=1), ["no lead '2'"])
        days = [instant(JUNE + timedelta(days=day)) for day in (0, 2, 3, 5)]
        assert visits(deal) == [
            ("lead", days[0], days[1], 172_800, "forward", 1),
            ("needs", days[1], days[2], 86_400, "back", 1),
            ("lead", days[2], days[3], 172_800, "forward", 1),
            ("quote", days[3], None, None, None, 1),
        ]
        lead = record(deal, "lead")
        assert parts(lead, "created_at created_on stage_since touched_at version updated_at") == (
            days[0], "2026-06-01", days[3], days[3], 2, AT)  # fmt: skip
        assert last_change(deal)[:2] == ("stage histories imported: {}", "1 · f.csv")
        before = contents(deal)
        assert self.run(deal, move("1", 0, "lead"), move("1", 2, "needs"))[0] == Tally(skipped=2)
        assert contents(deal) == before

    def test_the_newest_first(self, deal: Database) -> None:
        self.run(deal, move("1", 5, "quote"), move("1", 2, "needs"), move("1", 2, "lead"))
        assert self.keys(deal) == [("lead", "forward"), ("needs", "forward"), ("quote", None)]

    def test_next_month(self, deal: Database) -> None:
        self.run(deal, move("1", 0, "lead"), move("1", 5, "quote"))
        self.run(deal, move("1", 40, "contract"))
        assert self.keys(deal) == [
            ("lead", "forward"), ("quote", "forward"), ("contract", None)]  # fmt: skip

    def test_what_the_database_knows_of_later_stays(self, deal: Database) -> None:
        moves.advance(deal, 1, "solution")
        self.run(deal, move("1", 0, "lead"), move("1", 5, "quote"))
        assert self.keys(deal) == [("lead", "forward"), ("quote", "back"), ("solution", None)]
        assert stage_of(deal) == ("solution", "quote", "open")
        assert record(deal, "lead")["touched_at"] == AT

    def test_what_it_knew_of_earlier_stays(self, db: Database) -> None:
        add(later(db, days=-200), LeadDraft("A", external_id="1"))
        moves.advance(later(db, days=-199), 1)
        self.run(db, move("1", 5, "quote"))
        assert self.keys(db) == [("lead", "forward"), ("needs", "forward"), ("quote", None)]

    def test_where_it_came_from(self, deal: Database) -> None:
        self.run(deal, move("1", 5, "quote", origin="needs"))
        assert self.keys(deal) == [("needs", "forward"), ("quote", None)]
        assert visits(deal)[0][1] == instant(JUNE)

    def test_an_earlier_beginning(self, deal: Database) -> None:
        self.run(deal, move("1", -3, "lead", origin="needs"), move("1", 5, "quote"))
        assert self.keys(deal) == [("lead", "forward"), ("quote", None)]
        assert parts(record(deal, "lead"), "created_on assigned_at") == (
            "2026-05-29", instant(JUNE - 3 * DAY))  # fmt: skip

    def test_ends(self, deal: Database) -> None:
        self.run(deal, move("1", 0, "quote"), move("1", 4, "lost"))
        lead = record(deal, "lead")
        assert parts(lead, "status closed_at closed_on cycle_days") == (
            "lost", instant(JUNE + 4 * DAY), "2026-06-05", 4)  # fmt: skip
        assert self.keys(deal) == [("quote", "lost")] and stage_of(deal)[0] == "quote"
        self.run(deal, move("1", 9, "won"))
        lead = record(deal, "lead")
        assert parts(lead, "status closed_on cycle_days lost_reason") == (
            "won", "2026-06-10", 9, None)  # fmt: skip
        assert stage_of(deal) == ("aftersales", "aftersales", "won")
        self.run(deal, move("1", 12, "dropped"))
        assert record(deal, "lead")["status"] == "dropped"
        assert {visit[5] for visit in visits(deal)} == {0}

    @pytest.mark.parametrize(("closed", "last", "expected"), [
        (10, 4, ("lost", "2026-06-11")), (4.2, 4.1, ("lost", "2026-06-05")),
        (4, 4.2, ("lost", "2026-06-05")), (3, 4.5, ("open", None)),
    ])  # fmt: skip
    def test_the_known_end(self, db: Database, closed: float, last: float, expected: Any) -> None:
        leads(db, LeadDraft("A", external_id="1", status="lost", created_at=JUNE,
              closed_at=JUNE + timedelta(days=closed), lost_reason="price"))  # fmt: skip
        self.run(db, move("1", 0, "lead"), move("1", last, "quote"))
        assert parts(record(db, "lead"), "status closed_on") == expected
        assert record(db, "lead")["lost_reason"] == ("price" if expected[0] == "lost" else None)

    def test_an_end_without_a_date(self, db: Database) -> None:
        leads(db, LeadDraft("A", external_id="1", status="lost", created_at=JUNE))
        self.run(db, move("1", 0, "lead"), move("1", 4, "quote"))
        assert parts(record(db, "lead"), "status closed_at cycle_days") == ("lost", None, None)
        assert visits(db)[-1][3:5] == (None, "lost")

    def test_contacts_count_for_the_last_touch(self, deal: Database) -> None:
        import_activities(deal, [activity("1", "1", kind="call", at=JUNE + 9 * DAY),
                                 activity("1", "2", at=JUNE + 20 * DAY)], "f", print)  # fmt: skip
        self.run(deal, move("1", 0, "lead"), move("1", 5, "quote"))
        assert record(deal, "lead")["touched_at"] == instant(JUNE + 9 * DAY)

    def test_a_lead_without_dates(self, db: Database) -> None:
        leads(db, LeadDraft("A", external_id="1", stage="quote"))
        self.run(db, move("1", 0, "lead"), move("1", 5, "quote"))
        assert parts(record(db, "lead"), "created_on touched_at") == (
            "2026-06-01", instant(JUNE + 5 * DAY))  # fmt: skip

    def test_expectations(self, deal: Database) -> None:
        one, two = date(2026, 7, 1), date(2026, 8, 1)
        tally, rejected = self.run(
            deal, move("1", 0, "lead", expected_close=one, value=(500, None)),
            move("1", 3, None, value=(600, "CNY")), move("1", 3, None, value=(700, "USD")),
            move("1", 4, None, expected_close=two))  # fmt: skip
        assert rejected == ["the amount is in USD, the lead in CNY"]
        assert tally == Tally(added=3)
        assert rows(deal, "SELECT at, expected_close, value_cents, recorded_at FROM expectation") == [
            (instant(JUNE), "2026-07-01", 500, AT), (instant(JUNE + 3 * DAY), None, 600, AT),
            (instant(JUNE + 4 * DAY), "2026-08-01", None, AT)]  # fmt: skip
        lead = record(deal, "lead")
        assert parts(lead, "expected_close value_cents") == ("2026-08-01", 600)
        tally, _rejected = self.run(deal, move("1", 3, None, value=(650, None)),
                                    move("1", 4, None, expected_close=two))  # fmt: skip
        assert tally == Tally(updated=1, skipped=1)
        assert record(deal, "lead")["value_cents"] == 650
        assert last_change(deal)[1] == "1 · f.csv"

    def test_an_edit_is_newer_than_a_file_of_earlier(self, deal: Database) -> None:
        edit(deal, 1, LeadEdit({"value_cents": 9}))
        self.run(deal, move("1", 3, None, value=(600, None), expected_close=date(2026, 7, 1)))
        assert parts(record(deal, "lead"), "value_cents expected_close") == (9, "2026-07-01")
        self.run(deal, move("1", 300, None, value=(700, None)))
        assert record(deal, "lead")["value_cents"] == 700

    def test_several_at_one_instant(self, deal: Database) -> None:
        self.run(deal, move("1", 1, None, value=(1, None)), move("1", 1, None, value=(2, None)),
                 move("1", 1, None, expected_close=date(2026, 7, 1)))  # fmt: skip
        assert rows(deal, "SELECT expected_close, value_cents FROM expectation") == [
            ("2026-07-01", 2)]  # fmt: skip

    def test_batches(self, db: Database) -> None:
        drafts = [LeadDraft(f"L{n}", external_id=f"x{n}", created_at=JUNE) for n in range(510)]
        leads(db, *drafts)
        rows_ = [move(f"x{n}", day, stage) for day, stage in ((0, "lead"), (1, "needs"))
                 for n in range(510)]  # fmt: skip
        assert self.run(db, *rows_)[0] == Tally(added=510, skipped=510)
        assert rows(db, "SELECT count(*) FROM stay") == [(1_020,)]
