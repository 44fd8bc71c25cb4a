"""Leads: taken in, looked up, corrected, moved, closed."""

import pytest
from conftest import Salesmap

LEAD_FIELDS = (
    "id name customer contact phone email source product region value currency owner pipeline stage status created_at stage_since "
    "expected_close closed_at lost_reason next_due external_id tags version updated_at fields"
).split()


def test_add_and_show(salesmap: Salesmap) -> None:
    lead = salesmap.json(
        "lead", "add", "Acme", "--company", "Acme Ltd", "--contact", "Ann", "--phone", "13812345678", "--value", "$12k",
        "--tag", "hot", "--set", "budget=500", "--next", "call", "--due", "fri",
    )  # fmt: skip
    assert set(LEAD_FIELDS) <= set(lead)
    assert lead["id"] == 1
    assert (lead["customer"], lead["contact"], lead["phone"]) == ("Acme Ltd", "Ann", "13812345678")
    assert (lead["value"], lead["currency"], lead["owner"]) == (12000, "USD", "lin")
    assert (lead["tags"], lead["fields"], lead["next_due"]) == (
        ["hot"],
        {"budget": "500"},
        "2026-11-27",
    )
    assert (lead["stage"], lead["status"], lead["created_at"]) == (
        "lead",
        "open",
        "2026-11-23T01:00:00Z",
    )
    shown = salesmap.json("lead", "show", "acm")
    assert {key: shown[key] for key in lead} == lead
    assert [each["what"] for each in shown["followups"]] == ["call"]
    assert [stage["stage"] for stage in shown["stages"]] == ["lead"]
    assert [event["event"] for event in shown["timeline"]] == ["stage"]


def test_resolved_date_is_echoed(salesmap: Salesmap) -> None:
    assert "2026-11-27" in salesmap.ok("lead", "add", "Acme", "--next", "call", "--due", "fri").out


@pytest.mark.parametrize(
    ("arguments", "same"),
    [
        (("--phone", "+86 138 1234 5678"), "phone"),
        (("--email", "ANN@acme.example"), "e-mail"),
        (("--company", "ＡＣＭＥ  ltd"), "company"),
    ],
)
def test_conflict_is_refused(salesmap: Salesmap, arguments: tuple[str, str], same: str) -> None:
    salesmap.ok(
        "lead",
        "add",
        "Acme",
        "--company",
        "Acme Ltd",
        "--phone",
        "13812345678",
        "--email",
        "ann@acme.example",
    )
    refused = salesmap.run("lead", "add", "Other", *arguments)
    assert refused.code == 4
    assert same in refused.err
    assert salesmap.ok("lead", "add", "Other", *arguments, "--allow-duplicate").code == 0


def test_closed_lead_is_no_conflict(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "Acme", "--phone", "13812345678")
    salesmap.ok("lead", "lose", "1", "--reason", "price")
    salesmap.ok("lead", "add", "Again", "--phone", "13812345678")


@pytest.mark.parametrize(
    "arguments",
    [
        ("lead", "add", " "), ("lead", "add", "A", "--value", "-3"), ("lead", "add", "A", "--value", "12k", "--currency", "dollar"),
        ("lead", "add", "A", "--next", "call"), ("lead", "add", "A", "--due", "fri"), ("lead", "add", "A", "--stage", "nix"),
        ("lead", "add", "A", "--set", "x"), ("lead", "add", "A", "--close", "04/07/2026"), ("lead", "add"), ("lead", "list", "nix=1"),
        ("lead", "list", "--stage", "nix"), ("lead", "list", "--status", "nix"), ("lead", "list", "--sort", "nix"), ("lead", "list", "value"),
        ("lead", "list", "--fields", "nix"), ("lead", "list", "--limit", "-1"), ("lead", "nix"), ("nix",), ("lead", "list", "--format", "xml"),
        ("lead", "list", "value>abc"), ("lead", "list", "created_at>soon"),
    ],
)  # fmt: skip
def test_wrong_usage_is_one_line_and_two(salesmap: Salesmap, arguments: tuple[str, ...]) -> None:
    done = salesmap.run(*arguments)
    assert (done.code, done.out, len(done.err.splitlines())) == (2, "", 1), done
    assert salesmap.sql("SELECT count(*) FROM lead") == [(0,)]


