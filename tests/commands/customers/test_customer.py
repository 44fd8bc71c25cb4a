"""Customers and contacts as nouns of their own."""

import json

import pytest

from tests.conftest import Salesmap


@pytest.fixture
def crm(salesmap: Salesmap) -> Salesmap:
    salesmap.ok(
        "lead", "add", "Cold store", "--company", "Harbor Ltd", "--contact", "Grace Hopper", "--phone", "13900001111", "--value", "10k"
    )  # fmt: skip
    salesmap.ok(
        "lead", "add", "Pier", "--company", "Harbor Ltd", "--value", "5k", "--allow-duplicate"
    )
    return salesmap


def test_a_list_with_figures(crm: Salesmap) -> None:
    crm.ok("lead", "win", "1")
    crm.ok("log", "2", "call", "hello", "--next", "again", "--due", "fri")
    (row,) = crm.json("customer", "list")
    assert (row["name"], row["leads_open"], row["leads_won"], row["value_won"]) == (
        "Harbor Ltd",
        1,
        1,
        10000,
    )
    assert (row["purchases"], row["first_purchase"], row["next_due"]) == (
        1,
        "2026-11-23",
        "2026-11-27",
    )
    assert row["currency"] == "CNY" and row["phone"] == "13900001111"
    assert crm.json("customer", "list", "--search", "nobody") == []


def test_currencies_are_not_added(crm: Salesmap) -> None:
    crm.ok("lead", "win", "1")
    crm.ok("lead", "win", "2", "--value", "$9k")
    (row,) = crm.json("customer", "list")
    assert (row["leads_won"], row["value_won"], row["currency"]) == (2, None, None)


def test_show(crm: Salesmap) -> None:
    crm.ok("log", "1", "call", "hello")
    customer = crm.json("customer", "show", "harbor")
    assert [lead["name"] for lead in customer["leads"]] == ["Pier", "Cold store"]
    assert [contact["name"] for contact in customer["contacts"]] == ["Grace Hopper"]
    assert customer["timeline"][0]["text"] == "hello"
    page = crm.ok("customer", "show", "1").out
    assert "Grace Hopper" in page and "Cold store" in page
    assert crm.run("customer", "show", "nobody").code == 3


def test_add_and_rename(crm: Salesmap) -> None:
    assert crm.json("customer", "add", "Willow")["id"] == 2
    taken = crm.run("customer", "add", "WILLOW")
    assert taken.code == 4 and "customer show 2" in taken.err
    assert crm.run("customer", "edit", "willow", "--name", "harbor ltd").code == 4
    assert crm.json("customer", "edit", "willow", "--name", "Willow AG")["name"] == "Willow AG"
    crm.ok("undo")
    assert crm.json("customer", "show", "2")["name"] == "Willow"
    assert crm.run("customer", "add", " ").code == 2


def test_contacts_with_several_numbers(crm: Salesmap) -> None:
    crm.ok(
        "contact", "add", "Ann Reed", "--customer", "Willow", "--phone", "13900002222", "--phone", "021 5555 1234",
        "--email", "ann@willow.test", "--title", "Buyer",
    )  # fmt: skip
    contact = crm.json("contact", "show", "ann")
    assert contact["phones"] == ["13900002222", "021 5555 1234"] and contact["emails"] == [
        "ann@willow.test"
    ]
    crm.ok("contact", "edit", "ann", "--prefer", "02155551234", "--email", "reed@willow.test")
    contact = crm.json("contact", "show", "ann")
    assert contact["phone"] == "021 5555 1234" and contact["phones"] == [
        "021 5555 1234",
        "13900002222",
    ]
    assert contact["emails"] == ["ann@willow.test", "reed@willow.test"]
    cards = crm.ok("contact", "export", "--search", "ann").out
    assert cards.count("TEL") == 2 and cards.count("EMAIL") == 2
    crm.ok("contact", "edit", "ann", "--remove", "139 0000 2222")
    assert crm.json("contact", "show", "ann")["phones"] == ["021 5555 1234"]
    assert crm.run("contact", "edit", "ann", "--remove", "13900002222").code == 3
    assert crm.run("contact", "edit", "ann").code == 2
    crm.ok("contact", "edit", "ann", "--phone", "021-5555-1234")
    assert crm.json("contact", "show", "ann")["phones"] == ["021 5555 1234"], "the same number"
    assert crm.json("customer", "show", "willow")["contacts"][0]["name"] == "Ann Reed"
    crm.ok("contact", "edit", "ann", "--customer", "")
    assert crm.json("contact", "show", "ann")["customer"] is None


