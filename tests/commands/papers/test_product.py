"""Products, their prices, their file, and the needs that they answer."""

import csv
import json

import pytest
from support.filled.answered_form import head_of

from tests.conftest import Salesmap, assert_refused, contents, made_once

ADD = ("product", "add", "CT", "Counter", "--price", "1280", "--floor", "1050", "--tax", "13%")


@made_once
def shop(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "Harbor", "--company", "Harbor Ltd")
    salesmap.ok(*ADD, "--unit", "pc", "--category", "Hardware", "--covers", "alarm at night")
    salesmap.ok("product", "add", "SET", "Setup", "--price", "500", "--requires", "CT")


def put(salesmap: Salesmap, name: str, text: str) -> str:
    path = salesmap.home / name
    path.write_text(text, encoding="utf-8")
    return str(path)


class TestProducts:
    def test_a_product_is_what_was_typed(self, shop: Salesmap) -> None:
        found = shop.json("product", "show", "ct")
        expected = {
            "id": 1, "code": "CT", "name": "Counter", "unit": "pc", "category": "Hardware", "price": 1280,
            "currency": "CNY", "tax_rate": 0.13, "tax_included": False, "cost": None, "floor": 1050,
            "max_discount": None, "covers": ["alarm at night"], "requires": [], "excludes": [],
            "retired_at": None, "external_id": None, "version": 1, "prices": [],
        }  # fmt: skip
        assert {key: found[key] for key in expected} == expected

    @pytest.mark.parametrize("reference", ["CT", "ct", "1", "counter", "count", "Ｃｔ"])
    def test_it_is_found(self, shop: Salesmap, reference: str) -> None:
        assert shop.json("product", "show", reference)["code"] == "CT"

    def test_a_code_that_is_a_number_comes_before_an_id(self, shop: Salesmap) -> None:
        shop.ok("product", "add", "1", "One", "--price", "1")
        assert shop.json("product", "show", "1")["name"] == "One"
        assert shop.json("product", "show", "2")["code"] == "SET"

    @pytest.mark.parametrize(
        ("line", "code", "word"),
        [
            (("add", "CT", "x", "--price", "1"), 4, "already"),
            (("add", "ct", "x", "--price", "1"), 4, "already"),
            (("add", "", "x", "--price", "1"), 2, "code"),
            (("add", "A@2", "x", "--price", "1"), 2, "code"),
            (("add", "N", " ", "--price", "1"), 2, "name"),
            (("add", "N", "n", "--price", "-1"), 2, "amount"),
            (("add", "N", "n", "--price", "1.005"), 2, "decimals"),
            (("add", "N", "n", "--price", "1", "--tax", "113%"), 2, "bounds"),
            (("add", "N", "n", "--price", "1", "--tax", "-1%"), 2, "percentage"),
            (("add", "N", "n", "--price", "1", "--currency", "YUAN"), 2, "currency"),
            (("add", "N", "n", "--price", "$1", "--currency", "EUR"), 2, "currencies"),
            (("add", "N", "n", "--price", "9" * 30), 2, "large"),
            (("show", "nope"), 3, "not found"),
            (("show", "ctt"), 3, "CT"),
            (("edit", "CT"), 2, "Nothing"),
            (("edit", "CT", "--name", ""), 2, "name"),
            (("retire", "nope"), 3, "not found"),
        ],
    )
    def test_what_makes_no_product_stores_nothing(
        self, shop: Salesmap, line: tuple[str, ...], code: int, word: str
    ) -> None:
        before = contents(shop.db)
        assert_refused(shop.run("product", *line), code, word)
        assert contents(shop.db) == before

    def test_an_edit_says_what_changed_and_clears(self, shop: Salesmap) -> None:
        answer = shop.ok("product", "edit", "CT", "--price", "1300", "--floor", "")
        assert (
            answer.out
            == "Updated product CT (Counter): price 1,280 → 1,300; floor price 1,050 → –.\n"
        )
        answer = shop.ok("product", "edit", "CT", "--price", "1300", "--covers", "alarm at night")
        assert "unchanged" in answer.out
        assert len(shop.json("history")) == 4, "no change, no entry"
        shop.ok(
            "product", "edit", "CT", "--covers", "counting, a screen，stock", "--excludes", "OLD"
        )
        found = shop.json("product", "show", "CT")
        assert (found["covers"], found["excludes"]) == (["counting", "a screen", "stock"], ["OLD"])
        shop.ok("undo")
        assert shop.json("product", "show", "CT")["covers"] == ["alarm at night"]
        added = shop.ok("product", "edit", "CT", "--covers", "alarm at night, counting")
        assert "unchanged" not in added.out
        dropped = shop.ok("product", "edit", "CT", "--covers", "counting")
        assert "unchanged" not in dropped.out
        assert "unchanged" in shop.ok("product", "edit", "CT", "--covers", "Counting").out

    def test_what_is_odd_is_told(self, shop: Salesmap) -> None:
        answer = shop.ok(
            "product", "edit", "CT", "--price", "900", "--cost", "950", "--requires", "NO"
        )
        assert "below its floor" in answer.err and "below its cost" in answer.err
        assert "no product NO yet" in answer.err
        assert "below the floor" in shop.ok("price", "set", "CT", "1000", "--tier", "A").err
        assert shop.ok("price", "set", "CT", "1050", "--tier", "A").err == ""

    def test_a_quote_keeps_what_it_copied(self, shop: Salesmap) -> None:
        shop.ok("quote", "new", "harbor", "CT@2")
        shop.ok("product", "edit", "CT", "--price", "2000", "--name", "Counter II", "--tax", "6%")
        shop.ok("product", "retire", "CT")
        (line,) = shop.json("quote", "show", "1")["lines"]
        assert (line["name"], line["price"], line["tax_rate"]) == ("Counter", 1280, 0.13)
        assert shop.run("quote", "add", "1", "CT").code == 4

    def test_retired_products_leave_the_list_and_come_back(self, shop: Salesmap) -> None:
        shop.ok("product", "retire", "CT", "SET")
        assert shop.json("product", "list") == []
        assert [row["code"] for row in shop.json("product", "list", "--retired")] == ["CT", "SET"]
        shop.ok("product", "retire", "SET", "--back")
        told = [row["summary"] for row in shop.json("history", "--limit", "2")]
        assert told == ["Product sold again: SET Setup", "Retired product 2"]
        assert [row["code"] for row in shop.json("product", "list")] == ["SET"]
        shop.ok("undo")
        assert shop.json("product", "list") == []

    def test_a_list_is_narrowed(self, shop: Salesmap) -> None:
        def codes(*options: str) -> list[str]:
            return [row["code"] for row in shop.json("product", "list", *options)]

        assert codes("--search", "COUNT hard") == ["CT"]
        assert codes("--category", "hardware") == ["CT"]
        answer = shop.ok("product", "list", "--category", "software", "-f", "json")
        assert answer.data == [] and "Known: Hardware" in answer.err
        assert [row["id"] for row in shop.json("find", "counter")] == [1]

    def test_the_past(self, shop: Salesmap) -> None:
        shop.ok("product", "edit", "CT", "--price", "1500", SALESMAP_NOW="2026-12-01T09:00:00")
        later = {"SALESMAP_NOW": "2026-12-02T09:00:00"}
        assert shop.json("product", "show", "CT", "--as-of", "2026-11-30", **later)["price"] == 1280


