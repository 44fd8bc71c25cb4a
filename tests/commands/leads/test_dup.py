"""Duplicates: what is probably in the database twice, and how it becomes one."""

import shutil
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from conftest import Salesmap
from hypothesis import given
from hypothesis import strategies as st

from salesmap.domain.company_names import company_key, numbers_of, similarity_of_names

SAME = [
    ("Acme Ltd", "ACME Limited"), ("Acme, Inc.", "Acme"), ("Müller GmbH & Co. KG", "MÜLLER GmbH"), ("Acme S.p.A.", "acme spa"), ("Acme S.A.", "Acme"),
    ("Ａｃｍｅ", "Acme"), ("Smith & Sons Ltd.", "Smith & Sons"), ("Foo-Bar LLC", "foo bar"), ("A.B.C. Ltd", "ABC"), ("Blue  Fin B.V.", "Blue Fin"),
    ("Nordic Oy", "NORDIC OYJ"), ("Kato K.K.", "Kato"), ("Sun Pty Ltd", "Sun"), ("Peak Holdings Co., Ltd.", "Peak Holdings"),
    ("东海冷链物流有限公司", "东海冷链物流"), ("东海（上海）有限公司", "东海(上海)"), ("华为技术有限公司", "华为技术"), ("远大集团股份有限公司", "远大"), ("长江机械有限责任公司", "长江机械"),
    ("泰山 食品 有限公司", "泰山食品"), ("云帆电子（中国）有限公司", "云帆电子(中国)"), ("Northwind Bakery & Café", "Northwind Bakery & Cafe"),
]  # fmt: skip
ALIKE = [
    ("Harbour Valley Steel", "Harbor Valley Steel"),
    ("Bluefin Robotics Germany", "Bluefin Robotiks Germany"),
]
OTHER = [
    ("Acme 1", "Acme 2"), ("北京东海冷链", "上海东海冷链"), ("Unit A Holdings", "Unit B Holdings"), ("O2", "O3"), ("东海上海分公司", "东海北京分公司"),
    ("Acme North", "Acme South"), ("Studio 54 Berlin GmbH", "Studio 55 Berlin GmbH"), ("腾讯", "深圳腾讯计算机"), ("Limited", "Company"), ("中国银行", "中国人行"),
    ("Delta Insurance", "Delta Assurance"), ("第一中学", "第二中学"), ("First Bank", "Last Bank"), ("有限公司", "公司"), ("Series X Motors", "Series Y Motors"),
    ("Maple Dental Group", "Maple Rental Group Ltd x"),
]  # fmt: skip


@pytest.mark.parametrize(("one", "other"), SAME)
def test_one_company_but_for_its_legal_form(one: str, other: str) -> None:
    assert company_key(one) == company_key(other)


def name_similarity(one: str, other: str) -> float:
    return similarity_of_names()(one, other, company_key(one), company_key(other))


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_probably_one_company(one: str, other: str) -> None:
    assert company_key(one) != company_key(other)
    assert 0.9 < name_similarity(one, other) < 1


@pytest.mark.parametrize(("one", "other"), OTHER)
def test_two_companies(one: str, other: str) -> None:
    assert company_key(one) != company_key(other)
    assert name_similarity(one, other) == 0


_NAMES = st.text("Depot ab123½²", min_size=1, max_size=30)


@given(_NAMES, _NAMES.map(lambda end: end[:2]), st.integers(0, 30))
def test_similar_names_have_the_same_digits(name: str, put_in: str, place: int) -> None:
    """So that names of other digits need not be compared."""
    other = name[:place] + put_in + name[place:]
    if name_similarity(name, other):
        assert numbers_of(company_key(name)) == numbers_of(company_key(other))


@given(
    st.text("Acme 东海公司有限.,&()（）-LtdGmbH ", min_size=1, max_size=20),
    st.sampled_from(["Ltd", "GmbH", "Inc."]),
)
def test_a_name_is_itself_whatever_is_hung_on_it(name: str, form: str) -> None:
    key = company_key(name)
    assert company_key(key) in (key, company_key(key)) and company_key(name.upper()) == key
    if name.strip(" .,&()（）-") and name[-1].isalnum():
        assert company_key(f"{name} {form}") == key or len(key) <= len("公司")


