"""Visits logged with place and company, and the round of a day."""

import pytest
from conftest import Salesmap, assert_refused


@pytest.fixture
def visits(salesmap: Salesmap) -> Salesmap:
    """Three customers: the dock's has an address, the quay's was visited before, the pier's is new."""
    for name, phone in (("Dock", "13900000001"), ("Quay", "13900000002"), ("Pier", "13900000003")):
        salesmap.ok("lead", "add", name, "--company", f"{name} Ltd", "--contact", f"Mo {name}",
                    "--phone", phone, "--owner", "ann" if name != "Pier" else "bo")  # fmt: skip
    salesmap.ok("customer", "edit", "Dock Ltd", "--address", "1 Dock Road")
    salesmap.ok(
        "log", "quay", "visit", "saw it", "--at-place", "2 Quay Street", "--at", "2026-11-20"
    )
    return salesmap


def test_a_visit_has_a_place_and_company(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "A")
    salesmap.ok("log", "1", "visit", "saw the plant", "--at-place", " Gate  3 ", "--with", "bo、Mei Lin",
                "--with", "bo")  # fmt: skip
    assert salesmap.sql("SELECT place, companions FROM interaction") == [("Gate 3", "bo, Mei Lin")]
    timeline = salesmap.json("lead", "show", "1")["timeline"]
    assert timeline[-1]["text"] == "saw the plant · Gate 3 · bo, Mei Lin"
    assert [row["kind"] for row in salesmap.json("find", "gate 3")] == ["interaction"]
    salesmap.ok("undo")
    assert salesmap.sql("SELECT count(*) FROM interaction") == [(0,)]
    salesmap.ok(
        "log", "1", "meeting", "talked", "--at-place", "31.2304， 121.4737", "--value", "10k"
    )
    assert salesmap.sql("SELECT place FROM interaction") == [("31.2304,121.4737",)]


def test_who_went_along_is_named_as_the_members_are(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "A")
    assert "members" not in salesmap.ok("log", "1", "visit", "x", "--with", "Bo").err
    salesmap.ok("member", "add", "bo")
    salesmap.ok("member", "add", "mei")
    answer = salesmap.ok("log", "1", "visit", "y", "--with", "BO, Zed", "--with", "bo,Zoe,zed")
    assert "Went along without being members of the team: Zed, Zoe." in answer.err
    assert "members" not in salesmap.ok("log", "1", "visit", "z", "--with", "mei").err
    stored = salesmap.sql("SELECT companions FROM interaction ORDER BY id")
    assert stored == [("Bo",), ("bo, Zed, Zoe",), ("mei",)]


@pytest.mark.parametrize(
    ("place", "is_one"),
    [("90,180", True), ("-90,-180", True), ("90.1,0", False), ("0,180.5", False), ("100, 20", False),
     ("Room 3, 2nd floor", True), ("12,5 km north", True)],
)  # fmt: skip
def test_coordinates_lie_on_the_globe(salesmap: Salesmap, place: str, is_one: bool) -> None:
    salesmap.ok("lead", "add", "A")
    answer = salesmap.run("log", "1", "visit", "x", "--at-place", place)
    if is_one:
        assert answer.code == 0, answer.err
    else:
        assert_refused(answer, 2, "no place on earth")
        assert salesmap.sql("SELECT count(*) FROM interaction") == [(0,)]


def test_a_call_takes_place_nowhere(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "A")
    for kind in ("call", "note", "email", "message"):
        assert_refused(salesmap.run("log", "1", kind, "x", "--at-place", "here"), 4, "visit")
        assert_refused(salesmap.run("log", "1", kind, "x", "--with", "bo"), 4, "visit")
    assert_refused(salesmap.run("log", "1", "visit", "x", "--at-place", " "), 2, "empty")
    assert_refused(salesmap.run("log", "1", "visit", "x", "--with", "bo,,cy"), 2, "empty")


def test_the_round_of_a_day(visits: Salesmap) -> None:
    for lead, due in (
        ("pier", "fri"),
        ("quay", "fri 14:00"),
        ("dock", "fri 9:30"),
        ("dock", "sat"),
    ):
        visits.ok("followup", "add", lead, "look at it", "--kind", "visit", "--due", due)
    visits.ok("followup", "add", "dock", "call", "--kind", "call", "--due", "fri")
    rows = visits.json("visit", "plan", "fri")
    assert [
        (row["number"], row["time"], row["lead"], row["address"], row["phone"]) for row in rows
    ] == [
        (1, "2026-11-27T01:30:00Z", "Dock", "1 Dock Road", "13900000001"),
        (2, "2026-11-27T06:00:00Z", "Quay", "2 Quay Street", "13900000002"),
        (3, None, "Pier", None, "13900000003"),
    ]
    assert rows[0]["contact"] == "Mo Dock" and rows[0]["settle"] == "salesmap followup done 3"
    visits.ok("followup", "done", "3")
    visits.ok("followup", "drop", "1")
    assert [row["lead"] for row in visits.json("visit", "plan", "2026-11-27")] == ["Quay"]
    assert "No visits are planned for 2026-11-23" in visits.ok("visit", "plan").err


def test_what_has_no_time_stands_by_region_and_address(visits: Salesmap) -> None:
    for lead, region in (("dock", "south"), ("quay", "north"), ("pier", "south")):
        visits.ok("lead", "edit", lead, "--region", region)
        visits.ok("followup", "add", lead, "x", "--kind", "visit", "--due", "fri")
    visits.ok("customer", "edit", "Pier Ltd", "--address", "0 Dock Road")
    assert [row["lead"] for row in visits.json("visit", "plan", "fri")] == ["Quay", "Pier", "Dock"]


def test_whose(visits: Salesmap) -> None:
    for lead, owner in (("dock", "ann"), ("pier", "bo")):
        visits.ok("followup", "add", lead, "x", "--kind", "visit", "--due", "fri", "--owner", owner)
    assert [row["lead"] for row in visits.json("visit", "plan", "fri", "--owner", "bo")] == ["Pier"]
    mine = visits.ok("visit", "plan", "fri", "--mine", "-f", "json", SALESMAP_USER="ann").data
    assert [row["lead"] for row in mine] == ["Dock"]
    late = visits.ok("visit", "plan", SALESMAP_NOW="2026-11-28T09:00:00")
    assert "2 earlier visits are overdue" in late.err


def test_as_a_calendar(visits: Salesmap) -> None:
    icalendar = pytest.importorskip("icalendar")
    visits.ok("log", "pier", "visit", "x", "--at-place", "31.5,121.25")
    for lead, due in (("dock", "fri 9:30"), ("pier", "fri")):
        visits.ok("followup", "add", lead, "look at it", "--kind", "visit", "--due", due)
    text = visits.ok("visit", "plan", "fri", "--format", "ics").out
    dock, pier = icalendar.Calendar.from_ical(text).walk("VEVENT")
    assert dock["LOCATION"] == "1 Dock Road" and "13900000001" in dock["DESCRIPTION"]
    assert dock.decoded("DTSTART").isoformat() == "2026-11-27T01:30:00+00:00"
    assert pier["LOCATION"] == "31.5,121.25" and "GEO:31.5;121.25" in text
    assert text == visits.ok("visit", "plan", "fri", "--format", "ics").out