class TestPrices:
    def test_under_the_same_terms_a_price_is_replaced(self, shop: Salesmap) -> None:
        for amount in ("1200", "1190"):
            answer = shop.ok("price", "set", "CT", amount, "--list", "Dealers", "--min-qty", "10")
        assert answer.out == "Price of CT: 1,200 CNY → 1,190 CNY\n"
        shop.ok("price", "set", "CT", "1180", "--list", "ＤＥＡＬＥＲＳ")
        rows = [row for row in shop.json("price", "list", "--product", "CT") if row["id"]]
        assert [(row["list"], row["min_qty"], row["price"]) for row in rows] == [
            ("Dealers", None, 1180), ("Dealers", 10, 1190)]  # fmt: skip

    def test_without_terms_it_is_the_product_s_own(self, shop: Salesmap) -> None:
        answer = shop.ok("price", "set", "CT", "1300")
        assert "1,280 CNY → 1,300 CNY" in answer.out
        assert shop.json("product", "show", "CT")["price"] == 1300
        assert "nothing was changed" in shop.ok("price", "set", "CT", "1300").out

    def test_the_price_that_holds(self, shop: Salesmap) -> None:
        shop.ok("price", "set", "CT", "1250", "--min-qty", "5")
        shop.ok("price", "set", "CT", "1190", "--tier", "A")
        shop.ok("price", "set", "CT", "1200", "--list", "Dealers")
        shop.ok("price", "set", "CT", "1150", "--list", "Dealers", "--min-qty", "10")
        shop.ok("price", "set", "CT", "1100", "--customer", "Harbor Ltd", "--until", "2026-11-30")
        shop.sql("UPDATE customer SET tier = 'A'")

        def price(*options: str) -> float:
            (row,) = shop.json("price", "show", "CT", *options)
            assert row["holds"] is True
            return float(row["price"])

        assert price() == 1280
        assert price("--qty", "4.5") == 1280
        assert price("--qty", "5") == 1250
        assert price("--tier", "A", "--qty", "5") == 1190
        assert price("--list", "dealers", "--tier", "A") == 1200
        assert price("--list", "dealers", "--qty", "10") == 1150
        assert price("--customer", "harbor", "--list", "dealers", "--on", "2026-11-30") == 1100
        assert price("--customer", "harbor", "--on", "2026-12-01") == 1190, "of the tier"

    def test_it_says_why(self, shop: Salesmap) -> None:
        shop.ok("price", "set", "CT", "1200", "--list", "Dealers")
        shop.ok("price", "set", "CT", "1100", "--customer", "1", "--since", "2026-12-01")
        rows = shop.json("price", "show", "CT", "--list", "Dealers", "--explain")
        assert [(row["price"], row["why"]) for row in rows] == [
            (1200, "holds"), (1280, "weaker_level"), (1100, "other_customer")]  # fmt: skip
        why = ("price", "show", "CT", "--customer", "1", "--explain", "--fields", "price,why")
        assert "尚未生效" in shop.run(*why, terminal=80, SALESMAP_LANG="zh").out
        assert "not yet valid" in shop.run(*why, terminal=80).out

    def test_a_quote_takes_it(self, shop: Salesmap) -> None:
        shop.ok("price", "set", "CT", "1150", "--list", "Dealers", "--min-qty", "10")
        shop.ok("quote", "new", "harbor", "CT@9", "CT@10", "--list", "dealers")
        lines = shop.json("quote", "show", "1")["lines"]
        assert [(line["list_price"], line["price"]) for line in lines] == [
            (1280, 1280),
            (1280, 1150),
        ]

    @pytest.mark.parametrize(
        ("line", "code"),
        [
            (("set", "nope", "1"), 3),
            (("set", "CT", "1", "--customer", "nobody"), 3),
            (("set", "CT", "-1"), 2),
            (("set", "CT", "1", "--min-qty", "0"), 2),
            (("set", "CT", "1", "--min-qty", "-2"), 2),
            (("set", "CT", "1", "--since", "2026-12-02", "--until", "2026-12-01"), 2),
            (("show", "CT", "--qty", "0"), 2),
            (("drop", "7"), 3),
        ],
    )
    def test_what_makes_no_sense_stores_nothing(
        self, shop: Salesmap, line: tuple[str, ...], code: int
    ) -> None:
        before = contents(shop.db)
        assert_refused(shop.run("price", *line), code)
        assert contents(shop.db) == before

    def test_a_price_is_deleted_and_comes_back(self, shop: Salesmap) -> None:
        shop.ok("price", "set", "CT", "1", "--tier", "A")
        shop.ok("price", "drop", "1")
        assert [row["id"] for row in shop.json("price", "list")] == [None, None]
        shop.ok("undo")
        assert [row["price"] for row in shop.json("price", "list", "--tier", "A")] == [1]

    def test_unknown_names_are_told(self, shop: Salesmap) -> None:
        shop.ok("price", "set", "CT", "1", "--list", "Dealers")
        answer = shop.ok("price", "show", "CT", "--list", "Dealer")
        assert "No list 'Dealer'. Known: Dealers" in answer.err


