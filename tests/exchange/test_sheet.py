"""Tables out of files: any dialect comes back the same, whoever wrote it."""

import csv
import io
import re
import shutil
import subprocess
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from babel import Locale
from conftest import Salesmap, examples
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from salesmap.core.errors import UsageError
from salesmap.exchange.tabular.codepage import likely_encodings
from salesmap.exchange.tabular.sheet import open_sheet, records

CHINESE = "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过子说产种面而方后多"
WESTERN = "äöüßéèàçñóáíÄÖÜÉ€“”–"
PLAIN = "abcdefghijklmnopqrstuvwxyzABCDEFXYZ0123456789 .-_/()@#"
ENCODINGS = {
    "utf-8": PLAIN + CHINESE + WESTERN + "😀ﷺ\u200b٣",
    "utf-8-sig": PLAIN + CHINESE + WESTERN,
    "utf-16": PLAIN + CHINESE + WESTERN + "😀",
    "utf-16-le": PLAIN + CHINESE,
    "utf-16-be": PLAIN + WESTERN,
    "gb18030": PLAIN + CHINESE,
    "cp1252": PLAIN + WESTERN,
}
LINE_ENDS = {"\r\n": "\n\r", "\n": "\n", "\r": "\r"}


def read(path: Path, worksheet: str | None = None) -> tuple[tuple[str, ...], list[tuple[str, ...]]]:
    sheet = open_sheet(path, worksheet)
    return sheet.header, [record.cells for record in records(sheet)]


def is_utf8(content: bytes) -> bool:
    try:
        content.decode()
    except UnicodeDecodeError:
        return False
    return True


def write(path: Path, text: str | bytes, encoding: str = "utf-8") -> Path:
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))
    return path


@st.composite
def tables(draw: Any, alphabet: str, inner: str) -> list[list[str]]:
    width = draw(st.integers(2, 6))
    names = draw(
        st.lists(
            st.text(
                "abcdefghijklmnop" + ("名称客户" if "的" in alphabet else ""),
                min_size=1,
                max_size=8,
            ),
            min_size=width,
            max_size=width,
            unique=True,
        )
    )
    cell = st.text(alphabet + inner, max_size=12)
    first = st.text(alphabet, min_size=1, max_size=8).filter(
        lambda text: text.strip() and text.strip() not in names
    )
    rows = draw(st.lists(st.tuples(first, *[cell] * (width - 1)), min_size=1, max_size=12))
    return [names, *map(list, rows)]


@settings(max_examples=examples(150))
@given(
    st.data(),
    st.sampled_from(sorted(ENCODINGS)),
    st.sampled_from(",;\t|"),
    st.booleans(),
    st.sampled_from(sorted(LINE_ENDS)),
)
def test_any_table_in_any_dialect_comes_back(
    data: Any, encoding: str, delimiter: str, quote_all: bool, line_end: str
) -> None:
    inner = ",;\t|\"'\n" if quote_all else f'{delimiter}"'
    table = data.draw(tables(ENCODINGS[encoding], inner))
    text = io.StringIO()
    csv.writer(
        text,
        delimiter=delimiter,
        quoting=csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL,
        lineterminator=line_end,
    ).writerows(table)
    # "ÄÄ" is a Chinese character as well, and two bytes of a Chinese one can be a Cyrillic letter: UTF-8 is taken where it fits.
    assume(encoding != "cp1252" or not re.search(f"[{WESTERN}]{{2}}", text.getvalue()))
    assume(
        encoding not in ("gb18030", "cp1252")
        or text.getvalue().isascii()
        or not is_utf8(text.getvalue().encode(encoding))
    )
    with TemporaryDirectory() as folder:
        header, rows = read(write(Path(folder) / "t.csv", text.getvalue(), encoding))
    assert [list(header), *map(list, rows)] == table