def test_labels_of_cards_stay(crm: Salesmap, tmp_path) -> None:
    card = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Bo Li\r\nTEL;TYPE=CELL:13900003333\r\nTEL;TYPE=HOME:021 6666 1234\r\nEND:VCARD\r\n"
    (tmp_path / "bo.vcf").write_text(card)
    crm.ok("contact", "import", f"{tmp_path / 'bo.vcf'}")
    before = crm.json("contact", "show", "bo")["fields"]
    crm.ok("contact", "edit", "bo", "--email", "bo@x.test")
    assert crm.json("contact", "show", "bo")["fields"] == before


def test_the_history_says_who_was_edited(salesmap: Salesmap) -> None:
    """By the name, else by what is known."""
    salesmap.ok("contact", "add", "Amy", "--phone", "13800000001")
    salesmap.ok("lead", "add", "Pier", "--phone", "13800000002")
    salesmap.ok("contact", "edit", "1", "--title", "Buyer")
    salesmap.ok("contact", "edit", "2", "--title", "Owner")
    newest, before = salesmap.json("history", "--limit", "2")
    assert "Amy" in before["summary"] and "13800000002" in newest["summary"]


def test_tiers(crm: Salesmap) -> None:
    """Set by hand, with the reason in history and timeline, taken back, and as it was."""
    assert "no tier → tier A" in crm.ok("customer", "tier", "harbor", "a", "--why", "big {x}").out
    crm.ok("--now", "2026-11-25", "customer", "tier", "harbor", "C")
    assert crm.json("customer", "show", "harbor")["tier"] == "C"
    assert crm.json("customer", "show", "harbor", "--as-of", "2026-11-24")["tier"] == "A"
    assert "tier C" in crm.ok("customer", "tier", "harbor").out
    crm.ok("undo")
    shown = crm.json("customer", "show", "harbor")
    events = [(event["event"], event["text"]) for event in shown["timeline"]]
    assert (shown["tier"], events) == ("A", [("tier", "Harbor Ltd: – → A (big {x})")])
    assert any("big {x}" in row["summary"] for row in crm.json("history"))
    before = crm.json("history", "--limit", "1")
    assert "Nothing to change" in crm.ok("customer", "tier", "harbor", "A").out
    assert crm.json("history", "--limit", "1") == before
    assert crm.json("customer", "tier", "harbor", "")["tier"] is None
    for line in (("tier", "harbor", "D"), ("tier", "harbor", "--why", "x")):
        assert crm.run("customer", *line).code == 2
    assert crm.run("customer", "tier", "nobody", "A").code == 3


def test_a_list_of_a_tier(crm: Salesmap) -> None:
    crm.ok("customer", "add", "Willow")
    crm.ok("customer", "add", "Birch")
    crm.ok("customer", "tier", "willow", "B")
    crm.ok("customer", "tier", "harbor", "A")

    def names(*options: str) -> list[str]:
        return [row["name"] for row in crm.json("customer", "list", *options)]

    assert names("--tier", "a") == ["Harbor Ltd"]
    assert names("--tier", "A", "--tier", "B") == ["Harbor Ltd", "Willow"]
    unknown = crm.run("customer", "list", "--tier", "X")
    assert (unknown.code, unknown.err) == (0, "No tier 'X'. Known: A, B, C.\n")
    assert [row["tier"] for row in crm.json("report", "owners", "--by", "tier,customer")] == ["A"]
    crm.ok("product", "add", "P", "Pump", "--price", "100")
    crm.ok("price", "set", "P", "80", "--tier", "a")
    assert crm.json("price", "show", "P", "--customer", "harbor")[0]["price"] == 80


