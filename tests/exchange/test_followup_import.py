"""`followup import`: tasks, calls, events and notes of other systems."""

from conftest import Salesmap

LEADS = "id,name,company,created\nA1,Alpha,Acme,2026-01-01\nA2,Beta,Bolt,2026-01-05\n"
TASKS = """Id,Subject,WhatId,ActivityDate,Status,Type,Description,Owner
T1,Call Ann,A2,2026-02-01,Completed,Call,she will think,Lin
T2,Send offer,A2,2026-12-01,Not Started,Email,,Lin
T3,Visit,A1,2026-02-03,Completed,见面拜访,,Wang
T4,Prep,A1,2026-02-03,Completed,Prep work,,Lin
T5,Old,A1,2026-02-03,Deferred,Call,,Lin
T6,x,A1,,Completed,Call,,Lin
T7,x,A1,2026-02-03,Bogus,Call,,Lin
T8,x,??,2026-02-03,Completed,Call,,Lin
"""


def book_with(salesmap: Salesmap, leads: str = LEADS) -> Salesmap:
    write(salesmap, leads, "leads.csv")
    salesmap.ok("lead", "import", str(salesmap.home / "leads.csv"))
    return salesmap


def write(salesmap: Salesmap, text: str, name: str = "activities.csv") -> str:
    (salesmap.home / name).write_text(text, encoding="utf-8")
    return str(salesmap.home / name)


def test_tasks(salesmap: Salesmap) -> None:
    book_with(salesmap)
    file = write(salesmap, TASKS)
    done = salesmap.run("followup", "import", file, "--format", "json")
    assert done.data == {"read": 8, "added": 5, "updated": 0, "skipped": 0, "rejected": 3}
    assert "no date given" in done.err and "Bogus" in done.err and "no lead '??'" in done.err
    promises = {row["what"]: row for row in salesmap.json("followup", "list", "--status", "all")}
    assert (
        promises["Send offer"]["due_on"] == "2026-12-01"
        and promises["Send offer"]["kind"] == "email"
    )
    assert set(promises) == {"Send offer", "Old"}
    events = [
        (row["event"], row["text"], row["actor"])
        for row in salesmap.json("lead", "show", "x:A1")["timeline"]
        if row["event"] != "stage"
    ]
    assert sorted(events) == [("note", "Prep work: Prep", "Lin"), ("visit", "Visit", "Wang")]
    assert salesmap.json("followup", "import", file)["skipped"] == 5
    assert "no problems found" in salesmap.ok("db", "check").out
    salesmap.ok("undo")
    assert salesmap.json("followup", "list", "--status", "all") == []
    assert salesmap.sql("SELECT count(*) FROM interaction") == [(0,)]
    assert salesmap.json("followup", "import", file)["added"] == 5


def test_due_and_done(salesmap: Salesmap) -> None:
    book_with(salesmap)
    rows = "Subject,Related To,Due Date,Completed At,Done\nA,Alpha,2026-02-01,2026-02-03 10:00,yes\nB,Alpha,2026-02-02,,no\nC,x:A2,2026-02-02,,yes\n"
    assert salesmap.json("followup", "import", write(salesmap, rows))["added"] == 3
    found = {row["what"]: row for row in salesmap.json("followup", "list", "--status", "all")}
    assert found["A"]["done_at"] == "2026-02-03T02:00:00Z"
    assert (found["B"]["done_at"], found["B"]["days_overdue"]) == (None, 294)
    assert found["C"]["done_at"] == "2026-02-02T04:00:00Z"


def test_notes_and_events(salesmap: Salesmap) -> None:
    book_with(salesmap)
    notes = "Record Id,Parent ID,Note Title,Note Content,Note Owner,Created Time\nn1,A1,First,wants two,Ann,2026-03-01 10:00\nn2,A1,,again,Ann,2027-01-01\n"
    tally = salesmap.json("followup", "import", write(salesmap, notes))
    assert tally["added"] == 2, "what lies ahead is a promise"
    assert [row["due_on"] for row in salesmap.json("followup", "list")] == ["2027-01-01"]
    lead = salesmap.json("lead", "show", "x:A1")
    assert ("note", "First: wants two", "Ann") in [
        (row["event"], row["text"], row["actor"]) for row in lead["timeline"]
    ]


def test_chinese_activities(salesmap: Salesmap) -> None:
    book_with(salesmap, "线索编号,线索名称\nC1,甲\n")
    rows = "线索编号,活动类型,进展内容,跟进时间,下一步计划,下次跟进时间\nC1,电话,客户要报价,2026年3月1日 10:00,发报价,2026-12-05\n"
    assert salesmap.json("followup", "import", write(salesmap, rows))["added"] == 1
    assert [(row["what"], row["due_on"]) for row in salesmap.json("followup", "list")] == [
        ("发报价", "2026-12-05")
    ]
    assert ("call", "客户要报价") in [
        (row["event"], row["text"]) for row in salesmap.json("lead", "show", "甲")["timeline"]
    ]


