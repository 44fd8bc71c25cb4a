"""Messages that go out: to a real HTTP and a real mail server on this machine, once a day, again when they failed."""

from typing import Any

import pytest
from conftest import Salesmap
from support.machine.receivers import http_receiver, mail_receiver

pytest.importorskip("apprise")


@pytest.fixture
def behind(salesmap: Salesmap) -> Salesmap:
    salesmap.ok("lead", "add", "东海 <b>", "--owner", "mei", "--next", "call", "--due", "yesterday")
    return salesmap


def test_once_a_day_for_each_person(behind: Salesmap) -> None:
    received: list[dict[str, Any]] = []
    with http_receiver(received, [200]) as address:
        first = behind.ok("due", "--notify", address)
        assert "Sent: 1 follow-up due." in first.err and "东海" in first.out
        assert "Sent already today" in behind.ok("due", "--notify", address).err
        behind.ok("due", "--owner", "mei", "--notify", address)
        behind.ok("due", "--owner", "MEI", "--notify", address)
        behind.ok("due", "--owner", "nobody", "--notify", address)
        assert len(received) == 2, "one for everybody, one for mei; nothing due, nothing sent"
        assert received[0]["title"] == "1 follow-up due" and "东海 <b>" in received[0]["message"]
        behind.ok("due", "--notify", address, SALESMAP_NOW="2026-11-24T09:00:00")
        assert len(received) == 3, "the next day is another day"
    assert behind.sql("SELECT count(*) FROM change") == [(1,)], "no change of the book"
    assert not [row for row in behind.sql("SELECT address FROM notice") if "127" in row[0]], (
        "an address may hold a password"
    )
    behind.ok("db", "check")


def test_what_failed_is_said_and_sent_the_next_time(behind: Salesmap) -> None:
    received: list[dict[str, Any]] = []
    status = [500]
    with http_receiver(received, status) as address:
        failed = behind.run("due", "--notify", address)
        assert failed.code == 5 and "was not sent" in failed.err and "东海" in failed.out
        status[0] = 200
        assert "Sent: " in behind.ok("due", "--notify", address).err
        assert behind.run("due", "--notify", address, "--exit-code").code == 10
    assert len(received) == 2
    nowhere = behind.run("due", "--notify", "json://127.0.0.1:1", "--owner", "mei")
    assert nowhere.code == 5
    assert behind.run("due", "--notify", "nix://x").code == 2
    assert behind.run("due", "--notify", "config").code == 2, "no address is set"


def test_mail_and_settings(behind: Salesmap) -> None:
    letters: list[str] = []
    with mail_receiver(letters) as address:
        behind.ok("config", "set", "notify", address)
        behind.ok("due", "--notify", "config", SALESMAP_LANG="zh")
    assert len(letters) == 1 and "To: mei@example.com" in letters[0].replace("<", "").replace(
        ">", ""
    )


def test_each_person_has_an_address(behind: Salesmap) -> None:
    """Of the addresses in the setting, a person's own has that person's promises, the others have all."""
    behind.ok("lead", "add", "北山", "--owner", "bo", "--next", "visit", "--due", "yesterday")
    of: dict[str, list[dict[str, Any]]] = {"mei": [], "bo": [], "idle": [], "all": []}
    with (
        http_receiver(of["mei"], [200]) as mei,
        http_receiver(of["bo"], [200]) as bo,
        http_receiver(of["idle"], [200]) as idle,
        http_receiver(of["all"], [200]) as everybody,
    ):
        behind.ok("config", "set", "notify", f"mei={mei} bo={bo} idle={idle} {everybody}")
        behind.ok("due", "--notify", "config")
        behind.ok("due", "--notify", "config")
        assert [[each["title"] for each in received] for received in of.values()] == [
            ["1 follow-up due"], ["1 follow-up due"], [], ["2 follow-ups due"],
        ]  # fmt: skip
        assert (
            "东海" in of["mei"][0]["message"]
            and "北山" not in of["mei"][0]["message"]
            and "北山" in of["bo"][0]["message"]
        )
        behind.ok("due", "--owner", "Bo", "--notify", "config", SALESMAP_NOW="2026-11-24T09:00:00")
        assert [len(received) for received in of.values()] == [1, 2, 0, 2] and "东海" not in of[
            "all"
        ][1]["message"]


def test_alarms_and_problems_are_sent(salesmap: Salesmap) -> None:
    for number in range(4):
        salesmap.ok("lead", "add", f"L{number}", SALESMAP_NOW="2026-11-01T09:00:00")
    received: list[dict[str, Any]] = []
    with http_receiver(received, [200]) as address:
        salesmap.ok("kpi", "check", "--notify", address)
        salesmap.ok("diagnose", "--notify", address)
        assert salesmap.run("diagnose", "--notify", address, "--exit-code").code == 10
    assert [each["title"] for each in received] == ["2 alarms", "1 problem found"]
