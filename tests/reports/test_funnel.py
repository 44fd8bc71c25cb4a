"""The funnel, worked out by hand; of one pipeline and of several."""

import json

import pytest
from conftest import Salesmap

FUNNEL_FIELDS = "stage label now now_value reached advanced lost conversion median_days".split()


def test_funnel_by_hand(salesmap: Salesmap) -> None:
    """Four leads: A waits in needs after 2 days in lead; B went lead 4 → quote 1 and was won; C was lost in lead after 3;
    D was dropped."""

    def at(day: int) -> dict[str, str]:
        return {"SALESMAP_NOW": f"2026-11-{day:02}T09:00:00"}

    for name, value in (("A", "100"), ("B", "200"), ("C", "400"), ("D", "800")):
        salesmap.ok("lead", "add", name, "--value", value, "--company", f"{name} Ltd", **at(1))
    salesmap.ok("lead", "advance", "A", **at(3))
    salesmap.ok("lead", "advance", "B", "--to", "quote", **at(5))
    salesmap.ok("lead", "win", "B", **at(6))
    salesmap.ok("lead", "lose", "C", "--reason", "price", **at(4))
    salesmap.ok("lead", "drop", "D", **at(20))
    rows = salesmap.json("funnel")
    assert [list(row) for row in rows] == [FUNNEL_FIELDS] * 6
    short = [[row[field] for field in FUNNEL_FIELDS if field != "label"] for row in rows]
    assert short == [
        ["lead", 0, 0, 3, 2, 1, 2 / 3, 3.0],
        ["needs", 1, 100, 2, 0, 0, 1 / 2, None],
        ["solution", 0, 0, 1, 0, 0, 1.0, None],
        ["quote", 0, 0, 1, 1, 0, 1.0, 1.0],
        ["contract", 0, 0, 1, 0, 0, 1.0, None],
        ["won", 1, 200, 1, None, None, None, None],
    ]
    assert salesmap.json("funnel", "--since", "2026-11-02")[0]["reached"] == 0
    assert salesmap.json("funnel", "--until", "2026-11-01")[0]["median_days"] == 3.0
    assert salesmap.json("funnel", "--owner", "LIN")[0]["advanced"] == 2
    assert salesmap.run("funnel", "--pipeline", "nix").code == 2
    (rate,) = salesmap.json("report", "winrate")
    assert rate == {
        "won": 1,
        "lost": 1,
        "rate": 0.5,
        "value_won": 200,
        "value_lost": 400,
        "value_rate": 1 / 3,
    }
    cycle = {row.pop("outcome"): row for row in salesmap.json("report", "cycle")}
    assert cycle["won"] == {"count": 1, "median": 5, "mean": 5, "min": 5, "max": 5}
    assert cycle["closed"] == {"count": 2, "median": 4, "mean": 4, "min": 3, "max": 5}


def test_a_lead_that_comes_back_advances_once(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "A", "--company", "A Ltd", "--value", "5")
    for stage in ("needs", "lead", "needs", "solution"):
        salesmap.ok("lead", "advance", "A", "--to", stage)
    assert [row["advanced"] for row in salesmap.json("funnel")][:3] == [1, 1, 0]
    salesmap.ok("lead", "win", "A")
    salesmap.ok("lead", "reopen", "A")
    salesmap.ok("lead", "win", "A")
    rows = {row["stage"]: row["advanced"] for row in salesmap.json("funnel")}
    assert (rows["lead"], rows["needs"], rows["solution"]) == (1, 1, 1)
    assert salesmap.json("funnel", "--owner", "lin")[0]["advanced"] == 1
    assert "no problems found" in salesmap.ok("db", "check").out


def test_four_lost_leads_convert_nothing(salesmap: Salesmap) -> None:
    for name in "ABCD":
        salesmap.ok("lead", "add", name)
        salesmap.ok("lead", "lose", name, "--reason", "price")
    rows = salesmap.json("funnel")
    assert [row["reached"] for row in rows] == [4, 0, 0, 0, 0, 0]
    assert [row["conversion"] for row in rows] == [0.0, None, None, None, None, None]


