"""Printing quotes, and mailing them: which version, what stays frozen, what never shows, what fails."""

import email
import email.policy
import io
from email.message import EmailMessage
from pathlib import Path

import openpyxl
import pytest
from conftest import Salesmap, assert_refused, made_once
from support.machine.receivers import mail_receiver

pypdf = pytest.importorskip("pypdf")
pytest.importorskip("typst")
pytest.importorskip("apprise")

INTERNAL = (
    "SECRETFLOOR", "SECRETNEED", "SECRETGOT", "SECRETBID", "SECRETRIVAL", "SECRETWHY", "SECRETNOTE",
    "SECRETREASON", "314.15", "31415", "271.82", "27182", "1618.03", "161803",
)  # fmt: skip
"""Cost 314.15, floor 271.82, a bid of 1618.03, and what people wrote to each other."""

ALL = (
    "--html",
    "q.html",
    "--pdf",
    "q.pdf",
    "--xlsx",
    "q.xlsx",
    "--markdown",
    "q.md",
    "--overwrite",
)


@made_once
def shop(salesmap: Salesmap) -> None:
    """Return a database with a company, a customer and a product with a floor."""
    salesmap.ok(
        "lead", "add", "Harbor", "--company", "Harbor Ltd", "--contact", "Grace", "--owner", "ann"
    )
    salesmap.ok("customer", "edit", "1", "--address", "1 Quay Street", "--tax-no", "NZ-1")
    salesmap.ok("config", "set", "company.name", "海港冷链有限公司")
    salesmap.sql(
        "INSERT INTO product (code, code_key, name, name_key, price_cents, currency, cost_cents, floor_cents,"
        " tax_ppm, tax_included, recorded_at, version)"
        " VALUES ('CT', 'ct', 'Counter', 'counter', 500000, 'CNY', 31415, 27182, 130000, 0, '2026-11-23T09:00:00Z', 1)"
    )


def text_of(path: Path) -> str:
    """What can be read in a file, properties and hidden parts of it included."""
    content = path.read_bytes()
    if path.suffix == ".pdf":
        reader = pypdf.PdfReader(io.BytesIO(content))
        return f"{reader.metadata}" + "".join(page.extract_text() for page in reader.pages)
    if path.suffix == ".xlsx":
        book = openpyxl.load_workbook(io.BytesIO(content))
        values = [cell.value for sheet in book for row in sheet for cell in row]
        return f"{book.properties!r} {book.defined_names!r} {values}"
    return content.decode()


def printed(salesmap: Salesmap, *more: str) -> dict[str, str]:
    salesmap.ok("quote", "print", "1", *ALL, *more)
    return {name: text_of(salesmap.home / name) for name in ("q.html", "q.pdf", "q.xlsx", "q.md")}


def page(salesmap: Salesmap, *more: str, **environment: str) -> str:
    return salesmap.ok("quote", "print", "1", *more, **environment).out


def test_nothing_internal_is_printed(shop: Salesmap) -> None:
    shop.ok("quote", "new", "1", "CT@2")
    shop.ok("quote", "set", "1", "1", "--need", "SECRETNEED")
    shop.sql("UPDATE quote_line SET max_discount_ppm = 161803")
    shop.ok("quote", "send", "1", "--by", "email")
    shop.ok("quote", "bid", "1", "1618.03", "--competitor", "SECRETRIVAL", "--note", "SECRETBID")
    shop.ok("quote", "revise", "1", "--why", "price", "--got", "SECRETGOT")
    shop.ok("quote", "discount", "1", "10%")
    version, rule = shop.sql("SELECT max(id) FROM quote_version")[0][0], "SECRETFLOOR"
    shop.sql(
        "INSERT INTO approval (quote_version_id, rule, asked_by, asked_at, why, content, note, decided_by, decided_at, decision, version)"
        " VALUES (?, ?, 'ann', '2026-11-23T01:00:00Z', 'SECRETWHY', '{}', 'SECRETNOTE', 'bo', '2026-11-23T01:00:00Z', 'approved', 1)",
        version,
        rule,
    )
    for lang in ("zh", "en", "both"):
        for name, text in printed(shop, "--version", "2", "--lang", lang).items():
            assert "Counter" in text and "Harbor Ltd" in text, name
            assert not [each for each in INTERNAL if each in text], (name, lang)
            assert "pprov" not in text and "审批" not in text, (name, lang)
    shop.ok("quote", "send", "1")
    shop.ok("quote", "decline", "1", "--reason", "SECRETREASON")
    for name, text in printed(shop).items():
        assert not [each for each in INTERNAL if each in text], name
        assert "Declined" in text, name