FILE = """产品编码,产品名称,单位,类别,含税单价（元）,底价,税率,是否上架,满足需求,备注
A-1,计数器,台,硬件,"1,280.00",1050,13%,是,"夜间报警；自动计数",x
A-2,安装,次,服务,500,,0.06,下架,,y
A-3,精密件,个,硬件,0.125,,13%,是,,
,无编码,个,硬件,5,,,,,
A-4,,个,硬件,5,,,,,
A-5,负价,个,硬件,-5,,,,,
A-6,坏税率,个,硬件,5,,130%,,,
A-7,不明,个,硬件,5,,13%,也许,,
a-1,重复,台,硬件,1,,,,,
合计,,,,1780,,,,,
"""


class TestImport:
    def test_rows_land_or_are_put_aside_with_the_reason(self, salesmap: Salesmap) -> None:
        path = put(salesmap, "p.csv", FILE)
        before = contents(salesmap.db)
        rehearsed = salesmap.json("product", "import", path, "--dry-run")
        assert contents(salesmap.db) == before
        fates = {each["column"]: each["field"] for each in rehearsed["columns"]}
        assert fates["含税单价（元）"] == "price" and fates["备注"] == "-"
        assert rehearsed["first"][0]["tax_rate"] == 0.13
        rejects = salesmap.home / "r.csv"
        answer = salesmap.ok("product", "import", path, "--rejects", str(rejects), "-f", "json")
        assert answer.data == {"read": 10, "added": 2, "updated": 0, "skipped": 1, "rejected": 7}
        assert "prices include tax" in answer.err and "备注" in answer.err
        lines = rejects.read_text(encoding="utf-8").splitlines()
        reasons = [row[:2] for row in csv.reader(lines)][1:]
        assert [line for line, _reason in reasons] == ["4", "5", "6", "7", "8", "9", "11"]
        assert "more than two decimals" in reasons[0][1]
        rows = salesmap.json("product", "list", "--retired")
        assert [(row["code"], row["price"], row["tax_rate"], row["tax_included"]) for row in rows] == [
            ("A-2", 500, 0.06, True), ("A-1", 1280, 0.13, True)]  # fmt: skip
        assert rows[0]["retired_at"] and rows[1]["covers"] == ["夜间报警", "自动计数"]
        assert len(salesmap.json("history")) == 1
        salesmap.ok("undo")
        assert salesmap.json("product", "list", "--retired") == []

    def test_the_same_file_adds_nothing(self, salesmap: Salesmap) -> None:
        path = put(salesmap, "p.csv", FILE)
        salesmap.ok("product", "import", path)
        for mode in ("skip", "update"):
            answer = salesmap.ok("product", "import", path, "--on-duplicate", mode, "-f", "json")
            assert (answer.data["added"], answer.data["updated"]) == (0, 0)
        assert "product 1 has it" in answer.err
        assert len(salesmap.json("history")) == 1
        assert_refused(salesmap.run("product", "import", path, "--on-duplicate", "error"), 4)

    def test_an_update_touches_only_what_the_file_has(self, shop: Salesmap) -> None:
        path = put(shop, "p.csv", "code,price\nct,1300\nNEW,5\n")
        answer = shop.ok("product", "import", path, "--on-duplicate", "update", "-f", "json")
        assert (answer.data["updated"], answer.data["rejected"]) == (1, 1), "a new one needs a name"
        found = shop.json("product", "show", "CT")
        assert (found["code"], found["price"], found["floor"], found["tax_rate"]) == (
            "CT", 1300, 1050, 0.13)  # fmt: skip

    @pytest.mark.parametrize("ending", ["csv", "xlsx"])
    def test_an_export_comes_back(self, shop: Salesmap, ending: str) -> None:
        shop.ok("product", "retire", "SET")
        shop.ok(
            "product", "edit", "CT", "--max-discount", "12.5%", "--tax-included", "--cost", "700"
        )
        path = str(shop.home / f"products.{ending}")
        shop.ok("product", "export", "--output", path)
        before = shop.sql("SELECT * FROM product"), shop.sql("SELECT * FROM change")
        answer = shop.ok("product", "import", path, "--on-duplicate", "update", "-f", "json")
        assert answer.data == {"read": 2, "added": 0, "updated": 0, "skipped": 2, "rejected": 0}
        assert (shop.sql("SELECT * FROM product"), shop.sql("SELECT * FROM change")) == before
        expected = shop.json("product", "list", "--retired")
        shop.sql("DELETE FROM product_link")
        shop.sql("DELETE FROM product")
        shop.ok("product", "import", path)
        found = shop.json("product", "list", "--retired")
        for row in (*expected, *found):
            for own in ("id", "recorded_at", "version", "retired_at"):
                row[own] = bool(row[own])
        assert found == expected

    def test_codes_and_ids_of_others_are_not_taken(self, shop: Salesmap) -> None:
        shop.sql("UPDATE product SET external_id = 'X7' WHERE code = 'CT'")
        path = put(shop, "p.csv", "code,name,price,external id\nNEW,Other,5,X7\n")
        answer = shop.run("product", "import", path, "--key", "code", "-f", "json")
        assert answer.code == 4 and answer.data["rejected"] == 1
        assert "another product has 'X7'" in answer.err
        answer = shop.ok("product", "import", path, "-f", "json")
        assert answer.data["skipped"] == 1, "the same id is the same product"
        path = put(shop, "p.csv", "code,name,price\nX,Counter,5\n")
        chinese = ("product", "import", path, "--key", "名称", "-f", "json")
        assert shop.ok(*chinese, SALESMAP_LANG="zh").data["skipped"] == 1

    def test_columns_that_name_currency_decimals_and_no_tax(self, salesmap: Salesmap) -> None:
        path = put(salesmap, "q.csv", "SKU;Item name;Unit price (USD);Tax\nX1;Thing;12,50;0.13\nX2;Other;1.234,50;13\n")  # fmt: skip
        answer = salesmap.ok("product", "import", path)
        assert "taken without" in answer.err
        rows = salesmap.json("product", "list")
        assert [(row["price"], row["currency"], row["tax_rate"]) for row in rows] == [
            (12.5, "USD", 0.13), (1234.5, "USD", 0.13)]  # fmt: skip
        assert_refused(salesmap.run("product", "import", path, "--key", "phone"), 2, "external_id")


