"""The map changed under running leads, without losing one."""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from conftest import Salesmap

from salesmap.domain.map.loader import read_source

SIX = read_source("six-stage")
RUNNING = 300


@pytest.fixture(scope="module")
def running_book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database with leads under way, won and lost, made once."""
    from support.filled import team

    home = tmp_path_factory.mktemp("running")
    person = Salesmap(home / "team.db", home)
    person.ok("init")
    team.make(person, 3, RUNNING)
    return person.db


@pytest.fixture
def running(newcomer: Salesmap, running_book: Path) -> Salesmap:
    import shutil

    shutil.copy(running_book, newcomer.db)
    return newcomer


def everything(person: Salesmap) -> dict[str, Any]:
    return {
        table: person.sql(f"SELECT * FROM {table} ORDER BY id")
        for table in (
            "lead",
            "stay",
            "stage",
            "process",
            "custom_field",
            "map_version",
            "interaction",
            "followup",
        )
    }


def standing(person: Salesmap) -> dict[str, int]:
    return dict(
        person.sql(
            "SELECT s.key, count(*) FROM lead l JOIN stage s ON s.id = l.stage_id GROUP BY s.key"
        )
    )


def stage_text(key: str, source: str = SIX) -> str:
    """A stage's part of the map's text."""
    start = source.index(f'[[stage]]\nkey = "{key}"')
    end = source.find("\n[[stage]]", start)
    return source[start : end if end > 0 else len(source)]


def renamed(source: str) -> str:
    return source.replace('key = "quote"\n', 'key = "offer"\n')


def removed(source: str) -> str:
    return source.replace(stage_text("solution"), "")


def split(source: str) -> str:
    part = stage_text("quote")
    return source.replace(part, part + "\n" + part.replace('key = "quote"', 'key = "talks"', 1))


def reordered(source: str) -> str:
    needs, solution = stage_text("needs"), stage_text("solution")
    return source.replace(needs, "@").replace(solution, needs).replace("@", solution)


CHANGES: dict[str, tuple[Callable[[str], str], tuple[str, ...]]] = {
    "renamed": (renamed, ("--move", "quote=offer")),
    "removed": (removed, ("--move", "solution=needs")),
    "split": (split, ()),
    "reordered": (reordered, ()),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_under_running_leads(running: Salesmap, name: str) -> None:
    """One change in the journal, every lead still there, the figures reconcile, and one undo brings back each row."""
    change, moves = CHANGES[name]
    (running.home / "map.toml").write_text(change(SIX), encoding="utf-8")
    before, stood, funnel = everything(running), standing(running), running.json("funnel")
    rows = running.json("map", "diff", "map.toml", *moves)
    assert rows and [list(row) for row in rows] == [
        ["what", "stage", "before", "after", "leads"]
    ] * len(rows)
    assert everything(running) == before
    running.ok("map", "apply", "map.toml", *moves, "--yes")
    running.ok("db", "check")
    assert sum(standing(running).values()) == RUNNING
    now = running.json("funnel")
    assert (now[0]["reached"], now[-1]["now"]) == (funnel[0]["reached"], funnel[-1]["now"])
    assert sum(row["now"] for row in now) == sum(row["now"] for row in funnel)
    assert sum(row["lost"] or 0 for row in now) == sum(row["lost"] or 0 for row in funnel)
    assert all(row["reached"] >= after["reached"] for row, after in pairwise(now))
    if name == "renamed":
        assert {row["what"] for row in rows} == {"stage · renamed"} and rows[0]["leads"] > 0
        assert [row["reached"] for row in now] == [row["reached"] for row in funnel]
        assert standing(running) == {
            ("offer" if key == "quote" else key): count for key, count in stood.items()
        }
        assert (
            running.sql(
                "SELECT count(*) FROM change_row WHERE change_id = (SELECT max(id) FROM change)"
            )[0][0]
            == 2
        )
    if name == "removed":
        assert standing(running)["needs"] == stood["needs"] + stood[
            "solution"
        ] and "solution" not in standing(running)
        assert (
            running.json(
                "lead", "list", "--stage", "needs", "--status", "all", "--fields", "id"
            ).__len__()
            == standing(running)["needs"]
        )
    running.ok("undo")
    assert everything(running) == before
    assert running.json("funnel") == funnel
    running.ok("redo")
    running.ok("db", "check")
    assert running.json("funnel") == now


def test_leads_of_a_stage_that_stays_can_be_sent_elsewhere(running: Salesmap) -> None:
    """A stage split in two: the leads under way go to the new one, what happened in the old one stays there."""
    (running.home / "map.toml").write_text(split(SIX), encoding="utf-8")
    before, stays = (
        standing(running),
        running.sql("SELECT count(*) FROM stay WHERE stage_id = 4 AND left_at IS NOT NULL"),
    )
    alive = running.sql("SELECT count(*) FROM lead WHERE stage_id = 4 AND status = 'open'")[0][0]
    rows = running.json("map", "diff", "map.toml", "--move", "quote=talks")
    assert ("stage · leads moved", "quote", "talks", alive) in [
        (row["what"], row["before"], row["after"], row["leads"]) for row in rows
    ]
    running.ok("map", "apply", "map.toml", "--move", "quote=talks", "--yes")
    running.ok("db", "check")
    now = standing(running)
    assert (now["talks"], now.get("quote", 0)) == (alive, before["quote"] - alive)
    assert (
        running.sql("SELECT count(*) FROM stay WHERE stage_id = 4 AND left_at IS NOT NULL") == stays
    )


def test_no_lead_is_left_without_a_place(running: Salesmap) -> None:
    (running.home / "map.toml").write_text(removed(SIX), encoding="utf-8")
    before = everything(running)
    refused = running.run("map", "apply", "map.toml", "--yes")
    assert refused.code == 4 and "--move solution=…" in refused.err
    assert (
        running.run("map", "apply", "map.toml", "--yes", "--move", "solution=aftersales").code == 4
    ), "not over the win"
    assert running.run("map", "apply", "map.toml", "--yes", "--move", "solution=nix").code == 2
    assert running.run("map", "apply", "map.toml", "--move", "solution=needs").code == 2, (
        "nobody is here to say yes"
    )
    (running.home / "other.toml").write_text(read_source("b2b-simple"), encoding="utf-8")
    assert running.run("map", "apply", "other.toml", "--yes").code == 4
    assert everything(running) == before


def test_to_several_pipelines_and_back(running: Salesmap) -> None:
    """Another map altogether, with two ways, and each lead in the stage that was said."""
    before, stood = everything(running), standing(running)
    moves = "six-stage=hospital,lead=screening,quote=negotiation"
    refused = running.run("map", "apply", "medical-device", "--yes")
    assert refused.code == 4 and "--move six-stage=…" in refused.err
    running.ok("map", "apply", "medical-device", "--yes", "--move", moves)
    running.ok("db", "check")
    now = standing(running)
    assert (now["screening"], now["negotiation"], now["needs"]) == (
        stood["lead"],
        stood["quote"],
        stood["needs"],
    )
    assert {row["pipeline"] for row in running.json("lead", "list", "--status", "all")} == {
        "hospital"
    }
    assert (
        running.json("lead", "add", "New", "--set", "customer_type=distributor")["pipeline"]
        == "distributor"
    )
    assert running.run("undo", "4").code == 4, "a lead came since"
    running.ok("undo")
    running.ok("undo")
    assert everything(running) == before


def test_versions_are_kept(salesmap: Salesmap) -> None:
    (salesmap.home / "map.toml").write_text(
        SIX.replace('en = "Quote & negotiation"', 'en = "Bargain"'), encoding="utf-8"
    )
    salesmap.ok("map", "apply", "map.toml", "--yes", SALESMAP_NOW="2026-11-24T09:00:00")
    assert [row["version"] for row in salesmap.json("map", "versions")] == [2, 1]
    labels = [
        salesmap.json("map", "show", "quote", *when, SALESMAP_NOW="2026-11-25T09:00:00")["label"]
        for when in ((), ("--as-of", "2026-11-23"))
    ]
    assert labels == ["Bargain", "Quote & negotiation"]
    assert salesmap.ok("map", "export", "--version", "1").out == SIX
    assert salesmap.run("map", "export", "--version", "9").code == 3
    salesmap.ok("map", "export", "now.toml")
    assert "is identical to the current one" in salesmap.ok("map", "apply", "now.toml").err
    assert len(salesmap.json("map", "versions")) == 2
    (salesmap.home / "now.toml").write_text(
        "# a word to those who come after\n"
        + (salesmap.home / "now.toml").read_text(encoding="utf-8"),
        encoding="utf-8",
    )
    salesmap.ok("map", "apply", "now.toml")
    assert salesmap.ok("map", "export").out.startswith("# a word"), "comments are kept, too"
    salesmap.ok("undo")
    salesmap.ok("undo")
    assert salesmap.json("map", "show", "quote")["label"] == "Quote & negotiation"


def test_stages_changed_past_salesmap_are_told(salesmap: Salesmap) -> None:
    salesmap.sql("UPDATE stage SET quiet_days = 99 WHERE key = 'quote'")
    rows = salesmap.run("db", "check")
    assert rows.code == 5 and "six-stage.quote do not match the map" in rows.out
    salesmap.ok("map", "export", "map.toml")
    (salesmap.home / "map.toml").write_text(
        "# again\n" + (salesmap.home / "map.toml").read_text(encoding="utf-8"), encoding="utf-8"
    )
    salesmap.ok("map", "apply", "map.toml")
    salesmap.ok("db", "check")


def test_edit_in_ones_editor(salesmap: Salesmap) -> None:
    editor = salesmap.home / "editor.sh"
    editor.write_text('#!/bin/sh\nsed -i "s/quiet_days = 14/quiet_days = 12/" "$1"\n')
    editor.chmod(0o755)
    salesmap.ok("map", "edit", "--yes", EDITOR=str(editor))
    assert salesmap.json("map", "show", "solution")["quiet_days"] == 12
    assert salesmap.sql("SELECT quiet_days FROM stage WHERE key = 'solution'") == [(12,)]
    editor.write_text('#!/bin/sh\nsed -i "s/quiet_days = 12/quiet_days = none/" "$1"\n')
    refused = salesmap.run("map", "edit", "--yes", EDITOR=str(editor))
    assert refused.code == 2
    kept = Path(re.search(r"/\S+\.toml", refused.err)[0])  # type: ignore[index]
    assert "quiet_days = none" in kept.read_text(encoding="utf-8"), "no work is lost"
    kept.unlink()


def test_approvals_and_quotes_are_compared(salesmap: Salesmap) -> None:
    source = read_source("six-stage")
    source = source.replace('when = ["below_floor"]', 'when = ["below_floor", "total>100k"]')
    source = source.replace("follow_days = 2", "follow_days = 3")
    source += '\n[[approval]]\nof = "contract"\nrole = "manager"\n'
    (salesmap.home / "map.toml").write_text(source, encoding="utf-8")
    rows = salesmap.json("map", "diff", "map.toml")
    assert [(row["what"], row["before"], row["after"]) for row in rows] == [
        ("quotes · follow days", "2", "3"),
        ("approvals · below-floor", "when=below_floor", "when=below_floor, total>100k"),
        ("approvals · added", None, "contract-manager"),
    ]
    salesmap.ok("map", "apply", "map.toml", "--yes")
    assert salesmap.json("map", "diff", "map.toml") == []