def test_rfm_of_customers(crm: Salesmap) -> None:
    crm.ok("lead", "win", "1")
    crm.ok("lead", "win", "2", "--value", "$9k")
    crm.ok("customer", "add", "Willow")
    rows = crm.json("customer", "list", "--fields", "name,rfm")
    assert [(row["name"], row["rfm"]) for row in rows] == [("Harbor Ltd", None), ("Willow", None)]
    assert crm.json("customer", "show", "harbor")["rfm"] is None
    for shown in (("customer", "show", "harbor"), ("customer", "list", "--fields", "name,rfm")):
        assert "'rfm' is scored within each currency" in crm.ok(*shown).err
    crm.ok("lead", "drop", "1")
    assert crm.json("customer", "show", "harbor")["rfm"] == "511", "dollars alone"
    assert [row["rfm"] for row in crm.json("report", "rfm")] == ["511"], "as in the report"
    crm.ok("undo")
    crm.ok("rate", "set", "USD", "7", "--on", "2026-01-01")
    assert crm.json("customer", "list")[0]["rfm"] == "513"
    assert "USD are converted" in crm.ok("customer", "list").err
    plain = crm.ok("customer", "list", "--fields", "name,tier").err
    assert "USD" not in plain, "a list without amounts says nothing of them"


def test_the_timeline_names_what_became_of_papers(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "Harbor", "--company", "Harbor Ltd")
    salesmap.ok("quote", "new", "1", "X", "--price", "100", "--send")
    salesmap.ok("quote", "bid", "1", "90")
    salesmap.ok("quote", "accept", "1")
    salesmap.ok("contract", "new", "1", "--sign")
    (salesmap.home / "old.csv").write_text(
        "number,customer,amount,signed on\nH-1,Harbor Ltd,50,2020-01-02\n"
    )
    salesmap.ok("contract", "import", "old.csv")
    *newer, oldest = salesmap.json("customer", "show", "1")["timeline"]
    assert {(each["event"], each["lead"]) for each in newer} == {
        ("signed", "Harbor"), ("accepted", "Harbor"), ("bid", "Harbor"), ("message", "Harbor"),
    }  # fmt: skip
    assert (oldest["event"], oldest["lead"], oldest["text"]) == ("signed", None, "H-1 · 50 CNY")


@pytest.fixture
def buyers(salesmap: Salesmap) -> Salesmap:
    """Four customers: two who bought, an asker with an open lead, and one without a lead."""
    for name, owner, value, day in (
        ("Harbor Ltd", "mei", "60k", "2026-01-10"),
        ("云帆科技", "bo", "20k", "2026-11-10"),
    ):
        salesmap.ok(
            "--now", day, "lead", "add", f"Deal {name}", "--company", name, "--owner", owner,
            "--region", "North", "--phone", "13900001111" if owner == "mei" else "", "--value", value,
            "--allow-duplicate",
        )  # fmt: skip
        salesmap.ok("--now", day, "lead", "win", f"Deal {name}")
    salesmap.ok("lead", "add", "Asker", "--company", "Reed Co", "--owner", "Mei", "--source", "web")
    salesmap.ok("customer", "add", "Willow")
    salesmap.ok("customer", "tier", "harbor", "A")
    return salesmap


