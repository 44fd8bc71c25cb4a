"""Settings kept in the database: the same for everybody, with history, undo and as-of."""

import json
import subprocess
from base64 import b64decode
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Salesmap

from salesmap.domain.settings.shared import SHARED

PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR42mP4//8/AAX+Av4zEpUUAAAAAElFTkSuQmCC"
)


def shown(salesmap: Salesmap, key: str, *more: str, **environment: str) -> tuple[str, str]:
    rows = salesmap.json("config", "show", *more, **environment)
    (row,) = (row for row in rows if row["setting"] == key)
    return row["value"], row["origin"]


def test_everybody_has_the_same(salesmap: Salesmap) -> None:
    said = salesmap.ok("config", "set", "company.name", "Harbor Ltd", SALESMAP_USER="ann")
    assert said.out == "Set company.name = Harbor Ltd in the database, for everyone.\n"
    for user in ("ann", "bo"):
        assert shown(salesmap, "company.name", SALESMAP_USER=user) == ("Harbor Ltd", "database")
    assert salesmap.ok("config", "get", "company.name").out == "Harbor Ltd\n"
    assert not (salesmap.home / ".config").exists(), "no file of a person's own"
    assert shown(salesmap, "company.bank") == ("", "default")
    assert shown(salesmap, "number.quote") == ("Q-{year}-{n:04}", "default")


def test_history_undo_redo_and_as_of(salesmap: Salesmap) -> None:
    salesmap.ok("config", "set", "company.name", "Old", SALESMAP_NOW="2026-11-20T09:00")
    salesmap.ok("config", "set", "company.name", "New", SALESMAP_NOW="2026-11-22T09:00")
    newest = salesmap.json("history")[0]
    assert newest["summary"] == "Changed setting company.name"
    assert shown(salesmap, "company.name", "--as-of", "2026-11-21")[0] == "Old"
    assert salesmap.ok("config", "get", "company.name", "--as-of", "2026-11-19").out == "\n"
    salesmap.ok("undo")
    assert shown(salesmap, "company.name")[0] == "Old"
    salesmap.ok("redo")
    assert shown(salesmap, "company.name")[0] == "New"
    assert salesmap.ok("config", "unset", "company.name").out == (
        "Removed company.name from the database.\n"
    )
    assert shown(salesmap, "company.name") == ("", "default")
    salesmap.ok("undo")
    assert shown(salesmap, "company.name")[0] == "New"


def test_the_same_value_is_no_change(salesmap: Salesmap) -> None:
    salesmap.ok("config", "set", "company.phone", "123")
    before = len(salesmap.json("history"))
    salesmap.ok("config", "set", "company.phone", " 123 ")
    assert len(salesmap.json("history")) == before
    assert salesmap.ok("config", "unset", "company.email").out == (
        "company.email is not set in the database.\n"
    )
    assert len(salesmap.json("history")) == before


@pytest.mark.parametrize(
    ("key", "given", "kept"),
    [
        ("company.name", " 海港\t冷链 ", "海港 冷链"), ("company.email", "a@b.example", "a@b.example"),
        ("number.quote", "BJ{year}{n:03}", "BJ{year}{n:03}"), ("number.contract", "HT-{n}", "HT-{n}"),
        ("calendar.country", "cn", "CN"), ("calendar.timezone", "Asia/Shanghai", "Asia/Shanghai"),
        ("calendar.hours", "9-18", "9-18"), ("calendar.hours", "周一至周五 8:30-12 13-24", "周一至周五 8:30-12 13-24"),
        ("currency", "eur", "EUR"),
    ],
)  # fmt: skip
def test_values_that_fit(salesmap: Salesmap, key: str, given: str, kept: str) -> None:
    salesmap.ok("init") if not salesmap.db.exists() else None
    salesmap.ok("config", "set", key, given)
    assert shown(salesmap, key) == (kept, "database")


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("company.name", ""), ("company.name", " \t"), ("company.name", "x" * 1_001), ("company.email", "nope"),
        ("company.email", "@"), ("number.quote", "Q"), ("number.quote", "{n}"), ("number.quote", "{year}{n:04}"), ("number.quote", "lead:{n}"), ("number.quote", "Q-{year}"), ("number.quote", "Q-{n:0999999999}"),
        ("number.quote", "Q-{n.__class__}"), ("number.quote", "Q-{n!r}"), ("number.quote", "{}{n}"), ("number.quote", "{n"),
        ("number.quote", "{n}" + "x" * 40), ("number.quote", "{n}-{month}"), ("number.ticket", "{year:9}{n}"),
        ("calendar.country", "XX"), ("calendar.country", "中国"), ("calendar.timezone", "Mars/Base"), ("calendar.timezone", "../x"),
        ("calendar.hours", "9"), ("calendar.hours", "18-9"), ("calendar.hours", "9-25"), ("calendar.hours", "9-12, 11-18"),
        ("calendar.hours", "9:60-18"), ("calendar.hours", ""), ("currency", "yuan"), ("currency", "¥"),
    ],
)  # fmt: skip
def test_values_that_do_not_fit(salesmap: Salesmap, key: str, value: str) -> None:
    salesmap.ok("lead", "add", "Acme")
    before = len(salesmap.json("history"))
    refused = salesmap.run("config", "set", key, value)
    assert (refused.code, len(refused.err.splitlines())) == (2, 1), refused
    assert len(salesmap.json("history")) == before and shown(salesmap, key)[1] == "default"