class TestNeeds:
    def test_a_solution_and_its_fit(self, shop: Salesmap) -> None:
        shop.ok("need", "add", "harbor", "an alarm at night", "--weight", "2")
        shop.ok("need", "add", "harbor", "delivery in a week")
        shop.ok("need", "add", "harbor", "a quiet screen")
        rows = shop.json("solution", "show", "harbor")
        assert [(row["need"], row["state"], row["candidates"]) for row in rows] == [
            ("an alarm at night", "unanswered", ["CT"]), ("delivery in a week", "unanswered", []),
            ("a quiet screen", "unanswered", [])]  # fmt: skip
        shop.ok("solution", "cover", "harbor", "alarm", "--product", "ct")
        shop.ok("solution", "cover", "harbor", "delivery", "--workaround", "express")
        shop.ok("solution", "cover", "harbor", "3", "--no")
        rows = shop.json("solution", "show", "harbor")
        assert [(row["id"], row["state"]) for row in rows] == [
            (3, "uncovered"), (2, "workaround"), (1, "covered")]  # fmt: skip
        assert {row["fit"] for row in rows} == {2.5 / 4}
        assert (rows[2]["product"], rows[2]["product_name"]) == ("CT", "Counter")
        assert "62.5%" in shop.ok("solution", "show", "harbor").err
        shop.ok("solution", "cover", "harbor", "alarm", "--no")
        assert {row["fit"] for row in shop.json("solution", "show", "harbor")} == {0.5 / 4}

    @pytest.mark.parametrize(
        ("line", "code", "word"),
        [
            (("need", "add", "1", "An Alarm"), 4, "already"),
            (("need", "add", "1", "  "), 2, "text"),
            (("need", "add", "9", "x"), 3, "not found"),
            (("need", "add", "1", "x", "--weight", "0"), 2, "weight"),
            (("need", "drop", "1", "nothing"), 3, "an alarm"),
            (("solution", "cover", "1", "nothing", "--no"), 3, "an alarm"),
            (("solution", "cover", "1", "a", "--no"), 4, "several"),
            (("solution", "cover", "1", "alarm"), 2, "--product"),
            (("solution", "cover", "1", "alarm", "--no", "--product", "CT"), 2, "--product"),
            (("solution", "cover", "1", "alarm", "--product", "nope"), 3, "not found"),
        ],
    )
    def test_refusals(self, shop: Salesmap, line: tuple[str, ...], code: int, word: str) -> None:
        shop.ok("need", "add", "1", "an alarm")
        shop.ok("need", "add", "1", "a screen")
        before = contents(shop.db)
        assert_refused(shop.run(*line), code, word)
        assert contents(shop.db) == before

    def test_a_need_is_deleted_and_comes_back(self, shop: Salesmap) -> None:
        shop.ok("need", "add", "1", "an alarm")
        shop.ok("need", "drop", "1", "alarm")
        answer = shop.ok("solution", "show", "1", "-f", "json")
        assert answer.data == [] and "no needs yet" in answer.err
        shop.ok("undo")
        assert len(shop.json("solution", "show", "1")) == 1

    def test_merged_leads_keep_their_needs(self, shop: Salesmap) -> None:
        shop.ok("lead", "add", "Harbor II", "--company", "Pier Ltd")
        shop.ok("need", "add", "2", "an alarm")
        shop.ok("dup", "merge", "lead:1", "lead:2", "--yes")
        assert [row["need"] for row in shop.json("solution", "show", "1")] == ["an alarm"]

    def test_the_survey_brings_needs(self, shop: Salesmap) -> None:
        def answer(**answers: str) -> str:
            head = head_of(shop.db, "needs", 1)
            text = json.dumps({**head, "answers": answers}, ensure_ascii=False)
            return shop.ok("form", "import", put(shop, "a.json", text)).err

        told = answer(pain="theft", must_have="An alarm at night.\n- delivery in a week")
        assert "Added 2 needs: An alarm at night; delivery in a week." in told
        rows = shop.json("solution", "show", "1")
        assert {(row["need"], row["source"]) for row in rows} == {
            ("An alarm at night", "survey"), ("delivery in a week", "survey")}  # fmt: skip
        shop.ok("need", "drop", "1", "delivery")
        assert "need" not in answer(pain="more theft"), "the answer about needs is as it was"
        assert "Added 1 need: a screen" in answer(must_have="an alarm at night\na screen")
        shop.ok("undo")
        assert len(shop.json("solution", "show", "1")) == 1