@pytest.mark.parametrize(
    ("filters", "names"),
    [
        (["tier=a"], ["Harbor Ltd"]),
        (["tier="], ["Reed Co", "Willow", "云帆科技"]),
        (["tier!=A"], ["Reed Co", "Willow", "云帆科技"]),
        (["last_purchase<-180d"], ["Harbor Ltd"]),
        (["last_purchase>=-180d"], ["云帆科技"]),
        (["last_purchase="], ["Reed Co", "Willow"]),
        (["value_won>=50k"], ["Harbor Ltd"]),
        (["value_won<50k"], ["云帆科技"]),
        (["purchases=0"], ["Reed Co", "Willow"]),
        (["purchases>=1", "owner=MEI"], ["Harbor Ltd"]),
        (["owner=mei"], ["Harbor Ltd", "Reed Co"]),
        (["owner=mei", "owner=bo"], ["Harbor Ltd", "Reed Co", "云帆科技"]),
        (["owner="], ["Willow"]),
        (["name~harbor"], ["Harbor Ltd"]),
        (["name=ＨＡＲＢＯＲ ltd"], ["Harbor Ltd"]),
        (["phone="], ["Reed Co", "Willow", "云帆科技"]),
        (["phone~0000"], ["Harbor Ltd"]),
        (["tickets_open>0"], []),
        (["satisfaction<3"], []),
        (["referred=0", "leads_open=1"], ["Reed Co"]),
        (["rfm=213"], ["Harbor Ltd"]),
        (["rfm>=300"], ["云帆科技"]),
        (["rfm="], ["Reed Co", "Willow"]),
        (["last_contact="], ["Harbor Ltd", "Reed Co", "Willow", "云帆科技"]),
        (["region=north"], ["Harbor Ltd", "云帆科技"]),
        (["source=web"], ["Reed Co"]),
        (["status=won", "tier="], ["云帆科技"]),
        (["客户级别=A"], ["Harbor Ltd"]),
        (["赢单金额>5万"], ["Harbor Ltd"]),
        (["名称~云"], ["云帆科技"]),
        (["customer~reed"], ["Reed Co"]),
    ],
)
def test_filters_on_customers(buyers: Salesmap, filters: list[str], names: list[str]) -> None:
    rows = buyers.json("customer", "list", *filters)
    assert [row["name"] for row in rows] == names
    assert len(buyers.json("customer", "list", *filters, "--limit", "1")) == min(1, len(names))


def test_what_a_filter_on_customers_cannot_mean(buyers: Salesmap) -> None:
    for filter in ("tire=A", "purchases>many", "value_won>lots", "last_purchase<never", "tier"):
        assert buyers.run("customer", "list", filter).code == 2
    assert "tier" in buyers.run("customer", "list", "tire=A").err
    unknown = buyers.run("customer", "list", "owner=nobody")
    assert (unknown.code, unknown.out.count("\n")) == (0, 1) and "Known: bo" in unknown.err
    assert buyers.run("customer", "list", "--sort", "tire").code == 2


def test_customers_in_an_order(buyers: Salesmap) -> None:
    def names(*options: str) -> list[str]:
        return [row["name"] for row in buyers.json("customer", "list", *options)]

    assert names("--sort", "-value_won") == ["Harbor Ltd", "云帆科技", "Willow", "Reed Co"]
    assert names("--sort", "last_purchase", "--limit", "1") == ["Harbor Ltd"]
    assert names("--sort", "-名称") == ["云帆科技", "Willow", "Reed Co", "Harbor Ltd"]
    assert "2 of 4" in buyers.ok("customer", "list", "--limit", "2").err
    assert names("--limit", "3") == ["Harbor Ltd", "Reed Co", "Willow"]


def test_amounts_without_a_rate_pass_no_filter(buyers: Salesmap) -> None:
    buyers.ok("lead", "win", "Asker", "--value", "$90k")
    found = buyers.run("customer", "list", "value_won>50k", "--format", "json")
    assert [row["name"] for row in found.data] == ["Harbor Ltd"]
    assert "Amounts in USD are left out" in found.err
    buyers.ok("rate", "set", "USD", "7", "--on", "2026-01-01")
    rows = buyers.json("customer", "list", "value_won>=630k")
    assert [(row["name"], row["value_won"], row["currency"]) for row in rows] == [
        ("Reed Co", 630000, "CNY")
    ]


def test_the_score_of_one_is_that_of_the_list(salesmap: Salesmap) -> None:
    """With so many customers that they are scored against each other."""
    rows = [
        f"L{number},C{number},{number % 7 + 1}k,won,2026-11-01,2026-11-{number % 20 + 1:02}"
        for number in range(60)
    ]
    file = salesmap.home / "won.csv"
    file.write_text("\n".join(("name,company,value,status,created,closed", *rows)))
    salesmap.ok("lead", "import", "won.csv")
    for row in salesmap.json("customer", "list")[::7]:
        assert salesmap.json("customer", "show", str(row["id"]))["rfm"] == row["rfm"]