def test_which_version(shop: Salesmap) -> None:
    def versions(*more: str) -> tuple[str, bool]:
        text = page(shop, *more)
        return text.partition("**Version**: ")[2][0], "DRAFT" in text

    shop.ok("quote", "new", "1", "First", "--price", "100")
    assert versions() == ("1", True)
    shop.ok("quote", "send", "1")
    shop.ok("quote", "revise", "1", "--why", "price")
    assert versions() == ("1", False), "the newest that was sent, not the draft"
    assert versions("--version", "2") == ("2", True)
    shop.ok("quote", "send", "1")
    assert versions() == ("2", False)
    assert "**Replaces**: version 1 of 23 Nov 2026" in page(shop)
    assert "Superseded" in page(shop, "--version", "1")
    shop.ok("quote", "accept", "1", "--version", "1")
    assert versions() == ("1", False), "the accepted one"
    assert "Accepted" in page(shop)
    missing = shop.run("quote", "print", "1", "--version", "9")
    assert missing.code in (3, 4) and "1, 2" in missing.err


def test_printing_changes_nothing(shop: Salesmap) -> None:
    shop.ok("quote", "new", "1", "First", "--price", "100")
    before = shop.db.read_bytes()
    printed(shop)
    page(shop)
    assert shop.db.read_bytes() == before


def test_what_went_out_stays_as_it_was(shop: Salesmap) -> None:
    templates = shop.db.parent / "templates"
    templates.mkdir()
    template = templates / "house.toml"
    template.write_text('intro = "Our old words"\nvalid_days = 10\n', encoding="utf-8")
    shop.ok("quote", "new", "1", "CT", "--template", "house", "--send")
    assert shop.json("quote", "show", "1")["valid_until"] == "2026-12-03"
    before = printed(shop, "--lang", "both")
    shop.ok("config", "set", "company.name", "Other Ltd")
    shop.ok("customer", "edit", "1", "--name", "Renamed", "--address", "Elsewhere")
    shop.sql("UPDATE product SET name = 'Counter II', price_cents = 1")
    template.write_text('intro = "Our new words"\n', encoding="utf-8")
    shop.sql("UPDATE contact SET name = 'Somebody'")
    assert printed(shop, "--lang", "both") == before
    assert "Our old words" in before["q.pdf"]
    template.unlink()
    assert printed(shop, "--lang", "both") == before
    missing = shop.run("quote", "new", "1", "CT", "--template", "house")
    assert_refused(missing, 3)
    assert "short, standard" in missing.err
    template.write_text('intro = "Our new words"\n', encoding="utf-8")
    shop.ok("quote", "revise", "1", "--why", "terms")
    revised = page(shop, "--version", "2")
    assert "Our new words" in revised and "Other Ltd" in revised and "Elsewhere" in revised


def test_texts_and_lines_of_a_template(shop: Salesmap) -> None:
    templates = shop.home / ".config/salesmap/templates"
    templates.mkdir(parents=True)
    (templates.parent / "config.toml").write_text("limit = 50\n")
    (templates / "house.toml").write_text('lines = ["CT@3"]\nlang = "zh"\noffer = "offer"\n')
    shop.ok("quote", "new", "1", "Setup", "--price", "50", "--template", "house")
    lines = shop.json("quote", "show", "1")["lines"]
    assert [(line["name"], line["qty"], line["price"]) for line in lines] == [
        ("Counter", 3, 5000), ("Setup", 1, 50),
    ]  # fmt: skip
    text = page(shop)
    assert text.startswith("# 报价单") and "本报价单为要约" in text, "in the template's language"
    assert page(shop, "--lang", "en").startswith("# Quotation")
    (templates / "house.toml").write_text("lines = 5")
    broken = shop.run("quote", "print", "1")
    assert_refused(broken, 2)
    assert "line 1" in broken.err


def test_languages(shop: Salesmap) -> None:
    shop.ok("quote", "new", "1", "CT")
    assert page(shop).startswith("# Quotation")
    assert page(shop, SALESMAP_LANG="zh").startswith("# 报价单")
    assert page(shop, "--lang", "both").startswith("# 报价单 / Quotation")
    said = shop.ok("quote", "print", "1", "--lang", "zh", "--html", "a.html").out
    assert said == "Saved a.html.\n", "the paper's language is not the reader's"
    assert_refused(shop.run("quote", "print", "1", "--lang", "fr"), 2)