TEXTS = {
    "東 in quotes": ('"Name, first";Amount\n"Li, Wei";"1,5"\n', ["Name, first", "Amount"], [("Li, Wei", "1,5")]),
    "decimal commas": ("Name;City;Amount\nA;Bonn, DE;1,5\nB;Ulm, DE;2,5\n", ["Name", "City", "Amount"], [("A", "Bonn, DE", "1,5"), ("B", "Ulm, DE", "2,5")]),
    "a word to Excel": ("sep=;\r\nName;Amount\r\nA;1\r\n", ["Name", "Amount"], [("A", "1")]),
    "a title above": ("Leads of March\n\nName,Amount\nA,1\n", ["Name", "Amount"], [("A", "1")]),
    "a padded title": ("Leads of March,,\n,,\nName,Amount,City\nA,1,x\n", ["Name", "Amount", "City"], [("A", "1", "x")]),
    "single quotes": ("'Name','Amount'\n'A, B','1'\n", ["Name", "Amount"], [("A, B", "1")]),
    "backslashes": ('Name,Note,X\nA,"say \\"hi, you\\"",1\nB,"x, y",2\n', ["Name", "Note", "X"], [("A", 'say "hi, you"', "1"), ("B", "x, y", "2")]),
    "one column": ("Name\nA\nB\n", ["Name"], [("A",), ("B",)]),
    "trailing commas": ("Name,Amount,,\nA,1,,\nB,2\n", ["Name", "Amount"], [("A", "1"), ("B", "2")]),
    "header repeated": ("Name,Amount\nA,1\n\n ,\nName,Amount\nB,2\n", ["Name", "Amount"], [("A", "1"), ("B", "2")]),
    "no last line end": ("Name\tAmount\nA\t1", ["Name", "Amount"], [("A", "1")]),
    "prose with semicolons": ('Name,Note\nA,"x; y; z; w"\nB,"p; q; r; s"\n', ["Name", "Note"], [("A", "x; y; z; w"), ("B", "p; q; r; s")]),
    "prose in no quotes": ("Name,Note\nA,x; y; z; w\nB,p; q; r; s\n", ["Name", "Note"], [("A", "x; y; z; w"), ("B", "p; q; r; s")]),
    "a comma in a name": ("Name\nAcme, Inc\nBeta, Ltd\nGamma\n", ["Name"], [("Acme, Inc",), ("Beta, Ltd",), ("Gamma",)]),
    "commas in a list": ("Name\nAcme, Inc, USA\nBeta, Ltd, UK\n", ["Name"], [("Acme, Inc, USA",), ("Beta, Ltd, UK",)]),
    "a title of no breadth": ("Leads, of March\nName;City;Amount\nA;x;1,5\nB;y;2\n", ["Name", "City", "Amount"], [("A", "x", "1,5"), ("B", "y", "2")]),
    "blanks after commas": ('"Name", "Note"\n"A", "x, y"\n', ["Name", "Note"], [("A", "x, y")]),
    "a path beside an escape": ('Name,Path,Note\nA,"C:\\temp","say \\"hi\\""\nB,x,y\n', ["Name", "Path", "Note"], [("A", "C:\\temp", 'say "hi"'), ("B", "x", "y")]),
    "names with spaces": (" Name , Amount \nA,1\n", ["Name", "Amount"], [("A", "1")]),
}  # fmt: skip


@pytest.mark.parametrize("name", TEXTS)
def test_texts(tmp_path: Path, name: str) -> None:
    text, header, rows = TEXTS[name]
    assert read(write(tmp_path / "t.csv", text)) == (tuple(header), rows)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [("东海", "gb18030"), ("鑫源", "gb18030"), ("上海市宝山区镕鑫", "gb18030"), ("中", "gb18030"), ("客户A，备注", "gb18030"), ("Müller", "cp1252"),
     ("Größe", "cp1252"), ("Café €5", "cp1252"), ("“quoted”", "cp1252"), ("naïve – dash", "cp1252"), ("Señor, años", "cp1252"), ("é", "cp1252"),
     ("Straße, Übung, Äpfel", "cp1252")],
)  # fmt: skip
def test_chinese_and_western_are_told_apart(tmp_path: Path, text: str, encoding: str) -> None:
    far = "plain,ascii\n" * 120_000  # the first letter that tells comes after more than a megabyte
    for before in ("", far):
        path = write(
            tmp_path / "t.csv", f"Name;Note\n{before.replace(',', ';')}{text};x\n", encoding
        )
        assert open_sheet(path).encoding == encoding
        assert read(path)[1][-1] == (text, "x")


LANGUAGES = "zh_Hans de fr es pt it sv fi da nb nl ca et ga gl".split()


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_single_name_tells_its_encoding(language: str) -> None:
    """Every country, language, script, currency and month as its own people write it, each alone."""
    encoding = "gb18030" if language.startswith("zh") else "cp1252"
    locale = Locale.parse(language)
    names = [
        *locale.territories.values(),
        *locale.languages.values(),
        *locale.scripts.values(),
        *locale.currencies.values(),
        *locale.months["format"]["wide"].values(),
    ]
    wrong = []
    for name in names:
        with suppress(UnicodeEncodeError):
            if not name.isascii() and likely_encodings(name.encode(encoding))[0] != encoding:
                wrong.append(name)
    assert not wrong