def test_references(salesmap: Salesmap) -> None:
    for name, external in (("Acme", "7"), ("Acme Corp", "8"), ("示例公司", "9"), ("12", "10")):
        salesmap.ok("lead", "add", name, "--external-id", external)
    assert salesmap.json("lead", "show", "acme")["id"] == 1, "a whole name wins over a beginning"
    assert salesmap.json("lead", "show", "Acme C")["id"] == 2
    assert salesmap.json("lead", "show", "示例")["id"] == 3
    assert salesmap.json("lead", "show", "x:8")["id"] == 2
    assert salesmap.run("lead", "show", "12").code == 3, "a short number is an id and nothing else"
    ambiguous = salesmap.run("lead", "show", "ac")
    assert ambiguous.code == 4
    assert "'Acme'" in ambiguous.err
    assert "'Acme Corp'" in ambiguous.err
    for nobody in ("nobody", "99", "x:99", "99999999999999999999999"):
        assert salesmap.run("lead", "show", nobody).code == 3


def test_advance_walks_through_the_process_to_the_win(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "Acme", "--company", "Acme Ltd", "--value", "5")
    stages = [salesmap.json("lead", "advance", "1")["stage"] for _time in range(4)]
    assert stages == ["needs", "solution", "quote", "contract"]
    won = salesmap.json("lead", "advance", "1")
    assert (won["stage"], won["status"], won["closed_at"]) == (
        "aftersales",
        "won",
        "2026-11-23T01:00:00Z",
    )
    assert salesmap.run("lead", "advance", "1").code == 4
    assert salesmap.run("lead", "advance", "1", "--to", "needs").code == 4


def test_advance_backwards_and_by_label(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "Acme", "--stage", "Quote")
    assert (
        salesmap.json("lead", "advance", "1", "--to", "需求", "--note", "they want more")["stage"]
        == "needs"
    )
    assert salesmap.run("lead", "advance", "1", "--to", "needs").code == 4
    assert salesmap.sql("SELECT outcome FROM stay ORDER BY id") == [("back",), (None,)]
    rows = {row["stage"]: row for row in salesmap.json("funnel")}
    assert rows["quote"]["reached"] == 1, "it has been there"
    assert rows["needs"]["now"] == 1


def test_win_lose_reopen_drop(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "Acme", "--company", "Acme Ltd", "--value", "10k")
    won = salesmap.json("lead", "win", "1", "--value", "12k")
    assert (won["status"], won["value"], won["stage"]) == ("won", 12000, "aftersales")
    for arguments in (("win", "1"), ("lose", "1", "--reason", "x")):
        assert salesmap.run("lead", *arguments).code == 4
    reopened = salesmap.json("lead", "reopen", "1")
    assert (reopened["status"], reopened["stage"], reopened["closed_at"]) == ("open", "lead", None)
    assert salesmap.run("lead", "reopen", "1").code == 4
    assert salesmap.run("lead", "lose", "1").code == 2, "a reason is wanted"
    lost = salesmap.json("lead", "lose", "1", "--reason", "price")
    assert (lost["status"], lost["lost_reason"], lost["stage"]) == ("lost", "price", "lead")
    dropped = salesmap.json("lead", "drop", "1")
    assert dropped["status"] == "dropped"
    assert salesmap.json("report", "winrate")[0]["rate"] is None
    assert salesmap.json("funnel")[0]["reached"] == 0
    assert salesmap.json("lead", "reopen", "1")["lost_reason"] is None
    assert "no problems found" in salesmap.ok("db", "check").out


def test_edit(salesmap: Salesmap) -> None:
    salesmap.ok(
        "lead",
        "add",
        "Acme",
        "--company",
        "Acme",
        "--phone",
        "138",
        "--tag",
        "a",
        "--set",
        "size=9",
        "--new-field",
        "--value",
        "5",
    )
    edited = salesmap.json(
        "lead", "edit", "1", "--name", "Acme 2", "--company", "Beta", "--phone", "139", "--email", "x@y.z", "--tag", "b",
        "--untag", "a", "--set", "size=", "--set", "城市=杭州", "--new-field", "--value", "", "--close", "eom", "--owner", "mei",
    )  # fmt: skip
    assert (edited["name"], edited["customer"], edited["phone"], edited["email"]) == (
        "Acme 2",
        "Beta",
        "139",
        "x@y.z",
    )
    assert (edited["tags"], edited["fields"], edited["value"]) == (["b"], {"城市": "杭州"}, None)
    assert (edited["expected_close"], edited["owner"], edited["version"]) == (
        "2026-11-30",
        "mei",
        2,
    )
    assert salesmap.run("lead", "edit", "1").code == 2
    assert salesmap.run("lead", "edit", "1", "--name", "").code == 2
    assert salesmap.run("lead", "edit", "1", "--source", "web", "--if-version", "1").code == 4, (
        "changed meanwhile"
    )
    salesmap.ok("lead", "edit", "1", "--source", "web", "--if-version", "2")