def test_median_of_an_even_count_is_the_mean_of_the_two_in_the_middle(salesmap: Salesmap) -> None:
    for name, leaves in (("A", 2), ("B", 5)):
        salesmap.ok("lead", "add", name, SALESMAP_NOW="2026-11-01T09:00:00")
        salesmap.ok("lead", "advance", name, SALESMAP_NOW=f"2026-11-{leaves:02}T09:00:00")
    assert salesmap.json("funnel")[0]["median_days"] == 2.5


def test_amounts_in_several_currencies_are_named(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "A", "--value", "$100")
    assert salesmap.ok("funnel").err == ""
    salesmap.ok("lead", "add", "B", "--value", "€100")
    for line in (["funnel"], ["report", "owners"], ["report", "winrate"], ["forecast"]):
        assert "urrencies" in salesmap.ok(*line).err or "left out" in salesmap.ok(*line).err, line
    assert (
        salesmap.ok("report", "owners", "name=A").err
        == salesmap.ok("report", "followup-rate").err
        == ""
    )


@pytest.mark.inconsistent
def test_pipelines_together(newcomer: Salesmap) -> None:
    """Of a map with two pipelines, every report on stages counts by the steps that belong together, as the funnel does."""
    newcomer.ok("init", "--map", "medical-device")
    processes = [key for (key,) in newcomer.sql("SELECT key FROM process ORDER BY position")]
    for number, (process, stage) in enumerate((p, s) for p in processes for s in range(4)):
        newcomer.sql(
            "INSERT INTO lead (name, name_key, process_id, stage_id, furthest_id, status, created_at, created_on, stage_since, touched_at,"
            " assigned_at, recorded_at, updated_at, version, fields, currency) SELECT ?, ?, p.id, s.id, s.id, 'open', :n, '2026-11-01', :n, :n, :n, :n, :n, 1, '{}', 'CNY'"
            .replace(":n", "'2026-11-01T08:00:00Z'")
            + " FROM process p JOIN stage s ON s.process_id = p.id WHERE p.key = ? ORDER BY s.position LIMIT 1 OFFSET ?",
            f"L{number}", f"l{number}", process, stage)  # fmt: skip
    funnel = newcomer.json("funnel")
    steps = {row["stage"]: row for row in funnel if row["stage"] != "won"}
    assert [(row["stage"], row["reached"]) for row in newcomer.json("report", "conversion")] == [
        (stage, row["reached"]) for stage, row in steps.items()
    ]
    assert {row["stage"]: row["now"] for row in newcomer.json("report", "stages")} == {
        stage: row["now"] for stage, row in steps.items()
    }
    apart = newcomer.json("report", "funnel", "--by", "pipeline")
    assert {row["pipeline"] for row in apart} == set(processes)
    for stage, row in steps.items():
        assert sum(each["reached"] for each in apart if each["stage"] == stage) == row["reached"]
    one = newcomer.json("funnel", "--pipeline", processes[0])
    assert [
        (row["stage"], row["reached"])
        for row in newcomer.json("report", "funnel", "--pipeline", processes[0])
    ] == [(row["stage"], row["reached"]) for row in one]
    told = {
        (row["stage"], row["figure"]): row["leads"]
        for row in newcomer.json("funnel", "--pipeline", processes[0], "--explain")
    }
    assert all(told[row["stage"], "reached"] == row["reached"] for row in one)


def test_a_pipeline_narrows_every_list_of_leads(newcomer: Salesmap) -> None:
    """`--pipeline` by key or label; `--process` and the field `process` are still understood."""
    newcomer.ok("init", "--process", "medical-device")
    for name, pipeline in (("A", "hospital"), ("B", "distributor"), ("C", "hospital")):
        newcomer.ok("lead", "add", name, "--pipeline", pipeline)
    for words in (["--pipeline", "hospital"], ["--pipeline", "医院"], ["--process=hospital"],
                  ["pipeline=hospital"], ["process=hospital"]):  # fmt: skip
        rows = newcomer.json("lead", "list", *words)
        assert [row["name"] for row in rows] == ["C", "A"], words
    assert newcomer.json("lead", "list", "--fields", "name,process")[0] == {
        "name": "C",
        "pipeline": "hospital",
    }
    assert newcomer.run("lead", "list", "--pipeline", "nix").code == 2
    exported = newcomer.ok("lead", "export", "--process", "distributor").out.splitlines()
    assert len(exported) == 2 and "pipeline" in exported[0]
    grouped = newcomer.json("report", "months", "--by", "process")
    assert grouped == newcomer.json("report", "months", "--by", "pipeline")
    assert "--process" not in newcomer.ok("lead", "list", "--help").out