@pytest.mark.parametrize(
    "text",
    ["500€", "€5", "5 – 6", "a–b", "John’s", "“Acme”", "‘Acme’", "d’église", "«SÍ»", "¿Qué?", "N° 5", "Acme®", "MÜLLER", "Färöer", "Pääkkönen", "créée", "Niños", "25 °C"],
)  # fmt: skip
def test_western_signs_are_no_chinese(text: str) -> None:
    assert likely_encodings(text.encode("cp1252"))[0] == "cp1252"


def test_utf8_with_a_damaged_byte_is_not_garbled(tmp_path: Path) -> None:
    for names, broken in (
        ("东海贸易,上海客户\n" * 9, b"A\xe4\xb8,x\n"),
        ("Müller,Señor\n" * 9, b"A\xe4,x\n"),
    ):
        content = (
            b"name,note\n"
            + names.encode()
            + b"plain,ascii\n" * 200_000
            + broken
            + b"plain,ascii\n" * 9
        )
        with pytest.raises(UsageError, match="damaged"):
            open_sheet(write(tmp_path / "t.csv", content))


def test_a_stray_western_name_does_not_garble_the_chinese_ones(tmp_path: Path) -> None:
    for rows in (30_000, 3):
        with pytest.raises(UsageError, match="UTF-8"):
            open_sheet(
                write(
                    tmp_path / "t.csv",
                    b"name,note\n" + "东海贸易,客户\n".encode("gb18030") * rows + b"Caf\xe9,x\n",
                )
            )


def test_line_numbers_and_surplus(tmp_path: Path) -> None:
    sheet = open_sheet(write(tmp_path / "t.csv", 'Title\n\nA,B\n1,"x\ny"\n2,3,4\n'))
    assert [(record.line, record.problem) for record in records(sheet)] == [
        (4, None),
        (6, "1 cell more than the header"),
    ]


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Leads"
    for row in (
        ["Leads of March"], [], ["ID", "Name", "Created", "Amount", "Share", "Open"],
        [1234567890123, "东海", datetime(2026, 4, 3), 1234.5, 0.15, True], [2, "'quoted", datetime(2026, 4, 3, 10, 30), 12.0, 0.125, False],
        [3, "rich", date(2026, 4, 5), -0.1, None, None],
    ):  # fmt: skip
        sheet.append(row)
    for place in ("E4", "E5"):
        sheet[place].number_format = "0.0%"
    sheet["B7"], sheet["A7"] = "=1+1", 4
    book.create_sheet("More").append(["a", "b"])
    book.create_sheet("Hidden").sheet_state = "hidden"
    book.save(tmp_path / "t.xlsx")
    return tmp_path / "t.xlsx"


def test_workbook(workbook: Path) -> None:
    sheet = open_sheet(workbook)
    assert (sheet.worksheet, sheet.others, sheet.encoding) == ("Leads", ("More",), "xlsx")
    assert sheet.header == ("ID", "Name", "Created", "Amount", "Share", "Open")
    for _again in range(2):
        found = list(records(sheet))
        assert [record.cells for record in found[:3]] == [
            ("1234567890123", "东海", "2026-04-03", "1234.5", "15%", "TRUE"),
            ("2", "'quoted", "2026-04-03 10:30:00", "12", "12.5%", "FALSE"),
            ("3", "rich", "2026-04-05", "-0.1", "", ""),
        ]
        assert [record.line for record in found] == [4, 5, 6, 7]
        assert found[3].problem and "B7" in found[3].problem, (
            "a formula without a value does not vanish"
        )
    assert read(workbook, "More") == (("a", "b"), [])
    with pytest.raises(UsageError, match="More"):
        open_sheet(workbook, "Hidden")


def test_a_workbook_through_the_command_line(salesmap: Salesmap, workbook: Path) -> None:
    done = salesmap.run("lead", "import", str(workbook), "--map", "Share=-", "--format", "json")
    assert (done.code, done.data["added"], done.data["rejected"]) == (0, 3, 1)
    assert "More" in done.err
    lead = salesmap.json("lead", "show", "x:1234567890123")
    assert (lead["name"], lead["value"], lead["created_at"][:10]) == ("东海", 1234.5, "2026-04-03")
    assert salesmap.json("lead", "import", str(workbook), "--map", "Share=-")["skipped"] == 3
    shown = salesmap.json("lead", "import", str(workbook), "--dry-run")
    assert (shown["encoding"], shown["sheet"]) == ("xlsx", "Leads")


