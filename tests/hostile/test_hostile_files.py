"""Files made to harm: refused or contained with one clear line, in little memory, and nothing half-imported."""

import os
import threading
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import openpyxl
import pytest
from conftest import Answer, Salesmap
from support.machine.typist import Typist, typist

from salesmap.core.errors import UsageError
from salesmap.exchange.tabular.sheet import open_sheet, records

_LIMIT = "import resource; resource.setrlimit(resource.RLIMIT_AS, ({megabytes} << 20,) * 2)"


@pytest.fixture(scope="module")
def limited(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Typist]:
    """Run commands in a process with so much memory at the most, all libraries included."""
    folder = tmp_path_factory.mktemp("limited")
    person = Salesmap(folder / "test.db", folder)
    with typist(person, "en", before=_LIMIT.format(megabytes=700)) as run:
        yield run


def import_by(run: Typist, salesmap: Salesmap, path: Path) -> Answer:
    return run("--db", str(salesmap.db), "lead", "import", str(path))


Refuse = Callable[..., None]


@pytest.fixture
def refuse(limited: Typist, salesmap: Salesmap) -> Refuse:
    """Return the assertion that a file is refused in one line, and nothing of it stored."""

    def assert_refused(path: Path, *words: str) -> None:
        done = import_by(limited, salesmap, path)
        assert (done.code, len(done.err.splitlines())) == (2, 1), done
        assert "Traceback" not in done.err and all(word in done.err for word in words), done.err
        assert salesmap.sql("SELECT count(*) FROM lead") == [(0,)]

    return assert_refused


def long_line(path: Path, megabytes: int) -> Path:
    with path.open("wb") as file:
        file.write(b"name,note\n")
        for _part in range(megabytes):
            file.write(b"x" * (1 << 20))
    return path


def test_a_single_line_without_end(refuse: Refuse, tmp_path: Path) -> None:
    refuse(long_line(tmp_path / "t.csv", 40), "10,000,000")


@pytest.mark.long
def test_a_line_of_two_gigabytes(refuse: Refuse, tmp_path: Path) -> None:
    refuse(long_line(tmp_path / "t.csv", 2_048), "10,000,000")