def test_files_have_no_such_settings(salesmap: Salesmap) -> None:
    refused = salesmap.run("config", "set", "company.name", "X", "--here")
    assert refused.code == 2 and "kept in the database" in refused.err
    assert "Leave --here out" in refused.err
    assert salesmap.run("config", "unset", "company.name", "--here").code == 2
    (salesmap.home / "salesmap.toml").write_text('company.name = "Planted"\n')
    assert shown(salesmap, "company.name") == ("", "default")


def test_without_a_database(salesmap: Salesmap, tmp_path: Path) -> None:
    elsewhere = {"SALESMAP_DB": str(tmp_path / "none.db")}
    assert salesmap.ok("config", "get", "company.name", **elsewhere).out == "\n"
    salesmap.ok("config", "unset", "company.name", **elsewhere)
    salesmap.ok("config", "set", "currency", "EUR", **elsewhere)
    assert not (tmp_path / "none.db").exists()
    assert shown(salesmap, "currency", **elsewhere)[1].endswith("config.toml")
    salesmap.ok("config", "set", "company.name", "First", **elsewhere)
    assert (tmp_path / "none.db").is_file()


@pytest.mark.inconsistent
def test_settings_of_files_are_shown_beside_a_broken_database(salesmap: Salesmap) -> None:
    salesmap.db.write_bytes(b"no database at all" * 100)
    answer = salesmap.ok("config", "show", "--format", "json")
    assert {row["setting"] for row in answer.data} >= {"db", "user"} and answer.err
    assert salesmap.ok("config", "get", "db").out == f"{salesmap.db}\n"


def test_the_logo_is_a_picture(salesmap: Salesmap) -> None:
    (salesmap.home / "logo.png").write_bytes(PNG)
    said = salesmap.ok("config", "set", "company.logo", "logo.png").out
    assert said == "Set company.logo = image/png, 0 kB in the database, for everyone.\n"
    assert shown(salesmap, "company.logo")[0] == "image/png, 0 kB"
    assert salesmap.ok("config", "get", "company.logo").out.startswith("data:image/png;base64,")
    (salesmap.home / "logo.txt").write_text("no picture")
    for name, part in (("nix.png", "No such file"), ("logo.txt", "PNG or JPEG")):
        refused = salesmap.run("config", "set", "company.logo", name)
        assert refused.code == 2 and part in refused.err


def test_chinese(salesmap: Salesmap) -> None:
    chinese = {"SALESMAP_LANG": "zh"}
    salesmap.ok("config", "set", "company.name", "海港", **chinese)
    page = salesmap.ok("config", "show", "--format", "table", **chinese).out
    assert "海港" in page and "数据库" in page
    assert salesmap.json("history", **chinese)[0]["summary"] == "更改设置 company.name"


def test_completion_knows_them(salesmap: Salesmap) -> None:
    done = subprocess.run(
        salesmap.command(),
        capture_output=True,
        text=True,
        check=False,
        env=salesmap.environment(
            _SALESMAP_COMPLETE="bash_complete",
            COMP_WORDS="salesmap config set comp",
            COMP_CWORD="3",
        ),
    )
    assert "company.name" in done.stdout and "company.tax_no" in done.stdout


