"""Printed quotes: figures, languages, hostile texts, fonts; HTML in a real browser, PDF read back."""

import io
import re
import sys
import zipfile
from base64 import b64decode
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import Any, get_type_hints

import openpyxl
import pytest
from markdown_it import MarkdownIt
from support.filled.papers import COMPANY, CUSTOMER, exclusive, inclusive
from support.machine import browser

from salesmap.core.i18n import bind
from salesmap.domain.map.words import Words
from salesmap.domain.papers import paper as paper_types
from salesmap.domain.papers.logo import UnusableLogo, as_text, from_text
from salesmap.domain.papers.paper import Company, PaperLine, QuotePaper
from salesmap.domain.papers.template import QuoteTemplate, Term
from salesmap.domain.papers.template_loader import load_template
from salesmap.domain.papers.template_reader import read_template
from salesmap.exchange.errors import MissingLibraryError
from salesmap.exchange.print import fonts
from salesmap.exchange.print.document import Document
from salesmap.exchange.print.fonts import (
    MissingCharactersError,
    NoFontError,
    UnusableFontError,
    choose_fonts,
)
from salesmap.exchange.print.markdown import markdown_text
from salesmap.exchange.print.page import html_page
from salesmap.exchange.print.pdf import pdf
from salesmap.exchange.print.quote_document import quote_document
from salesmap.exchange.print.workbook import workbook

pypdf = pytest.importorskip("pypdf")
pytest.importorskip("typst")

AT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
IN_A_BROWSER = pytest.mark.skipif(browser.found() is None, reason="no Chromium on this machine")
LANGS = ("zh", "en", "both")
PNG = b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAIAAACQd1PeAAAADElEQVR4nGOQ928DAAGFAPXX42S3AAAAAElFTkSuQmCC"
)
HOSTILE = (
    "<img src=x onerror=alert(1)>",
    "</style><script>alert(1)</script>",
    "*bold* _it_ `code` [l](http://x) ![p](y) | ~~no~~ # &amp; $x$",
    '#import "x": * ; #panic() $x^2$ <label> @ref \\ = // /* */ ~ "',
    "=1+1",
    "+1|cmd",
    "-2",
    "@SUM(A1)",
    "1. one",
    "{total} {0} %s",
)
INTERNAL = {
    "cost", "floor", "below_floor", "max_discount", "note", "notes", "need", "needs_approval",
    "approved_by", "approval", "effective_price", "given", "got", "reason", "why", "bid",
    "competitor", "margin",
}  # fmt: skip


@pytest.fixture(autouse=True)
def english() -> None:
    bind("en")


def standard() -> QuoteTemplate:
    return load_template("standard")


def document(paper: QuotePaper, lang: str, template: QuoteTemplate | None = None) -> Document:
    return quote_document(paper, template or standard(), lang)


def cells(data: bytes) -> dict[str, Any]:
    """The cells of a workbook that hold something, by their address."""
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    return {cell.coordinate: cell for row in sheet for cell in row if cell.value is not None}


RADICALS = str.maketrans("⻚⻝⽇⽅", "页食日方")
"""Radicals that a font draws with the glyph of a character, under either of which a PDF tells it."""


def pdf_text(data: bytes) -> str:
    pages = pypdf.PdfReader(io.BytesIO(data)).pages
    return "\n".join(page.extract_text() for page in pages).translate(RADICALS)


def words(html: str) -> str:
    return unescape(re.sub(r"<[^>]*>", "\n", html.partition("<body>")[2]))


def in_all(paper: QuotePaper, lang: str, template: QuoteTemplate | None = None) -> dict[str, str]:
    """What can be read in each form, without the spaces that only lay it out."""
    made = document(paper, lang, template)
    sheet = cells(workbook(made, AT))
    texts = {
        "html": words(html_page(made)),
        "markdown": words("<body>" + MarkdownIt().enable("table").render(markdown_text(made))),
        "xlsx": "\n".join(str(cell.value) for cell in sheet.values()),
        "pdf": pdf_text(pdf(made, AT, "")),
    }
    return {name: squeezed(text) for name, text in texts.items()}


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


# What is printed.