def test_numbers_as_a_spreadsheet_shows_them(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["Name", "Number"])
    for number in (
        0.1 + 0.2,
        1.23456789012346e17,
        123456789012345,
        12.0,
        1200.0,
        1e-3,
        -7,
        1.5,
        0.4375,
        0.07,
    ):
        book.active.append(["n", number])
    for place, number_format in (("B9", "[h]:mm:ss"), ("B10", "h:mm"), ("B11", "0%")):
        book.active[place].number_format = number_format
    book.save(tmp_path / "t.xlsx")
    shown = [row[1] for row in read(tmp_path / "t.xlsx")[1]]
    assert shown == [
        "0.3",
        "123456789012346000",
        "123456789012345",
        "12",
        "1200",
        "0.001",
        "-7",
        "36:00:00",
        "10:30:00",
        "7%",
    ]


def test_a_cover_is_no_table_and_an_empty_sheet_is_not_left_out(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "Cover"
    book.active.append(["Sales of 2026"])
    for row in (["Leads"], ["Name", "City"], ["A", "x"]):
        (book["Leads"] if "Leads" in book else book.create_sheet("Leads")).append(row)
    book.create_sheet("Empty")
    book.save(tmp_path / "t.xlsx")
    sheet = open_sheet(tmp_path / "t.xlsx")
    assert (sheet.worksheet, sheet.others, sheet.header) == ("Leads", ("Cover",), ("Name", "City"))


def test_dates_of_1904(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append(["Name", "When"])
    book.active.append(["A", datetime(2026, 4, 3)])
    book.save(tmp_path / "t.xlsx")
    assert read(tmp_path / "t.xlsx")[1] == [("A", "2026-04-03")]


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not on this machine")
def test_a_workbook_that_libreoffice_wrote(tmp_path: Path) -> None:
    write(
        tmp_path / "t.csv",
        "Name,Created,Amount,Note\n东海,2026-04-03,1234.5,=1+1\nMüller,2026-04-04,12,x\n",
    )
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--infilter=CSV:44,34,76,1", "--convert-to", "xlsx", "--outdir", str(tmp_path), str(tmp_path / "t.csv")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    header, rows = read(tmp_path / "t.xlsx")
    assert header == ("Name", "Created", "Amount", "Note")
    assert [row[:3] for row in rows] == [
        ("东海", "2026-04-03", "1234.5"),
        ("Müller", "2026-04-04", "12"),
    ]


ENCODED = {
    "mac_roman": ["Café,Müller\nGarçon,Señor López\n", "Café"], "big5": ["雲帆產線改造,東海科技股份有限公司\n報價,上海貿易\n", "台北市", "王大明,業務"],
    "cp932": ["カフェ,株式会社ソニー\n田中さん,東京商事\n", "日本電気", "山田太郎,東京都"], "cp1251": ["Иван Петров,ООО Ромашка\n", "Завод", "ООО «Ромашка»"],
    "cp1250": ["Łukasz Kowalski,Żółw i Spółka\n", "Dvořák,Škoda Plzeň\nČeský,Žižkov\n", "Kovács,Győr,Szűcs"],
}  # fmt: skip


@pytest.mark.parametrize(
    ("encoding", "text"),
    [(encoding, text) for encoding, texts in ENCODED.items() for text in texts],
)
def test_other_encodings_are_recognised(encoding: str, text: str) -> None:
    assert likely_encodings(text.encode(encoding))[0] == encoding


def test_an_encoding_may_be_told(salesmap: Salesmap) -> None:
    (salesmap.home / "f.csv").write_bytes("name,company\nA,M\u00fcller & Łódź\n".encode("cp1250"))
    salesmap.ok("lead", "import", "f.csv", "--encoding", "cp1250")
    assert salesmap.json("lead", "show", "1")["customer"] == "Müller & Łódź"
    assert "Unknown encoding" in salesmap.run("lead", "import", "f.csv", "--encoding", "nix").err
    assert salesmap.run("lead", "import", "f.csv", "--encoding", "utf-8").code == 2
