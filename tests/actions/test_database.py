"""Undo, redo, notices, and actions that join one change."""

from datetime import date, timedelta

import pytest
from support.machine.in_process import NOW, contents, last_change, later, record, rows

from salesmap.actions.database.create import create, joined_transaction, transaction
from salesmap.actions.database.notices import send_once
from salesmap.actions.database.undo import (
    AlreadyUndone,
    ChangeNotFound,
    IsAnUndo,
    LaterChangeInTheWay,
    NothingToRedo,
    NothingToUndo,
    redo,
    undo,
)
from salesmap.actions.followup import followups
from salesmap.actions.imports.leads import import_leads
from salesmap.actions.lead import moves
from salesmap.actions.lead.add import add
from salesmap.actions.lead.edit import LeadEdit, edit
from salesmap.core.errors import ResourceError, UsageError
from salesmap.domain.drafts import LeadDraft
from salesmap.store.database import Database
from salesmap.store.unit_of_work import PastIsReadOnly


class TestUndo:
    def test_there_and_back(self, db: Database) -> None:
        states = [contents(db)]
        add(db, LeadDraft("A", customer="Acme", tags=("x",), next_step=("call", date(2026, 12, 1))))
        states.append(contents(db))
        moves.advance(later(db, hours=1), 1)
        states.append(contents(db))
        followups.done(later(db, hours=2), 1)
        states.append(contents(db))
        for state in reversed(states[:-1]):
            undo(db)
            assert contents(db) == state
        for state in states[1:]:
            redo(db)
            assert contents(db) == state
        with pytest.raises(NothingToRedo):
            redo(db)

    def test_what_it_says(self, db: Database) -> None:
        add(db, LeadDraft("A"))
        undone = undo(db)
        assert (undone.id, undone.undone_by) == (1, 2)
        assert last_change(db)[:2] == ("undone: {}\nlead added: {}", "A")
        redone = redo(db)
        assert (redone.id, redone.undone_by) == (1, None)
        assert last_change(db)[:2] == ("redone: {}\nlead added: {}", "A")
        assert rows(db, "SELECT id, undoes, undone_by FROM change ORDER BY id") == [
            (1, None, None), (2, 1, 3), (3, 2, None)]  # fmt: skip

    def test_one_by_number(self, db: Database) -> None:
        add(db, LeadDraft("A"))
        add(db, LeadDraft("B"))
        undo(db, 1)
        assert rows(db, "SELECT name FROM lead") == [("B",)]
        with pytest.raises(AlreadyUndone) as caught:
            undo(db, 1)
        assert caught.value.data == {"id": 1, "by": 3}
        with pytest.raises(IsAnUndo):
            undo(db, 3)
        with pytest.raises(ChangeNotFound):
            undo(db, 9)
        undo(db)
        with pytest.raises(NothingToUndo):
            undo(db)

    def test_a_later_change_is_in_the_way(self, db: Database) -> None:
        add(db, LeadDraft("A"))
        edit(db, 1, LeadEdit({"source": "web"}))
        edit(db, 1, LeadEdit({"source": "fair"}))
        with pytest.raises(LaterChangeInTheWay) as caught:
            undo(db, 1)
        assert caught.value.data["later"] == 3
        assert caught.value.data["summary"] == "Updated lead A"
        undo(db, 3)
        with pytest.raises(LaterChangeInTheWay) as caught:
            undo(db, 1)
        assert caught.value.data["later"] == 2
        undo(db, 2)
        undo(db, 1)
        assert rows(db, "SELECT count(*) FROM lead") == [(0,)]

    def test_a_later_child_is_in_the_way(self, db: Database) -> None:
        add(db, LeadDraft("A", customer="Acme"))
        add(db, LeadDraft("B", customer="Acme"), allow_duplicate=True)
        with pytest.raises(LaterChangeInTheWay) as caught:
            undo(db, 1)
        assert caught.value.data["later"] == 2

    def test_redo_after_a_change(self, db: Database) -> None:
        add(db, LeadDraft("A"))
        edit(db, 1, LeadEdit({"source": "web"}))
        undo(db)
        edit(db, 1, LeadEdit({"source": "fair"}))
        with pytest.raises(LaterChangeInTheWay):
            redo(db)

    def test_redo_of_what_belongs_to_a_record_that_is_no_more(self, db: Database) -> None:
        """The customer went with the change of somebody else, who brings it back, too."""
        ann, bo = later(db, user="ann"), later(db, user="bo")
        add(ann, LeadDraft("A", customer="Acme"))
        add(bo, LeadDraft("B", customer="Acme"), allow_duplicate=True)
        both = contents(db)
        undo(bo)
        undo(ann)
        none = contents(db)
        with pytest.raises(LaterChangeInTheWay) as refused:
            redo(bo)
        assert refused.value.data["later"] == 4
        assert contents(db) == none
        redo(ann)
        redo(bo)
        assert contents(db) == both

    def test_redo_of_what_has_an_id_that_another_record_took(self, db: Database) -> None:
        """The same file imported again after an undo: its leads are there, and only once."""
        drafts = [LeadDraft("A", external_id="7"), LeadDraft("B", external_id="8")]
        import_leads(db, drafts[:1], "leads.csv")
        undo(db)
        import_leads(later(db, user="bo"), drafts, "leads.csv")
        edit(db, 3, LeadEdit({"region": "north"}))
        imported = contents(db)
        with pytest.raises(LaterChangeInTheWay) as refused:
            redo(db)
        assert refused.value.data["later"] == 3
        assert contents(db) == imported

    def test_more_than_a_batch(self, db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
        """Also more than what is worth dropping indexes for, and than one statement inserts."""
        for name, size in (
            ("actions.imports.leads._BATCH", 10),
            ("actions.database.undo._BATCH", 10),
            ("store.file.bulk._LEAST", 20),
            ("store.file.bulk._AT_ONCE", 4),
        ):
            monkeypatch.setattr(f"salesmap.{name}", size)
        drafts = [LeadDraft(f"L{number}", external_id=str(number)) for number in range(25)]
        import_leads(db, drafts, "f.csv", expected=25)
        before = contents(db)
        import_leads(db, [each._replace(source="web") for each in drafts], "f.csv", "update")
        assert last_change(db)[2] == 25
        after = contents(db)
        undo(db)
        assert contents(db) == before
        redo(db)
        assert contents(db) == after


class TestTransactions:
    def test_several_actions_are_one_change(self, db: Database) -> None:
        with joined_transaction(db, "two at once"):
            add(db, LeadDraft("A"))
            add(db, LeadDraft("B"))
        assert rows(db, "SELECT what, subject FROM change") == [("{}", "two at once")]
        undo(db)
        assert rows(db, "SELECT count(*) FROM lead") == [(0,)]
        add(db, LeadDraft("C"))
        assert last_change(db)[1] == "C"

    def test_all_of_them_or_none(self, db: Database) -> None:
        before = contents(db)
        with pytest.raises(UsageError), joined_transaction(db, "two at once"):
            add(db, LeadDraft("A"))
            add(db, LeadDraft(" "))
        assert contents(db) == before

    def test_the_database_is_created_when_it_is_missing(self, db: Database) -> None:
        db.path.unlink()
        assert add(db, LeadDraft("A")) == 1
        assert create(db) is False
        db.path.unlink()
        assert create(db, "b2b-simple") is True
        assert rows(db, "SELECT key, applied_at, actor FROM map_version") == [
            ("b2b-simple", "2026-11-23T01:00:00Z", "lin")]  # fmt: skip

    def test_the_past_cannot_be_changed(self, db: Database) -> None:
        with pytest.raises(PastIsReadOnly), transaction(db._replace(as_of="2026-01-01T00:00:00Z")):
            pass


class TestNotices:
    def test_once_a_day(self, db: Database) -> None:
        sent: list[int] = []
        assert send_once(db, "due", "Mei", "json://x", lambda: sent.append(1)) is True
        assert send_once(db, "due", "mei", "json://x", lambda: sent.append(2)) is False
        assert send_once(db, "due", None, "json://x", lambda: sent.append(3)) is True
        assert send_once(db, "kpi", "mei", "json://x", lambda: sent.append(4)) is True
        assert send_once(db, "due", "mei", "json://y", lambda: sent.append(5)) is True
        tomorrow = later(db, days=1)
        assert send_once(tomorrow, "due", "mei", "json://x", lambda: sent.append(6)) is True
        assert sent == [1, 3, 4, 5, 6]
        notice = record(db, "notice")
        assert (notice["person"], notice["day"], len(notice["address"])) == (
            "mei", "2026-11-23", 16)  # fmt: skip
        assert notice["begun_at"] == notice["sent_at"] == "2026-11-23T01:00:00Z"
        assert record(db, "notice", 2)["person"] == "*"
        assert rows(db, "SELECT count(*) FROM change") == [(0,)]

    def test_one_on_its_way_is_not_sent_again(self, db: Database) -> None:
        sent: list[bool] = []

        def send() -> None:
            for minutes in (0, 9):
                other = later(db, hours=minutes / 60)
                sent.append(send_once(other, "due", None, "json://x", lambda: None))

        assert send_once(db, "due", None, "json://x", send) is True
        assert sent == [False, False]

    def test_one_whose_process_was_killed_is_sent_after_ten_minutes(self, db: Database) -> None:
        class Killed(BaseException):
            pass

        def die() -> None:
            raise Killed

        with pytest.raises(Killed):
            send_once(db, "due", None, "json://x", die)
        for minutes, is_sent in ((9.9, False), (10, True), (30, False)):
            other = later(db, hours=minutes / 60)
            assert send_once(other, "due", None, "json://x", lambda: None) is is_sent
        assert record(db, "notice")["begun_at"] == (
            (NOW + timedelta(minutes=10)).strftime("%Y-%m-%dT%H:%M:%SZ"))  # fmt: skip

    def test_what_failed_is_sent_the_next_time(self, db: Database) -> None:
        def fail() -> None:
            raise ResourceError("no answer")

        with pytest.raises(ResourceError):
            send_once(db, "due", None, "json://x", fail)
        assert rows(db, "SELECT count(*) FROM notice") == [(0,)]
        assert send_once(db, "due", None, "json://x", lambda: None) is True