@pytest.mark.parametrize("lang", LANGS)
def test_a_quote_says_all_that_it_must(lang: str) -> None:
    needed = [
        "Q-2026-0007", COMPANY.name, COMPANY.address, COMPANY.tax_no, COMPANY.phone, COMPANY.email,
        COMPANY.bank, COMPANY.account, CUSTOMER.name, CUSTOMER.address, CUSTOMER.contact,
        CUSTOMER.phone, CUSTOMER.email, "林", "CT-200", "台", "量程 −40…+85 °C，IP67", "W1", "CT-100",
    ]  # fmt: skip
    if lang != "en":
        needed += [
            "报价单", "2026年11月23日", "2026年12月23日", "2026年11月20日第1版", "经办人",
            "币种：CNY，不含税", "人民币壹佰陆拾伍元零捌分", "可选项（未计入合计）", "备选方案（未计入合计）",
            "本报价单为要约邀请，不构成要约。", "交货期及地点", "付款方式", "质保", "签字盖章", "赠送",
        ]  # fmt: skip
    if lang != "zh":
        needed += [
            "Quotation", "23 Nov 2026", "23 Dec 2026", "version 1 of 20 Nov 2026", "Prepared by",
            "Prices in CNY, excluding tax", "Options, not included in the total",
            "This quotation is an invitation to order; it is not a binding offer.", "Payment",
            "Order no.", "Signature and stamp", "free of charge",
        ]  # fmt: skip
    for name, text in in_all(exclusive(), lang).items():
        assert [each for each in needed if squeezed(each) not in text] == [], name


def test_one_language_is_one_language() -> None:
    paper = exclusive(company=COMPANY._replace(name="Us", address="A", bank="B"), owner="lin",
                      customer=CUSTOMER._replace(name="Them", contact="C"), lines=())  # fmt: skip
    for lang, strange in (
        ("en", "[\u3400-\u9fff，。：；（）]"),
        ("zh", "Quotation|Total|Date|Terms|version"),
    ):
        for name, text in in_all(paper, lang).items():
            assert not re.search(strange, text), (lang, name)


def test_without_tax_the_total_comes_about_step_by_step() -> None:
    sums = document(exclusive(), "en").sums
    assert [(each.label[0], each.value.text[0], each.kind) for each in sums] == [
        ("Subtotal", "CNY 159.97", ""),
        ("Discount", "CNY -8.00", ""),
        ("Net", "CNY 151.97", ""),
        ("Tax 13% on 56.97", "CNY 7.41", ""),
        ("Tax 6% on 95.00", "CNY 5.70", ""),
        ("Total including tax", "CNY 165.08", "grand"),
    ]


def test_with_tax_the_total_tells_what_is_in_it() -> None:
    sums = document(inclusive(), "zh").sums
    assert [(each.label[0], each.value.text[0], each.kind) for each in sums] == [
        ("小计", "¥300.00", ""),
        ("抹零", "-¥10.00", ""),
        ("合计（含税）", "¥290.00", "grand"),
        ("其中不含税金额", "¥265.50", "part"),
        ("其中税额（税率 13%，计税金额 265.50）", "¥34.50", "part"),
    ]


def test_capitals_are_for_yuan_in_chinese() -> None:
    def capitals(lang: str, **changes: Any) -> bool:
        return document(exclusive(**changes), lang).capitals is not None

    assert capitals("zh") and capitals("both")
    assert not capitals("en") and not capitals("zh", currency="USD")
    without = standard()._replace(capitals=False)
    assert document(exclusive(), "zh", without).capitals is None


def test_amounts_name_their_currency() -> None:
    assert document(exclusive(currency="USD"), "zh").sums[-1].value.text == ("USD 165.08",)
    assert document(exclusive(), "both").sums[-1].value.text == ("CNY 165.08",)
    yen = exclusive(currency="JPY", total=1_234_500)
    assert document(yen, "en").sums[-1].value.text == ("JPY 12,345",)
    assert document(exclusive(total=10**17), "en").sums[-1].value.text == (
        "CNY 1,000,000,000,000,000.00",
    )


