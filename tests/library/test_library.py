"""`salesmap.open()`: what a Python script can do, on a real database."""

from datetime import date
from pathlib import Path

import pytest
from conftest import ROOT
from sqlmodel import select

import salesmap
from salesmap.domain.errors import GateClosed, LikelyConflict
from salesmap.library.database import OpenDatabase
from salesmap.store.models import Lead as LeadRecord

NOW = "2026-11-26T09:00:00"


@pytest.fixture
def db(tmp_path: Path) -> OpenDatabase:
    return salesmap.open(tmp_path / "team.db", user="mei", now=NOW)


def test_a_missing_file_is_created_by_the_first_write(db: OpenDatabase) -> None:
    with pytest.raises(salesmap.SalesmapError):
        list(db.leads)
    assert not db.path.exists()
    lead = db.leads.add("Harbor", company="Harbor Ltd", value="48k", close="2026-12-01")
    assert db.path.exists()
    assert (lead["value"], lead["expected_close"], lead["owner"]) == (48_000, "2026-12-01", "mei")


def test_str_and_path_are_alike(tmp_path: Path) -> None:
    salesmap.open(str(tmp_path / "a.db")).leads.add("Harbor")
    assert len(salesmap.open(tmp_path / "a.db").leads.list()) == 1


def test_a_lead_goes_its_way(db: OpenDatabase) -> None:
    lead = db.leads.add("Harbor", company="Harbor Ltd", value=48_000.5, tags=("hot",))
    lead.advance().log("call", "spoke").edit(region="north", value="52k", custom={"budget": "9"})
    followup = lead.follow_up("send the offer", due=date(2026, 11, 30))
    assert followup == 1
    fields = lead.win(value="$60k").fields
    assert (fields["status"], fields["value"], fields["currency"]) == ("won", 60_000, "USD")
    assert (fields["region"], fields["tags"], fields["fields"]) == (
        "north",
        ["hot"],
        {"budget": "9"},
    )
    assert lead.reopen().lose("price")["lost_reason"] == "price"
    assert lead.reopen().discard()["status"] == "dropped"
    assert db.leads.get("harb") == lead == db.leads.get(1)


def test_a_comment_tells_whom_it_concerns(db: OpenDatabase) -> None:
    lead = db.leads.add("Harbor", owner="ann")
    assert lead.comment("how is it going, @ann?") == ["ann"]


def test_several_steps_are_one_change_and_one_undo(db: OpenDatabase) -> None:
    lead = db.leads.add("Harbor", company="Harbor Ltd")
    with db.change("called and moved on"):
        lead.log("call", "spoke")
        lead.advance()
        assert lead["stage"] == "needs", "inside, what was written is seen"
    assert [row["summary"] for row in db.history()] == ["called and moved on", "Added lead Harbor"]
    db.undo()
    assert lead["stage"] == "lead"
    db.redo()
    assert lead["stage"] == "needs"


def test_steps_that_fail_leave_nothing(db: OpenDatabase) -> None:
    lead = db.leads.add("Harbor")
    with pytest.raises(GateClosed) as refusal, db.change("too far"):
        lead.log("call", "spoke")
        lead.win()
    assert refusal.value.code == "gate_closed"
    assert [each["field"] for each in refusal.value.data["missing"]] == ["customer", "value"]
    assert len(db.history()) == 1


def test_reports_are_tables(db: OpenDatabase) -> None:
    for month, name in enumerate(("Harbor", "Bolt", "Cog"), 1):
        db.leads.add(name, company=name, value=1_000 * month)
    db.leads.get("Harbor").win()
    db.leads.get("Bolt").lose("price")
    table = db.report("winrate", by=["owner"])
    assert (len(table), table[0]["rate"], table.columns[0]) == (1, 0.5, "owner")
    assert table.to_csv().splitlines()[0].startswith("owner,won,lost,rate")
    assert {tuple(row["lead_ids"]) for row in table.explain()} >= {(1,), (2,), (1, 2)}
    assert len(db.leads.list("value>1000", status="all")) == 2
    assert [row["name"] for row in db.leads.list(status="all", sort="name")] == [
        "Bolt",
        "Cog",
        "Harbor",
    ]
    assert {lead.id for lead in db.leads} == {1, 2, 3}
    assert len(db.report("winrate", "value>5000")) == 1
    frame = pytest.importorskip("pandas") and table.to_pandas()
    assert frame.loc[0, "won"] == 1


def test_the_past_can_be_read_and_not_written(tmp_path: Path) -> None:
    path = tmp_path / "team.db"
    salesmap.open(path, now="2026-11-01").leads.add("Harbor")
    then = salesmap.open(path, now="2026-11-20").as_of("2026-10-31")
    assert len(then.leads.list()) == 0
    with pytest.raises(salesmap.SalesmapError, match="cannot be changed"):
        then.leads.add("Bolt")


def test_a_wrong_type_is_a_clear_error(db: OpenDatabase) -> None:
    with pytest.raises(TypeError, match="path is a str or Path"):
        salesmap.open(7)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="name is a str"):
        db.leads.add(7)  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="an amount is a str, int or float"):
        db.leads.add("X", value=[1])  # type: ignore[typeddict-item]
    with pytest.raises(TypeError, match="a day is a str or date"):
        db.leads.add("X", close=3)  # type: ignore[typeddict-item]


def test_errors_carry_code_and_data(db: OpenDatabase) -> None:
    db.leads.add("Harbor", phone="13900001111")
    with pytest.raises(LikelyConflict) as refusal:
        db.leads.add("Again", phone="139 0000 1111")
    assert (refusal.value.code, refusal.value.data["id"]) == ("likely_conflict", 1)
    assert "--allow-duplicate" not in str(refusal.value), "what to type is the command line's"


def test_a_sqlmodel_session_reads_and_writes_the_same_records(db: OpenDatabase) -> None:
    db.leads.add("Harbor", value="48k")
    with db.session() as session:
        record = session.exec(select(LeadRecord)).one()
        assert (record.name, record.value_cents) == ("Harbor", 4_800_000)
        record.region = "north"
        session.add(record)
        session.commit()
    assert db.leads.get(1)["region"] == "north"
    assert db.history()[0]["actor"] == "outside"


@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_examples_of_the_guide_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    pytest.importorskip("pandas")
    monkeypatch.chdir(tmp_path)
    page = (ROOT / f"salesmap/guide/{lang}/python.md").read_text(encoding="utf-8")
    examples = [part.split("```")[0] for part in page.split("```python\n")[1:]]
    assert len(examples) == 2
    for example in examples:
        exec(example, {})
    assert len(salesmap.open("team.db").contracts.list()) == 1