def test_leads_by_the_tier_of_the_customer(buyers: Salesmap) -> None:
    def names(*options: str) -> list[str]:
        return [row["name"] for row in buyers.json("lead", "list", "--status", "all", *options)]

    assert names("tier=a") == names("--tier", "A") == names("客户级别=A") == ["Deal Harbor Ltd"]
    assert names("tier=") == ["Asker", "Deal 云帆科技"]
    assert names("--sort", "tier", "--limit", "1") == ["Deal Harbor Ltd"]
    unknown = buyers.run("lead", "list", "--tier", "X")
    assert unknown.code == 0 and "No tier 'X'. Known: A." in unknown.err
    buyers.ok("lead", "edit", "Asker", "--set", "tier=gold", "--new-field")
    assert names("tier=gold") == ["Asker"], "a custom field goes before"


def test_tiers_by_the_rules_of_the_map(buyers: Salesmap) -> None:
    """Who moves from where to where; what is set by hand stays; one undo; never without a yes."""
    buyers.ok("customer", "tier", "harbor", "C", "--why", "slow payer")
    preview = buyers.run("customer", "tier", "--dry-run", "--format", "json")
    assert preview.data == [
        {"id": 2, "name": "云帆科技", "before": None, "after": "B", "rule": "B"}
    ]
    assert "no tier → tier B: 1 customer" in preview.err
    assert "1 customer stays in a tier set by hand." in preview.err
    refused = buyers.run("customer", "tier", "--apply")
    assert refused.code == 2 and "--yes" in refused.err
    assert buyers.json("customer", "list", "tier=B") == []
    assert "1 customer changed" in buyers.ok("customer", "tier", "--apply", "--yes").err
    assert [row["name"] for row in buyers.json("customer", "list", "tier=B")] == ["云帆科技"]
    assert "in its tier" in buyers.ok("customer", "tier", "--apply", "--yes").err
    events = buyers.json("customer", "show", "云帆")["timeline"]
    assert [event["text"] for event in events if event["event"] == "tier"] == ["– → B"]
    assert "by rule" in buyers.json("history", "--limit", "1")[0]["summary"]
    assert "by hand" in buyers.ok("customer", "tier", "云帆", "B").out
    buyers.ok("undo")
    buyers.ok(
        "--now", "2026-11-30", "lead", "add", "More", "--company", "云帆科技", "--value", "200k"
    )
    buyers.ok("--now", "2026-11-30", "lead", "win", "More")
    (move,) = buyers.json("--now", "2026-11-30", "customer", "tier", "--apply", "--yes")
    assert (move["before"], move["after"]) == ("B", "A")
    buyers.ok("undo")
    assert buyers.json("customer", "show", "云帆")["tier"] == "B"


def test_what_tiers_of_all_cannot_mean(buyers: Salesmap) -> None:
    for line in ((), ("harbor", "--apply"), ("harbor", "A", "--dry-run")):
        assert buyers.run("customer", "tier", *line).code == 2


def test_the_score_of_a_list_is_that_of_the_report(salesmap: Salesmap) -> None:
    """Where a currency has no rate, each is scored apart, in both."""
    for name, value in (("Cedar", "60k"), ("Birch", "$12k"), ("Aspen", "$900")):
        salesmap.ok("lead", "add", name, "--company", name, "--value", value)
        salesmap.ok("lead", "win", name)
    for name, value in (("Both 1", "5k"), ("Both 2", "$5k")):
        salesmap.ok("lead", "add", name, "--company", "Both", "--value", value, "--allow-duplicate")
    for name in ("Both 1", "Both 2"):
        salesmap.ok("lead", "win", name)
    listed = {row["name"]: row["rfm"] for row in salesmap.json("customer", "list")}
    assert listed.pop("Both") is None and None not in listed.values()
    for name, score in listed.items():
        (cell,) = salesmap.json("report", "rfm", "--customer", name)
        assert cell["rfm"] == score, name
        assert salesmap.json("customer", "show", name)["rfm"] == score