def test_what_was_not_chosen_stands_apart() -> None:
    paper = exclusive()
    chosen = tuple(
        line._replace(is_chosen=True) if line.kind == "option" else line for line in paper.lines
    )
    before, after = document(paper, "en"), document(paper._replace(lines=chosen), "en")
    assert [len(table.rows) for table in (before.lines, *before.options)] == [4, 1, 1]
    assert [len(table.rows) for table in (after.lines, *after.options)] == [5, 1]


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        ("draft", "DRAFT: not yet valid"), ("awaiting_approval", "DRAFT: not yet valid"),
        ("approved", "DRAFT: not yet valid"), ("sent", ""), ("accepted", "Accepted"),
        ("declined", "Declined"), ("expired", "Expired"), ("withdrawn", "Withdrawn"),
        ("superseded", "Superseded by another version"),
    ],
)  # fmt: skip
def test_a_paper_tells_its_state_and_no_approval(state: str, shown: str) -> None:
    assert "".join(document(exclusive(state=state), "en").state) == shown


def test_a_draft_has_no_number_and_no_last_day_yet() -> None:
    made = document(exclusive(number="", state="draft", valid_until=None), "both")
    assert made.name == ("草稿 3 第2版", "draft 3, version 2")
    (validity,) = [fact.value for fact in made.facts if "Valid until" in fact.label]
    assert validity == ("发出后 30 天", "30 days after it is sent")


def test_a_seller_of_whom_nothing_is_known_leaves_no_gap() -> None:
    made = document(exclusive()._replace(company=Company()), "en")
    assert [party.role for party in made.known_parties] == [("Quotation for",)]


def test_an_offer_says_until_when() -> None:
    template = standard()._replace(offer="offer")
    assert document(exclusive(), "both", template).offer == (
        "本报价单为要约，2026年12月23日当日及之前均可接受。",
        "This quotation is a binding offer. It can be accepted until 23 Dec 2026, inclusive.",
    )


def test_texts_are_filled_in_their_language() -> None:
    template, found = read_template(
        "own",
        'intro = { en = "{customer}: {total} by {valid_until}", zh = "致{customer}：{total}，{valid_until}" }',
    )
    assert template and not found
    assert document(exclusive(), "en", template).intro == (
        f"{CUSTOMER.name}: CNY 165.08 by 23 Dec 2026",
    )
    assert document(exclusive(), "zh", template).intro == (
        f"致{CUSTOMER.name}：¥165.08，2026年12月23日",
    )


def test_a_text_with_a_gap_is_left_out() -> None:
    made = document(exclusive(owner="", company=COMPANY._replace(name="")), "en")
    assert made.outro == () and made.intro
    assert COMPANY.name in document(exclusive(owner=""), "en").outro[0]


def test_terms_of_the_paper_stand_in_the_place_of_the_templates() -> None:
    terms = (Term("payment", Words("Payment", "付款"), Words("In advance.", "款到发货。")),)
    assert [fact.value for fact in document(exclusive(terms=terms), "zh").terms] == [
        ("款到发货。",)
    ]


def test_a_layout_is_data() -> None:
    template, _found = read_template(
        "own",
        'columns = ["name", "quantity", "net", "tax", "gross"]\nblocks = ["totals", "lines"]',
    )
    assert template
    texts = in_all(exclusive(), "en", template)
    for name, text in texts.items():
        assert "Payment" not in text and "Quotationfor" not in text, name
        assert text.index("Subtotal") < text.index("Description"), name
        assert "64.38" in text, name


def test_columns_without_content_are_left_out() -> None:
    assert [column.key for column in document(inclusive(), "en").lines.columns] == [
        "position", "name", "quantity", "price", "tax_rate", "amount",
    ]  # fmt: skip


def test_nothing_internal_has_a_place() -> None:
    tuples = [
        each
        for each in vars(paper_types).values()
        if isinstance(each, type) and issubclass(each, tuple)
    ]
    assert QuotePaper in tuples and PaperLine in tuples
    for each in tuples:
        names = set(get_type_hints(each))
        assert not {name for name in names if set(name.split("_")) & INTERNAL or name in INTERNAL}


# Hostile texts.


def hostile(text: str) -> QuotePaper:
    line = PaperLine("item", text, code=text, unit=text, quantity=1_000_000, price=1, amount=1)
    return exclusive(
        number=text, owner=text, text=text,
        company=COMPANY._replace(name=text, address=text, bank=text),
        customer=CUSTOMER._replace(name=text, contact=text),
        lines=(line, PaperLine("text", text), line._replace(kind="option")),
        terms=(Term("a", Words("A", "A"), Words(text.replace("{", "{{").replace("}", "}}"), "x")),),
    )  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_shown_never_obeyed(text: str) -> None:
    for name, shown in in_all(hostile(text), "en").items():
        assert shown.count(squeezed(text)) >= 11, name