def test_numbers_are_ours_only_where_no_lead_has_an_id_from_elsewhere(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "Mine")
    rows = write(salesmap, "lead,text,at\n1,hello,2026-02-01\n")
    assert salesmap.json("followup", "import", rows)["added"] == 1
    salesmap.ok("lead", "add", "Theirs", "--external-id", "77")
    more = write(salesmap, "lead,text,at\n1,again,2026-02-01\n77,yes,2026-02-01\n", "more.csv")
    assert salesmap.json("followup", "import", more)["rejected"] == 1


class TestByContact:
    """Activities that name the contact, not the lead."""

    LEADS = "id,name,company,contact,email,phone,owner\nA1,Alpha,Acme,Ann,ann@x.com,13900001111,wang\nA2,Beta,Bolt,Bob,bob@x.com,13900002222,li\nA3,Gamma,Bolt,Bob,bob@x.com,13900002222,li\n"

    def test_the_only_open_lead(self, salesmap: Salesmap) -> None:
        book_with(salesmap, self.LEADS)
        file = write(
            salesmap,
            "email,subject,date,type\nAnn@x.com,talked,2026-11-01,Call\nbob@x.com,x,2026-11-01,Call\nno@x.com,x,2026-11-01,Call\n",
        )
        done = salesmap.run("followup", "import", file, "--format", "json")
        assert (done.data["added"], done.data["rejected"]) == (1, 2)
        assert (
            "several open leads of bob@x.com: 2, 3" in done.err
            and "no open lead of no@x.com" in done.err
        )
        salesmap.ok("lead", "lose", "3", "--reason", "price")
        salesmap.ok(
            "followup",
            "import",
            write(salesmap, "phone,subject,due date\n+86 139 0000 2222,send,2026-12-01\n", "b.csv"),
        )
        (promise,) = salesmap.json("followup", "list")
        assert (promise["lead"], promise["owner"]) == ("Beta", "li"), (
            "by default it is the lead's owner's"
        )

    def test_events_are_meetings(self, salesmap: Salesmap) -> None:
        book_with(salesmap, self.LEADS)
        file = write(
            salesmap,
            "Id,Subject,WhatId,StartDateTime,EndDateTime\nE1,Kickoff,A1,2026-11-02T10:00:00Z,2026-11-02T11:00:00Z\n",
        )
        salesmap.ok("followup", "import", file)
        events = [
            row
            for row in salesmap.json("lead", "show", "x:A1")["timeline"]
            if row["event"] != "stage"
        ]
        assert [(row["event"], row["actor"]) for row in events] == [("meeting", "wang")]

    def test_a_rehearsal_and_words_of_progress(self, salesmap: Salesmap) -> None:
        book_with(salesmap, self.LEADS)
        file = write(salesmap, "lead,subject,due date,status\nA1,call,2026-12-01,Wartet\n")
        before = salesmap.db.read_bytes()
        shown = salesmap.json(
            "followup", "import", file, "--dry-run", "--status-map", "Wartet=open"
        )
        assert (shown["added"], salesmap.db.read_bytes() == before) == (1, True)
        assert salesmap.run("followup", "import", file).code == 4
        assert (
            salesmap.json("followup", "import", file, "--status-map", "Wartet=open")["added"] == 1
        )

    def test_the_lead_by_a_key(self, salesmap: Salesmap) -> None:
        book_with(salesmap, self.LEADS)
        text = "id,lead,subject,date,type\nT1,{},talked,2026-11-01,Call\n"
        for number, (key, reference) in enumerate(
            [
                ("id", "2"),
                ("name", "beta"),
                ("external_id", "A2"),
                ("phone", "139 0000 1111"),
                ("email", "ann@x.com"),
            ]
        ):
            file = write(salesmap, text.format(reference).replace("T1", f"T{number}"))
            assert salesmap.json("followup", "import", file, "--key", key)["added"] == 1, key
        counts = salesmap.sql(
            "SELECT lead_id, count(*) FROM interaction GROUP BY lead_id ORDER BY 1"
        )
        assert counts == [(1, 2), (2, 3)]
        assert (
            salesmap.run(
                "followup",
                "import",
                write(salesmap, text.format("A2").replace("T1", "T9")),
                "--key",
                "name",
            ).code
            == 4
        )
        assert salesmap.run("followup", "import", file, "--key", "nix").code == 2
        moves = write(salesmap, "lead,stage,date\n2,needs,2026-11-20\n", "h.csv")
        assert (
            salesmap.json("lead", "import-history", moves, "--key", "id", "--dry-run")["added"] == 1
        )