def test_an_owner_is_that_of_the_customer(salesmap: Salesmap) -> None:
    """As its column says, however it is asked for; a lead of another owner does not count."""
    salesmap.ok("--now", "2026-01-01", "lead", "add", "Old", "--company", "Cedar", "--owner", "bo", "--region", "North")  # fmt: skip
    salesmap.ok("lead", "add", "New", "--company", "Cedar", "--owner", "mei", "--allow-duplicate", "--region", "South")  # fmt: skip
    salesmap.ok("lead", "add", "Other", "--company", "Birch", "--owner", "Bo")

    def names(*filters: str) -> list[str]:
        return [row["name"] for row in salesmap.json("customer", "list", *filters)]

    for option, value, expected in (
        ("owner", "bo", ["Birch"]),
        ("owner", "mei", ["Cedar"]),
        ("region", "south", ["Cedar"]),
        ("region", "north", []),
    ):
        assert names(f"--{option}", value) == names(f"{option}={value}") == expected
    mine = salesmap.json("--user", "mei", "customer", "list", "--mine")
    assert [row["name"] for row in mine] == ["Cedar"]
    assert names("--owner", "bo", "--owner", "mei") == ["Birch", "Cedar"]
    assert names("--owner", "mei", "--search", "ced") == names("owner=mei", "--search", "ced")


def test_classes_without_money(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "Cedar", "--company", "Cedar")
    salesmap.ok("lead", "win", "1", "--force", "--note", "a gift")
    found = salesmap.run("report", "abc", "--format", "json")
    assert [(row["class"], row["customers"]) for row in found.data] == [("A", 1)]
    assert "No purchase has a value" in found.err
    salesmap.ok("lead", "add", "Birch", "--company", "Birch", "--value", "5k")
    salesmap.ok("lead", "win", "2")
    found = salesmap.run("report", "abc", "--format", "json")
    assert [(row["class"], row["customers"]) for row in found.data] == [("A", 1), ("C", 1)]
    assert "No purchase" not in found.err


def test_the_id_in_another_system(salesmap: Salesmap) -> None:
    """It finds the customer, stands once, goes along with a merge, and can be cleared."""
    salesmap.ok("customer", "add", "Willow Ltd", "--external-id", "K-7")
    salesmap.ok("customer", "add", "Willow Group")
    assert salesmap.json("customer", "show", "x:K-7")["external_id"] == "K-7"
    assert [row["id"] for row in salesmap.json("customer", "list", "external_id=K-7")] == [1]
    taken = salesmap.run("customer", "edit", "2", "--external-id", "K-7", "--format", "json")
    assert (taken.code, json.loads(taken.err)["code"]) == (4, "customer_external_id_taken")
    assert "Customer 1 (Willow Ltd) has the external id K-7 already." in taken.err
    assert "salesmap customer show 1" in taken.err
    salesmap.ok("customer", "edit", "1", "--external-id", "K-7")
    salesmap.ok("dup", "merge", "customer:2", "customer:1", "--yes")
    assert salesmap.json("customer", "show", "x:K-7")["name"] == "Willow Group"
    salesmap.ok("undo")
    salesmap.ok("customer", "edit", "2", "--external-id", "K-8")
    told = salesmap.ok(
        "dup", "merge", "customer:2", "customer:1", "--keep", "external_id=b", "--yes"
    )
    assert "external_id K-8" in told.err, "what is dropped is told"
    assert salesmap.run("customer", "show", "x:K-8").code == 3
    salesmap.ok("customer", "edit", "x:K-7", "--external-id", "")
    assert salesmap.json("customer", "show", "2")["external_id"] is None


def test_an_edit_that_changes_nothing_is_told(salesmap: Salesmap) -> None:
    """Whatever is edited: it leaves no change, and the answer says so."""
    salesmap.ok("lead", "add", "A", "--company", "Acme", "--contact", "Bo", "--phone", "139 0000 1111")  # fmt: skip
    salesmap.ok("member", "add", "mei")
    salesmap.ok("rating", "add", "Acme", "5", "--comment", "good")
    salesmap.ok("kb", "add", "Pumps", "--text", "Oil them.")
    edits = (
        ("customer", "edit", "Acme", "--address", "1 Dock Road"),
        ("contact", "edit", "Bo", "--title", "Buyer"),
        ("member", "edit", "mei", "--team", "north"),
        ("rating", "edit", "1", "--score", "4"),
        ("kb", "edit", "1", "--text", "Oil them often."),
    )
    for edit in edits:
        assert "Updated" in salesmap.ok(*edit).out
        before = salesmap.sql("SELECT count(*) FROM change")
        assert "is unchanged" in salesmap.ok(*edit).out
        assert salesmap.sql("SELECT count(*) FROM change") == before
