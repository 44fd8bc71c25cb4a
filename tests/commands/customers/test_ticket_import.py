"""`salesmap ticket import`: numbers, corrections, days without a time, what is said of rows."""

from pathlib import Path
from typing import Any

import pytest
from conftest import Salesmap

NOW = {"SALESMAP_NOW": "2026-11-27T17:00:00"}


@pytest.fixture
def desk(salesmap: Salesmap) -> Salesmap:
    """A database in UTC."""
    salesmap.ok("config", "set", "timezone", "UTC")
    return salesmap


def imported(person: Salesmap, folder: Path, table: str, *options: str) -> str:
    """Import a table; return what was said."""
    path = folder / "tickets.csv"
    path.write_text(table.strip() + "\n", encoding="utf-8")
    answer = person.run("ticket", "import", str(path), *options, **NOW)
    assert answer.code == 0, answer.err
    person.ok("db", "check")
    return answer.err + answer.out


def ticket(person: Salesmap, reference: str) -> dict[str, Any]:
    """Return a ticket."""
    return person.json("ticket", "show", reference, **NOW)


def test_a_numbered_row_after_many_without_a_number(desk: Salesmap, tmp_path: Path) -> None:
    rows = "".join(f",C,Text {n},2026-11-02 09:00\n" for n in range(510))
    table = f"Number,Customer,Subject,Created\n{rows}T-2026-0003,C1,The own one,2026-11-02 09:00"
    imported(desk, tmp_path, table)
    assert len(desk.json("ticket", "list", **NOW)) == 511
    assert ticket(desk, "T-2026-0003")["text"] == "The own one"


HEAD = "Ticket ID,Customer,Subject,Status,Owner,Created,First response,Resolved,Closed\n"


def again(desk: Salesmap, folder: Path, first: str, second: str) -> str:
    imported(desk, folder, HEAD + f"Z-1,C,Leak,{first}")
    return imported(desk, folder, HEAD + f"Z-1,{second}", "--on-duplicate", "update")


def test_a_later_solution(desk: Salesmap, tmp_path: Path) -> None:
    start = "mei,2026-11-02 09:00,2026-11-02 10:00"
    said = again(
        desk,
        tmp_path,
        f"Solved,{start},2026-11-03 09:00,",
        f"C,Leak,Solved,{start},2026-11-06 09:00,",
    )
    assert "known already" not in said
    found = ticket(desk, "x:Z-1")
    assert found["resolved_at"] == "2026-11-06T09:00:00Z" and found["solution_hours"] == 36


def test_a_later_end_of_a_closed_ticket(desk: Salesmap, tmp_path: Path) -> None:
    start = "mei,2026-11-02 09:00,2026-11-02 10:00"
    again(
        desk,
        tmp_path,
        f"Closed,{start},2026-11-03 09:00,2026-11-04 09:00",
        f"C,Leak,Closed,{start},2026-11-06 09:00,2026-11-07 09:00",
    )
    found = ticket(desk, "x:Z-1")
    assert found["resolved_at"] == "2026-11-06T09:00:00Z"
    assert found["closed_at"] == "2026-11-07T09:00:00Z" and found["state"] == "closed"


def test_waiting_no_longer(desk: Salesmap, tmp_path: Path) -> None:
    start = "mei,2026-11-02 09:00,2026-11-02 10:00,,"
    said = again(desk, tmp_path, f"Pending,{start}", f"C,Leak,Open,{start}")
    assert "changed at this import. (line 2)" in said
    assert ticket(desk, "x:Z-1")["state"] == "in_progress"


def test_reopened_with_another_customer(desk: Salesmap, tmp_path: Path) -> None:
    start = "mei,2026-11-02 09:00,2026-11-02 10:00"
    said = again(desk, tmp_path, f"Solved,{start},2026-11-03 09:00,", f"Other,Leak,Open,{start},,")
    assert "Another customer of a known ticket is not taken from the file. (line 2)" in said
    found = ticket(desk, "x:Z-1")
    assert (found["state"], found["customer"]) == ("in_progress", "C")
    assert found["events"][-1]["event"] == "reopened"


def test_another_contact_of_a_known_ticket(desk: Salesmap, tmp_path: Path) -> None:
    head = "Ticket ID,Customer,Contact,Subject,Created\n"
    imported(desk, tmp_path, f"{head}Z-1,C,Ann,Leak,2026-11-02 09:00")
    update = ("--on-duplicate", "update")
    left = "Another contact of a known ticket is not taken from the file."
    same = f"{head}Z-1,C,ANN,Leak again,2026-11-02 09:00"
    assert left not in imported(desk, tmp_path, same, *update)
    nobody = f"{head}Z-1,C,,Leak for good,2026-11-02 09:00"
    assert left not in imported(desk, tmp_path, nobody, *update)
    other = f"{head}Z-1,C,Bob,Leak,2026-11-02 09:00"
    assert f"{left} (line 2)" in imported(desk, tmp_path, other, *update)
    assert ticket(desk, "x:Z-1")["contact"] == "Ann"