def test_list_filters(salesmap: Salesmap) -> None:
    salesmap.ok(
        "lead",
        "add",
        "Acme",
        "--value",
        "1000",
        "--owner",
        "Mei",
        "--source",
        "Web",
        "--tag",
        "hot",
        "--set",
        "size=10",
        "--new-field",
    )
    salesmap.ok(
        "lead",
        "add",
        "示例公司",
        "--value",
        "200",
        "--phone",
        "138 1234 5678",
        "--set",
        "size=9",
        "--new-field",
        "--next",
        "call",
        "--due",
        "today",
    )
    salesmap.ok("lead", "add", "Beta", "--stage", "quote", "--note", "likes 50% off")
    salesmap.ok("lead", "lose", "Beta", "--reason", "price")

    def names(*arguments: str) -> list[str]:
        return [lead["name"] for lead in salesmap.json("lead", "list", "--sort", "id", *arguments)]

    assert names() == ["Acme", "示例公司"]
    assert names("--status", "all") == ["Acme", "示例公司", "Beta"]
    assert (
        names("--owner", "mei")
        == names("owner=Mei")
        == names("--tag", "hot")
        == names("source~we")
        == ["Acme"]
    )
    assert names("value>500") == names("size>9") == names("value!=200") == ["Acme"]
    assert (
        names("value<=200")
        == names("owner!=mei")
        == names("next_due=today")
        == names("--search", "1234-5678")
        == ["示例公司"]
    )
    assert (
        names("--search", "50%", "--status", "all")
        == names("--stage", "报价", "--status", "all")
        == ["Beta"]
    )
    assert (
        names("created_at=today")
        == names("created_at>=2026-11-23", "created_at<tomorrow")
        == ["Acme", "示例公司"]
    )
    assert names("created_at>today") == names("phone=", "name~示") == []
    assert [lead["name"] for lead in salesmap.json("lead", "list", "--sort", "-value")] == [
        "Acme",
        "示例公司",
    ]
    assert salesmap.ok("lead", "list", "--format", "ids").out.split() == ["2", "1"]
    assert (
        salesmap.ok("lead", "list", "--fields", "name,size", "--format", "csv").out
        == "name,size\n示例公司,9\nAcme,10\n"
    )


def test_formats(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "Acme", "--value", "1234.50")
    plain = salesmap.ok("lead", "list", "--fields", "id,name,value").out
    assert plain == "id\tname\tvalue\n1\tAcme\t1234.5\n"
    assert (
        salesmap.ok("lead", "list", "-f", "tsv", "--fields", "id,value").out
        == "id\tvalue\n1\t1234.5\n"
    )
    assert salesmap.ok("lead", "show", "1", "-f", "ids").out == "1\n"
    assert salesmap.json("lead", "list", "--fields", "value") == [{"value": 1234.5}]
    assert "\x1b" not in salesmap.ok("lead", "list", "-f", "table").out
    assert "\x1b[1m" in salesmap.ok("--color", "always", "lead", "list", "-f", "table").out


def test_long_lists_are_cut_with_a_word_only_when_asked(salesmap: Salesmap) -> None:
    for number in range(3):
        salesmap.ok("lead", "add", f"Lead {number}")
    done = salesmap.ok("lead", "list", "--limit", "2")
    assert len(done.out.splitlines()) == 3
    assert done.err == "2 of 3; --limit 0 for all.\n"
    assert salesmap.ok("lead", "list").err == ""


def test_show_is_a_brief(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "Acme", "--phone", "138", "--next", "call", "--due", "tomorrow")
    salesmap.ok("log", "1", "visit", "met the buyer", SALESMAP_NOW="2026-11-25")
    salesmap.ok("lead", "advance", "1", SALESMAP_NOW="2026-11-26")
    page = salesmap.ok("lead", "show", "1", SALESMAP_NOW="2026-11-28").out
    for fact in (
        "Acme",
        "138",
        "call",
        "2026-11-24",
        "met the buyer",
        "Needs research & analysis",
        "3.1",
        "2",
    ):
        assert fact in page