@pytest.fixture(scope="module")
def duplicates_database(tmp_path_factory: pytest.TempPathFactory) -> Salesmap:
    home = tmp_path_factory.mktemp("duplicates")
    database = Salesmap(home / "duplicates.db", home)
    database.ok(
        "lead",
        "add",
        "Pumps",
        "--company",
        "Acme Ltd",
        "--contact",
        "Ann",
        "--phone",
        "138 0000 0001",
        "--value",
        "5",
        "--tag",
        "hot",
        "--set",
        "size=9",
        "--new-field",
    )
    database.ok("lead", "add", "Pumps and more", "--company", "ACME Limited", "--allow-duplicate", "--contact", "Ann", "--phone", "13800000002", "--email", "ann@acme.example", "--value", "7",
            "--tag", "big", "--tag", "hot", "--source", "web", "--note", "hello", "--next", "call", "--due", "+2d", "--external-id", "X7", SALESMAP_NOW="2026-11-01T09:00:00")  # fmt: skip
    database.ok(
        "lead",
        "add",
        "Fridges",
        "--company",
        "东海冷链有限公司",
        "--contact",
        "陈涛",
        "--phone",
        "13900000009",
    )
    database.ok(
        "lead",
        "add",
        "冰箱",
        "--company",
        "东海冷链",
        "--contact",
        "陈涛",
        "--phone",
        "+86 139 0000 0009",
        "--owner",
        "mei",
        "--allow-duplicate",
    )
    database.ok(
        "lead",
        "add",
        "Switchboard",
        "--company",
        "Other",
        "--contact",
        "Bob",
        "--phone",
        "13900000009",
        "--allow-duplicate",
    )
    return database


@pytest.fixture
def database(duplicates_database: Salesmap, tmp_path: Path) -> Salesmap:
    return Salesmap(Path(shutil.copy(duplicates_database.db, tmp_path)), duplicates_database.home)


def everything(database: Salesmap) -> list[Any]:
    tables = (
        "customer",
        "contact",
        "lead",
        "lead_tag",
        "stay",
        "interaction",
        "followup",
        "custom_field",
    )
    return [database.sql(f"SELECT * FROM {table} ORDER BY id") for table in tables]


def test_list_says_why(database: Salesmap) -> None:
    found = {(row["a"], row["b"]): row["why"] for row in database.json("dup", "list")}
    assert found["customer:1", "customer:2"] == "same company name except for the legal form"
    assert found["customer:3", "customer:4"] == "same company name except for the legal form"
    assert found["contact:3", "contact:4"] == "same phone"
    assert found["contact:1", "contact:2"] == "same name at the same company"
    assert found["lead:3", "lead:4"] == "same phone"
    assert ("contact:3", "contact:5") not in found, "a switchboard's number is many people's"
    assert ("contact:3", "contact:5") in {
        (row["a"], row["b"]) for row in database.json("dup", "list", "--least", "0.5")
    }
    assert {row["kind"] for row in database.json("dup", "list", "--among", "contact")} == {
        "contact"
    }
    assert "公司名称相同" in database.ok("--lang", "zh", "dup", "list").out
    scores = [row["score"] for row in database.json("dup", "list")]
    assert scores == sorted(scores, reverse=True)


