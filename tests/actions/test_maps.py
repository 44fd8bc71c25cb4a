"""Maps: gates and pipelines of a strict one, moving leads to another, issues, notes, forms."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from support.machine.in_process import (
    HEAD,
    SMALL,
    contents,
    last_change,
    later,
    parts,
    record,
    rows,
    stage,
)

from salesmap.actions.database.create import create
from salesmap.actions.database.undo import undo
from salesmap.actions.lead import moves
from salesmap.actions.lead.add import add
from salesmap.actions.lead.answers import FieldNotInForm, import_answers
from salesmap.actions.lead.checklist import check
from salesmap.actions.lead.edit import LeadEdit, edit
from salesmap.actions.lead.transfer import AlreadyInPipeline, NoSuchStageThere, transfer
from salesmap.actions.map import issues, knowledge
from salesmap.actions.map.apply import apply
from salesmap.actions.map.refusals import (
    MapChangedMeanwhile,
    PipelineInUse,
    StageAcrossWin,
    StageInUse,
)
from salesmap.domain.drafts import LeadDraft
from salesmap.domain.errors import (
    EmptyText,
    GateClosed,
    OverrideNeedsReason,
    RequiredByStage,
    UnknownFormError,
    UnknownPipelineError,
    UnknownStageError,
)
from salesmap.domain.map.model import Countermeasure
from salesmap.domain.map.words import Words
from salesmap.store.database import Database

DUE = date(2026, 11, 30)


@pytest.fixture
def small(db: Database, tmp_path: Path) -> Database:
    """Return a database with the small map of two pipelines."""
    path = tmp_path / "small.toml"
    path.write_text(SMALL)
    db.path.unlink()
    create(db, str(path))
    return db


def standing(db: Database, lead: int = 1) -> tuple[Any, ...]:
    return rows(
        db,
        "SELECT p.key, s.key, f.key, l.status FROM lead l JOIN process p ON p.id = l.process_id"
        " JOIN stage s ON s.id = l.stage_id JOIN stage f ON f.id = l.furthest_id WHERE l.id = ?",
        lead,
    )[0]


def visits(db: Database, lead: int = 1) -> list[tuple[Any, ...]]:
    return rows(
        db,
        "SELECT s.key, y.outcome, y.again FROM stay y JOIN stage s ON s.id = y.stage_id"
        " WHERE y.lead_id = ? ORDER BY y.id",
        lead,
    )


class TestPipelines:
    def test_by_rule_by_name_and_by_stage(self, small: Database) -> None:
        for draft in (LeadDraft("A", source="web"), LeadDraft("B", source="fair"),
                      LeadDraft("C", source="web", pipeline="渠道"), LeadDraft("D", stage="plan",
                      source="web", value_cents=1), LeadDraft("E", stage="talk")):  # fmt: skip
            add(small, draft)
        assert [standing(small, lead)[:2] for lead in (1, 2, 3, 4, 5)] == [
            ("direct", "talk"), ("partner", "meet"), ("partner", "meet"), ("partner", "plan"),
            ("direct", "talk")]  # fmt: skip
        for draft, error in ((LeadDraft("F", pipeline="x"), UnknownPipelineError),
                             (LeadDraft("F", stage="x"), UnknownStageError)):  # fmt: skip
            with pytest.raises(error):
                add(small, draft)

    def test_a_strict_gate(self, small: Database) -> None:
        add(small, LeadDraft("A", source="web"))
        moves.advance(small, 1)
        with pytest.raises(GateClosed) as caught:
            moves.win(small, 1)
        assert str(caught.value) == "Cannot mark lead 1 as won: missing Price agreed."
        assert caught.value.data["missing"] == [
            {"item": "offer.price", "label": "Price agreed", "field": None, "form": None, "fact": None}]  # fmt: skip
        check(small, 1, "price")
        assert moves.win(small, 1) == []
        assert standing(small) == ("direct", "care", "care", "won")

    def test_to_another_pipeline(self, small: Database) -> None:
        add(small, LeadDraft("A", source="web"))
        moves.advance(later(small, hours=1), 1)
        moves.advance(later(small, hours=2), 1, "talk")
        moves.advance(later(small, hours=3), 1)
        version = record(small, "lead")["version"]
        missing = transfer(later(small, hours=4), 1, "partner", note="by way of Beta")
        assert [each.name for each in missing] == ["plan.value"]
        assert standing(small) == ("partner", "bid", "bid", "open")
        assert visits(small) == [
            ("meet", "forward", 0), ("bid", "back", 0), ("meet", "forward", 1), ("bid", None, 0)]  # fmt: skip
        assert rows(small, "SELECT kind, text FROM interaction") == [("note", "by way of Beta")]
        assert record(small, "lead")["version"] == version + 1
        assert last_change(small)[:2] == ("lead moved to another pipeline: {}", "A · partner")
        with pytest.raises(AlreadyInPipeline):
            transfer(small, 1, "partner")
        with pytest.raises(UnknownPipelineError):
            transfer(small, 1, "x")

    def test_to_a_named_stage(self, small: Database) -> None:
        add(small, LeadDraft("A", source="web", value_cents=5))
        transfer(small, 1, "partner", "plan")
        assert standing(small) == ("partner", "plan", "plan", "open")
        assert visits(small) == [("plan", None, 0)]
        with pytest.raises(NoSuchStageThere) as caught:
            transfer(small, 1, "direct")
        assert caught.value.data == {"pipeline": "direct", "stage": "plan",
                                     "known": ["talk", "offer"]}  # fmt: skip
        with pytest.raises(NoSuchStageThere):
            transfer(small, 1, "direct", "care")
        transfer(small, 1, "direct", "talk")
        assert standing(small) == ("direct", "talk", "talk", "open")

    def test_a_past_visit_without_counterpart(self, small: Database) -> None:
        add(small, LeadDraft("A", pipeline="partner", value_cents=5))
        moves.advance(small, 1)
        moves.advance(small, 1)
        transfer(small, 1, "direct")
        assert visits(small) == [("talk", "moved", 0), ("talk", "forward", 0), ("offer", None, 0)]

    def test_a_won_lead(self, small: Database) -> None:
        add(small, LeadDraft("A", pipeline="partner", value_cents=5, stage="bid"))
        moves.win(small, 1)
        transfer(small, 1, "direct", note="x", force=True)
        assert standing(small) == ("direct", "care", "care", "won")
        assert visits(small) == [("offer", "won", 0), ("care", None, 0)]

    def test_the_gate_of_the_other_pipeline(self, small: Database) -> None:
        add(small, LeadDraft("A", pipeline="partner", value_cents=5, stage="bid"))
        with pytest.raises(OverrideNeedsReason):
            transfer(small, 1, "direct", force=True)
        moves.win(small, 1)
        with pytest.raises(GateClosed) as caught:
            transfer(small, 1, "direct")
        assert "Cannot put 'A' in Care" in str(caught.value)


def small_with(old: str, new: str) -> str:
    assert old in SMALL
    return SMALL.replace(old, new)


class TestApplying:
    def test_a_renamed_stage_keeps_its_row(self, small: Database) -> None:
        add(small, LeadDraft("A", source="web"))
        moves.advance(small, 1)
        before = rows(small, "SELECT id FROM stage WHERE key = 'offer'")
        source = SMALL.replace('"offer"', '"quote"').replace("Offer", "Quote")
        apply(small, source, {"offer": "quote"})
        assert rows(small, "SELECT id FROM stage WHERE key = 'quote'") == before
        assert standing(small) == ("direct", "quote", "quote", "open")
        assert rows(small, "SELECT label_en, label_zh FROM stage WHERE key = 'quote'") == [
            ("Quote", "阶段offer")]  # fmt: skip
        assert parts(record(small, "map_version", 2), "key source applied_at actor") == (
            "small", source, "2026-11-23T01:00:00Z", "lin")  # fmt: skip
        assert last_change(small)[:2] == ("map changed: {}", "small")
        undo(small)
        assert standing(small) == ("direct", "offer", "offer", "open")

    def test_seen_version(self, small: Database) -> None:
        with pytest.raises(MapChangedMeanwhile):
            apply(small, SMALL, {}, seen=2)
        apply(small, SMALL, {}, seen=1)
        with pytest.raises(MapChangedMeanwhile):
            apply(small, SMALL, {}, seen=1)

    def test_a_removed_stage(self, small: Database) -> None:
        add(small, LeadDraft("A", pipeline="partner", value_cents=5))
        moves.advance(later(small, hours=1), 1)
        moves.advance(later(small, hours=2), 1)
        moves.advance(later(small, hours=3), 1, "plan")
        source = SMALL.replace('"plan", ', "").replace(
            SMALL[SMALL.index('\n[[stage]]\nkey = "plan"'):SMALL.index('\n[[stage]]\nkey = "bid"')],
            "")  # fmt: skip
        before = contents(small)
        with pytest.raises(StageInUse) as caught:
            apply(small, source, {})
        assert caught.value.data == {"stage": "plan", "count": 1}
        assert contents(small) == before
        apply(later(small, hours=4), source, {"plan": "bid"})
        assert standing(small) == ("partner", "bid", "bid", "open")
        assert visits(small) == [
            ("meet", "forward", 0), ("bid", "moved", 0), ("bid", "moved", 0), ("bid", None, 0)]  # fmt: skip
        assert rows(small, "SELECT position, key FROM stage WHERE process_id = 2 ORDER BY 1") == [
            (1, "meet"), (2, "bid"), (3, "serve")]  # fmt: skip
        assert parts(record(small, "lead"), "updated_at") == ("2026-11-23T05:00:00Z",)

    def test_past_visits_of_a_removed_stage(self, small: Database) -> None:
        add(small, LeadDraft("A", pipeline="partner", value_cents=5))
        moves.advance(small, 1)
        moves.advance(small, 1)
        source = SMALL.replace('"plan", ', "").replace(
            SMALL[SMALL.index('\n[[stage]]\nkey = "plan"'):SMALL.index('\n[[stage]]\nkey = "bid"')],
            "")  # fmt: skip
        apply(small, source, {})
        assert visits(small) == [("meet", "moved", 0), ("meet", "forward", 0), ("bid", None, 0)]
        first = source.replace('"meet", ', "").replace(
            source[source.index('\n[[stage]]\nkey = "meet"'):source.index('\n[[stage]]\nkey = "bid"')],
            "")  # fmt: skip
        apply(small, first, {})
        assert visits(small) == [("bid", "moved", 0), ("bid", "moved", 0), ("bid", None, 0)]

    def test_a_stage_whose_leads_are_sent_elsewhere(self, small: Database) -> None:
        add(small, LeadDraft("A", source="web"))
        add(small, LeadDraft("B", source="web"))
        moves.lose(small, 2, "price")
        apply(small, SMALL, {"talk": "offer"})
        assert standing(small) == ("direct", "offer", "offer", "open")
        assert visits(small) == [("offer", None, 0)]
        assert standing(small, 2) == ("direct", "talk", "talk", "lost")
        assert visits(small, 2) == [("talk", "lost", 0)]

    def test_across_the_win(self, small: Database) -> None:
        add(small, LeadDraft("A", source="web"))
        with pytest.raises(StageAcrossWin) as caught:
            apply(small, SMALL, {"talk": "care"})
        assert caught.value.data == {"stage": "talk", "target": "care"}
        check(small, 1, "price")
        moves.win(small, 1)
        flipped = SMALL.replace(
            'key = "care"\nlabel = { en = "Care", zh = "阶段care" }\nphase = "after"',
            'key = "care"\nlabel = { en = "Care", zh = "阶段care" }\nphase = "before"',
        )
        with pytest.raises(StageAcrossWin):
            apply(small, flipped, {})

    def test_a_removed_pipeline(self, small: Database) -> None:
        add(small, LeadDraft("A", source="fair"))
        only = HEAD + stage("talk") + stage("offer") + stage("care", "after")
        with pytest.raises(PipelineInUse) as caught:
            apply(small, only, {})
        assert caught.value.data["count"] == 1
        moves.lose(small, 1, "price")
        add(small, LeadDraft("B", source="web"))
        apply(small, only, {"direct": "small"})
        assert standing(small, 2) == ("small", "talk", "talk", "open")
        assert standing(small, 1)[0::3] == ("small", "lost")
        assert rows(small, "SELECT id, key, position, label_en FROM process") == [
            (1, "small", 1, "Small")]  # fmt: skip
        assert rows(small, "SELECT key FROM stage ORDER BY position") == [
            ("talk",), ("offer",), ("care",)]  # fmt: skip

    def test_pipelines_that_become_one(self, small: Database) -> None:
        add(small, LeadDraft("A", source="web"))
        add(small, LeadDraft("B", source="fair"))
        only = HEAD + stage("talk") + stage("offer") + stage("care", "after")
        apply(small, only, {"direct": "small", "partner": "small", "meet": "talk"})
        assert {standing(small, lead)[:2] for lead in (1, 2)} == {("small", "talk")}
        assert rows(small, "SELECT count(*) FROM process") == [(1,)]

    def test_a_new_pipeline_and_field(self, small: Database) -> None:
        source = small_with("\n[[pipeline]]\nkey = \"direct\"",
                            '\n[[field]]\nkey = "size"\nlabel = { en = "Size", zh = "大小" }\n'
                            '\n[[pipeline]]\nkey = "new"\nlabel = { en = "New", zh = "新" }\n'
                            'stages = ["talk", "care"]\n[[pipeline]]\nkey = "direct"')  # fmt: skip
        apply(small, source, {})
        assert rows(small, "SELECT key, position FROM process ORDER BY position") == [
            ("new", 1), ("direct", 2), ("partner", 3)]  # fmt: skip
        assert rows(small, "SELECT count(*) FROM custom_field WHERE key = 'size'") == [(1,)]

    def test_another_order(self, small: Database) -> None:
        add(small, LeadDraft("A", pipeline="partner", value_cents=5))
        moves.advance(small, 1)
        moves.advance(small, 1, "meet")
        apply(
            small,
            small_with('["meet", "plan", "bid", "serve"]', '["plan", "bid", "meet", "serve"]'),
            {},
        )
        assert standing(small) == ("partner", "meet", "meet", "open")


WHAT = Words("Call them", "打电话")


def measured(**more: Any) -> issues.Measurement:
    values = {"stage": "lead", "problem": "late-entry", "title": "Late entry", "metric": "share",
              "threshold": 0.3, "figure": 0.5, "leads": 2, "value_cents": 700}  # fmt: skip
    return issues.Measurement(**{**values, **more})


class TestIssues:
    def test_open_and_close(self, db: Database) -> None:
        add(db, LeadDraft("A"))
        add(db, LeadDraft("B"))
        measures = (Countermeasure(WHAT, 2, "call"), Countermeasure(Words("Write", "写"), 0, None))
        assert issues.open_issue(db, measured(), measures, [(1, "mei"), (2, None)], "en") == (1, 4)
        assert rows(db, "SELECT lead_id, kind, what, due_on, owner FROM followup") == [
            (1, "call", "Call them", "2026-11-25", "mei"),
            (2, "call", "Call them", "2026-11-25", "lin"),
            (1, None, "Write", "2026-11-23", "mei"),
            (2, None, "Write", "2026-11-23", "lin"),
        ]
        assert last_change(db)[:2] == ("issue opened: {}", "lead · Late entry")
        with pytest.raises(issues.IssueAlreadyOpen) as caught:
            issues.open_issue(db, measured(), (), [], "en")
        assert caught.value.data == {"id": 1}
        other = measured(problem="leads-lost")
        assert issues.open_issue(db, other, measures[:1], [(1, None)], "en") == (2, 0)
        assert issues.open_issue(db, measured(stage="x"), measures, [(1, None)], "zh") == (3, 2)
        issue = record(db, "map_issue")
        assert parts(issue, "stage problem metric threshold figure leads value_cents") == (
            "lead", "late-entry", "share", 0.3, 0.5, 2, 700)  # fmt: skip
        assert parts(issue, "opened_at opened_by closed_at version") == (
            "2026-11-23T01:00:00Z", "lin", None, 1)  # fmt: skip
        issues.close(later(db, days=9, user="bo"), 1, 0.2, "called them")
        assert parts(record(db, "map_issue"), "closed_at closed_by closing_figure note version") == (
            "2026-12-02T01:00:00Z", "bo", 0.2, "called them", 2)  # fmt: skip
        assert last_change(db)[:2] == ("problem closed: {}", "lead.late-entry")
        assert issues.open_issue(db, measured(), (), [], "en")[0] == 4

    def test_refused(self, db: Database) -> None:
        issues.open_issue(db, measured(), (), [], "en")
        with pytest.raises(issues.IssueNeedsNote):
            issues.close(db, 1, 0.1, " ")
        with pytest.raises(issues.IssueNotFound):
            issues.close(db, 2, 0.1, "x")
        issues.close(db, 1, 0.1, "x")
        with pytest.raises(issues.IssueClosed):
            issues.close(db, 1, 0.1, "x")


class TestKnowledge:
    def test_notes(self, db: Database) -> None:
        draft = knowledge.NoteDraft(" Cold ", " text ", "needs", "late-entry", "P1")
        assert knowledge.add(db, draft) == 1
        note = record(db, "knowledge_note")
        assert parts(note, "title text stage problem product actor version updated_at") == (
            "Cold", "text", "needs", "lead.late-entry", "P1", "lin", 1,
            "2026-11-23T01:00:00Z")  # fmt: skip
        assert last_change(db)[:2] == ("note added: {}", "Cold")
        changed = knowledge.NoteDraft(stage="", problem="", product="")
        knowledge.edit(later(db, hours=1, user="bo"), 1, changed)
        note = record(db, "knowledge_note")
        assert parts(note, "title text stage problem product actor version updated_at") == (
            "Cold", "text", None, None, None, "bo", 2, "2026-11-23T02:00:00Z")  # fmt: skip
        assert last_change(db)[:2] == ("note changed: {}", "Cold")
        knowledge.edit(db, 1, knowledge.NoteDraft(problem="lead.late-entry"))
        assert parts(record(db, "knowledge_note"), "stage problem") == ("lead", "lead.late-entry")
        knowledge.drop(db, 1)
        assert rows(db, "SELECT count(*) FROM knowledge_note") == [(0,)]
        assert last_change(db)[:2] == ("note taken away: {}", "Cold")

    def test_refused(self, db: Database) -> None:
        note = knowledge.NoteDraft("a", "b")
        knowledge.add(db, note)
        for draft, error in (
            (knowledge.NoteDraft("a"), EmptyText),
            (knowledge.NoteDraft("", "b"), EmptyText),
            (knowledge.NoteDraft("a", "b", "x"), UnknownStageError),
            (knowledge.NoteDraft("a", "b", problem="x"), knowledge.UnknownProblemError),
        ):
            with pytest.raises(error):
                knowledge.add(db, draft)
        with pytest.raises(knowledge.UnknownProblemError) as caught:
            knowledge.edit(db, 1, knowledge.NoteDraft(problem="dies-here"))
        assert caught.value.data["known"] == [
            name for name in caught.value.data["known"] if name.endswith(".dies-here")]  # fmt: skip
        for function in (lambda: knowledge.drop(db, 9), lambda: knowledge.edit(db, 9, note)):
            with pytest.raises(knowledge.NoteNotFound):
                function()


class TestForms:
    def test_answers(self, db: Database) -> None:
        add(db, LeadDraft("A"))
        assert import_answers(db, 1, "needs", {"pain": "it hurts", "urgency": "now"}) == 1
        assert rows(db, "SELECT form, number, answers, origin FROM form_answer") == [
            ("needs", 1, '{"pain": "it hurts", "urgency": "now"}', "form")]  # fmt: skip
        assert parts(record(db, "lead"), "fields version") == (
            '{"pain": "it hurts", "urgency": "now"}', 2)  # fmt: skip
        assert last_change(db)[0] == "answers imported: {}"
        assert last_change(db)[1].endswith(" · A")
        assert import_answers(db, 1, "needs", {"pain": "it hurts"}) is None
        assert import_answers(db, 1, "needs", {"pain": "no more"}) == 2

    def test_refused(self, db: Database) -> None:
        add(db, LeadDraft("A"))
        with pytest.raises(UnknownFormError):
            import_answers(db, 1, "x", {})
        with pytest.raises(FieldNotInForm) as caught:
            import_answers(db, 1, "needs", {"pain": "x", "size": "y"})
        assert caught.value.data == {"form": "needs", "field": "size"}

    def test_what_the_stage_requires_stays(self, db: Database) -> None:
        strict = (
            HEAD
            + '\n[[field]]\nkey = "pain"\nlabel = { en = "Pain", zh = "痛点" }\n'
            + '\n[[form]]\nkey = "needs"\ntitle = { en = "N", zh = "需" }\nfields = ["pain"]\n'
            + 'required = ["pain"]\n'
            + stage("talk", more='\n[[stage.item]]\nkey = "survey"\nform = "needs"\n'
                    'label = { en = "Survey", zh = "调研" }\n')
            + stage("offer")
            + stage("care", "after")
        )  # fmt: skip
        apply(db, strict, {})
        add(db, LeadDraft("A", fields={"pain": "much"}))
        moves.advance(db, 1)
        with pytest.raises(RequiredByStage):
            import_answers(db, 1, "needs", {"pain": ""})
        with pytest.raises(RequiredByStage) as caught:
            edit(db, 1, LeadEdit({}, (), (), {"pain": ""}))
        assert caught.value.data["missing"] == ["talk.survey"]
        assert str(caught.value) == "Lead 1 is in Offer, which requires: Survey."