def test_files_are_overwritten_only_when_told(shop: Salesmap) -> None:
    shop.ok("quote", "new", "1", "CT")
    for option, name in (("--html", "a.html"), ("--pdf", "a.pdf"), ("--xlsx", "a.xlsx")):
        shop.ok("quote", "print", "1", option, name)
        before = (shop.home / name).read_bytes()
        assert_refused(shop.run("quote", "print", "1", option, name, "--lang", "zh"), 4)
        assert (shop.home / name).read_bytes() == before
        shop.ok("quote", "print", "1", option, name, "--lang", "zh", "--overwrite")
        assert (shop.home / name).read_bytes() != before
    refused = shop.run("quote", "print", "1", "--markdown", "new.md", "--html", "a.html")
    assert refused.code == 4 and not (shop.home / "new.md").exists(), "all or none"
    assert_refused(shop.run("quote", "print", "1", "--html", str(shop.db), "--overwrite"), 4)
    assert_refused(shop.run("quote", "print", "1", "--html", "no/such/folder.html"), 5)


def test_standard_output(shop: Salesmap) -> None:
    shop.ok("quote", "new", "1", "CT")
    assert page(shop, "--html", "-").startswith("<!doctype html>")
    assert page(shop, "--markdown", "-") == page(shop)
    assert_refused(shop.run("quote", "print", "1", "--html", "-", "--markdown", "-"), 2)
    shown = shop.run("quote", "print", "1", "--pdf", "-", terminal=80)
    assert shown.code == 2 and "--pdf FILE" in shown.out + shown.err


def test_quotes_are_named_as_elsewhere(shop: Salesmap) -> None:
    shop.ok("quote", "new", "1", "CT", "--send")
    first = page(shop)
    for reference in ("Q-2026-0001", "lead:1", "harbor"):
        assert shop.ok("quote", "print", reference).out == first
    assert_refused(shop.run("quote", "print", "7"), 3)


def test_the_past(shop: Salesmap) -> None:
    shop.ok("quote", "new", "1", "First", "--price", "100", SALESMAP_NOW="2026-11-24T09:00")
    shop.ok("quote", "set", "1", "1", "--price", "70", SALESMAP_NOW="2026-11-26T09:00")
    assert "CNY 70.00" in page(shop, SALESMAP_NOW="2026-11-27T09:00")
    assert "CNY 100.00" in page(shop, "--as-of", "2026-11-25", SALESMAP_NOW="2026-11-27T09:00")


def test_figures_are_those_of_the_quote(shop: Salesmap) -> None:
    shop.ok("quote", "new", "1", "A", "--price", "59.97", "--tax", "13%")
    shop.ok("quote", "add", "1", "B", "--price", "100", "--tax", "6%")
    shop.ok("quote", "discount", "1", "5%")
    for name, shown in printed(shop, "--lang", "en").items():
        text = shown.replace("'", "").replace(",", "")
        for figure in ("59.97", "7.41", "5.7", "165.08"):
            assert figure in text, (name, figure)


def test_check_names_missing_characters_and_templates(shop: Salesmap) -> None:
    shop.ok("quote", "new", "1", "Rocket 🚀", "--price", "100")
    found = {row["problem"]: row for row in shop.json("quote", "check", "1")}
    assert "🚀 (U+1F680)" in found["font"]["detail"] and not found["font"]["blocks"]
    failed = shop.run("quote", "print", "1", "--pdf", "a.pdf")
    assert_refused(failed, 5)
    assert "U+1F680" in failed.err and not (shop.home / "a.pdf").exists()
    shop.sql("UPDATE quote SET template = 'gone'")
    found = {row["problem"]: row for row in shop.json("quote", "check", "1")}
    assert found["template"]["blocks"] and "'gone'" in found["template"]["detail"]
    assert_refused(shop.run("quote", "send", "1"), 3)