@pytest.mark.parametrize(
    ("one", "other", "keep", "check"),
    [
        ("customer:1", "customer:2", "name=B", "SELECT (SELECT name FROM customer WHERE id = 1) = 'ACME Limited' AND (SELECT count(*) FROM lead WHERE customer_id = 1) = 2"),
        ("contact:1", "contact:2", "phone=b", "SELECT (SELECT phone_key FROM contact WHERE id = 1) = '+8613800000002' AND (SELECT email FROM contact WHERE id = 1) = 'ann@acme.example'"
         " AND (SELECT fields FROM contact WHERE id = 1) LIKE '%138 0000 0001%'"),
        ("1", "x:X7", "value=b", "SELECT (SELECT value_cents FROM lead WHERE id = 1) = 700 AND (SELECT status FROM lead WHERE id = 2) = 'dropped'"
         " AND (SELECT count(*) FROM lead_tag WHERE lead_id = 1) = 2 AND (SELECT count(*) FROM followup WHERE lead_id = 1) = 1"
         " AND (SELECT created_on FROM lead WHERE id = 1) = '2026-11-01' AND (SELECT source FROM lead WHERE id = 1) = 'web'"),
    ],
)  # fmt: skip
def test_merge_undo_redo(database: Salesmap, one: str, other: str, keep: str, check: str) -> None:
    before = everything(database)
    refused = database.run("dup", "merge", one, other)
    assert refused.code == 2 and "--yes" in refused.err and everything(database) == before
    shown = database.ok("dup", "merge", one, other, "--keep", keep, "--yes").out
    assert "kept" in shown.splitlines()[0] and "undo" in shown
    assert database.sql(check) == [(1,)]
    assert "no problems found" in database.ok("db", "check").out
    after = everything(database)
    database.ok("undo")
    assert everything(database) == before
    database.ok("redo")
    assert everything(database) == after


def test_a_merged_lead_does_not_come_back_with_its_file(database: Salesmap) -> None:
    database.ok("dup", "merge", "1", "2", "--yes")
    file = database.home / "again.csv"
    file.write_text("id,name\nX7,Pumps and more\n")
    assert database.json("lead", "import", str(file))["skipped"] == 1
    assert "Pumps and more" in str(database.json("lead", "show", "1")["timeline"])


def test_contacts_without_a_name_are_called_by_what_is_known(salesmap: Salesmap) -> None:
    for number, phone in enumerate(("13800000001", "13800000002", "13800000003"), 1):
        salesmap.ok("lead", "add", f"Lead {number}", "--phone", phone)
    salesmap.ok("contact", "edit", "2", "--phone", "", "--email", "amy@harbor.example")
    assert "13800000001" in salesmap.ok("dup", "merge", "contact:1", "contact:2", "--yes").out
    salesmap.ok("contact", "edit", "1", "--phone", "")
    merged = salesmap.ok("dup", "merge", "contact:1", "contact:3", "--yes")
    assert "amy@harbor.example" in merged.out or "13800000003" in merged.out


def test_what_cannot_be_merged(database: Salesmap) -> None:
    assert database.run("dup", "merge", "1", "1", "--yes").code == 4
    assert database.run("dup", "merge", "customer:1", "contact:1", "--yes").code == 2
    assert database.run("dup", "merge", "customer:1", "customer:99", "--yes").code == 3
    assert (
        database.run("dup", "merge", "customer:1", "customer:2", "--keep", "size=b", "--yes").code
        == 2
    )
    assert database.run("dup", "merge", "customer:x", "customer:2", "--yes").code == 2
    database.ok("lead", "win", "2")
    refused = database.run("dup", "merge", "1", "2", "--yes")
    assert refused.code == 4 and "lead:2 lead:1" in refused.err
    database.ok("dup", "merge", "2", "1", "--yes")
    assert "no problems found" in database.ok("db", "check").out


def test_an_import_tells_and_never_merges(salesmap: Salesmap) -> None:
    file = salesmap.home / "f.csv"
    file.write_text("id,name,company\n1,A,Acme Ltd\n2,B,ACME Limited\n3,C,Acme Ltd\n4,D,Solo\n")
    done = salesmap.ok("lead", "import", str(file))
    assert "2 new customers look like duplicates" in done.err
    assert salesmap.sql("SELECT count(*) FROM customer") == [(3,)]


@pytest.mark.parametrize("rows", [800, pytest.param(9240, marks=pytest.mark.long)])
def test_rows_alike_but_for_their_ids_are_different_leads(
    salesmap: Salesmap, shared: Path, rows: int
) -> None:
    mapping = "Prospect ID=external_id,Lead Number=fields.Lead Number,Converted=stage"
    with (shared / "data/xeducation/Leads.csv").open(encoding="utf-8", newline="") as file:
        head = list(islice(file, rows + 1))
    (salesmap.home / "leads.csv").write_text("".join(head), encoding="utf-8", newline="")
    salesmap.ok(
        "lead",
        "import",
        "leads.csv",
        "--map",
        mapping,
        "--stage-map",
        "1=won,0=lead",
    )
    assert salesmap.sql("SELECT count(*) FROM lead") == [(rows,)]
    assert salesmap.json("dup", "list") == []