def test_an_export_comes_back_into_its_pipelines(newcomer: Salesmap) -> None:
    """A column `pipeline` or `process` names the pipeline; of another system, it is a custom field."""
    newcomer.ok("init", "--map", "medical-device")
    for name in ("hospital", "distributor"):
        newcomer.ok("lead", "add", name, "--pipeline", name)
    text = newcomer.ok("lead", "export", "--fields", "name,pipeline").out
    for number, head in enumerate(("pipeline", "process")):
        file = newcomer.home / "leads.csv"
        file.write_text(text.replace("pipeline", head).replace("hospital,", f"H{number},"))
        newcomer.ok("lead", "import", str(file))
        row = newcomer.json("lead", "list", f"name=H{number}")[0]
        assert row["pipeline"] == "hospital"
    file.write_text("name,Pipeline\nNew deal,Sales Pipeline\n")
    newcomer.ok("lead", "import", str(file))
    assert newcomer.json("lead", "show", "New deal")["fields"] == {"Pipeline": "Sales Pipeline"}


HOSPITAL = {
    "customer_type": "hospital",
    "department": "x",
    "need": "y",
    "decision_maker": "z",
    "license_no": "L1",
}


def test_a_move_to_another_pipeline_is_no_progress(newcomer: Salesmap) -> None:
    """Solution and trial become one stage by the move: going from the one to the other is undone."""
    newcomer.ok("init", "--map", "medical-device")
    fields = [word for name, value in HOSPITAL.items() for word in ("--set", f"{name}={value}")]
    newcomer.ok(
        "lead",
        "add",
        "H",
        "--company",
        "First Hospital",
        "--phone",
        "13800000001",
        "--source",
        "congress",
        *fields,
    )
    (ids,) = newcomer.sql(
        "SELECT json_group_array(id) FROM (SELECT s.id FROM stage s JOIN lead l ON l.process_id = s.process_id "
        "WHERE s.phase = 'before' ORDER BY s.position LIMIT 4)"
    )
    screening, needs, solution, trial = json.loads(ids[0])
    newcomer.sql("UPDATE lead SET stage_id = ?, furthest_id = ?", trial, trial)
    newcomer.sql("UPDATE stay SET outcome = 'forward', left_at = entered_at, secs = 0")
    for stage in (needs, solution, trial):
        end = "NULL, NULL, NULL" if stage == trial else "entered_at, 0, 'forward'"
        newcomer.sql(
            "INSERT INTO stay (lead_id, stage_id, entered_at, left_at, secs, outcome, counted, again) "
            f"SELECT 1, ?, entered_at, {end}, 1, 0 FROM stay WHERE stage_id = ?",
            stage,
            screening,
        )
    newcomer.ok("db", "check")
    newcomer.ok("lead", "move", "H", "distributor", "--to", "solution")
    rows = newcomer.json("funnel")
    advanced = {row["stage"]: row["advanced"] for row in rows if row["advanced"]}
    assert advanced == {"screening": 1, "needs": 1}
    grouped = newcomer.json("report", "funnel", "--by", "owner")
    assert [row["advanced"] for row in grouped] == [row["advanced"] for row in rows]
    conversion = newcomer.json("report", "conversion", "--def", "left")
    assert {row["stage"]: row["onwards"] for row in conversion if row["onwards"]} == advanced
    newcomer.ok("db", "check")


def test_a_move_alone_is_no_movement_of_the_pipeline(newcomer: Salesmap) -> None:
    newcomer.ok("init", "--map", "medical-device")
    newcomer.ok("lead", "add", "H", "--pipeline", "hospital")
    newcomer.ok("lead", "move", "H", "distributor", "--note", "resells")
    changes = {row["what"]: row["leads"] for row in newcomer.json("report", "pipeline-changes")}
    assert (changes["came_in"], changes["moved_on"], changes["moved_back"]) == (1, 0, 0)