def test_the_form_of_numbers_is_a_setting(shop: Salesmap) -> None:
    shop.ok("config", "set", "number.quote", "HL{year}-{n:03}")
    shop.ok("quote", "new", "1", "CT", "--send")
    assert "HL2026-001" in page(shop)
    shop.ok("config", "set", "number.quote", "HL{n}")
    for number, year in ((1, "2026"), (2, "2027")):
        id = shop.json("quote", "new", "1", "CT", "--send", SALESMAP_NOW=f"{year}-12-01T09:00")[
            "id"
        ]
        assert shop.json("quote", "show", str(id))["number"] == f"HL{number}"


# By mail.


def mails(received: list[str]) -> list[EmailMessage]:
    return [email.message_from_string(each, policy=email.policy.default) for each in received]  # type: ignore[misc]


def account(address: str) -> str:
    """The account of a receiver, without who gets its mail."""
    return address.replace("to=mei@example.com", "cc=boss@example.com")


def test_a_quote_is_mailed_when_it_is_sent(shop: Salesmap) -> None:
    received: list[str] = []
    with mail_receiver(received) as address:
        shop.ok("config", "set", "notify", f"json://127.0.0.1:1 {account(address)}")
        shop.ok("quote", "new", "1", "CT")
        said = shop.ok("quote", "send", "1", "--to", "grace@harbor.example")
    assert "Q-2026-0001" in said.out
    (mail,) = mails(received)
    assert (mail["To"], mail["Cc"]) == ("grace@harbor.example", None)
    assert mail["Subject"] == "Quotation Q-2026-0001, version 1"
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "Q-2026-0001-v1.pdf"
    content = attached.get_payload(decode=True)
    assert isinstance(content, bytes)
    text = "".join(each.extract_text() for each in pypdf.PdfReader(io.BytesIO(content)).pages)
    assert "Counter" in text and "DRAFT" not in text and "Q-2026-0001" in text
    body = mail.get_body(("plain",))
    assert body and "CNY 5,650.00, valid until 23 Dec 2026" in body.get_content()
    (version,) = shop.json("quote", "show", "1")["versions"]
    assert (version["channel"], version["sent_to"]) == ("email", "grace@harbor.example")


def test_a_mail_that_fails_leaves_the_quote_unsent(shop: Salesmap) -> None:
    shop.ok("quote", "new", "1", "CT")
    before = shop.json("quote", "show", "1"), shop.json("history"), shop.json("followup", "list")
    secret = "mailto://u:s3cret@127.0.0.1:1?from=a@example.com&mode=insecure"
    shop.ok("config", "set", "notify", secret)
    failed = shop.run("quote", "send", "1", "--to", "grace@harbor.example")
    assert_refused(failed, 5)
    assert "grace@harbor.example was not sent" in failed.err and "s3cret" not in failed.err
    assert "do not run the command again" not in failed.err
    after = shop.json("quote", "show", "1"), shop.json("history"), shop.json("followup", "list")
    assert after == before
    whole = shop.run("quote", "new", "1", "CT", "--send", "--to", "grace@harbor.example")
    assert_refused(whole, 5)
    assert len(shop.json("quote", "list")) == 1
    shop.ok("quote", "send", "1", "--by", "print")
    assert shop.json("quote", "show", "1")["number"] == "Q-2026-0001", "no number was lost"


def test_without_an_account_nothing_is_sent(shop: Salesmap) -> None:
    shop.ok("quote", "new", "1", "CT")
    for notify in ("", "json://127.0.0.1:1"):
        shop.ok("config", "set", "notify", notify)
        refused = shop.run("quote", "send", "1", "--to", "grace@harbor.example")
        assert_refused(refused, 5)
        assert "no mail account" in refused.err
    assert_refused(shop.run("quote", "send", "1", "--to", "grace"), 2)
    assert shop.json("quote", "show", "1")["state"] == "draft"


def test_a_page_is_mailed_where_no_font_has_the_characters(shop: Salesmap) -> None:
    received: list[str] = []
    with mail_receiver(received) as address:
        shop.ok("config", "set", "notify", f"ann={account(address)}")
        shop.ok("quote", "new", "1", "Rocket 🚀", "--price", "100")
        said = shop.ok("quote", "send", "1", "--to", "grace@harbor.example", SALESMAP_LANG="zh")
    assert "U+1F680" in said.err and "HTML" in said.err
    (mail,) = mails(received)
    assert mail["Subject"] == "报价单 Q-2026-0001 第1版"
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "Q-2026-0001-v1.html"
    assert "Rocket 🚀" in str(attached.get_payload(decode=True), "utf-8")  # type: ignore[arg-type]