def test_a_contract_that_nobody_knows(desk: Salesmap, tmp_path: Path) -> None:
    head = "Customer,Subject,Created,Contract\n"
    rows = "C,Leak,2026-11-02 09:00,K-9\nC,Noise,2026-11-02 09:00,\n"
    said = imported(desk, tmp_path, head + rows)
    assert "1 ticket names an unknown contract: it is left out. (line 2)" in said


def test_closed_without_a_date(desk: Salesmap, tmp_path: Path) -> None:
    start = "mei,2026-11-02 09:00,,,"
    said = again(desk, tmp_path, f"Open,{start}", f"C,Leak,Closed,{start}")
    assert "changed at this import" in said
    assert ticket(desk, "x:Z-1")["closed_at"] == "2026-11-27T17:00:00Z"


def test_a_file_without_statuses_reopens_nothing(desk: Salesmap, tmp_path: Path) -> None:
    start = "mei,2026-11-02 09:00,2026-11-02 10:00"
    again(desk, tmp_path, f"Solved,{start},2026-11-03 09:00,", f"C,Leak more,,{start},,")
    found = ticket(desk, "x:Z-1")
    assert (found["state"], found["text"]) == ("resolved", "Leak more")


def test_days_without_a_time(desk: Salesmap, tmp_path: Path) -> None:
    rows = (
        "Z-1,C,a,Solved,mei,2026-11-03,2026-11-03,2026-11-04,\n"
        "Z-2,C,b,Solved,mei,2026-11-02 15:00,2026-11-02,2026-11-03 15:00,\n"
        "Z-3,C,c,In progress,mei,2026-11-03,2026-11-03 09:30,,\n"
        "Z-4,C,d,In progress,mei,2026-11-03 09:00,2026-11-03 12:00,,\n"
    )
    said = imported(desk, tmp_path, HEAD + rows)
    assert "3 tickets have dates without a time: no hours" in said and "(line 2, 3, 4)" in said
    (figures,) = desk.json("report", "tickets", **NOW)
    assert figures["contradictory"] == 0 and figures["response_median_hours"] == 3
    assert figures["solution_median_hours"] == 9
    assert ticket(desk, "x:Z-1")["response_hours"] is None


def test_a_contract_of_another_customer(desk: Salesmap, tmp_path: Path) -> None:
    desk.ok("lead", "add", "Harbor", "--company", "Harbor Ltd")
    desk.ok("contract", "new", "harbor", "--amount", "1000", "--external-id", "K-1")
    table = "Customer,Subject,Created,Contract\nAtlas,Leak,2026-11-02 09:00,K-1\n"
    path = tmp_path / "tickets.csv"
    path.write_text(table + "Harbor Ltd,Leak,2026-11-02 09:00,K-1\n", encoding="utf-8")
    refused = desk.run("ticket", "import", str(path), **NOW)
    assert "belongs to another customer: Harbor Ltd" in refused.err
    assert [row["customer"] for row in desk.json("ticket", "list", **NOW)] == ["Harbor Ltd"]
    assert all(row["name"] != "Atlas" for row in desk.json("customer", "list"))


def test_what_is_said_of_closings_and_owners(desk: Salesmap, tmp_path: Path) -> None:
    start = "2026-11-02 09:00,2026-11-02 10:00,2026-11-04 09:00"
    rows = (
        f"Z-1,C,a,Closed,mei,{start},2026-11-03 09:00\n"
        f"Z-2,C,b,Solved,mei,{start},2026-11-05 09:00\n"
        f"Z-3,C,c,Closed,,{start},\n"
    )
    said = imported(desk, tmp_path, HEAD + rows)
    assert "1 ticket was closed before it was solved: its last date is taken. (line 2)" in said
    assert "the ticket is not closed. (line 3)" in said
    assert "1 ticket was closed without a date" in said
    assert "1 ticket has no owner: it is nobody's. (line 4)" in said