# The currency.


def test_the_currency_of_the_database_comes_before_everybodys_own(salesmap: Salesmap) -> None:
    salesmap.ok("init") if not salesmap.db.exists() else None
    (salesmap.home / "salesmap.toml").write_text('currency = "USD"\n')
    assert salesmap.json("lead", "add", "A", "--value", "5")["currency"] == "USD"
    salesmap.ok("config", "set", "currency", "EUR")
    assert shown(salesmap, "currency") == ("EUR", "database")
    assert salesmap.json("lead", "add", "B", "--value", "5")["currency"] == "EUR"
    given = {"SALESMAP_CURRENCY": "GBP"}
    assert shown(salesmap, "currency", **given) == ("GBP", "SALESMAP_CURRENCY")
    assert salesmap.json("lead", "add", "C", "--value", "5", **given)["currency"] == "GBP"
    salesmap.ok("config", "unset", "currency")
    assert salesmap.json("lead", "add", "D", "--value", "5")["currency"] == "USD"


def test_figures_are_in_the_currency_of_the_database(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "A", "--value", "100", "--currency", "CNY")
    salesmap.ok("lead", "add", "B", "--value", "10", "--currency", "EUR")
    salesmap.ok("config", "set", "currency", "EUR")
    assert salesmap.run("rate", "set", "EUR", "2").code == 2
    assert "= 0.125 EUR" in salesmap.ok("rate", "set", "CNY", "0.125").out
    (rate,) = salesmap.json("rate", "list")
    assert rate["in_currency"] == "EUR"
    rows = salesmap.json("forecast")
    assert {row.get("currency", "EUR") for row in rows} == {"EUR"}
    sheet = salesmap.json("funnel")
    assert sum(row["now_value"] or 0 for row in sheet) == 22.5


# The customer's data.


def test_a_customer_has_what_quotes_need(salesmap: Salesmap) -> None:
    salesmap.ok("customer", "add", "Willow Ltd", "--address", "1 Quay St", "--tax-no", "DE1")
    salesmap.ok(
        "customer", "edit", "willow", "--bank", "ICBC", "--account", "12 34", "--tax-no", ""
    )
    facts: dict[str, Any] = salesmap.json("customer", "show", "willow")
    assert [facts[key] for key in ("name", "address", "tax_no", "bank", "account")] == [
        "Willow Ltd", "1 Quay St", None, "ICBC", "12 34",
    ]  # fmt: skip
    (row,) = salesmap.json("customer", "list")
    assert (row["address"], row["account"]) == ("1 Quay St", "12 34")
    assert "1 Quay St" in salesmap.ok("customer", "show", "1").out
    salesmap.ok("undo")
    assert salesmap.json("customer", "show", "1")["tax_no"] == "DE1"
    assert salesmap.run("customer", "edit", "1").code == 2
    assert "customer edit --help" in salesmap.run("customer", "edit", "1").err


def test_what_does_not_change_is_no_change(salesmap: Salesmap) -> None:
    salesmap.ok("customer", "add", "Willow", "--bank", "ICBC")
    before = len(salesmap.json("history"))
    salesmap.ok("customer", "edit", "1", "--bank", "ICBC", "--address", "")
    assert len(salesmap.json("history")) == before
    assert json.loads(salesmap.ok("customer", "list", "-f", "json").out)[0]["bank"] == "ICBC"


def test_each_setting_has_a_help_and_a_usable_default() -> None:
    for key, setting in SHARED.items():
        assert setting.help
        assert not setting.default or setting.check(key, setting.default) == setting.default


def test_a_product_is_priced_in_it(salesmap: Salesmap) -> None:
    salesmap.ok("lead", "add", "A")
    salesmap.ok("config", "set", "currency", "EUR")
    assert salesmap.json("product", "add", "CT", "Counter", "--price", "5")["currency"] == "EUR"


def test_no_command_reads_the_currency_past_the_database() -> None:
    """`context.currency(connection)` knows what is set in it, `database.currency` does not."""
    passing = [
        f"{path}:{number}"
        for path in (ROOT / "salesmap/cli").rglob("*.py")
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        if "context.database.currency" in line
    ]
    assert not passing
