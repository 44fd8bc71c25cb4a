"""The modules that are generated from the models are current, and records and models agree."""

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Salesmap
from sqlmodel import Session, SQLModel, create_engine, select

from salesmap.core import numbering_plans
from salesmap.domain import records
from salesmap.store import models
from salesmap.store.file.creation import create_schema
from salesmap.store.generate import generated
from salesmap.store.mapper import from_row
from salesmap.store.tables import JOURNALED, TABLES

MODELS = [model for model in SQLModel.__subclasses__() if hasattr(model, "__table__")]


@pytest.mark.parametrize("path", generated(), ids=lambda path: path.name)
def test_generated_modules_are_current(path: Path) -> None:
    """If not: `python -m salesmap.store.generate`, then `ruff format`."""
    text = generated()[path]
    if path.suffix == ".py":
        ours, wanted = (_without_layout(each) for each in (path.read_text(encoding="utf-8"), text))
        assert ours == wanted
    else:
        made_with = path.read_text(encoding="utf-8").partition("\n")[0]
        if path == numbering_plans.FILE and made_with != text.partition("\n")[0]:
            pytest.skip(f"another phonenumbers is installed: {made_with}")
        assert path.read_text(encoding="utf-8") == text


def _without_layout(text: str) -> str:
    return "".join(text.split()).replace(",)", ")").replace(",]", "]")


def test_the_schema_file_is_what_the_models_declare() -> None:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as ours:
        create_schema(ours)
        engine = create_engine("sqlite://")
        with engine.connect() as theirs:
            SQLModel.metadata.create_all(theirs)
            declared = {
                name: " ".join(sql.split())
                for name, sql in theirs.exec_driver_sql(
                    "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
                )
            }
        written = {
            name: " ".join(sql.split())
            for name, sql in ours.execute(
                "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL"
            )
        }
    assert {key: value for key, value in written.items() if key != "alembic_version"} == declared


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model.__tablename__)
def test_a_record_has_the_fields_of_its_model(model: Any) -> None:
    record = getattr(records, model.__name__)
    assert model.__tablename__ == record.TABLE
    assert list(record.COLUMNS) == [column.name for column in model.__table__.columns]


def test_every_foreign_key_is_known() -> None:
    """A table that hangs on another says what becomes of its records when two are merged."""
    for table, spec in TABLES.items():
        declared = {
            (column.name, key.column.table.name)
            for column in SQLModel.metadata.tables[table].columns
            for key in column.foreign_keys
        }
        assert {(each.column, each.parent) for each in spec.references} == declared, table
    order = {table: place for place, table in enumerate(JOURNALED)}
    for table in JOURNALED:
        for reference in TABLES[table].references:
            assert order[reference.parent] <= order[table], f"{table} before its parent"
    assert set(TABLES) - set(JOURNALED) == {
        "identity",
        "change",
        "change_row",
        "customer_clock",
        "news_read",
        "notice",
        "stored_file",
    }


def test_every_record_that_is_written_is_read_back_by_the_model(filled: Salesmap) -> None:
    filled.ok("log", "1", "call", "spoke")
    filled.ok("lead", "check", "1", "needs.confirmed")
    filled.ok("lead", "edit", "1", "--set", "pain=heat")
    filled.ok("kb", "add", "Cold", "--text", "ask")
    filled.ok("review", "add", "look")
    filled.ok("target", "set", "9k", "--period", "2026-11")
    engine = create_engine(f"sqlite:///{filled.db}")
    seen = set()
    with Session(engine) as session, closing(sqlite3.connect(filled.db)) as connection:
        for model in MODELS:
            cls = getattr(records, model.__name__)
            columns = ", ".join(f'"{column}"' for column in cls.COLUMNS)
            rows = connection.execute(f"SELECT {columns} FROM {cls.TABLE}").fetchall()
            written = [from_row(cls, row) for row in rows]
            read = session.exec(select(model)).all()
            assert sorted(map(_values, written), key=str) == sorted(map(_values, read), key=str)
            for record in read:
                model.model_validate(record.model_dump())
            seen |= {cls.TABLE} if rows else set()
    assert seen >= {"lead", "stay", "customer", "lead_tag", "followup", "interaction", "lead_check",
                    "form_answer", "knowledge_note", "review_point", "target", "change", "change_row"}  # fmt: skip
    assert models.Lead.__tablename__ == "lead"
    assert (ROOT / "salesmap/py.typed").exists()


def _values(record: Any) -> list[Any]:
    names = getattr(type(record), "COLUMNS", None) or [
        column.name for column in type(record).__table__.columns
    ]
    return [getattr(record, name) for name in names]