def test_a_quotation_mark_that_is_never_closed(refuse: Refuse, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('name,note\nA,x\nB,"begins here\n' + "C,and goes on\n" * 1_000_000)
    refuse(path, "line 3", "quotation mark")


def test_a_quotation_mark_that_swallows_a_few_leads(refuse: Refuse, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text('name,note\nA,x\nB,"begins here\nC,y\nD,z\n')
    refuse(path, "line 3", "quotation mark")


def test_a_record_without_end(refuse: Refuse, tmp_path: Path) -> None:
    """Each of its cells is closed, and each ends a line: no line and no cell is long, but the record is."""
    path = tmp_path / "t.csv"
    path.write_text("name,note\n" + '"x\n",' * 10_000_000)
    refuse(path, "line 2", "has no end")


def test_a_million_columns(refuse: Refuse, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text(",".join(f"c{number}" for number in range(1_000_000)) + "\n1\n")
    refuse(path, "16,384")


def test_nul_characters(limited: Typist, salesmap: Salesmap, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(b"name,note\n" + b"A good one,x\n" * 30 + b"B\0,x\n")
    done = import_by(limited, salesmap, path)
    assert done.code == 0 and "NUL" in done.err
    assert salesmap.sql("SELECT count(*), sum(instr(name, char(0))) FROM lead") == [(30, 0)]
    path.write_bytes(os.urandom(100_000))
    assert import_by(limited, salesmap, path).code == 2


BEGINNINGS = {
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1": "password", b"%PDF-1.7": "PDF", b"BEGIN:VCARD\r\nVERSION:3.0": "contacts file", b"<html><table>": "web page",
    b'{"leads": []}': "JSON", b"\x1f\x8b\x08": "unpack", b"\x89PNG\r\n\x1a\n\0\0\0\0\0": "not a text file",
}  # fmt: skip


@pytest.mark.parametrize("beginning", BEGINNINGS)
def test_files_that_are_no_tables(tmp_path: Path, beginning: bytes) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(beginning + b"\n")
    with pytest.raises(UsageError, match=BEGINNINGS[beginning]):
        open_sheet(path)


def test_no_files(refuse: Refuse, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    for path in (tmp_path, tmp_path / "pipe", tmp_path / "nowhere", Path("/dev/zero")):
        refuse(path)


@pytest.fixture
def good(tmp_path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active.append(["name", "note"])
    book.active.append(["A", "x"])
    book.save(tmp_path / "good.xlsx")
    return tmp_path / "good.xlsx"


def remade(
    good: Path, change: Callable[[str, bytes], bytes], more: dict[str, bytes] | None = None
) -> Path:
    """The workbook with its parts changed, and others beside them."""
    path = good.with_name("bad.xlsx")
    with (
        zipfile.ZipFile(good) as source,
        zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target,
    ):
        for name in source.namelist():
            target.writestr(name, change(name, source.read(name)))
        for name, content in (more or {}).items():
            target.writestr(name, content)
    return path


SHEET = "xl/worksheets/sheet1.xml"


def test_a_bomb(refuse: Refuse, good: Path) -> None:
    refuse(
        remade(good, lambda name, old: b"<x>" + b" " * (300 << 20) if name == SHEET else old),
        "large",
    )


def test_a_bomb_that_lies_about_its_size(refuse: Refuse, good: Path) -> None:
    path = remade(good, lambda name, old: b"<x>" + b" " * (60 << 20) if name == SHEET else old)
    content = path.read_bytes()
    path.write_bytes(
        content.replace((3 + (60 << 20)).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    )
    refuse(path, "damaged")


def test_entities_that_multiply(refuse: Refuse, good: Path) -> None:
    laughs = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "ha">' + b"".join(
        b'<!ENTITY %c "%s">' % (98 + step, b"&%c;" % (97 + step) * 10) for step in range(20)
    )
    bad = laughs + b"]><worksheet>&u;</worksheet>"
    refuse(remade(good, lambda name, old: bad if name == SHEET else old), "entities")
    outside = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><worksheet>&x;</worksheet>'
    refuse(remade(good, lambda name, old: outside if name == SHEET else old), "entities")


def test_paths_that_lead_out(
    refuse: Refuse, limited: Typist, salesmap: Salesmap, good: Path
) -> None:
    path = remade(
        good, lambda name, old: old.replace(b"/xl/worksheets/sheet1.xml", b"../../../../etc/passwd")
    )
    refuse(path)
    path = remade(good, lambda name, old: old, {"../../evil": b"x", "/etc/evil": b"x"})
    assert import_by(limited, salesmap, path).code == 0
    assert not (good.parent.parent / "evil").exists() and not Path("/etc/evil").exists()


@pytest.mark.parametrize(
    "damage",
    [
        lambda content: content[:-200],
        lambda content: content[:300] + b"\0" * 20 + content[320:],
        lambda content: b"PK\x05\x06" + b"\0" * 18,
    ],
)
def test_damaged_workbooks(refuse: Refuse, good: Path, damage: Callable[[bytes], bytes]) -> None:
    good.write_bytes(damage(good.read_bytes()))
    refuse(good, "workbook")


def test_a_sheet_that_lies_about_its_size(good: Path) -> None:
    path = remade(
        good,
        lambda name, old: (
            old.replace(b'ref="A1:B2"', b'ref="A1:XFD1048576"') if name == SHEET else old
        ),
    )
    began = time.process_time()
    assert [record.cells for record in records(open_sheet(path))] == [("A", "x")]
    assert time.process_time() - began < 20, "sixteen thousand million cells would take days"


def with_row(good: Path, row: str) -> Path:
    return remade(
        good,
        lambda name, old: (
            old.replace(b"</sheetData>", f"{row}</sheetData>".encode()) if name == SHEET else old
        ),
    )


HEAPS = {
    "elements within elements": "<a>" * 1_000_000,
    "a row of a million cells": '<row r="3">' + '<c r="A3"/>' * 1_000_000 + "</row>",
    "a text of many megabytes": '<row r="3"><c r="A3" t="inlineStr"><is><t>'
    + "x" * 20_000_000
    + "</t></is></c></row>",
    "an attribute of many megabytes": f'<row r="{"x" * 20_000_000}"></row>',
}


@pytest.mark.parametrize("heap", HEAPS)
def test_heaps_in_a_workbook(refuse: Refuse, good: Path, heap: str) -> None:
    refuse(with_row(good, HEAPS[heap]), "too long")


def test_heaps_beside_the_sheet(refuse: Refuse, good: Path) -> None:
    many = b"<xf/>" * 300_000 + b"</cellXfs>"
    path = remade(
        good, lambda name, old: old.replace(b"</cellXfs>", many) if name == "xl/styles.xml" else old
    )
    refuse(path, "too long")


def test_a_text_that_stands_in_many_cells(refuse: Refuse, tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["name", "note"])
    book.active.append(["A", "x"])
    book.active.append(["x" * 30_000 + str(number) for number in range(2)] + ["y" * 30_000] * 400)
    book.save(tmp_path / "t.xlsx")
    refuse(tmp_path / "t.xlsx", "too long")


def test_a_row_that_says_it_is_far_away(good: Path) -> None:
    with pytest.raises(UsageError, match="1,048,576"):
        open_sheet(with_row(good, '<row r="99999999"><c r="A99999999"><v>1</v></c></row>'))


def test_formulas_without_a_value_are_told_whoever_wrote_them(good: Path) -> None:
    head = '<row r="3"><c r="A3"><v>1</v></c>'
    reckoned = with_row(good, head + '<c r="B3" t="str"><f>""</f><v></v></c></row>')
    assert [record.problem for record in records(open_sheet(reckoned))] == [None, None]
    names = 'xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    prefixed = with_row(good, head + f'<x:c {names} r="B3"><x:f>1+1</x:f></x:c></row>')
    assert "B3" in str([record.problem for record in records(open_sheet(prefixed))])


def test_characters_that_are_none(good: Path) -> None:
    path = with_row(
        good,
        '<row r="3"><c r="A3" t="inlineStr"><is><t>a_xD83D_</t></is></c><c r="B3" t="inlineStr"><is><t>_x0000_</t></is></c></row>',
    )
    last = list(records(open_sheet(path)))[-1]
    assert last.cells[0] == "a_xD83D_" and "NUL" in str(last.problem)


def test_an_archive_with_a_password(refuse: Refuse, good: Path) -> None:
    content = bytearray(good.read_bytes())
    for mark, place in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        found = -1
        while (found := content.find(mark, found + 1)) >= 0:
            content[found + place] |= 1
    good.write_bytes(content)
    refuse(good, "password")


def test_a_workbook_of_too_many_columns(refuse: Refuse, good: Path) -> None:
    wide = b'<c r="ZZZ1" t="inlineStr"><is><t>x</t></is></c></row>'
    refuse(
        remade(good, lambda name, old: old.replace(b"</row>", wide, 1) if name == SHEET else old),
        "16,384",
    )


def test_a_file_that_grows_while_it_is_read(
    limited: Typist, salesmap: Salesmap, tmp_path: Path
) -> None:
    path = tmp_path / "t.csv"
    path.write_text("name,note\n" + "".join(f"Lead {number},x\n" for number in range(30_000)))
    stop = threading.Event()

    def grow() -> None:
        while not stop.wait(0.05):
            with path.open("a") as file:
                file.write("One more,y\n")

    writer = threading.Thread(target=grow)
    writer.start()
    try:
        done = import_by(limited, salesmap, path)
    finally:
        stop.set()
        writer.join()
    assert done.code == 4 and "changed while" in done.err
    assert salesmap.sql("SELECT count(*) FROM lead") == [(0,)]


@pytest.mark.long
def test_a_million_rows_in_little_memory(salesmap: Salesmap, tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    with path.open("w") as file:
        file.write("id,name,company,phone,created,amount\n")
        file.writelines(
            f"R{n},Lead {n},Company {n // 3},138{n:08},2026-01-{n % 28 + 1:02},{n}\n"
            for n in range(1_000_000)
        )
    with typist(salesmap, "en", before=_LIMIT.format(megabytes=400)) as run:
        done = import_by(run, salesmap, path)
    assert done.code == 0, done.err
    assert salesmap.sql("SELECT count(*), sum(value_cents) FROM lead") == [
        (1_000_000, 100 * sum(range(1_000_000)))
    ]
    assert "no problems found" in salesmap.ok("db", "check").out