@pytest.mark.parametrize("text", HOSTILE)
def test_markup_comes_from_the_program_alone(text: str) -> None:
    def tags(html: str) -> list[str]:
        return re.findall(r"<[a-z0-9]+", html.partition("</style>")[2] or html)

    harmless, made = document(hostile("x"), "en"), document(hostile(text), "en")
    assert tags(html_page(made)) == tags(html_page(harmless))
    render = MarkdownIt().enable(["table", "strikethrough"]).render
    assert tags(render(markdown_text(made))) == tags(render(markdown_text(harmless)))
    sheet = cells(workbook(made, AT))
    assert {cell.data_type for cell in sheet.values()} == {"s", "n"}
    assert not any(cell.hyperlink for cell in sheet.values())


def test_controls_and_directions_are_taken_out() -> None:
    text = "a\x1b]52;c\x07b\u202edcba\u2066\u00adz\ud800\x00"
    for name, shown in in_all(exclusive(owner=text, text=text), "en").items():
        assert "a]52;cbdcbaz" in shown, name


def test_a_number_cannot_leave_the_foot_of_a_page() -> None:
    page = html_page(document(exclusive(number='Q"}body{color:red}/*'), "en"))
    style = page.partition("<style>")[2].partition("</style>")[0]
    assert "color:red" not in style and 'Q"}' not in style


# Pages in a real browser.


@IN_A_BROWSER
@pytest.mark.parametrize("lang", LANGS)
def test_on_every_screen_and_on_paper(tmp_path: Path, lang: str) -> None:
    long = PaperLine(
        "item", "耐低温防爆型无线温湿度传感器" * 6 + "W" * 90, code="LONG-CODE-0123456789", unit="套",
        quantity=123_456_789_000, price=10**11, amount=10**13, tax_rate=133_400,
    )  # fmt: skip
    paper = exclusive(
        lines=(*exclusive().lines, long),
        total=10**15,
        company=COMPANY._replace(logo=PNG),
        text="x\n" * 3 + "https://" + "y" * 300,
    )
    file = tmp_path / "quote.html"
    file.write_text(html_page(document(paper, lang)), encoding="utf-8")
    with browser.opened(file.as_uri(), tmp_path / "browser") as page:
        events = page.loaded_anew()
        assert [event["method"] for event in events][1:] in ([], ["Network.requestWillBeSent"])
        asked = [event["params"].get("request", {}).get("url", "") for event in events]
        assert all(url.startswith(("file:", "data:")) for url in asked)
        assert page.hidden_parts() == {}
        for width in browser.WIDTHS:
            page.seen(width)
            text = squeezed(page.run("document.body.innerText"))
            for figure in ("59.97", "165.08", "100,000,000,000.00", "22.21", "1,200.00", "13.34%"):
                assert figure in text or figure == "165.08", (width, figure)
        printed = pdf_text(page.paper())
    assert "100,000,000,000.00" in printed
    if lang != "zh":
        assert re.search(r"Page 1 of [2-9]", printed)
    if lang != "en" and browser.prints_chinese():
        assert re.search("第1[页⻚]，共[2-9][页⻚]", squeezed(printed))


@IN_A_BROWSER
def test_a_long_quote_repeats_its_headings(tmp_path: Path) -> None:
    line = exclusive().lines[1]
    file = tmp_path / "quote.html"
    made = document(exclusive(lines=(line,) * 150), "en")
    file.write_text(html_page(made), encoding="utf-8")
    with browser.opened(file.as_uri(), tmp_path / "browser") as page:
        pages = pypdf.PdfReader(io.BytesIO(page.paper())).pages
    assert len(pages) >= 5
    assert sum("Unitprice" in squeezed(page.extract_text()) for page in pages) >= len(pages) - 1
    own = pypdf.PdfReader(io.BytesIO(pdf(made, AT, ""))).pages
    assert sum("Unitprice" in squeezed(page.extract_text()) for page in own) >= len(own) - 1
    assert f"Page 2 of {len(own)}" in own[1].extract_text()