def test_the_past_has_imported_tickets_from_their_own_day(desk: Salesmap, tmp_path: Path) -> None:
    desk.ok("customer", "add", "Old", SALESMAP_NOW="2026-10-01T09:00:00")
    desk.ok("ticket", "new", "Old", "Squeaks", SALESMAP_NOW="2026-10-01T09:00:00")
    imported(desk, tmp_path, HEAD + (
        "Z-1,C,Leak,Closed,mei,2026-11-02 09:00,2026-11-02 10:00,2026-11-03 09:00,2026-11-04 09:00\n"
        "Z-2,C,Noise,Waiting,mei,2026-11-02 12:00,2026-11-02 15:00,,\n"
    ))  # fmt: skip

    def states(at: str) -> dict[str, str]:
        rows = desk.json("ticket", "list", "--as-of", at, **NOW)
        return {row["text"]: row["state"] for row in rows}

    assert states("2026-11-02T08:59:59Z") == {"Squeaks": "open"}
    assert states("2026-11-02T09:00:00Z") == {"Squeaks": "open", "Leak": "open"}
    assert states("2026-11-02T10:00:00Z")["Leak"] == "in_progress"
    assert states("2026-11-02T14:00:00Z")["Noise"] == "open"
    assert states("2026-11-02T15:00:00Z")["Noise"] == "waiting"
    assert states("2026-11-03T09:00:00Z")["Leak"] == "resolved"
    assert states("2026-11-04T09:00:00Z")["Leak"] == "closed"
    (report,) = desk.json("report", "tickets", "--as-of", "2026-11-03T09:00:00Z", **NOW)
    assert (report["opened"], report["resolved"]) == (3, 1)
    show = ["ticket", "show", "x:Z-1", "--as-of"]
    early = desk.json(*show, "2026-11-02T09:30:00Z", **NOW)
    assert (early["responded_at"], early["resolved_at"], early["solution_hours"]) == (None,) * 3
    names = [row["name"] for row in desk.json("customer", "list", "--as-of", "2026-11-02T09:00:00Z", **NOW)]  # fmt: skip
    assert names == ["C", "Old"]


def test_the_past_has_imported_ratings_from_their_own_day(desk: Salesmap, tmp_path: Path) -> None:
    path = tmp_path / "ratings.csv"
    path.write_text("Customer,Score,Date\nC,5,2026-11-02\nC,3,2026-11-20\n", encoding="utf-8")
    desk.ok("customer", "add", "C", SALESMAP_NOW="2026-10-01T09:00:00")
    desk.ok("rating", "import", str(path), **NOW)
    for day, scores in (("2026-11-01", []), ("2026-11-02", [5]), ("2026-11-20", [3, 5])):
        rows = desk.json("rating", "list", "--as-of", day, **NOW)
        assert sorted(row["score"] for row in rows) == scores, day


@pytest.mark.parametrize(("head", "number"), [("Ticket ID", "Z-1"), ("Number", "T-2026-0007")])
def test_a_ticket_twice_in_a_file(desk: Salesmap, tmp_path: Path, head: str, number: str) -> None:
    """The same row again is skipped; another one under the same number is put aside by its name."""
    begin = f"{head},Customer,Subject,Created\n{number},C,Leak,2026-11-02 09:00\n"
    said = imported(desk, tmp_path, f"{begin}{number},C,Leak,2026-11-02 09:00")
    assert "there twice" not in said and len(desk.json("ticket", "list", **NOW)) == 1
    other = f"{begin.replace(number, number + '1')}{number}1,C,Fire,2026-11-02 09:00"
    assert f"the ticket {number}1 is there twice" in imported(desk, tmp_path, other)
    assert [row["text"] for row in desk.json("ticket", "list", **NOW)] == ["Leak", "Leak"]


def test_the_ratings_of_a_file_of_tickets(salesmap: Salesmap) -> None:
    """As help desks export them: one file, taken in twice."""
    path = salesmap.home / "help desk.csv"
    path.write_text(
        "Ticket ID,Customer Name,Ticket Subject,Ticket Status,Created,Time to Resolution,Customer Satisfaction Rating\n"
        "7,Acme,leaks,Closed,2026-11-02 10:00,2026-11-03 10:00,2.0\n"
        "8,Acme,creaks,Open,2026-11-04 10:00,,\n"
    )
    answer = salesmap.ok("ticket", "import", str(path))
    assert "Columns not imported: Customer Satisfaction Rating." in answer.err
    assert f"taken by 'salesmap rating import '{path}''" in answer.err
    done = salesmap.run("rating", "import", str(path))
    assert "line 3" in done.err and done.code == 0, done
    (rating,) = salesmap.json("rating", "list")
    assert (rating["rated_on"], rating["score"], rating["ticket"]) == ("2026-11-03", 2, "T-2026-0001")  # fmt: skip
    plain = "Customer,Subject,Created\nAcme,leaks,2026-11-05\n"
    path.write_text(plain)
    assert "rating import" not in salesmap.ok("ticket", "import", str(path)).err