def test_a_database_that_never_sold_anything_shows_nothing_of_it(filled: Salesmap) -> None:
    for command in (("today",), ("due",), ("lead", "show", "1")):
        text = filled.ok(*command).out
        assert "need" not in text.lower() and "price list" not in text.lower()


def test_a_cost_or_a_floor_changes_no_currency_of_the_price(salesmap: Salesmap) -> None:
    salesmap.ok("product", "add", "CT", "Counter", "--price", "100.50", "--floor", "90.25")
    edit = ("product", "edit", "CT")
    refused = salesmap.run(*edit, "--floor", "$3")
    assert refused.code == 4 and "product CT in CNY" in refused.err
    (salesmap.home / "cost.csv").write_text("code,cost\nCT,$5\n")
    file = ("product", "import", "cost.csv", "--on-duplicate", "update")
    assert "product CT in CNY" in salesmap.run(*file).err
    told = "they are in USD now"
    assert told in salesmap.ok("price", "set", "CT", "$100").err
    assert told not in salesmap.ok(*edit, "--floor", "$3").err
    assert "no amount of JPY" in salesmap.run(*edit, "--floor", "1.50", "--price", "5 JPY").err
    assert salesmap.json("product", "show", "CT")["currency"] == "USD"
    assert "in EUR now" in salesmap.ok(*edit, "--currency", "EUR").err