# Workbooks.


def test_numbers_are_numbers_in_a_workbook() -> None:
    data = workbook(document(exclusive(company=COMPANY._replace(logo=PNG)), "en"), AT)
    held = cells(data)
    numbers = {(cell.value, cell.number_format) for cell in held.values() if cell.data_type == "n"}
    assert {
        (3, "General"), (2.5, "General"), (22.21, "#,##0.00"), (0.1, "0%"), (0.13, "0%"),
        (59.97, "#,##0.00"), (-8, '"CNY" #,##0.00'), (165.08, '"CNY" #,##0.00'),
    } <= numbers  # fmt: skip
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    parts = zipfile.ZipFile(io.BytesIO(data)).namelist()
    assert len([name for name in parts if name.startswith("xl/media/")]) == 1
    assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)  # type: ignore[union-attr]
    assert sheet.oddFooter.right.text == "Page &P of &N"  # type: ignore[union-attr]
    assert sheet.print_title_rows is not None  # type: ignore[union-attr]


def test_the_same_quote_makes_the_same_bytes() -> None:
    made = document(exclusive(), "both")
    assert workbook(made, AT) == workbook(made, AT)
    assert pdf(made, AT, "") == pdf(made, AT, "")


# Fonts.


def test_missing_characters_are_named() -> None:
    made = document(exclusive(owner="林 😀 \U0002a6d6"), "zh")
    with pytest.raises(MissingCharactersError, match=r"cannot print .*😀 \(U\+1F600\)") as caught:
        pdf(made, AT, "")
    assert "😀" in caught.value.data["characters"] and caught.value.exit_code == 5


def test_without_a_chinese_font_it_is_said(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(fonts, "_folders", lambda: [tmp_path])
    with pytest.raises(NoFontError):
        pdf(document(exclusive(), "zh"), AT, "")
    text = pdf_text(pdf(document(_latin("Straße 1, Łódź: € 5 – “x”"), "en"), AT, ""))
    assert "Straße 1, Łódź: € 5 – “x”" in text


def test_the_font_of_typst_has_what_is_taken_for_granted() -> None:
    taken = [
        chr(code)
        for code in range(0x20, 0x2200)
        if fonts._is_built_in(chr(code)) and chr(code).isprintable() and chr(code).strip()
    ]
    assert len(taken) > 400
    text = " ".join(taken)
    made = document(_latin(text), "en")
    printed = squeezed(pdf_text(pdf(made, AT, "")))
    assert [each for each in taken if each not in printed] == []


def _latin(text: str) -> QuotePaper:
    return exclusive(
        company=COMPANY._replace(name="Us", address="A", bank="B"),
        customer=CUSTOMER._replace(name="Them", contact="C"), owner="lin", lines=(), text=text,
    )  # fmt: skip


def test_a_font_that_is_set_is_used(tmp_path: Path) -> None:
    found = choose_fonts("中", "")[0]
    assert choose_fonts("a", str(found.path)) == [found]
    for content in (b"no font", b""):
        (tmp_path / "x.ttf").write_bytes(content)
        with pytest.raises(UnusableFontError):
            choose_fonts("a", str(tmp_path / "x.ttf"))
    with pytest.raises(UnusableFontError, match="No such file"):
        choose_fonts("a", str(tmp_path / "nix.ttf"))


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingLibraryError) as caught:
        pdf(document(exclusive(), "zh"), AT, "")
    assert (caught.value.exit_code, caught.value.data["extra"]) == (5, "pdf")


# The logo.


def test_a_logo_is_kept_as_text() -> None:
    assert from_text(as_text(PNG)) == PNG
    assert from_text("") == from_text("data:image/png;base64,???") == b""
    for picture in (b"GIF89a", b"", PNG + b"\0" * 200_000):
        with pytest.raises(UnusableLogo):
            as_text(picture)


def test_a_logo_stands_in_every_form() -> None:
    made = document(exclusive(company=COMPANY._replace(logo=PNG)), "zh")
    assert 'src="data:image/png;base64,' in html_page(made)
    reader = pypdf.PdfReader(io.BytesIO(pdf(made, AT, "")))
    assert len(reader.pages[0].images) == 1