@pytest.mark.long
def test_a_hundred_thousand_customers(salesmap: Salesmap) -> None:
    file = salesmap.home / "f.csv"
    with file.open("w") as out:
        out.write("id,name,company,phone\n")
        out.writelines(
            f"{n},Lead {n},Firm {n * 7919 % 1000003:07} {'abcdefghij'[n % 10] * 3} Ltd,138{n:08}\n"
            for n in range(100_000)
        )
        out.writelines(
            f"t{n},Twin {n},FIRM {n * 7919 % 1000003:07} {'abcdefghij'[n % 10] * 3} limited,\n"
            for n in range(0, 1000, 10)
        )
    salesmap.ok("lead", "import", str(file))
    found = salesmap.json("dup", "list")
    assert len(found) == 100 and {row["kind"] for row in found} == {"customer"}


def test_what_a_merge_of_customers_takes_and_drops_is_told(salesmap: Salesmap) -> None:
    """The preview counts all that hangs on both; nothing is dropped in silence."""
    for name in ("Harbor", "Harbor Ltd"):
        salesmap.ok("lead", "add", name, "--company", name, "--value", "10k", "--allow-duplicate")
    salesmap.ok("customer", "edit", "1", "--address", "Pier 1", "--bank", "First")
    salesmap.ok("customer", "edit", "2", "--address", "Pier 2", "--tax-no", "DE1")
    salesmap.ok("customer", "tier", "2", "A")
    salesmap.ok("quote", "new", "2", "X", "--price", "100")
    salesmap.ok("contract", "new", "2", "--amount", "10k")
    salesmap.ok("ticket", "new", "2", "It rattles")
    salesmap.ok("care", "done", "2", "--satisfaction", "4")
    done = salesmap.run("dup", "merge", "customer:1", "customer:2", "--yes", "--format", "json")
    rows = {row["field"]: (row["a"], row["b"], row["kept"]) for row in done.data}
    assert rows["tier"] == (None, "A", "A") and rows["address"] == ("Pier 1", "Pier 2", "Pier 1")
    for count in ("leads", "quotes", "contracts", "tickets", "ratings", "care_visits"):
        assert rows[count][1] == "1", count
    assert "Taken from the other: tier A, tax_no DE1." in done.err
    assert "Dropped, for they differ: name Harbor Ltd, address Pier 2." in done.err
    shown = salesmap.json("customer", "show", "1")
    assert (shown["tier"], shown["tax_no"], shown["bank"]) == ("A", "DE1", "First")
    assert len(shown["tickets"]) == len(shown["ratings"]) == 1


def test_a_further_number_is_a_number(salesmap: Salesmap) -> None:
    """Of contacts and of the leads they are in; a preferred one against a further one, or two of these."""
    for number, phone in enumerate(
        ["13900001111/13900002222", "13900002222", "13900003333/13900004444", "13900005555、13900004444", "13900006666"]
    ):  # fmt: skip
        salesmap.ok("lead", "add", f"L{number}", "--phone", phone, "--allow-duplicate")
    salesmap.ok("contact", "add", "Ann", "--email", "ann@x.com", "--email", "office@x.com")
    salesmap.ok("contact", "add", "Bo", "--email", "OFFICE@x.com")
    found = {(row["a"], row["b"]): row["why"] for row in salesmap.json("dup", "list")}
    assert found == {
        ("contact:1", "contact:2"): "same phone",
        ("contact:3", "contact:4"): "same phone",
        ("contact:6", "contact:7"): "same email",
        ("lead:1", "lead:2"): "same phone",
        ("lead:3", "lead:4"): "same phone",
    }
    salesmap.ok("contact", "edit", "1", "--remove", "13900002222")
    assert ("lead:1", "lead:2") not in {
        (row["a"], row["b"]) for row in salesmap.json("dup", "list")
    }
